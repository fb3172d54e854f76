"""Carry out the changes that findings propose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Safety
from maatwerk_rules.source import Source

SAFE: Safety = "veilig"
UNSAFE: Safety = "onveilig"
SUGGESTED: Safety = "suggestie"


@attrs.frozen
class Fix:
    """The changes that mend one finding: all or none of them are made."""

    code: str
    safety: Safety
    edits: tuple[Edit, ...]


def fixes_of(found: Iterable[Diagnostic], safeties: Iterable[Safety]) -> Iterator[Fix]:
    """Yield a fix for each finding that has one: of the first of these safeties it knows.

    >>> from maatwerk_rules.diagnostics import Kind, Severity
    >>> from maatwerk_rules.source import Span
    >>> edit = Edit(Span("a", 3, 5), " ", "veilig")
    >>> kind = Kind("MW012", "x", Severity.HINT, "Zin.", "")
    >>> [fix.code for fix in fixes_of([Diagnostic(kind, (), {}, edits=(edit,))], ["veilig"])]
    ['MW012']
    """
    order = tuple(safeties)
    for one in found:
        for safety in order:
            edits = tuple(edit for edit in one.edits if edit.safety == safety)
            if edits:
                yield Fix(one.code, safety, edits)
                break


def apart(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Return the fixes that touch each other nowhere; of two that do the first counts."""
    taken: list[Edit] = []
    done: list[Fix] = []
    for fix in fixes:
        if all(not _touch(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
            done.append(fix)
    return tuple(done)


def _touch(one: Edit, other: Edit) -> bool:
    """Tell whether two changes overlap, or stand against each other at one place."""
    same = one.span.source == other.span.source
    return same and one.span.start <= other.span.end and other.span.start <= one.span.end


def with_fixes(sources: Mapping[str, Source], fixes: Iterable[Fix]) -> dict[str, Source]:
    """Return the texts with the fixes made."""
    by_source: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            by_source.setdefault(edit.span.source, []).append(edit)
    return {
        name: Source(name, mended(source.text, by_source.get(name, ())))
        for name, source in sources.items()
    }


def counted(fixes: Iterable[Fix]) -> Counter[str]:
    """Return how many fixes there are by code."""
    return Counter(fix.code for fix in fixes)


def mended(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the changes made; of two that overlap the first in the text counts.

    >>> from maatwerk_rules.source import Span
    >>> mended("dan  ja", [Edit(Span("a", 3, 5), " ", "veilig")])
    'dan ja'
    """
    done: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda each: (each.span.start, each.span.end)):
        if edit.span.start < place:
            continue
        done += [text[place : edit.span.start], edit.replacement]
        place = edit.span.end
    return "".join([*done, text[place:]])

"""Changes of a document that an editor can make: the canonical form, and mending a finding."""

from __future__ import annotations

from collections.abc import Iterable

from maatwerk_rules.diagnostics import describe_edit
from maatwerk_rules.integrations.editor.findings import Change, Finding
from maatwerk_rules.integrations.editor.snapshot import Document, Place
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.formatter import format_text
from maatwerk_rules.values import frozen


@frozen
class Fix:
    """A way to mend a finding; `preferred` where the meaning surely stays or only one was told."""

    title: str
    finding: Finding
    changes: tuple[Change, ...]
    preferred: bool


def formatting(document: Document, text: str) -> tuple[Change, ...]:
    r"""Return what puts a text in the canonical form: one change, of the part that differs.

    A text with Windows line endings keeps them. Blocks that do not parse stay as they are.

    >>> [(it.place.start, it.place.end, it.replacement) for it in formatting("a", "status  x\r\n")]
    []
    """
    tidy = format_text(Source(document, text))
    if tidy == text:
        return ()
    start = 0
    while start < min(len(text), len(tidy)) and text[start] == tidy[start]:
        start += 1
    end = 0
    longest = min(len(text), len(tidy)) - start
    while end < longest and text[-1 - end] == tidy[-1 - end]:
        end += 1
    if start and text[start - 1] == "\r":  # a line ending is not cut in two
        start -= 1
    if end and text[len(text) - end] == "\n" and "\r" in text[: len(text) - end][-1:]:
        end -= 1
    place = Place(document, start, len(text) - end)
    return (Change(place, tidy[start : len(tidy) - end], "veilig"),)


def fixes(findings: Iterable[Finding], start: int, end: int) -> tuple[Fix, ...]:
    """Return the ways to mend the findings that touch a part of a document."""
    return tuple(
        Fix(_title(each), each, each.changes, _preferred(each))
        for each in findings
        if each.changes and each.place.start <= end and start <= each.place.end
    )


def _preferred(finding: Finding) -> bool:
    return all(change.safety != "onveilig" for change in finding.changes)


def _title(finding: Finding) -> str:
    first = finding.changes[0]
    new = " ".join(first.replacement.split())
    help_ = finding.diagnostic.help
    # Advice on the whole file, or on more than this place, would be no title of this change.
    if len(help_) == 1 and help_[0][:1].isalpha() and (len(finding.changes) > 1 or new in help_[0]):
        return f"{help_[0][0].upper()}{help_[0][1:]}"
    if first.replacement and not new:
        place = Span("", first.place.start, first.place.end)
        done = describe_edit(place, first.replacement)
        return f"{done[0].upper()}{done[1:]}"
    if not first.replacement:
        return "Haal dit weg"
    verb = "Voeg toe" if first.place.start == first.place.end else "Schrijf"
    return f"{verb}: {new[:60]}"

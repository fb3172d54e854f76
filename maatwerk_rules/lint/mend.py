"""Carry out the changes that findings propose."""

from __future__ import annotations

from collections.abc import Iterable

from maatwerk_rules.diagnostics import Edit


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

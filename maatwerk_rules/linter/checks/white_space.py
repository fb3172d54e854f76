"""MW101: what `maatwerk opmaak` would write otherwise, each place by itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.layout import (
    BLANK_LINES,
    ORDER,
    SPACE_AT_END,
    TAB,
    Change,
    Difference,
    differences,
)
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.source import Span
from maatwerk_rules.syntax.formatter import Piece, ends_as_in_windows, formatted_pieces

WHOLE_FILE = True

KIND = Kind(
    "MW101",
    "opmaak",
    Severity.HINT,
    "Hier staat {wat}.",
    "In een vaste opmaak laat een vergelijking van versies alleen zien wat echt is veranderd.",
)

# In a block that cannot be read only these are sure.
_FORMS = (
    (re.compile(r"(?<=\S)[ \t]+(?=$)", re.MULTILINE), SPACE_AT_END, ""),
    (re.compile(r"^\t+", re.MULTILINE), TAB, "  "),
    (re.compile(r"(?<=\n)(?:[ \t]*\n){2,}(?=.)"), BLANK_LINES, "\n"),
)
_WHOLE = "`maatwerk opmaak` zet het hele bestand in de vaste opmaak"
_IN_ORDER = "zet de regels van dit blok in de vaste volgorde"
_OTHER_END = "een ander regeleinde dan de meeste"


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield what the one layout of a policy would write otherwise."""
    text = file.source.text
    yield from _line_ends(file)
    removed = [found.start() - gone for gone, found in enumerate(re.finditer(r"\r\n", text))]
    tidy, windows = text.replace("\r\n", "\n"), ends_as_in_windows(text)
    for piece in formatted_pieces(file.source, file.by_place):
        forms = () if piece.is_read else _forms(piece, tidy)
        for each in (*forms, *differences(piece, tidy)):
            yield _told(file, each, removed, windows=windows)


def _line_ends(file: File) -> Iterator[Diagnostic]:
    """Yield that a text has line ends of Windows beside others."""
    text = file.source.text
    wanted = "\r\n" if ends_as_in_windows(text) else "\n"
    ends = re.finditer(r"\r?\n", text) if "\r" in text else ()
    others = [Span(file.source.name, *end.span()) for end in ends if end[0] != wanted]
    if others:
        found = diagnostic(KIND, others[0], help=(_WHOLE,), wat=_OTHER_END)
        yield with_edits(found, *(Edit(place, wanted, "veilig") for place in others))


def _forms(piece: Piece, tidy: str) -> Iterator[Difference]:
    """Yield white space that no layout has in a block that does not parse."""
    stop = piece.start + len(tidy[piece.start : piece.stop].rstrip())
    for form, what, instead in _FORMS:
        for match in form.finditer(tidy, piece.start, stop):
            yield Difference(what, (Change(*match.span(), instead),))


def _told(file: File, each: Difference, removed: list[int], *, windows: bool) -> Diagnostic:
    """Return the finding, in the text as it is: before `removed` it has line ends of Windows."""
    edits = []
    for change in each.changes:
        start, stop = (place + bisect_left(removed, place) for place in (change.start, change.stop))
        new = change.new.replace("\n", "\r\n") if windows else change.new
        edits.append(Edit(Span(file.source.name, start, stop), new, "veilig"))
    # First what stands wrong, then where it belongs.
    wrong = [_visible(file.source.text, edit.span) for edit in edits if edit.replacement == ""]
    rest = [_visible(file.source.text, edit.span) for edit in edits if edit.replacement]
    place, *others = (*wrong, *rest)
    also = [Label(span, "en hier" if span.start < span.end else "hoort hier") for span in others]
    help_ = _IN_ORDER if each.what == ORDER else _WHOLE
    found = diagnostic(KIND, place, labels=also, help=(help_,), wat=each.what)
    return with_edits(found, *edits)


def _visible(text: str, span: Span) -> Span:
    """Return the place of what can be seen in a span; the span itself where nothing can."""
    within = text[span.start : span.end]
    start = span.end - len(within.lstrip())
    stop = span.start + len(within.rstrip())
    return Span(span.source, start, stop) if start < stop else span

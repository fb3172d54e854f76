"""A line of a source with a span pointed out below it, as plain text of bounded width."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import combining, east_asian_width

from maatwerk_rules.source import Source, Span

CUT = "…"


def gutter_width(spans: Iterable[Span], sources: Mapping[str, Source]) -> int:
    r"""Return how many columns the line numbers of these spans need, at least one.

    >>> gutter_width([Span("a", 30, 31)], {"a": Source("a", "\n" * 40)})
    2
    """
    known = (span for span in spans if span.source in sources)
    lines = (sources[span.source].position(span.start).line for span in known)
    return max((len(str(line)) for line in lines), default=1)


def excerpt(
    span: Span, label: str, source: Source | None, gutter: int, width: int
) -> Iterator[str]:
    r"""Yield the first line of a span, a line of carets below it, and the label.

    A long line is cut around the span; a tab counts as one column; a sign that cannot be seen
    (or turns the reading direction) is shown as `�`. Without a source only the label is given.

    >>> print("\n".join(excerpt(Span("a", 4, 7), "hier", Source("a", "dan nee"), 1, 80)))
    1│ dan nee
     │     ^^^ hier
    """
    margin = f"{'':>{gutter}}│ "
    if source is None:
        yield from _below(label, margin, "", width)
        return
    position = source.position(span.start)
    line = source.line_text(position.line)
    begin = min(position.column - 1, len(line))
    end = min(max(begin + span.end - span.start, begin), len(line))
    cut, begin, end = _window(line, begin, end, width - gutter - 2)
    text = _visible(cut)  # sign by sign, so only what is shown: a line may be very long
    yield f"{position.line:>{gutter}}│ {text}".rstrip()
    carets = " " * _columns(text[:begin]) + "^" * max(_columns(text[begin:end]), 1)
    yield from _below(label, margin, carets, width)


def _visible(line: str) -> str:
    return "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in line)


def _columns(text: str) -> int:
    """Count the columns a terminal uses: two for a wide sign, none for a combining accent."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _window(line: str, begin: int, end: int, room: int) -> tuple[str, int, int]:
    """Return at most `room` characters of the line around the span, and where the span is."""
    if len(line) <= room:
        return line, begin, end
    start = max(0, min(begin - room // 3, len(line) - room))
    stop = start + room
    left = CUT if start else ""
    right = CUT if stop < len(line) else ""
    text = left + line[start + len(left) : stop - len(right)] + right
    return text, begin - start, min(end - start, len(text))


def _below(label: str, margin: str, carets: str, width: int) -> list[str]:
    """Return the carets with the label after them, or below them where there is no room."""
    words = " ".join(label.split())
    beside = f"{margin}{carets} {words}".rstrip() if carets else f"{margin}{words}"
    if not words:
        return [beside] if carets else []
    if len(beside) <= width:
        return [beside]
    first = [f"{margin}{carets}"] if carets else []
    wrapped = textwrap.wrap(
        words,
        width,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return first + wrapped

"""Texts and places in them: what every diagnostic points at."""

from bisect import bisect_right
from functools import lru_cache

from maatwerk_rules.values import frozen


@frozen
class Position:
    """A place as people count it: line and column, both from 1, columns in characters."""

    line: int
    column: int


@frozen
class Source:
    r"""A text with the name it is known by.

    >>> Source("a.beleid", "beleid a\n  status concept").position(11)
    Position(line=2, column=3)
    """

    name: str
    text: str

    def position(self, offset: int) -> Position:
        """Return the line and column of a character offset.

        An offset outside the text counts as its nearest end, so that a place is always shown.

        >>> Source("a.beleid", "beleid a").position(99)
        Position(line=1, column=9)
        """
        starts = _line_starts(self.text)
        inside = min(max(offset, 0), len(self.text))
        line = bisect_right(starts, inside)
        return Position(line, inside - starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        r"""Return a line without its line ending.

        Raises:
            ValueError: The text has no such line.

        >>> Source("a.beleid", "beleid a\n  status concept").line_text(2)
        '  status concept'
        """
        starts = _line_starts(self.text)
        if not 1 <= line <= len(starts):
            raise ValueError(f"{self.name} has no line {line}")
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].removesuffix("\r")


@frozen
class Span:
    """A part of a source, as character offsets; `end` lies just after the last character."""

    source: str
    start: int
    end: int

    def join(self, other: "Span") -> "Span":
        """Return the smallest span that holds both.

        Raises:
            ValueError: The spans lie in different sources.

        >>> Span("a.beleid", 0, 3).join(Span("a.beleid", 8, 9))
        Span(source='a.beleid', start=0, end=9)
        """
        if self.source != other.source:
            raise ValueError(f"spans in {self.source} and {other.source} cannot be joined")
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))


# The cache keeps `Source` a plain frozen value; a policy has few files, so few entries do.
@lru_cache(maxsize=64)
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(offset + 1 for offset, char in enumerate(text) if char == "\n"))

r"""Places as an editor counts them: lines from 0, and columns in units of UTF-16, unless agreed.

A line ends with `\n`, `\r\n` or a bare `\r`, as the protocol of editors has it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_LINE_END = re.compile(r"\r\n|\n|\r")

Position = tuple[int, int]
"""Line and column, both from 0."""

UTF_16 = "utf-16"


@lru_cache(maxsize=64)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in _LINE_END.finditer(text)))


def position_of(text: str, offset: int, encoding: str = UTF_16) -> Position:
    r"""Return the position of a character offset; one outside the text counts as its end.

    >>> position_of("a\r\n😀b", 4)
    (1, 2)
    """
    starts = _starts(text)
    inside = min(max(offset, 0), len(text))
    line = bisect_right(starts, inside) - 1
    return line, units(text[starts[line] : inside], encoding)


def offset_of(text: str, position: Position, encoding: str = UTF_16) -> int:
    r"""Return the character offset of a position; behind the end of a line is its end.

    A position within the units of a character counts as before it.

    >>> offset_of("a\r\n😀b", (1, 2)), offset_of("a\r\n😀b", (0, 9)), offset_of("a", (7, 0))
    (4, 1, 1)
    """
    starts = _starts(text)
    line, column = position
    if line >= len(starts):
        return len(text)
    start = starts[line]
    end = starts[line + 1] if line + 1 < len(starts) else len(text)
    whole = text[start:end].rstrip("\r\n")
    if whole.isascii():
        return start + min(column, len(whole))
    for index, char in enumerate(whole):
        column -= units(char, encoding)
        if column < 0:
            return start + index
    return start + len(whole)


def units(text: str, encoding: str = UTF_16) -> int:
    """Return how many units a text takes.

    >>> units("é😀"), units("é😀", "utf-8"), units("é😀", "utf-32")
    (3, 6, 2)
    """
    if text.isascii() or encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def changed(text: str, start: Position, end: Position, new: str, encoding: str = UTF_16) -> str:
    r"""Return a text in which the part between two positions is another.

    >>> changed("ab\r\ncd", (0, 1), (1, 1), "X")
    'aXd'
    """
    begin, stop = sorted((offset_of(text, start, encoding), offset_of(text, end, encoding)))
    return f"{text[:begin]}{new}{text[stop:]}"

"""Pieces of Python source: expressions with their unit, names, and lines short enough to read.

Nothing of a policy is pasted into source. A name is a counter with a hint of letters, digits and
underscores; everything else that comes from a policy is the `repr` of a plain value. A comment is
one line of printable characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from maatwerk_rules.values import frozen

WIDTH = 99
INDENT = "    "
_LONGEST_HINT = 40
_LONGEST_COMMENT = 200

EXACT = 0
"""The unit of a number that is a fraction where it has to be."""


@frozen
class Code:
    """An expression in Python.

    `per` says what a number is counted in: 1 in whole numbers, 100 in hundredths, `EXACT` as an
    int or Fraction; None for what is no number. `atom` says that it needs no parentheses.
    """

    text: str
    per: int | None = None
    atom: bool = True

    @property
    def inside(self) -> str:
        """The expression as a part of another."""
        return self.text if self.atom else f"({self.text})"


def literal(value: object) -> str:
    r"""Return a plain value as Python writes it; a negative number in parentheses.

    >>> literal("alleen'staand"), literal(-5)
    ('"alleen\'staand"', '(-5)')
    """
    assert isinstance(value, bool | int | str), type(value)
    text = repr(value)
    return f"({text})" if text.startswith("-") else text


def name_for(number: int, hint: str) -> str:
    """Return a name that is safe whatever the hint is; the number keeps names apart.

    >>> name_for(7, "recht_op_bijstand"), name_for(8, "x; import os")
    ('d7_recht_op_bijstand', 'd8_x_import_os')
    """
    letters = re.sub(r"\W+", "_", hint, flags=re.ASCII).strip("_")[:_LONGEST_HINT]
    return f"d{number}_{letters}" if letters else f"d{number}"


def comment(text: str) -> str:
    r"""Return a comment on one line, of printable characters only.

    >>> comment("a\nimport os")
    '# a import os'
    """
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return f"# {line[:_LONGEST_COMMENT]}"


class Lines:
    """Lines of source at a depth; what is too long is broken at its outermost words."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.depth = 1

    def add(self, text: str) -> None:
        """Add a statement at the depth of now; a long one gets brackets to break it in."""
        if len(INDENT * self.depth + text) > WIDTH:
            text = _STATEMENT.sub(r"\1(\2)\3", text)
        self._lines += folded(text, self.depth)

    def open(self, text: str) -> None:
        """Add a statement that opens a block, and go into it."""
        self.add(text)
        self.depth += 1

    @contextmanager
    def under(self, text: str) -> Iterator[None]:
        """Add a statement that opens a block, for as long as the context lasts."""
        self.add(text)
        with self.deeper():
            yield

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go into a block for as long as the context lasts."""
        depth = self.depth
        self.depth += 1
        yield
        self.depth = depth

    @property
    def all(self) -> tuple[str, ...]:
        """The lines so far."""
        return tuple(self._lines)


_STATEMENT = re.compile(r"^((?:if|elif|return|\w+ \+?=) )(.+?)(:?)$")

BREAKS = (" or ", " and ", " if ", " else ", ", ", " + ")
"""Where a long line may be broken, the loosest first."""


def folded(text: str, depth: int) -> Iterator[str]:
    """Yield a statement as lines, each broken inside its last widest pair of brackets.

    >>> list(folded("ja = " + " and ".join(["(a < b)"] * 3), 1))
    ['    ja = (a < b) and (a < b) and (a < b)']
    """
    space = INDENT * depth
    if len(space) + len(text) <= WIDTH:
        yield space + text
        return
    opened, closed = _widest(text)
    if opened is None or closed is None:
        yield space + text
        return
    yield space + text[: opened + 1]
    for part in _parts(text[opened + 1 : closed]):
        yield from folded(part, depth + 1)
    yield space + text[closed:]


def _widest(text: str) -> tuple[int | None, int | None]:
    """Return where the widest pair of outermost brackets opens and closes."""
    best: tuple[int | None, int | None] = (None, None)
    start = 0
    for place, before, after in _depths(text):
        if before == 0 and after == 1:
            start = place
        elif before == 1 and after == 0 and (best[0] is None or place - start > width(best)):
            best = (start, place)
    return best


def width(pair: tuple[int | None, int | None]) -> int:
    """Return how far two places lie apart."""
    assert pair[0] is not None and pair[1] is not None
    return pair[1] - pair[0]


def _parts(text: str) -> list[str]:
    """Return the parts of what stands between brackets, broken at its loosest words."""
    for word in BREAKS:
        cuts = [
            place
            for place, before, after in _depths(text)
            if before == after == 0 and text.startswith(word, place)
        ]
        if cuts:
            edges = [0, *(cut + (1 if word == ", " else 0) for cut in cuts), len(text)]
            return [text[a:b].strip() for a, b in pairwise(edges)]
    return [text]


def _depths(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each place outside of text literals, with the depth of brackets before and after."""
    depth, quote, skip = 0, "", False
    for place, one in enumerate(text):
        if skip:
            skip = False
        elif quote:
            skip = one == "\\"
            quote = "" if one == quote else quote
        elif one in "'\"":
            quote = one
        else:
            before = depth
            depth += (one in "([{") - (one in ")]}")
            yield place, before, depth

"""Where a text differs from its canonical form: each place by itself, so that each can be told.

White space is held against the white space between the same two words. What differs in more, such
as the order of lines, is held together line by line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

from maatwerk_rules.syntax.formatter import MOST_REMEMBERED, WIDTH, Piece
from maatwerk_rules.values import frozen

MOST_LINES = 300
"""Of more lines that differ it is not looked for which are the same: that takes long."""

BLANK_LINES = "meer dan één lege regel"
SPACE_AT_END = "een spatie aan het eind van de regel"
TAB = "een tab aan het begin van de regel"
ORDER = "een andere volgorde dan de vaste"
SPELLING = "een andere schrijfwijze dan de vaste"

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+")


@frozen
class Change:
    """What would stand in a place of a text."""

    start: int
    stop: int
    new: str

    def moved(self, by: int) -> Change:
        """Return the change where the text stands within a longer one."""
        return Change(self.start + by, self.stop + by, self.new)


@frozen
class Difference:
    """Changes of which none is right without the others, and what stands there now."""

    what: str
    changes: tuple[Change, ...]


def differences(piece: Piece, text: str) -> Iterator[Difference]:
    r"""Yield where a piece of a text differs from its canonical text.

    Args:
        text: The whole text, of which each line ends in `\n`.

    >>> [found.what for found in differences(Piece(0, 10, "status x\n"), "status  x\n")]
    ['te veel ruimte']
    """
    old = text[piece.start : piece.stop]
    if old == piece.text:
        return
    for each in _between(old, piece.text):
        yield Difference(each.what, tuple([one.moved(piece.start) for one in each.changes]))


@lru_cache(maxsize=MOST_REMEMBERED)
def _between(old: str, new: str) -> tuple[Difference, ...]:
    """Return what differs between a text and its canonical form."""
    return tuple(_of_spaces(old, new) if _same_words(old, new) else _of_lines(old, new))


def _same_words(old: str, new: str) -> bool:
    return "".join(old.split()) == "".join(new.split())


def _of_spaces(old: str, new: str) -> Iterator[Difference]:
    """Yield what differs between two texts that differ in white space alone."""
    broken: list[Change] = []
    for start, stop, wanted in _gaps(old, new):
        gap = old[start:stop]
        ends = ("\n" in gap, "\n" in wanted)
        if all(ends) and broken:
            yield Difference(_breaking(old, broken), tuple(broken))
            broken = []
        if gap == wanted:
            continue
        if len(gap) == len(old):
            yield Difference(_blank(gap, wanted), (Change(0, stop, wanted),))
        elif all(ends):
            yield from _at_line_end(gap, wanted, start)
        elif stop == len(old):
            yield Difference("geen regeleinde", (Change(start, stop, wanted),))
        elif any(ends):
            broken.append(Change(start, stop, wanted))
        else:
            what = _margin(gap) if start == 0 else _width(gap, wanted)
            yield Difference(what, (Change(start, stop, wanted),))


def _gaps(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield the white space before each visible character, and what it would be; then the last."""
    place = before = 0
    for each, other in zip(re.finditer(r"\S", old), re.finditer(r"\S", new), strict=True):
        yield place, each.start(), new[before : other.start()]
        place, before = each.end(), other.end()
    yield place, len(old), new[before:]


def _blank(gap: str, wanted: str) -> str:
    if gap.count("\n") > 1 and wanted:
        return BLANK_LINES
    return "een spatie op een lege regel" if wanted else "een lege regel te veel"


def _at_line_end(gap: str, wanted: str, start: int) -> Iterator[Difference]:
    """Yield what differs at the end of a line, in the blank lines below it and in the next."""
    first, last = gap.index("\n") + 1, gap.rindex("\n") + 1
    end, begin = wanted.index("\n") + 1, wanted.rindex("\n") + 1
    if gap[:first] != wanted[:end]:
        yield Difference(SPACE_AT_END, (Change(start, start + first - 1, wanted[: end - 1]),))
    if gap[first:last] != wanted[end:begin]:
        what = _blank(gap[first:last], wanted[end:begin])
        yield Difference(what, (Change(start + first, start + last, wanted[end:begin]),))
    if gap[last:] != wanted[begin:]:
        change = Change(start + last, start + len(gap), wanted[begin:])
        yield Difference(_margin(gap[last:]), (change,))


def _margin(gap: str) -> str:
    return TAB if "\t" in gap else "een andere inspringing dan de vaste"


def _width(gap: str, wanted: str) -> str:
    if len(gap) == len(wanted):
        return "ander wit dan een spatie"
    return "te veel ruimte" if len(gap) > len(wanted) else "te weinig ruimte"


def _breaking(old: str, broken: list[Change]) -> str:
    begin = old.rfind("\n", 0, broken[0].start) + 1
    lines = old[begin : broken[-1].start].split("\n")
    lines[-1] += old[broken[-1].start :].split("\n", maxsplit=1)[0]
    if any(len(line) > WIDTH for line in lines):
        return "een te lange regel"
    return "een regel die anders wordt afgebroken"


def _of_lines(old: str, new: str) -> Iterator[Difference]:
    """Yield what differs between two texts of which some words differ."""
    moved: list[Change] = []
    for start, stop, wanted in _hunks(old, new):
        now = old[start:stop]
        if _same_words(now, wanted):
            for each in _of_spaces(now, wanted):
                yield Difference(each.what, tuple(one.moved(start) for one in each.changes))
        elif _first_words(now) == _first_words(wanted):
            yield Difference(SPELLING, (_narrowed(old, Change(start, stop, wanted)),))
        else:
            moved.append(Change(start, stop, wanted))
    if moved:
        gone = sorted(word for each in moved for word in old[each.start : each.stop].split())
        come = sorted(word for each in moved for word in each.new.split())
        yield Difference(ORDER if gone == come else SPELLING, tuple(moved))


def _hunks(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that differ: where they stand, and what would stand there."""
    lines, others = _LINE.findall(old), _LINE.findall(new)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    if max(len(lines), len(others)) > MOST_LINES:
        yield 0, len(old), new
        return
    matcher = difflib.SequenceMatcher(None, lines, others, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag != "equal":
            yield starts[first], starts[last], "".join(others[begin:end])


def _first_words(text: str) -> list[str]:
    """Return the first word of each line: of a clause it tells which clause it is."""
    return [words[0] for line in text.split("\n") if (words := line.split())]


def _narrowed(old: str, change: Change) -> Change:
    """Return the change of only the words that differ."""
    now, new = old[change.start : change.stop], change.new
    words, others = list(_WORD.finditer(now)), list(_WORD.finditer(new))
    most = min(len(words), len(others)) - 1
    first = 0
    while first < most and _equal_until(now, new, words[first].end(), others[first].end()):
        first += 1
    last = 0
    while (
        last < most - first and now[words[-1 - last].start() :] == new[others[-1 - last].start() :]
    ):
        last += 1
    start, stop = words[first].start(), words[-1 - last].end()
    begin, end = others[first].start(), others[-1 - last].end()
    if now[:start] != new[:begin] or now[stop:] != new[end:]:
        return change
    return Change(change.start + start, change.start + stop, new[begin:end])


def _equal_until(now: str, new: str, here: int, there: int) -> bool:
    return here == there and now[:here] == new[:there]

"""A document as plain text for a terminal or a letter: wrapped to a width, without colour.

Whoever wants bold or colour gives a `style`; the text says the same without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, singledispatch
from itertools import groupby

import attrs

from maatwerk_rules.dutch import MONTHS
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    Quote,
    Table,
    Tone,
    Words,
)
from maatwerk_rules.values import frozen

Style = Callable[[str, Tone], str]

GAP = 2
"""Blanks between the columns of a table."""
NARROWEST = 20
"""Where less than this width is left, what lies deeper is not indented any more."""

# An amount and an article stay on one line with their sign, a day with its month.
_SPACES = re.compile(
    rf"(?<!€)(?<!\bartikel)(?!(?<=[0-9]) (?:{'|'.join(MONTHS)})\b)\s+", re.IGNORECASE
)
_BREAK = "\0"
"""Marks where a line may end; who has it in a text of his own loses it."""
_BREAKS = re.compile(f"{_BREAK}+")
_UNDERLINES = {1: "=", 2: "-"}


def plain(text: str, tone: Tone) -> str:
    """Return the text as it is: no colour, no weight.

    >>> plain("ja", "sterk")
    'ja'
    """
    return text


@frozen
class Page:
    """Where blocks are set: the width that is left, and how words stand out."""

    width: int
    style: Style

    def inside(self, indent: int) -> Page:
        """Return the page that is left beside an indent."""
        return Page(self.width - indent, self.style)


def to_text(document: Document, width: int = 80, style: Style = plain) -> str:
    """Return a document as text; a word longer than the width has a line of its own.

    Args:
        style: Is given each stretch of words with its tone; what it adds counts for no width.

    >>> from maatwerk_rules.explanation.document import paragraph
    >>> told = paragraph("Op deze feiten staat het vast.")
    >>> to_text(Document((Heading(1, "Recht"), told)), 20).splitlines()
    ['Recht', '=====', '', 'Op deze feiten staat', 'het vast.']
    """
    page = Page(max(NARROWEST, width), style)
    parts = ["\n".join(lines_of(block, page)) for block in document.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


@singledispatch
def lines_of(block: Block, page: Page) -> list[str]:
    """Return a block as lines.

    >>> lines_of(Heading(3, "Waarom?"), Page(40, plain))
    ['Waarom?']
    """
    raise TypeError(f"no text for {type(block).__name__}")


@lines_of.register
def _(block: Heading, page: Page) -> list[str]:
    lines = _wrap((Words(block.text, "sterk"),), page)
    underline = _UNDERLINES.get(block.level)
    if underline is None:
        return lines
    longest = max(
        len(each) for each in _wrap((Words(block.text),), attrs.evolve(page, style=plain))
    )
    return [*lines, underline * longest]


@lines_of.register
def _(block: Paragraph, page: Page) -> list[str]:
    return _wrap(block.words, page)


@lines_of.register
def _(block: Quote, page: Page) -> list[str]:
    inside = page.inside(2)
    if inside.width < NARROWEST:
        return _wrap(block.words, page)
    return [f"  {each}" for each in _wrap(block.words, inside)]


@lines_of.register
def _(block: Listing, page: Page) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.numbered else "- "
        lines += _item(item, mark, page)
    return lines


@lines_of.register
def _(block: Table, page: Page) -> list[str]:
    """Set all columns but the last as wide as their words; the last has what is left."""
    head = tuple((Words(word, "sterk"),) for word in block.head)
    widths = [max(map(_length, column)) for column in zip(head, *block.rows, strict=True)][:-1]
    left = page.inside(sum(widths) + GAP * len(widths))
    if left.width < NARROWEST:
        return [line for row in block.rows for line in _stacked(block.head, row, page)]
    return [line for row in (head, *block.rows) for line in _row(row, widths, left)]


def _length(words: Line) -> int:
    return sum(len(word.text) for word in words)


def _row(row: tuple[Line, ...], widths: list[int], page: Page) -> list[str]:
    lead = ""
    for cell, width in zip(row, widths, strict=False):
        blanks = " " * (width - _length(cell) + GAP)
        lead += "".join(_styled(list(cell), page.style)) + blanks
    first, *others = _wrap(row[-1], page) or [""]
    indent = " " * (sum(widths) + GAP * len(widths))
    return [(lead + first).rstrip(), *(indent + line for line in others)]


def _stacked(head: tuple[str, ...], row: tuple[Line, ...], page: Page) -> list[str]:
    """Return a row as an entry of a listing, where the columns do not fit side by side."""
    words: list[Words] = []
    for name, cell in zip(head, row, strict=True):
        words += [Words(f"{', ' if words else ''}{name}: "), *cell]
    return _item(Item(tuple(words)), "- ", page)


def _item(item: Item, mark: str, page: Page) -> list[str]:
    inside = page.inside(len(mark))
    indent = " " * len(mark)
    own = _wrap(item.words, inside)
    lines = [f"{mark if place == 0 else indent}{each}" for place, each in enumerate(own)]
    # A tree deeper than the width allows goes on below the same indent.
    deeper = page if inside.width < NARROWEST else inside
    for block in item.blocks:
        below = lines_of(block, deeper)
        lines += below if deeper is page else [f"{indent}{each}" for each in below]
    return lines


def _wrap(words: Line, page: Page) -> list[str]:
    if page.style is plain:
        return _wrap_plain(words, page.width)
    lines: list[list[Words]] = [[]]
    length = 0
    for word in _tokens(words):
        size = sum(len(part.text) for part in word)
        if lines[-1] and length + 1 + size > page.width:
            lines.append([])
            length = 0
        if lines[-1]:
            is_same = lines[-1][-1].tone == word[0].tone
            lines[-1].append(Words(" ", word[0].tone if is_same else "gewoon"))
            length += 1
        lines[-1].extend(word)
        length += size
    return ["".join(_styled(each, page.style)) for each in lines if each]


def _wrap_plain(words: Line, width: int) -> list[str]:
    """Return what `_wrap` does where no style tells words apart."""
    text = "".join([_marked(word.text) for word in words]).strip(_BREAK)
    if _BREAK + _BREAK in text:
        text = _BREAKS.sub(_BREAK, text)
    lines: list[str] = []
    start, size = 0, len(text)
    while size - start > width:
        end = text.rfind(_BREAK, start, start + width + 1)
        if end < 0:
            end = text.find(_BREAK, start + width)
            if end < 0:
                break
        lines.append(text[start:end].replace(_BREAK, " "))
        start = end + 1
    return [*lines, text[start:].replace(_BREAK, " ")] if text else lines


@lru_cache(maxsize=20_000)
def _split(text: str) -> tuple[str, ...]:
    """Return what may stand on lines of their own; the same texts come back in many documents."""
    return tuple(_SPACES.split(text))


@lru_cache(maxsize=20_000)
def _marked(text: str) -> str:
    """Return a text with a mark at each place where a line may end."""
    return _SPACES.sub(_BREAK, text.replace(_BREAK, ""))


def _tokens(words: Line) -> Iterator[list[Words]]:
    """Yield what may not be broken; a token may hold words of several tones."""
    token: list[Words] = []
    for part in words:
        pieces = _split(part.text)
        for place, piece in enumerate(pieces):
            if place and token:
                yield token
                token = []
            if piece:
                token.append(Words(piece, part.tone))
    if token:
        yield token


def _styled(words: list[Words], style: Style) -> Iterator[str]:
    for tone, group in groupby(words, key=lambda word: word.tone):
        yield style("".join(word.text for word in group), tone)

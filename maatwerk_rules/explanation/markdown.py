"""A document as Markdown (CommonMark): one line per paragraph, links kept."""

from __future__ import annotations

import re
from functools import singledispatch

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
    Words,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_STARTS = re.compile(r"^(\s*[0-9]*)([#+.)-])(?=\s|$)")
_LIGHT = ("gewoon", "stil")


def to_markdown(document: Document) -> str:
    """Return a document as Markdown.

    >>> from maatwerk_rules.explanation.document import paragraph
    >>> print(to_markdown(Document((Heading(1, "Recht"), paragraph(Words("ja", "sterk"), ".")))))
    # Recht
    <BLANKLINE>
    **ja**.
    <BLANKLINE>
    """
    return "\n\n".join("\n".join(lines_of(block)) for block in document.blocks) + "\n"


@singledispatch
def lines_of(block: Block) -> list[str]:
    """Return a block as lines of Markdown.

    >>> lines_of(Heading(2, "Waarom?"))
    ['## Waarom?']
    """
    raise TypeError(f"no Markdown for {type(block).__name__}")


@lines_of.register
def _(block: Heading) -> list[str]:
    return [f"{'#' * block.level} {_escape(block.text)}"]


@lines_of.register
def _(block: Paragraph) -> list[str]:
    return [_line(block.words)]


@lines_of.register
def _(block: Quote) -> list[str]:
    return [f"> {_line(block.words)}"]


@lines_of.register
def _(block: Listing) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, 1):
        lines += _item(item, f"{number}. " if block.numbered else "- ")
    return lines


@lines_of.register
def _(block: Table) -> list[str]:
    rows = [[_escape(word) for word in block.head], ["---"] * len(block.head)]
    rows += [["".join(map(_words, cell)) for cell in row] for row in block.rows]
    return [f"| {' | '.join(row)} |" for row in rows]


def _item(item: Item, mark: str) -> list[str]:
    lines = [_line(item.words)]
    for block in item.blocks:
        # Without a blank line a paragraph would run on from the line above it.
        lines += lines_of(block) if isinstance(block, Listing) else ["", *lines_of(block)]
    indent = " " * len(mark)
    marked = [f"{mark if place == 0 else indent}{each}" for place, each in enumerate(lines)]
    return [each if each.strip() else "" for each in marked]


def _line(words: Line) -> str:
    return _STARTS.sub(r"\1\\\2", "".join(_words(word) for word in words))


def _words(word: Words) -> str:
    """Marks of weight stand against the text they mark, so spaces go outside them."""
    text = _escape(word.text)
    bare = text.strip()
    if not bare:
        return text
    if word.url == word.text:
        return f"<{word.url}>"
    if word.url is not None:
        return text.replace(bare, f"[{bare}](<{word.url}>)")
    return text if word.tone in _LIGHT else text.replace(bare, f"**{bare}**")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)

"""What an explanation is made of: a small tree of Dutch text. It knows nothing of law.

A `Document` holds blocks, a block holds words. Renderers (`text`, `markdown`, and others that come)
read this tree and nothing else; `to_json` gives it to other programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Literal

import attrs

from maatwerk_rules.runtime.later import Later
from maatwerk_rules.values import frozen

SCHEMA = "maatwerk/document/1"

Tone = Literal["gewoon", "sterk", "goed", "let op", "open", "stil"]
"""How words stand out. It only repeats what the words say: no meaning hangs on it alone."""


@frozen
class Words:
    """Running text; with `url` it is a link."""

    text: str
    tone: Tone = "gewoon"
    url: str | None = None


Line = tuple[Words, ...]


def line(*parts: str | Words) -> Line:
    """Return parts as one line of words; empty parts fall away.

    >>> line("Recht: ", Words("ja", "sterk"))
    (Words(text='Recht: ', tone='gewoon', url=None), Words(text='ja', tone='sterk', url=None))
    """
    return tuple(
        [word for part in parts if (word := Words(part) if isinstance(part, str) else part).text]
    )


@frozen
class Block:
    """A part of a document that stands on its own lines."""


@frozen
class Heading(Block):
    """A heading; level 1 is the title of the document."""

    level: Literal[1, 2, 3]
    text: str


@frozen
class Paragraph(Block):
    """Sentences that belong together."""

    words: Line


@frozen
class Quote(Block):
    """The words of a person, of a law or of a question, as they are."""

    words: Line


@frozen
class Item:
    """One entry of a listing, with what belongs below it."""

    words: Line
    blocks: tuple[Block, ...] = ()


@frozen
class Listing(Block):
    """Entries in a meaningful order; `numbered` where people will refer to their number."""

    items: tuple[Item, ...]
    numbered: bool = False


@frozen
class Table(Block):
    """Rows of cells below a head; each row has a cell for every word of the head.

    The last column holds what is long.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@frozen
class Section(Later):
    """A part of an explanation that can be read by itself.

    `name` says what it tells; `about` is the outcome that it is about, or empty.
    """

    name: str
    about: str
    blocks: tuple[Block, ...]


@frozen
class Document(Later):
    """An explanation: blocks in reading order.

    The `sections` of an explanation hold the same blocks; each is worked out when it is read.
    """

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def title(self) -> str:
        """The text of the first heading, or nothing."""
        parts = (section.blocks for section in self.sections) if self.sections else (self.blocks,)
        headings = (one.text for blocks in parts for one in blocks if isinstance(one, Heading))
        return next(headings, "")


def paragraph(*parts: str | Words) -> Paragraph:
    """Return parts as a paragraph.

    >>> paragraph("Dag.").words[0].text
    'Dag.'
    """
    return Paragraph(line(*parts))


def listing(items: Iterable[Item | str], *, numbered: bool = False) -> Listing:
    """Return a listing; a text becomes an item.

    >>> len(listing(["a", "b"]).items)
    2
    """
    made = (Item(line(item)) if isinstance(item, str) else item for item in items)
    return Listing(tuple(made), numbered)


def words_in(block: Block) -> Iterator[Words]:
    """Yield all words of a block, in the order of reading.

    >>> [word.text for word in words_in(listing(["a", "b"]))]
    ['a', 'b']
    """
    match block:
        case Paragraph(words=words) | Quote(words=words):
            yield from words
        case Table(rows=rows):
            for row in rows:
                for cell in row:
                    yield from cell
        case Listing(items=items):
            for item in items:
                yield from item.words
                for inner in item.blocks:
                    yield from words_in(inner)


def to_json(document: Document) -> dict[str, object]:
    """Return a document as plain JSON values, with Dutch keys and the version of their form.

    >>> to_json(Document((Heading(1, "Recht"),)))["blokken"]
    [{'soort': 'kop', 'niveau': 1, 'tekst': 'Recht'}]
    """
    return {
        "schema": SCHEMA,
        "titel": document.title,
        "blokken": [block_to_json(block) for block in document.blocks],
    }


@singledispatch
def block_to_json(block: Block) -> dict[str, object]:
    """Return one block as plain JSON values.

    >>> block_to_json(paragraph("Dag."))
    {'soort': 'alinea', 'woorden': [{'tekst': 'Dag.'}]}
    """
    raise TypeError(f"no JSON for {type(block).__name__}")


@block_to_json.register
def _(block: Heading) -> dict[str, object]:
    return {"soort": "kop", "niveau": block.level, "tekst": block.text}


@block_to_json.register
def _(block: Paragraph) -> dict[str, object]:
    return {"soort": "alinea", "woorden": _words(block.words)}


@block_to_json.register
def _(block: Quote) -> dict[str, object]:
    return {"soort": "citaat", "woorden": _words(block.words)}


@block_to_json.register
def _(block: Listing) -> dict[str, object]:
    return {
        "soort": "opsomming",
        "genummerd": block.numbered,
        "onderdelen": [_item(item) for item in block.items],
    }


@block_to_json.register
def _(block: Table) -> dict[str, object]:
    return {
        "soort": "tabel",
        "kop": list(block.head),
        "rijen": [[_words(cell) for cell in row] for row in block.rows],
    }


def _item(item: Item) -> dict[str, object]:
    found: dict[str, object] = {"woorden": _words(item.words)}
    if item.blocks:
        found["blokken"] = [block_to_json(block) for block in item.blocks]
    return found


def _words(words: Line) -> list[dict[str, str]]:
    return [
        {
            "tekst": word.text,
            **({"toon": word.tone} if word.tone != "gewoon" else {}),
            **({"adres": word.url} if word.url is not None else {}),
        }
        for word in words
    ]

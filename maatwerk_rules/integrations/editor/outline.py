"""What a document holds: its declarations, what can be folded, and what can be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from maatwerk_rules.integrations.editor.incremental import ReadBlock
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.syntax.grammar import production_of
from maatwerk_rules.syntax.placed import PlacedName
from maatwerk_rules.values import frozen

MOST_SYMBOLS = 500

# How an editor draws each declaration; the names are those of the protocol of editors.
_PICTURES: Mapping[type[Declaration], str] = MappingProxyType(
    {
        d.Beleidskop: "Module",
        d.Regeling: "Namespace",
        d.Orgaan: "Object",
        d.Functie: "Object",
        d.Register: "Namespace",
        d.Waarde: "Key",
        d.Bedoeling: "Key",
        d.Keuze: "Enum",
        d.Soort: "Class",
        d.Gegeven: "Variable",
        d.Huishouden: "Array",
        d.Bedrag: "Constant",
        d.Aantal: "Constant",
        d.Percentage: "Constant",
        d.Begrip: "Property",
        d.Uitkomst: "Interface",
        d.Invulling: "Property",
        d.Tabel: "Array",
        d.Schijven: "Array",
        d.Termijn: "Property",
        d.Oordeel: "Event",
        d.Toets: "Method",
    }
)


@frozen
class Symbol:
    """A declaration or a field: where it stands, and where its name stands."""

    name: str
    detail: str
    picture: str
    place: Place
    name_place: Place
    children: tuple[Symbol, ...] = ()


@frozen
class Fold:
    """A part of a document that can be folded away."""

    place: Place
    is_comment: bool


@frozen
class Lens:
    """Something that can be done with a document: `command`, with a name in it."""

    place: Place
    title: str
    command: str
    arguments: tuple[str, ...] = ()


RUN, RUN_ALL, EXPLAIN = "maatwerk.toets", "maatwerk.toetsen", "maatwerk.leguit"


def symbols_of(snapshot: Snapshot, document: Document) -> tuple[Symbol, ...]:
    """Return the declarations of a document, in its order; fields stand below their soort."""
    file = snapshot.file(document)
    pairs = zip(file.blocks, file.starts, strict=True)
    return tuple(
        _symbol(block, block.declaratie, document, start)
        for block, start in pairs
        if block.declaratie is not None
    )


def search(snapshot: Snapshot, words: str) -> tuple[Symbol, ...]:
    """Return the declarations of a policy whose name holds the letters of some words in order."""
    found = (
        each
        for document in snapshot.files
        for each in symbols_of(snapshot, document)
        if _fits(words, each.name)
    )
    return tuple(each for each, _ in zip(found, range(MOST_SYMBOLS), strict=False))


def _fits(words: str, name: str) -> bool:
    letters = iter(name.lower())
    return all(char in letters for char in words.lower() if not char.isspace() and char != "_")


def _symbol(block: ReadBlock, declaration: Declaration, document: Document, start: int) -> Symbol:
    name, place = _named(declaration, block, document, start)
    end = start + len(block.source.text.rstrip())
    children = tuple(
        Symbol(
            str(veld.naam),
            "veld",
            "Field",
            Place(document, start + veld.span.start, start + veld.span.end),
            _place_of(veld.naam, Place(document, start, end), document, start),
        )
        for veld in (declaration.velden if isinstance(declaration, d.Soort) else ())
    )
    whole = Place(document, start + block.head, end)
    return Symbol(name, word_of(declaration), picture_of(declaration), whole, place, children)


def picture_of(declaration: Declaration) -> str:
    """Return how an editor draws a declaration."""
    return _PICTURES.get(type(declaration), "Function")


def word_of(declaration: Declaration) -> str:
    """Return the word by which a block begins."""
    word = production_of(type(declaration))
    return "beleid" if word == "beleidskop" else word


def _named(
    declaration: Declaration, block: ReadBlock, document: Document, start: int
) -> tuple[str, Place]:
    """Return what a declaration is called, and where; a block without a name is called by a line.

    The line is its first.
    """
    line = block.source.text[block.head :].partition("\n")[0].rstrip()
    whole = Place(document, start + block.head, start + block.head + len(line))
    if not declaration.name:
        return line, whole
    return declaration.name, _place_of(getattr(declaration, "naam", ""), whole, document, start)


def _place_of(name: object, otherwise: Place, document: Document, start: int) -> Place:
    if isinstance(name, PlacedName):
        return Place(document, start + name.start, start + name.end)
    return otherwise


def folds(snapshot: Snapshot, document: Document) -> tuple[Fold, ...]:
    """Return what takes more than one line: each block, and the comments above it."""
    return tuple(_folds(snapshot, document))


def _folds(snapshot: Snapshot, document: Document) -> Iterator[Fold]:
    file = snapshot.file(document)
    for block, start in zip(file.blocks, file.starts, strict=True):
        text = block.source.text
        above = text[: block.head].rstrip()
        if "\n" in above:
            yield Fold(Place(document, start, start + len(above)), is_comment=True)
        if "\n" in text[block.head :].rstrip():
            place = Place(document, start + block.head, start + len(text.rstrip()))
            yield Fold(place, is_comment=False)


def lenses(snapshot: Snapshot, document: Document) -> tuple[Lens, ...]:
    """Return what can be run: each toets with its explanation, and all of them at the head."""
    return tuple(_lenses(snapshot, document))


def _lenses(snapshot: Snapshot, document: Document) -> Iterator[Lens]:
    file = snapshot.file(document)
    for block, start in zip(file.blocks, file.starts, strict=True):
        if not isinstance(block.declaratie, d.Toets | d.Beleidskop):
            continue
        place = Place(document, start + block.head, start + block.head)
        if isinstance(block.declaratie, d.Beleidskop):
            yield Lens(place, "Voer alle toetsen uit", RUN_ALL)
        else:
            name = block.declaratie.naam
            yield Lens(place, "Voer deze toets uit", RUN, (name,))
            yield Lens(place, "Leg de uitkomst uit", EXPLAIN, (name,))

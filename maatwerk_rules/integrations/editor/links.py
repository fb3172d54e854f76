"""From a legal source in a text to where it can be read: wetten, lokale regelgeving, uitspraken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.model.declarations import Regeling
from maatwerk_rules.model.node import Node, Reference
from maatwerk_rules.model.references import Artikelverwijzing, Kamerstuk, Uitspraak
from maatwerk_rules.references import (
    cvdr_url,
    ecli_url,
    is_bwb_id,
    is_cvdr_id,
    is_ecli,
    is_kst,
    kst_url,
    wetten_url,
)
from maatwerk_rules.values import frozen


@frozen
class Link:
    """A place in a document and the address it leads to."""

    place: Place
    address: str


def links(snapshot: Snapshot, document: Document, on: date) -> tuple[Link, ...]:
    """Return the links of a document; acts are shown as they read on a day."""
    return tuple(_links(snapshot, document, on))


def _links(snapshot: Snapshot, document: Document, on: date) -> Iterator[Link]:
    file = snapshot.file(document)
    for block, start in zip(file.blocks, file.starts, strict=True):
        for node in block.declaratie.walk() if block.declaratie is not None else ():
            address = address_of(node, snapshot.symbols, on)
            if address is not None:
                begin, end = _written(node, block.source.text)
                yield Link(Place(document, start + begin, start + end), address)


def _written(node: Node, text: str) -> tuple[int, int]:
    """Return where a source stands; of a regeling only its number."""
    begin, end = node.span.start, node.span.end
    if isinstance(node, Regeling):
        begin = text.index(node.nummer, begin, end)
        end = begin + len(node.nummer)
    return begin, end


def address_of(node: Node, symbols: Symbols, on: date) -> str | None:
    """Return where a regeling, an article, a ruling or a paper can be read, or None."""
    match node:
        case Regeling(nummer=nummer):
            return _act(nummer, None, on)
        case Artikelverwijzing():
            regeling = symbols.regelingen.get(node.regeling)
            return None if regeling is None else _act(regeling.nummer, node, on)
        case Uitspraak(ecli=ecli) if is_ecli(ecli) and ecli.startswith("ECLI:NL:"):
            return ecli_url(ecli)
        case Kamerstuk(nummer=nummer) if is_kst(nummer):
            return kst_url(nummer)
    return None


def _act(number: str, at: Artikelverwijzing | None, on: date) -> str | None:
    if is_bwb_id(number):
        if at is None:
            return wetten_url(number, on=on)
        return wetten_url(number, at.artikel, at.lid, at.onderdeel, on=on)
    if is_cvdr_id(number):
        return cvdr_url(number, at.artikel if at is not None else None)
    return None


def write_source(reference: Reference, symbols: Symbols, on: date) -> str:
    """Return a source as Markdown, as it is written in a policy and with its link."""
    match reference:
        case Artikelverwijzing():
            parts = ("artikel", "lid", "onderdeel", "onder")
            said = [f"{part} {value}" for part in parts if (value := getattr(reference, part))]
            words = " ".join([reference.regeling, *said])
        case Uitspraak(ecli=ecli):
            words = ecli
        case Kamerstuk(nummer=nummer):
            words = nummer
        case _:
            words = type(reference).__name__.lower()
    address = address_of(reference, symbols, on)
    return words if address is None else f"[{words}]({address})"

"""What is told of a name when one points at it: what it is, what for, from where, how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from maatwerk_rules.analysis.supplied import with_supplied
from maatwerk_rules.dutch import write_date
from maatwerk_rules.integrations.editor.links import write_source
from maatwerk_rules.integrations.editor.navigation import declarations_of
from maatwerk_rules.integrations.editor.occurrences import Key, at
from maatwerk_rules.integrations.editor.outline import word_of
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.node import Declaration, Node, Reference
from maatwerk_rules.syntax.formatter import format_declaration, on_one_line
from maatwerk_rules.values import frozen

MOST_LINES = 10

Gedateerd = d.Bedrag | d.Aantal | d.Percentage


@frozen
class Hover:
    """What is told, in Markdown, of the name at a place."""

    place: Place
    text: str


def hover(snapshot: Snapshot, document: Document, offset: int, on: date) -> Hover | None:
    """Return what is told of the name at a place; amounts are those of a day."""
    found = at(snapshot, document, offset)
    if found is None:
        return None
    place, occurrence = found
    text = "\n\n".join(_told(occurrence.key, snapshot, on))
    return Hover(place, text) if text else None


def told_of(key: Key, snapshot: Snapshot, on: date) -> str:
    """Return what is told of a name, in Markdown."""
    return "\n\n".join(_told(key, snapshot, on))


def _told(key: Key, snapshot: Snapshot, on: date) -> Iterator[str]:
    match key.space:
        case "veld":
            yield from _of_field(key, snapshot)
        case "optie":
            holders = snapshot.symbols.opties.get(key.name, ())
            listed = ", ".join(f"`{each}`" for each in dict.fromkeys(holders))
            yield f"**optie** `{key.name}`" + (f" van {listed}" if listed else "")
        case "stap" | "factor":
            yield f"**{key.space}** `{key.name}` van `{key.holder}`"
        case "record":
            yield f"**record** `{key.name}` van de toets `{key.holder}`"
        case "lokaal":
            yield f"`{key.name}`: één record van de lijst"
        case "label":
            yield f"`{key.name}`"
        case _:
            found = tuple(declarations_of(snapshot, key))
            for declaration in found:
                yield from _of_declaration(declaration, snapshot, on)
            if not found:
                yield from _of_supplied(key, snapshot)


def _of_supplied(key: Key, snapshot: Snapshot) -> Iterator[str]:
    """Tell of what the law adds to a policy of itself, such as the deviation of Awb 4:84."""
    whole = with_supplied(snapshot.symbols.beleid, snapshot.symbols)
    for each in whole.everything():
        if each.name == key.name:
            yield f"**{word_of(each)}** `{key.name}`"
            yield "Dit staat niet in de tekst: het volgt uit de wet (artikel 4:84 Awb)."
            return


def _of_field(key: Key, snapshot: Snapshot) -> Iterator[str]:
    soort = snapshot.symbols.soorten.get(key.holder)
    for veld in soort.velden if soort is not None else ():
        if veld.naam == key.name:
            yield f"**veld** `{key.name}` van `{key.holder}`: {on_one_line(veld.type)}"
            for vraag in veld.all(c.Vraag):
                yield f"Vraag: {vraag.tekst}"


def _of_declaration(declaration: Declaration, snapshot: Snapshot, on: date) -> Iterator[str]:
    yield _heading(declaration)
    if isinstance(declaration, Gedateerd):
        yield _amount(declaration, on)
    for columns in declaration.all(c.Datumkolommen):
        yield _column(columns, on)
    yield from _intentions(declaration, snapshot)
    sources = dict.fromkeys(
        write_source(each, snapshot.symbols, on) for each in _sources(declaration)
    )
    if sources:
        yield f"Bron: {', '.join(sources)}"
    if any(isinstance(each, c.EigenLezing) for each in declaration.children()):
        yield "Dit is een eigen lezing."
    yield from _workings(declaration, snapshot)
    yield _text(declaration)


def _heading(declaration: Declaration) -> str:
    word, name = word_of(declaration), declaration.name
    type_ = getattr(declaration, "type", None)
    per = getattr(declaration, "per", None)
    said = f"**{word}** `{name}`" + (f" per {per}" if per else "")
    if isinstance(type_, Node):
        said += f": {on_one_line(type_)}"
    title = getattr(declaration, "titel", "") or getattr(declaration, "tekst", "")
    return f"{said}\n\n{title}" if title else said


def _intentions(declaration: Declaration, snapshot: Snapshot) -> Iterator[str]:
    for clausule in declaration.all(c.Bedoelingclausule):
        for name in clausule.bedoelingen:
            bedoeling = snapshot.symbols.bedoelingen.get(name)
            said = f": {bedoeling.tekst}" if bedoeling is not None else ""
            yield f"Bedoeling `{name}`{said}"
    for dient in declaration.all(c.Dient):
        for name in dient.waarden:
            waarde = snapshot.symbols.waarden.get(name)
            said = f": {waarde.tekst}" if waarde is not None else ""
            yield f"Dient `{name}`{said}"
    for vraag in declaration.all(c.Vraag):
        yield f"Vraag: {vraag.tekst}"


def _sources(declaration: Declaration) -> Iterator[Reference]:
    for clausule in declaration.all(c.Bron):
        yield clausule.verwijzing
    for grondslag in declaration.all(c.Grondslag):
        yield grondslag.verwijzing
    for maatstaf in declaration.all(c.Maatstaf):
        yield maatstaf.verwijzing


def _workings(declaration: Declaration, snapshot: Snapshot) -> Iterator[str]:
    """Tell which rules work on a begrip or uitkomst."""
    if isinstance(declaration, d.Begrip | d.Uitkomst):
        rules = [f"`{each.naam}`" for each in snapshot.symbols.working_on(declaration.naam)]
        if rules:
            yield f"Bepaald door {', '.join(rules[:10])}{' …' if len(rules) > 10 else ''}"


def amount_on(declaration: Gedateerd, on: date) -> str | None:
    """Return a dated amount as it is on a day, in words, or None where it is not known."""
    points: list[tuple[date, c.Ingang | None]] = [
        *((each.vanaf, each) for each in declaration.all(c.Ingang)),
        *((each.vanaf, None) for each in declaration.all(c.NietBekend)),
    ]
    before = [each for each in sorted(points, key=lambda it: it[0]) if each[0] <= on]
    ends = [each.datum for each in declaration.all(c.BekendTot)]
    if not before or before[-1][1] is None or any(end <= on for end in ends):
        return None
    return on_one_line(before[-1][1].waarde)


def _amount(declaration: Gedateerd, on: date) -> str:
    known = amount_on(declaration, on)
    day = write_date(on)
    return f"Op {day}: **{known}**" if known else f"Op {day} is er geen waarde bekend."


def _column(columns: c.Datumkolommen, on: date) -> str:
    """Tell which column of a table holds on a day."""
    begun = [each for each in columns.dagen if each <= on]
    if not begun:
        return f"Op {write_date(on)} geldt nog geen kolom."
    number = columns.dagen.index(max(begun)) + 1
    return f"Op {write_date(on)} geldt kolom {number}, van {write_date(max(begun))}."


def _text(declaration: Declaration) -> str:
    lines = format_declaration(attrs.evolve(declaration, comments=())).splitlines()
    cut = [*lines[:MOST_LINES], "  …"] if len(lines) > MOST_LINES else lines
    return "```beleid\n" + "\n".join(cut) + "\n```"

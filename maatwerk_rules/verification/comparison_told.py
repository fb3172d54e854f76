"""What a change does, told in Dutch: which clauses, which outcomes, and a case for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maatwerk_rules.dutch import write_aantal, write_date, write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Table,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, is_ordered
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.scalars import write_decimals
from maatwerk_rules.verification.comparing import Change, Comparison, Shift, Way
from maatwerk_rules.verification.cone import may_read
from maatwerk_rules.verification.observed import Observed
from maatwerk_rules.verification.told import is_read
from maatwerk_rules.version import __version__

SCHEMA = "maatwerk/vergelijking/1"
MOST_TOLD = 12
_SAID: dict[Way, str] = {
    "ongunstiger": "Ongunstiger kan",
    "gunstiger": "Gunstiger kan",
    "anders": "Anders kan",
}


def to_document(found: Comparison) -> Document:
    """Return a comparison as a document, for the terminal or Markdown."""
    return Document(tuple(_blocks(found)))


def _blocks(found: Comparison) -> Iterator[Block]:
    shared = found.shared
    yield Heading(1, f"Vergeleken: {shared.old.title} en {shared.new.title}")
    until = f" tot {write_date(shared.part.tot)}" if shared.part.tot is not None else ""
    yield paragraph(f"Zoals de regels gelden vanaf {write_date(shared.part.vanaf)}{until}.")
    yield from _clauses(found)
    yield Heading(2, "Wat het doet met de uitkomsten")
    rows = [(line(write_name(one.outcome)), line(_effect(one))) for one in found.changes]
    if rows:
        yield Table(("uitkomst", "met de nieuwe regels"), tuple(rows))
    if shared.same:
        number = write_aantal(len(shared.same))
        yield paragraph(f"{number} uitkomsten zijn gelijk: niets op weg daarheen is veranderd.")
    for names, said in (
        (shared.lost, "Alleen in de oude regels"),
        (shared.added, "Alleen in de nieuwe regels"),
        (shared.unlike, "Niet te vergelijken, want van een andere soort"),
    ):
        if names:
            yield paragraph(f"{said}: {write_list([f'`{name}`' for name in names], 'en')}.")
    if found.examples:
        yield paragraph(_affected(found))
    for change in found.changes:
        for way, shift in change.shifts:
            yield Heading(3, f"{_SAID[way]}: `{change.outcome}`")
            yield from _told(found, change, shift)
    yield paragraph(Words("Dit gaat over de tekst van de regels. Het is geen besluit.", "stil"))


def _clauses(found: Comparison) -> Iterator[Block]:
    yield Heading(2, "Wat er is veranderd in de tekst")
    items = []
    for names, said in (
        (found.clauses.changed, "anders"),
        (found.clauses.added, "nieuw"),
        (found.clauses.lost, "vervallen"),
    ):
        items += [f"{said}: `{name}`" for name in names]
    if items:
        yield listing(items)
    else:
        yield paragraph("Niets.")


def _effect(change: Change) -> str:
    effect = change.effect
    if effect == "niet gevonden":
        return "geen verschil gevonden; dat is geen bewijs"
    if effect == "gelijk":
        return "gelijk, bewezen"
    if effect == "wisselend":
        return "soms gunstiger, soms ongunstiger"
    if effect == "anders" or not change.is_bounded:
        return f"soms {effect}"
    other = "ongunstiger" if effect == "gunstiger" else "gunstiger"
    return f"soms {effect}, en bewezen nooit {other}"


def _affected(found: Comparison) -> str:
    number, total = len(found.affected), write_aantal(found.examples)
    if not number:
        return f"Van de {total} gevallen in de toetsen komt er geen anders uit."
    names = write_list([f"`{name}`" for name in found.affected[:MOST_TOLD]], "en")
    rest = f", en nog {number - MOST_TOLD}" if number > MOST_TOLD else ""
    verb = "komt er een" if number == 1 else f"komen er {number}"
    return f"Van de {total} gevallen in de toetsen {verb} anders uit: {names}{rest}."


def _told(found: Comparison, change: Change, shift: Shift) -> Iterator[Block]:
    shared = found.shared
    program = shared.part.program
    words = Vocabulary(shared.policy, shift.case.peildatum)
    reads = may_read(program, f"{change.outcome}{' is anders'}")
    usual = shift.plain.case.values if shift.plain is not None else {}
    unusual = []
    for leaf, value in sorted(shift.case.values.items(), key=lambda one: one[0].sort_key):
        type_ = type_of(leaf, program)
        if type_ is not None and usual.get(leaf) != value and is_read(leaf, reads):
            unusual.append(f"{words.leaf(leaf)}: {write_value(value, type_)}")
    like = f", als in de toets `{shift.plain.name}`" if shift.plain is not None else ""
    but = ", maar met:" if like else ", met:"
    day = write_date(shift.case.peildatum)
    yield paragraph(f"Een geval op {day}{like}{but if unusual else '.'}")
    if unusual:
        more = len(unusual) - MOST_TOLD
        rest = [f"en nog {more} gegevens"] if more > 0 else []
        yield listing([*unusual[:MOST_TOLD], *rest])
    yield listing(
        [
            _outcome("Met de oude regels", shared.old, change, shift.before),
            _outcome("Met de nieuwe regels", shared.new, change, shift.after),
        ]
    )
    gap = _gap(shared.new, change, shift)
    if gap:
        yield paragraph(f"Dat scheelt {gap}.")


def _outcome(which: str, policy: Policy, change: Change, seen: Observed) -> Item:
    name = write_name(change.outcome)
    if seen.no_rule:
        told = f"geen regel beslist over {name}"
    elif seen.conflict:
        told = f"regels spreken elkaar tegen over {name}"
    else:
        assert seen.value is not None, "what was observed is settled"
        told = f"{name} is {write_value(seen.value, policy.types[change.outcome])}"
    rules = write_list([f"`{each}`" for each in sorted(seen.deciding)], "en")
    return Item(line(f"{which}: ", Words(told, "sterk"), f" ({rules})" if rules else ""))


def _gap(policy: Policy, change: Change, shift: Shift) -> str:
    type_ = policy.types[change.outcome]
    if shift.gap is None or not is_ordered(type_):
        return ""
    if isinstance(type_, Datum):
        return f"{shift.gap} dagen"
    return write_value(shift.gap, type_)


# ---------------------------------------------------------------- for programs


def to_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain values; described in `vergelijking-1.schema.json`."""
    shared = found.shared
    return {
        "schema": SCHEMA,
        "bibliotheekversie": __version__,
        "oud": {"beleid": shared.old.name, "titel": shared.old.title, "hash": shared.old.hash},
        "nieuw": {"beleid": shared.new.name, "titel": shared.new.title, "hash": shared.new.hash},
        "regels_vanaf": shared.part.vanaf.isoformat(),
        "regels_tot": shared.part.tot.isoformat() if shared.part.tot is not None else None,
        "tekst": {
            "anders": list(found.clauses.changed),
            "nieuw": list(found.clauses.added),
            "vervallen": list(found.clauses.lost),
        },
        "uitkomsten": [_change(found, one) for one in found.changes],
        "gelijk_want_niets_veranderd": list(shared.same),
        "alleen_oud": list(shared.lost),
        "alleen_nieuw": list(shared.added),
        "niet_te_vergelijken": list(shared.unlike),
        "toetsen": found.examples,
        "toetsen_die_anders_uitkomen": list(found.affected),
    }


def _change(found: Comparison, change: Change) -> dict[str, Any]:
    return {
        "uitkomst": change.outcome,
        "gevolg": change.effect,
        "bewezen_niet_anders": change.is_bounded,
        "voorbeelden": [
            {
                "richting": way,
                "peildatum": shift.case.peildatum.isoformat(),
                "als_toets": shift.plain.name if shift.plain is not None else None,
                "oud": _seen(found.shared.old, change, shift.before),
                "nieuw": _seen(found.shared.new, change, shift.after),
                "verschil": write_decimals(shift.gap) if shift.gap is not None else None,
            }
            for way, shift in change.shifts
        ],
    }


def _seen(policy: Policy, change: Change, seen: Observed) -> str:
    if seen.value is None:
        return "geen_regel" if seen.no_rule else "strijdig"
    return write_value(seen.value, policy.types[change.outcome])

"""The room there was, in words: what could still change an unfavourable outcome, and who decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.describe import describe
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Vraag
from maatwerk_rules.model.declarations import Bedoeling, Gegeven, Oordeel
from maatwerk_rules.model.levels import nodes
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Result, Room, RoomKind, RoomState

MOST_POWERS = 5
"""How many powers (kan) are shown; the rest is counted, and the record holds all."""

KARAKTER: Mapping[str, str] = {
    "moet": "dit moet worden toegepast",
    "moet beoordelen": "dit moet worden beoordeeld",
    "kan": "dit kan; het is een bevoegdheid",
}
STATES: Mapping[RoomState, str] = {
    "toegepast": "toegepast",
    "afgewezen": "afgewezen",
    "open": "nog open",
    "niet aan de orde": "niet aan de orde",
    "op verzoek, nog niet gevraagd": "op verzoek, nog niet gevraagd; u kunt dit vragen",
}


def write_room(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield all the room of an outcome: always what must, of the powers at most MOST_POWERS."""
    grounds = [room for room in result.room if room.kind not in ("opschaling", "buiten de wet")]
    if result.room:
        yield Heading(3, "Welke ruimte is er?")
    if grounds:
        shown, hidden = _shown(grounds)
        yield paragraph("Dit kan tot een andere uitkomst leiden, in de volgorde van de wet.")
        yield Listing(tuple(_ground(room, result, words) for room in shown), numbered=True)
        if hidden:
            yield paragraph(
                f"Meer bevoegdheden: {hidden}. Ze staan alle in de vastgelegde uitkomst."
            )
    elif result.room:
        yield paragraph("De regels noemen hier geen andere mogelijkheid.")
    if any(room.kind == "buiten de wet" for room in result.room):
        beyond = next(room for room in result.room if room.kind == "buiten de wet")
        yield paragraph(
            f"Buiten de regels om kan alleen dit orgaan beslissen: {words.who(beyond.by)}."
        )
    ladder = [room for room in result.room if room.kind == "opschaling"]
    if ladder:
        yield Heading(3, "Wie kan helpen?")
        yield paragraph(
            "Komt u er samen niet uit? Dan is dit de volgorde. Dit verandert de regels niet."
        )
        yield listing((_rung(room, words) for room in ladder), numbered=True)


def _shown(grounds: list[Room]) -> tuple[list[Room], int]:
    """Return what is shown and how many powers are not; those in use or open come first."""
    powers = [room for room in grounds if room.karakter == "kan"]
    powers.sort(key=lambda room: room.state == "niet aan de orde")
    hidden = powers[MOST_POWERS:]
    return [room for room in grounds if not any(room is one for one in hidden)], len(hidden)


def _ground(room: Room, result: Result, words: Vocabulary) -> Item:
    name = capital(write_name(room.name))
    of = f" ({words.record(room.record)})" if room.record is not None else ""
    return Item(
        line(Words(f"{name}{of}: ", "sterk"), f"{_state(room, result, words)}."),
        (Listing(tuple(Item(line(*parts)) for parts in _details(room, words))),),
    )


def _state(room: Room, result: Result, words: Vocabulary) -> str:
    said = STATES[room.state]
    if room.decided_by is not None:
        on = f" op {write_date(room.decided_on)}" if room.decided_on is not None else ""
        because = f", omdat: “{room.because.rstrip('.')}”" if room.because else ""
        return f"{said} door {words.title(room.decided_by)}{on}{because}"
    if room.state == "open":
        missing = write_list(words.leaf(leaf) for leaf in room.missing)
        said = f"{said}: ontbreekt {missing}" if missing else said
        if result.settled:
            said += ". Op deze feiten verandert dit de uitkomst niet"
    if room.state == "niet aan de orde":
        moment = _moment(room, words)
        said = f"{said}; dat is het wel als dit klopt: {moment}" if moment else said
    return said


def _moment(room: Room, words: Vocabulary) -> str:
    part = words.policy.on(words.peildatum)
    if part is None:
        return ""
    for definition in part.program.definitions.values():
        for node in nodes(definition):
            if node.name == room.name and node.moment is not None:
                return describe(node.moment)
    return ""


def _details(room: Room, words: Vocabulary) -> Iterator[tuple[str | Words, ...]]:
    for leaf in room.missing:
        asked = question_text(leaf, words)
        if asked is not None:
            yield "De vraag: ", f"“{asked}”"
    if room.by:
        yield ("Wie beslist: ", f"{words.who(room.by)}.")
    for name in room.bedoelingen:
        bedoeling = words.policy.find(Bedoeling, name)
        if bedoeling is not None:
            yield ("Waarvoor: ", bedoeling.tekst)
    declaration = words.rule(room.name) if room.kind != "feit" else None
    if declaration is not None:
        nature = write_nature(room.kind, declaration, words)
        karakter = KARAKTER.get(room.karakter or "")
        yield ("Wat het is: ", f"{nature}; {karakter}." if karakter else f"{nature}.")
        source = words.source_of(declaration)
        if source is not None:
            yield "Bron: ", source.words
    if room.note is not None:
        yield ("Let op: ", room.note)


def write_nature(kind: RoomKind, declaration: Declaration, words: Vocabulary) -> str:
    """Return what a rule is; only a deviation is called one."""
    match kind:
        case "afwijkingsgrond":
            return "een afwijking van de regel"
        case "hardheidsclausule":
            return "een hardheidsclausule: een afwijking van de regel"
        case "uitzondering" if words.is_national(declaration):
            return "een uitzondering in de wet zelf, geen afwijking"
        case "uitzondering":
            return "een uitzondering in de regels zelf, geen afwijking"
        case "aanpassing":
            return "een aanpassing volgens de regels, geen afwijking"
    return "een gewone regel, geen afwijking"


def question_text(leaf: Leaf, words: Vocabulary) -> str | None:
    """Return the question by which something is asked, in the words of the policy."""
    if leaf.field is not None:
        return None
    kind = Oordeel if leaf.kind == "oordeel" else Gegeven
    declared = words.policy.find(kind, leaf.name) if leaf.kind in ("oordeel", "gegeven") else None
    vraag = declared.one(Vraag) if declared is not None else None
    return vraag.tekst if vraag is not None else None


def _rung(room: Room, words: Vocabulary) -> Item:
    when = ""
    condition = _condition(room, words)
    if condition:
        when = f", als dit klopt: {condition}"
        when += " (dat is nog niet bekend)" if room.missing else ""
        when += " (dat is nu niet zo)" if room.state == "niet aan de orde" else ""
    name = capital(write_name(room.name))
    return Item(line(Words(name, "sterk"), f", door: {words.who(room.by)}{when}."))


def _condition(room: Room, words: Vocabulary) -> str:
    part = words.policy.on(words.peildatum)
    ladder: tuple[core.Rung, ...] = part.program.ladder if part is not None else ()
    for rung in ladder:
        if rung.method == room.name and rung.condition is not None:
            return describe(rung.condition)
    return ""

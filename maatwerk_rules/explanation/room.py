"""The room there was, in words: what could change an unfavourable outcome, and who decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.conditions import explained
from maatwerk_rules.explanation.describe import STATUS_WORDS, describe, write_value
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Line,
    Listing,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.follows import Then, follows
from maatwerk_rules.explanation.readings import find_rule
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import BijGroep, BijRegel, SteltTerzijde
from maatwerk_rules.model.core import Expr, Fact, Field, Read, nodes
from maatwerk_rules.model.declarations import (
    Afwijkingsgrond,
    Bedoeling,
    Groep,
    Hardheidsclausule,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf
from maatwerk_rules.runtime.decision import Decision, Result, Room, RoomKind, RoomState

TITLE = "Welke ruimte is er?"
MOST_POWERS = 5
"""How many powers (kan) are shown; the rest is counted, and the record holds all."""

KARAKTER: Mapping[str | None, str] = {
    "moet": " Dit moet worden toegepast (moet).",
    "moet beoordelen": " Dit moet worden beoordeeld (moet beoordelen).",
    "kan": " Dit is een bevoegdheid (kan).",
}
STATES: Mapping[RoomState, str] = {
    "toegepast": "toegepast",
    "afgewezen": "afgewezen",
    "open": "nog open",
    "niet aan de orde": "niet aan de orde",
    "op verzoek, nog niet gevraagd": "op verzoek, nog niet gevraagd; u kunt dit vragen",
}
ASIDE: RoomState = "niet aan de orde"
NOTHING_AT_ISSUE = "Van wat de regels noemen, is nu niets aan de orde."
USED = "Deze ruimte is gebruikt:"
NOT_NOW = "Nu niet aan de orde ({aantal}): {namen}. Meer hierover: `--vorm html`."


def write_room(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield all the room of an outcome: always what must, of the powers at most MOST_POWERS."""
    if not result.room:
        yield from _used(result, words)
        return
    yield Heading(3, TITLE)
    grounds = [room for room in result.room if room.kind not in ("opschaling", "buiten de wet")]
    yield from _grounds(grounds, result, words)
    for room in result.room:
        if room.kind == "buiten de wet":
            yield paragraph(
                f"Hulp waar deze regels niet over gaan, kan alleen komen van: {words.who(room.by)}."
            )


def _used(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield the deviations by which an outcome is favourable: of it no other room is told."""
    used = {one.rule: words.rule(one.rule) for one in result.deciding}
    items = [
        Item(line(Words(f"{capital(write_name(name))}: ", "sterk"), *_what(found, words)))
        for name, found in used.items()
        if isinstance(found, Afwijkingsgrond | Hardheidsclausule)
    ]
    if items:
        yield Heading(3, TITLE)
        yield paragraph(USED)
        yield Listing(tuple(items))


def _what(found: Afwijkingsgrond | Hardheidsclausule, words: Vocabulary) -> Iterator[Words | str]:
    kind: RoomKind = "afwijkingsgrond"
    if isinstance(found, Hardheidsclausule):
        kind = "hardheidsclausule"
    yield f"toegepast. Het is {write_nature(kind, found, words)}."
    source = words.source_of(found)
    if source is not None:
        yield from (" Bron: ", source.words, ".")


def write_ladder(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield who can help when people do not work it out: once, it is the same for each outcome."""
    rooms = [room for result in decision for room in result.room if room.kind == "opschaling"]
    found = {room.name: room for room in reversed(rooms)}
    if found:
        yield Heading(2, "Wie kan helpen?")
        yield paragraph(
            "Komt u er samen niet uit? Dan is dit de volgorde. Dit verandert de regels niet."
        )
        yield listing((_rung(room, words) for room in reversed(found.values())), numbered=True)


def _grounds(grounds: list[Room], result: Result, words: Vocabulary) -> Iterator[Block]:
    if not grounds:
        yield paragraph("De regels noemen hier geen andere mogelijkheid.")
        return
    at_issue = [room for room in grounds if room.state != ASIDE]
    if at_issue:
        shown, hidden = _shown(at_issue)
        yield paragraph(
            "Dit zijn de mogelijkheden die de regels noemen, in de volgorde van de wet."
        )
        yield Listing(tuple(_ground(room, result, words) for room in shown), numbered=True)
        if hidden:
            yield paragraph(f"Meer: {hidden}. Alle bevoegdheden staan in de vastgelegde uitkomst.")
    aside = [_named(*one, words) for one in _merged(grounds)]
    if aside:
        none = "" if at_issue else f"{NOTHING_AT_ISSUE} "
        yield paragraph(f"{none}{NOT_NOW.format(aantal=len(aside), namen=write_list(aside))}")


def _named(name: str, records: Sequence[RecordId], words: Vocabulary) -> str:
    of = f" ({write_list(words.record(record) for record in records)})" if records else ""
    return f"‘{write_name(name)}’{of}"


def _merged(grounds: list[Room]) -> list[tuple[str, list[RecordId]]]:
    """Take together what is not at issue for several records."""
    found: dict[str, list[RecordId]] = {}
    for room in grounds:
        if room.state == ASIDE:
            found.setdefault(room.name, []).extend(() if room.record is None else (room.record,))
    return [*found.items()]


def _shown(at_issue: list[Room]) -> tuple[list[Room], int]:
    """Return what is shown and how many powers are not."""
    hidden = [one for one in at_issue if one.karakter == "kan"][MOST_POWERS:]
    return [one for one in at_issue if one not in hidden], len(hidden)


def _ground(room: Room, result: Result, words: Vocabulary) -> Item:
    of = f" ({words.record(room.record)})" if room.record is not None else ""
    details = tuple(Item(each) for each in _details(room, result, words))
    lead = Words(f"{capital(write_name(room.name))}{of}: ", "sterk")
    return Item(
        line(lead, f"{_state(room, result, words)}."), (Listing(details),) if details else ()
    )


def _state(room: Room, result: Result, words: Vocabulary) -> str:
    said = STATES[room.state]
    if room.decided_by is not None:
        on = f" op {write_date(room.decided_on)}" if room.decided_on is not None else ""
        because = f", omdat: “{room.because.rstrip('.')}”" if room.because else ""
        return f"{said} door {words.title(room.decided_by)}{on}{because}"
    if room.kind == "feit":
        return "nog niet bekend"
    if room.state == "open":
        missing = write_list(words.leaf(leaf) for leaf in room.missing)
        said = f"{said}. Er ontbreekt: {missing}" if missing else said
        if result.settled:
            said += ". Op deze feiten verandert dit de uitkomst niet"
    return said


def moment_of(room: Room, words: Vocabulary) -> str:
    """Return when a piece of the room is at issue, in words; empty where it always is."""
    found = _moment(room, words)
    return "" if found is None else describe(found)


def moment_in_full(room: Room, words: Vocabulary) -> str:
    """Return when a piece of the room is at issue, so that it can stand alone: with its question.

    The name of a fact says nothing to who did not write the policy.
    """
    found = _moment(room, words)
    if found is None:
        return ""
    if not isinstance(found, Fact | Field | Read) or not isinstance(found.type, JaNee):
        return describe(found)
    about = room.record if isinstance(found, Field | Read) and found.variable else None
    name = found.field if isinstance(found, Field) else found.name
    leaf = Leaf("gegeven", about.list, about, name) if about is not None else fact_leaf(name)
    asked = words.question(leaf)
    if asked is not None:
        return f"het antwoord ja is op de vraag: “{asked}”"
    return f"‘{describe(found)}’ ja is" + (f" bij {words.record(about)}" if about else "")


def _moment(room: Room, words: Vocabulary) -> Expr | None:
    part = words.policy.on(words.peildatum)
    if part is None:
        return None
    moments = part.program.derived.get(moment_of)
    if moments is None:
        every = (node for one in part.program.definitions.values() for node in nodes(one))
        named = [(node.name, node.moment) for node in every if node.moment is not None]
        moments = part.program.derived[moment_of] = dict(reversed(named))
    moments_by_name: Mapping[str, Expr] = moments
    return moments_by_name.get(room.name)


def _details(room: Room, result: Result, words: Vocabulary) -> Iterator[Line]:
    for leaf in room.missing:
        asked = words.question(leaf)
        if asked is not None:
            yield line("De vraag: ", f"“{asked}”")
    yield from (_then(one, result, words) for one in follows(room, result, words))
    if room.by:
        yield line("Wie beslist: ", f"{words.who(room.by)}.")
    for name in room.bedoelingen:
        bedoeling = words.policy.find(Bedoeling, name)
        if bedoeling is not None:
            yield line("Waarvoor: ", bedoeling.tekst)
    declaration = words.rule(room.name) if room.kind != "feit" else None
    if declaration is not None:
        yield from _about(room, declaration, result, words)
    moment = moment_in_full(room, words)
    if moment:
        yield line("Aan de orde als: ", moment, "" if moment.endswith("?”") else ".")
    if room.note is not None:
        yield line(Words("Let op: ", "let op"), room.note)


def _then(then: Then, result: Result, words: Vocabulary) -> Line:
    """Return what the outcome would be with one answer to each judgement that is open."""
    types = words.policy.types
    several = len(then.answers) > 1
    answers = write_list(
        (f"{words.leaf(leaf)} " if several else "") + write_value(answer, types[leaf.name])
        for leaf, answer in then.answers
    )
    value = "open" if then.value is None else write_value(then.value, types[result.name])
    return line(
        f"Bij het antwoord {answers}: ",
        f"dan is de uitkomst {value}; dit {STATUS_WORDS[then.status]}.",
    )


def _about(
    room: Room, declaration: Declaration, result: Result, words: Vocabulary
) -> Iterator[Line]:
    if isinstance(declaration, Afwijkingsgrond | Hardheidsclausule):
        yield from _departs_from(_targets(declaration, words), result, words)
    nature = write_nature(room.kind, declaration, words)
    yield line("Wat het is: ", f"{nature}.{KARAKTER.get(room.karakter, '')}")
    source = words.source_of(declaration)
    if source is not None:
        yield line("Bron: ", source.words, ".")


def _departs_from(names: list[str], result: Result, words: Vocabulary) -> Iterator[Line]:
    """Yield the rules a deviation sets aside, and what those that work now say."""
    yield line("Wijkt af van: ", f"{write_list(f'‘{write_name(name)}’' for name in names)}.")
    for name in names:
        step = find_rule(result.trace, name, result.record) if result.trace is not None else None
        if step is not None and step.guard is not None and step.guard.is_true:
            told = explained(name, result.record, result.trace, words)
            said = line(f"De regel ‘{write_name(name)}’ zegt: ", f"“{told}”")
            yield from [said] if told is not None else []


def _targets(declaration: Afwijkingsgrond | Hardheidsclausule, words: Vocabulary) -> list[str]:
    aside = [name for one in declaration.all(SteltTerzijde) for name in one.regels]
    match declaration.doel:
        case BijRegel(regel=regel):
            return [regel, *aside]
        case BijGroep(groep=name):
            groep = words.policy.find(Groep, name)
            return [*(groep.regels if groep is not None else ()), *aside]
    return aside


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


def _rung(room: Room, words: Vocabulary) -> Item:
    when = ""
    condition = _condition(room, words)
    if condition:
        when = f", als dit klopt: {condition}"
        when += " (dat is nog niet bekend)" if room.missing else ""
        when += " (dat is nu niet zo)" if room.state == "niet aan de orde" else ""
    name = capital(write_name(room.name))
    who = write_list(words.title(each) for each in room.by)
    return Item(line(Words(name, "sterk"), f", door: {who}{when}."))


def _condition(room: Room, words: Vocabulary) -> str:
    part = words.policy.on(words.peildatum)
    for rung in part.program.ladder if part is not None else ():
        if rung.method == room.name and rung.condition is not None:
            return describe(rung.condition)
    return ""

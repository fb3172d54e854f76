"""The facts and judgements an outcome rests on, in words, so that people can correct them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Quote,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Vermoeden, Vraag
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.types import Bedrag, JaNee, Keuze, Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf
from maatwerk_rules.runtime.case import Period
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.fact_values import NO_REQUEST
from maatwerk_rules.runtime.facts import FactCourse, Facts, FactValue, Judgement, Look, NotShown
from maatwerk_rules.runtime.weighing import weighed_facts

IN_EURO = " in euro"
"""What a name says of an amount that the amount itself shows."""
ONE_THING = "geheel of gedeeltelijk"
STANDINGS = {
    "gesteld": "zo verteld",
    "aannemelijk": "aannemelijk",
    "bewezen": "bewezen",
    "weersproken": "weersproken",
}

CORRECT = "Klopt een feit niet? Zeg het. Dan rekenen wij de uitkomst opnieuw uit."
LONGEST_QUESTION = 14
"""A question of more words does not read easily with its answer; then the name is told."""


def write_facts(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield each fact that was used with its value, moment, evidence and origin; then the rest."""
    used = _used(decision, words)
    facts = decision.facts
    lists = (fact_leaf(name) for name in _given_lists(decision, words))
    known = [*facts.values, *facts.courses, *lists]
    used |= {fact_leaf(leaf.record.list) for leaf in used if leaf.record is not None}
    if not known and not facts.not_shown:
        return
    yield Heading(2, "Welke feiten zijn gebruikt?")
    items = [*_items([leaf for leaf in known if leaf in used], decision, words)]
    items += [_not_shown(leaf, event, decision, words) for leaf, event in facts.not_shown.items()]
    if items:
        yield Listing(tuple(items))
    else:
        yield paragraph("Geen enkel bekend feit was nodig.")
    told = (leaf for leaf in known if leaf not in used and not _is_no_request(leaf, decision))
    unused = list(dict.fromkeys(words.leaf(leaf) for leaf in told))
    if unused:
        yield paragraph(f"Wel bekend, maar hier niet gebruikt: {write_list(unused)}.")
    yield paragraph(CORRECT)


def _is_no_request(leaf: Leaf, decision: Decision) -> bool:
    """Tell whether this is a request that nobody made: that is no fact somebody told."""
    fact = decision.facts.values.get(leaf)
    return fact is not None and fact.herkomst == NO_REQUEST


def _given_lists(decision: Decision, words: Vocabulary) -> Iterator[str]:
    """Yield the lists of which something was given; an `een` fact is there even when it was not."""
    given = (*decision.facts.values, *decision.facts.courses)
    described = {leaf.record.list for leaf in given if leaf.record is not None}
    for name in decision.facts.lists:
        type_ = words.policy.types[name]
        if not isinstance(type_, Lijst) or not type_.minimum or name in described:
            yield name


def _used(decision: Decision, words: Vocabulary) -> frozenset[Leaf]:
    """Without a trace every known fact counts as used: nothing may be left out then."""
    if any(result.trace is None for result in decision):
        lists = (Leaf("gegeven", name) for name in decision.facts.lists)
        return frozenset((*decision.facts.values, *decision.facts.courses, *lists))
    return frozenset(
        leaf
        for result in decision
        if result.trace is not None
        for used in used_leaves(result.trace, decision.facts)
        for leaf in (used, *weighed_by(used, words))
    )


def weighed_by(leaf: Leaf, words: Vocabulary) -> Iterator[Leaf]:
    """Yield the facts that a judgement weighs."""
    oordeel = words.policy.find(Oordeel, leaf.name) if leaf.kind == "oordeel" else None
    if oordeel is not None:
        weighed = weighed_facts(oordeel, leaf.record, words.policy)
        yield from (fact for fact, _ in weighed.values())


def _items(leaves: Sequence[Leaf], decision: Decision, words: Vocabulary) -> Iterator[Item]:
    for leaf in leaves:
        fact = decision.facts.values.get(leaf) or decision.facts.courses.get(leaf)
        if leaf.record is None and fact is not None:
            yield _fact(capital(write_name(leaf.name)), leaf, fact, words)
    fields: dict[RecordId, list[Leaf]] = {}
    for leaf in leaves:
        if leaf.record is not None:
            fields.setdefault(leaf.record, []).append(leaf)
    lists = {leaf.name for leaf in leaves if leaf.kind == "gegeven" and leaf.record is None}
    for name, listed in decision.facts.lists.items():
        if name not in lists:
            continue
        if [one.key for one in listed.records] == [name]:
            own = fields.get(listed.records[0], ())
            yield _record(capital(write_name(name)), own, decision, words)
        else:
            records = [
                _record(words.record(record), fields.get(record, ()), decision, words)
                for record in listed.records
            ]
            said = capital(write_name(name))
            said += ":" if records else ": geen."
            blocks: tuple[Block, ...] = (Listing(tuple(records)),) if records else ()
            if not listed.complete:
                blocks = (*blocks, paragraph("Er zijn er misschien meer."))
            yield Item(line(said), blocks)


def _record(name: str, own: Sequence[Leaf], decision: Decision, words: Vocabulary) -> Item:
    facts = decision.facts
    told = [_told(leaf, facts.values.get(leaf) or facts.courses[leaf], words) for leaf in own]
    return Item(line(Words(f"{name}: ", "sterk"), f"{'; '.join(told)}.") if told else line(name))


def _told(leaf: Leaf, fact: FactValue | FactCourse, words: Vocabulary) -> str:
    assert leaf.field is not None
    value = _value(leaf, fact, words)
    if isinstance(words.type_of(leaf), Keuze) and isinstance(fact, FactValue):
        value = f"‘{value}’"  # what an option says does not run on with the name before it
    return f"{write_name(leaf.field)} {value}{_about(fact)}"


def _fact(name: str, leaf: Leaf, fact: FactValue | FactCourse, words: Vocabulary) -> Item:
    if isinstance(fact, FactCourse) and len(fact.periods) > 1:
        type_ = words.type_of(leaf) or Type()
        told = (f"{_when(one)}: {write_value(one.value, type_)}" for one in fact.periods)
        return Item(line(Words(f"{name}:", "sterk"), _about(fact)), (listing(told),))
    return Item(line(Words(f"{name}: ", "sterk"), f"{_value(leaf, fact, words)}{_about(fact)}."))


def _value(leaf: Leaf, fact: FactValue | FactCourse, words: Vocabulary) -> str:
    type_ = words.type_of(leaf) or Type()
    if isinstance(fact, FactValue):
        return write_value(fact.value, type_)
    return ", ".join(f"{write_value(one.value, type_)} {_when(one)}" for one in fact.periods)


def _when(period: Period) -> str:
    start = write_date(period.start)
    return f"vanaf {start}" if period.end is None else f"van {start} tot {write_date(period.end)}"


def _about(fact: FactValue | FactCourse) -> str:
    """Return moment, evidence, origin and standing, as far as they were recorded."""
    said = [
        f"op {write_date(fact.op)}" if fact.op is not None else "",
        f"bewijs: {fact.bewijs}" if fact.bewijs else "",
        f"herkomst: {fact.herkomst}" if fact.herkomst else "",
        STANDINGS.get(fact.standing or "", ""),
    ]
    present = [each for each in said if each]
    return f" ({'; '.join(present)})" if present else ""


def is_easy(question: str, type_: Type) -> bool:
    """Tell whether a question with its answer behind it reads easily.

    A question with `of` cannot be answered with ja or nee; with one of its options it can.

    >>> is_easy("Woont u in Nederland?", JaNee()), is_easy("Is het van u of van hem?", JaNee())
    (True, False)
    >>> is_easy("Is het een huis of een boot?", Keuze(("niets_van_beide", "huis", "boot")))
    True
    """
    if not question.endswith("?") or len(question.split()) > LONGEST_QUESTION:
        return False
    words = question.replace(ONE_THING, "").split()
    return isinstance(type_, Keuze) or "of" not in words


def write_fact(leaf: Leaf, facts: Facts, words: Vocabulary) -> str | None:
    """Return a fact of a case as a sentence; None where nobody told it, or for a judgement.

    What is ja or nee, or one of some options, is the answer to its question, where that is short;
    so an option as `niets bijzonders` says what it is not.
    """
    listed = facts.lists.get(leaf.name) if leaf.record is None else None
    if listed is not None and not listed.records and listed.complete:
        return f"{capital(write_name(leaf.name))}: geen."
    fact = facts.values.get(leaf) or facts.courses.get(leaf)
    if fact is None:
        return None
    origin = f" ({fact.herkomst})" if fact.herkomst and fact.herkomst != NO_REQUEST else ""
    value, type_ = _value(leaf, fact, words), words.type_of(leaf) or Type()
    asked = words.question(leaf)
    if asked is not None and leaf.record is not None and leaf.record.key == leaf.record.list:
        asked = asked.partition(": ")[2]
        leaf = attrs.evolve(leaf, record=None, name=str(leaf.field), field=None)
    answers = isinstance(type_, JaNee | Keuze) and isinstance(fact, FactValue)
    if asked is not None and answers and is_easy(asked, type_):
        return f"{asked} {capital(value)}{origin}."
    name = words.leaf(leaf)
    if isinstance(type_, Bedrag):
        name = name.replace(IN_EURO, "")
    return f"{capital(name)}: {value}{origin}."


def _not_shown(leaf: Leaf, event: NotShown, decision: Decision, words: Vocabulary) -> Item:
    gegeven = words.policy.find(Gegeven, leaf.name)
    vermoeden = gegeven.one(Vermoeden) if gegeven is not None else None
    presumed = ""
    value = decision.facts.case(decision.peildatum).value(leaf)
    if vermoeden is not None and value is not None and leaf not in decision.facts.values:
        presumed = (
            f" Daarom wordt vermoed: {write_value(value, words.policy.types[leaf.name])}, net als"
            f" {write_name(vermoeden.gegeven)}. Wie iets anders laat zien, neemt dat vermoeden weg."
        )
    return Item(
        line(
            Words(f"{capital(words.leaf(leaf))}: ", "sterk"),
            f"gevraagd op {write_date(event.verzocht_op)}, met een termijn van {event.termijn}."
            f" Die termijn is voorbij sinds {write_date(event.verlopen_op)}.{presumed}",
        )
    )


def write_judgements(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield each recorded judgement and look, and what a person should see about them."""
    facts = decision.facts
    if not facts.judgements and not facts.looks:
        return
    yield Heading(2, "Wat is er door mensen beoordeeld?")
    items = [_judgement(judgement, decision, words) for judgement in facts.judgements]
    items += [_look(look, decision, words) for look in facts.looks]
    yield Listing(tuple(items))


def _judgement(judgement: Judgement, decision: Decision, words: Vocabulary) -> Item:
    oordeel = words.policy.find(Oordeel, judgement.oordeel)
    vraag = oordeel.one(Vraag) if oordeel is not None else None
    about = f" ({words.record(judgement.voor)})" if judgement.voor is not None else ""
    name = capital(write_name(judgement.oordeel))
    value = write_value(judgement.waarde, words.policy.types[judgement.oordeel])
    blocks: list[Block] = [Quote(line(vraag.tekst))] if vraag is not None else []
    details = [_who(judgement.door, judgement.op, words)]
    details[0] += f", mandaat: {judgement.mandaat}." if judgement.mandaat else "."
    if judgement.omdat:
        details.append(f"Omdat: “{judgement.omdat}”")
    weighed = [f"{write_name(key)}: {text}" for key, text in judgement.gewogen.items()]
    if weighed:
        details.append(f"Gewogen: {'; '.join(weighed)}.")
    items = [Item(line(each)) for each in details]
    items += [
        Item(line(Words("Let op: ", "let op"), plain_text(signal.text)))
        for signal in decision.signals
        if signal.leaf == judgement.leaf
    ]
    return Item(line(Words(f"{name}{about}: {value}.", "sterk")), (*blocks, Listing(tuple(items))))


def _who(door: str, op: date | None, words: Vocabulary) -> str:
    on = f" op {write_date(op)}" if op is not None else ""
    return f"Door: {words.signed(door)}{on}"


def _look(look: Look, decision: Decision, words: Vocabulary) -> Item:
    """Return a look, with the grounds it says no to: of others it says nothing."""
    details = [f"{_who(look.door, look.op, words)}."]
    if look.omdat:
        details.append(f"Omdat: “{look.omdat}”")
    closed = dict.fromkeys(
        f"‘{write_name(room.name)}’"
        for result in decision
        for room in result.room
        if room.state == "afgewezen" and (room.decided_by, room.because) == (look.door, look.omdat)
    )
    of = f" op grond van {write_list(closed, 'of')}" if closed else ""
    lead = Words(f"Er is gekeken of afwijken nodig is{of}. Dat was niet zo.", "sterk")
    return Item(line(lead), (listing(details),))


def plain_text(text: str) -> str:
    """Return a sentence of the program with its names as words.

    >>> plain_text("Niet meer geldig is het oordeel `beschikt_over voor auto`.")
    'Niet meer geldig is het oordeel ‘beschikt over voor auto’.'
    """
    pieces = text.split("`")
    quoted = (
        piece if place % 2 == 0 else f"‘{write_name(piece)}’" for place, piece in enumerate(pieces)
    )
    return "".join(quoted)

"""The motivation of a besluit: half a page for the resident, and below it what a lawyer checks.

It tells what the record holds, in the words of the policy it was made with. It gives no advice to
change facts, promises nothing where a judgement is open, and repeats nothing of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.clock import clock, write_clock
from maatwerk_rules.besluit.conflicts import served
from maatwerk_rules.besluit.considered import StepName, months_of
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.conditions import condition_of
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Quote,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.facts import write_facts
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.explanation.summary import heading, lasts, lead_of, reasons, rule_and_source
from maatwerk_rules.explanation.trace import write_sources
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Bedoeling, Functie
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision, Result, Status
from maatwerk_rules.runtime.period_decision import PeriodDecision, PeriodOutcome

OPEN = "Er is nog niet alles besloten."
JUDGED = "Bij dit besluit heeft een mens geoordeeld."
BOUND = "Dit besluit volgt uit de regels; er was geen oordeel van een mens voor nodig."
SAID = "Wat vond u?"
NOT_HEARD = "Wij hebben u niet om uw mening gevraagd. De reden: {reden}"
DEVIATED = "Wij wijken hier af van de regel."
NO_GROUND = "Wij vonden hier geen grond om van de regel af te wijken."
NO_ANSWER: Mapping[Status, str] = {
    "strijdig": "De regels spreken elkaar tegen. Een mens moet beslissen.",
    "geen_regel": "Voor deze situatie zeggen de regels niets. Een mens moet beslissen.",
}
LOOKED = "Wij keken of wij van de regel moesten afwijken. Dat was niet zo."
OF_A_DEVIATION: Mapping[str, str] = {
    "evenredigheid.evenwichtig": "Is het in balans? {antwoord}",
    "belangen_van_anderen": "Belangen van anderen: {antwoord}",
}
"""What of a weighing is told to the resident, by the key of the question."""
MOST_ASKED = 5
"""How many questions are told while an outcome is open; the others come later."""
MOST_FIELDS = 3
"""Of a record with more fields each stands on a line of its own."""
NOT_MET = " werkt hier niet, want "
NOT_USED = "Wel bekend, maar hier niet gebruikt"
OUTSIDE = "niet beslist, want deze regels gelden dan niet."
TO_JUDGE = "Dit moet een mens nog beoordelen:"
TO_KNOW = "Dit moeten wij nog weten:"
STEPS: Mapping[StepName, str] = {
    "regel": "Dit besluit volgt de regel. Het is geen afwijking.",
    "ondersteuning": "Dit besluit volgt de regel, met hulp erbij. Het is geen afwijking.",
    "afwijking": "Dit besluit is een afwijking van de regel.",
}
NOT_YET = "Dit is nog geen besluit."
PULLS = "Hier gaan twee bedoelingen van de regels niet samen."
TOO_MUCH = "Vroegen wij te veel?"
DONE = "Wat wij daarmee deden: {text}"


def motivation(policy: Policy, besluit: Besluit, *, contact: str | None = None) -> Document:
    """Return why a besluit is what it is, in plain Dutch: the outcome first, the law last.

    Args:
        policy: The policy it was made with.
        contact: Whom to ask, in the words of the municipality.

    Raises:
        FactError: the policy is another text than that of the record.
    """
    decision = replay(policy, besluit).decision
    words = Vocabulary(policy, decision.peildatum, decision.facts)
    blocks = [*_for_the_resident(decision, besluit, words, contact)]
    blocks += _for_who_checks(decision, besluit, words)
    blocks += write_sources(blocks, words)
    return Document(tuple(blocks))


def _for_the_resident(
    decision: Decision, besluit: Besluit, words: Vocabulary, contact: str | None
) -> Iterator[Block]:
    yield Heading(1, decision.title)
    is_open = any(not one.settled for one in decision)
    if is_open:
        yield paragraph(OPEN)
    period = _months(decision, besluit, words)
    for result in decision:
        key = result.name if result.record is None else (result.name, result.record.key)
        if period is None:
            yield from _outcome(result, words)
        else:
            yield from _in_parts(period[key], words)
    yield from _pulls(besluit, words)
    yield from _weighed(besluit, words)
    yield from _judged(decision, besluit, words)
    yield from _said(besluit)
    yield from _helped(besluit)
    if is_open:
        yield from write_clock(
            clock(words.policy, decision.facts, peildatum=_today(besluit, words))
        )
    yield from _facts(decision, words)
    yield Heading(2, "Wie kunt u vragen?")
    yield paragraph(contact or f"{words.title(besluit.data['door'])}.")
    remedy = besluit.data["rechtsmiddel"]
    if remedy and not is_open:
        yield Heading(2, "Bent u het er niet mee eens?")
        yield paragraph(remedy)


def _outcome(result: Result, words: Vocabulary) -> Iterator[Block]:
    if not result.settled:
        yield paragraph(Words(f"{heading(result, words)}: nog niet beslist.", "open"))
        yield from _wanted(result.missing, words)
        return
    lead, tone = lead_of(result, words)
    yield paragraph(Words(f"{heading(result, words)}: {lead}.", tone), f" {lasts(result)}")
    if result.value is None:
        yield paragraph(NO_ANSWER[result.status])
        return
    yield Heading(2, "Waarom?")
    yield from (paragraph(each) for each in _why(result, words))
    yield from _purpose(served(result, words), words)
    yield paragraph(BOUND if result.gebonden else JUDGED)


def _why(result: Result, words: Vocabulary) -> tuple[str, ...]:
    """Return why it is so; which rule it is stands below, for who checks."""
    behind = [f"want dit klopt: {condition_of(one, result, words)}." for one in result.deciding]
    found: list[str] = []
    for told in reasons(result, words):
        met = next((each for each in behind if told.endswith(each)), None)
        _, lacks, failed = told.partition(NOT_MET)
        if met is not None:
            found.append(f"Dit klopt in uw situatie: {met.partition(': ')[2]}")
        elif lacks:
            found += (f"{capital(each.rstrip('.'))}." for each in _each_failed(failed))
        else:
            found.append(told)
    return tuple(dict.fromkeys(found))


def _each_failed(failed: str) -> list[str]:
    """Return what is not so, each by itself.

    >>> _each_failed("A is nee, ‘b en c’ is nee en D is ja.")
    ['A: nee', '‘b en c’: nee', 'D: ja.']
    """
    told = re.sub(r" is (nee|ja)(?=[.,]| en )", r": \1", failed)
    return re.split(r"(?<=: nee)(?:,| en) |(?<=: ja)(?:,| en) ", told)


def _wanted(missing: Iterable[Leaf], words: Vocabulary) -> Iterator[Block]:
    """Yield what must be judged and known before it is decided, in the words of the policy."""
    asked = dict.fromkeys(missing)
    for told, judged in ((TO_JUDGE, True), (TO_KNOW, False)):
        questions = [_question(one, words) for one in asked if (one.kind == "oordeel") is judged]
        if questions:
            yield paragraph(told)
            yield listing(questions[:MOST_ASKED])
        more = len(questions) - MOST_ASKED
        if more > 0:
            yield paragraph(f"En nog {more} andere {'vraag' if more == 1 else 'vragen'}.")


def _question(leaf: Leaf, words: Vocabulary) -> str:
    asked = words.question(leaf)
    about = "" if leaf.record is None else f" Dit gaat over: {words.record(leaf.record)}."
    return f"{capital(words.leaf(leaf))}." if asked is None else f"{asked}{about}"


def _purpose(names: Iterable[str], words: Vocabulary) -> Iterator[Block]:
    found = (words.policy.find(Bedoeling, name) for name in names)
    texts = [one.tekst for one in found if one is not None]
    if texts:
        yield paragraph("Daar is dit voor:")
        yield listing(texts)


def _months(decision: Decision, besluit: Besluit, words: Vocabulary) -> PeriodDecision | None:
    names = dict.fromkeys(one.name for one in decision)
    return months_of(words.policy, decision.facts, names, besluit.data["tijdvak"])


def _in_parts(outcome: PeriodOutcome, words: Vocabulary) -> Iterator[Block]:
    """Yield an outcome over a period: each part of it with what it comes to, and why."""
    of = "" if outcome.record is None else f" voor {words.record(outcome.record)}"
    yield Heading(2, f"{capital(write_name(outcome.name))}{of}")
    intentions: dict[str, None] = {}
    for part in outcome.parts:
        count = "1 maand" if part.months == 1 else f"{part.months} maanden"
        when = f"{write_date(part.first)} tot en met {write_date(part.last)} ({count})"
        if part.result is None:
            yield paragraph(Words(f"{when}: ", "sterk"), OUTSIDE)
            continue
        there = Vocabulary(words.policy, part.first, words.facts)
        if not part.result.settled:
            yield paragraph(Words(f"{when}: nog niet beslist.", "open"))
            yield from _wanted(part.result.missing, there)
            continue
        lead, tone = lead_of(part.result, there)
        why = NO_ANSWER.get(part.result.status) or " ".join(_why(part.result, there))
        yield paragraph(Words(f"{when}: {lead}.", tone), f" {why} {lasts(part.result)}".rstrip())
        intentions |= dict.fromkeys(served(part.result, there))
    yield from _purpose(intentions, words)


def _facts(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield the facts that were used, a long record line by line; those not used are left out."""
    for block in write_facts(decision, words):
        text = "".join(one.text for one in block.words) if isinstance(block, Paragraph) else ""
        if isinstance(block, Listing):
            yield attrs.evolve(block, items=tuple(map(_by_line, block.items)))
        elif not text.startswith(NOT_USED):
            yield block


def _by_line(item: Item) -> Item:
    """Return an entry with the fields of a long record below it, also of records in it."""
    blocks = tuple(
        attrs.evolve(one, items=tuple(map(_by_line, one.items)))
        if isinstance(one, Listing)
        else one
        for one in item.blocks
    )
    fields = item.words[-1].text.rstrip(".").split("; ")
    if len(fields) <= MOST_FIELDS:
        return attrs.evolve(item, blocks=blocks)
    return Item(item.words[:-1], (*blocks, listing(fields)))


def _today(besluit: Besluit, words: Vocabulary) -> date:
    """Return the day on which it was recorded, or the peildatum where the policy is not there."""
    day = besluit.recorded_on
    return day if words.policy.on(day) is not None else besluit.peildatum


def _pulls(besluit: Besluit, words: Vocabulary) -> Iterator[Block]:
    """Yield the intentions that pull apart, and what was done with it."""
    done: Mapping[str, str | None] = besluit.data["bij_botsing"] or {}
    for one in besluit.data["botsingen"]:
        found = (words.policy.find(Bedoeling, name) for name in (*one["dient"], *one["tegen"]))
        yield Heading(2, "Wat botst hier?")
        yield paragraph(PULLS)
        yield listing(each.tekst for each in found if each is not None)
        if done.get(one["uitkomst"]):
            yield paragraph(DONE.format(text=done[one["uitkomst"]]))


def _helped(besluit: Besluit) -> Iterator[Block]:
    """Yield what was done where a duty asked too much, and the help there is in the process."""
    told = [one for one in (besluit.data["bij_doenvermogen"] or {}).values() if one]
    if told:
        yield Heading(2, TOO_MUCH)
        yield from (paragraph(one) for one in dict.fromkeys(told))
    if besluit.data["ondersteuning"]:
        yield Heading(2, "Hoe helpen wij u?")
        yield listing(besluit.data["ondersteuning"])


def _weighed(besluit: Besluit, words: Vocabulary) -> Iterator[Block]:
    for one in besluit.data["wegingen"]:
        yield Heading(2, "Wat hebben wij gewogen?")
        answers: Mapping[str, str] = one["antwoorden"]
        yield paragraph("U wilt dit bereiken:")
        yield Quote(line(answers["gewenst_effect"]))
        source = f" ({one['bron']})" if one["bron"] else ""
        did = _did(one, besluit)
        yield paragraph(f"Het gaat om ‘{write_name(one['grond'])}’{source}. {did}")
        for judged in one["oordelen"]:
            who = words.title(judged["door"])
            day = write_date(date.fromisoformat(judged["op"]))
            yield paragraph(f"{who} oordeelde op {day}: “{judged['omdat']}”")
        for key, text in OF_A_DEVIATION.items():
            if answers.get(key):
                yield paragraph(text.format(antwoord=answers[key]))


def _judged(decision: Decision, besluit: Besluit, words: Vocabulary) -> Iterator[Block]:
    """Yield the judgements that counted and were given without a weighing, each with its reason."""
    facts = decision.facts
    weighed = {
        (judged["oordeel"], judged.get("voor"))
        for one in besluit.data["wegingen"]
        for judged in one["oordelen"]
    }
    used = dict.fromkeys(
        leaf
        for result in decision
        if result.trace is not None
        for leaf in used_leaves(result.trace, facts)
        if leaf.kind == "oordeel"
    )
    told = []
    for leaf in used:
        judgement = facts.judgement(leaf)
        key = leaf.name, leaf.record.key if leaf.record is not None else None
        if judgement is not None and judgement.omdat and key not in weighed:
            value = write_value(judgement.waarde, words.policy.types[leaf.name])
            told.append(f"{capital(words.leaf(leaf))}: {value}. {judgement.omdat}")
    told += (f"{LOOKED} {look.omdat}" for look in facts.looks if look.omdat)
    if told:
        yield Heading(2, "Wat vonden wij?")
        yield listing(told)


def _did(weighed: Mapping[str, Any], besluit: Besluit) -> str:
    if not weighed["is_afwijking"]:
        return "Dat staat in de regels zelf: het is geen afwijking."
    return DEVIATED if weighed["grond"] in besluit.data["afwijkingen"] else NO_GROUND


def _said(besluit: Besluit) -> Iterator[Block]:
    heard: Mapping[str, str | None] = besluit.data["gehoord"] or {}
    if heard.get("zienswijze"):
        yield Heading(2, SAID)
        yield Quote(line(str(heard["zienswijze"])))
        if heard.get("gedaan"):
            yield paragraph(DONE.format(text=heard["gedaan"]))
    elif heard.get("niet_nodig"):
        yield Heading(2, SAID)
        yield paragraph(NOT_HEARD.format(reden=heard["niet_nodig"]))


def _for_who_checks(decision: Decision, besluit: Besluit, words: Vocabulary) -> Iterator[Block]:
    data: Mapping[str, Any] = besluit.data
    yield Heading(2, "Voor wie het wil nagaan")
    decider = words.title(data["door"])
    day = write_date(besluit.recorded_on)
    functie = words.policy.find(Functie, data["door"])
    of = f", namens {words.title(functie.namens)}" if functie is not None else ""
    told = [
        f"Kenmerk: {data['kenmerk']}.",
        f"Vastgelegd door: {decider}{of}, op {day}.",
        STEPS[data["stap"]] if all(one.settled for one in decision) else NOT_YET,
        *_rules(decision, words),
        f"Mandaat: {data['mandaat']}." if data["mandaat"] else "Mandaat: niet vastgelegd.",
        f"Gerekend naar het recht van {write_date(besluit.peildatum)}.",
        f"Kenmerk van de tekst van het beleid (SHA-256): {data['uitkomst']['hash']}",
        f"Kenmerk van dit besluit (SHA-256): {besluit.hash}",
    ]
    yield listing(told)


def _rules(decision: Decision, words: Vocabulary) -> Iterator[str]:
    for result in decision:
        named = dict.fromkeys(rule_and_source(one.rule, words) for one in result.deciding)
        if result.settled and named:
            yield f"{heading(result, words)} rust op: {write_list(named)}."

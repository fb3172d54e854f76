"""The motivation of a besluit: half a page for the resident, and below it what a lawyer checks.

It tells what the record holds, in the words of the policy it was made with. It gives no advice to
change facts, promises nothing where a judgement is open, and repeats nothing of the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Quote,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.facts import write_facts
from maatwerk_rules.explanation.summary import heading, lasts, lead_of, reasons, rule_and_source
from maatwerk_rules.explanation.trace import write_sources
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.declarations import Bedoeling, Functie
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decision import Decision, Result, Status

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
OPEN_FIRST = "Daarvoor is nog nodig: {wat}."


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
    for result in decision:
        yield from _outcome(result, words)
    yield from _weighed(besluit, words)
    yield from _said(besluit)
    yield from write_facts(decision, words)
    yield Heading(2, "Wie kunt u vragen?")
    yield paragraph(contact or f"{words.title(besluit.data['door'])}.")
    remedy = besluit.data["rechtsmiddel"]
    if remedy and not is_open:
        yield Heading(2, "Bent u het er niet mee eens?")
        yield paragraph(remedy)


def _outcome(result: Result, words: Vocabulary) -> Iterator[Block]:
    if not result.settled:
        yield paragraph(Words(f"{heading(result, words)}: nog niet beslist.", "open"))
        wanted = write_list(words.leaf(leaf) for leaf in result.missing)
        yield paragraph(OPEN_FIRST.format(wat=wanted))
        return
    lead, tone = lead_of(result, words)
    yield paragraph(Words(f"{heading(result, words)}: {lead}.", tone), f" {lasts(result)}")
    if result.value is None:
        yield paragraph(NO_ANSWER[result.status])
        return
    yield Heading(2, "Waarom?")
    yield from (paragraph(each) for each in reasons(result, words))
    yield paragraph("Daar zijn deze regels voor:")
    found = (words.policy.find(Bedoeling, name) for name in result.bedoelingen)
    yield listing(one.tekst for one in found if one is not None)
    yield paragraph(BOUND if result.gebonden else JUDGED)


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
        yield paragraph(f"Is het in balans? {answers['evenredigheid.evenwichtig']}")
        yield paragraph(f"Belangen van anderen: {answers['belangen_van_anderen']}")


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
            yield paragraph(f"Wat wij daarmee deden: {heard['gedaan']}")
    elif heard.get("niet_nodig"):
        yield Heading(2, SAID)
        yield paragraph(NOT_HEARD.format(reden=heard["niet_nodig"]))


def _for_who_checks(decision: Decision, besluit: Besluit, words: Vocabulary) -> Iterator[Block]:
    data: Mapping[str, Any] = besluit.data
    yield Heading(2, "Voor wie het wil nagaan")
    decider = words.title(data["door"])
    day = write_date(datetime.fromisoformat(data["tijdstip"]).date())
    functie = words.policy.find(Functie, data["door"])
    of = f", namens {words.title(functie.namens)}" if functie is not None else ""
    told = [
        f"Kenmerk: {data['kenmerk']}.",
        f"Vastgelegd door: {decider}{of}, op {day}.",
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

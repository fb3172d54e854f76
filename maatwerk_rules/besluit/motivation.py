"""The motivation of a besluit: half a page for the resident, and below it what a lawyer checks.

It tells what the record holds, in the words of the policy it was made with. It gives no advice to
change facts, promises nothing where a judgement is open, and repeats nothing of the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.considered import StepName
from maatwerk_rules.besluit.fitting import day_of
from maatwerk_rules.besluit.hearing import ADDRESSEE, APPLICANT
from maatwerk_rules.besluit.letter import BOUND, Letter
from maatwerk_rules.besluit.order import NOT_ASKED
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.besluit.stretches import write_rules, write_some
from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    listing,
)
from maatwerk_rules.explanation.facts import (
    CORRECT,
    write_facts,
)
from maatwerk_rules.explanation.summary import rule_and_source
from maatwerk_rules.explanation.trace import write_sources
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Functie
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.references import write_verwijzing
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.period_decision import PeriodDecision

JUDGED = "Bij dit besluit heeft een mens geoordeeld."
JUDGED_PARTLY = "Een mens heeft geoordeeld bij: {delen}. De rest volgt uit de regels."
DEVIATES_PARTLY = "Van de regel is afgeweken bij: {delen}."
EACH_MONTH = (
    "Elke maand is gerekend naar het recht van die maand: de eerste naar dat van {eerste}, de"
    " laatste naar dat van {laatste}."
)
MOST_FIELDS = 3
"""Of a record with more fields each stands on a line of its own."""
PURPOSES_BELOW = "De regels zijn ook hiervoor: {teksten}"
NOT_USED = "Wel bekend, maar hier niet gebruikt"
STEPS: Mapping[StepName, str] = {
    "regel": "Dit besluit volgt de regel. Het is geen afwijking.",
    "ondersteuning": "Dit besluit volgt de regel, met hulp erbij. Het is geen afwijking.",
    "afwijking": "Dit besluit is een afwijking van de regel.",
}
AWB = "Algemene wet bestuursrecht"
OTHERS_UNDER = "Awb 4:8"
BEHIND_DEVIATES = "In wat hier is opgeteld, is van een regel afgeweken: {namen}."
NOT_YET = "Dit is nog geen besluit."


def motivation(policy: Policy, besluit: Besluit, *, contact: str | None = None) -> Document:
    """Return why a besluit is what it is, in plain Dutch: the outcome first, the law last.

    Above stands what carried the outcome, half a page; all facts that were used stand below, with
    the rules, for who checks it.

    Args:
        policy: The policy it was made with.
        contact: Whom to ask, in the words of the municipality, where the besluit does not say so.

    Raises:
        FactError: the policy is another text than that of the record.
    """
    decision = replay(policy, besluit).decision
    words = Vocabulary(policy, decision.peildatum, decision.facts)
    letter = Letter(decision, besluit, words)
    blocks = letter.half_page(contact)
    every = attrs.evolve(decision, results=tuple(one.result for one in letter.stretches))
    blocks += _for_who_checks(every, besluit, words, letter)
    blocks += write_sources(blocks, *(one.words for one in letter.stretches), words)
    return Document(tuple(blocks))


def _all_facts(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield the facts that were used, a long record line by line; those not used are left out."""
    for block in write_facts(decision, words):
        text = "".join(one.text for one in block.words) if isinstance(block, Paragraph) else ""
        if isinstance(block, Listing):
            yield attrs.evolve(block, items=tuple(map(_by_line, block.items)))
        elif text != CORRECT and not text.startswith(NOT_USED):
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


def _for_who_checks(
    decision: Decision, besluit: Besluit, words: Vocabulary, letter: Letter
) -> Iterator[Block]:
    data: Mapping[str, Any] = besluit.data
    yield Heading(2, "Voor wie het wil nagaan")
    decider = words.title(data["door"])
    day = write_date(besluit.recorded_on)
    functie = words.policy.find(Functie, data["door"])
    of = f", namens {words.title(functie.namens)}" if functie is not None else ""
    purposes = letter.purposes_below
    told = [
        f"Kenmerk: {data['kenmerk']}.",
        f"Vastgelegd door: {decider}{of}, op {day}.",
        *_by_people(letter),
        *_step(data["stap"], letter),
        *write_rules(letter.stretches),
        *((PURPOSES_BELOW.format(teksten=" ".join(purposes)),) if purposes else ()),
        *_weighed_grounds(besluit, words),
        *_not_asked(decision, besluit),
        *_hearing(data),
        f"Mandaat: {data['mandaat']}." if data["mandaat"] else "Mandaat: niet vastgelegd.",
        _law_of(besluit, letter.period),
        f"Kenmerk van de tekst van het beleid (SHA-256): {data['uitkomst']['hash']}",
        f"Kenmerk van dit besluit (SHA-256): {besluit.hash}",
    ]
    yield listing(told)
    yield from _all_facts(decision, words)


def _by_people(letter: Letter) -> Iterator[str]:
    """Yield where a person judged; that nobody has to is not said while something is open."""
    settled = [one for one in letter.stretches if one.result.settled]
    judged = [one for one in settled if not one.result.gebonden]
    if judged and letter.period is not None and len(judged) < len(settled):
        yield JUDGED_PARTLY.format(delen=write_some(judged, letter.stretches))
    elif judged:
        yield JUDGED
    elif not letter.is_open:
        yield BOUND


def _step(step: StepName, letter: Letter) -> Iterator[str]:
    """Yield which step it is; of a deviation also where, if it is not so all along."""
    if letter.is_open:
        yield NOT_YET
        return
    names = dict.fromkeys(name for one in letter.stretches for name in one.deviations)
    if names and step != "afwijking":
        yield BEHIND_DEVIATES.format(namen=write_list(f"‘{write_name(one)}’" for one in names))
        return
    yield STEPS[step]
    deviating = [one for one in letter.stretches if one.is_deviation]
    if letter.period is not None and 0 < len(deviating) < len(letter.stretches):
        yield DEVIATES_PARTLY.format(delen=write_some(deviating, letter.stretches))


def _law_of(besluit: Besluit, period: PeriodDecision | None) -> str:
    """Return to the law of which day it was reckoned: over a period each month has its own."""
    if period is None:
        return f"Gerekend naar het recht van {write_date(besluit.peildatum)}."
    first, last = (write_date(one.peildatum) for one in (period.months[0], period.months[-1]))
    if first == last:
        return f"Gerekend naar het recht van {first}."
    return EACH_MONTH.format(eerste=first, laatste=last)


def _weighed_grounds(besluit: Besluit, words: Vocabulary) -> Iterator[str]:
    """Yield what was weighed, with its source and by whom; the half page tells it without."""
    for one in besluit.data["wegingen"]:
        signed = {
            f"{words.signed(each['door'])}, op {write_date(date.fromisoformat(each['op']))}": None
            for each in one["oordelen"]
        }
        yield f"Gewogen is {rule_and_source(one['grond'], words)}, door {'; '.join(signed)}."


def _hearing(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield whom the law asks to hear and whether that was done; who was heard unasked as well."""
    asked: Sequence[Mapping[str, str]] = data.get("horen", ())  # older forms do not say it
    others = data.get("derden", ())
    own = [one for one in asked if one["wie"] in (APPLICANT, ADDRESSEE)]
    heard = data["gehoord"] or {}
    if own:
        yield _heard(f"de {own[0]['wie']}", heard, own[0]["artikel"])
    elif heard.get("zienswijze"):
        yield _heard("de inwoner", heard)
    yield from (_heard(one["wie"], one, OTHERS_UNDER) for one in others)


def _heard(who: str, heard: Mapping[str, str | None], article: str | None = None) -> str:
    """Return whether somebody was heard, and on which day; whether it had to be, nobody here says.

    >>> _heard("de inwoner", {"zienswijze": "Ik red het niet.", "op": "2026-02-20"})
    'De inwoner is gehoord op 20 februari 2026.'
    """
    day = day_of(heard.get("op"))
    if heard.get("zienswijze"):
        done = "gehoord" if day is None else f"gehoord op {write_date(day)}"
    else:
        done = "niet gehoord, met een reden" if heard.get("niet_nodig") else "nog niet gehoord"
    see = "" if article is None else write_verwijzing(AWB, article.removeprefix("Awb "))
    return f"{capital(who)} is {done}{f' (zie {see})' if see else ''}."


def _not_asked(decision: Decision, besluit: Besluit) -> Iterator[str]:
    if besluit.data["geen_gewenst_effect"] and not decision.facts.gewenst_effect:
        yield NOT_ASKED.format(reden=besluit.data["geen_gewenst_effect"])

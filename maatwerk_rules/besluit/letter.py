"""The half page of a motivation: what a resident reads, from the record alone.

The outcome first, then why and what the rules are for, the facts that carried it, what was weighed,
what they said and what was done with it. It gives no advice to change facts, promises nothing where
a judgement is open, and tells nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from maatwerk_rules.besluit.clock import NO_TERM, Term, clock
from maatwerk_rules.besluit.conflicts import served
from maatwerk_rules.besluit.considered import months_of
from maatwerk_rules.besluit.letter_outcome import served_in, why, write_outcome, write_parts
from maatwerk_rules.besluit.pulled import said_of, weighed_in
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.stretches import stretches
from maatwerk_rules.dutch import write_date, write_list, write_month, write_name
from maatwerk_rules.explanation.carried import carried, set_aside
from maatwerk_rules.explanation.describe import write_value
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
from maatwerk_rules.explanation.facts import (
    is_easy,
    weighed_by,
    write_fact,
)
from maatwerk_rules.explanation.one_month import tell_one_month
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.explanation.summary import (
    heading,
)
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Bedoeling, Uitzondering
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.period_decision import PeriodDecision

OPEN = "Er is nog niet alles besloten."
BOUND = "Dit besluit volgt uit de regels; er was geen oordeel van een mens voor nodig."
SAID = "Wat vond u?"
NOT_HEARD = "Wij hebben u niet om uw mening gevraagd. De reden: {reden}"
OTHERS = "Wat vonden anderen?"
OTHER_NOT_HEARD = "wij hebben niet om een mening gevraagd. De reden: {reden}"
DEVIATED = "Wij wijken hier af van de regel."
NO_GROUND = "Wij vonden hier geen grond om van de regel af te wijken."
LOOKED = "Afwijken was volgens ons niet nodig."
LOOKED_FURTHER = "Verder afwijken was volgens ons niet nodig."
HALF_A_PAGE = 200
"""Words; a letter that is longer tells fewer facts and intentions: all of them stand below."""
SPACES = ((5, 2), (4, 2), (3, 2), (3, 1), (2, 1))
"""How many facts, those that tell most first, and how many intentions, until it fits.

Always so many facts as there are outcomes."""
WORD = re.compile(r"\w+(?:[.,:]\w+)*")
"""An amount and an article are one word: `1.401,50`, `4:84`."""
PURPOSE = "Het doel hiervan:"
ONE_MONTH = "Dit gaat alleen over {maand}. Over andere maanden staat hier niets."
VARIES = "verschilt per maand"
ALL_BELOW = "Alle feiten staan onderaan. Klopt er iets niet? Zeg het."
KNOWN_BELOW = "Wat wij al weten, staat onderaan. Klopt er iets niet? Zeg het."
EXEMPTED = "De regels zelf maken hier een uitzondering."
NOT_EXEMPTED = "De uitzondering ‘{naam}’ geldt hier niet."
ASKS_A_PERSON = "De regels vragen hier een oordeel van een mens."
OUR = "Ons oordeel:"
WEIGHED = (  # an exception in the rules asks less
    ("Is het in balans?", "evenredigheid.evenwichtig"),
    ("Belangen van anderen:", "belangen_van_anderen"),
)
PULLS = "Hier gaan twee doelen van de regels niet samen:"
AGAINST = "Dat doel gaat hier niet samen met een ander doel:"
PULLS_ABOVE = "De doelen hierboven gaan hier niet samen."
TOO_MUCH = "Vroegen wij te veel?"
DONE = "Wat wij daarmee deden: {text}"


class Letter:
    """What a resident reads. What people wrote and what a rule is for is told once.

    `purposes_below` are the intentions that found no place, once the half page was told;
    `stretches` what it is about, with each part of the `period` it covers.
    """

    def __init__(self, decision: Decision, besluit: Besluit, words: Vocabulary) -> None:
        self._decision = decision
        self._besluit = besluit
        self._words = words
        self._told: set[str] = set()
        self._facts_told, self._purposes_told = SPACES[0]
        self.purposes_below: list[str] = []
        self.period = _months(decision, besluit, words)
        self.stretches = stretches(decision, self.period, words)
        self._results = [one.result for one in self.stretches]
        self.is_open = any(not one.settled for one in self._results)

    def half_page(self, contact: str | None) -> list[Block]:
        """Return the half page, with as many facts and intentions as it has room for.

        What people wrote is never cut, so with long reasons it may be longer.
        """
        blocks: list[Block] = []
        for self._facts_told, self._purposes_told in SPACES:
            self._told, self.purposes_below = set(), []
            blocks = [*self._blocks(contact)]
            if len(WORD.findall(to_text(Document(tuple(blocks))))) <= HALF_A_PAGE:
                break
        return blocks

    def _blocks(self, contact: str | None) -> Iterator[Block]:
        decision, words = self._decision, self._words
        yield Heading(1, decision.title)
        if self.is_open:
            yield paragraph(OPEN)
        yield from self._outcomes()
        yield from self._pulls()
        yield from self._facts()
        yield from self._weighed()
        yield from self._judged()
        yield from self._said()
        yield from self._helped()
        if self.is_open:
            today = _today(self._besluit, words)
            yield from _days(clock(words.policy, decision.facts, peildatum=today))
        yield Heading(2, "Wie kunt u vragen?")
        data = self._besluit.data
        yield paragraph(data.get("contact") or contact or f"{words.title(data['door'])}.")
        remedy = self._besluit.data["rechtsmiddel"]
        if remedy and not self.is_open:
            yield Heading(2, "Bent u het er niet mee eens?")
            yield paragraph(remedy)

    def _new(self, texts: Iterable[str]) -> list[str]:
        """Return the texts that were not told yet; from now on they are."""
        found = [one for one in dict.fromkeys(texts) if one not in self._told]
        self._told.update(found)
        return found

    def _is_new(self, text: str | None) -> bool:
        return text is not None and bool(self._new([text]))

    def _outcomes(self) -> Iterator[Block]:
        if self.period is not None:
            for outcome in self.period:
                yield from write_parts(outcome, self._words)
                yield from self._purpose(served_in(outcome, self._words))
            return
        for result in self._decision:
            yield from write_outcome(result, self._words)
        if tell_one_month(self._decision, self._words):
            yield paragraph(ONE_MONTH.format(maand=write_month(self._decision.peildatum)))
        yield from self._why()

    def _why(self) -> Iterator[Block]:
        """Yield why each settled outcome is so, and what its rules are for."""
        settled = [one for one in self._decision if one.settled and one.value is not None]
        if not settled:
            return
        yield Heading(2, "Waarom?")
        several = len(settled) > 1
        for result in settled:
            of = f"Bij ‘{heading(result, self._words)}’" if several else "Hier"
            yield from map(paragraph, self._new(why(result, self._words, of)))
        yield from self._purpose(name for one in settled for name in served(one, self._words))
        if not self.is_open and all(one.gebonden for one in settled):
            yield paragraph(BOUND)

    def _purpose(self, names: Iterable[str]) -> Iterator[Block]:
        weighed = [one["antwoorden"].get("bedoeling") for one in self._besluit.data["wegingen"]]
        served = dict.fromkeys(names)
        first = [one for one in weighed if one in served]
        texts = self._new(_texts_of((*first, *served), self._words))
        if texts:
            yield paragraph(PURPOSE)
            yield listing(texts[: self._purposes_told])
            self.purposes_below += texts[self._purposes_told :]

    def _pulls(self) -> Iterator[Block]:
        """Yield the intentions that pull apart, and what was done with it.

        Of a conflict that was weighed itself the weighing tells; its intentions stand below.
        """
        data = self._besluit.data
        done: Mapping[str, str | None] = data["bij_botsing"] or {}
        every = data["botsingen"]
        for one in every:
            texts = _texts_of((*one["dient"], *one["tegen"]), self._words)
            fresh = self._new(texts)
            did = said_of(one, every, done)
            if did is None and weighed_in(one, data["wegingen"]):
                self.purposes_below += fresh
                continue
            yield Heading(2, "Wat botst hier?")
            if fresh:
                yield paragraph(PULLS if len(fresh) == len(texts) else AGAINST)
                yield listing(fresh)
            else:
                yield paragraph(PULLS_ABOVE)
            if self._is_new(did):
                yield paragraph(DONE.format(text=did))

    def _facts(self) -> Iterator[Block]:
        """Yield the facts that carried the outcomes; all that were used stand below."""
        told = self._carried()
        if told:
            yield Heading(2, "Welke feiten telden?")
            settled = sum(one.settled for one in self._results)
            yield listing(told[: max(self._facts_told, settled)])
        if self._decision.facts.values:
            yield paragraph(KNOWN_BELOW if self.is_open else ALL_BELOW)

    def _carried(self) -> list[str]:
        """Return the facts that carried, of each outcome in turn what told most there."""
        every = [tuple(self._facts_of(one)) for one in self._results if one.settled]
        in_turn = (told for place in zip_longest(*every) for told in place if told is not None)
        return [*dict.fromkeys(in_turn)]

    def _facts_of(self, result: Result) -> Iterator[str]:
        """Yield the facts an outcome rests on; first what the rules set aside look at."""
        facts, words = self._decision.facts, self._words
        for leaf in (*set_aside(result, facts), *carried(result, facts)):
            told = (self._fact(one) for one in (leaf, *weighed_by(leaf, words)))
            yield from (one for one in told if one is not None)

    def _fact(self, leaf: Leaf) -> str | None:
        """Return a fact as a sentence; of one that changes its value in the time it is about."""
        facts, words = self._decision.facts, self._words
        if leaf not in facts.courses:
            return write_fact(leaf, facts, words)
        months = (self._decision,) if self.period is None else self.period.months
        values = {facts.case(one.peildatum).value(leaf) for one in months}
        type_ = words.type_of(leaf)
        assert type_ is not None, "a fact of the case has a type"
        (value, *more) = values
        told = VARIES if more or value is None else write_value(value, type_)
        return f"{capital(words.leaf(leaf))}: {told}."

    def _weighed(self) -> Iterator[Block]:
        effect = self._decision.facts.gewenst_effect
        if effect:
            yield Heading(2, "Wat wilt u bereiken?")
            yield Quote(line(effect))
        if self._besluit.data["wegingen"]:
            yield Heading(2, "Wat hebben wij gewogen?")
        for one in self._besluit.data["wegingen"]:
            answers: Mapping[str, str] = one["antwoorden"]
            yield from map(paragraph, self._new([self._did(one), *self._came_to(one)]))
            for judged in one["oordelen"]:
                yield from (paragraph(f"{OUR} “{text}”") for text in self._new([judged["omdat"]]))
            said = ((told, answers.get(key)) for told, key in WEIGHED)
            yield from (paragraph(f"{told} {text}") for told, text in said if self._is_new(text))

    def _did(self, weighed: Mapping[str, Any]) -> str:
        if weighed["is_afwijking"]:
            return DEVIATED if weighed["grond"] in self._besluit.data["afwijkingen"] else NO_GROUND
        if not self._is_exception(weighed["grond"]):
            return ASKS_A_PERSON
        grounds = (ground for one in self._results for ground in one.deciding)
        if any(ground.rule == weighed["grond"] for ground in grounds):
            return EXEMPTED
        return NOT_EXEMPTED.format(naam=write_name(weighed["grond"]))

    def _is_exception(self, ground: str) -> bool:
        return self._words.policy.find(Uitzondering, ground) is not None

    def _came_to(self, weighed: Mapping[str, Any]) -> Iterator[str]:
        """Yield the answer of each judgement where what was done with it does not tell that.

        An amount or a number always; ja or nee where no exception or deviation tells it.
        """
        facts, words = self._decision.facts, self._words
        told = weighed["is_afwijking"] or self._is_exception(weighed["grond"])
        given = {(one["oordeel"], one.get("voor")) for one in weighed["oordelen"]}
        for leaf in dict.fromkeys(one.leaf for one in facts.judgements):
            judgement = facts.judgement(leaf)
            if judgement is None or _key(leaf) not in given:
                continue
            if not (told and isinstance(judgement.waarde, bool)):
                yield _answered(leaf, judgement.waarde, words)

    def _judged(self) -> Iterator[Block]:
        """Yield the judgements that counted and were not told yet, each with its reason."""
        facts, words = self._decision.facts, self._words
        weighed = {
            (judged["oordeel"], judged.get("voor"))
            for one in self._besluit.data["wegingen"]
            for judged in one["oordelen"]
        }
        told = []
        for leaf in _judgements(self._results, facts):
            judgement = facts.judgement(leaf)
            if judgement is not None and judgement.omdat and _key(leaf) not in weighed:
                told.append(f"{_answered(leaf, judgement.waarde, words)} {judgement.omdat}")
        looked = LOOKED_FURTHER if self._besluit.data["afwijkingen"] else LOOKED
        told += (f"{looked} {look.omdat}" for look in facts.looks if look.omdat)
        if told:
            if not weighed:
                yield Heading(2, "Wat vonden wij?")
            yield from map(paragraph, told)

    def _said(self) -> Iterator[Block]:
        heard: Mapping[str, str | None] = self._besluit.data["gehoord"] or {}
        if heard.get("zienswijze"):
            yield Heading(2, SAID)
            yield Quote(line(str(heard["zienswijze"])))
            if heard.get("gedaan"):
                yield paragraph(DONE.format(text=heard["gedaan"]))
        elif heard.get("niet_nodig"):
            yield Heading(2, SAID)
            yield paragraph(NOT_HEARD.format(reden=heard["niet_nodig"]))
        yield from self._others_said()

    def _others_said(self) -> Iterator[Block]:
        """Yield what others said who may have objections, and what was done with it."""
        others = [one for one in self._besluit.data.get("derden", ()) if _is_told(one)]
        if others:
            yield Heading(2, OTHERS)
        for one in others:
            who = Words(f"{capital(one['wie'])}: ", "sterk")
            if not one.get("zienswijze"):
                yield paragraph(who, OTHER_NOT_HEARD.format(reden=one["niet_nodig"]))
                continue
            yield paragraph(who, f"“{one['zienswijze']}”")
            if one.get("gedaan"):
                yield paragraph(DONE.format(text=one["gedaan"]))

    def _helped(self) -> Iterator[Block]:
        """Yield what was done where a duty asked too much, and the help there is."""
        told = self._new(
            one for one in (self._besluit.data["bij_doenvermogen"] or {}).values() if one
        )
        if told:
            yield Heading(2, TOO_MUCH)
            yield from (paragraph(one) for one in told)
        if self._besluit.data["ondersteuning"]:
            yield Heading(2, "Hoe helpen wij u?")
            yield listing(self._besluit.data["ondersteuning"])


def _judgements(results: Iterable[Result], facts: Facts) -> Iterator[Leaf]:
    """Yield the judgements that were read, those that carry an outcome first."""
    every = tuple(results)
    used = (leaf for one in every for leaf in carried(one, facts))
    traces = (one.trace for one in every if one.trace is not None)
    read = (leaf for trace in traces for leaf in used_leaves(trace, facts))
    yield from dict.fromkeys(one for one in (*used, *read) if one.kind == "oordeel")


def _key(leaf: Leaf) -> tuple[str, str | None]:
    """Return by what a besluit names a judgement: its name and the record it is about."""
    return leaf.name, leaf.record.key if leaf.record is not None else None


def _answered(leaf: Leaf, value: Scalar, words: Vocabulary) -> str:
    """Return a judgement with its answer: as a question where that is easy to read."""
    type_ = words.policy.types[leaf.name]
    shown = write_value(value, type_)
    asked = words.question(leaf)
    about = "" if leaf.record is None else f" ({words.record(leaf.record)})"
    if asked is not None and is_easy(asked, type_):
        return f"{asked[:-1]}{about}? {capital(shown)}."
    return f"{capital(write_name(leaf.name))}{about}: {shown}."


def _is_told(heard: Mapping[str, str | None]) -> bool:
    return bool(heard.get("zienswijze") or heard.get("niet_nodig"))


def _texts_of(names: Iterable[str], words: Vocabulary) -> list[str]:
    found = (words.policy.find(Bedoeling, name) for name in names)
    return [one.tekst for one in found if one is not None]


def _months(decision: Decision, besluit: Besluit, words: Vocabulary) -> PeriodDecision | None:
    names = dict.fromkeys(one.name for one in decision)
    return months_of(words.policy, decision.facts, names, besluit.data["tijdvak"])


def _today(besluit: Besluit, words: Vocabulary) -> date:
    """Return the day on which it was recorded, or the peildatum where the policy is not there."""
    day = besluit.recorded_on
    return day if words.policy.on(day) is not None else besluit.peildatum


def _days(terms: Iterable[Term]) -> Iterator[Block]:
    """Yield the days that count; a reason that names its day says it alone."""
    every = tuple(terms)
    told = [_day(one) for one in every if one.day is not None]
    unknown = [one.name for one in every if one.state == "nog niet te zeggen"]
    yield Heading(2, "Welke dagen tellen?")
    if told:
        yield listing(told)
    if unknown:
        yield paragraph(f"Deze dagen zijn nog niet te zeggen: {write_list(unknown)}.")
    if not told and not unknown:
        yield paragraph(NO_TERM)


def _day(term: Term) -> str:
    assert term.day is not None
    day = write_date(term.day)
    past = "Die dag is voorbij." if term.state == "voorbij" else ""
    said = [one for one in term.why if day in one] or [f"{term.name}: {day}."]
    still = [one.length for one in term.suspended_by if one.length]
    added = f"Deze termijn stond {write_list(still)} stil." if still else ""
    return " ".join(one for one in (*said, past, added) if one)

"""The half page of a motivation: what a resident reads, from the record alone.

The outcome first, then why and what the rules are for, the facts that carried it, what was weighed,
what they said and what was done with it. It gives no advice to change facts, promises nothing where
a judgement is open, and tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from maatwerk_rules.besluit.clock import NO_TERM, Term, clock
from maatwerk_rules.besluit.conflicts import served
from maatwerk_rules.besluit.considered import months_of
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.stretches import stretches
from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.carried import carried
from maatwerk_rules.explanation.conditions import Lack, lacking
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
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
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.explanation.summary import (
    authors_words,
    heading,
    lasts,
    lead_of,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Bedoeling, Uitzondering
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decision import Decision, Result, Status
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.period_decision import PeriodDecision, PeriodOutcome

OPEN = "Er is nog niet alles besloten."
BOUND = "Dit besluit volgt uit de regels; er was geen oordeel van een mens voor nodig."
SAID = "Wat vond u?"
NOT_HEARD = "Wij hebben u niet om uw mening gevraagd. De reden: {reden}"
DEVIATED = "Wij wijken hier af van de regel."
NO_GROUND = "Wij vonden hier geen grond om van de regel af te wijken."
NO_ANSWER: Mapping[Status, str] = {
    "strijdig": "De regels spreken elkaar tegen. Een mens moet beslissen.",
    "geen_regel": "Voor deze situatie zeggen de regels niets. Een mens moet beslissen.",
}
LOOKED = "Afwijken was volgens ons niet nodig."
LOOKED_FURTHER = "Verder afwijken was volgens ons niet nodig."
MOST_ASKED = 5
"""How many questions are told while an outcome is open; the others come later."""
MOST_FACTS = 5
"""So many facts stand in the half page, those nearest to the outcome; all stand below."""
MOST_PURPOSES = 2
"""So many intentions of the rules stand in the half page, the others below."""
PURPOSE = "Daar is dit voor:"
APPLIES = "De regel ‘{naam}’ geldt voor u."
LACK = "is deze voorwaarde niet vervuld:"
LACKS = "zijn deze voorwaarden niet vervuld:"
BARS = "staat dit in de weg:"
ALL_BELOW = "Alle feiten staan onderaan. Klopt er iets niet? Zeg het."
KNOWN_BELOW = "Wat wij al weten, staat onderaan. Klopt er iets niet? Zeg het."
EXEMPTED = "Dit is geen afwijking."
NOT_EXEMPTED = "De uitzondering ‘{naam}’ geldt hier niet."
ASKS_A_PERSON = "De regels vragen hier een oordeel van een mens."
OUR = "Ons oordeel:"
WEIGHED = (  # an exception in the rules asks less
    ("Is het in balans?", "evenredigheid.evenwichtig"),
    ("Belangen van anderen:", "belangen_van_anderen"),
)
OUTSIDE = "niet beslist, want deze regels gelden dan niet."
TO_JUDGE = "Dit moet een mens nog beoordelen:"
TO_KNOW = "Dit moeten wij nog weten:"
PULLS = "Hier gaan twee bedoelingen van de regels niet samen:"
AGAINST = "Dat gaat hier niet samen met een andere bedoeling:"
PULLS_ABOVE = "De bedoelingen hierboven gaan hier niet samen."
TOO_MUCH = "Vroegen wij te veel?"
DONE = "Wat wij daarmee deden: {text}"


class Letter:
    """What a resident reads. What people wrote and what a rule is for is told once.

    `purposes_below` are the intentions that found no place, once the blocks were told; `stretches`
    what it is about, with each part of the `period` it covers.
    """

    def __init__(self, decision: Decision, besluit: Besluit, words: Vocabulary) -> None:
        self._decision = decision
        self._besluit = besluit
        self._words = words
        self._told: set[str] = set()
        self.purposes_below: list[str] = []
        self.period = _months(decision, besluit, words)
        self.stretches = stretches(decision, self.period, words)
        self._results = [one.result for one in self.stretches]
        self.is_open = any(not one.settled for one in self._results)

    def blocks(self, contact: str | None) -> Iterator[Block]:
        """Yield the half page; it is told once."""
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
        yield paragraph(contact or f"{words.title(self._besluit.data['door'])}.")
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
                yield from self._in_parts(outcome)
            return
        for result in self._decision:
            yield from _outcome(result, self._words)
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
            yield from map(paragraph, self._new(_why(result, self._words, of)))
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
            yield listing(texts[:MOST_PURPOSES])
            self.purposes_below += texts[MOST_PURPOSES:]

    def _in_parts(self, outcome: PeriodOutcome) -> Iterator[Block]:
        """Yield an outcome over a period: each part of it with what it comes to, and why."""
        words = self._words
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
                yield from _wanted(part.result, there)
                continue
            lead, tone = lead_of(part.result, there)
            why = NO_ANSWER.get(part.result.status) or " ".join(_why(part.result, there))
            said = f" {why} {lasts(part.result)}".rstrip()
            yield paragraph(Words(f"{when}: {lead}.", tone), said)
            intentions |= dict.fromkeys(served(part.result, there))
        yield from self._purpose(intentions)

    def _pulls(self) -> Iterator[Block]:
        """Yield the intentions that pull apart, and what was done with it."""
        done: Mapping[str, str | None] = self._besluit.data["bij_botsing"] or {}
        for one in self._besluit.data["botsingen"]:
            texts = _texts_of((*one["dient"], *one["tegen"]), self._words)
            fresh = self._new(texts)
            yield Heading(2, "Wat botst hier?")
            if fresh:
                yield paragraph(PULLS if len(fresh) == len(texts) else AGAINST)
                yield listing(fresh)
            else:
                yield paragraph(PULLS_ABOVE)
            did = done.get(one["uitkomst"])
            if self._is_new(did):
                yield paragraph(DONE.format(text=did))

    def _facts(self) -> Iterator[Block]:
        """Yield the facts that carried the outcomes; all that were used stand below."""
        told = self._carried()
        if told:
            yield Heading(2, "Welke feiten telden?")
            yield listing(told[:MOST_FACTS])
        if self._decision.facts.values:
            yield paragraph(KNOWN_BELOW if self.is_open else ALL_BELOW)

    def _carried(self) -> list[str]:
        facts, words = self._decision.facts, self._words
        leaves = dict.fromkeys(
            leaf
            for result in self._results
            if result.settled
            for one in carried(result, facts)
            for leaf in (one, *weighed_by(one, words))
        )
        return [one for leaf in leaves if (one := write_fact(leaf, facts, words)) is not None]

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


def _outcome(result: Result, words: Vocabulary) -> Iterator[Block]:
    if not result.settled:
        yield paragraph(Words(f"{heading(result, words)}: nog niet beslist.", "open"))
        yield from _wanted(result, words)
        return
    lead, tone = lead_of(result, words)
    yield paragraph(Words(f"{heading(result, words)}: {lead}.", tone), f" {lasts(result)}".rstrip())
    if result.value is None:
        yield paragraph(NO_ANSWER[result.status])


def _why(result: Result, words: Vocabulary, of: str = "Hier") -> tuple[str, ...]:
    """Return why it is so: the words of the author, else the rule or what it lacks.

    What a rule was tested on stands below as facts and judgements.
    """
    found: list[str] = []
    lacks: list[Lack] = []
    for ground in result.deciding:
        told = authors_words(ground, result, words)
        if told is not None:
            named = ground.record if ground.record == result.record else None
            found.append(told.removesuffix(_about(named, words)))
        elif ground.role == "niet vervuld":
            lacks += lacking(ground, result, words)
        else:
            found.append(APPLIES.format(naam=write_name(ground.rule)))
    for one_told, told, is_so in ((LACK, LACKS, False), (BARS, BARS, True)):
        names = dict.fromkeys(f"‘{one.name}’" for one in lacks if one.is_so is is_so)
        if names:
            found.append(f"{of} {one_told if len(names) == 1 else told} {write_list(names)}.")
    return tuple(dict.fromkeys(found))


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
    shown = write_value(value, words.policy.types[leaf.name])
    asked = words.question(leaf)
    about = "" if leaf.record is None else f" ({words.record(leaf.record)})"
    if asked is not None and is_easy(asked):
        return f"{asked[:-1]}{about}? {capital(shown)}."
    return f"{capital(write_name(leaf.name))}{about}: {shown}."


def _texts_of(names: Iterable[str], words: Vocabulary) -> list[str]:
    found = (words.policy.find(Bedoeling, name) for name in names)
    return [one.tekst for one in found if one is not None]


def _wanted(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield what must be judged and known before it is decided, in the words of the policy.

    The record in the name of the outcome is not named again.
    """
    asked = dict.fromkeys(result.missing)
    for told, judged in ((TO_JUDGE, True), (TO_KNOW, False)):
        wanted = (one for one in asked if (one.kind == "oordeel") is judged)
        questions = [_question(one, result.record, words) for one in wanted]
        if questions:
            yield paragraph(told)
            yield listing(questions[:MOST_ASKED])
        more = len(questions) - MOST_ASKED
        if more > 0:
            yield paragraph(f"En nog {more} andere {'vraag' if more == 1 else 'vragen'}.")


def _about(record: RecordId | None, words: Vocabulary) -> str:
    return "" if record is None else f" Dit gaat over: {words.record(record)}."


def _question(leaf: Leaf, named: RecordId | None, words: Vocabulary) -> str:
    asked = words.question(leaf)
    about = "" if leaf.record == named else _about(leaf.record, words)
    return f"{capital(words.leaf(leaf))}." if asked is None else f"{asked}{about}"


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
    longer = [f"{one.name} ({one.length})" for one in term.suspended_by if one.length]
    added = f"Daar is bijgeteld: {write_list(longer)}." if longer else ""
    return " ".join(one for one in (*said, past, added) if one)

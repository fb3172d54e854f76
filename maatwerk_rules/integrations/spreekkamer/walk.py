"""A case that is walked in the spreekkamer: kept in memory, and nowhere else."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

import attrs

from maatwerk_rules.besluit.form import Form, form_of, is_weighed
from maatwerk_rules.besluit.order import Order, order
from maatwerk_rules.besluit.possibilities import Possibility, possibilities
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.signals import Signal
from maatwerk_rules.besluit.weighing import Weighing, with_weighing
from maatwerk_rules.dutch import write_name
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.integrations.asking import Dialogue
from maatwerk_rules.integrations.spreekkamer.changes import (
    KEPT,
    NOT_AT_ISSUE,
    RECORD_LAPSED,
    Place,
    Settled,
    place_of,
    settle,
    without,
    without_records,
)
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Question, Result
from maatwerk_rules.runtime.facts import Facts, Judgement, read_facts, write_case

MOST_TOGETHER = 8
"""So many questions stand on a page at most."""
MOST_WALKS = 50
"""So many cases are kept at a time; the one that was looked at longest ago goes first."""
LONGEST_IDLE = 8 * 3600.0
"""After so many seconds without a look a case is forgotten."""


@attrs.define
class Walk:
    """One case as far as it was walked.

    Args:
        token: What a form of this case must carry.
        not_asked: Why the wanted effect is not asked, where it is not.
        practice: It leaves no record; `own` is what who practises thought before seeing more.
        typed: What was typed in a form that is not complete yet, by the form.
        brought: The judgements that came with the case.
        again: Weighings that rest on something that was changed after them.
        told: What a change took back; it is told on the next page.
        apart_answers: What two people judged apart, by the piece of the room; it goes when they
            judge together, and is in no file.
        signals: The signals that were made of this case.
    """

    policy: Policy
    peildatum: date
    outcomes: tuple[str, ...]
    case: dict[str, Any]
    practice: bool = False
    not_asked: str | None = None
    own: Mapping[str, str] | None = None
    skipped: set[Leaf] = attrs.field(factory=set)
    weighings: tuple[Weighing, ...] = ()
    brought: tuple[Judgement, ...] = ()
    again: set[Place] = attrs.field(factory=set)
    typed: dict[str, Mapping[str, str]] = attrs.field(factory=dict)
    told: tuple[str, ...] = ()
    besluit: Besluit | None = None
    apart_answers: dict[Place, tuple[Mapping[str, str], ...]] = attrs.field(factory=dict)
    signals: tuple[Signal, ...] = ()
    token: str = attrs.field(factory=lambda: secrets.token_urlsafe(24))
    seen: float = 0.0
    _order: Order | None = attrs.field(default=None, init=False)

    @property
    def order(self) -> Order:
        """Where the case stands; the outcome is held back until the effect is known.

        It is reckoned once for each state of the case: the next question costs most of it.
        """
        if self._order is None:
            self._order = order(
                self.policy,
                self.case,
                peildatum=self.peildatum,
                uitkomsten=self.outcomes,
                niet_gevraagd=self.not_asked,
            )
        return self._order

    @property
    def facts(self) -> Facts:
        """All that is known of the case."""
        return read_facts(self.policy, self.case)

    @property
    def records(self) -> Iterator[RecordId]:
        """All that was named in the lists of the case."""
        return (one for listed in self.facts.lists.values() for one in listed.records)

    @property
    def dialogue(self) -> Dialogue:
        """The questions that are still to be asked."""
        case = {**self.case, "feiten": self.case.get("feiten", {})}
        return Dialogue(self.policy, self.peildatum, self.outcomes, case, self.skipped)

    def question(self, decision: Decision) -> Question | None:
        """Return the next fact to ask."""
        return self.dialogue.next(decision)

    def together(self, decision: Decision) -> tuple[Question, ...]:
        """Return the next fact to ask with what belongs on one page with it, at most MOST_TOGETHER.

        What registers hold stands together; else what is asked about one person, one possession,
        or none. What only matters after another answer waits for it.
        """
        asked = self.dialogue.open(decision)
        first = next(asked, None)
        if first is None or first.after:
            return () if first is None else (first,)
        found = [first]
        found += (one for one in asked if not one.after and _kin(one) == _kin(first))
        return tuple(sorted(found[:MOST_TOGETHER], key=lambda one: self._place(one.leaf)))

    def _place(self, leaf: Leaf) -> tuple[object, ...]:
        """Return where a question stands on its page: what is of one record stands together."""
        about = ("", "") if leaf.record is None else (leaf.record.list, leaf.record.key)
        return about, self.policy.place_of(leaf), leaf.sort_key

    def to_ask(self, decision: Decision) -> int:
        """Return how many facts are missing that can still be asked; often fewer are needed."""
        return sum(1 for _ in self.dialogue.open(decision))

    def words(self, decision: Decision) -> Vocabulary:
        """Return how things are called in this case."""
        return Vocabulary(self.policy, self.peildatum, decision.facts)

    # ------------------------------------------------------------ what is kept

    def take(self, case: Mapping[str, Any]) -> None:
        """Take over a case; what was recorded of it before falls away.

        Raises:
            FactError: it does not read, or such a case cannot exist; nothing is kept.
        """
        self.check(case)
        self.case = dict(case)
        self._lapse()
        self._order = None

    def _lapse(self) -> None:
        """Let what was recorded fall away, and tell so."""
        if self.besluit is not None:
            self.told = (*self.told, RECORD_LAPSED)
        self.besluit = None

    def check(self, case: Mapping[str, Any]) -> Facts:
        """Return the facts of a case on which can be decided.

        Raises:
            FactError: it does not read, or such a case cannot exist.
        """
        facts = read_facts(self.policy, case)
        decide(self.policy, facts, peildatum=self.peildatum, uitkomsten=self.outcomes, bare=True)
        return facts

    def wish(self, case: Mapping[str, Any], not_asked: str | None) -> None:
        """Take over what the resident wants, or why that is not asked.

        A weighing of another wish stays, and is to be looked at again.
        """
        wanted = self.check(case).gewenst_effect
        if (wanted, not_asked) == (self.facts.gewenst_effect, self.not_asked):
            return
        other = [one for one in self.weighings if one.answers["gewenst_effect"] != wanted]
        self.told = tuple(KEPT.format(wat=write_name(one.form.ground)) for one in other)
        self.again |= set(map(place_of, other))
        self.take(case)
        self.not_asked = not_asked

    def answer(self, given: Mapping[Leaf, object]) -> None:
        """Keep the first answers to some questions.

        Raises:
            FactError: one does not read, or they cannot be so together; nothing is kept.
        """
        dialogue = self.dialogue
        for leaf, value in given.items():
            dialogue.case = dialogue.with_value(leaf, value)
        self.take(dialogue.case)
        self.skipped.difference_update(given)

    def change(self, leaf: Leaf, value: object) -> Settled:
        """Keep another answer, and take back what can no longer stand; None takes it back.

        Raises:
            FactError: it does not read, or cannot be so; nothing is kept.
        """
        facts = self.facts
        gone = self._records_gone(leaf, value, facts)
        before = without_records(facts, gone, Vocabulary(self.policy, self.peildatum, facts))
        dialogue = attrs.evolve(self.dialogue, case=write_case(before.facts))
        if value is None:
            found = self._settled(self.check(dialogue.without(leaf)), leaf)
            self.skipped.add(leaf)
        else:
            case = dialogue.with_value(leaf, self._grown(leaf, value, dialogue.case))
            found = self._settled(self.check(case), leaf)
            self.skipped.discard(leaf)
        self.told = (*before.told, *self.told)
        return found

    def turn_to(self, day: date, outcomes: tuple[str, ...]) -> Settled:
        """Walk the same case on another day, or about another outcome.

        A weighing of what it is not about any more is taken back with its judgements.

        Raises:
            FactError: the case cannot be so on that day; nothing is changed.
        """
        before = self.peildatum, self.outcomes
        self.peildatum, self.outcomes = day, outcomes
        dropped = tuple(one for one in self.weighings if one.form.outcome not in outcomes)
        facts = without(self.facts, (judged for one in dropped for judged in one.judgements))
        try:
            self.check(write_case(facts))
        except FactError:
            self.peildatum, self.outcomes = before
            raise
        if outcomes != before[1]:
            self.own = None  # it was about the other outcome
        self.weighings = tuple(one for one in self.weighings if one not in dropped)
        found = self._settled(facts)
        told = (NOT_AT_ISSUE.format(wat=write_name(one.form.ground)) for one in dropped)
        self.told = (*told, *self.told)
        return attrs.evolve(found, lapsed=(*dropped, *found.lapsed))

    def _settled(self, facts: Facts, changed: Leaf | None = None) -> Settled:
        found = settle(self.policy, self.peildatum, facts, self.weighings, changed)
        self.told = found.told
        self.take(write_case(found.facts))
        self.weighings = found.weighings
        standing = set(map(place_of, found.weighings))
        self.again = (self.again | set(found.again)) & standing
        return found

    def _records_gone(self, leaf: Leaf, value: object, facts: Facts) -> tuple[RecordId, ...]:
        """Return the records that fall away when a list gets shorter: the last ones."""
        listed = facts.lists.get(leaf.name) if leaf.record is None else None
        if listed is None:
            return ()
        left = len(value) if isinstance(value, list) else 0
        return tuple(listed.records[left:])

    def _grown(self, leaf: Leaf, value: object, case: Mapping[str, Any]) -> object:
        """Return a list with the records that it had already, as far as they stay."""
        type_ = self.policy.types.get(leaf.name)
        if leaf.record is not None or not isinstance(type_, Lijst) or not isinstance(value, list):
            return value
        before = case["feiten"].get(leaf.name, [])
        if isinstance(before, dict):
            before = before.get("@lijst", [before])
        kept = [*before[: len(value)], *value[len(before) :]]
        return kept[0] if type_.single and kept else kept

    # ------------------------------------------------------------ judging

    def weighing_at(self, place: Place) -> Weighing | None:
        """Return the weighing that was made of a piece of the room."""
        return next((one for one in self.weighings if place_of(one) == place), None)

    def before(self, place: Place) -> Facts:
        """Return the facts without the weighing of a piece of the room, to make it (again)."""
        made = self.weighing_at(place)
        return self.facts if made is None else without(self.facts, made.judgements)

    def form_at(self, place: Place, facts: Facts) -> Form | None:
        """Return the form of a piece of the room; None where it is not at issue on these facts.

        A judgement that was given without weighing is looked past, so that it can still be made;
        so are the weighings made later, which may have closed what this one was about.
        """
        outcome, ground, about = place
        tries = [facts, *(without(facts, (one,)) for one in self.apart())]
        made = self.weighing_at(place)
        if made is not None:
            since = self.weighings[self.weighings.index(made) :]
            tries.append(without(facts, (judged for one in since for judged in one.judgements)))
        for each in tries if outcome in self.outcomes_decided else ():
            decision = decide(self.policy, each, peildatum=self.peildatum, uitkomsten=(outcome,))
            for result in decision:
                for one in possibilities(self.policy, decision, key_of(result)):
                    if (one.room.name, one.room.record) == (ground, about) and is_weighed(one):
                        return form_of(self.policy, decision, outcome, one)
        return None

    @property
    def outcomes_decided(self) -> tuple[str, ...]:
        """The names of the outcomes that are decided in this case."""
        found = self.order.decision
        return () if found is None else tuple(dict.fromkeys(one.name for one in found))

    def weighed(self, weighing: Weighing) -> None:
        """Keep a weighing, in the place of an earlier one of the same, with its judgements."""
        place = place_of(weighing)
        made = self.weighing_at(place)
        before = self.before(place)
        leaves = {one.leaf for one in weighing.judgements}
        before = without(before, (one for one in before.judgements if one.leaf in leaves))
        facts = self.check(write_case(with_weighing(before, weighing)))
        if made is None:
            self.weighings = (*self.weighings, weighing)
        else:
            self.weighings = tuple(weighing if one is made else one for one in self.weighings)
        self._settled(facts)
        self.again.discard(place)
        self.apart_answers.pop(place, None)

    def version(self, place: Place, form: Form) -> str:
        """Return what a form of a weighing must know of: what stands in its place now."""
        leaves = {one.leaf for one in form.judged}
        given = tuple(one for one in self.facts.judgements if one.leaf in leaves)
        made = self.weighing_at(place)
        return version_of((made, given) if made or given else None)

    def judged(self, facts: Facts) -> Settled:
        """Keep facts in which a judgement was given, changed or taken back."""
        return self._settled(facts)

    def open_room(self, decision: Decision) -> list[tuple[Result, Possibility]]:
        """Return the room of all outcomes in which a judgement is open, with its outcome."""
        return [
            (result, one)
            for result in decision
            for one in possibilities(self.policy, decision, key_of(result))
            if is_weighed(one)
        ]

    def apart(self) -> Iterator[Judgement]:
        """Yield the judgements that belong to no weighing, in the order in which they stand."""
        weighed = {each.leaf for one in self.weighings for each in one.judgements}
        yield from (one for one in self.facts.judgements if one.leaf not in weighed)


def _kin(one: Question) -> object:
    """Return by what questions belong together; what takes more effort stands apart."""
    return one.cost, one.to, None if one.to == "register" else one.leaf.record


def version_of(made: object) -> str:
    """Return by what a form is known to be old: made before what stands there now.

    >>> version_of(None), len(version_of("iets"))
    ('', 16)
    """
    return "" if made is None else sha256(repr(made).encode()).hexdigest()[:16]


def key_of(result: Result) -> str | tuple[str, str]:
    """Return by what a result is found in its decision."""
    return result.name if result.record is None else (result.name, result.record.key)


class Walks:
    """The cases that are being walked, by a name that nobody can guess."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._walks: OrderedDict[str, Walk] = OrderedDict()

    def __len__(self) -> int:
        return len(self._walks)

    def add(self, walk: Walk) -> str:
        """Keep a case and return its name."""
        self._forget()
        while len(self._walks) >= MOST_WALKS:
            self._walks.popitem(last=False)
        name = secrets.token_urlsafe(24)
        self._walks[name] = walk
        walk.seen = self._now()
        return name

    def find(self, name: str) -> Walk | None:
        """Return a case; None where it is not kept (any more)."""
        self._forget()
        walk = self._walks.get(name)
        if walk is not None:
            self._walks.move_to_end(name)
            walk.seen = self._now()
        return walk

    def end(self, name: str) -> None:
        """Forget a case."""
        self._walks.pop(name, None)

    def _forget(self) -> None:
        oldest = self._now() - LONGEST_IDLE
        while self._walks:
            name = next(iter(self._walks))
            if self._walks[name].seen >= oldest:
                return
            del self._walks[name]

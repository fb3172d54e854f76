"""All that is known of one case: facts, lists, judgements and looks.

The evaluator gets a `Case` made from it: only the judgements that count, for one peildatum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.analysis.desugar_expressions import not_shown
from maatwerk_rules.dutch import write_date
from maatwerk_rules.model.clauses import Vermoeden
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, fact_leaf
from maatwerk_rules.runtime.case import Case, Course, Period, Records, filled, value_on
from maatwerk_rules.runtime.fact_values import (
    FactCourse,
    FactValue,
    Judgement,
    Look,
    NotShown,
    Signal,
)
from maatwerk_rules.runtime.scalars import show
from maatwerk_rules.runtime.weighing import review_day, weighed_facts
from maatwerk_rules.values import frozen


def _read_only(found: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(found))


_EVENTS = "facts that were not shown"
_NONE: Mapping[Any, Any] = MappingProxyType({})


@frozen
class Facts:
    """The values of one case, read against one policy; two are equal when all they say is equal.

    Args:
        policy: What gives the values their types; no part of the comparison.
        values: The facts with one value for all days.
        courses: The facts that change over time.
        unknowable: Facts that cannot become known; they are never asked.
        reasons: Why, for those of which it was recorded.
        not_shown: Facts that were asked for in a term and not shown; they may be known as well.
        judgements: Every record, also those that another has superseded.
        gevraagd: The outcomes the case asks for; all of them when empty.

    `derived` remembers how they were laid out for a policy.
    """

    policy: Policy = attrs.field(eq=False, repr=False)
    values: Mapping[Leaf, FactValue] = attrs.field(default=_NONE, converter=_read_only)
    courses: Mapping[Leaf, FactCourse] = attrs.field(default=_NONE, converter=_read_only)
    lists: Mapping[str, Records] = attrs.field(default=_NONE, converter=_read_only)
    unknowable: frozenset[Leaf] = frozenset()
    reasons: Mapping[Leaf, str] = attrs.field(default=_NONE, converter=_read_only)
    not_shown: Mapping[Leaf, NotShown] = attrs.field(default=_NONE, converter=_read_only)
    judgements: tuple[Judgement, ...] = ()
    looks: tuple[Look, ...] = ()
    gewenst_effect: str | None = None
    gevraagd: tuple[str, ...] = ()
    derived: dict[Any, Any] = attrs.field(init=False, factory=dict, eq=False, repr=False)

    def case(self, peildatum: date) -> Case:
        """Return the case as the evaluator sees it on a date; linear in all that is known.

        A fact not shown counts as that event once its term has passed; before, and for all other
        facts, the event is surely not there. From then on an unknown fact has the value that is
        presumed (`vermoeden`), until someone shows another.
        """
        values: dict[Leaf, Scalar] = {leaf: fact.value for leaf, fact in self.values.items()}
        courses = {leaf: fact.periods for leaf, fact in self.courses.items()}
        shown, events = self._events()
        if not self.not_shown:
            values |= shown
        for gegeven, leaf in events if self.not_shown else ():
            event = self.not_shown.get(fact_leaf(gegeven.naam))
            if event is None:
                values[leaf] = False
            else:
                courses[leaf] = filled((Period(event.verlopen_op, None, True),), False)
                courses |= self._presumed(gegeven, event)
        values |= {leaf: judgement.waarde for leaf, judgement in self._standing().items()}
        return Case(
            peildatum,
            MappingProxyType(values),
            self.lists,
            looked=bool(self.looks),
            courses=MappingProxyType(courses),
        )

    def _events(self) -> tuple[Mapping[Leaf, Scalar], Sequence[tuple[Gegeven, Leaf]]]:
        """Return that no fact was withheld, and of each fact the event that it was; found once."""
        found = self.policy.derived.get(_EVENTS)
        if found is None:
            every = [(one, fact_leaf(not_shown(one.naam))) for one in self.policy.all(Gegeven)]
            found = dict.fromkeys((leaf for _, leaf in every), False), every
            self.policy.derived[_EVENTS] = found
        known: tuple[Mapping[Leaf, Scalar], Sequence[tuple[Gegeven, Leaf]]] = found
        return known

    def _presumed(self, gegeven: Gegeven, event: NotShown) -> dict[Leaf, Course]:
        """Return what a fact is presumed to be once its term has passed, where it is not known."""
        vermoeden, leaf = gegeven.one(Vermoeden), fact_leaf(gegeven.naam)
        if vermoeden is None or leaf in self.values or leaf in self.courses:
            return {}
        ground, start = fact_leaf(vermoeden.gegeven), event.verlopen_op
        if ground in self.values:
            return {leaf: (Period(start, None, self.values[ground].value),)}
        if ground not in self.courses:
            return {}
        later = (p for p in self.courses[ground].periods if p.end is None or start < p.end)
        return {leaf: tuple(attrs.evolve(p, start=max(p.start, start)) for p in later)}

    def value_on(self, leaf: Leaf, day: date | None) -> Scalar | None:
        """Return what a fact is on a day, or None where that is not known.

        Without a day only a fact with one value for all days is known.
        """
        fact = self.values.get(leaf)
        if fact is not None:
            return fact.value
        course = self.courses.get(leaf)
        return None if course is None or day is None else value_on(course.periods, day)

    def judgement(self, leaf: Leaf) -> Judgement | None:
        """Return the judgement that counts for a leaf, or None while it is open."""
        found = self._latest().get(leaf)
        return None if found is None or any(self._changed(found)) else found

    def _standing(self) -> dict[Leaf, Judgement]:
        return {
            leaf: found for leaf, found in self._latest().items() if not any(self._changed(found))
        }

    def _latest(self) -> dict[Leaf, Judgement]:
        """Return the last judgement on each question, in whatever order they stand.

        A judgement without date is the earliest. Those of one day say the same; of them one counts
        that still holds, when there is one.
        """
        by_leaf: dict[Leaf, list[Judgement]] = {}
        for judgement in self.judgements:
            by_leaf.setdefault(judgement.leaf, []).append(judgement)
        return {
            leaf: found[0] if len(found) == 1 else max(found, key=self._rank)
            for leaf, found in by_leaf.items()
        }

    def _rank(self, judgement: Judgement) -> tuple[date, bool, str, str]:
        holds = not any(self._changed(judgement))
        return _day(judgement), holds, judgement.door, judgement.omdat or ""

    def signals(self, peildatum: date) -> tuple[Signal, ...]:
        """Return what a person should see about judgements and looks on a date, in their order.

        `verouderd`: a weighed fact has another value now, so the judgement no longer counts.
        `nieuw_feit`: a weighed fact became known later; `verlopen`: it is time for a review; both
        leave it standing. `vervangen`: a later judgement took its place. `zonder_datum`: it is not
        said when it was given.
        """
        latest = self._latest()
        found: list[Signal] = []
        for judgement in self.judgements:
            if judgement.op is None:
                text = f"Bij {_name(judgement)} staat niet wanneer het is gegeven."
                found.append(Signal("zonder_datum", judgement.leaf, text))
            last = latest[judgement.leaf]
            if last is judgement:
                found += self._signals_of(judgement, peildatum)
            elif last.op != judgement.op:
                text = f"Een later oordeel{_on(last)} kwam in de plaats van {_name(judgement)}."
                found.append(Signal("vervangen", judgement.leaf, text))
        for look in self.looks:
            if look.op is None:
                text = f"Bij `bekeken` door `{look.door}` staat niet wanneer is gekeken."
                found.append(Signal("zonder_datum", None, text))
        return tuple(found)

    def _signals_of(self, judgement: Judgement, peildatum: date) -> Iterator[Signal]:
        for text in self._changed(judgement):
            yield Signal("verouderd", judgement.leaf, text)
        for factor, (leaf, _) in self._weighed(judgement).items():
            known = self.value_on(leaf, judgement.op) is not None
            if factor not in judgement.toen and known:
                text = f"Nieuw feit sinds {_name(judgement)}: `{factor}` is nu bekend."
                yield Signal("nieuw_feit", judgement.leaf, text)
        review = review_day(self._oordeel(judgement), judgement.op)
        if review is not None and review <= peildatum:
            since = write_date(review)
            text = f"Sinds {since} is {_name(judgement)} toe aan herziening; het blijft gelden."
            yield Signal("verlopen", judgement.leaf, text)

    def _changed(self, judgement: Judgement) -> Iterator[str]:
        """Yield a sentence for each weighed fact that was known and has another value now.

        Of a fact that changes over time the value on the day of the judgement counts: that it went
        on to change is no reason, that it turns out to have been another one is.
        """
        for factor, (leaf, type_) in self._weighed(judgement).items():
            now = self.value_on(leaf, judgement.op)
            before = judgement.toen.get(factor)
            if now is not None and before is not None and now != before:
                change = f"was {show(before, type_)} en is nu {show(now, type_)}"
                name = _name(judgement).removeprefix("het")
                yield f"Het{name} telt niet meer mee: `{factor}` {change}."

    def weighed(self) -> frozenset[Leaf]:
        """Return the facts that some judgement weighed: with another value it may not stand."""
        return frozenset(leaf for one in self.judgements for leaf, _ in self._weighed(one).values())

    def _weighed(self, judgement: Judgement) -> Mapping[str, Any]:
        return weighed_facts(self._oordeel(judgement), judgement.voor, self.policy)

    def _oordeel(self, judgement: Judgement) -> Oordeel:
        found = self.policy.find(Oordeel, judgement.oordeel)
        assert found is not None
        return found


def _day(judgement: Judgement) -> date:
    return judgement.op or date.min


def _on(judgement: Judgement) -> str:
    return f" van {write_date(judgement.op)}" if judgement.op else ""


def _name(judgement: Judgement) -> str:
    return f"het oordeel `{judgement.leaf}`{_on(judgement)}"

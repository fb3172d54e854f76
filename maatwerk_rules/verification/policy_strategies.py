"""Strategies for whole cases of a policy, and for pairs that differ in one thing.

A case is the case of a toets, or the plainest there is, with some things changed. So Hypothesis
shrinks what it finds towards a case that the authors know, one change after another. What a thing
is changed to is often a value on either side of what the rules compare it with.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from hypothesis import assume
from hypothesis import strategies as st

from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Datum, JaNee, Keuze, Scalar, is_ordered
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.checking import slice_on
from maatwerk_rules.verification.observed import observe, reckoning
from maatwerk_rules.verification.search.cases import Container, Draft, Drafts
from maatwerk_rules.verification.search.examples import examples
from maatwerk_rules.verification.search.layout import Layout, Slot
from maatwerk_rules.verification.search.pools import Pools, as_number, may_be_broken

MOST_CHANGES = 24
"""In how many things a drawn case differs at most from the case that it began with."""
MOST_RECORDS = 3
"""How many records a list gets at most by changes."""
SOMETIMES = st.booleans()
CHANGES = st.integers(0, MOST_CHANGES)
SPREAD = 366
"""How many days a slice without end counts for."""


class Ground:
    """Some rules of a policy, as far as cases are drawn; all of one `day` where that is given."""

    def __init__(self, policy: Policy, part: Slice, day: date | None = None) -> None:
        self.policy = policy
        self.part = part
        self.day = day
        self.layout = Layout(part.program)
        self.drafts = Drafts(self.layout)
        self.slots = tuple(slot for slot in self.layout.all if not slot.is_hidden)
        self._pools = Pools(self.layout, part)
        self._values: dict[tuple[Slot, date], st.SearchStrategy[Scalar]] = {}
        self.any_slot = st.sampled_from(self.slots)

    @cached_property
    def begun(self) -> tuple[Draft, ...]:
        """The plainest case, and the cases of the toetsen."""
        plain = self.drafts.plain(self.day or self.part.vanaf)
        listed = [self.drafts.drafted(case) for _, case in examples(self.policy, self.part)]
        for draft in listed:
            draft.day = self.day or draft.day
        return (plain, *listed)

    @cached_property
    def has_premises(self) -> bool:
        """Whether some cases cannot exist."""
        program = self.part.program
        return bool(program.admissible or program.assumptions)

    def can_be(self, case: Case) -> bool:
        """Tell whether a case can exist; one evaluation where some cannot."""
        if not self.has_premises:
            return True
        return reckoning(self.policy, self.part.program, case) is not None

    @cached_property
    def any_begun(self) -> st.SearchStrategy[Draft]:
        """One of the cases to begin with."""
        return st.sampled_from(self.begun)

    @cached_property
    def any_day(self) -> st.SearchStrategy[date]:
        """Days on which these rules hold, the first of them first."""
        first = self.part.vanaf
        last = (self.part.tot or first + timedelta(SPREAD)) - timedelta(1)
        return st.just(self.day) if self.day is not None else st.dates(first, last)

    def values(self, slot: Slot, day: date) -> st.SearchStrategy[Scalar]:
        """Return values of a slot: those at what it is compared with, and any other."""
        key = slot, day if isinstance(slot.type, Datum) else self.part.vanaf
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._values_of(slot, day)
        return found

    def _values_of(self, slot: Slot, day: date) -> st.SearchStrategy[Scalar]:
        match slot.type:
            case JaNee():
                return st.booleans()
            case Keuze(opties=opties):
                return st.sampled_from(opties)
        low, high = slot.ends
        near = sorted(self._pools.of[slot].values(day), key=_from_nil)
        if isinstance(slot.type, Datum):
            assert isinstance(low, date) and isinstance(high, date)
            return st.one_of(st.sampled_from(near), st.dates(low, high))
        first, last = as_number(low), as_number(high)
        if may_be_broken(slot.type):
            return st.one_of(st.sampled_from(near), st.fractions(first, last, max_denominator=100))
        return st.one_of(st.sampled_from(near), st.integers(int(first), int(last)))

    def named(self, varied: str) -> tuple[Slot, ...]:
        """Return the slots of a fact, a field (`list.field`) or a judgement, by its name."""
        of_list, _, name = varied.rpartition(".")
        found = tuple(
            slot for slot in self.slots if slot.name == name and (slot.list or "") == of_list
        ) or tuple(slot for slot in self.slots if slot.kind == "oordeel" and slot.name == varied)
        if not found:
            raise ValueError(f"no fact, field or judgement is called {varied}")
        return found


def ground_on(policy: Policy, day: date | None) -> Ground:
    """Return the rules of a day, or without one the last that hold, to draw cases of."""
    part = slice_on(policy, day)
    if part is None:
        raise ValueError("on that day no rules hold")
    return Ground(policy, part, day)


def _from_nil(value: Scalar) -> tuple[bool, object]:
    number = as_number(value)
    return (number < 0, abs(number))


@st.composite
def drafts(draw: st.DrawFn, ground: Ground) -> Draft:
    """Draw a whole case, as one that can be changed."""
    draft = draw(ground.any_begun).copied()
    if draw(SOMETIMES):
        draft.day = draw(ground.any_day)
    for _ in range(draw(CHANGES)):
        _change(draw, ground, draft)
    return draft


def _change(draw: st.DrawFn, ground: Ground, draft: Draft) -> None:
    """Change one value, or add a record or take one away."""
    slot = draw(ground.any_slot)
    if slot.list is not None and draw(SOMETIMES):
        _resize(draw, ground, draft, slot.list)
    holders = draft.holders(slot)
    if holders:
        holder = holders[0] if len(holders) == 1 else draw(st.sampled_from(holders))
        holder[slot.key] = draw(ground.values(slot, draft.day))


def _resize(draw: st.DrawFn, ground: Ground, draft: Draft, name: str) -> None:
    lijst, records = ground.layout.lists[name], draft.lists[name]
    if len(records) > lijst.minimum and draw(SOMETIMES):
        draft.lists[name] = records[:-1]
    elif len(records) < min(lijst.maximum, MOST_RECORDS):
        ground.drafts.add_record(draft, name)


@st.composite
def whole_cases(draw: st.DrawFn, ground: Ground) -> Case:
    """Draw a case of which all is known and that can exist."""
    case = ground.drafts.case(draw(drafts(ground)))
    assume(ground.can_be(case))
    return case


def like_pairs(
    policy: Policy, varied: str, *, day: date | None = None
) -> st.SearchStrategy[tuple[Case, Case]]:
    """Return pairs of whole cases that differ in one fact, field or judgement alone.

    Args:
        varied: Its name; of a field that of its list too, as in `aanvrager.geslacht`. Of a field
            one record is varied. Where it has an order, the second case has the higher value.
        day: The day of the rules, and of all cases; when left out any day of the last rules.

    Raises:
        ValueError: Nothing is called so, or no rules hold on that day.

    >>> from hypothesis import find
    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> grows = lambda pair: outcome(policy, pair[0], "recht") and not outcome(
    ...     policy, pair[1], "recht")
    >>> first, second = find(like_pairs(policy, "in_detentie", day=date(2026, 3, 1)), grows)
    >>> {leaf.name for leaf in first.values if first.values[leaf] != second.values[leaf]}
    {'in_detentie'}
    """
    ground = ground_on(policy, day)
    return _pairs(ground, ground.named(varied))


@st.composite
def _pairs(draw: st.DrawFn, ground: Ground, slots: tuple[Slot, ...]) -> tuple[Case, Case]:
    draft = draw(drafts(ground))
    spots = [*ground.drafts.spots(draft, slots)]
    if not spots:
        name = next(slot.list for slot in slots if slot.list is not None)
        spots = [(slots[0], ground.drafts.add_record(draft, name))]
    slot, holder = spots[0] if len(spots) == 1 else draw(st.sampled_from(spots))
    first, second = _two(draw, ground, slot, draft.day)
    pair = tuple(_with(ground, draft, (slot, holder), value) for value in (first, second))
    assume(all(map(ground.can_be, pair)))
    return pair[0], pair[1]


def _two(draw: st.DrawFn, ground: Ground, slot: Slot, day: date) -> tuple[Scalar, Scalar]:
    """Draw two values that differ, in their order where they have one."""
    first = draw(ground.values(slot, day))
    if isinstance(slot.type, JaNee):
        return first, not first
    second = draw(ground.values(slot, day))
    assume(first != second)
    if is_ordered(slot.type) and as_number(first) > as_number(second):
        first, second = second, first
    return first, second


def _with(ground: Ground, draft: Draft, spot: tuple[Slot, Container], value: Scalar) -> Case:
    slot, holder = spot
    holder[slot.key] = value
    return ground.drafts.case(draft)


def outcome(policy: Policy, case: Case, name: str) -> Scalar | tuple[Scalar | None, ...] | None:
    """Return what the rules on the day of a case give for an outcome or begrip; one evaluation.

    None where no rule decides, rules contradict each other, or the case cannot exist. Of an
    outcome that exists once per record the values of all records, in their order.
    """
    rules = policy.on(case.peildatum)
    found = None if rules is None else observe(policy, rules.program, case, name)
    if found is None:
        return None
    values = tuple(one.value for one in found.values())
    return values[0] if None in found else values

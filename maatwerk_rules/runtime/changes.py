"""Which single known fact, had it been different, would have given another outcome.

It shows what an outcome hangs on; it is no advice to anyone. Judgements are not varied: they are
not there to be wished otherwise. One that weighed the varied fact no longer counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Literal

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Rol
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import (
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.alone import hangs_on, name_of
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import Facts, FactValue
from maatwerk_rules.runtime.later import worker_of
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.probes import step_of, thresholds
from maatwerk_rules.runtime.steps import DefinitionStep, deciding_round, node_steps
from maatwerk_rules.runtime.varied import Outcome, Unsure, Varied, with_value
from maatwerk_rules.values import frozen

MOST_RECKONINGS = 60
"""How often one number or date is tried; what is not found by then is not told."""

MOST_THRESHOLDS = 3
"""How many constants of the policy are tried on each side of a value."""

Fired = frozenset[str]
"""The names of the rules that work."""

Direction = Literal["anders", "hoger", "lager", "later", "eerder"]


@frozen
class Change:
    """One fact that would have given another settled outcome, all else equal.

    `needed` is the other option, or the nearest value found on that side.
    """

    leaf: Leaf
    now: Scalar
    needed: Scalar
    direction: Direction
    outcome_value: Scalar


def what_would_change(
    policy: Policy,
    decision: Decision,
    outcome: str | tuple[str, str] | Result,
    *,
    fixed: bool = False,
) -> tuple[Change, ...]:
    """Return the single facts that would change an outcome, in the order of the case.

    What is `onveranderlijk` is only varied when `fixed` is asked for: an author wants to see it.

    An outcome that is not settled on a value, nor provisionally, has none. For a numeric outcome
    only those changes count that make other rules decide. At most MOST_RECKONINGS for each number.

    >>> from maatwerk_rules.model.types import JaNee
    >>> Change(Leaf("gegeven", "in_detentie"), True, False, "anders", True).needed
    False
    """
    result = outcome if isinstance(outcome, Result) else decision[outcome]
    part = policy.on(decision.peildatum)
    if result.value is None or part is None:
        return ()
    reckoning = _reckoning(policy, part.program, decision)
    varied = Varied(policy, decision.facts, decision.peildatum)
    programs = [one.program for one in policy.slices]
    among = hangs_on(reckoning.result(result.name, result.record), programs)
    trial = Trial(part.program, decision, result, reckoning, _deciding(reckoning, result), varied)
    return tuple(
        change
        for leaf, fact in decision.facts.values.items()
        if (fixed or not is_fixed(leaf, policy)) and (type_ := _type_of(leaf, policy)) is not None
        if name_of(leaf) in among or not varied.is_alone(leaf)
        for change in trial.changes(leaf, fact, type_)
    )


def _reckoning(policy: Policy, program: core.Program, decision: Decision) -> Reckoning:
    """Return the reckoning of the case: that of the decision itself, where it still has one."""
    worker = worker_of(decision)
    if worker is not None and worker.rules.policy is policy:
        found: Reckoning = worker.evaluated.reckoning
        return found
    case = decision.facts.case(decision.peildatum)
    return Reckoning(program, case, timeline=policy.program_on)


def is_fixed(leaf: Leaf, policy: Policy) -> bool:
    """Tell whether a policy says that nobody can change this fact, or this field."""
    declared = policy.field_of(leaf) if leaf.field else policy.find(Gegeven, leaf.name)
    return declared is not None and any(rol.rol == "onveranderlijk" for rol in declared.all(Rol))


def _type_of(leaf: Leaf, policy: Policy) -> Type | None:
    type_ = policy.types.get(leaf.name)
    if leaf.field is None:
        return type_
    return type_.soort.field(leaf.field) if isinstance(type_, Lijst) else None


@frozen
class Trial:
    """One outcome of one case, to be reckoned again with another fact."""

    program: core.Program
    decision: Decision
    result: Result
    reckoning: Reckoning
    rules: Fired
    varied: Varied
    _hanging: dict[Leaf, bool] = attrs.field(factory=dict, eq=False)

    @property
    def _of(self) -> Outcome:
        return self.result.name, self.result.record

    def changes(self, leaf: Leaf, fact: FactValue, type_: Type) -> Iterator[Change]:
        """Yield what another value of one fact would change."""
        match type_:
            case JaNee():
                yield from self._options(leaf, fact, (not fact.value,))
            case Keuze(opties=opties):
                yield from self._options(leaf, fact, opties)
            case _:
                yield from self._sides(leaf, fact, type_)

    def _options(
        self, leaf: Leaf, fact: FactValue, options: tuple[Scalar, ...]
    ) -> Iterator[Change]:
        for option in options:
            if option != fact.value:
                found = self.other(leaf, fact, option)
                if found is not None:
                    yield Change(leaf, fact.value, option, "anders", found)

    def _sides(self, leaf: Leaf, fact: FactValue, type_: Type) -> Iterator[Change]:
        near = thresholds(self.program, type_, self.decision.peildatum)
        search = Search(lambda value: self.other(leaf, fact, value), fact.value, type_, near)
        later: tuple[Direction, Direction] = ("eerder", "later")
        more: tuple[Direction, Direction] = ("lager", "hoger")
        down, up = later if isinstance(type_, Datum) else more
        sides: tuple[tuple[Direction, Literal[1, -1]], ...] = ((down, -1), (up, 1))
        for direction, sign in sides:
            found = search.nearest(sign)
            if found is not None:
                yield Change(leaf, fact.value, found[0], direction, found[1])

    def other(self, leaf: Leaf, fact: FactValue, value: Scalar) -> Scalar | None:
        """Return the outcome with another value of one fact when it is settled and differs."""
        quick = self.varied.at_once(leaf, value, self._of)
        if quick is None or quick == self.result.value:
            return None
        is_amount = is_ordered(self.program.definitions[self.result.name].type)
        if not isinstance(quick, Unsure):
            working = self.varied.working_at_once(leaf, value, self._of) if is_amount else None
            if not is_amount or working is not None:
                return None if working == self.rules else quick
        return self._anew(leaf, fact, value, is_amount=is_amount)

    def _anew(
        self, leaf: Leaf, fact: FactValue, value: Scalar, *, is_amount: bool
    ) -> Scalar | None:
        """Return what `other` does, where one function does not tell."""
        varied = with_value(self.decision.facts, leaf, fact, value)
        quick = self.varied.value(varied, leaf, self._of)
        if quick is None or quick == self.result.value:
            return None
        if not isinstance(quick, Unsure):
            working = self.varied.working(varied, leaf, self._of) if is_amount else None
            if not is_amount or working is not None:
                return None if working == self.rules else quick
        if not (isinstance(value, bool) or self._hangs_on(leaf, is_amount=is_amount)):
            return None
        reckoning = self._beside(varied, leaf, value)
        conditions = self.program.admissible.values()
        if any(reckoning.value(one).is_false for one in conditions if reckoning.may_differ(one)):
            return None
        step = reckoning.result(*self._of)
        if not step.settled or step.value is None or step.value == self.result.value:
            return None
        if is_amount and _fired(step) == self.rules:
            return None
        return step.value

    def _hangs_on(self, leaf: Leaf, *, is_amount: bool) -> bool:
        """Tell whether some value of a fact may give another outcome, by what is left without it.

        What stands while a fact is not known, stands whatever the fact is.
        """
        if leaf not in self._hanging:
            open_ = self.varied.is_alone(leaf)
            if open_:
                self.reckoning.result(*self._of)
                step = self.reckoning.supposing(leaf, None).result(*self._of)
                open_ = not (step.settled or (is_amount and _surely_fired(step)))
            self._hanging[leaf] = open_ or not self.varied.is_alone(leaf)
        return self._hanging[leaf]

    def _beside(self, varied: Facts, leaf: Leaf, value: Scalar) -> Reckoning:
        """Return the reckoning of the case with another value of one fact."""
        self.reckoning.result(*self._of)  # once, so that the cases beside it share what they can
        if self.varied.is_alone(leaf):
            return self.reckoning.supposing(leaf, value)
        return self.reckoning.beside(varied.case(self.decision.peildatum))


def _fired(step: DefinitionStep) -> Fired:
    return frozenset(node.node.name for node in node_steps(deciding_round(step)) if node.fired)


def _surely_fired(step: DefinitionStep) -> bool:
    """Tell whether it is settled of each rule whether it works, also where the outcome is not."""
    (first, *more) = step.rounds
    return not more and all(node.fired or not node.given.gives for node in node_steps(first))


def _deciding(reckoning: Reckoning, result: Result) -> Fired:
    """Return the rules that work now; a decision that was kept no longer has its trace."""
    if result.shown is not None:
        return _fired(result.shown)
    if result.status == "voorlopig":
        reckoning = reckoning.beside(reckoning.case, provisional=True)
    return _fired(reckoning.result(result.name, result.record))


class Search:
    """Looking for the nearest value that gives another outcome, within a number of tries."""

    def __init__(
        self,
        other: Callable[[Scalar], Scalar | None],
        now: Scalar,
        type_: Type,
        near: tuple[Scalar, ...],
    ) -> None:
        self._other = other
        self._now = now
        self._step = step_of(type_)
        self._low, self._high = bounds(type_)
        self._near = near
        self._left = MOST_RECKONINGS

    def nearest(self, sign: Literal[1, -1]) -> tuple[Scalar, Scalar] | None:
        """Return the nearest value found on one side, and the outcome there."""
        before = 0
        for count in self._candidates(sign):
            found = self._try(count, sign)
            if found is not None:
                return self._bisect(before, count, found, sign)
            before = count
        return None

    def _candidates(self, sign: Literal[1, -1]) -> list[int]:
        """Return how many steps away to look: beside each near constant, and at the end."""
        last = self._steps(self._high if sign > 0 else self._low, sign)
        beside = [self._steps(value, sign) for value in self._near]
        ahead = sorted(each for each in beside if 0 <= each <= last)[:MOST_THRESHOLDS]
        tried = {each + shift for each in ahead for shift in (0, 1)} | {last}
        return sorted(each for each in tried if 0 < each <= last)

    def _steps(self, value: Scalar, sign: Literal[1, -1]) -> int:
        """Return how many whole steps a value lies ahead on a side."""
        ahead = (value - self._now) * sign  # type: ignore[operator]  # all are of the one type
        if isinstance(ahead, timedelta):
            return ahead.days
        return int(Fraction(ahead) // Fraction(self._step))  # type: ignore[arg-type]

    def _at(self, count: int, sign: Literal[1, -1]) -> Scalar:
        return self._now + sign * count * self._step  # type: ignore[operator]

    def _try(self, count: int, sign: Literal[1, -1]) -> Scalar | None:
        self._left -= 1
        return self._other(self._at(count, sign)) if self._left >= 0 else None

    def _bisect(
        self, same: int, differs: int, found: Scalar, sign: Literal[1, -1]
    ) -> tuple[Scalar, Scalar] | None:
        while differs - same > 1:
            if self._left <= 0:
                return None
            middle = (same + differs) // 2
            outcome = self._try(middle, sign)
            if outcome is None:
                same = middle
            else:
                differs, found = middle, outcome
        return self._at(differs, sign), found

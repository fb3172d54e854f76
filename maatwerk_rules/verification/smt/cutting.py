"""A proof cut along the graph of definitions: one small question for each, put together.

What a definition reads is any value there, the same one in both cases where that is proved, or one
that is never less, or never more. What then holds of the definition holds in every case; so a claim
about a thousand rules takes as many small proofs, where one question about all of them has no end.
Where a step does not hold, that definition is named, and the whole question is still to be asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from datetime import date
from itertools import count
from math import lcm
from typing import Literal

from maatwerk_rules.model import core
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Claim, Demand, Measured, Never, Same
from maatwerk_rules.verification.smt.calendar import Day, free_day
from maatwerk_rules.verification.smt.coming_to import DefinitionTerms, Result
from maatwerk_rules.verification.smt.expressions import Environment
from maatwerk_rules.verification.smt.models import terms_of
from maatwerk_rules.verification.smt.quantities import Amount, Option, Quantities, Truth, Value
from maatwerk_rules.verification.smt.rules import Encoder
from maatwerk_rules.verification.smt.terms import Pool, Term

Place = tuple[str, RecordId | None, int]
"""A definition, for one record, in one pass."""
Relation = Literal["same", "more", "less", "any"]
"""How what is read in the second case stands to what is read in the first."""
Demanded = Callable[[Demand, DefinitionTerms, DefinitionTerms], Term]
Asks = Generator[tuple[Term, ...], bool, bool]
"""Yields truths, and is sent whether it is proved that they never hold together."""


_NUMBERS = count()


@frozen
class Read:
    """What stands for a definition where another reads it, in both cases."""

    values: tuple[Value, Value]
    none: tuple[Term, Term]


class Local(Encoder):
    """Encodes definitions with what they read cut off: what stands for that in one of the cases."""

    def __init__(self, like: Encoder, cut: Cut, side: int) -> None:
        super().__init__(like.situation, timeline=like.timeline)
        self._cut = cut
        self._side = side

    def read(self, expr: core.Read, env: Environment) -> tuple[Value, Term]:
        """Return what stands for another definition."""
        found = self._cut.read(self._place(expr, env))
        return found.values[self._side], found.none[self._side]


class Cut:
    """All definitions of two cases that differ in one thing.

    `failed` names where a proof in parts stops: the definitions whose steps did not hold while
    those of all they read did, and what goes against the rest.
    """

    def __init__(self, first: Encoder, second: Encoder, sides: tuple[Term, ...]) -> None:
        self.cases = first, second
        self._sides = sides
        self._locals = Local(first, self, 0), Local(second, self, 1)
        self.relations: dict[Place, Relation] = {}
        self._reads: dict[Place, Read] = {}
        self._order = {
            name: place
            for place, (name, _) in enumerate(from_the_bottom(first.program.definitions))
        }
        self.failed: dict[str, None] = {}

    @property
    def _pool(self) -> Pool:
        return self.cases[0].pool

    @property
    def _quantities(self) -> Quantities:
        return self.cases[0].quantities

    def locals_of(self, place: Place) -> tuple[DefinitionTerms, DefinitionTerms]:
        """Return a definition in both cases, with all that it reads cut off."""
        first, second = self._locals
        return first.definition(*place), second.definition(*place)

    def proved(self, claim: Claim, record: RecordId | None, demanded: Demanded) -> Asks:
        """Return whether a claim holds of one record, what it reads lies lowest first.

        Args:
            demanded: Gives what must not hold of a definition in both cases.
        """
        phase = min(2, self.cases[0].program.levels.get(claim.outcome, 2))
        top = (claim.outcome, record, phase)
        first, second = (one.definition(*top) for one in self.cases)
        if not _can_cut(claim, first, second):
            return False
        below = self._below(top)
        for place in below:
            if place not in self.relations:
                ordered = isinstance(claim.demand, Never)
                self.relations[place] = yield from self._relation(place, ordered=ordered)
        if (yield from self._never(demanded(claim.demand, *self.locals_of(top)))):
            return True
        self.failed.setdefault(self._against_the_rest(below) or claim.outcome, None)
        return False

    def _against_the_rest(self, below: list[Place]) -> str:
        """Return the lowest definition that is more where most are less, or the other way."""
        ways = Counter(self.relations[place] for place in below)
        if not (ways["more"] and ways["less"]):
            return ""
        fewest: Relation = "more" if ways["more"] <= ways["less"] else "less"
        return next(place[0] for place in below if self.relations[place] == fewest)

    # ---------------------------------------------------------------- what stands for what is read

    def read(self, place: Place) -> Read:
        """Return what stands for a definition where it is read."""
        if place not in self._reads:
            self._reads[place] = self._standing_for(place)
        return self._reads[place]

    def _standing_for(self, place: Place) -> Read:
        pool = self._pool
        first, second = (one.definition(*place).result for one in self.cases)
        relation = self.relations.get(place, "any")
        if relation == "same" and _is_small(first):
            none = pool.either(first.none, first.conflict)
            return Read((first.value, first.value), (none, none))
        name = f"snede {next(_NUMBERS)} {place[0]}"
        value = self._like(first.value, second.value, f"{name} een")
        none = self._none(first, second, f"{name} geen een")
        if relation == "same":
            return Read((value, value), (none, none))
        other = self._like(first.value, second.value, f"{name} twee")
        if relation == "any":
            return Read((value, other), (none, self._none(first, second, f"{name} geen twee")))
        below = (value, other) if relation == "more" else (other, value)
        holds = self.at_most(*below)
        for part in (*terms_of(value), *terms_of(other)):
            if not part.is_constant:
                pool.sides[part] = (*pool.sides.get(part, ()), holds)
        return Read((value, other), (none, none))

    def _none(self, first: Result, second: Result, name: str) -> Term:
        ends = (first.none, first.conflict, second.none, second.conflict)
        if all(one is self._pool.false for one in ends):
            return self._pool.false
        return self._pool.proposition(name)

    def _like(self, one: Value, other: Value, name: str) -> Value:
        """Return a value that is free between the ends of two."""
        pool = self._pool
        match one, other:
            case Truth(), _:
                return Truth(pool.proposition(name))
            case Day(), Day():
                low = min(one.year.low, other.year.low)
                high = max(one.year.high, other.year.high)
                return free_day(pool, name, date(low, 1, 1), date(high, 12, 31))
            case Amount(), Amount():
                per = lcm(one.per, other.per)
                low = min(each.term.low * (per // each.per) for each in (one, other))
                high = max(each.term.high * (per // each.per) for each in (one, other))
                return Amount(pool.variable(name, low, high), per)
        assert isinstance(one, Option)
        assert isinstance(other, Option)
        ends = min(one.term.low, other.term.low), max(one.term.high, other.term.high)
        return Option(pool.variable(name, *ends))

    def at_most(self, low: Value, high: Value) -> Term:
        """Return whether one value is at most another; nee comes before ja."""
        if isinstance(low, Truth):
            assert isinstance(high, Truth)
            return self._pool.either(self._pool.negate(low.term), high.term)
        return self._quantities.at_most(low, high)

    # ---------------------------------------------------------------- one definition

    def _relation(
        self, place: Place, *, ordered: bool
    ) -> Generator[tuple[Term, ...], bool, Relation]:
        """Return how a definition stands in the second case, by small proofs."""
        pool = self._pool
        results = [one.definition(*place).result for one in self.cases]
        if self.cases[0].same(*results) is pool.true:
            return "same"
        first, second = (one.result for one in self.locals_of(place))
        if (yield from self._never(pool.negate(self.cases[0].same(first, second)))):
            return "same"
        if ordered and not isinstance(first.value, Option):
            flags = pool.both(
                pool.same(first.none, second.none), pool.same(first.conflict, second.conflict)
            )
            neither = pool.either(first.none, first.conflict)
            for relation, low, high in (("more", first, second), ("less", second, first)):
                holds = pool.either(neither, self.at_most(low.value, high.value))
                if (yield from self._never(pool.negate(pool.both(flags, holds)))):
                    return relation  # type: ignore[return-value]
        if all(self.relations.get(below) != "any" for below in self._read_by(place)):
            self.failed[place[0]] = None
        return "any"

    def _never(self, truth: Term) -> Asks:
        """Tell whether it is proved that something never holds."""
        if truth is self._pool.false:
            return True
        if truth is self._pool.true:
            return False
        return (yield (*self._sides, truth))

    # ---------------------------------------------------------------- the graph

    def _below(self, top: Place) -> list[Place]:
        """Return all that is read on the way to a definition, what lies lowest first."""
        waiting = [*self._read_by(top)]
        found: dict[Place, None] = {}
        while waiting:
            place = waiting.pop()
            if place not in found:
                found[place] = None
                waiting += self._read_by(place)
        return sorted(found, key=lambda one: (self._order.get(one[0], 0), one[2], str(one[1])))

    def _read_by(self, place: Place) -> Iterator[Place]:
        """Yield what a definition may read; for each record where it exists once per record."""
        name, _, phase = place
        program = self.cases[0].program
        for below in sorted(program.definitions[name].reads & program.definitions.keys()):
            highest = min(phase, program.levels.get(below, 2))
            for record in self.cases[0].records(below):
                lowest = 0 if below == name else highest
                for each in range(lowest, highest + (below != name)):
                    yield below, record, each


def _can_cut(claim: Claim, first: DefinitionTerms, second: DefinitionTerms) -> bool:
    """Tell whether a claim can be proved in parts.

    That the same rules decide is not told for certain where something may be open.
    """
    if isinstance(claim.demand, Same):
        return not claim.demand.grounds or not (first.opens or second.opens)
    return isinstance(claim.demand, Never | Measured)


def _is_small(result: Result) -> bool:
    """Tell whether a result is as small as what would stand for it."""
    terms = (*terms_of(result.value), result.none, result.conflict)
    return all(term.op in ("ivar", "bvar", "int", "true", "false") for term in terms)

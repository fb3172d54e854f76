"""What the toetsen of a policy showed: which parts of conditions and which borders were seen.

Every evaluated expression stands in the trace of a decision with its value, so the trace is read
once per toets and nothing is reckoned again. What was not evaluated was not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.spots import Border, Seen, Sort, Spot, Spots, spots_of
from maatwerk_rules.runtime.steps import DefinitionStep, Round, Step, node_steps
from maatwerk_rules.values import frozen


@frozen
class Shown:
    """A spot and what was seen of it."""

    spot: Spot
    seen: frozenset[Seen]

    @property
    def missing(self) -> tuple[Seen, ...]:
        """What could be seen of it and was not."""
        return tuple(one for one in self.spot.wanted if one not in self.seen)


@frozen
class Measure:
    """How many spots of one sort were wholly seen, of how many."""

    seen: int
    total: int

    @property
    def share(self) -> Fraction:
        """The part that was seen; 1 when there is nothing to see."""
        return Fraction(self.seen, self.total) if self.total else Fraction(1)


@frozen
class Depth:
    """How deep the toetsen went into the conditions and borders of one policy."""

    policy: str
    shown: tuple[Shown, ...]

    def measure(self, sort: Sort) -> Measure:
        """Return how many spots of a sort were wholly seen."""
        mine = [one for one in self.shown if one.spot.sort == sort]
        return Measure(sum(not one.missing for one in mine), len(mine))


class Watch:
    """Sees the decisions of toetsen, one after another, and remembers what they showed.

    The cost of a decision is linear in its trace.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._spots: Spots = spots_of(policy)
        self._seen: list[set[Seen]] = [set() for _ in self._spots.spots]

    def see(self, decision: Decision) -> None:
        """Remember what a decision showed."""
        done: set[int] = set()
        waiting = [one.trace for one in decision if one.trace is not None]
        while waiting:
            definition = waiting.pop()
            if id(definition) not in done:
                done.add(id(definition))
                for reckoned in definition.rounds:
                    waiting.extend(self._see_round(reckoned))

    def _see_round(self, reckoned: Round) -> Iterator[DefinitionStep]:
        """See all expressions of one round; yield the results that it read."""
        guards, parts, borders = self._spots.guards, self._spots.parts, self._spots.borders
        waiting: list[Step | DefinitionStep] = [
            one for one in (reckoned.default, reckoned.expression) if one is not None
        ]
        for node in node_steps(reckoned):
            if node.guard is not None:
                waiting.append(node.guard)
                _note(node.guard, guards.get(id(node.node.guard)), self._seen)
            if node.value is not None:
                waiting.append(node.value)
        while waiting:
            step = waiting.pop()
            if isinstance(step, DefinitionStep):
                yield step
                continue
            _note(step, parts.get(id(step.expr)), self._seen)
            border = borders.get(id(step.expr))
            if border is not None and (seen := _beside(step, border)) is not None:
                self._seen[border.spot].add(seen)
            waiting.extend(step.parts)

    def depths(self) -> tuple[Depth, ...]:
        """Return what was seen of the policy itself, then of each policy it uses, by name."""
        owners = _owners(self._policy)
        found: dict[str, list[Shown]] = {name: [] for name in dict.fromkeys(owners.values())}
        for spot, seen in zip(self._spots.spots, self._seen, strict=True):
            if spot.place.source in owners:
                found[owners[spot.place.source]].append(Shown(spot, frozenset(seen)))
        return tuple(Depth(name, tuple(shown)) for name, shown in found.items())


def joined(policy: Policy, own: Depth, used: Iterable[tuple[Policy, Depth]]) -> Depth:
    """Return what was seen of a policy by its own toetsen and by those of policies that use it.

    A place in another text is another place, also when the policies have the same name.
    """
    seen: dict[object, frozenset[Seen]] = {}
    for user, depth in used:
        for place, shown in _seen_by_place(user, depth).items():
            seen[place] = seen.get(place, frozenset()) | shown
    return Depth(
        own.policy,
        tuple(
            Shown(one.spot, one.seen | seen.get(_place(policy, one.spot), frozenset()))
            for one in own.shown
        ),
    )


def _seen_by_place(policy: Policy, depth: Depth) -> dict[object, frozenset[Seen]]:
    """Return what was seen at each place; of two spots at one place only what both showed."""
    found: dict[object, frozenset[Seen]] = {}
    for one in depth.shown:
        place = _place(policy, one.spot)
        found[place] = found.get(place, one.seen) & one.seen
    return found


def _place(policy: Policy, spot: Spot) -> object:
    """Return where a spot stands in which text, whatever the file is called."""
    name = getattr(spot.expr, "name", getattr(spot.expr, "field", ""))
    text = policy.beleid.texts[spot.place.source].text
    return spot.sort, text, spot.place.start, spot.place.end, name


def _owners(policy: Policy) -> dict[str, str]:
    """Return for each text the name of the policy it belongs to, the policy itself first."""
    owners: dict[str, str] = {}
    waiting = [policy.beleid]
    while waiting:
        part = waiting.pop(0)
        name = part.kop.naam if part.kop else policy.name
        for source in part.sources:
            owners.setdefault(source, name)
        waiting.extend(part.gebruikt)
    return owners


def _note(step: Step, spot: int | None, seen: list[set[Seen]]) -> None:
    if spot is None:
        return
    if step.is_true:
        seen[spot].add("ja")
    elif step.is_false:
        seen[spot].add("nee")


def _beside(step: Step, border: Border) -> Seen | None:
    """Return where a value lies: on a border or at most one unit beside it; else None."""
    left, right = step.parts
    assert isinstance(left, Step) and isinstance(right, Step)
    if not (left.settled and right.settled):
        return None
    value, written = left.value.only, right.value.only
    if border.written_left:
        value, written = written, value
    if isinstance(value, date) and isinstance(written, date):
        beside: int | Fraction = (value - written).days
    else:
        assert not isinstance(value, date | str) and not isinstance(written, date | str)
        beside = value - written
    if not beside:
        return "erop"
    if 0 < beside <= border.unit:
        return "net erboven"
    return "net eronder" if -border.unit <= beside < 0 else None

"""Which outcomes of given cases differ where one thing has two values, by generated code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import Turned
from maatwerk_rules.verification.search.lanes import reach_of
from maatwerk_rules.verification.search.looking import Axis, Look, Trial
from maatwerk_rules.verification.search.reading import is_lost, is_other
from maatwerk_rules.verification.search.terrain import Terrain


class Differing:
    """Looks in given cases at what a change of one value does."""

    def __init__(self, policy: Policy, part: Slice) -> None:
        self._terrain = Terrain(policy, part, part.program)

    def pairs(
        self, cases: Iterable[Case], change: Turned, names: Sequence[str]
    ) -> Iterator[tuple[int, str, tuple[Case, Case]]]:
        """Yield which case differs, in which outcome, with the pair; of each case each outcome."""
        terrain = self._terrain
        (slot,) = terrain.layout.at(change.place)
        reach = reach_of(change, (slot,), terrain)
        for number, case in enumerate(cases):
            look = Look(terrain, terrain.drafts.drafted(case))
            if not look.is_possible:
                continue
            axis = Axis(slot, look.draft.facts, None)
            trial = Trial(look, names, reach)
            before, after = (trial.seen(axis, one) for one in (change.before, change.after))
            if before is None or after is None:
                continue
            for name, first, second in zip(names, before, after, strict=True):
                if is_other(first, second) or is_lost(first, second):
                    pair = trial.pair(axis, change.before, change.after)()
                    yield number, name, pair.cases(terrain)

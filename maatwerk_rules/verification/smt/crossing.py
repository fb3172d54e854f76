"""Two cases made into one: what one outcome reads from the one, all else from the other.

A pair that shows one outcome, put into a case in which another outcome hangs on it, often shows the
other too; that costs two evaluations, where a solver would have to find both at once.
"""

from __future__ import annotations

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.cone import may_read


class Crossing:
    """Puts cases of one program together."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._read: dict[str, frozenset[tuple[str, str | None]]] = {}

    def crossed(self, over: Case, base: Case, outcome: str) -> Case:
        """Return `base` with all that an outcome may read as it is in `over`.

        A list that it reads comes whole from there, with what else `base` knows of its records.
        """
        reads = self._reads(outcome)
        taken = self._program.leaves.get(outcome, frozenset())
        lists = {**base.lists, **{name: one for name, one in over.lists.items() if name in taken}}
        there = {record for one in lists.values() for record in one.records}
        values: dict[Leaf, Scalar] = {}
        for source, wins in ((base, False), (over, True)):
            for leaf, value in source.values.items():
                if leaf.record is not None and leaf.record not in there:
                    continue
                if (wins and (leaf.name, leaf.field) in reads) or leaf not in values:
                    values[leaf] = value
        return attrs.evolve(over, values=values, lists=lists)

    def _reads(self, outcome: str) -> frozenset[tuple[str, str | None]]:
        if outcome not in self._read:
            self._read[outcome] = frozenset(
                (place.list, place.name)
                if place.kind == "gegeven" and place.list is not None
                else (place.name, None)
                for place in may_read(self._program, outcome)
            )
        return self._read[outcome]

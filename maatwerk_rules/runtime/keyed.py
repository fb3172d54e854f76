"""Outcomes of which the results are there at once, with what they rest on.

One function gives the values, and a key that is equal where all conditions came out the same; what
follows from those is remembered under it. So a case whose key was seen before costs one look-up
more than its values do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.runtime.decision import Result
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.filling import MakesTold, told_maker
from maatwerk_rules.runtime.later import Desk, worker_at
from maatwerk_rules.runtime.running import Running
from maatwerk_rules.runtime.tracked import MOST_TRACKS, Told, Tracked

if TYPE_CHECKING:
    from maatwerk_rules.runtime.asked import Asked


class Keyed(Running):
    """The results of some outcomes, each with what it rests on where that was seen before."""

    __slots__ = ("_names", "_run", "_seen", "_tracked", "is_told")

    def __init__(self, compiled: Compiled, names: tuple[str, ...], tracked: Tracked) -> None:
        definitions = compiled.program.definitions
        orders: Mapping[str, Any] = {name: definitions[name].order for name in names}
        best = {name: order[-1] for name, order in orders.items() if isinstance(order, tuple)}
        make, self._seen = told_maker(names, best, self._look)
        together = compiled.keyed(names, make)
        super().__init__(compiled, together)
        self.is_told = together is not None
        self._run: MakesTold | None = None
        if together is not None and not together.reads_case:
            self._run = together.values  # takes the desk for the case, which it does not look into
        self._names = names
        self._tracked = tracked

    def results(self, desk: Desk, facts: Facts, day: date) -> tuple[Result, ...] | None:
        """Return the results in their order; None where the case is not for generated code."""
        known, amounts = facts.derived.get(self), self._amounts.get(day)
        if known is None or amounts is None or self._run is None:
            return self.values(worker_at(desk), facts)
        return self._run(desk, known, amounts)

    def _look(self, asked: Asked, key: object) -> tuple[Told, ...] | None:
        """Return what follows from how the conditions came out, as far as it was seen by now."""
        told = None if key is None else self._tracked.all_told(asked, self._names)
        if told is not None and len(self._seen) < MOST_TRACKS:
            self._seen[key] = told
        return told

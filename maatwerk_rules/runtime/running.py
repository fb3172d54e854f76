"""One function of generated code, run on case after case: its facts and amounts laid out once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.whole import Together
from maatwerk_rules.runtime.facts import Facts

if TYPE_CHECKING:
    from maatwerk_rules.runtime.asked import Asked

MOST_DAYS = 400
"""So many days, and so many sets of outcomes, are remembered with what was made for them."""


class Running:
    """A function and what it takes: of each case its facts, of each day its amounts."""

    __slots__ = ("_amounts", "_compiled", "_together")

    def __init__(self, compiled: Compiled, together: Together | None) -> None:
        self._compiled = compiled
        self._together = together
        self._amounts: dict[date, tuple[Any, ...]] = {}

    def values(self, asked: Asked, facts: Facts) -> tuple[Any, ...] | None:
        """Return what the function gives; None where there is none for this case."""
        together = self._together or self.begun()
        if together is None:
            return None
        known = facts.derived.get(self)
        if known is None or (together.reads_case and not asked.is_laid_out):
            laid_out = asked.laid_out()
            if laid_out is None:
                return None
            if known is None:
                known = together.facts_of(laid_out.facts)
                if asked.rules in facts.derived:
                    facts.derived[self] = known
        amounts = self._amounts.get(asked.dag)
        if amounts is None:
            amounts = together.amounts_of(self._compiled.amounts_on(asked.dag))
            if len(self._amounts) < MOST_DAYS:
                self._amounts[asked.dag] = amounts
        return together.values(asked, known, amounts)

    def begun(self) -> Together | None:
        """Return the function once it pays to make it."""
        return None

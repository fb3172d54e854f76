"""What holds where a bound does not bind, as comparisons; each made once."""

from __future__ import annotations

from maatwerk_rules.model import core


class Bounds:
    """Of each bound the comparisons that say that it does not bind."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[core.Bound, tuple[core.Compare, ...]]] = {}

    def of(self, bound: core.Bound) -> tuple[core.Compare, ...]:
        """Return what holds where the part lies within the bounds."""
        found = self._known.get(id(bound))
        if found is None:
            low = () if bound.low is None else (core.Compare("gt", bound.part, bound.low),)
            high = () if bound.high is None else (core.Compare("lt", bound.part, bound.high),)
            found = self._known[id(bound)] = bound, (*low, *high)
        return found[1]

"""How many of some cases are touched by what was found, and how certain the share is."""

from __future__ import annotations

import math

from maatwerk_rules.values import frozen

CERTAINTY = 1.96
"""How many deviations wide an interval is: 95%."""


@frozen
class Extent:
    """How many of some cases a finding touches.

    `tried` are the cases of which that could be told, `open` those in which too little is known.
    `drawn_from` is how many cases there were to draw from; None where cases were made.
    """

    touched: int
    tried: int
    open: int = 0
    drawn_from: int | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether every case there is was looked at."""
        return self.drawn_from is not None and self.tried + self.open >= self.drawn_from

    @property
    def share(self) -> float | None:
        """The share of the cases that is touched."""
        return self.touched / self.tried if self.tried else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between what the share lies with 95% certainty, for who drew at random.

        >>> low, high = Extent(3, 100).interval
        >>> round(low, 3), round(high, 3)
        (0.01, 0.085)
        """
        return wilson(self.touched, self.tried)


def wilson(hits: int, tried: int) -> tuple[float, float]:
    """Return the interval of Wilson (1927), which also holds for no hits or nothing but hits.

    >>> wilson(0, 0)
    (0.0, 1.0)
    >>> wilson(0, 100)[0], round(wilson(100, 100)[0], 3)
    (0.0, 0.963)
    """
    if not tried:
        return 0.0, 1.0
    share, square = hits / tried, CERTAINTY**2
    middle = share + square / (2 * tried)
    wide = CERTAINTY * math.sqrt(share * (1 - share) / tried + square / (4 * tried**2))
    low, high = (middle - wide) / (1 + square / tried), (middle + wide) / (1 + square / tried)
    return (0.0 if not hits else low), (1.0 if hits == tried else high)

"""What only the kernel of rows with gaps reckons with: the other kernels hold it for not known.

Those reckon with all rows at once, and would pay for it in each; here it is worked out for rows
in which it may matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

from maatwerk_rules.compiler.columns.plan import Definition, Holder, Op, Plan, Result, parts


@attrs.frozen
class Apart(Op):
    """What only the kernel of rows with gaps reckons with, and why; elsewhere never a value."""

    part: Op
    reason: str


@attrs.frozen
class Paired(Op):
    """A value of a record of another list `list` that is looked at beside each of `domain`.

    Only in an aggregate of `domain`, in the part of that list; `part` is a column or a result.
    """

    part: Op
    list: str


@attrs.frozen
class Era(Holder):
    """From which day until which rules hold (None: no end), and what a month is worth by them.

    `reads` are the definitions that it needs, worked out on the day of the month; `moves` tells
    whether it may come to something else on another day by the same rules.
    """

    start: int | None
    end: int | None
    body: Op
    reads: tuple[int, ...]
    moves: bool = True


@attrs.frozen
class OverMonths(Op):
    """sum, count or run over the months of a window; only where all that it reads is `Apart`.

    Each month is worth what the rules of its day make of the same case on that day.
    """

    kind: Literal["sum", "count", "run"]
    window: Literal["before", "year"]
    months: int
    date: Op
    eras: tuple[Era, ...]


def plain(plan: Plan) -> tuple[Definition, ...]:
    """Return the definitions that kernels need which do not reckon with what is `Apart`.

    >>> plain(Plan((), (), (), (), (), (), ()))
    ()
    """
    found: set[int] = set()
    waiting = [number for _, numbers in plan.asked for number in numbers]
    waiting += _results(op for _, op in plan.admissible)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += _results(plan.definitions[number].tops)
    return tuple(one for one in plan.definitions if one.number in found)


def _results(ops: Iterable[Op]) -> list[int]:
    """Return the definitions that operations read, save in what is `Apart`."""
    found: list[int] = []
    waiting = [*ops]
    while waiting:
        op = waiting.pop()
        if isinstance(op, Result):
            found.append(op.number)
        elif not isinstance(op, Apart):
            waiting += parts(op)
    return found

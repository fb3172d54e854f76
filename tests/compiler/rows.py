"""Many rows of one program, drawn quickly: what it compares with, ends, gaps, and long lists.

Hypothesis draws the program, and shrinks it; rows come from one number, so that a thousand of them
cost no more than reckoning with them.
"""

import random
from datetime import date, timedelta
from fractions import Fraction

import attrs

from maatwerk_rules.model.types import Datum, JaNee, Keuze, Lijst, bounds
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case, Records, unasked, value_on
from maatwerk_rules.verification.case_strategies import leaves

GAPS = (0, 0, 5, 30, 100)
"""Of a hundred values so many are not known; one of these for each row."""
LONG = 7
"""A list holds at most so many records, and mostly far fewer."""
FIRST, LAST = date(2019, 12, 31), date(2031, 1, 1)


def still(case):
    """Return a case as a table has it: of each fact the value of the peildatum, for all days."""
    then = {leaf: value_on(course, case.peildatum) for leaf, course in case.courses.items()}
    known = {leaf: value for leaf, value in then.items() if value is not None}
    return attrs.evolve(case, values={**case.values, **known}, courses={})


class Rows:
    """Draws rows of a program; the same number gives the same rows."""

    def __init__(self, program, seed):
        self.program, self.random = program, random.Random(seed)
        self.known = leaves(program)
        self._near = {}

    def draw(self, number):
        """Return so many cases."""
        return [self._case() for _ in range(number)]

    def _case(self):
        pick, gaps, lists = self.random, self.random.choice(GAPS), {}
        for name, type_ in self.program.facts.items():
            if isinstance(type_, Lijst) and pick.random() < 0.9:
                records = unasked(name, type_).records or self._records(name, type_)
                lists[name] = Records(records, bool(type_.minimum) or pick.random() < 0.8)
        day = self._value(Datum(FIRST, LAST))
        looked = bool(self.known.closing) and pick.random() < 0.3
        every = {**self.known.types(lists), **self.known.unfilled}
        values = {
            leaf: self._value(type_) for leaf, type_ in every.items() if pick.randrange(100) >= gaps
        }
        return Case(day, values, lists, looked)

    def _records(self, name, type_):
        size = self.random.choice((0, 0, 1, 1, 2, 3, LONG))
        return tuple(RecordId(name, f"nr{one}") for one in range(min(size, type_.maximum)))

    def _value(self, type_):
        pick = self.random
        if isinstance(type_, JaNee):
            return pick.random() < 0.5
        if isinstance(type_, Keuze):
            return pick.choice(type_.opties)
        if type_ not in self._near:
            self._near[type_] = self._boundaries(type_)
        if pick.random() < 0.6:
            return pick.choice(self._near[type_])
        low, high = bounds(type_)
        if isinstance(low, date):
            return low + timedelta(days=pick.randrange((high - low).days + 1))
        if isinstance(low, int) and isinstance(high, int):
            return pick.randint(low, high)
        return low + Fraction(pick.randint(0, 100), 100) * (high - low)

    def _boundaries(self, type_):
        """Return the ends of a type, and what the program compares with, at both sides of it."""
        low, high = bounds(type_)
        if isinstance(low, date):
            days = (one.toordinal() + each for one in self.known.dates for each in (-1, 0, 1))
            inside = {date.fromordinal(one) for one in days if 0 < one <= date.max.toordinal()}
            inside |= {date(2024, 2, 29), date(2026, 3, 1)}
        else:
            inside = {one + each for one in self.known.numbers for each in (-1, 0, 1)} | {0}
            if isinstance(low, int) and isinstance(high, int):
                inside = {int(one) for one in inside}
        return sorted({low, high} | {one for one in inside if low <= one <= high})

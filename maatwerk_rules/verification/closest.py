"""A counterexample people can follow: as close to a plain case as can be, and as wide as it holds.

Which cases show a claim is asked of `holds`, the evaluator; a smaller pair that it does not
confirm is not kept. First as much as possible is made as it is in a plain case (delta debugging,
Zeller and Hildebrandt 2002), then what differs is brought together, then the range is sought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from maatwerk_rules.model.types import Datum, Percentage, Scalar, Type, bounds, is_ordered
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen

Cases = tuple[Case, ...]
Holds = Callable[[Cases], bool]


@frozen
class Width:
    """The values of what differs for which a pair stays what it is, ends included.

    `first` are those that may stand in the first case beside the second case as it is, `second`
    the other way round.
    """

    leaf: Leaf
    first: tuple[Scalar, Scalar]
    second: tuple[Scalar, Scalar]


class Patience:
    """Asks `holds` at most so often; after that nothing holds, and what was found stays."""

    def __init__(self, holds: Holds, most: int) -> None:
        self._holds = holds
        self._left = most

    def __call__(self, cases: Cases) -> bool:
        """Tell whether these cases show it, as far as there is patience left."""
        self._left -= 1
        return self._left >= 0 and self._holds(cases)


def closest(cases: Cases, plain: Case, holds: Holds, *, most: int = 400) -> Cases:
    """Return cases that still show it, with as little as possible other than in a plain case.

    Asks `holds` at most `most` times, about as often as twice the number of differences that
    matter times the logarithm of all.

    Args:
        plain: A whole case as a person would think of it.
        holds: Tells whether cases show what must be shown.
    """
    patient = Patience(holds, most)
    day = tuple(attrs.evolve(case, peildatum=plain.peildatum) for case in cases)
    if len({case.peildatum for case in cases}) == 1 and patient(day):
        cases = day
    cases = _lists_as_in(cases, plain, patient)
    return _values_as_in(cases, plain, patient)


def _lists_as_in(cases: Cases, plain: Case, holds: Holds) -> Cases:
    """Take over whole lists of the plain case, and leave out records, one after another."""
    for name in sorted({name for case in cases for name in case.lists}):
        trial = tuple(_with_list(case, plain, name) for case in cases)
        if trial != cases and holds(trial):
            cases = trial
            continue
        for record in reversed(cases[0].lists[name].records):
            trial = tuple(_without(case, name, record.key) for case in cases)
            if trial != cases and holds(trial):
                cases = trial
    return cases


def _with_list(case: Case, plain: Case, name: str) -> Case:
    values = {leaf: value for leaf, value in case.values.items() if not _is_in(leaf, name)}
    values |= {leaf: value for leaf, value in plain.values.items() if _is_in(leaf, name)}
    lists = {**case.lists}
    if name in plain.lists:
        lists[name] = plain.lists[name]
    return attrs.evolve(case, values=values, lists=lists)


def _without(case: Case, name: str, key: str) -> Case:
    listed = case.lists[name]
    left = tuple(record for record in listed.records if record.key != key)
    values = {
        leaf: value
        for leaf, value in case.values.items()
        if not _is_in(leaf, name) or (leaf.record is not None and leaf.record.key != key)
    }
    lists = {**case.lists, name: attrs.evolve(listed, records=left)}
    return attrs.evolve(case, values=values, lists=lists)


def _is_in(leaf: Leaf, name: str) -> bool:
    return leaf.record is not None and leaf.record.list == name


def _values_as_in(cases: Cases, plain: Case, holds: Holds) -> Cases:
    """Take over values of the plain case: all that can be, tried in ever smaller parts."""
    waiting = [_differences(cases, plain)]
    while waiting:
        part = waiting.pop()
        if not part:
            continue
        trial = tuple(
            attrs.evolve(
                case, values={**case.values, **{leaf: plain.values[leaf] for leaf in part}}
            )
            for case in cases
        )
        if holds(trial):
            cases = trial
        elif len(part) > 1:
            middle = len(part) // 2
            waiting += [part[middle:], part[:middle]]
    return cases


def _differences(cases: Cases, plain: Case) -> Sequence[Leaf]:
    """Return what is the same in all cases, and other in the plain one."""
    first = cases[0].values
    return sorted(
        (
            leaf
            for leaf, value in first.items()
            if leaf in plain.values
            and plain.values[leaf] != value
            and all(case.values.get(leaf) == value for case in cases)
        ),
        key=lambda leaf: leaf.sort_key,
    )


# ---------------------------------------------------------------- what differs within a pair


def changed(cases: Cases) -> Leaf | None:
    """Return the one thing in which two cases differ, or None where it is not one value."""
    if len(cases) != 2:
        return None
    first, second = (case.values for case in cases)
    leaves = [leaf for leaf, value in first.items() if second.get(leaf) != value]
    return leaves[0] if len(leaves) == 1 and leaves[0] in second else None


def sharpened(cases: Cases, type_: Type, holds: Holds, *, most: int = 80) -> Cases:
    """Return a pair whose one difference is as small as it can be; of others the pair itself.

    Asks `holds` about twice the logarithm of the difference.
    """
    leaf = changed(cases)
    if leaf is None or not is_ordered(type_):
        return cases
    patient = Patience(holds, most)
    first, second = cases
    start, end = first.values[leaf], second.values[leaf]
    near = _last(start, end, type_, lambda value: patient((_with(first, leaf, value), second)))
    first = _with(first, leaf, near)
    near = _last(end, near, type_, lambda value: patient((first, _with(second, leaf, value))))
    return first, _with(second, leaf, near)


def width(cases: Cases, type_: Type, holds: Holds, *, most: int = 200) -> Width | None:
    """Return for which values of the one difference a pair stays what it is; None of others.

    What lies between the ends is not all tried: a range holds as far as its ends do.
    """
    leaf = changed(cases)
    if leaf is None or not is_ordered(type_):
        return None
    patient = Patience(holds, most)
    first, second = cases
    low, high = bounds(type_)
    here, there = first.values[leaf], second.values[leaf]

    def of_first(value: Scalar) -> bool:
        return patient((_with(first, leaf, value), second))

    def of_second(value: Scalar) -> bool:
        return patient((first, _with(second, leaf, value)))

    return Width(
        leaf,
        (_last(here, low, type_, of_first), _last(here, high, type_, of_first)),
        (_last(there, low, type_, of_second), _last(there, high, type_, of_second)),
    )


def _with(case: Case, leaf: Leaf, value: Scalar) -> Case:
    return attrs.evolve(case, values={**case.values, leaf: value})


def _last(start: Scalar, end: Scalar, type_: Type, holds: Callable[[Scalar], bool]) -> Scalar:
    """Return how far one can go from a value that holds toward another: by leaps, then halves."""
    total = _steps(start, end, type_)
    sign = 1 if total >= 0 else -1
    if total == 0 or holds(end):
        return end
    good, bad = 0, abs(total)
    leap = 1
    while leap < bad:
        if not holds(_at(start, sign * leap, type_)):
            bad = leap
            break
        good, leap = leap, 2 * leap
    while bad - good > 1:
        middle = (good + bad) // 2
        if holds(_at(start, sign * middle, type_)):
            good = middle
        else:
            bad = middle
    return _at(start, sign * good, type_)


def _steps(start: Scalar, end: Scalar, type_: Type) -> int:
    """Return how many smallest steps lie between two values."""
    if isinstance(start, date) and isinstance(end, date):
        return (end - start).days
    assert isinstance(start, int | Fraction) and isinstance(end, int | Fraction)
    return int((end - start) / _unit(type_))


def _at(start: Scalar, steps: int, type_: Type) -> Scalar:
    if isinstance(start, date):
        return start + timedelta(days=steps)
    assert isinstance(start, int | Fraction)
    found = start + steps * _unit(type_)
    return int(found) if isinstance(start, int) else found


def _unit(type_: Type) -> Fraction:
    assert not isinstance(type_, Datum)
    return Fraction(1, 100) if isinstance(type_, Percentage) else Fraction(1)


def nearest(cases: Cases, examples: Iterable[Case]) -> Case | None:
    """Return the example from which the cases differ least, or None where there is none.

    >>> nearest((), ()) is None
    True
    """
    return min(examples, key=lambda plain: _distance(cases, plain), default=None)


def _distance(cases: Cases, plain: Case) -> int:
    values = cases[0].values if cases else {}
    return sum(values.get(leaf) != value for leaf, value in plain.values.items()) + sum(
        leaf not in plain.values for leaf in values
    )

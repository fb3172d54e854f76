"""Three-valued truth: ja, nee, or both still possible."""

from __future__ import annotations

from collections.abc import Iterable

from maatwerk_rules.model.unknown import JA, JA_OF_NEE, NEE, Choices, Interval, Possible


def truth(can_be_true: bool, can_be_false: bool) -> Choices:
    """Return the truth value with these possibilities; one of them must hold.

    >>> truth(True, False) == JA
    True
    """
    if can_be_true and can_be_false:
        return JA_OF_NEE
    return JA if can_be_true else NEE


def negate(value: Possible) -> Choices:
    """Return nee for ja and ja for nee."""
    return truth(value.contains(False), value.contains(True))


def count(values: Iterable[Possible]) -> tuple[int, int]:
    """Return how many are surely ja, and how many can be.

    >>> count([JA, JA_OF_NEE, NEE])
    (1, 2)
    """
    surely = can = 0
    for value in values:
        if value is JA or value == JA:
            surely += 1
            can += 1
        elif value is not NEE and value.contains(True):
            can += 1
    return surely, can


def compare(operator: str, left: Possible, right: Possible) -> Choices:
    """Compare what is possible: `eq`, `ne`, `lt`, `le`, `gt`, `ge`.

    >>> compare("lt", Interval(1, 2), Interval(3, 4)) == JA
    True
    """
    if operator == "ne":
        return negate(compare("eq", left, right))
    if operator == "eq":
        return _equal(left, right)
    if operator in ("gt", "ge"):
        return compare({"gt": "lt", "ge": "le"}[operator], right, left)
    assert isinstance(left, Interval) and isinstance(right, Interval)
    if operator == "lt":
        return truth(left.low < right.high, left.high >= right.low)  # type: ignore[operator]
    return truth(left.low <= right.high, left.high > right.low)  # type: ignore[operator]


def _equal(left: Possible, right: Possible) -> Choices:
    if isinstance(left, Choices) and isinstance(right, Choices):
        overlap = bool(left.values & right.values)
    else:
        assert isinstance(left, Interval) and isinstance(right, Interval)
        overlap = bool(left.low <= right.high and right.low <= left.high)  # type: ignore[operator]
    same = left == right and left.settled
    return truth(overlap, not same)

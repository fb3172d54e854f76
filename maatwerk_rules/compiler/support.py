"""What generated code leans on: the case it reads, and a handful of exact helpers.

Generated code knows one value or none. Where a value is not certain (something is unknown, rules
contradict, no rule decides) it stops with `UnsettledError` or because a key is absent, and the
evaluator says what is possible. So what it does give is what the evaluator gives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from maatwerk_rules.model.exact import age, month_days, round_number, shift, tidy
from maatwerk_rules.model.types import Number, Scalar


class UnsettledError(Exception):
    """Generated code does not know; the evaluator does."""


class ContradictionError(UnsettledError):
    """Two rules contradict each other: those of the definition asked for, or of one it reads."""


class NoRuleError(UnsettledError):
    """No rule decides a definition; its function is named by its number."""


HANDED_OVER = (UnsettledError, KeyError, ZeroDivisionError, RecursionError)
"""With these generated code hands over to the evaluator."""


NOTHING: Mapping[str, Scalar] = MappingProxyType({})


class Deel(dict[str, Scalar]):
    """What is known of one record: its fields by name, its judgements as `oordeel:naam`.

    `name` is how the case calls the record.
    """

    __slots__ = ("name",)

    def __init__(self, known: Mapping[str, Scalar] = NOTHING, name: Any = None) -> None:
        super().__init__(known)
        self.name = name

    def copied(self) -> Deel:
        """Return the same record as another, to fill with other values."""
        return Deel(self, self.name)

    __hash__ = object.__hash__  # type: ignore[assignment]  # two equal records are two
    __eq__ = object.__eq__


class Zaak:
    """One case on one date, as generated code reads it.

    `gezien` holds what was worked out, `mislukt` what could not be, each by its function.

    `feiten` has facts by name, judgements as `oordeel:naam` and an invulling as `invulling:naam`;
    `lijsten` the records of each list that is complete. What is not known is not in them.
    `days` tells what a month is worth on its day, or is None where no other day is known.
    """

    __slots__ = ("bedragen", "bekeken", "dag", "days", "feiten", "gezien", "lijsten", "mislukt")

    def __init__(
        self,
        dag: date,
        feiten: Mapping[str, Scalar],
        lijsten: Mapping[str, Sequence[Deel]],
        bekeken: bool,
        bedragen: Mapping[int, Any],
    ) -> None:
        self.dag = dag
        self.feiten = feiten
        self.lijsten = lijsten
        self.bekeken = bekeken
        self.bedragen = bedragen
        self.gezien: dict[Any, Any] = {}
        self.mislukt: dict[Any, Exception] = {}
        self.days: Any = None

    def worth(self, maand: str, dag: date, *rijen: Deel) -> Any:
        """Return what a month is worth on its day."""
        if self.days is None:
            raise UnsettledError
        return self.days.worth(maand, dag, *rijen)


def alle(*parts: Callable[[], bool]) -> bool:
    """Tell whether all parts hold; one that does not settles it, whatever is not known.

    >>> alle(onbekend, lambda: False)
    False
    """
    unknown: Exception | None = None
    for part in parts:
        try:
            if not part():
                return False
        except HANDED_OVER as error:
            unknown = error
    if unknown is not None:
        raise UnsettledError
    return True


def een_van(*parts: Callable[[], bool]) -> bool:
    """Tell whether a part holds; one that does settles it, whatever is not known.

    >>> een_van(onbekend, lambda: True)
    True
    """
    return not alle(*(lambda part=part: not part() for part in parts))


def remembered(number: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that stops at once where it stopped before in the same case."""

    def call(case: Zaak, *records: Deel) -> Any:
        key = (number, *records)
        failed = case.mislukt.get(key)
        if failed is not None:
            raise failed
        try:
            return function(case, *records)
        except HANDED_OVER as error:
            case.mislukt[key] = error
            raise

    return call


class _Gives:
    """What a node or siblings gave when it was no value.

    >>> LEEG
    LEEG
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


LEEG = _Gives("LEEG")
"""Nothing was given; of a definition: no rule decides, and that is sure."""
TERZIJDE = _Gives("TERZIJDE")
"""What it hangs on was set aside."""


def _refuse(*_: object) -> Any:
    raise UnsettledError


def _has_no(_: object, name: str) -> Any:
    """Stop at a part of a date; that there is no other part, Python itself may ask."""
    raise AttributeError(name) if name.startswith("__") else UnsettledError


_ASKED = (
    *("__bool__", "__int__", "__hash__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__"),
    *("__ge__", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__"),
    *("__floordiv__", "__rfloordiv__", "__truediv__", "__rtruediv__", "__neg__", "__pos__"),
)
Onbekend = type(
    "Onbekend", (), {"__slots__": (), "__getattr__": _has_no, **dict.fromkeys(_ASKED, _refuse)}
)
ONBEKEND = Onbekend()
"""A value that is not known: it can be handed on, and whatever else is done with it stops.

>>> ONBEKEND is ONBEKEND
True
"""


def samen(*given: Any) -> Any:
    """Return what siblings give that stand beside each other: one value, aside, or nothing.

    >>> samen(LEEG, 5, 5), samen(5, TERZIJDE), samen(LEEG)
    (5, TERZIJDE, LEEG)
    """
    found, differ = LEEG, False
    for one in given:
        if one is TERZIJDE:
            return TERZIJDE
        if one is not LEEG:
            if found is LEEG:
                found = one
            elif one != found:
                differ = True
    if differ:
        raise ContradictionError
    return found


def opgeteld(*given: Any) -> Any:
    """Return the sum of what siblings give.

    >>> opgeteld(LEEG, 5, 5), opgeteld(LEEG)
    (10, LEEG)
    """
    return _joined(given, sum)


def hoogste(*given: Any) -> Any:
    """Return the highest of what siblings give."""
    return _joined(given, max)


def laagste(*given: Any) -> Any:
    """Return the lowest of what siblings give."""
    return _joined(given, min)


def _joined(given: Sequence[Any], way: Callable[[list[Any]], Any]) -> Any:
    values = []
    for one in given:
        if one is TERZIJDE:
            return TERZIJDE
        if one is not LEEG:
            values.append(one)
    return tidy(way(values)) if values else LEEG


def bijgesteld(before: Number, *given: Any) -> Any:
    """Return a value with the changes that adjustments of one step make added up.

    >>> bijgesteld(100, 90, LEEG, 80), bijgesteld(100, LEEG)
    (70, LEEG)
    """
    values = [one for one in given if one is not LEEG]
    if any(one is TERZIJDE for one in values):
        return TERZIJDE
    return tidy(before + sum(one - before for one in values)) if values else LEEG


def geen_regel(number: int) -> Any:
    """Stop: no rule decides the definition of this function."""
    raise NoRuleError(number)


def onbekend() -> Any:
    """Stop: generated code has no answer here."""
    raise UnsettledError


def gunstigste(first: Any, second: Any, order: Sequence[Scalar]) -> Any:
    """Return the more favourable of two options; no rule is the least favourable.

    >>> gunstigste(True, False, (False, True)), gunstigste(LEEG, False, (False, True))
    (True, False)
    """
    if first is LEEG or second is LEEG:
        return second if first is LEEG else first
    return first if order.index(first) >= order.index(second) else second


def hoger(first: Any, second: Any) -> Any:
    """Return the higher of two results.

    >>> hoger(5, LEEG), hoger(5, 6)
    (5, 6)
    """
    if first is LEEG or second is LEEG:
        return second if first is LEEG else first
    return max(first, second)


def lager(first: Any, second: Any) -> Any:
    """Return the lower of two results.

    >>> lager(LEEG, 5), lager(5, 6)
    (5, 5)
    """
    if first is LEEG or second is LEEG:
        return second if first is LEEG else first
    return min(first, second)


Dated = tuple[tuple[date, ...], tuple[Number | None, ...], date | None]
"""From which days, which amounts (None: not certain), and until when (not included)."""


def bedrag_op(dated: Dated, day: date) -> Number:
    """Return a dated amount on a day.

    >>> bedrag_op(((date(2025, 1, 1), date(2026, 1, 1)), (5, 6), None), date(2025, 7, 1))
    5
    """
    starts, amounts, until = dated
    place = bisect_right(starts, day)
    if place == 0 or (until is not None and day >= until):
        raise UnsettledError
    amount = amounts[place - 1]
    if amount is None:
        raise UnsettledError
    return amount


def breuk(numerator: int, denominator: int) -> Number:
    """Return an exact quotient.

    >>> breuk(6, 4), breuk(6, 3)
    (Fraction(3, 2), 2)
    """
    return tidy(Fraction(+numerator, denominator))


def deel(dividend: Number, divisor: Number) -> Number:
    """Return an exact quotient of numbers that may be fractions themselves.

    >>> deel(Fraction(1, 2), 2)
    Fraction(1, 4)
    """
    return tidy(Fraction(+dividend) / divisor)


def afgerond(numerator: int, denominator: int) -> int:
    """Return a quotient rounded half away from zero.

    >>> afgerond(5, 2), afgerond(-5, 2), afgerond(5, -2)
    (3, -3, -3)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -((denominator - 2 * numerator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def naar_boven(numerator: int, denominator: int) -> int:
    """Return a quotient rounded up."""
    return -(-numerator // denominator)


def naar_beneden(numerator: int, denominator: int) -> int:
    """Return a quotient rounded down."""
    return numerator // denominator


def rond(number: Number, mode: str, unit: Number) -> Number:
    """Return a number that may be a fraction as a whole number of units."""
    return round_number(+number, mode, unit)


def over_maanden(zaak: Zaak, soort: str, maand: str, dagen: Sequence[date], *rijen: Deel) -> Any:
    """Return the sum or number over months, or how many hold in an unbroken run at the end."""
    worth = partial(zaak.worth, maand)
    if soort == "run":
        return sum(1 for _ in takewhile(lambda day: worth(day, *rijen), reversed(dagen)))
    found = [worth(day, *rijen) for day in dagen]
    return tidy(sum(found)) if soort == "sum" else sum(map(bool, found))


def open_in(records: Sequence[Deel], judgement: str) -> bool:
    """Tell whether a judgement is open on one of the records.

    >>> open_in([Deel({"oordeel:nodig": True}), Deel()], "oordeel:nodig")
    True
    """
    return any(judgement not in one for one in records)


def een(records: Sequence[Deel]) -> Deel:
    """Return the only record."""
    (found,) = records
    return found


NAMES: dict[str, Any] = {
    "Fraction": Fraction,
    "HANDED_OVER": HANDED_OVER,
    "LEEG": LEEG,
    "ONBEKEND": ONBEKEND,
    "TERZIJDE": TERZIJDE,
    "afgerond": afgerond,
    "alle": alle,
    "bedrag_op": bedrag_op,
    "bijgesteld": bijgesteld,
    "breuk": breuk,
    "date": date,
    "deel": deel,
    "een": een,
    "een_van": een_van,
    "geen_regel": geen_regel,
    "gunstigste": gunstigste,
    "hoger": hoger,
    "int": int,
    "hoogste": hoogste,
    "laagste": laagste,
    "maanden": month_days,
    "over_maanden": over_maanden,
    "lager": lager,
    "leeftijd": age,
    "len": len,
    "max": max,
    "min": min,
    "naar_beneden": naar_beneden,
    "naar_boven": naar_boven,
    "netjes": tidy,
    "onbekend": onbekend,
    "open_in": open_in,
    "opgeteld": opgeteld,
    "rond": rond,
    "samen": samen,
    "sum": sum,
    "verschuif": shift,
}
"""The only names that generated code may use beside its own."""

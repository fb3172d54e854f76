"""Single values of a case: how they are read by their type, and written so that they read again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from maatwerk_rules.analysis.typefout import describe_type
from maatwerk_rules.diagnostics import Kind
from maatwerk_rules.dutch import (
    UnreadableError,
    read_aantal,
    read_bedrag,
    read_date,
    read_percentage,
    write_aantal,
    write_bedrag,
    write_list,
)
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.nearest import nearest
from maatwerk_rules.runtime.complaints import (
    OUT_OF_RANGE,
    TOO_LARGE,
    UNKNOWN_OPTION,
    UNREADABLE,
    WRONG_FORM,
    Complaints,
    ask,
    cut,
    is_printable,
    quote,
)
from maatwerk_rules.values import frozen

_PER = re.compile(r"(.*?)\s+per\s+(\w+)\s*", re.DOTALL)
_LONGEST_TEXT = 200
_YES, _NO = frozenset({"true", "yes", "j", "waar"}), frozenset({"false", "no", "n", "onwaar"})
_MOST_SHOWN = 12


@frozen
class BadNumber:
    """A number of a JSON text that is not read: far too long, or none at all (NaN)."""

    text: str
    digits: int = 0


class _RefusedError(Exception):
    """A value does not read as its type; says which complaint to make."""

    def __init__(self, kind: Kind, help_: Iterable[str] = (), **facts: str) -> None:
        self.kind = kind
        self.help = tuple(help_)
        self.facts = facts
        super().__init__(kind.code)


def read_scalar(value: object, type_: Type, path: str, complaints: Complaints) -> Scalar | None:
    """Return the value as its type means it, or None after a complaint.

    Numbers for an amount are euros; the result is in cents.

    >>> read_scalar("€ 1.250,00", Bedrag(van=0, tot=500_000), "inkomen", Complaints())
    125000
    """
    try:
        found = _parse(value, type_)
        _check_range(found, type_)
    except _RefusedError as refused:
        complaints.add(refused.kind, path, refused.help, **refused.facts)
        return None
    return found


def _parse(value: object, type_: Type) -> Scalar:
    _refuse_what_is_no_value(value, type_)
    match type_:
        case JaNee():
            return _parse_truth(value)
        case Keuze():
            return _parse_option(value, type_)
        case Bedrag():
            return _parse_bedrag(value, type_)
        case Aantal():
            return _parse_aantal(value, type_)
        case Percentage():
            return _parse_percentage(value)
    assert isinstance(type_, Datum)
    return _parse_date(value)


def _refuse_what_is_no_value(value: object, type_: Type) -> None:
    match value:
        case None:
            advice = (
                'laat weg wat niet is gevraagd; schrijf `{"@onbekend": true}` bij niet te weten'
            )
            raise _wrong_form(value, type_, advice)
        case BadNumber(digits=digits) if digits:
            raise _RefusedError(TOO_LARGE, wat=f"een getal van {digits} cijfers; hoogstens 40")
        case BadNumber(text=text):
            raise _RefusedError(UNREADABLE, waarde=text, soort=_sort(type_), vraag="")
        case float():
            advice = "geef een `Decimal`, een geheel getal of een tekst; een `float` is niet exact"
            raise _unreadable(cut(str(value)), type_, advice)
        case bool() | int() | str() | Decimal() | Fraction():
            return
        case date() if not isinstance(value, datetime):
            return
    raise _wrong_form(value, type_)


def _sort(type_: Type) -> str:
    return describe_type(type_).removeprefix("een ")


def _unreadable(shown: str, type_: Type, *advice: str, offer: str | None = None) -> _RefusedError:
    vraag = ask([offer] if offer else [])
    return _RefusedError(UNREADABLE, advice, waarde=shown, soort=_sort(type_), vraag=vraag)


def _wrong_form(value: object, type_: Type, *advice: str) -> _RefusedError:
    return _RefusedError(WRONG_FORM, advice, gevonden=quote(value), verwacht=describe_type(type_))


def _parse_truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("ja", "nee"):
        return word == "ja"
    offer = "ja" if word in _YES else "nee" if word in _NO else None
    raise _unreadable(quote(value), JaNee(), "schrijf true of false, of ja of nee", offer=offer)


def _parse_option(value: object, type_: Keuze) -> str:
    if not isinstance(value, str):
        raise _wrong_form(value, type_)
    if value not in type_.opties:
        shown = [*type_.opties[:_MOST_SHOWN], *(["…"] if len(type_.opties) > _MOST_SHOWN else [])]
        raise _RefusedError(
            UNKNOWN_OPTION,
            (f"kies uit {write_list(shown, 'of')}",),
            waarde=quote(value),
            keuze=f"`{type_.naam}`" if type_.naam else "deze keuze",
            vraag=ask(f"`{each}`" for each in nearest(value, type_.opties)),
        )
    return value


def _parse_bedrag(value: object, type_: Bedrag) -> int:
    if isinstance(value, str):
        return _parse_bedrag_text(value, type_)
    cents = _number(value, type_) * 100
    if cents.denominator != 1:
        raise _unreadable(quote(value), type_, "een bedrag heeft hoogstens twee decimalen")
    return cents.numerator


def _parse_bedrag_text(text: str, type_: Bedrag) -> int:
    per = _PER.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if per and per[2] != type_.periode:
        advice = f"reken het om naar {describe_type(type_)}"
        raise _unreadable(quote(text), type_, advice)
    try:
        return read_bedrag(per[1] if per else text)
    except UnreadableError as error:
        raise _unreadable(quote(text), type_, offer=error.offer) from error


def _parse_aantal(value: object, type_: Aantal) -> int:
    if isinstance(value, str):
        try:
            number: Number = read_aantal(value, type_.eenheid)
        except UnreadableError as error:
            raise _unreadable(quote(value), type_, offer=error.offer) from error
    else:
        number = _number(value, type_)
    if number.denominator != 1:
        raise _unreadable(quote(value), type_, "geef een heel getal")
    return number.numerator


def _parse_percentage(value: object) -> Number:
    if not isinstance(value, str):
        advice = 'schrijf een percentage als tekst, bijvoorbeeld `"80%"`'
        raise _unreadable(quote(value), Percentage(), advice)
    try:
        ratio = read_percentage(value)
    except UnreadableError as error:
        raise _unreadable(quote(value), Percentage(), offer=error.offer) from error
    return ratio.numerator if ratio.denominator == 1 else ratio


def _parse_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise _unreadable(quote(value), Datum(), "schrijf een datum als tekst: `2026-07-01`")
    try:
        return read_date(value)
    except UnreadableError as error:
        raise _unreadable(quote(value), Datum(), offer=error.offer) from error


def _number(value: object, type_: Type) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise _unreadable(quote(value), type_)
    if not is_printable(value):
        raise _unreadable(quote(value), type_)
    return Fraction(value)


def _check_range(value: Scalar, type_: Type) -> None:
    if not is_ordered(type_):
        return
    low, high = bounds(type_)
    if not low <= value <= high:  # type: ignore[operator]  # all are of the one type
        shown, lowest, highest = (cut(show(each, type_)) for each in (value, low, high))
        raise _RefusedError(OUT_OF_RANGE, waarde=shown, laagste=lowest, hoogste=highest)


def show(value: Scalar, type_: Type) -> str:
    """Return a value in words, as a complaint or signal shows it.

    >>> show(True, JaNee()), show(18, Aantal("jaar"))
    ('ja', '18 jaar')
    """
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int) and isinstance(type_, Aantal):
        return write_aantal(value, type_.eenheid)
    return str(write_scalar(value, type_))


def write_scalar(value: Scalar, type_: Type) -> bool | int | str:
    """Return the value as JSON can hold it: exact, and `read_scalar` gives it back.

    >>> write_scalar(125050, Bedrag("maand")), write_scalar(Fraction(1, 8), Percentage())
    ('€ 1.250,50 per maand', '12,5%')
    """
    match type_:
        case Bedrag(periode=periode) if isinstance(value, int):
            return write_bedrag(value, periode)
        case Percentage() if isinstance(value, int | Fraction):
            return f"{write_decimals(value * 100)}%"
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, bool | int | str)
    return value


def write_decimals(number: Number) -> str:
    """Return every decimal of a number that has at most 42 of them.

    >>> write_decimals(Fraction(-1, 8))
    '-0,125'
    """
    exact = Fraction(number)
    places = next(places for places in range(43) if 10**places % exact.denominator == 0)
    digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if exact < 0 else ''}{whole}{',' if decimals else ''}{decimals}"

"""Which types come out of sums, products and quotients; pure tables, without places.

`None` means that the two do not go together.
"""

from __future__ import annotations

from maatwerk_rules.model.types import Aantal, Bedrag, Datum, Percentage, Type

PERIODS = frozenset({"dag", "week", "maand", "jaar"})


def type_of_sum(left: Type, right: Type, *, minus: bool) -> Type | None:
    """Return the type of a sum or a difference.

    >>> type_of_sum(Datum(), Aantal("week"), minus=False)
    Datum(van=None, tot=None)
    >>> type_of_sum(Datum(), Datum(), minus=True).eenheid
    'dag'
    """
    match left, right:
        case Bedrag(), Bedrag() if left.periode == right.periode:
            return Bedrag(left.periode, exact=left.exact or right.exact)
        case Aantal(), Aantal() if left.eenheid == right.eenheid:
            return Aantal(left.eenheid, exact=left.exact or right.exact)
        case Percentage(), Percentage():
            return Percentage()
        case Datum(), Aantal(eenheid=eenheid) if eenheid in PERIODS:
            return Datum()
        case Datum(), Datum() if minus:
            return Aantal("dag")
    return None


def type_of_product(left: Type, right: Type) -> Type | None:
    """Return the type of a product; an amount per maand times months is an amount.

    >>> type_of_product(Bedrag("maand"), Percentage()).exact
    True
    >>> type_of_product(Aantal("maand"), Bedrag("maand")).periode is None
    True
    """
    return _product(left, right) or _product(right, left)


def _product(left: Type, right: Type) -> Type | None:
    match left, right:
        case Bedrag(periode=periode), Percentage():
            return Bedrag(periode, exact=True)
        case Bedrag(periode=periode), Aantal(eenheid=eenheid):
            exact = left.exact or right.exact
            if eenheid is None or periode is None:
                return Bedrag(periode, exact=exact)
            return Bedrag(exact=exact) if periode == eenheid else None
        case Aantal(eenheid=None), Percentage():
            return Percentage()
        case Aantal(eenheid=eenheid), Percentage():
            return Aantal(eenheid, exact=True)
        case Percentage(), Percentage():
            return Percentage()
        case Aantal(eenheid=eenheid), Aantal(eenheid=None):
            return Aantal(eenheid, exact=left.exact or right.exact)
    return None


def type_of_quotient(left: Type, right: Type) -> Type | None:
    """Return the type of a quotient; an amount over a number of months is one per maand.

    >>> type_of_quotient(Bedrag(), Aantal("maand")).periode
    'maand'
    >>> type_of_quotient(Bedrag("maand"), Bedrag("maand"))
    Aantal(eenheid=None, van=None, tot=None, exact=True)
    """
    match left, right:
        case Bedrag(periode=periode), Aantal(eenheid=None) | Percentage():
            return Bedrag(periode, exact=True)
        case Bedrag(periode=None), Aantal(eenheid=eenheid) if eenheid in PERIODS:
            return Bedrag(eenheid, exact=True)
        case Bedrag(), Bedrag() if left.periode == right.periode:
            return Aantal(exact=True)
        case Percentage(), Percentage():
            return Aantal(exact=True)
        case Percentage(), Aantal(eenheid=None):
            return Percentage()
        case Aantal(eenheid=eenheid), Aantal(eenheid=None) | Percentage():
            return Aantal(eenheid, exact=True)
        case Aantal(), Aantal() if left.eenheid == right.eenheid:
            return Aantal(exact=True)
    return None

"""How types are named in Dutch, and the findings for a value of the wrong type or period."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_bedrag, write_percentage
from maatwerk_rules.model.expressions import Getalliteraal
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    SoortType,
    Type,
)
from maatwerk_rules.source import Span

WRONG_TYPE = Kind(
    "MW003",
    "typefout",
    Severity.FOUT,
    "Hier staat {gevonden}, maar {verwacht} wordt verwacht.",
    "Waarden van verschillende soort zijn niet te vergelijken en niet samen te nemen.",
)

PERIOD_MIXED = Kind(
    "MW853",
    "periode-gemengd",
    Severity.FOUT,
    "Hier staat {gevonden}, maar {verwacht} wordt verwacht.",
    "Bedragen over een verschillende periode zijn pas na omrekening te vergelijken.",
)

_PLURALS = {
    "jaar": "jaren",
    "maand": "maanden",
    "week": "weken",
    "dag": "dagen",
    "uur": "uren",
}


def describe_type(type_: Type) -> str:
    """Return the Dutch words for a type.

    >>> describe_type(Bedrag("maand")), describe_type(Aantal("jaar"))
    ('een bedrag per maand', 'een aantal jaren')
    """
    match type_:
        case JaNee():
            return "ja/nee"
        case Keuze(naam=None, opties=opties):
            return f"een keuze uit {', '.join(opties)}"
        case Keuze(naam=naam):
            return f"een keuze `{naam}`"
        case Bedrag(periode=periode):
            return f"een bedrag per {periode}" if periode else "een bedrag"
        case Percentage():
            return "een percentage"
        case Aantal(eenheid=eenheid):
            return f"een aantal {_PLURALS.get(eenheid, eenheid)}" if eenheid else "een aantal"
        case Datum():
            return "een datum"
        case SoortType(naam=naam):
            return f"een `{naam}`"
        case Lijst(soort=soort, single=True, minimum=minimum):
            return f"een `{soort.naam}`" if minimum else f"hoogstens een `{soort.naam}`"
        case Lijst(soort=soort):
            return f"een lijst van `{soort.naam}`"
    raise TypeError(f"{type_!r} has no Dutch name")


def report_type(
    span: Span,
    found: Type | str,
    expected: Type | str,
    *,
    labels: Iterable[Label] = (),
    help: Iterable[str] = (),  # noqa: A002 - the name of the field
) -> Diagnostic:
    """Return the finding that a value is of another type than its place asks for.

    >>> report_type(Span("a.beleid", 0, 1), JaNee(), Bedrag("maand")).headline
    'Hier staat ja/nee, maar een bedrag per maand wordt verwacht.'
    """
    return diagnostic(
        WRONG_TYPE,
        span,
        labels=labels,
        help=help,
        gevonden=found if isinstance(found, str) else describe_type(found),
        verwacht=expected if isinstance(expected, str) else describe_type(expected),
    )


_OF_WHAT = ("zeg waarvan het een deel is, bijvoorbeeld `110% * norm`",)


def report_mismatch(expression: Expression, found: Type, expected: Type) -> Diagnostic:
    """Return the finding that an expression has another type than its place asks for."""
    span = expression.span
    if isinstance(found, Bedrag) and isinstance(expected, Bedrag):
        return diagnostic(
            PERIOD_MIXED,
            span,
            gevonden=describe_period(found),
            verwacht=describe_period(expected),
            help=(_advise_conversion(found, expected),),
        )
    meant = _meant(expression, expected)
    if meant is None:
        return report_type(span, found, expected, help=_advice(found, expected))
    said = report_type(span, found, expected, help=(f"schrijf `{meant}`",))
    return attrs.evolve(said, edits=(Edit(span, meant, "suggestie"),))


def _advice(found: Type, expected: Type) -> tuple[str, ...]:
    """Return how a value of one type is mostly made one of another."""
    match found, expected:
        case Percentage(), Bedrag():
            return _OF_WHAT
        case Aantal(), Lijst(single=False):
            return ("tel wat in de lijst staat: `aantal k uit kinderen`",)
        case Aantal(eenheid=None), JaNee():
            return ("schrijf `ja` of `nee`, of een vergelijking met `is`",)
    return ()


def _meant(expression: Expression, expected: Type) -> str | None:
    """Return the amount or percentage that a number without its sign was meant to be."""
    if not isinstance(expression, Getalliteraal) or expression.eenheid is not None:
        return None
    if isinstance(expected, Percentage):
        return write_percentage(Fraction(expression.getal) / 100)
    if isinstance(expected, Bedrag) and Fraction(expression.getal * 100).denominator == 1:
        return write_bedrag(expression.getal * 100, expected.periode, compact=True)
    return None


def describe_period(type_: Bedrag) -> str:
    """Return the Dutch words for an amount, also saying that it has no period.

    >>> describe_period(Bedrag())
    'een bedrag zonder periode'
    """
    return describe_type(type_) if type_.periode else "een bedrag zonder periode"


def _advise_conversion(found: Bedrag, expected: Bedrag) -> str:
    if found.periode == "jaar" and expected.periode == "maand":
        return "reken om: `(… * 1 jaar / 12 maanden) rekenkundig afgerond op centen`"
    if found.periode == "maand" and expected.periode == "jaar":
        return "reken om: `(… * 12 maanden / 1 jaar) rekenkundig afgerond op centen`"
    if found.periode and not expected.periode:
        return f"vermenigvuldig met een aantal, bijvoorbeeld `… * 1 {found.periode}`"
    if expected.periode and not found.periode:
        return f"schrijf over welke periode het gaat: `per {expected.periode}`"
    return "reken het ene bedrag om naar de periode van het andere"

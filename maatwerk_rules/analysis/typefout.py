"""How types are named in Dutch, and the finding for a value of the wrong type."""

from __future__ import annotations

from collections.abc import Iterable

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
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

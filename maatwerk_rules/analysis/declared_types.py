"""What the types that authors write mean, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import singledispatch

import attrs

from maatwerk_rules.analysis.places import place
from maatwerk_rules.analysis.typefout import report_mismatch
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import singular
from maatwerk_rules.model import types
from maatwerk_rules.model.declarations import Keuze
from maatwerk_rules.model.expressions import (
    Bedragliteraal,
    Datumliteraal,
    Getalliteraal,
    Janee,
    Percentageliteraal,
    Tegengestelde,
)
from maatwerk_rules.model.node import Expression, Node, TypeNode
from maatwerk_rules.model.typenodes import (
    Aantaltype,
    Bedragtype,
    Bereik,
    Datumtype,
    Eentype,
    HoogstensEentype,
    Janeetype,
    Keuzetype,
    Lijsttype,
    Naamtype,
    Percentagetype,
)
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

RANGE_MISSING = Kind(
    "MW413",
    "domein-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` ontbreekt welke waarden mogelijk zijn.",
    "Zonder laagste en hoogste waarde is niet na te rekenen of het beleid voor iedereen klopt.",
)
LIST_MISPLACED = Kind(
    "MW061",
    "lijst-niet-hier",
    Severity.FOUT,
    "`{naam}` kan geen lijst zijn; alleen een gegeven kan dat.",
    "Een lijst wordt opgegeven, niet afgeleid; uit een lijst leidt u een som, aantal of ja/nee af.",
)
OPTION_TWICE = Kind(
    "MW060",
    "optie-dubbel",
    Severity.FOUT,
    "De optie `{optie}` staat twee keer in dezelfde keuze.",
    "",
)

_RANGE_EXAMPLES = {
    Bedragtype: "tussen € 0 en € 5.000",
    Percentagetype: "tussen 0% en 100%",
    Aantaltype: "tussen 0 en 120",
    Datumtype: "tussen 1900-01-01 en 2100-01-01",
}


@frozen
class Known:
    """The keuzes and record types that a type may name."""

    keuzes: Mapping[str, Keuze]
    soorttypes: Mapping[str, types.SoortType]


def literal_value(expression: Expression) -> types.Scalar | None:
    """Return the value of a literal, or None for what must be computed.

    >>> literal_value(Tegengestelde(Bedragliteraal(500)))
    -500
    """
    match expression:
        case Janee(waarde=truth):
            return truth
        case Bedragliteraal(centen=cents):
            return cents
        case Percentageliteraal(waarde=ratio):
            return ratio
        case Datumliteraal(datum=day):
            return day
        case Getalliteraal(getal=number):
            return int(number) if number.denominator == 1 else number
        case Tegengestelde(deel=part):
            value = literal_value(part)
            return -value if isinstance(value, int | Fraction) else None
    return None


def literal_type(expression: Expression, expected: types.Type) -> types.Type | None:
    """Return the type of a literal; a unit or period left out is taken from what is expected.

    >>> literal_type(Bedragliteraal(500), types.Bedrag("maand"))
    Bedrag(periode='maand', van=None, tot=None, exact=False)
    """
    match expression:
        case Tegengestelde(deel=part):
            return literal_type(part, expected)
        case Bedragliteraal(periode=periode):
            adopted = expected.periode if isinstance(expected, types.Bedrag) else None
            return types.Bedrag(periode or adopted)
        case Percentageliteraal():
            return types.Percentage()
        case Datumliteraal():
            return types.Datum()
        case Getalliteraal(eenheid=eenheid, getal=number):
            unit = expected.eenheid if isinstance(expected, types.Aantal) else None
            return types.Aantal(eenheid or unit, exact=number.denominator != 1)
        case Janee():
            return types.JaNee()
    return None


@singledispatch
def declared_type(node: TypeNode, known: Known) -> types.Type:
    """Return what a written type means; an unknown name gives `Typefout`."""
    raise TypeError(f"declared_type knows no {type(node).__name__}")


@declared_type.register
def _(node: Janeetype, known: Known) -> types.Type:
    return types.JaNee()


@declared_type.register
def _(node: Bedragtype, known: Known) -> types.Type:
    low, high = _whole(node.bereik)
    return types.Bedrag(node.periode, low, high)


@declared_type.register
def _(node: Percentagetype, known: Known) -> types.Type:
    return types.Percentage(*_numbers(node.bereik))


@declared_type.register
def _(node: Aantaltype, known: Known) -> types.Type:
    unit = singular(node.eenheid) if node.eenheid else None
    return types.Aantal(unit, *_numbers(node.bereik))


@declared_type.register
def _(node: Datumtype, known: Known) -> types.Type:
    low, high = _ends(node.bereik)
    return types.Datum(
        low if isinstance(low, date) else None, high if isinstance(high, date) else None
    )


@declared_type.register
def _(node: Keuzetype, known: Known) -> types.Type:
    return types.Keuze(node.opties)


@declared_type.register
def _(node: Lijsttype, known: Known) -> types.Type:
    soort = known.soorttypes.get(node.soort)
    return types.Lijst(soort, node.maximum) if soort else types.Typefout()


@declared_type.register(Eentype)
@declared_type.register(HoogstensEentype)
def _(node: Eentype | HoogstensEentype, known: Known) -> types.Type:
    soort = known.soorttypes.get(node.soort)
    minimum = 1 if isinstance(node, Eentype) else 0
    return types.Lijst(soort, 1, minimum, single=True) if soort else types.Typefout()


@declared_type.register
def _(node: Naamtype, known: Known) -> types.Type:
    keuze = known.keuzes.get(node.naam)
    return types.Keuze(keuze.opties, keuze.naam) if keuze else types.Typefout()


def _ends(bereik: Bereik | None) -> tuple[types.Scalar | None, types.Scalar | None]:
    if bereik is None:
        return None, None
    return literal_value(bereik.van), literal_value(bereik.tot)


def _numbers(bereik: Bereik | None) -> tuple[types.Number | None, types.Number | None]:
    low, high = _ends(bereik)
    return (
        low if isinstance(low, int | Fraction) else None,
        high if isinstance(high, int | Fraction) else None,
    )


def _whole(bereik: Bereik | None) -> tuple[int | None, int | None]:
    low, high = _ends(bereik)
    return low if isinstance(low, int) else None, high if isinstance(high, int) else None


@frozen
class Place:
    """What bears the type: its name, its node, and what its role asks of the type."""

    naam: str
    node: Node
    needs_range: bool = False
    may_be_list: bool = False


def find_in_type(
    node: TypeNode, at: Place, known: Known, sources: Mapping[str, Source]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a written type."""
    match node:
        case Naamtype(naam=naam) if naam not in known.keuzes:
            advice = f"beschrijf haar met een blok `keuze {naam} uit …`"
            yield report_unknown(naam, "keuze", node.span, known.keuzes, advice)
        case Lijsttype(soort=soort) | Eentype(soort=soort) | HoogstensEentype(soort=soort):
            if not at.may_be_list:
                yield diagnostic(LIST_MISPLACED, node.span, naam=at.naam)
            elif soort not in known.soorttypes:
                advice = f"beschrijf haar met een blok `soort {soort} heeft …`"
                span = place(node, soort, sources)
                yield report_unknown(soort, "soort", span, known.soorttypes, advice)
        case Keuzetype(opties=opties):
            yield from find_doubled_options(node, opties, sources)
        case Bedragtype() | Percentagetype() | Aantaltype() | Datumtype():
            yield from _find_in_range(node, at, known, sources)


def find_doubled_options(
    node: Node, opties: tuple[str, ...], sources: Mapping[str, Source]
) -> Iterator[Diagnostic]:
    """Yield the options that a keuze names twice."""
    for index, optie in enumerate(opties):
        if optie in opties[:index]:
            yield diagnostic(OPTION_TWICE, place(node, optie, sources, 1), optie=optie)


def _find_in_range(
    node: Bedragtype | Percentagetype | Aantaltype | Datumtype,
    at: Place,
    known: Known,
    sources: Mapping[str, Source],
) -> Iterator[Diagnostic]:
    if node.bereik is None:
        if at.needs_range:
            advice = f"schrijf achter het type bijvoorbeeld `{_RANGE_EXAMPLES[type(node)]}`"
            span = place(at.node, at.naam, sources)
            yield diagnostic(RANGE_MISSING, span, naam=at.naam, help=(advice,))
        return
    expected = declared_type(attrs.evolve(node, bereik=None), known)
    for end in (node.bereik.van, node.bereik.tot):
        found = literal_type(end, expected)
        if found is not None and found != expected:
            yield report_mismatch(end, found, expected)

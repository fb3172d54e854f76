"""The rows of a table: a cell for each column, and a value for each day above them."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.declared_types import literal_value
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.typecheck_expressions import require
from maatwerk_rules.analysis.typecheck_scope import Scope, is_unknown
from maatwerk_rules.analysis.typefout import describe_type, report_type
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Clause, Expression
from maatwerk_rules.model.types import Aantal, Bedrag, Percentage, Type, Typefout, is_ordered

ROW_UNFIT = Kind(
    "MW082",
    "rij-past-niet",
    Severity.FOUT,
    "Deze rij heeft {cellen}, maar de tabel heeft {kolommen}.",
    "",
)
VALUES_UNFIT = Kind(
    "MW090",
    "waarden-en-datums",
    Severity.FOUT,
    "Deze rij heeft {waarden}, maar de tabel heeft {datums}.",
    "Bij elke datum van de tabel hoort in elke rij één waarde.",
)
NOT_DATED = Kind(
    "MW091",
    "datums-passen-niet",
    Severity.FOUT,
    "In een tabel met datums kan dit niet: {reden}.",
    "Zo'n tabel geeft per dag een vast getal, net als een gedateerd bedrag.",
)
ENDS_WITHOUT_DATES = Kind(
    "MW648",
    "bekend-zonder-datums",
    Severity.FOUT,
    "Deze tabel heeft geen datums, dus deze regel zegt hier niets.",
    "Tot wanneer een waarde bekend is, hoort bij waarden met een datum.",
)


def find_in_table(tabel: d.Tabel, expected: Type, scope: Scope) -> Iterator[Diagnostic]:
    """Yield the rows whose cells or values do not go with the head of the table."""
    yield from _find_in_dates(tabel, expected, scope.symbols)
    for rij in tabel.all(c.Rij):
        yield from _find_in_values(rij, tabel)
        if len(rij.cellen) != len(tabel.kolommen):
            yield diagnostic(
                ROW_UNFIT,
                rij.span,
                cellen=_count(len(rij.cellen), "cel", "cellen"),
                kolommen=_count(len(tabel.kolommen), "kolom", "kolommen"),
            )
            continue
        for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True):
            yield from _find_in_cell(cel, kolom, scope)


def _find_in_dates(tabel: d.Tabel, expected: Type, symbols: Symbols) -> Iterator[Diagnostic]:
    datums = tabel.one(c.Datumkolommen)
    if datums is None:
        ends: tuple[Clause, ...] = (*tabel.all(c.BekendTot), *tabel.all(c.LaatstBekend))
        for end in ends:
            advice = "schrijf `met ingang van …` met de datums, of haal deze regel weg"
            yield diagnostic(ENDS_WITHOUT_DATES, end.span, help=(advice,))
        return
    if not is_unknown(expected) and not isinstance(expected, Bedrag | Aantal | Percentage):
        reason = f"`{tabel.naam}` is {describe_type(expected)}"
        advice = "maak er een bedrag, aantal of percentage van, of schrijf één waarde per rij"
        label = Label(symbols.place_of_name(tabel), "hier beschreven")
        yield diagnostic(NOT_DATED, datums.span, labels=(label,), reden=reason, help=(advice,))
        return
    for rij in tabel.all(c.Rij):
        for waarde in rij.waarden:
            if literal_value(waarde) is None:
                advice = "schrijf het bedrag, aantal of percentage zelf"
                reason = "deze waarde wordt uitgerekend"
                yield diagnostic(NOT_DATED, waarde.span, reden=reason, help=(advice,))


def _find_in_values(rij: c.Rij, tabel: d.Tabel) -> Iterator[Diagnostic]:
    datums = tabel.one(c.Datumkolommen)
    wanted = 1 if datums is None else len(datums.dagen)
    if len(rij.waarden) == wanted:
        return
    days = "geen datums" if datums is None else _count(wanted, "datum", "datums")
    advice = "schrijf in elke rij zoveel waarden als er datums zijn"
    if datums is None:
        advice = "schrijf boven de rijen `met ingang van …` met een datum voor elke waarde"
    labels = () if datums is None else (Label(datums.span, "hier staan de datums"),)
    values = _count(len(rij.waarden), "waarde", "waarden")
    yield diagnostic(
        VALUES_UNFIT, rij.span, labels=labels, waarden=values, datums=days, help=(advice,)
    )


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _find_in_cell(cel: Clause, kolom: str, scope: Scope) -> Iterator[Diagnostic]:
    expected = scope.symbols.types.get(kolom) or Typefout()
    needs_order = not isinstance(cel, e.Celwaarde | e.Elk)
    if needs_order and not is_unknown(expected) and not is_ordered(expected):
        yield report_type(cel.span, expected, "een bedrag, aantal, percentage of datum")
        return
    values = [child for child in cel.children() if isinstance(child, Expression)]
    for value in values:
        yield from require(value, expected, scope)

"""MW557: a column of a table that never changes which value a case finds."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.tables import idle_columns_of

KIND = Kind(
    "MW557",
    "kolom-zonder-invloed",
    Severity.HINT,
    "De kolom `{kolom}` van `{naam}` verandert in geen enkel geval de uitkomst.",
    "Wat geen invloed heeft, hoeft ook niet te worden gevraagd.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the columns that count in no slice."""
    advice = ("haal de kolom weg, of verbeter de waarden in de rijen",)
    for tabel, column in subject.once(idle_columns_of):
        span = subject.place(tabel, column)
        yield diagnostic(KIND, span, kolom=column, naam=tabel.naam, help=advice)

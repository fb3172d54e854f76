"""MW703: an outcome reads a protected fact."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.layers import layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.taint import readings, with_role
from maatwerk_rules.model.clauses import Grens
from maatwerk_rules.model.node import Declaration

KIND = Kind(
    "MW703",
    "verboden-kenmerk",
    Severity.WAARSCHUWING,
    "{uitkomsten} hangt af van `{naam}`, en dat is een beschermd gegeven.",
    "Wie alleen in een beschermd kenmerk verschilt, hoort gelijk behandeld te worden.",
)
HELP = (
    "Laat het gegeven weg uit de regel.",
    "Staat dit onderscheid in de wet, schrijf dan bij `gelijkheid`: `grens … is bewust omdat …`.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield where a protected fact is read, unless a rule of a statute does so knowingly."""
    meant = {grens.regel for grens in subject.everything.of(Grens)}
    for each in readings(subject, with_role(subject, "beschermd")):
        if each.origin.name in meant and _is_of_statute(each.origin, subject):
            continue
        reached = write_list([f"`{name}`" for name in each.outcomes], "en")
        yield diagnostic(KIND, each.span, help=HELP, naam=each.fact, uitkomsten=reached)


def _is_of_statute(declaration: Declaration, subject: Subject) -> bool:
    regeling = layer_of(declaration, subject.symbols)
    return regeling is not None and regeling.soort == "wet"

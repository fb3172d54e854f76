"""MW707: an outcome reads when or in what order a case was handled."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.taint import Facts, readings
from maatwerk_rules.model.clauses import Rol
from maatwerk_rules.model.declarations import Gegeven

KIND = Kind(
    "MW707",
    "tijdstip-afhankelijk",
    Severity.WAARSCHUWING,
    "{uitkomsten} hangt af van `{naam}`, en dat gaat over het moment van behandelen.",
    "Wie hetzelfde vraagt, hoort hetzelfde te krijgen, ook wie later aan de beurt komt.",
)
HELP = ("Reken met de dag waarop iets gebeurde, niet met de dag waarop het werd behandeld.",)
HANDLING = re.compile(
    r"(datum_(behandeling|verwerking|beoordeling|afhandeling|invoer)|volgnummer|wachtlijst"
    r"|loting|lotnummer|plaats_in_de_rij|budget_over|budget_op|vandaag)"
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield where such a fact is read on the way to an outcome, judged by its name."""
    named = {
        each.naam
        for each in subject.everything.of(Gegeven)
        if HANDLING.search(each.naam) and each.one(Rol) is None
    }
    for each in readings(subject, Facts(frozenset(named))):
        reached = write_list([f"`{name}`" for name in each.outcomes], "en")
        found = diagnostic(KIND, each.span, help=HELP, naam=each.fact, uitkomsten=reached)
        yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)

"""MW403: an outcome that has no value when none of its rules applies."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.clauses import Anders, Indien
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.expressions import Janee
from maatwerk_rules.model.types import JaNee, Keuze

KIND = Kind(
    "MW403",
    "geen-anders",
    Severity.WAARSCHUWING,
    "Geldt geen enkele regel van `{naam}`, dan is er geen uitkomst.",
    "Wie buiten alle regels valt, krijgt geen antwoord.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the ja/nee and choice outcomes without `anders` of which every rule has a condition."""
    for uitkomst in subject.nodes.of(Uitkomst):
        rules = subject.symbols.rules_of(uitkomst.naam)
        answers = isinstance(subject.symbols.types.get(uitkomst.naam), JaNee | Keuze)
        if not rules or uitkomst.one(Anders) or not answers:
            continue
        conditions = [regel.one(Indien) for regel in rules]
        if all(each and not isinstance(each.voorwaarde, Janee) for each in conditions):
            advice = "schrijf `anders …` bij de uitkomst, of een regel zonder voorwaarde"
            place = subject.place_of_name(uitkomst)
            yield diagnostic(KIND, place, help=(advice,), naam=uitkomst.naam)

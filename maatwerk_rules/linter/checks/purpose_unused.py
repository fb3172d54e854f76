"""MW309: an intention that nothing serves."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bedoelingclausule
from maatwerk_rules.model.declarations import Bedoeling

KIND = Kind(
    "MW309",
    "verweesde-bedoeling",
    Severity.HINT,
    "Geen regel dient de bedoeling `{naam}`.",
    "Een bedoeling die niets draagt, helpt niemand te zien wanneer er ruimte is.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the intentions of the policy that no declaration names."""
    served = {name for clause in subject.nodes.of(Bedoelingclausule) for name in clause.bedoelingen}
    for bedoeling in subject.nodes.of(Bedoeling):
        if bedoeling.naam not in served:
            yield diagnostic(KIND, subject.place_of_name(bedoeling), naam=bedoeling.naam)

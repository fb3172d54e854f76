"""MW502: a rule that only holds where others give the same, so that nothing changes without it."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.dead import idle
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW502",
    "overlap-zelfde-uitkomst",
    Severity.HINT,
    "Overal waar `{naam}` geldt, geven andere regels dezelfde uitkomst.",
    "Zonder deze regel is de uitkomst in elk geval gelijk; alleen de grondslag verandert.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules that others make superfluous."""
    for part, node in idle(subject):
        if part.definition.default is None or node.value != part.definition.default:
            yield diagnostic(KIND, place_of_rule(subject, node), naam=node.name)

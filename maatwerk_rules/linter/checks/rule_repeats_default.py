"""MW510: a rule that gives what `anders` gives too, so that nothing changes without it."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.dead import idle
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW510",
    "standaard-gelijk-aan-regel",
    Severity.HINT,
    "`{naam}` geeft alleen wat `anders` ook geeft.",
    "Zonder deze regel is de uitkomst in elk geval gelijk; alleen de grondslag verandert.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules with the value of the default without which nothing changes."""
    for part, node in idle(subject):
        default = part.definition.default
        if default is not None and node.value == default:
            yield diagnostic(KIND, place_of_rule(subject, node), naam=node.name)

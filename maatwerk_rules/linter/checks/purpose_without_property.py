"""MW303: a policy with intentions of which not one can be seen to fail."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Geschonden, Helling, Monotoon
from maatwerk_rules.model.declarations import Bedoeling, Regel

KIND = Kind(
    "MW303",
    "bedoeling-zonder-eigenschap",
    Severity.HINT,
    "Van geen bedoeling in dit beleid staat wanneer zij is geschonden.",
    "Of het beleid doet wat het wil, is dan aan geen besluit te zien.",
)
HELP = (
    "Schrijf bij een bedoeling `geschonden als …`.",
    "Of schrijf bij `gelijkheid` een regel als `meer … geeft nooit meer …`.",
)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first intention of a policy with rules and without any property."""
    nodes = subject.nodes
    is_told = any(map(bool, (nodes.of(Geschonden), nodes.of(Monotoon), nodes.of(Helling))))
    intentions = nodes.of(Bedoeling)
    has_rules = bool(nodes.of(Regel))
    if intentions and has_rules and not is_told:
        yield diagnostic(KIND, subject.place_of_name(intentions[0]), help=HELP)

"""MW405: an outcome or derived value that nothing gives a value to."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import InTeVullen, Is, Ruimte
from maatwerk_rules.model.declarations import Begrip, Uitkomst

KIND = Kind(
    "MW405",
    "geen-uitkomst",
    Severity.WAARSCHUWING,
    "Geen regel bepaalt `{naam}`.",
    "Er komt dan nooit iets anders uit dan wat achter `anders` staat, of helemaal niets.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the values without `is`, without a rule and without room for a lower regeling."""
    listed: tuple[Begrip | Uitkomst, ...] = (
        *subject.nodes.of(Begrip),
        *subject.nodes.of(Uitkomst),
    )
    symbols = subject.symbols
    for each in listed:
        left_open = each.one(Is) or each.one(InTeVullen) or each.one(Ruimte)
        worked = symbols.working_on(each.naam) or symbols.invullingen.get(each.naam)
        if not left_open and not worked:
            advice = f"schrijf `regel … bepaalt {each.naam}`, of `is …` met de afleiding"
            yield diagnostic(KIND, subject.place_of_name(each), help=(advice,), naam=each.naam)

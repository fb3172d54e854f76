"""MW304: a declared property about an outcome that no toets touches."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Geschonden, Helling, Monotoon
from maatwerk_rules.model.declarations import Begrip, Uitkomst
from maatwerk_rules.model.expressions import Naam
from maatwerk_rules.model.toetsclauses import Verwachting

KIND = Kind(
    "MW304",
    "eigenschap-niet-getoetst",
    Severity.WAARSCHUWING,
    "Geen toets verwacht iets van {namen}, waar deze eigenschap over gaat.",
    "Een eigenschap die nooit aan een voorbeeld is gehouden, is een belofte zonder bewijs.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the properties whose outcomes are expected in no toets of the policy."""
    expected = {each.uitkomst for each in subject.nodes.of(Verwachting)}
    properties: tuple[Geschonden | Monotoon | Helling, ...] = (
        *subject.nodes.of(Geschonden),
        *subject.nodes.of(Monotoon),
        *subject.nodes.of(Helling),
    )
    for each in properties:
        names = _derived(each, subject)
        if names and not expected.intersection(names):
            shown = " en ".join(f"`{name}`" for name in names)
            advice = f"schrijf een toets met `verwacht {names[0]} is …`"
            yield diagnostic(KIND, each.span, help=(advice,), namen=shown)


def _derived(each: Geschonden | Monotoon | Helling, subject: Subject) -> tuple[str, ...]:
    """Return the outcomes of a property; begrippen only where it names no outcome."""
    if isinstance(each, Monotoon | Helling):
        return (each.uitkomst,)
    named = [node.naam for node in each.walk() if isinstance(node, Naam)]
    values = subject.symbols.values
    outcomes = [name for name in named if isinstance(values.get(name), Uitkomst)]
    begrippen = [name for name in named if isinstance(values.get(name), Begrip)]
    return tuple(dict.fromkeys(outcomes or begrippen))

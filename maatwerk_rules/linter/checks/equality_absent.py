"""MW718: a policy that decides and says nothing about like cases."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Gelijkheid, Uitkomst

KIND = Kind(
    "MW718",
    "gelijkheid-ontbreekt",
    Severity.HINT,
    "Dit beleid heeft uitkomsten, maar zegt nergens wat gelijke gevallen zijn.",
    "Zonder `gelijkheid` kan niemand nagaan of de regels gelijke gevallen gelijk behandelen.",
)
HELP = ("Schrijf `gelijkheid` met wat er niet toe doet, en wat nooit minder mag geven.",)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first outcome of a policy without a declaration of equality, its own or used."""
    outcomes = subject.nodes.of(Uitkomst)
    if outcomes and not subject.everything.of(Gelijkheid):
        yield diagnostic(KIND, subject.place_of_name(outcomes[0]), help=HELP)

"""MW556: a derived value that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import InTeVullen, Ruimte
from maatwerk_rules.model.declarations import Begrip

KIND = Kind(
    "MW556",
    "ongebruikt-begrip",
    Severity.HINT,
    "Niets in het beleid gebruikt het begrip `{naam}`.",
    "Wie het beleid leest, zoekt tevergeefs waar het begrip voor dient.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    for each in subject.nodes.of(Begrip):
        if each.naam in names or each.one(Ruimte) or each.one(InTeVullen):
            continue
        place = subject.place_of_name(each)
        yield diagnostic(KIND, place, naam=each.naam)

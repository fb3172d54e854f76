"""MW701: a hard limit in a local rule that nobody declared to be meant."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.hard_limits import hard_limits
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW701",
    "drempelval",
    Severity.WAARSCHUWING,
    "Door `{naam}` verandert `{uitkomst}` bij één stap in `{feit}` van {voor} in {na}.",
    "Wie net over de grens zit, verliest of krijgt ineens alles; dat moet bewust zijn gekozen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules of verordeningen and beleidsregels with such a limit."""
    yield from hard_limits(subject, KIND, local=True)

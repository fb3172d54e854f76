"""MW731: a hard limit in a rule of a statute or another national regeling."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.hard_limits import hard_limits
from maatwerk_rules.linter.subject import Subject

STRICT = True

KIND = Kind(
    "MW731",
    "drempelval-in-de-wet",
    Severity.HINT,
    "Door `{naam}` verandert `{uitkomst}` bij één stap in `{feit}` van {voor} in {na}.",
    "De wet kiest deze grens; bij deze gevallen ligt vaak de vraag of een afwijking past.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules of no local regeling with such a limit."""
    yield from hard_limits(subject, KIND, local=False)

"""MW562: a table, slices or a term that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Schijven, Tabel, Termijn

KIND = Kind(
    "MW562",
    "ongebruikte-tabel",
    Severity.HINT,
    "Niets in het beleid gebruikt `{naam}`.",
    "Wie het beleid leest, zoekt tevergeefs waar dit voor dient.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    listed: tuple[Tabel | Schijven | Termijn, ...] = (
        *subject.nodes.of(Tabel),
        *subject.nodes.of(Schijven),
        *subject.nodes.of(Termijn),
    )
    return find_unused(KIND, listed, subject)

"""MW015: two rules that do the same under two names."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.symbols import Regelnaam
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import (
    BlijftGeldigVoor,
    BuitenToepassing,
    Dan,
    Geldigheid,
    Indien,
    Karakter,
    TenHoogsteDuur,
    ToetsenAltijd,
    ToetsenBijAanwijzing,
    ToetsenOpVerzoek,
)
from maatwerk_rules.model.declarations import Regel, Uitzondering
from maatwerk_rules.model.node import Clause

KIND = Kind(
    "MW015",
    "dubbele-regel",
    Severity.WAARSCHUWING,
    "`{naam}` doet precies hetzelfde als `{ander}`.",
    "Wordt later maar één van de twee aangepast, dan spreken zij elkaar tegen.",
)

_MEANS = (
    Indien,
    Dan,
    BuitenToepassing,
    Geldigheid,
    BlijftGeldigVoor,
    TenHoogsteDuur,
    Karakter,
    ToetsenAltijd,
    ToetsenBijAanwijzing,
    ToetsenOpVerzoek,
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules with the target, condition, value and validity of an earlier one."""
    rules: tuple[Regel | Uitzondering, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
    )
    first: dict[tuple[str, str, tuple[Clause, ...]], Regelnaam] = {}
    for regel in rules:
        target = regel.bepaalt if isinstance(regel, Regel) else regel.op
        means = tuple(clause for kind in _MEANS for clause in regel.all(kind))
        known = first.setdefault((type(regel).__name__, target, means), regel)
        if known is not regel:
            label = Label(subject.place_of_name(known), "doet hetzelfde")
            place = subject.place_of_name(regel)
            advice = "houd één van de twee over, met beide bronnen"
            facts = {"naam": regel.naam, "ander": known.naam}
            yield diagnostic(KIND, place, labels=(label,), help=(advice,), **facts)

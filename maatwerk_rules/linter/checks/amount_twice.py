"""MW865: one amount under two names."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron, Ingang
from maatwerk_rules.model.declarations import Bedrag
from maatwerk_rules.model.node import Clause

KIND = Kind(
    "MW865",
    "bedrag-dubbel",
    Severity.WAARSCHUWING,
    "`{tweede}` is hetzelfde bedrag uit dezelfde bron als `{eerste}`.",
    "Bij de volgende indexering wordt er licht één vergeten.",
)
HELP = ("Houd één naam over.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the amounts with the sources, dates and values of an earlier one."""
    seen: dict[tuple[Clause, ...], Bedrag] = {}
    for bedrag in subject.nodes.of(Bedrag):
        same = (*bedrag.all(Bron), *bedrag.all(Ingang))
        if not bedrag.all(Bron) or not bedrag.all(Ingang):
            continue
        first = seen.setdefault(same, bedrag)
        if first is not bedrag and first.periode == bedrag.periode:
            there = Label(subject.place_of_name(first), "staat al hier")
            place = subject.place_of_name(bedrag)
            eerste, tweede = first.naam, bedrag.naam
            yield diagnostic(KIND, place, labels=(there,), help=HELP, eerste=eerste, tweede=tweede)

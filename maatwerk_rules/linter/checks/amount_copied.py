"""MW866: an amount of a local regeling that copies an amount of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Ingang
from maatwerk_rules.model.declarations import Bedrag
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW866",
    "bedrag-overgenomen",
    Severity.HINT,
    "`{naam}` is op elke datum even hoog als `{ander}` uit een hogere regeling.",
    "Een overgenomen bedrag loopt achter zodra het andere wordt geïndexeerd.",
)
LEAST = 2
"""On so many dates two amounts are not alike by chance."""


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own local amounts that on all their dates equal a national one."""
    higher: dict[tuple[date, Expression], list[Bedrag]] = {}
    for each in subject.written.all(Bedrag):
        if not _is_local(each, subject):
            for entry in each.all(Ingang):
                higher.setdefault((entry.vanaf, entry.waarde), []).append(each)
    for bedrag in subject.nodes.of(Bedrag):
        entries = bedrag.all(Ingang)
        if len(entries) < LEAST or not _is_local(bedrag, subject):
            continue
        for each in higher.get((entries[-1].vanaf, entries[-1].waarde), ()):
            if each.periode == bedrag.periode and {*entries} <= {*each.all(Ingang)}:
                there = Label(subject.place_of_name(each), "staat al hier")
                advice = f"schrijf `{each.naam}` waar nu `{bedrag.naam}` staat"
                found = diagnostic(
                    KIND,
                    subject.place_of_name(bedrag),
                    labels=(there,),
                    help=(advice,),
                    naam=bedrag.naam,
                    ander=each.naam,
                )
                yield suspected(found)
                break


def _is_local(bedrag: Bedrag, subject: Subject) -> bool:
    layer = layer_of(bedrag, subject.symbols)
    return layer is not None and layer.soort in LOCAL

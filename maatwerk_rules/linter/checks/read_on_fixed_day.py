"""MW206: an amount that is read on a day written in the rule, and not on a day of the case."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_date
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import LetOp
from maatwerk_rules.model.expressions import Datumliteraal, GeldendOp

KIND = Kind(
    "MW206",
    "verwijzing-statisch-of-dynamisch",
    Severity.HINT,
    "`{naam}` wordt hier altijd gelezen zoals het was op {dag}.",
    "Een verwijzing volgt de wet zoals zij verandert, tenzij erbij staat dat het niet zo is.",
)
HELP = (
    "Is een vaste dag bedoeld, zeg dan met `let op` waarom.",
    "Is dat niet bedoeld, laat `geldend op` weg of noem een datum uit de zaak.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the readings on a written day in a declaration that does not explain it."""
    for node in subject.nodes.of(GeldendOp):
        explained = subject.nodes.declaration(node).one(LetOp)
        if isinstance(node.datum, Datumliteraal) and explained is None:
            dag = write_date(node.datum.datum)
            yield diagnostic(KIND, node.span, help=HELP, naam=node.naam, dag=dag)

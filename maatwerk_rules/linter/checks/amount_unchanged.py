"""MW864: a date on which an amount does not change, and no other amount does either."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_date
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Ingang
from maatwerk_rules.model.declarations import Bedrag

KIND = Kind(
    "MW864",
    "bedrag-ongewijzigd",
    Severity.HINT,
    "`{naam}` is op {dag} even hoog als daarvoor.",
    "Een ingangsdatum zonder ander bedrag kan een vergeten indexering zijn.",
)
HELP = ("Kijk het bedrag na in de bron, of laat de regel weg.",)
STRICT = True


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the entries that equal the one before, on a day on which nothing else changes.

    Where another amount of the file does change on that day, this one was looked up as well.
    """
    steps = [
        (bedrag, before, after)
        for bedrag in file.nodes.of(Bedrag)
        for before, after in pairwise(bedrag.all(Ingang))
    ]
    renewed = {after.vanaf for _, before, after in steps if before.waarde != after.waarde}
    for bedrag, before, after in steps:
        if before.waarde == after.waarde and after.vanaf not in renewed:
            dag = write_date(after.vanaf)
            yield diagnostic(KIND, after.span, help=HELP, naam=bedrag.naam, dag=dag)

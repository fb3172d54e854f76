"""MW862: an amount that is suddenly far larger or smaller."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_bedrag, write_date
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Ingang
from maatwerk_rules.model.declarations import Bedrag
from maatwerk_rules.model.expressions import Bedragliteraal

KIND = Kind(
    "MW862",
    "bedrag-springt",
    Severity.WAARSCHUWING,
    "`{naam}` springt op {dag} van {oud} naar {nieuw}.",
    "Bij zo'n sprong is vaak een cijfer of een komma verkeerd overgenomen.",
)
HELP = ("Kijk het bedrag na in de bron. Klopt het, zeg dat dan met `# negeer MW862 omdat …`.",)
MOST = Fraction(3, 2)
"""An amount may become half as large again, or shrink in the same measure."""


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the dated amounts that differ more than that from the one before."""
    for bedrag in file.nodes.of(Bedrag):
        for before, after in pairwise(bedrag.all(Ingang)):
            old, new = before.waarde, after.waarde
            if not isinstance(old, Bedragliteraal) or not isinstance(new, Bedragliteraal):
                continue
            if max(old.centen, new.centen) <= MOST * min(old.centen, new.centen):
                continue
            found = diagnostic(
                KIND,
                after.span,
                help=HELP,
                naam=bedrag.naam,
                dag=write_date(after.vanaf),
                oud=write_bedrag(old.centen),
                nieuw=write_bedrag(new.centen),
            )
            yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)

"""MW907: an outcome that can be refused without any human judgement on the way."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import order_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Uitkomst

KIND = Kind(
    "MW907",
    "volautomatische-weigering",
    Severity.HINT,
    "Bij `{naam}` komt nergens een oordeel van een mens aan te pas.",
    "Wie een weigering krijgt, heeft er recht op dat een mens ernaar kan kijken.",
)
HELP = ("Noem de grond om af te wijken die de wet hier geeft, met haar oordeel.",)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes that say what is favourable and read no judgement on any day."""
    judged = {
        name
        for part in subject.policy.slices
        for name, read in part.program.leaves.items()
        if read & part.program.judgements.keys()
    }
    for uitkomst in subject.nodes.of(Uitkomst):
        known = order_of(uitkomst.naam, subject.symbols)
        if known is not None and known.worst is not None and uitkomst.naam not in judged:
            yield diagnostic(KIND, subject.place_of_name(uitkomst), help=HELP, naam=uitkomst.naam)

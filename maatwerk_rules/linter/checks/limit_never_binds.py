"""MW573: a limit (`ten minste`, `ten hoogste`) that changes the value in no case."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.bounds import idle_limits
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW573",
    "begrenzing-werkt-nooit",
    Severity.WAARSCHUWING,
    "De grens `{soort} {grens}` doet nooit iets: de waarde blijft er altijd binnen.",
    "Een lezer denkt dat deze grens iemand raakt, of dat het bedrag zonder grens te ver kan gaan.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the limits that bind in no case and no slice."""
    advice = (
        "klopt een bereik of bedrag niet, verbeter dat",
        "staat de grens in de regeling, laat haar dan staan en zeg dat met `# negeer`",
    )
    for idle in subject.once(idle_limits).found:
        label = Label(idle.limit, "deze grens")
        grens = subject.text(idle.limit, 40)
        yield diagnostic(
            KIND, idle.whole, labels=(label,), soort=idle.side, grens=grens, help=advice
        )

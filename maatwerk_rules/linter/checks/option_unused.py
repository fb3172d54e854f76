"""MW567: options that nothing tells apart."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Keuze

KIND = Kind(
    "MW567",
    "ongebruikte-optie",
    Severity.HINT,
    "De opties {opties} van `{naam}` maken nergens verschil.",
    "Wie een van deze kiest, krijgt hetzelfde; misschien is voor een ervan een regel vergeten.",
)
STRICT = True
FEWEST = 2


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the keuzes with two options or more that no name refers to; one is what is left."""
    names = subject.mentions.names
    for keuze in subject.nodes.of(Keuze):
        same = [option for option in keuze.opties if option not in names]
        if len(same) >= FEWEST:
            place = subject.place(keuze, same[0])
            options = write_list(f"`{option}`" for option in same)
            yield diagnostic(KIND, place, opties=options, naam=keuze.naam)

"""MW558: two rows of a table that say the same of neighbouring cases."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.tables import joinable_rows_of
from maatwerk_rules.source import Span

KIND = Kind(
    "MW558",
    "rijen-samenvoegbaar",
    Severity.HINT,
    "Twee rijen van `{naam}` geven dezelfde waarde en verschillen in één cel; zij kunnen één zijn.",
    "Een lezer zoekt het verschil tussen de rijen, en dat is er niet.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the later of two rows that could be one."""
    told: set[Span] = set()
    for tabel, first, second in subject.once(joinable_rows_of):
        span = place_of_rule(subject, second)
        if span not in told:
            told.add(span)
            label = Label(place_of_rule(subject, first), "deze rij")
            yield diagnostic(KIND, span, labels=(label,), naam=tabel.naam)

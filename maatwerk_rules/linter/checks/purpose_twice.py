"""MW316: two intentions that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Bedoeling

KIND = Kind(
    "MW316",
    "bedoeling-dubbel",
    Severity.WAARSCHUWING,
    "`{naam}` zegt hetzelfde als de bedoeling `{ander}`.",
    "Wie zoekt welke regels een bedoeling dienen, vindt dan maar een deel.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the intentions whose text another one has too, in the policies used as well."""
    first: dict[str, Bedoeling] = {}
    for each in subject.written.all(Bedoeling):
        known = first.setdefault(" ".join(each.tekst.casefold().split()).rstrip("."), each)
        if known is not each and subject.is_own(each):
            label = Label(subject.place_of_name(known), "hier staat dezelfde tekst")
            place = subject.place_of_name(each)
            advice = f"gebruik overal `{known.naam}`"
            yield diagnostic(
                KIND, place, labels=(label,), help=(advice,), naam=each.naam, ander=known.naam
            )

"""MW302: an intention or base value that says next to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import words_in
from maatwerk_rules.model.declarations import Bedoeling, Waarde

KIND = Kind(
    "MW302",
    "bedoeling-leeg",
    Severity.WAARSCHUWING,
    "De tekst van `{naam}` zegt bijna niets.",
    "Aan de bedoeling wordt gemeten of een uitkomst te hard is; daar zijn woorden voor nodig.",
)
FEWEST_WORDS = 4


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the texts that are very short or only repeat the name."""
    listed: tuple[Bedoeling | Waarde, ...] = (*file.nodes.of(Bedoeling), *file.nodes.of(Waarde))
    for each in listed:
        words = {word.casefold() for word in words_in(each.tekst)}
        own = set(each.naam.casefold().split("_"))
        if len(words) < FEWEST_WORDS or words <= own:
            advice = "schrijf wie ermee geholpen is, en welk nadeel het voorkomt"
            place = file.place_of_name(each)
            yield suspected(diagnostic(KIND, place, help=(advice,), naam=each.naam))

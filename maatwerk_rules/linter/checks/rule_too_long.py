"""MW103: a rule with more conditions than a reader can hold together."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.sizes import parts_of
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Indien
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitzondering

KIND = Kind(
    "MW103",
    "regel-te-lang",
    Severity.HINT,
    "`{naam}` heeft {aantal} voorwaarden.",
    "Wie de regel leest of uitlegt, kan zoveel voorwaarden niet tegelijk overzien.",
)
LIMIT = 8


def find_in_file(file: File, limit: int = LIMIT) -> Iterator[Diagnostic]:
    """Yield the rules with more separate conditions than the limit."""
    rules: tuple[Regel | Uitzondering | Aanpassing, ...] = (
        *file.nodes.of(Regel),
        *file.nodes.of(Uitzondering),
        *file.nodes.of(Aanpassing),
    )
    for regel in rules:
        count = sum(len(parts_of(each.voorwaarde)) for each in regel.all(Indien))
        if count > limit:
            place = file.place_of_name(regel)
            advice = "geef een deel van de voorwaarde een naam: een begrip met een eigen bron"
            yield diagnostic(KIND, place, help=(advice,), naam=regel.naam, aantal=str(count))

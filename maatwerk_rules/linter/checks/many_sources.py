"""MW213: a rule that rests on three articles or more."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitzondering
from maatwerk_rules.model.references import Artikelverwijzing

KIND = Kind(
    "MW213",
    "meerdere-bronnen-een-regel",
    Severity.HINT,
    "`{naam}` rust op {aantal} artikelen.",
    "Wie een van die artikelen betwist, kan niet zien welk deel van de regel daaruit volgt.",
)
STRICT = True
LIMIT = 2


def find_in_policy(subject: Subject, limit: int = LIMIT) -> Iterator[Diagnostic]:
    """Yield the rules that cite more different articles than the limit."""
    rules: tuple[Regel | Uitzondering | Aanpassing, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Aanpassing),
    )
    for regel in rules:
        cited = {
            (bron.verwijzing.regeling, bron.verwijzing.artikel)
            for bron in regel.all(Bron)
            if isinstance(bron.verwijzing, Artikelverwijzing)
        }
        if len(cited) > limit:
            place = subject.place_of_name(regel)
            advice = "splits de regel, of geef een begrip zijn eigen bron"
            yield diagnostic(KIND, place, help=(advice,), naam=regel.naam, aantal=str(len(cited)))

"""MW219: the same source twice at one rule."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Bron
from maatwerk_rules.model.node import Reference
from maatwerk_rules.source import Span

KIND = Kind(
    "MW219",
    "bron-dubbel",
    Severity.WAARSCHUWING,
    "Deze bron staat al bij `{naam}`.",
    "Twee keer hetzelfde artikel: misschien was een ander lid bedoeld.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield each source that a declaration named before, with its line taken out."""
    for declaration in file.declarations:
        seen: list[Reference] = []
        for bron in declaration.all(Bron):
            if bron.verwijzing in seen:
                found = diagnostic(KIND, bron.span, naam=declaration.name)
                yield found if bron.comments else with_edits(found, _without(bron, file))
            seen.append(bron.verwijzing)


def _without(bron: Bron, file: File) -> Edit:
    text = file.source.text
    start = text.rfind("\n", 0, bron.span.start) + 1
    end = text.find("\n", bron.span.end) + 1 or len(text)
    return Edit(Span(bron.span.source, start, end), "", "veilig")

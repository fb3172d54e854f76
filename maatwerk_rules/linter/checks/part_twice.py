"""MW118: a condition that says the same part twice."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import En, Of
from maatwerk_rules.model.node import Expression
from maatwerk_rules.source import Span

KIND = Kind(
    "MW118",
    "deel-dubbel",
    Severity.WAARSCHUWING,
    "`{deel}` staat twee keer in deze voorwaarde.",
    "Meestal was bij de tweede iets anders bedoeld.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the parts that stood before in the same row of `en` or `of`."""
    rows: tuple[En | Of, ...] = (*file.nodes.of(En), *file.nodes.of(Of))
    for row in rows:
        seen: set[Expression] = set()
        for index, part in enumerate(row.delen):
            if part in seen:
                yield _found(row.delen[index - 1], part, file)
            seen.add(part)


def _found(before: Expression, part: Expression, file: File) -> Diagnostic:
    text = file.source.text
    said = " ".join(text[part.span.start : part.span.end].split())
    found = diagnostic(KIND, part.span, deel=said)
    between = text[before.span.end : part.span.start]
    if between.split() not in (["en"], ["of"]):
        return found
    place = Span(file.source.name, before.span.end, part.span.end)
    return with_edits(found, Edit(place, "", "veilig"))

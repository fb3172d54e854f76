"""MW120: a conditional value that is the condition itself."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import Janee, Tak, Voorwaardelijk

KIND = Kind(
    "MW120",
    "ja-indien-anders-nee",
    Severity.HINT,
    "Schrijf `{goed}` in plaats van ja indien dat zo is, anders nee.",
    "Een voorwaarde is zelf al ja of nee.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the values `(ja indien c, anders nee)`."""
    for each in file.nodes.of(Voorwaardelijk):
        match each:
            case Voorwaardelijk(
                takken=(Tak(waarde=Janee(waarde=True), voorwaarde=condition),),
                anders=Janee(waarde=False),
            ):
                span = condition.span
                good = file.source.text[span.start : span.end]
                found = diagnostic(KIND, each.span, goed=" ".join(good.split()))
                # The brackets stay: what stands around it reads one value.
                yield with_edits(found, Edit(each.span, f"({good})", "veilig"))

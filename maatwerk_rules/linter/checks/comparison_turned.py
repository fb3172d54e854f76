"""MW106: a comparison with the constant in front."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import (
    Bedragliteraal,
    Datumliteraal,
    Getalliteraal,
    Janee,
    Percentageliteraal,
    Vergelijking,
)
from maatwerk_rules.source import Span

KIND = Kind(
    "MW106",
    "omgekeerde-vergelijking",
    Severity.HINT,
    "Hier staat de vaste waarde voorop: schrijf `{goed}`.",
    "Een voorwaarde leest vlotter als voorop staat waar het over gaat.",
)

_TURNED = {
    "is": "is",
    "is niet": "is niet",
    "is meer dan": "is minder dan",
    "is minder dan": "is meer dan",
    "is ten minste": "is ten hoogste",
    "is ten hoogste": "is ten minste",
}
_FIXED = (Bedragliteraal, Datumliteraal, Getalliteraal, Janee, Percentageliteraal)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the comparisons that begin with a literal, turned round."""
    text = file.source.text
    for each in file.nodes.of(Vergelijking):
        left, right = each.links, each.rechts
        if not isinstance(left, _FIXED) or isinstance(right, _FIXED):
            continue
        said = [text[side.span.start : side.span.end] for side in (right, left)]
        good = f" {_TURNED[each.vergelijker]} ".join(said)
        place = Span(file.source.name, left.span.start, right.span.end)
        found = diagnostic(KIND, place, goed=" ".join(good.split()))
        between = text[left.span.end : right.span.start]
        if "(" in between or "#" in between:
            yield found
        else:
            yield with_edits(found, Edit(place, good, "veilig"))

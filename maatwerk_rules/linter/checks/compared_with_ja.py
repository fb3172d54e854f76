"""MW119: a ja/nee compared with ja."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Dan
from maatwerk_rules.model.declarations import Regel
from maatwerk_rules.model.expressions import (
    Janee,
    Naam,
    Oordeelverwijzing,
    Veldverwijzing,
    Vergelijking,
)

KIND = Kind(
    "MW119",
    "vergelijking-met-ja",
    Severity.HINT,
    "Schrijf `{goed}` in plaats van `{woorden}`.",
    "Een ja/nee is zelf al een voorwaarde.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the comparisons of a name with ja; with nee it can read better than `niet`.

    Where a rule gives `streng is ja` to `streng`, that is a circle and MW005 says how to write it.
    """
    own = {dan.waarde: regel.bepaalt for regel in file.nodes.of(Regel) for dan in regel.all(Dan)}
    for each in file.nodes.of(Vergelijking):
        match each:
            case Vergelijking(links=Naam(naam)) if own.get(each) == naam:
                pass
            case Vergelijking(
                links=Naam() | Veldverwijzing() | Oordeelverwijzing(),
                vergelijker="is" | "is niet",
                rechts=Janee(waarde=True),
            ):
                span = each.links.span
                name = file.source.text[span.start : span.end]
                good = name if each.vergelijker == "is" else f"niet {name}"
                said = " ".join(file.source.text[each.span.start : each.span.end].split())
                found = diagnostic(KIND, each.span, goed=good, woorden=said)
                yield with_edits(found, Edit(each.span, good, "veilig"))

"""MW169: an explanation that does not end as a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts
from maatwerk_rules.model.clauses import Vraag

KIND = Kind(
    "MW169",
    "zin-zonder-punt",
    Severity.HINT,
    "Deze tekst eindigt niet met een punt.",
    "De teksten komen achter elkaar in een brief; zonder punt lopen zij in elkaar over.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the explanations that end in a word, with the point behind them."""
    for text in resident_texts(file):
        said = text.raw.rstrip()
        if isinstance(text.clause, Vraag) or not said or said[-1] in ".?!:":
            continue
        found = diagnostic(KIND, text.span(0, len(text.raw)))
        place = text.span(len(said), len(said))
        yield with_edits(found, Edit(place, ".", "veilig"))

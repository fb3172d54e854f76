"""MW955: a toets that does not say which rule decides."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import File
from maatwerk_rules.model.toetsclauses import Vast, Verwachting

KIND = Kind(
    "MW955",
    "toets-zonder-grond",
    Severity.HINT,
    "Bij `{naam}` staat niet op grond van welke regel.",
    "Het goede antwoord om de verkeerde reden valt zo niet op.",
)
HELP = ("Schrijf `op grond van` met de regels die beslissen.",)
STRICT = True


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the settled expectations without grounds."""
    for said in file.nodes.of(Verwachting):
        if isinstance(said.verwacht, Vast) and not said.gronden:
            yield diagnostic(KIND, said.span, help=HELP, naam=said.uitkomst)

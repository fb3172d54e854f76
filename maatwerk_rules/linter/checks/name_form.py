"""MW102: a name in another form than the names of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.declarations import Regeling

KIND = Kind(
    "MW102",
    "naamgeving",
    Severity.HINT,
    "De naam `{naam}` is niet in kleine letters met lage streepjes.",
    "Met één schrijfwijze is een naam te raden en te lezen, ook in de uitleg aan de inwoner.",
)

_WORD = r"[^\W_]+"
_PLAIN = re.compile(rf"{_WORD}(?:_{_WORD})*")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the declared names in another form; a regeling follows other names."""
    for declaration in file.declarations:
        name = declaration.name
        if not name or isinstance(declaration, Regeling):
            continue
        if name != name.lower() or not _PLAIN.fullmatch(name):
            plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")
            advice = f"schrijf bijvoorbeeld `{re.sub('_+', '_', plain)}`"
            yield diagnostic(KIND, file.place_of_name(declaration), help=(advice,), naam=name)

"""MW101: white space that the fixed layout would take out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.source import Span

KIND = Kind(
    "MW101",
    "opmaak",
    Severity.HINT,
    "Hier staat {wat}.",
    "In een vaste opmaak laat een vergelijking van versies alleen zien wat echt is veranderd.",
)

_FORMS = (
    (
        re.compile(r"(?<=\S)[ \t]+(?=\r?$)", re.MULTILINE),
        "een spatie aan het eind van de regel",
        "",
    ),
    (re.compile(r"^\t+", re.MULTILINE), "een tab aan het begin van de regel", "  "),
    (re.compile(r"(?<=\n)(?:[ \t]*\n){2,}(?=.)"), "meer dan één lege regel", "\n"),
)

# A text without any of these has none of the forms: that is told much sooner.
_SIGNS = (" \n", " \r", "\t", "\n\n\n")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the white space that no layout of a policy has."""
    text = file.source.text
    if not (text.endswith(" ") or any(sign in text for sign in _SIGNS)):
        return
    for form, what, instead in _FORMS:
        for match in form.finditer(text):
            place = Span(file.source.name, *match.span())
            advice = "`maatwerk opmaak` zet het hele bestand in de vaste opmaak"
            found = diagnostic(KIND, place, help=(advice,), wat=what)
            yield with_edits(found, Edit(place, instead, "veilig"))

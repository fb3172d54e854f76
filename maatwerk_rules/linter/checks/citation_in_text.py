"""MW203: an article cited in a text in another form than the language itself uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected, with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Grens, LetOp, Omdat, Uitleg
from maatwerk_rules.model.declarations import Bedoeling, Dekking
from maatwerk_rules.model.node import Node
from maatwerk_rules.source import Span

KIND = Kind(
    "MW203",
    "bron-vorm",
    Severity.HINT,
    "Schrijf `{goed}` in plaats van `{woord}`.",
    "Een artikel dat overal op dezelfde manier staat, is terug te vinden (Aanwijzing 3.29).",
)

_FORMS = (
    (re.compile(r"rt\.? ?\d"), re.compile(r"\b[Aa]rt\.? ?(?=\d)"), "artikel "),
    (re.compile(r"sub "), re.compile(r"\bsub (?=[a-z0-9]{1,2}\b)"), "onderdeel "),
    (re.compile(r"j(?:o\.|uncto) "), re.compile(r"(?<=\d )(?:jo\.|juncto)(?= )"), "en"),
)
"""What is always in it and found soon in a long text, the form itself, and the words in full."""


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the short forms in what is said of the law, with the words in full."""
    text = file.source.text
    forms = [(form, plain) for sign, form, plain in _FORMS if sign.search(text)]
    if not forms:
        return
    said: tuple[Node, ...] = (
        *file.nodes.of(LetOp),
        *file.nodes.of(Uitleg),
        *file.nodes.of(Omdat),
        *file.nodes.of(Grens),
        *file.nodes.of(Bedoeling),
        *file.nodes.of(Dekking),
    )
    seen: set[Span] = set()
    for node in said:
        for form, plain in forms:
            for match in form.finditer(text, node.span.start, node.span.end):
                place = Span(node.span.source, match.start(), match.end())
                if place not in seen and _in_quotes(text, node.span.start, match.start()):
                    seen.add(place)
                    full = plain.capitalize() if match[0][0].isupper() else plain
                    found = diagnostic(KIND, place, goed=full.strip(), woord=match[0].strip())
                    yield with_edits(suspected(found), Edit(place, full, "suggestie"))


def _in_quotes(text: str, start: int, place: int) -> bool:
    return text.count('"', start, place) % 2 == 1

"""MW116: a text without words."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import File
from maatwerk_rules.model.node import Clause, Declaration, Node
from maatwerk_rules.source import Span

KIND = Kind(
    "MW116",
    "lege-tekst",
    Severity.WAARSCHUWING,
    "Hier staat een tekst zonder woorden.",
    "Wie hem leest, ziet niets; wie hem schreef, is hem waarschijnlijk vergeten.",
)

_EMPTY = '""'


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the blocks and lines with an empty text, or one of spaces only."""
    held: tuple[Declaration | Clause, ...] = (*file.declarations, *file.nodes.of(Clause))
    for node in held:
        if any(not said.strip() for said in _texts(node)):
            yield diagnostic(KIND, _place(node, file))


def _texts(node: Node) -> Iterator[str]:
    for name in ("tekst", "titel", "omdat", "toelichting", "reden"):
        said = getattr(node, name, None)
        if isinstance(said, str):
            yield said


def _place(node: Node, file: File) -> Span:
    """Return the quotes with nothing between them, or else the line."""
    start = file.source.text.find(_EMPTY, node.span.start, node.span.end)
    return node.span if start < 0 else attrs.evolve(node.span, start=start, end=start + 2)

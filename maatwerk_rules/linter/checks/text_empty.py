"""MW116: a text without words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
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
_TEXTS = ("tekst", "titel", "omdat", "toelichting", "reden")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the blocks and lines with an empty text, or one of spaces only."""
    held: tuple[Declaration | Clause, ...] = (*file.declarations, *file.nodes.of(Clause))
    for node in held:
        if any(not said.strip() for said in _texts(node)):
            yield diagnostic(KIND, _place(node, file))


def _texts(node: Node) -> Iterator[str]:
    for name in _named(type(node)):  # type: ignore[arg-type]  # a class is hashable
        said = getattr(node, name)
        if isinstance(said, str):
            yield said


@cache
def _named(kind: type[Node]) -> tuple[str, ...]:
    """Return the fields of a class that may be texts."""
    fields = {field.name for field in attrs.fields(kind)}
    return tuple(name for name in _TEXTS if name in fields)


def _place(node: Node, file: File) -> Span:
    """Return the quotes with nothing between them, or else the line."""
    start = file.source.text.find(_EMPTY, node.span.start, node.span.end)
    return node.span if start < 0 else attrs.evolve(node.span, start=start, end=start + 2)

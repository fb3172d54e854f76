"""Where a rule stands in the text: its name, or of a row of a table the row."""

from __future__ import annotations

from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Rij
from maatwerk_rules.model.declarations import Tabel
from maatwerk_rules.source import Span


def place_of_rule(subject: Subject, node: core.Node) -> Span:
    """Return where a rule, exception, deviation or row stands."""
    origin = node.origin
    assert origin is not None, "what is reported was written"
    row = row_of(node)
    return subject.place_of_name(origin) if row is None else row.span


def place_of_definition(subject: Subject, definition: core.Definition) -> Span | None:
    """Return where the policy itself says a begrip or outcome, or fills it in; None if nowhere."""
    if definition.origin is not None and subject.is_own(definition.origin):
        return subject.place_of_name(definition.origin)
    filled = definition.expression
    if filled is not None and filled.span.source in subject.written.sources:
        return filled.span
    return None


def row_of(node: core.Node) -> Rij | None:
    """Return the row of a table that a node stands for, or None."""
    if not isinstance(node.origin, Tabel):
        return None
    number = int(node.name.rsplit(" ", 1)[1])
    return node.origin.all(Rij)[number - 1]

"""Which definitions may read what is other in the second case of a pair."""

from __future__ import annotations

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.verification.smt.situation import Situation


class Reading:
    """What the definitions of a program read."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def touched_by(self, situation: Situation) -> frozenset[str]:
        """Return the definitions that may read what is changed in a case; linear in their size."""
        names = {leaf.field if leaf.field is not None else leaf.name for leaf in situation.changed}
        lists = {record.list for record in situation.stands_for}
        found: set[str] = set()
        ordered = dict.fromkeys(name for name, _ in from_the_bottom(self._program.definitions))
        for name in ordered:
            definition = self._program.definitions[name]
            touched = any(part in found for part in definition.reads) or any(
                self._is_touched(part, names, lists, situation.moved) for part in definition.parts
            )
            if touched or (lists and definition.record is not None):
                found.add(name)
        return frozenset(found) | (self._program.definitions.keys() - ordered.keys())

    def _is_touched(self, part: core.Expr, names: set[str], lists: set[str], moved: bool) -> bool:
        match part:
            case core.Fact(name=name) | core.Judged(name=name):
                return name in names
            case core.Field(field=name):
                return name in names or bool(lists)
            case core.Aggregate(lists=listed):
                return any(one.name in lists for one in listed)
            case core.ReferenceDate() | core.OverMonths():
                return moved
        return False

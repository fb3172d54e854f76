"""In what two cases differ, and what of a program may come out differently for it."""

from __future__ import annotations

from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen

NO_NAMES: frozenset[str] = frozenset()


@frozen
class Difference:
    """In what two cases differ: facts, lists and judgements by name, and fields of records.

    Args:
        judged: They are not reckoned in the same way while judgements are open.
    """

    names: frozenset[str] = NO_NAMES
    fields: frozenset[str] = NO_NAMES
    judged: bool = False

    def affects(self, program: core.Program) -> frozenset[str]:
        """Return the definitions that may read what differs.

        One of which nothing is known is always among them. For a difference in one thing it is
        found once.
        """
        if len(self.names) + len(self.fields) != 1 or self.judged:
            return self._affects(program)
        if self not in program.derived:
            program.derived[self] = self._affects(program)
        found: frozenset[str] = program.derived[self]
        return found

    def _affects(self, program: core.Program) -> frozenset[str]:
        unknown = program.definitions.keys() - (program.leaves.keys() & program.fields.keys())
        return frozenset(unknown).union(
            *(program.readers.get(name, NO_NAMES) for name in self._named(program)),
            *(program.field_readers.get(field, NO_NAMES) for field in self.fields),
        )

    def touches(self, expr: core.Expr, program: core.Program, affected: frozenset[str]) -> bool:
        """Tell whether an expression may read what differs; `affected` are the definitions."""
        names = self._named(program)
        for part in core.walk(expr):
            match part:
                case core.Fact(name=name) | core.Judged(name=name) if name in names:
                    return True
                case core.Field(field=field) if field in self.fields:
                    return True
                case core.Aggregate(lists=lists) if any(one.name in names for one in lists):
                    return True
                case core.Read(name=name) if name in affected:
                    return True
        return False

    def _named(self, program: core.Program) -> frozenset[str]:
        return self.names | program.judgements.keys() if self.judged else self.names


NO_DIFFERENCE = Difference()


def in_one(leaf: Leaf) -> Difference:
    """Return the difference of cases that differ in one fact, field or judgement.

    >>> in_one(Leaf("gegeven", "werkt")).names
    frozenset({'werkt'})
    """
    if leaf.field is None:
        return Difference(names=frozenset({leaf.name}))
    return Difference(fields=frozenset({leaf.field}))


def differing(first: Case, second: Case, *, judged: bool = False) -> Difference | None:
    """Return in what two cases differ, or None where any result may differ.

    >>> from datetime import date
    >>> from maatwerk_rules.model.unknown import fact_leaf
    >>> day = date(2026, 1, 1)
    >>> differing(Case(day), Case(day, {fact_leaf("werkt"): True})).names
    frozenset({'werkt'})
    """
    if (first.peildatum, first.looked) != (second.peildatum, second.looked):
        return None
    names = {
        name
        for name in first.lists.keys() | second.lists.keys()
        if first.lists.get(name) != second.lists.get(name)
    }
    fields = set()
    of_the_case = ("gegeven", "oordeel")
    for one, other in ((first.values, second.values), (first.courses, second.courses)):
        if one is other:
            continue
        for leaf in one.keys() | other.keys():
            if one.get(leaf) == other.get(leaf):
                continue
            if leaf.kind not in of_the_case:
                return None  # no program says what reads an amount that it lacks
            if leaf.field is None:
                names.add(leaf.name)
            else:
                fields.add(leaf.field)
    return Difference(frozenset(names), frozenset(fields), judged)

"""Which facts do something: for an outcome, for a judgement, or beside the outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from maatwerk_rules.analysis.desugar_expressions import not_shown
from maatwerk_rules.model.clauses import Factor, ToetsenOpVerzoek, Vermoeden
from maatwerk_rules.model.core import Expr, Field, Program, Read, walk
from maatwerk_rules.model.node import Node


def needed_by(program: Program) -> frozenset[str]:
    """Return the leaves of what is published, and of all that is asked beside the outcomes.

    >>> from maatwerk_rules.model.core import Definition, Fact
    >>> from maatwerk_rules.model.types import JaNee
    >>> recht = Definition("recht", JaNee(), expression=Fact("werkt", JaNee()), published=True)
    >>> leaves = {"recht": frozenset({"werkt"})}
    >>> sorted(needed_by(Program({"recht": recht}, {"werkt": JaNee()}, {}, leaves=leaves)))
    ['werkt']
    """
    beside = _beside(program)
    names = {part.name for expr in beside for part in walk(expr) if isinstance(part, Read)}
    found = {getattr(part, "name", "") for expr in beside for part in walk(expr)}
    leaves = (program.leaves.get(name, frozenset()) for name in (*_published(program), *names))
    found = found.union(*leaves)
    return frozenset(found | {name.removeprefix(not_shown("")) for name in found})


def fields_needed_by(program: Program) -> frozenset[str]:
    """Return the fields of records that are read for what `needed_by` is about.

    >>> sorted(fields_needed_by(Program({}, {}, {})))
    []
    """
    beside = [part for expr in _beside(program) for part in walk(expr)]
    names = {part.name for part in beside if isinstance(part, Read)}
    fields = (program.fields.get(name, frozenset()) for name in (*_published(program), *names))
    own = {part.field for part in beside if isinstance(part, Field)}
    return frozenset(own.union(*fields))


def _published(program: Program) -> list[str]:
    return [one.name for one in program.definitions.values() if one.published]


def _beside(program: Program) -> list[Expr]:
    return [
        *program.violations.values(),
        *program.admissible.values(),
        *program.assumptions.values(),
        *program.conditions.values(),
        *(rung.condition for rung in program.ladder if rung.condition is not None),
    ]


def needed_by_people(nodes: Iterable[Node]) -> frozenset[str]:
    """Return the facts that a judgement weighs, that are presumed, or that stand for a request.

    >>> sorted(needed_by_people([Factor("inkomen"), ToetsenOpVerzoek("verzoek")]))
    ['inkomen', 'verzoek']
    """
    return frozenset(
        node.naam if isinstance(node, Factor) else node.gegeven
        for node in nodes
        if isinstance(node, Factor | Vermoeden | ToetsenOpVerzoek)
    )

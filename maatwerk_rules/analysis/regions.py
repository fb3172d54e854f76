"""Which definitions can never contradict themselves and never lack a rule, proved for every case."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.policy import Slice


def with_proofs(part: Slice) -> Slice:
    """Return the slice with `no_conflict` and `no_gap` on the definitions where they are proved.

    >>> from datetime import date
    >>> from maatwerk_rules.model.core import Constant, Program
    >>> from maatwerk_rules.model.types import Aantal
    >>> een = Definition("een", Aantal(), expression=Constant(1, Aantal()))
    >>> part = Slice(date(2026, 1, 1), None, Program({"een": een}, {}, {}))
    >>> with_proofs(part).program.definitions["een"].no_gap
    True
    """
    definitions = {name: _proved(one) for name, one in part.program.definitions.items()}
    program = attrs.evolve(part.program, definitions=MappingProxyType(definitions))
    return attrs.evolve(part, program=program)


def _proved(definition: Definition) -> Definition:
    has_expression = definition.expression is not None
    return attrs.evolve(
        definition,
        no_conflict=has_expression,
        no_gap=has_expression or definition.default is not None,
    )

"""Which definitions lean on a long chain of others, so that no chain is too long to work out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from maatwerk_rules.model.core import Definition, below, expressions
from maatwerk_rules.model.levels import from_the_bottom

T = TypeVar("T")

ROOM = 200
"""How many calls in each other it may take to work out what a definition reads."""

# How many calls each level of nesting takes in the evaluator, measured and rounded up.
_PER_DEFINITION, _PER_NODE, _PER_EXPRESSION = 6, 4, 3


def deep(definitions: Mapping[str, Definition]) -> dict[str, tuple[str, ...]]:
    """Return the definitions that lean on a long chain, each with those of them that it reads.

    What is not in it may be worked out as it comes; these from the bottom of the chain, so that a
    chain of any length fits in ROOM. Linear in the size of the definitions. Definitions in a
    circle, or leaning on one, are left out.

    >>> from maatwerk_rules.model.core import Read, ReferenceDate
    >>> from maatwerk_rules.model.types import Datum
    >>> chain = {"d0": Definition("d0", Datum(), expression=ReferenceDate())}
    >>> for n in range(1, 40):
    ...     chain[f"d{n}"] = Definition(
    ...         f"d{n}", Datum(), expression=Read(f"d{n - 1}", None, Datum())
    ...     )
    >>> found = deep(chain)
    >>> "d9" in found, found["d39"]
    (False, ('d38',))
    """
    calls: dict[str, int] = {}
    found: dict[str, tuple[str, ...]] = {}
    for name, read in from_the_bottom(definitions):
        below = max((calls[other] for other in read), default=0)
        calls[name] = _calls(definitions[name]) + min(below, ROOM)
        if calls[name] > ROOM:
            found[name] = tuple(sorted(other for other in read if other in found))
    return found


def _calls(definition: Definition) -> int:
    nodes, parts = definition.once(_depths)
    return _PER_DEFINITION + _PER_NODE * nodes + _PER_EXPRESSION * parts


def _depths(definition: Definition) -> tuple[int, int]:
    """Return how deep the nodes of a definition lie in each other, and its expressions.

    >>> from maatwerk_rules.model.core import Constant, Not
    >>> from maatwerk_rules.model.types import JaNee
    >>> _depths(Definition("b", JaNee(), expression=Not(Constant(True, JaNee()))))
    (0, 2)
    """
    tops = [
        *definition.rules,
        *(node for stage in definition.stages for node in stage.adjustments),
        *(deviation.node for deviation in definition.deviations),
        *(one.stands_in for one in definition.deviations if one.stands_in is not None),
    ]
    return _depth(tops, lambda node: node.exceptions), _depth([*expressions(definition)], below)


def _depth(tops: list[T], below: Callable[[T], Iterable[T]]) -> int:
    """Return how deep things lie in each other."""
    depth = 0
    while tops:
        depth += 1
        tops = [each for top in tops for each in below(top)]
    return depth

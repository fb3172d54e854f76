"""What rules come to as formulas: nodes, steps, rounds with deviations, and definitions."""

from __future__ import annotations

from maatwerk_rules.model import core
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.smt.expressions import Environment, Open
from maatwerk_rules.verification.smt.quantities import Value
from maatwerk_rules.verification.smt.terms import Term


@frozen
class Given:
    """What a node, or siblings together, give; at most one of the three holds."""

    value: Value | None
    gives: Term
    aside: Term
    conflict: Term


@frozen
class NodeTerms:
    """What one node comes to. `active`: not set aside, and its condition holds.

    `alone`: active, and no exception gives anything, so that its own value is asked.
    """

    node: core.Node
    given: Given
    fired: Term
    active: Term
    alone: Term
    env: Environment
    exceptions: tuple[NodeTerms, ...] = ()
    marks: tuple[NodeTerms, ...] = ()
    replacing: tuple[NodeTerms, ...] = ()


@frozen
class StageTerms:
    """The adjustments of one step, and whether it is reached."""

    reached: Term
    adjustments: tuple[NodeTerms, ...]


@frozen
class Result:
    """What a definition comes to: a value, or that no rule decides, or a contradiction."""

    value: Value
    none: Term
    conflict: Term


@frozen
class RoundTerms:
    """One reckoning of a definition with a set of deviations in force.

    `defaults` holds where no rule gives anything, so that what stands for that is asked.
    """

    result: Result
    env: Environment
    rules: tuple[NodeTerms, ...] = ()
    stages: tuple[StageTerms, ...] = ()
    defaults: Term | None = None


@frozen
class DefinitionTerms:
    """The result of one definition, with its rounds and when each is the one that decides.

    `unclear` holds where rounds contradict themselves in ways that are not told apart. `opens` are
    the places that may be open in it and in all that it reads.
    """

    definition: core.Definition
    result: Result
    rounds: tuple[RoundTerms, ...]
    decides: tuple[Term, ...]
    unclear: Term
    opens: tuple[Open, ...] = ()


@frozen
class Force:
    """The deviations in force in one round of a definition."""

    definition: core.Definition
    deviations: tuple[core.Deviation, ...]

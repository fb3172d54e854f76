"""What the outcome would be with each answer to a judgement that is open; none of them is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

import attrs

from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.types import JaNee, Keuze, Scalar, Type, bounds
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Result, Room, Status
from maatwerk_rules.runtime.facts import Facts, Judgement
from maatwerk_rules.values import frozen

MOST_ANSWERS = 16
"""Of more combinations of answers than this it is not told what follows."""


@frozen
class Then:
    """What the outcome would be with one answer to each open judgement, all else equal."""

    answers: tuple[tuple[Leaf, Scalar], ...]
    status: Status
    value: Scalar | None


def supposing(facts: Facts, answers: Mapping[Leaf, Scalar]) -> Facts:
    """Return the facts with judgements that nobody gave, to see what would follow; never kept."""
    given = [Judgement(leaf.name, leaf.record, value, "") for leaf, value in answers.items()]
    return attrs.evolve(facts, judgements=(*facts.judgements, *given))


def answers_of(type_: Type) -> tuple[Scalar, ...]:
    """Return the answers to a judgement in the order of the policy; of a number both ends.

    >>> answers_of(JaNee())
    (True, False)
    """
    match type_:
        case JaNee():
            return (True, False)
        case Keuze(opties=opties):
            return opties
    return bounds(type_)


def follows(room: Room, result: Result, words: Vocabulary) -> Iterator[Then]:
    """Yield what would follow from each answer to the judgements that a piece of room waits for.

    In the order of the policy. Nothing where no judgement is open, where there are more than
    MOST_ANSWERS combinations, or without facts. Costs a decision for each of them.
    """
    leaves = [leaf for leaf in room.missing if leaf.kind == "oordeel"]
    options = [answers_of(words.policy.types[leaf.name]) for leaf in leaves]
    if not leaves or words.facts is None or prod(map(len, options)) > MOST_ANSWERS:
        return
    for each in product(*options):
        answers = dict(zip(leaves, each, strict=True))
        facts = supposing(words.facts, answers)
        of = (result.name,)
        every = decide(words.policy, facts, peildatum=words.peildatum, uitkomsten=of, bare=True)
        found = next(one for one in every if one.record == result.record)
        yield Then(tuple(answers.items()), found.status, found.value)

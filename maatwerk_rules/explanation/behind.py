"""What lies behind a rule that only adds up or passes on: the rules that gave what it reads.

Where its own words name what it reads, those say enough. A nought adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.explanation.conditions import FILLED
from maatwerk_rules.explanation.readings import find_rule
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.clauses import Uitleg
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.runtime.decision import Ground, Result
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step, deciding_round
from maatwerk_rules.values import frozen

NOUGHT = (0, False)


@frozen
class Behind:
    """A rule that works, and the result it works on."""

    rule: str
    step: DefinitionStep


def behind(ground: Ground, result: Result, words: Vocabulary) -> tuple[Behind, ...]:
    """Return the rules that gave what a rule reads, those furthest away first.

    Followed are outcomes that the words of the rule do not name, and where it has no words also
    what else it reads. What exists for another record, or on another day, is not followed.
    Nothing for a rule that does not work. Linear in the part of the trace that is followed.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("participatiewet")
    >>> case = {"feiten": {
    ...     "bijstand_betaald": 900, "bijstand_waarop_recht": 500, "te_veel_door_schending": 400,
    ...     "herzien_of_ingetrokken": True, "grond_naast_te_veel": "geen"}}
    >>> day = date(2026, 3, 1)
    >>> decision = decide(policy, case, peildatum=day, uitkomsten=["teruggevorderd_bedrag"])
    >>> (result,) = decision
    >>> [one.rule for one in behind(result.deciding[0], result, Vocabulary(policy, day))]
    ['terugvordering_na_schending']
    """
    shown = result.shown
    node = None if shown is None else find_rule(shown, ground.rule, ground.record)
    if shown is None or node is None or not node.fired:
        return ()
    found = {(one.rule, id(one.step)): one for one in _below(node, shown, words)}
    return tuple(found.values())


def _below(node: NodeStep, step: DefinitionStep, words: Vocabulary) -> Iterator[Behind]:
    """Yield what a rule rests on, without the rule itself."""
    named = _named_by(node, words)
    for read in _reads(node.value) if node.value is not None else ():
        elsewhere = read.record not in (None, step.record) or read.day != step.day
        if elsewhere or not read.rounds or read.value in NOUGHT:
            continue
        if named is None or (
            isinstance(read.definition.origin, Uitkomst) and read.definition.name not in named
        ):
            yield from _of(read, words)


def _of(step: DefinitionStep, words: Vocabulary) -> Iterator[Behind]:
    decided = deciding_round(step)
    nodes = (*decided.rules, *(one for stage in decided.stages for one in stage.adjustments))
    for node in nodes:
        if node.fired:
            yield from _below(node, step, words)
            yield from _worked(node, step)


def _worked(node: NodeStep, step: DefinitionStep) -> Iterator[Behind]:
    """Yield a rule, and what works on it in its turn."""
    yield Behind(node.node.name, step)
    for one in (*node.exceptions, *node.marks, *node.replacing):
        if one.fired:
            yield from _worked(one, step)


def _named_by(node: NodeStep, words: Vocabulary) -> frozenset[str] | None:
    """Return what the words of a rule name; None where it has no words."""
    rule = words.rule(node.node.name)
    uitleg = rule.one(Uitleg) if rule is not None else None
    return None if uitleg is None else frozenset(FILLED.findall(uitleg.tekst))


def _reads(step: Step) -> Iterator[DefinitionStep]:
    waiting: list[Step | DefinitionStep] = [step]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, DefinitionStep):
            yield part
        else:
            waiting[:0] = part.parts

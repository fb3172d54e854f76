"""One case with another value of one fact, by generated code: many small questions, asked quickly.

What generated code is not certain of is left to the evaluator: `UNSURE` says so. So are other
days: of hundreds of months the evaluator reckons only those anew in which the fact is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.compiler.support import LEEG, Deel, Zaak
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.asked import Rules, rules_on
from maatwerk_rules.runtime.difference import Difference
from maatwerk_rules.runtime.facts import Facts, FactValue
from maatwerk_rules.runtime.prepared import prepared, type_of


class Unsure:
    """Generated code does not tell."""


UNSURE = Unsure()


def with_value(facts: Facts, leaf: Leaf, fact: FactValue, value: Scalar) -> Facts:
    """Return the facts with another value of one of them; what was recorded of it stays."""
    return attrs.evolve(facts, values={**facts.values, leaf: attrs.evolve(fact, value=value)})


Outcome = tuple[str, RecordId | None]


@attrs.frozen
class _Case:
    """A case as generated code reads it, in a hurry and with patience, with the record asked."""

    quick: Zaak
    patient: Zaak
    record: Deel | None


class Varied:
    """One outcome of one case, for other values of its facts."""

    def __init__(self, policy: Policy, facts: Facts, day: date) -> None:
        rules = rules_on(policy, day)
        assert rules is not None, "an outcome was decided on this day"
        self._rules: Rules = rules
        self._policy, self._facts, self._day = policy, facts, day
        self._weighed = facts.weighed()
        self._laid_out = prepared(rules.program, facts.case(day))

    def may_hang_on(self, name: str, leaf: Leaf) -> bool:
        """Tell whether an outcome may read a fact, on this day or in a month it looks at.

        A fact that a judgement weighed counts as read: the judgement may no longer stand.
        """
        if leaf in self._weighed or self._facts.not_shown:
            return True
        difference = _difference(leaf)
        below = self._rules.below(name)
        return any(
            not below.isdisjoint(difference.affects(part.program)) for part in self._policy.slices
        )

    def value(self, varied: Facts, leaf: Leaf, of: Outcome) -> Scalar | Unsure | None:
        """Return the outcome with other facts, which differ in one; None where no rule decides it.

        None also stands for a case that cannot exist.
        """
        case = self._case(varied, leaf, of[1])
        if case is None:
            return UNSURE
        for can_exist in self._admissible(leaf, case):
            if can_exist is not True:
                return UNSURE if can_exist is None else None
        rules, (name, _) = self._rules, of
        found: Any = rules.compiled.value(name, case.quick, case.record)
        if found is None:
            found = rules.patient.value(name, case.patient, case.record)
        if found is None:
            return UNSURE
        return None if found is LEEG else found

    def working(self, varied: Facts, leaf: Leaf, of: Outcome) -> frozenset[str] | None:
        """Return which rules of an outcome work with other facts, or None where it cannot tell.

        It can where a rule works exactly where its condition holds.
        """
        definition = self._rules.program.definitions[of[0]]
        case = self._case(varied, leaf, of[1]) if _is_plain(definition) else None
        if case is None:
            return None
        found: set[str] = set()
        for node in _rules(definition):
            holds = self._holds(node.guard, case)
            if holds is None:
                return None
            if holds:
                found.add(node.name)
        return frozenset(found)

    def _case(self, varied: Facts, leaf: Leaf, record: RecordId | None) -> _Case | None:
        """Return other facts as generated code reads them, or None where it cannot."""
        rules, found = self._rules, self._laid_out
        if self._weighed or self._facts.not_shown or found is None:
            found = prepared(rules.program, varied.case(self._day))
        else:
            value = varied.values[leaf].value
            found = found.varied(leaf, value, type_of(leaf, rules.program))
        if found is None:
            return None
        deel = None if record is None else found.records.get(record)
        if record is not None and deel is None:
            return None
        quick, patient = (
            code.case(self._day, found.facts, found.lists, looked=found.looked)
            for code in (rules.compiled, rules.patient)
        )
        return _Case(quick, patient, deel)

    def _admissible(self, leaf: Leaf, case: _Case) -> Iterator[bool | None]:
        """Yield whether what may be otherwise of which cases can exist, still holds."""
        rules = self._rules
        all_may = bool(self._weighed or self._facts.not_shown)
        for condition in rules.program.admissible.values():
            if all_may or _reads(condition, leaf, rules.program):
                yield self._holds(condition, case)

    def _holds(self, condition: core.Expr, case: _Case) -> bool | None:
        found = self._rules.compiled.holds(condition, case.quick)
        return self._rules.patient.holds(condition, case.patient) if found is None else found


def _is_plain(definition: core.Definition) -> bool:
    """Tell whether each rule of a definition works exactly where its condition holds."""
    listed = _rules(definition)
    names = {node.name for node in listed}
    return not (
        definition.record
        or definition.deviations
        or any(node.exceptions or node.closed_by_look for node in listed)
        or any(definition.above[name] & names for name in names & definition.above.keys())
    )


def _rules(definition: core.Definition) -> list[core.Node]:
    adjusting = (node for stage in definition.stages for node in stage.adjustments)
    return [*definition.rules, *adjusting]


def _reads(condition: core.Expr, leaf: Leaf, program: core.Program) -> bool:
    difference = _difference(leaf)
    return difference.touches(condition, program, difference.affects(program))


def _difference(leaf: Leaf) -> Difference:
    if leaf.field is None:
        return Difference(names=frozenset({leaf.name}))
    return Difference(fields=frozenset({leaf.field}))

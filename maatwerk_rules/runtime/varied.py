"""One case with another value of one fact, by generated code: many small questions, asked quickly.

What generated code is not certain of is left to the evaluator: `UNSURE` says so. So are other
days: of hundreds of months the evaluator reckons only those anew in which the fact is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, cast

import attrs

from maatwerk_rules.compiler.support import LEEG, ONBEKEND, Deel, Zaak
from maatwerk_rules.compiler.whole import Together
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.asked import Rules, rules_on
from maatwerk_rules.runtime.difference import in_one
from maatwerk_rules.runtime.facts import Facts, FactValue
from maatwerk_rules.runtime.prepared import Prepared, prepared, type_of


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
    patient: Zaak | None
    record: Deel | None


class _Row:
    """One function for an outcome, and what it takes in the case as it is."""

    def __init__(self, together: Together, varied: Varied) -> None:
        self._together = together
        self._varied = varied
        self._row = varied.row_of(together)
        self._places = {key: place for place, key in enumerate(together.keys)}

    def value(self, leaf: Leaf, value: Scalar) -> Any:
        """Return what the function gives with another value; None where the case is not for it."""
        if self._row is None:
            return None
        case, facts, amounts = self._row
        if leaf.record is not None or self._together.reads_case or isinstance(value, Fraction):
            other = self._varied.case_with(leaf, value)
            if other is None:
                return None
            (found,) = self._together.values(other, self._together.facts_of(other.feiten), amounts)
            return found
        place = self._places.get(leaf.name)
        if place is not None:
            facts = [*facts]
            facts[place] = value
        (found,) = self._together.values(case, facts, amounts)
        return found


class Varied:
    """One outcome of one case, for other values of its facts."""

    def __init__(self, policy: Policy, facts: Facts, day: date) -> None:
        rules = rules_on(policy, day)
        assert rules is not None, "an outcome was decided on this day"
        self._rules: Rules = rules
        self._policy, self._facts, self._day = policy, facts, day
        self._weighed = facts.weighed()
        self._laid_out = prepared(rules.program, facts.case(day))
        self._together: dict[str, _Row | None] = {}
        self._last: tuple[Leaf, Scalar, Zaak | None] | None = None
        self._free: dict[Leaf, bool] = {}

    def is_alone(self, leaf: Leaf) -> bool:
        """Tell whether nothing else of the case hangs on a fact: no judgement, no presumption."""
        return leaf not in self._weighed and not self._facts.not_shown

    def at_once(self, leaf: Leaf, value: Scalar, of: Outcome) -> Scalar | Unsure | None:
        """Return the outcome with another value of one fact by one function, as `value` does.

        There is one once the outcome was looked at often.
        """
        name, record = of
        if name not in self._together:
            together = self._rules.plan((name,)).begun()
            self._together[name] = None if together is None else _Row(together, self)
        row = self._together[name]
        if row is None or record is not None or not self._is_free(leaf):
            return UNSURE
        given = row.value(leaf, value)
        if given is None or given is ONBEKEND:
            return UNSURE
        return None if given is LEEG else cast(Scalar, given)

    def working_at_once(self, leaf: Leaf, value: Scalar, of: Outcome) -> frozenset[str] | None:
        """Return what `working` does, where `at_once` told the outcome."""
        definition = self._rules.program.definitions[of[0]]
        case = self.case_with(leaf, value) if _is_plain(definition) else None
        return None if case is None else self._working(definition, _Case(case, None, None))

    def case_with(self, leaf: Leaf, value: Scalar) -> Zaak | None:
        """Return the case with another value as code in a hurry reads it; the last is kept."""
        if self._last is None or self._last[:2] != (leaf, value):
            found = self._laid_out
            type_ = type_of(leaf, self._rules.program)
            found = None if found is None else found.varied(leaf, value, type_)
            self._last = leaf, value, self._as_case(found)
        return self._last[2]

    def _as_case(self, found: Prepared | None) -> Zaak | None:
        if found is None:
            return None
        return self._rules.compiled.case(self._day, found.facts, found.lists, looked=found.looked)

    def row_of(self, together: Together) -> tuple[Zaak, Sequence[Any], Sequence[Any]] | None:
        """Return the case as it is for a function: itself, its facts, its amounts."""
        case = self._as_case(self._laid_out)
        if case is None:
            return None
        amounts = self._rules.compiled.amounts_on(self._day)
        return case, together.facts_of(case.feiten), together.amounts_of(amounts)

    def _is_free(self, leaf: Leaf) -> bool:
        """Tell whether nothing but the outcome itself hangs on a fact."""
        if leaf not in self._free:
            program = self._rules.program
            conditions = program.admissible.values()
            self._free[leaf] = self.is_alone(leaf) and not any(
                _reads(one, leaf, program) for one in conditions
            )
        return self._free[leaf]

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
        if found is None and case.patient is not None:
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
        return None if case is None else self._working(definition, case)

    def _working(self, definition: core.Definition, case: _Case) -> frozenset[str] | None:
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
        if found is not None or case.patient is None:
            return found
        return self._rules.patient.holds(condition, case.patient)


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
    difference = in_one(leaf)
    return difference.touches(condition, program, difference.affects(program))

"""What is asked of one case under one slice, and works each result out when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import LEEG, Deel, Zaak
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import LANGUAGE_VERSION, Policy, Slice
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import RecordId, known
from maatwerk_rules.runtime.deciding import Deciding, first_of
from maatwerk_rules.runtime.decision import (
    Decision,
    Question,
    Result,
    named,
    stand,
)
from maatwerk_rules.runtime.facts import Facts, Signal
from maatwerk_rules.runtime.later import is_filled, put
from maatwerk_rules.runtime.not_assessed import in_words, not_assessed
from maatwerk_rules.runtime.prepared import Prepared, prepared
from maatwerk_rules.version import __version__

WARM_UP = 3
"""So many cases are left to the evaluator: for one or two, making code costs more than it saves."""


class Rules:
    """One slice of a policy, ready to decide cases; `cases` counts them."""

    def __init__(self, policy: Policy, part: Slice) -> None:
        self.cases = 0
        self.policy = policy
        self.part = part
        self.program = part.program
        self.compiled = Compiled(part.program)
        self.patient = Compiled(part.program, patient=True)
        definitions = part.program.definitions
        self.published = tuple(name for name, one in definitions.items() if one.published)
        self.lists: dict[str, list[str]] = {}
        self._below: dict[str, frozenset[str]] = {}
        for fact, type_ in part.program.facts.items():
            if isinstance(type_, Lijst):
                self.lists.setdefault(type_.soort.naam, []).append(fact)

    def below(self, name: str) -> frozenset[str]:
        """Return a definition with all that it reads, itself or through others."""
        found = self._below.get(name)
        if found is None:
            definitions, reached, waiting = self.program.definitions, {name}, [name]
            while waiting:
                read = definitions[waiting.pop()].reads & definitions.keys()
                waiting += read - reached
                reached |= read
            found = self._below[name] = frozenset(reached)
        return found

    def laid_out(self, facts: Facts, day: date) -> Prepared | None:
        """Return a case laid out for generated code; once where its facts do not change."""
        if self not in facts.derived:
            case = facts.case(day)
            found = prepared(self.program, case)
            if case.courses:
                return found
            facts.derived[self] = found
        kept: Prepared | None = facts.derived[self]
        return kept


def rules_on(policy: Policy, day: date) -> Rules | None:
    """Return the rules of a day, made ready once, or None where the policy does not hold."""
    for part in policy.slices:
        if part.vanaf <= day and (part.tot is None or day < part.tot):
            found: Rules | None = policy.derived.get(part.vanaf)
            if found is None:
                found = policy.derived.setdefault(part.vanaf, Rules(policy, part))
            return found
    return None


FROM_VALUE: dict[str, Callable[[core.Definition, Any], object]] = {
    "possible": lambda definition, value: None if value is None else known(value, definition.type),
    "no_rule": lambda definition, value: value is None,
    "conflict": lambda definition, value: (),
    "missing": lambda definition, value: (),
    "favourable": lambda definition, value: (
        value == definition.order[-1] if isinstance(definition.order, tuple) else None
    ),
    "first": lambda definition, value: first_of(definition.origin),
}
"""The fields of a result that follow from a value that stands (None: no rule decides)."""


class Asked(Zaak):
    """What was asked of one case: it works out each result when it is first looked at."""

    __slots__ = (
        "_evaluated",
        "_facts",
        "_fields",
        "_made",
        "_names",
        "_other",
        "_prepared",
        "_rules",
        "bare",
    )

    def __init__(self, rules: Rules, facts: Facts, day: date, names: tuple[str, ...]) -> None:
        self._rules, self._facts, self._names = rules, facts, names
        self._made: dict[tuple[str, RecordId | None], Result] = {}
        self._other: Zaak | None = None
        self._evaluated: Deciding | None = None
        self._fields: dict[str, object] = {}
        self.bare = False
        rules.cases += 1
        found = rules.laid_out(facts, day) if rules.cases > WARM_UP else None
        self._prepared = found
        self.dag = day
        self.gezien = {}
        if found is not None:
            self.feiten, self.lijsten, self.bekeken = found.facts, found.lists, found.looked
            self.bedragen = rules.compiled.amounts_on(day)

    @property
    def evaluated(self) -> Deciding:
        """The same case in the hands of the evaluator."""
        if self._evaluated is None:
            rules, facts = self._rules, self._facts
            self._evaluated = Deciding(rules.policy, rules.part, facts, facts.case(self.dag))
        return self._evaluated

    def is_admissible(self) -> bool:
        """Tell whether it is sure that the case can exist."""
        if self._prepared is None:
            return False
        rules = self._rules
        return all(
            rules.compiled.holds(one, self) or rules.patient.holds(one, self._again())
            for one in rules.program.admissible.values()
        )

    def fill(self, thing: Any, name: str) -> object:
        """Return a field of the decision or of one of its results, put by now."""
        if isinstance(thing, Result):
            if not is_filled(thing, name):
                self._fill_result(thing, name)
            return getattr(thing, name)
        if name not in self._fields:
            found = self._fields[name] = getattr(self, f"_get_{name}")(thing)
            put(thing, name, found)
        return self._fields[name]

    def _fill_result(self, result: Result, name: str) -> None:
        """Put what follows from a value that stands, or all that the evaluator says."""
        if is_filled(result, "value") and name in FROM_VALUE:
            definition = self._rules.program.definitions[result.name]
            put(result, name, FROM_VALUE[name](definition, result.value))
        else:
            self._fill_whole(result)

    def _fill_whole(self, result: Result) -> None:
        """Put what is not there yet; what was put before must be what the evaluator says."""
        whole = self.evaluated.result(result.name, result.record, bare=self.bare)
        for field in attrs.fields(Result):
            value = getattr(whole, field.name)
            if not is_filled(result, field.name):
                put(result, field.name, value)
            else:
                assert getattr(result, field.name) == value, (result.name, field.name)

    # ------------------------------------------------------------------ the decision

    def alone(self, name: str) -> Result | None:
        """Return the result of an outcome that was asked and exists once, without the others."""
        found = self._made.get((name, None))
        if found is not None:
            return found
        definitions = self._rules.program.definitions
        if name not in self._names or definitions[name].record is not None:
            return None
        return self._result(name, None)

    def _result(self, name: str, record: RecordId | None) -> Result:
        """Return a result with the value that stands, or with nothing but its name."""
        found = self._made.get((name, record))
        if found is None:
            found = named(self, name, record)
            value = self._value(name, record)
            if value is LEEG:
                stand(found, "geen_regel", None)
            elif value is not None:
                stand(found, "vast", value)
            found = self._made.setdefault((name, record), found)
        return found

    def _value(self, name: str, record: RecordId | None) -> Any:
        laid_out, compiled = self._prepared, self._rules.compiled
        if laid_out is None:
            return None
        deel: Deel | None = None
        if record is not None:
            deel = laid_out.records.get(record)
            if deel is None:
                return None
        found = compiled.value(name, self, deel)
        return self._rules.patient.value(name, self._again(), deel) if found is None else found

    def _again(self) -> Zaak:
        """Return the same case for code that looks further where something is not known."""
        if self._other is None:
            laid_out = self._prepared
            assert laid_out is not None
            facts, lists, looked = laid_out.facts, laid_out.lists, laid_out.looked
            self._other = self._rules.patient.case(self.dag, facts, lists, looked=looked)
        return self._other

    def _records(self, name: str, soort: str) -> Iterable[RecordId | None]:
        """Return the records of a soort for which an outcome is decided."""
        laid_out = self._prepared
        lists = self._rules.lists.get(soort, ())
        if laid_out is None or any(fact not in laid_out.named for fact in lists):
            return self.evaluated.records(name)
        return [record for fact in lists for record in laid_out.named[fact]]

    def _get_results(self, decision: Decision) -> tuple[Result, ...]:
        found: list[Result] = []
        definitions = self._rules.program.definitions
        for name in self._names:
            soort = definitions[name].record
            if soort is None:
                found.append(self._result(name, None))
            else:
                found += [self._result(name, record) for record in self._records(name, soort)]
        return tuple(found)

    def _get_questions(self, decision: Decision) -> tuple[Question, ...]:
        if self.bare or not any(result.missing for result in decision.results):
            return ()
        return self.evaluated.questions(decision.results)

    def _get_signals(self, decision: Decision) -> tuple[Signal, ...]:
        return self._facts.signals(self.dag)

    def _get_not_assessed(self, decision: Decision) -> tuple[str, ...]:
        return tuple(map(in_words, not_assessed(self._rules.policy, self.dag, self._names)))

    def _get_policy(self, decision: Decision) -> str:
        return self._rules.policy.name

    def _get_title(self, decision: Decision) -> str:
        return self._rules.policy.title

    def _get_policy_hash(self, decision: Decision) -> str:
        return self._rules.policy.hash

    def _get_language_version(self, decision: Decision) -> int:
        return LANGUAGE_VERSION

    def _get_library_version(self, decision: Decision) -> str:
        return __version__

    def _get_peildatum(self, decision: Decision) -> date:
        return self.dag

    def _get_facts(self, decision: Decision) -> Facts:
        return self._facts

"""What is asked of one case under one slice, and works each result out when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import LEEG, Deel, Zaak
from maatwerk_rules.compiler.whole import Together
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
    standing,
)
from maatwerk_rules.runtime.elsewhere import Days, Elsewhere
from maatwerk_rules.runtime.facts import Facts, Signal
from maatwerk_rules.runtime.filling import Makes, maker
from maatwerk_rules.runtime.keyed import Keyed
from maatwerk_rules.runtime.later import FILLING, Desk, is_filled, put, worker_at
from maatwerk_rules.runtime.not_assessed import in_words, not_assessed
from maatwerk_rules.runtime.prepared import Prepared, prepared
from maatwerk_rules.runtime.running import MOST_DAYS, Running
from maatwerk_rules.runtime.tracked import FIELDS, Tracked
from maatwerk_rules.version import __version__

WARM_UP = 3
"""So many cases are left to the evaluator: for one or two, making code costs more than it saves."""


MANY = 20
"""After so many cases of which all outcomes were looked at, one function is made for them."""
FEW = 8
"""So many outcomes are worked out together also where only one of them is looked at."""


class Plan(Running):
    """Outcomes that are asked together under one slice, and one function for their values."""

    __slots__ = (
        "_is_keyed",
        "_looks",
        "_not_assessed",
        "_soorten",
        "_tracked",
        "at_once",
        "cases",
        "few",
        "made",
        "names",
        "single",
    )

    made: Makes
    at_once: Callable[[Desk, Facts, date], tuple[Result, ...] | None] | None

    def __init__(self, rules: Rules, names: tuple[str, ...]) -> None:
        self.names = names
        self.few = len(names) <= FEW
        self.at_once = None
        self.cases = 0
        super().__init__(rules.compiled, None)
        self._looks = 0
        self._is_keyed = False
        self._tracked: Tracked | None = None
        self._not_assessed: tuple[str, ...] | None = None
        self._soorten = tuple(rules.program.definitions[name].record for name in names)
        self.single = tuple(name for name, soort in self.each() if soort is None)

    def each(self) -> Iterable[tuple[str, str | None]]:
        """Return the names with the soort for which each is decided per record."""
        return zip(self.names, self._soorten, strict=True)

    def not_assessed(self, policy: Policy, day: date) -> tuple[str, ...]:
        """Return what the rules do not hold of the law around these outcomes; found once."""
        if self._not_assessed is None:
            self._not_assessed = tuple(map(in_words, not_assessed(policy, day, self.names)))
        return self._not_assessed

    def begun(self) -> Together | None:
        """Return the function once it pays to make it.

        Where few are asked, `at_once` then gives their results.
        """
        if self._together is not None:
            return self._together
        self.cases += 1
        if self.cases <= MANY:
            return None
        self.made = maker(self.single)
        self._together = self._compiled.together(self.single)
        if self.few and len(self.single) == len(self.names):
            self.at_once = self.results
        return self._together

    def results(self, desk: Desk, facts: Facts, day: date) -> tuple[Result, ...] | None:
        """Return the results of what exists once; None where there is no function for this case."""
        together, known = self._together, facts.derived.get(self)
        amounts = self._amounts.get(day)
        if together is None or known is None or amounts is None or together.reads_case:
            values = self.values(worker_at(desk), facts)
            return None if values is None else self.made(desk, values)
        run: Any = together.values  # takes the desk for the case, which it does not look into
        return self.made(desk, run(desk, known, amounts))

    def tracked(self) -> Tracked | None:
        """Return the tracks of the outcomes, once enough grounds were asked; None where none is."""
        if self._tracked is None and self._looks <= MANY:
            self._looks += 1
            if self._looks > MANY:
                found = self._compiled.tracks(self.single)
                self._tracked = None if found is None else Tracked(self._compiled, found)
        if self._tracked is not None and self.at_once is not None and not self._is_keyed:
            self._is_keyed = True
            keyed = Keyed(self._compiled, self.single, self._tracked)
            if keyed.is_told:
                self.at_once = keyed.results
        return self._tracked


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
        for fact, type_ in part.program.facts.items():
            if isinstance(type_, Lijst):
                self.lists.setdefault(type_.soort.naam, []).append(fact)
        self.all = Plan(self, self.published)
        self.plans: dict[tuple[str, ...], Plan] = {}
        self._without: dict[bool, Compiled] = {}

    def plan(self, names: tuple[str, ...]) -> Plan:
        """Return the plan for some outcomes, made once."""
        found = self.plans.get(names)
        if found is None:
            found = Plan(self, names)
            if len(self.plans) < MOST_DAYS:
                found = self.plans.setdefault(names, found)
        return found

    def code(self, patient: bool) -> Compiled:
        """Return the program as code."""
        return self.patient if patient else self.compiled

    def code_on(self, day: date, *, patient: bool) -> Compiled:
        """Return the rules of another day as code; none decides where the policy does not hold."""
        rules = rules_on(self.policy, day)
        if rules is not None:
            return rules.code(patient)
        if patient not in self._without:
            made = Compiled(self.program.without_rules, patient=patient)
            self._without.setdefault(patient, made)
        return self._without[patient]

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
    known: dict[Any, Rules] = policy.derived
    found = known.get(day)
    if found is None:
        part = policy.on(day)
        if part is None:
            return None
        found = known.get(part.vanaf)
        if found is None:
            found = known.setdefault(part.vanaf, Rules(policy, part))
        if len(known) < MOST_DAYS:
            known[day] = found
    return found


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


TRACES = ("trace", "shown")
"""The fields that are one and the same of a value that stands."""


class Asked(Zaak):
    """What was asked of one case: it works out each result when it is first looked at."""

    __slots__ = (
        "_came_out",
        "_evaluated",
        "_facts",
        "_made",
        "_other",
        "_plan",
        "_warm",
        "bare",
        "is_laid_out",
        "rules",
    )

    rules: Rules
    bare: bool
    _facts: Facts
    _plan: Plan
    _made: dict[tuple[str, RecordId | None], Result] | None
    _other: Zaak | None
    _came_out: tuple[Tracked, tuple[Any, ...] | None] | None
    _evaluated: Deciding | None
    is_laid_out: bool
    _warm: bool

    def __init__(self, rules: Rules, facts: Facts, day: date, plan: Plan, bare: bool) -> None:
        """Take a case, without looking at it yet: all of `Zaak` is there when it is laid out."""
        self.rules, self._facts, self.dag, self._plan, self.bare = rules, facts, day, plan, bare
        self._made = self._other = self._evaluated = self._came_out = self.days = None
        self.is_laid_out = False
        rules.cases += 1
        self._warm = rules.cases > WARM_UP

    def refuse_inadmissible(self) -> None:
        """Refuse a case that cannot exist."""
        if not self._is_admissible():
            self.evaluated.refuse_inadmissible()

    def laid_out(self) -> Prepared | None:
        """Return the case laid out for generated code; None where it is for the evaluator."""
        if not self._warm:
            return None
        found = self.rules.laid_out(self._facts, self.dag)
        if found is None:
            self._warm = False
        elif not self.is_laid_out:
            self.feiten, self.lijsten, self.bekeken = found.facts, found.lists, found.looked
            self.bedragen, self.gezien = self.rules.compiled.amounts_on(self.dag), {}
            self.is_laid_out = True
        return found

    @property
    def evaluated(self) -> Deciding:
        """The same case in the hands of the evaluator."""
        if self._evaluated is None:
            rules, facts = self.rules, self._facts
            self._evaluated = Deciding(rules.policy, rules.part, facts, facts.case(self.dag))
        return self._evaluated

    def _is_admissible(self) -> bool:
        """Tell whether it is sure that the case can exist."""
        if self.laid_out() is None:
            return False
        rules, holds = self.rules, self.rules.compiled.holds
        for one in rules.program.admissible.values():
            if not (holds(one, self) or rules.patient.holds(one, self._again())):
                return False
        return True

    def fill(self, thing: Any, name: str) -> object:
        """Return a field of the decision or of one of its results, put by now."""
        if name in FIELDS and self._is_told(thing, name):
            return getattr(thing, name)
        if not is_filled(thing, name):
            if isinstance(thing, Result):
                self._fill_result(thing, name)
            else:
                put(thing, name, getattr(self, f"_get_{name}")(thing))
        return getattr(thing, name)

    def _is_told(self, result: Result, name: str) -> bool:
        """Put what follows from how the conditions came out; tell whether the field is there."""
        plan = self._plan if self._plan.few else self.rules.plan((result.name,))
        tracked = plan.tracked()
        if tracked is None or result.record is not None or not is_filled(result, "value"):
            return False
        track = tracked.track(self, result.name)
        if track is None:
            return False
        told = tracked.told(result.name, track)
        if told is None:
            self._fill_whole(result)
            tracked.keep(result, track, bare=self.bare)
            return True
        tracked.put_in(result, told, bare=self.bare)
        return is_filled(result, name)

    def came_out(self, tracked: Tracked) -> tuple[Any, ...] | None:
        """Return how all conditions came out that some outcomes hang on, looked at once."""
        found = self._came_out
        if found is None or found[0] is not tracked:
            values = tracked.values(self, self._facts) if self._warm else None
            found = self._came_out = tracked, values
        return found[1]

    def _fill_result(self, result: Result, name: str) -> None:
        """Put what follows from a value that stands, or all that the evaluator says."""
        if is_filled(result, "value") and name in FROM_VALUE:
            definition = self.rules.program.definitions[result.name]
            put(result, name, FROM_VALUE[name](definition, result.value))
        elif name in TRACES and is_filled(result, "value") and is_filled(result, "grounds"):
            step = self.evaluated.reckoning.result(result.name, result.record)
            assert step.settled and step.value == result.value, result.name
            for each in TRACES:
                put(result, each, step)
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

    def alone(self, decision: Decision, name: str) -> Result | None:
        """Return the result of an outcome that was asked and exists once, without the others.

        None where few are asked, or all were worked out by now: it is one of the results.
        """
        plan = self._plan
        if plan.few or name not in plan.single:
            return None
        with FILLING:
            return None if is_filled(decision, "results") else self._result(name, None)

    def _result(self, name: str, record: RecordId | None) -> Result:
        """Return a result with the value that stands, or with nothing but its name."""
        made = self._made
        if made is None:
            made = self._made = {}
        found = made.get((name, record))
        if found is None:
            found = made[name, record] = self.anew(name, record)
        return found

    def anew(self, name: str, record: RecordId | None) -> Result:
        value = self._value(name, record)
        if value is LEEG:
            return standing(self, name, record, "geen_regel", None)
        if value is not None:
            return standing(self, name, record, "vast", value)
        return named(self, name, record)

    def _value(self, name: str, record: RecordId | None) -> Any:
        laid_out, compiled = self.laid_out(), self.rules.compiled
        if laid_out is None:
            return None
        deel: Deel | None = None
        if record is not None:
            deel = laid_out.records.get(record)
            if deel is None:
                return None
        found = compiled.value(name, self, deel)
        return self.rules.patient.value(name, self._again(), deel) if found is None else found

    def _again(self) -> Zaak:
        """Return the same case for code that looks further where something is not known."""
        if self._other is None:
            laid_out = self.laid_out()
            assert laid_out is not None
            facts, lists, looked = laid_out.facts, laid_out.lists, laid_out.looked
            self._other = self.rules.patient.case(self.dag, facts, lists, looked=looked)
            self._look_about(self._other, laid_out, patient=True)
        return self._other

    def _listed(self, soort: str) -> list[RecordId] | None:
        """Return the records of a soort, or None where there may be more than are known."""
        laid_out, lists = self.laid_out(), self.rules.lists.get(soort, ())
        if laid_out is None or any(fact not in laid_out.named for fact in lists):
            return None
        return [record for fact in lists for record in laid_out.named[fact]]

    def worth(self, maand: str, dag: date, *rijen: Deel) -> Any:
        """Return what a month is worth on its day."""
        if self.days is None:
            laid_out = self.laid_out()
            assert laid_out is not None, "generated code reckons with a case that is laid out"
            self._look_about(self, laid_out, patient=False)
        return super().worth(maand, dag, *rijen)

    def _look_about(self, case: Zaak, laid_out: Prepared, *, patient: bool) -> None:
        """Let generated code look at other days."""
        rules, facts, day = self.rules, self._facts, self.dag
        here = Elsewhere(rules.code(patient), case, laid_out.records)
        Days(partial(facts.case, day), partial(rules.code_on, patient=patient), here)

    def _get_results(self, decision: Decision) -> tuple[Result, ...]:
        """Return all results; they are not kept here too, so that there is no circle to clear."""
        plan = self._plan
        values = plan.values(self, self._facts) if self._made is None and self._warm else None
        if values is not None and len(values) == len(plan.names):
            return plan.made([self], values)
        made = None if values is None else iter(plan.made([self], values))
        found = tuple(self._each(plan, made))
        self._made = None
        return found

    def _each(self, plan: Plan, single: Iterator[Result] | None) -> Iterator[Result]:
        """Yield the results in their order; those that exist once may be made by now."""
        listed: dict[str, list[RecordId] | None] = {}
        for name, soort in plan.each():
            if soort is None:
                yield self._result(name, None) if single is None else next(single)
                continue
            if soort not in listed:
                listed[soort] = self._listed(soort)
            records = listed[soort]
            for record in self.evaluated.records(name) if records is None else records:
                yield self._result(name, record) if single is None else self.anew(name, record)

    def _get_questions(self, decision: Decision) -> tuple[Question, ...]:
        if self.bare or not any(result.missing for result in decision.results):
            return ()
        return self.evaluated.questions(decision.results)

    def _get_signals(self, decision: Decision) -> tuple[Signal, ...]:
        return self._facts.signals(self.dag)

    def _get_not_assessed(self, decision: Decision) -> tuple[str, ...]:
        return self._plan.not_assessed(self.rules.policy, self.dag)

    def _get_policy(self, decision: Decision) -> str:
        return self.rules.policy.name

    def _get_title(self, decision: Decision) -> str:
        return self.rules.policy.title

    def _get_policy_hash(self, decision: Decision) -> str:
        return self.rules.policy.hash

    def _get_language_version(self, decision: Decision) -> int:
        return LANGUAGE_VERSION

    def _get_library_version(self, decision: Decision) -> str:
        return __version__

    def _get_peildatum(self, decision: Decision) -> date:
        return self.dag

    def _get_facts(self, decision: Decision) -> Facts:
        return self._facts

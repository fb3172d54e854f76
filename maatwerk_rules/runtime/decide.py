"""Policy + facts -> Decision. A pure function: no clock, no files, no state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NoReturn

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import LEEG, Deel, Zaak
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_date, write_list
from maatwerk_rules.errors import FactError
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import (
    Bedoelingclausule,
    Dient,
    Karakter,
    Rang,
    TenHoogsteDuur,
    VergtEerst,
)
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Bedoeling,
    Hardheidsclausule,
    Regel,
    Tabel,
    Toelaatbaar,
    Uitzondering,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import LANGUAGE_VERSION, Policy, Slice
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId, known
from maatwerk_rules.nearest import offers
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.decision import (
    Decision,
    Ground,
    Question,
    Result,
    Room,
    Status,
    named,
    stand,
)
from maatwerk_rules.runtime.evaluate import UNNAMED
from maatwerk_rules.runtime.facts import Facts, Signal, read_facts
from maatwerk_rules.runtime.grounds import (
    NO_GROUND,
    deciding_round,
    grounds,
    reads,
    stage_of,
    steps,
)
from maatwerk_rules.runtime.later import is_filled, later, put
from maatwerk_rules.runtime.next_question import Asker
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.not_assessed import in_words, not_assessed
from maatwerk_rules.runtime.prepared import Prepared, prepared
from maatwerk_rules.runtime.room import Finder
from maatwerk_rules.runtime.siblings import best_possible
from maatwerk_rules.runtime.steps import DefinitionStep
from maatwerk_rules.source import Span
from maatwerk_rules.version import __version__

OUTSIDE_POLICY = Kind(
    "MW960",
    "peildatum-buiten-beleid",
    Severity.FOUT,
    "Op {peildatum} geldt `{beleid}` niet.",
    "Een beleid zegt van wanneer tot wanneer het geldt. Op een andere dag kan het niets beslissen.",
)
NOT_ADMISSIBLE = Kind(
    "MW961",
    "ontoelaatbaar-geval",
    Severity.FOUT,
    "Deze feiten kunnen niet samen waar zijn: {tekst}",
    "Het beleid zegt met `toelaatbaar` welke gevallen kunnen bestaan. Dit hoort daar niet bij.",
)
UNKNOWN_OUTCOME = Kind(
    "MW962",
    "onbekende-uitkomst",
    Severity.FOUT,
    "De uitkomst `{naam}` staat niet in dit beleid.",
    "Alleen een uitkomst die het beleid noemt, kan worden beslist.",
)

RULES: tuple[type[Declaration], ...] = (
    Regel,
    Uitzondering,
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Tabel,
)


def decide(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    peildatum: date,
    uitkomsten: Iterable[str] | None = None,
    bare: bool = False,
) -> Decision:
    """Return what the rules say of a case on a date.

    A result is worked out when it is first asked: a value that stands by generated code, all else
    by the evaluator. The cost is linear in policy and records; each missing fact costs up to a
    dozen reckonings more, to find the next question. Facts that are read once are laid out once.

    Args:
        feiten: The facts, as read or as a mapping or JSON text of them.
        uitkomsten: The outcomes or begrippen to decide; when left out those the case asks for,
            or else all outcomes.
        bare: Leave out the room and the questions: for who only asks for the outcomes, as a
            toets does, they would cost most of the time.

    Raises:
        TypeError: the peildatum is no date.
        FactError: the facts do not read, cannot go together, or the policy does not hold on
            the date. All complaints are in it.
    """
    if isinstance(peildatum, datetime) or not isinstance(peildatum, date):
        raise TypeError(f"peildatum must be a datetime.date, not {type(peildatum).__name__}")
    facts = feiten if isinstance(feiten, Facts) else read_facts(policy, feiten)
    rules = rules_on(policy, peildatum) or _refuse_day(policy, peildatum)
    wanted = (facts.gevraagd or None) if uitkomsten is None else uitkomsten
    names = rules.published if wanted is None else _wanted(rules, wanted)
    asked = Asked(rules, facts, peildatum, names)
    asked.bare = bare
    if rules.program.admissible and not asked.is_admissible():
        asked.evaluated.refuse_inadmissible()
    return later(Decision, asked)


def _refuse_day(policy: Policy, peildatum: date) -> NoReturn:
    start, end = policy.slices[0].vanaf, policy.slices[-1].tot
    until = f" tot {write_date(end)}" if end is not None else ""
    help_ = f"Het beleid geldt van {write_date(start)}{until}."
    found = diagnostic(
        OUTSIDE_POLICY,
        "peildatum",
        help=(help_,),
        peildatum=write_date(peildatum),
        beleid=policy.name,
    )
    raise FactError((found,))


def _wanted(rules: Rules, uitkomsten: Iterable[str]) -> tuple[str, ...]:
    asked = (uitkomsten,) if isinstance(uitkomsten, str) else tuple(uitkomsten)
    unknown = [name for name in asked if name not in rules.program.definitions]
    if unknown:
        raise FactError(tuple(_unknown_outcome(name, rules.published) for name in unknown))
    return asked


def _unknown_outcome(name: str, published: Sequence[str]) -> Diagnostic:
    near = offers(name, published)
    offer = write_list([f"`{one}`" for one in near], "of")
    return diagnostic(UNKNOWN_OUTCOME, "uitkomsten", help=(f"Bedoelt u {offer}?",), naam=name)


class Rules:
    """One slice of a policy, ready to decide cases."""

    def __init__(self, policy: Policy, part: Slice) -> None:
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

    __slots__ = ("_evaluated", "_facts", "_made", "_names", "_other", "_prepared", "_rules", "bare")

    def __init__(self, rules: Rules, facts: Facts, day: date, names: tuple[str, ...]) -> None:
        self._rules, self._facts, self._names = rules, facts, names
        self._made: dict[tuple[str, RecordId | None], Result] = {}
        self._other: Zaak | None = None
        self._evaluated: Deciding | None = None
        self.bare = False
        found = self._prepared = rules.laid_out(facts, day)
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

    def fill(self, thing: Any, name: str) -> None:
        """Put a field of the decision or of one of its results."""
        if isinstance(thing, Result):
            self._fill_result(thing, name)
        else:
            put(thing, name, getattr(self, f"_get_{name}")(thing))

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

    def _records(self, name: str) -> Iterable[RecordId | None]:
        """Return the records for which an outcome is decided."""
        laid_out = self._prepared
        soort = self._rules.program.definitions[name].record
        if soort is None:
            return (None,)
        lists = self._rules.lists.get(soort, ())
        if laid_out is None or any(fact not in laid_out.named for fact in lists):
            return self.evaluated.records(name)
        return [record for fact in lists for record in laid_out.named[fact]]

    def _get_results(self, decision: Decision) -> tuple[Result, ...]:
        return tuple(
            self._result(name, record) for name in self._names for record in self._records(name)
        )

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


class Deciding:
    """One case under one slice on its way to a decision, by the evaluator."""

    def __init__(self, policy: Policy, part: Slice, facts: Facts, case: Case) -> None:
        self._policy = policy
        self._program = part.program
        self._facts = facts
        self._case = case
        self._texts = policy.beleid.texts
        self._reckoning = Reckoning(part.program, case, timeline=policy.program_on)

    def refuse_inadmissible(self) -> None:
        """Refuse a case that cannot exist."""
        found = []
        for name, condition in self._program.admissible.items():
            if self._reckoning.value(condition).is_false:
                declared = self._policy.find(Toelaatbaar, name)
                tekst = declared.tekst if declared else name
                found.append(diagnostic(NOT_ADMISSIBLE, "feiten", tekst=tekst))
        if found:
            raise FactError(tuple(found))

    def records(self, name: str) -> Iterator[RecordId | None]:
        """Yield the records for which a definition is decided; None where it has no record."""
        soort = self._program.definitions[name].record
        if soort is None:
            yield None
            return
        lists = {
            fact: self._case.records(fact, type_)
            for fact, type_ in self._program.facts.items()
            if isinstance(type_, Lijst) and type_.soort.naam == soort
        }
        named = [record for each in lists.values() for record in each.records]
        yield from named
        if not named:
            # Nobody said that there is none: the outcome is open, and the list is what to ask.
            yield from (
                record
                for fact, each in lists.items()
                if not each.complete
                and not self._reckoning.result(name, record := RecordId(fact, UNNAMED)).settled
            )

    def questions(self, results: Sequence[Result]) -> tuple[Question, ...]:
        """Return what is missing over all results, in the order in which to ask it."""
        missing: frozenset[Leaf] = frozenset(leaf for one in results for leaf in one.missing)
        if not missing:
            return ()
        asker = Asker(
            self._policy,
            self._program,
            self._case,
            self._reckoning,
            self._facts.unknowable,
            tuple((result.name, result.record) for result in results),
        )
        return asker.order(missing)

    # ------------------------------------------------------------------ one outcome

    def result(self, name: str, record: RecordId | None, *, bare: bool) -> Result:
        """Return the result of one outcome, all of it."""
        step = self._reckoning.result(name, record)
        status, value, shown = self._status(step)
        reached = reads(deciding_round(shown))
        found = grounds(shown, reached, self._text)
        resting = [ground for ground in found if ground.role not in NO_GROUND]
        rules = [rule for ground in resting if (rule := self._rule(ground.rule)) is not None]
        before = reached if shown is step else reads(deciding_round(step))
        bedoelingen = self._bedoelingen((step, *before), rules)
        favourable = self._favourable(step)
        return Result(
            name,
            record,
            status,
            value,
            step.values,
            step.no_rule,
            tuple(sorted(step.conflict)),
            tuple(sorted(step.missing, key=lambda leaf: leaf.sort_key)),
            found,
            stage_of(shown),
            favourable,
            () if favourable or bare else self._room(step),
            bedoelingen,
            self._waarden(bedoelingen),
            self._violated(step, bedoelingen),
            self._is_bound(step, (shown, *reached), rules),
            _at_most(rules, name, resting),
            _rang(rules),
            first_of(step.definition.origin),
            step,
            shown,
        )

    def _status(self, step: DefinitionStep) -> tuple[Status, Scalar | None, DefinitionStep]:
        if step.settled:
            if step.no_rule:
                return "geen_regel", None, step
            if step.conflict:
                return "strijdig", None, step
            return "vast", step.value, step
        if all(leaf.kind == "oordeel" for leaf in step.missing):
            provisional = self._reckoning.beside(self._case, provisional=True)
            without = provisional.result(step.definition.name, step.record)
            if without.settled and without.values is not None:
                return "voorlopig", without.value, without
        return "onbepaald", None, step

    def _favourable(self, step: DefinitionStep) -> bool | None:
        if not isinstance(step.definition.order, tuple):
            return None
        return best_possible((step.values, step.no_rule, step.conflict), step.definition)

    def _room(self, step: DefinitionStep) -> tuple[Room, ...]:
        finder = Finder(self._policy, self._program, self._facts, self._case, self._reckoning)
        return finder.find(step, step.missing)

    def _text(self, span: Span) -> str:
        source = self._texts.get(span.source)
        return " ".join(source.text[span.start : span.end].split()) if source else ""

    def _rule(self, name: str) -> Declaration | None:
        for kind in RULES:
            found = self._policy.find(kind, name)
            if found is not None:
                return found
        return None

    def _bedoelingen(
        self, reached: Iterable[DefinitionStep], rules: Iterable[Declaration]
    ) -> tuple[str, ...]:
        origins = [*rules, *(one.definition.origin for one in reached)]
        return tuple(
            dict.fromkeys(
                name
                for origin in origins
                if origin is not None
                for clausule in origin.all(Bedoelingclausule)
                for name in clausule.bedoelingen
            )
        )

    def _waarden(self, bedoelingen: Iterable[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in bedoelingen:
            bedoeling = self._policy.find(Bedoeling, name)
            for dient in bedoeling.all(Dient) if bedoeling else ():
                found.update(dict.fromkeys(dient.waarden))
        return tuple(found)

    def _violated(self, step: DefinitionStep, bedoelingen: Sequence[str]) -> tuple[str, ...]:
        """Return the intentions that are surely violated and that this outcome touches."""
        return tuple(
            name
            for name, condition in self._program.violations.items()
            if (name in bedoelingen or _reads(condition, step.definition.name))
            and self._reckoning.value(condition).is_true
        )

    def _is_bound(
        self,
        step: DefinitionStep,
        reached: Iterable[DefinitionStep],
        rules: Iterable[Declaration],
    ) -> bool:
        """Tell whether no judgement, power or recorded look took part or is open."""
        if any(leaf.kind == "oordeel" for leaf in step.missing):
            return False
        reached = tuple(reached)
        if self._case.looked and any(_closed_by_look(one) for one in reached):
            return False
        for origin in rules:
            karakter = origin.one(Karakter)
            if karakter is not None and karakter.karakter == "kan":
                return False
        for one in reached:
            for part in steps(deciding_round(one)):
                if isinstance(part.expr, core.Judged):
                    return False
        return True


def _closed_by_look(step: DefinitionStep) -> bool:
    """Tell whether a recorded look could close a deviation that was reckoned with."""
    names = frozenset(name for one in step.rounds for name in one.deviations)
    return any(one.node.closed_by_look and one.name in names for one in step.definition.deviations)


def _reads(condition: core.Expr, name: str) -> bool:
    return any(isinstance(part, core.Read) and part.name == name for part in core.walk(condition))


DAYS = {"dag": 1, "week": 7, "maand": 30, "jaar": 365}


def _at_most(
    rules: Iterable[Declaration], name: str, found: Iterable[Ground]
) -> tuple[int, str] | None:
    """Return the shortest time that a rule which gives this outcome lets it last, if any."""
    giving = {
        ground.rule
        for ground in found
        if ground.of == name and ground.role in ("beslist", "past aan", "stelt terzijde")
    }
    lasting = [
        (duur.aantal, duur.eenheid)
        for rule in rules
        if rule.name in giving
        for duur in rule.all(TenHoogsteDuur)
    ]
    return min(lasting, key=lambda one: one[0] * DAYS.get(one[1], 1), default=None)


RANGS = ("binnenwettelijk", "buitenwettelijk", "tegenwettelijk")


def _rang(rules: Iterable[Declaration]) -> str | None:
    found = [clausule.rang for rule in rules for clausule in rule.all(Rang)]
    return max(found, key=RANGS.index) if found else None


def first_of(origin: Declaration | None) -> tuple[str, ...]:
    """Return the outcomes that must be decided before this one, each once.

    >>> first_of(None)
    ()
    """
    clausules = origin.all(VergtEerst) if origin is not None else ()
    return tuple(dict.fromkeys(name for one in clausules for name in one.uitkomsten))

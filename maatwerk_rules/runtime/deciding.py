"""One case on its way to a decision, all of it, by the evaluator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
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
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.decision import (
    Ground,
    Question,
    Result,
    Room,
    Status,
)
from maatwerk_rules.runtime.evaluate import UNNAMED
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.grounds import NO_GROUND, grounds, stage_of
from maatwerk_rules.runtime.next_question import Asker
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.room import Finder
from maatwerk_rules.runtime.siblings import best_possible
from maatwerk_rules.runtime.steps import DefinitionStep, deciding_round
from maatwerk_rules.source import Span

NOT_ADMISSIBLE = Kind(
    "MW961",
    "ontoelaatbaar-geval",
    Severity.FOUT,
    "Deze feiten kunnen niet samen waar zijn: {tekst}",
    "Het beleid zegt met `toelaatbaar` welke gevallen kunnen bestaan. Dit hoort daar niet bij.",
)
RULES: tuple[type[Declaration], ...] = (
    Regel,
    Uitzondering,
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Tabel,
)


class Deciding:
    """One case under one slice on its way to a decision, by the evaluator."""

    def __init__(self, policy: Policy, part: Slice, facts: Facts, case: Case) -> None:
        self._policy = policy
        self._program = part.program
        self._facts = facts
        self._case = case
        self._texts = policy.beleid.texts
        self._reckoning = Reckoning(part.program, case, timeline=policy.program_on, readily=True)

    @property
    def reckoning(self) -> Reckoning:
        """The reckoning of the case, with all that was worked out by now."""
        return self._reckoning

    def refuse_inadmissible(self) -> None:
        """Refuse a case that cannot exist."""
        conditions = self._program.admissible.items()
        broken = [name for name, one in conditions if self._reckoning.value(one).is_false]
        if broken:
            raise not_admissible(self._policy, broken)

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
        reached = deciding_round(shown).reached
        found = grounds(shown, reached, self._text)
        resting = [ground for ground in found if ground.role not in NO_GROUND]
        rules = [rule for ground in resting if (rule := self._rule(ground.rule)) is not None]
        before = reached if shown is step else deciding_round(step).reached
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
        known: dict[str, Declaration] = self._policy.derived.setdefault(RULES, {})
        found = known.get(name)
        if found is None:
            kinds = (self._policy.find(kind, name) for kind in RULES)
            found = next((one for one in kinds if one is not None), None)
            if found is not None:
                known[name] = found
        return found

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
        return not any(deciding_round(one).is_judged for one in reached)


def not_admissible(policy: Policy, names: Iterable[str]) -> FactError:
    """Return that a case cannot exist: it breaks what a policy says of this name."""
    found = []
    for name in names:
        declared = policy.find(Toelaatbaar, name)
        tekst = declared.tekst if declared else name
        found.append(diagnostic(NOT_ADMISSIBLE, "feiten", tekst=tekst))
    return FactError(tuple(found))


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

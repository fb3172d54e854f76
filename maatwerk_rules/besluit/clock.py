"""The clock of an open case: the days the rules name, what suspends them, and what is due by them.

All of it comes from the policy: an outcome that is a date and rests on a `termijn`. A policy
without such terms has no clock, and that is told too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.summary import heading, reasons
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Door, GunstigIs, Opgeschort
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.declarations import Termijn, Uitkomst
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, Scalar
from maatwerk_rules.model.unknown import RecordId, fact_leaf
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.syntax.formatter import format_expression
from maatwerk_rules.values import frozen

TermState = Literal["loopt", "voorbij", "nog niet te zeggen", "niet aan de orde"]
NO_TERM = "In deze regels staat niet voor welke dag wij moeten beslissen."
NEEDED = "Voor ‘{dag}’ moet eerst bekend zijn: {wat}."
FILL_IN = "Vul dit in bij de feiten en de oordelen van de zaak."


@frozen
class Suspension:
    """What makes a term longer: as it is called, and how long, where that is known."""

    name: str
    length: str | None


@frozen
class Requirement:
    """Another outcome that comes first: whether it is so, and why."""

    outcome: str
    value: str | None
    why: tuple[str, ...]


@frozen
class Term:
    """A day that the rules name.

    Args:
        name: The outcome as it is called, with the record it is about.
        day: The last day; None where there is none, or it cannot be told yet.
        left: The days until then; below nought when it has passed.
        sooner_is_better: The resident gains by an earlier day: the term binds who decides. None
            where the policy does not say.
        by: Who is to act, as the policy names it.
        suspended_by: What makes it longer.
        first: Outcomes that come first, such as whether an advance is due at all.
        missing: What must be known before the day can be told.
    """

    outcome: str
    record: RecordId | None
    name: str
    state: TermState
    day: date | None
    left: int | None
    sooner_is_better: bool | None
    by: tuple[str, ...]
    source: Source | None
    why: tuple[str, ...]
    suspended_by: tuple[Suspension, ...]
    first: tuple[Requirement, ...]
    missing: tuple[str, ...]


def clock(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    peildatum: date,
    uitkomsten: Iterable[str] | None = None,
) -> tuple[Term, ...]:
    """Return the terms of a case as they stand on a day, soonest first, then those without a day.

    Args:
        peildatum: The day on which it is looked at; the caller says which, there is no clock here.
        uitkomsten: The outcomes to look at; all dates that rest on a term when left out.

    Raises:
        FactError: as `decide`.

    >>> from maatwerk_rules import load
    >>> case = {"feiten": {"aanvraag_ingediend": True, "datum_aanvraag": "2026-03-02",
    ...     "dagen_beslistermijn_opgeschort": "14 dagen"}}
    >>> (term,) = clock(load("participatiewet"), case, peildatum=date(2026, 3, 20),
    ...     uitkomsten=("beslissing_uiterlijk",))
    >>> term.state, term.day.isoformat(), term.left, term.suspended_by[0].length
    ('loopt', '2026-05-11', 52, '14 dagen')
    """
    facts = feiten if isinstance(feiten, Facts) else read_facts(policy, feiten)
    names = tuple(uitkomsten) if uitkomsten is not None else terms_of(policy, peildatum)
    decision = decide(policy, facts, peildatum=peildatum, uitkomsten=names, bare=True)
    wanted = tuple(dict.fromkeys(each for result in decision for each in result.first))
    before = decide(policy, facts, peildatum=peildatum, uitkomsten=wanted, bare=True)
    teller = _Teller(policy, decision, before, Vocabulary(policy, peildatum, facts))
    found = [teller.term(result) for result in decision]
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or date.max)))


def terms_of(policy: Policy, day: date) -> tuple[str, ...]:
    """Return the outcomes of a policy that are dates and rest on a `termijn`, in its order."""
    program = policy.program_on(day)
    if program is None:
        return ()
    return tuple(
        one.naam
        for one in policy.all(Uitkomst)
        if isinstance(policy.types[one.naam], Datum) and any(_termijnen(program, one.naam))
    )


def write_clock(terms: Iterable[Term]) -> Iterator[Block]:
    """Yield the terms that run or have passed, for who waits, and those of which facts are missing.

    It is told which facts; what is not at issue is left out.
    """
    every = tuple(terms)
    told = [one for one in every if one.day is not None]
    unknown = [one for one in every if one.state == "nog niet te zeggen"]
    yield Heading(2, "Welke dagen tellen?")
    if told:
        yield Listing(tuple(Item(line(*_told(one))) for one in told))
    if unknown:
        names = write_list(one.name for one in unknown)
        yield paragraph(f"Deze dagen zijn nog niet te zeggen: {names}.")
    needed = [one for one in unknown if one.missing]
    if needed:
        yield listing(NEEDED.format(dag=one.name, wat=write_list(one.missing)) for one in needed)
        yield paragraph(FILL_IN)
    if not told and not unknown:
        yield paragraph(NO_TERM)


def _told(term: Term) -> Iterator[str | Words]:
    assert term.day is not None
    yield Words(f"{term.name}: {write_date(term.day)}", "sterk")
    yield " (die dag is voorbij)." if term.state == "voorbij" else "."
    for why in (*(each for one in term.first for each in one.why), *term.why):
        yield f" {why}"
    longer = [f"{one.name} ({one.length})" for one in term.suspended_by if one.length]
    if longer:
        yield f" Daar is bijgeteld: {write_list(longer)}."


def _termijnen(program: Program, name: str) -> Iterator[Termijn]:
    """Yield the terms that the rules of an outcome read."""
    definition = program.definitions.get(name)
    for node in core.nodes(definition) if definition is not None else ():
        for part in core.walk(node.value) if node.value is not None else ():
            read = program.definitions.get(part.name) if isinstance(part, core.Read) else None
            origin = read.origin if read is not None else None
            if isinstance(origin, WrittenOut) and isinstance(origin.word, Termijn):
                yield origin.word


@frozen
class _Teller:
    policy: Policy
    decision: Decision
    before: Decision
    words: Vocabulary

    def term(self, result: Result) -> Term:
        day = result.value if result.settled and isinstance(result.value, date) else None
        left = None if day is None else (day - self.decision.peildatum).days
        declared = self.policy.find(Uitkomst, result.name)
        gunstig = declared.one(GunstigIs) if declared is not None else None
        door = declared.one(Door) if declared is not None else None
        return Term(
            result.name,
            result.record,
            heading(result, self.words),
            _state(result, left),
            day,
            left,
            None if gunstig is None else gunstig.richting == "eerder",
            () if door is None else (self.words.title(door.orgaan),),
            self.words.source_of(declared) if declared is not None else None,
            reasons(result, self.words) if day is not None else (),
            tuple(self._suspensions(result)) if day is not None else (),
            tuple(self._requirement(name) for name in result.first),
            tuple(self.words.leaf(leaf) for leaf in result.missing),
        )

    def _requirement(self, name: str) -> Requirement:
        result = self.before[name]
        value = None
        if result.settled and result.value is not None:
            value = write_value(result.value, self.policy.types[name])
        return Requirement(name, value, reasons(result, self.words) if value else ())

    def _suspensions(self, result: Result) -> Iterator[Suspension]:
        program = self.policy.program_on(self.decision.peildatum)
        assert program is not None, "it was decided on"
        for one in _termijnen(program, result.name):
            for opgeschort in one.all(Opgeschort):
                called = format_expression(opgeschort.dagen)
                yield Suspension(write_name(called), self._length(called, program))

    def _length(self, name: str, program: Program) -> str | None:
        """Return what a fact or begrip comes to; None where that is not known, or it is a sum."""
        day, facts = self.decision.peildatum, self.decision.facts
        found: Scalar | None = facts.value_on(fact_leaf(name), day)
        if name in program.definitions:
            found = decide(self.policy, facts, peildatum=day, uitkomsten=(name,))[name].value
        return None if found is None else write_value(found, self.policy.types[name])


def _state(result: Result, left: int | None) -> TermState:
    if left is not None:
        return "voorbij" if left < 0 else "loopt"
    return "niet aan de orde" if result.settled else "nog niet te zeggen"

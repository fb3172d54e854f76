"""Running the toets blocks of a policy, and which rules they touched.

A toets passes when each expectation holds. A rule is covered when it took part in an outcome of
some toets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from maatwerk_rules.analysis.build import drafted
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.model import expressions as ast
from maatwerk_rules.model.clauses import Rij
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Regel,
    Tabel,
    Toets,
    Uitzondering,
)
from maatwerk_rules.model.node import Clause, Declaration, Expression
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import (
    MetOntwerp,
    Onbepaald,
    Ontbrekend,
    Strijdig,
    Toetsdatum,
    Vast,
    Verwachting,
    Volgens,
    Voorlopig,
    ZonderRegel,
)
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result, Status
from maatwerk_rules.runtime.grounds import NO_GROUND
from maatwerk_rules.runtime.steps import DefinitionStep, node_steps
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.values import frozen

RULES: tuple[type[Declaration], ...] = (
    Regel,
    Uitzondering,
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
)


@frozen
class Failure:
    """One expectation that did not hold.

    `missing` and `surplus` are what was expected to be missing and is not, and the reverse;
    `grounds` are rules that were expected to take part and did not.
    """

    expected: Verwachting
    result: Result
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()


@frozen
class ToetsResult:
    """What running one toets gave; it passed when there are no failures and no complaints.

    `touched` are the rules that worked somewhere in the reckoning of an outcome.
    """

    toets: Toets
    decision: Decision | None
    failures: tuple[Failure, ...] = ()
    complaints: tuple[Diagnostic, ...] = ()
    touched: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        """Every expectation held."""
        return not self.failures and not self.complaints

    @property
    def volgens(self) -> Volgens | None:
        """Where the expectations come from, when the toets says so."""
        return self.toets.one(Volgens)

    def in_short(self) -> ToetsResult:
        """Return the result without its decision, which nobody asks for once it passed."""
        return attrs.evolve(self, decision=None) if self.passed else self


def _touched(decision: Decision) -> frozenset[str]:
    traces = [result.trace for result in decision if result.trace is not None]
    return frozenset(name for trace in traces for name in _worked(trace))


def _worked(trace: DefinitionStep) -> Iterator[str]:
    for decided in trace.rounds:
        rounds = [decided, *(one for read in decided.reached for one in read.rounds)]
        for one in rounds:
            yield from (step.node.name for step in node_steps(one) if step.fired)


def run(policy: Policy, toets: Toets) -> ToetsResult:
    """Return what one toets of a checked policy gave; `met ontwerp` takes its drafts in."""
    if toets.one(MetOntwerp):
        policy = drafted(policy)
    datum = toets.one(Toetsdatum)
    assert datum is not None, "the checker refuses a toets without a date"
    expected = toets.all(Verwachting)
    names = tuple(dict.fromkeys(one.uitkomst for one in expected))
    try:
        facts = facts_of(policy, toets)
        decision = decide(policy, facts, peildatum=datum.datum, uitkomsten=names, bare=True)
    except FactError as error:
        return ToetsResult(toets, None, complaints=error.diagnostics)
    failures = [failure for one in expected if (failure := _check(one, decision)) is not None]
    return ToetsResult(toets, decision, tuple(failures), touched=_touched(decision))


def run_each(policy: Policy) -> Iterator[ToetsResult]:
    """Yield what every toets of the policy itself gave, in the order of the text.

    A toets without expectation is only there for others to build on.
    """
    for toets in policy.beleid.own(Toets):
        if toets.one(Verwachting) is not None:
            yield run(policy, toets)


def run_all(policy: Policy) -> tuple[ToetsResult, ...]:
    """Return what every toets of the policy itself gave, in the order of the text."""
    return tuple(run_each(policy))


def _check(expected: Verwachting, decision: Decision) -> Failure | None:
    key = expected.uitkomst if expected.voor is None else (expected.uitkomst, expected.voor)
    result = decision[key]
    status, value, ontbreekt = _expectation(expected.verwacht)
    named = {ground.rule for ground in result.grounds if ground.role not in NO_GROUND}
    absent = tuple(rule for rule in expected.gronden or () if rule not in named)
    missing, surplus = _compare(ontbreekt, result)
    wrong = result.status != status or (value is not None and result.value != value)
    if wrong or absent or missing or surplus:
        return Failure(expected, result, missing, surplus, absent)
    return None


def _expectation(
    verwacht: Clause,
) -> tuple[Status, Scalar | None, tuple[Ontbrekend, ...] | None]:
    match verwacht:
        case Vast(waarde=waarde):
            return "vast", literal_value(waarde), None
        case Voorlopig(waarde=waarde, ontbreekt=ontbreekt):
            return "voorlopig", literal_value(waarde), ontbreekt
        case Onbepaald(ontbreekt=ontbreekt):
            return "onbepaald", None, ontbreekt
        case ZonderRegel():
            return "geen_regel", None, None
    assert isinstance(verwacht, Strijdig)
    return "strijdig", None, None


def _compare(
    ontbreekt: tuple[Ontbrekend, ...] | None, result: Result
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if ontbreekt is None:
        return (), ()
    wanted = [one.naam if one.voor is None else f"{one.naam} voor {one.voor}" for one in ontbreekt]
    found = [str(leaf) for leaf in result.missing]
    return (
        tuple(name for name in wanted if name not in found),
        tuple(name for name in found if name not in wanted),
    )


def literal_value(expression: Expression) -> Scalar:
    """Return the value of a literal in a toets: cents for an amount, a ratio for a percentage.

    >>> literal_value(ast.Bedragliteraal(125_00))
    12500
    """
    match expression:
        case ast.Janee(waarde=value):
            return bool(value)
        case ast.Naam(naam=name):
            return name
        case ast.Bedragliteraal(centen=cents):
            return cents
        case ast.Datumliteraal(datum=day):
            return day
        case ast.Percentageliteraal(waarde=number) | ast.Getalliteraal(getal=number):
            return number.numerator if number.denominator == 1 else number
    assert isinstance(expression, ast.Tegengestelde)
    opposite = literal_value(expression.deel)
    assert isinstance(opposite, int | Fraction)
    return -opposite


@frozen
class Coverage:
    """Which rules and rows of tables took part in an outcome of some toets, and which did not."""

    touched: tuple[str, ...]
    untouched: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        """The part that was touched; 1 when there is nothing to touch."""
        total = len(self.touched) + len(self.untouched)
        return Fraction(len(self.touched), total) if total else Fraction(1)


def coverage(policy: Policy, results: Iterable[ToetsResult]) -> Coverage:
    """Return which rules of the policy itself its toetsen touched, in the order of the text."""
    touched = frozenset(name for result in results for name in result.touched)
    names = [name for declaration in policy.beleid.declaraties for name in _names_of(declaration)]
    return Coverage(
        tuple(name for name in names if name in touched),
        tuple(name for name in names if name not in touched),
    )


def _names_of(declaration: Declaration) -> tuple[str, ...]:
    if isinstance(declaration, RULES):
        return (declaration.name,)
    if isinstance(declaration, Tabel):
        rows = declaration.all(Rij)
        return tuple(f"{declaration.naam} rij {number}" for number in range(1, len(rows) + 1))
    return ()

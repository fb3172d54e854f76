"""What a claim comes to in given cases, by the evaluator: the only judge of a counterexample."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Number, Scalar
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.decision import DECIDING
from maatwerk_rules.runtime.grounds import grounds
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import DefinitionStep, Round, deciding_round, node_steps
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import (
    Agrees,
    AtMost,
    BothDecide,
    Claim,
    Decides,
    Holds,
    Later,
    Lives,
    Measured,
    Never,
    OnlyJudged,
    Reaches,
    Same,
    node_named,
    program_for,
)
from maatwerk_rules.verification.cone import births, grows

Lack = Literal["uitkomst", "bedrag"]
"""What may be lacking while a case still tells something: a result of a begrip, or an amount."""

Read = tuple[str, RecordId | None]
"""A definition, for one record where it exists once per record."""


@frozen
class Observed:
    """What the evaluator made of one outcome in one complete case, for one record.

    `value` is None where no rule decides or rules contradict each other. `deciding` are the rules
    that decide it. `working` gives for the outcome and each begrip that was read on the way the
    rules of it that work. `lacking` are the begrippen without a result on which an outcome hangs;
    seen only by who asks for it, as such a case leaves the outcome open.
    Where it is open as an amount is not known, `deciding` are the rules that would decide it.
    """

    value: Scalar | None
    no_rule: bool = False
    conflict: bool = False
    deciding: frozenset[str] = frozenset()
    working: Mapping[Read, frozenset[str]] = MappingProxyType({})
    lacking: frozenset[str] = frozenset()


Found = Mapping[RecordId | None, Observed]
"""What was observed, for each record of an outcome that exists once per record."""


def reckoning(policy: Policy, program: Program, case: Case) -> Reckoning | None:
    """Return a case under a program, or None for one that cannot exist or is no premise."""
    found = Reckoning(program, case, timeline=policy.program_on)
    premises = (*program.admissible.values(), *program.assumptions.values())
    return found if all(found.value(one).is_true for one in premises) else None


def observe(
    policy: Policy, program: Program, case: Case, name: str, *, lacking: Lack | None = None
) -> Found | None:
    """Return what one definition comes to; None where the case cannot exist or leaves it open.

    One evaluation of the case.

    Args:
        lacking: What may be lacking, as `observe_each` takes it.
    """
    return observe_each(policy, program, case, (name,), lacking=lacking).get(name)


def observe_each(
    policy: Policy,
    program: Program,
    case: Case,
    names: Iterable[str],
    *,
    lacking: Lack | None = None,
) -> dict[str, Found]:
    """Return what definitions come to, without those that the case leaves open.

    One evaluation of the case for all together; nothing for a case that cannot exist.

    Args:
        lacking: With those that are only open as a begrip that they read has no result, or as an
            amount is not known on that day.
    """
    found = reckoning(policy, program, case)
    each: dict[str, Found] = {}
    for name in names if found is not None else ():
        assert found is not None
        steps = {
            record: found.result(name, record)
            for record in records_of(program, program.definitions[name], case)
        }
        if all(step.settled or lacks(step, lacking) for step in steps.values()):
            each[name] = {
                record: observed(step) if step.settled else _open(step, lacking)
                for record, step in steps.items()
            }
    return each


def lack_of(claim: Claim) -> Lack | None:
    """Return what may be lacking in a case that tells something of a claim; None where nothing.

    Whether there is a result shows where a begrip below has none. A rule that would decide is alive
    before the amount is known that it gives.
    """
    match claim.demand:
        case BothDecide():
            return "uitkomst"
        case Lives():
            return "bedrag"
    return None


def lacks(step: DefinitionStep, kind: Lack | None) -> frozenset[str]:
    """Return the names for want of which, all of one kind and of nothing else, it is open."""
    found = frozenset(leaf.name for leaf in step.missing if leaf.kind == kind)
    return found if len({leaf.kind for leaf in step.missing}) == 1 else frozenset()


def _open(step: DefinitionStep, kind: Lack | None) -> Observed:
    """Return what an open result comes to of which only such things are lacking."""
    if kind == "uitkomst":
        return Observed(None, lacking=lacks(step, kind))
    is_one = len(step.chosen) == 1  # which deviations work does not hang on the amount
    return Observed(None, deciding=_deciding(step) if is_one else frozenset())


def observed(step: DefinitionStep) -> Observed:
    """Return what a settled result comes to."""
    decided = deciding_round(step)
    return Observed(
        step.value,
        step.no_rule,
        bool(step.conflict),
        _deciding(step),
        _working_in((step, *decided.reached)),
    )


def _deciding(step: DefinitionStep) -> frozenset[str]:
    told = grounds(step, (), lambda _: "")
    own = step.definition.name
    return frozenset(one.rule for one in told if one.of == own and one.role in DECIDING)


def _working_in(reads: Iterable[DefinitionStep]) -> Mapping[Read, frozenset[str]]:
    """Return the rules that work, of each definition as it is read nearest to the outcome.

    A deviation may read its own outcome as it was before; that does not hide what works after it.
    """
    found: dict[Read, frozenset[str]] = {}
    for read in reads:
        if (read.definition.name, read.record) not in found:
            found[read.definition.name, read.record] = _working(deciding_round(read))
    return found


def _working(decided: Round) -> frozenset[str]:
    return frozenset(one.node.name for one in node_steps(decided) if one.fired)


def records_of(program: Program, of: Definition, case: Case) -> Iterator[RecordId | None]:
    """Yield the records for which a definition exists; None where it exists once."""
    if of.record is None:
        yield None
        return
    for name, type_ in program.facts.items():
        if isinstance(type_, Lijst) and type_.soort.naam == of.record:
            yield from case.records(name, type_).records


def shown(policy: Policy, program: Program, claim: Claim, cases: tuple[Case, ...]) -> bool | None:
    """Tell whether the cases show what settles a claim; None where one of them tells nothing.

    What settles it is a counterexample, or for a claim that a case exists that case. Of a pair the
    first case stands before the change and the second after it.
    """
    whole = program_for(claim, program)

    def look(case: Case) -> Found | None:
        return observe(policy, whole, case, claim.outcome, lacking=lack_of(claim))

    found = looked(claim, whole, cases, look)
    return None if found is None else witness(claim, whole, found) is not None


def looked(
    claim: Claim, program: Program, cases: Iterable[Case], look: Callable[[Case], Found | None]
) -> list[Found] | None:
    """Return what was seen in each case of a claim; None where together they tell nothing.

    Args:
        program: The program in which what the claim varies stands as a fact.
        look: Gives what the outcome comes to in a case, as `observe` does.
    """
    cases = [*cases]
    if isinstance(claim.change, Later) and not _is_later(claim.change, program, *cases):
        return None
    found = [look(case) for case in cases]
    seen = [one for one in found if one is not None]
    return seen if len(seen) == len(cases) else None


def witness(
    claim: Claim, program: Program, found: Sequence[Found]
) -> tuple[RecordId | None, tuple[Observed, ...]] | None:
    """Return the first record whose outcomes settle a claim, with what was seen of each case."""
    for record in found[0]:
        if all(record in each for each in found):
            seen = tuple(each[record] for each in found)
            if _settled(claim, seen, program):
                return record, seen
    return None


def _settled(claim: Claim, seen: tuple[Observed, ...], program: Program) -> bool:
    if len(seen) == 1:
        return settles(claim, seen[0], program)
    first, second = seen
    return differs(claim, first, second, program.definitions[claim.outcome])


def _is_later(change: Later, program: Program, before: Case, after: Case) -> bool:
    apart = change.in_month and is_other_month(before.peildatum, after.peildatum)
    return not (apart or has_birthday(program, before, after))


def is_other_month(one: date, other: date) -> bool:
    """Tell whether two days lie in different calendar months.

    >>> is_other_month(date(2026, 3, 31), date(2026, 4, 1))
    True
    """
    return (one.year, one.month) != (other.year, other.month)


def has_birthday(program: Program, before: Case, after: Case) -> bool:
    """Tell whether somebody has a birthday between two days, or is born: that is another case.

    Linear in the values of the case.
    """
    born = births(program)
    return any(
        grows(value, before.peildatum, after.peildatum)
        for leaf, value in before.values.items()
        if isinstance(value, date) and (leaf.field or leaf.name) in born
    )


def settles(claim: Claim, seen: Observed, program: Program) -> bool:
    """Tell whether one case refutes a claim, or shows it where it asks for a case."""
    match claim.demand:
        case Decides():
            return seen.no_rule
        case Agrees():
            return seen.conflict
        case Lives(rule=rule):
            return rule in seen.deciding
        case Reaches(value=value):
            return seen.value == value
        case Holds(test=test):
            return not test(seen.value)
        case OnlyJudged(rule=rule):
            node = node_named(program.definitions[claim.outcome], rule)
            works = any(rule in rules for rules in seen.working.values())
            return node is not None and not node.judgements and works
    raise ValueError(f"a claim of two cases: {claim.key}")


def differs(claim: Claim, first: Observed, second: Observed, of: Definition) -> bool:
    """Tell whether a pair of observations refutes a claim; a measure is refuted by any change."""
    if claim.documented and claim.documented & splitting(first, second):
        return False
    match claim.demand:
        case Same(grounds=grounds):
            same = _state(first) == _state(second)
            return not same or (grounds and first.deciding != second.deciding)
        case Measured(direction=None):
            return _state(first) != _state(second)
        case BothDecide():
            return (first.value is None) != (second.value is None)
        case Never(direction=direction) | Measured(direction=direction):
            way = rank(second.value, of) - rank(first.value, of) if _both(first, second) else 0
            return way > 0 if direction == "meer" else way < 0
        case Holds(test=test):
            return not test(first.value, second.value)
        case AtMost(loss=loss):
            return _both(first, second) and rank(first.value, of) - rank(second.value, of) > loss
    raise ValueError(f"a claim of one case: {claim.key}")


def splitting(first: Observed, second: Observed) -> frozenset[str]:
    """Return the rules that work in one case and not in the other, where both read their begrip.

    >>> first = Observed(1, working={("a", None): frozenset({"r"}), ("b", None): frozenset({"s"})})
    >>> sorted(splitting(first, Observed(2, working={("a", None): frozenset()})))
    ['r']
    """
    both = first.working.keys() & second.working.keys()
    return frozenset().union(*(first.working[one] ^ second.working[one] for one in both))


def gap(claim: Claim, program: Program, found: Sequence[Found]) -> Number:
    """Return how far the outcomes of a pair lie apart at most, of records that differ.

    One where they differ and cannot be subtracted; nil where none differ.
    """
    first, second = found
    definition = program.definitions[claim.outcome]
    gaps = (
        _gap(one, second[record], definition)
        for record, one in first.items()
        if record in second and differs(claim, one, second[record], definition)
    )
    return max(gaps, default=0)


def _gap(one: Observed, other: Observed, definition: Definition) -> Number:
    if one.value is None or other.value is None:
        return 1
    first, second = rank(one.value, definition), rank(other.value, definition)
    return max(first - second, second - first) or 1


def _state(seen: Observed) -> tuple[Scalar | None, bool, bool]:
    return seen.value, seen.no_rule, seen.conflict


def _both(first: Observed, second: Observed) -> bool:
    return first.value is not None and second.value is not None


def rank(value: Scalar | None, of: Definition) -> Number:
    """Return a value as a number that is higher when it is more.

    More is what the order of the definition says: more favourable, or without one simply higher.

    >>> from maatwerk_rules.model.types import JaNee
    >>> recht = Definition("recht", JaNee(), order=(False, True))
    >>> rank(True, recht) > rank(False, recht)
    True
    """
    assert value is not None
    if isinstance(of.order, tuple):
        return of.order.index(value)
    if isinstance(value, str):
        return 0
    number = value.toordinal() if hasattr(value, "toordinal") else value
    return -number if of.order == "lager" else number

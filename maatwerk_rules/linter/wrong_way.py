"""Properties `meer … geeft nooit meer …` that rules do not keep: with two cases, or not known."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.analysis.tracing import with_default
from maatwerk_rules.linter.parts import TOO_MANY, Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.sums import terms
from maatwerk_rules.linter.thresholds import Limit, jumps
from maatwerk_rules.linter.undecided import Examined, Undecided, examined, not_worked_out
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Monotoon
from maatwerk_rules.model.types import Scalar


@attrs.frozen
class WrongWay:
    """A property, and a step up in the fact at which the outcome goes as it never should."""

    clause: Monotoon
    limit: Limit


def wrong_ways(subject: Subject) -> Examined[WrongWay]:
    """Return the own properties that do not hold, each once."""
    return examined(_of_clauses(subject))


def _of_clauses(subject: Subject) -> Iterator[WrongWay | Undecided]:
    for clause in subject.nodes.of(Monotoon):
        left: list[Undecided] = []
        for part in subject.parts_by_name.get(clause.uitkomst, ()):
            found = _in_part(subject, clause, part)
            if isinstance(found, WrongWay):
                yield found
                break
            if found is not None:
                claim = f"dat `{subject.text(clause.span)}` klopt"
                left.append(Undecided(part, claim, found, place=clause.span))
        else:
            yield from left[:1]


def _in_part(subject: Subject, clause: Monotoon, part: Part) -> WrongWay | str | None:
    """Return where a property does not hold, or what stood in the way; None if it is kept.

    A property of a begrip is not asked here.
    """
    type_ = part.program.facts.get(clause.gegeven)
    if type_ is None:
        return None
    fact = core.Fact(clause.gegeven, type_)
    left: str | None = None
    for limit in jumps(subject.policy, part, fact):
        if not isinstance(limit, Limit):
            axis = limit.axis
            told = TOO_MANY if axis is None else not_worked_out(subject.told(axis, 50))
            left = left or told
        elif _is_wrong(limit, clause):
            return WrongWay(clause, limit)
    return left or _elsewhere(subject, clause, part, fact)


def _is_wrong(limit: Limit, clause: Monotoon) -> bool:
    before, after = limit.before.result.value, limit.after.result.value
    return _better(before, after, limit.part.definition) is (clause.richting == "meer")


def _better(before: Scalar | None, after: Scalar | None, of: core.Definition) -> bool | None:
    """Tell whether what comes after is more; None when neither is."""
    if before == after or before is None or after is None:
        return None
    if isinstance(of.order, tuple):
        return of.order.index(after) > of.order.index(before)
    rises = bool(after > before)  # type: ignore[operator]  # one type, so one sort of value
    return rises is not (of.order == "lager")


def _elsewhere(subject: Subject, clause: Monotoon, part: Part, fact: core.Fact) -> str | None:
    """Return what reads the fact, while no step in it is looked at there."""
    study = part.study
    if study is None:
        return TOO_MANY
    for node in part.nodes.values():
        for axis in study.space.borders(study.holds(node.guard)):
            if axis.expr != fact and _reads(axis.expr, fact, part):
                return not_worked_out(subject.told(axis, 50))
    steps = (node.value for stage in part.definition.stages for node in stage.adjustments)
    given = with_default(study, study.final[0][1])
    for value in (*given, *(one for one in steps if one is not None)):
        if _reads(value, fact, part) and not _goes_well(value, fact, clause, part):
            return not_worked_out(subject.text(value.span, 50))
    return None


def _reads(expr: core.Expr, fact: core.Fact, part: Part) -> bool:
    return fact.name in part.attained.leaves((expr,))


def _goes_well(value: core.Expr, fact: core.Fact, clause: Monotoon, part: Part) -> bool:
    """Tell whether a sum goes the way it may with a fact, and nothing else in it reads that."""
    signs = [sign for term, sign in terms(value) if term == fact]
    if len(signs) != sum(_reads(one, fact, part) for one in _ends(value)):
        return False
    wrong = (clause.richting == "meer") is not (part.definition.order == "lager")
    return all((sign > 0) is not wrong for sign in signs)


def _ends(expr: core.Expr) -> Iterator[core.Expr]:
    """Yield the parts of an expression that have no parts."""
    below = tuple(core.below(expr))
    if not below:
        yield expr
    for part in below:
        yield from _ends(part)

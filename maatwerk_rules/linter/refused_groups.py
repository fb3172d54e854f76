"""Intentions that are violated for all they are about: proved, or not known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import attrs

from maatwerk_rules.analysis.axes import Box
from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study, outcome
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.filling import Filling, NotFoundError
from maatwerk_rules.linter.parts import TOO_MANY, Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.undecided import Examined, Undecided, examined, why
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Geschonden
from maatwerk_rules.model.declarations import Bedoeling
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import DefinitionStep

MOST_LEFT = 1
"""So many sides of a box may be left as they are; with more a case is hardly ever of the group."""


@attrs.frozen
class Claim:
    """An outcome that is refused to a group, between two dates."""

    part: Part
    worst: Scalar
    group: core.Expr

    def is_other(self, result: DefinitionStep) -> bool:
        """Tell whether something else comes out."""
        return result.value is not None and result.value != self.worst


Refused = tuple[Bedoeling, Geschonden, Claim]


def refused(subject: Subject) -> Examined[Refused]:
    """Return the own intentions with a group that all rules refuse, whenever in force."""
    return examined(_refusals(subject))


def _refusals(subject: Subject) -> Iterator[Refused | Undecided]:
    for bedoeling in subject.nodes.of(Bedoeling):
        clause = bedoeling.one(Geschonden)
        claims = [] if clause is None else list(_claims(subject, bedoeling.naam))
        if clause is None or not claims:
            continue
        open_: tuple[Claim, str] | None = None
        for claim in claims:
            helped = _helped(subject, claim)
            if helped is True:
                break
            if helped:
                open_ = open_ or (claim, helped)
        else:
            if open_ is None:
                yield bedoeling, clause, claims[0]
            else:
                told = f"dat de bedoeling `{bedoeling.naam}` iemand bereikt"
                yield Undecided(open_[0].part, told, open_[1], place=clause.span)


def _helped(subject: Subject, claim: Claim) -> bool | str:
    """Tell whether anybody in a group is given anything else, or what stood in the way."""
    part, worst = claim.part, claim.worst
    if part.study is None:
        return TOO_MANY
    try:
        here = part.study.region(claim.group)
        if here == NOTHING:
            return True
        left: str = ""
        for value, region in _given(part.study, here):
            if isinstance(value, core.Constant) and value.value == worst:
                continue
            known = isinstance(value, core.Constant)
            if known and any(box.is_certain for box in witness.boxes(part.study, region)):
                return True
            if _is_shown(subject, claim, region):
                return True
            left = left or why(subject, part, region)
    except TOO_MUCH:
        return TOO_MANY
    return left or False


def _is_shown(subject: Subject, claim: Claim, region: Region) -> bool:
    """Tell whether a case of the group is found with another value, by the evaluator.

    What cannot be filled in is left as it is: whether the case is of the group is looked up.
    """
    part = claim.part
    assert part.study is not None
    for box in islice(witness.boxes(part.study, region), witness.MOST_BOXES):
        filling = part.filling
        if _left_out(filling, box) > MOST_LEFT:
            continue
        found = witness.settle(subject.policy, part, filling, claim.is_other)
        if found is not None:
            timeline = subject.policy.program_on
            reckoning = Reckoning(part.program, found.case, timeline=timeline)
            if reckoning.value(claim.group).is_true:
                return True
    return False


def _left_out(filling: Filling, box: Box) -> int:
    """Fill in the sides of a box, and return how many could not be, up to one too many."""
    left = 0
    for axis, side in box.sides:
        try:
            filling.side(axis, side)
        except NotFoundError:
            left += 1
            if left > MOST_LEFT:
                break
    return left


def _given(study: Study, here: Region) -> Iterator[tuple[core.Expr, Region]]:
    """Yield what is given to a group, and to whom, in some round."""
    for force, _, _ in study.final:
        for value, region in outcome(study, force)[0].items():
            both = study.space.both(here, region)
            if both != NOTHING:
                yield value, both


def _claims(subject: Subject, bedoeling: str) -> Iterator[Claim]:
    """Yield each outcome that is refused to a group, with the group, over time."""
    read = {
        name
        for piece in subject.policy.slices
        for one in core.walk(piece.program.violations.get(bedoeling, core.ReferenceDate()))
        if isinstance(one, core.Read) and (name := one.name) in subject.parts_by_name
    }
    for part in (part for name in sorted(read) for part in subject.parts_by_name[name]):
        violated = part.program.violations.get(bedoeling)
        if not isinstance(violated, core.And) or not part.definition.published:
            continue
        for one in violated.parts:
            worst = _refused(one, part.definition)
            if worst is not None:
                group = core.And(tuple(other for other in violated.parts if other is not one))
                yield Claim(part, worst, group)


def _refused(part: core.Expr, definition: core.Definition) -> Scalar | None:
    """Return the least favourable value where a part says that the outcome is that."""
    order = definition.order
    worst = order[0] if isinstance(order, tuple) else None
    match part:
        case core.Not(part=core.Read(name=definition.name)):
            said: Scalar = False
        case core.Compare(
            operator="eq", left=core.Read(name=definition.name), right=core.Constant(value=value)
        ):
            said = value
        case _:
            return None
    return said if said == worst else None

"""An example of what a check claims: a whole case, worked out by the evaluator before it is told.

A box says which cases are meant; `filling.py` makes one of them. It only counts when the evaluator,
with nothing proved beforehand, settles on what is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import attrs

from maatwerk_rules.analysis.axes import Box
from maatwerk_rules.analysis.boxes import Region
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.linter.filling import Filling, NotFoundError
from maatwerk_rules.linter.known_days import where_known
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import JaNee, Lijst, Scalar, Type
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.scalars import show
from maatwerk_rules.runtime.steps import DefinitionStep

MOST_BOXES = 6
"""So many boxes are tried; who finds no case in those hears that it was not investigated."""

MOST_ROUNDS = 12
"""So often what the evaluator still misses is filled in."""

Claim = Callable[[DefinitionStep], bool]


@attrs.frozen
class Witness:
    """A case that shows what is claimed, and the result that the evaluator gave for it.

    `told` is the case as an author would write it.
    """

    case: Case
    result: DefinitionStep
    told: dict[str, str]


def find(policy: Policy, part: Part, region: Region, claim: Claim) -> Witness | None:
    """Return a case in a region for which the evaluator settles on what is claimed, or None.

    Args:
        region: Of the space of the study of the part.
        claim: What must be true of the result of the definition.
    """
    study = part.study
    assert study is not None
    for box in islice(boxes(study, region), MOST_BOXES):
        found = _in_box(policy, part, box, claim)
        if found is not None:
            return found
    return None


def boxes(study: Study, region: Region) -> Iterator[Box]:
    """Yield the boxes of a region, those that can be filled in as they stand first."""
    some = list(islice(study.space.boxes(where_known(study, region)), MOST_BOXES * 4))
    yield from sorted(some, key=lambda box: sum(not axis.is_leaf for axis, _ in box.sides))


def _in_box(policy: Policy, part: Part, box: Box, claim: Claim) -> Witness | None:
    filling = part.filling
    try:
        filling.fill(box)
    except NotFoundError:
        return None
    return settle(policy, part, filling, claim)


def settle(policy: Policy, part: Part, filling: Filling, claim: Claim) -> Witness | None:
    """Return the case when its result settles on what is claimed; what is missing is filled in."""
    program = unproved(part)
    for _ in range(MOST_ROUNDS):
        case = with_events(policy, filling.case())
        reckoning = Reckoning(program, case, timeline=policy.program_on)
        record = _record(part, filling)
        if part.definition.record is not None and record is None:
            return None
        result = reckoning.result(part.definition.name, record)
        if result.settled:
            fits = claim(result) and _can_be(part.program, reckoning)
            return Witness(case, result, told(part, case)) if fits else None
        if not filling.complete(sorted(result.missing, key=lambda leaf: leaf.sort_key)):
            return None
    return None


def unproved(part: Part) -> core.Program:
    """Return the program in which of the definition at hand nothing is proved."""
    bare = attrs.evolve(part.definition, no_gap=False, no_conflict=False)
    return attrs.evolve(
        part.program, definitions={**part.program.definitions, part.definition.name: bare}
    )


def with_events(policy: Policy, case: Case) -> Case:
    """Return the case in which no fact was asked for in vain, and nobody made a request."""
    program = policy.program_on(case.peildatum)
    if program is None:
        return case
    silent: dict[Leaf, Scalar] = {
        Leaf("gegeven", name): False for name in policy.requests if name in program.facts
    }
    return attrs.evolve(case, values={**silent, **case.values})


def _can_be(program: core.Program, reckoning: Reckoning) -> bool:
    return not any(reckoning.value(one).is_false for one in program.admissible.values())


def _record(part: Part, filling: Filling) -> RecordId | None:
    soort = part.definition.record
    if soort is None:
        return None
    if soort in filling.bound:
        return filling.bound[soort]
    for name, type_ in part.program.facts.items():
        if isinstance(type_, Lijst) and type_.soort.naam == soort:
            key = name if type_.single else f"{soort}_1"
            records = filling.lists.setdefault(name, []) if not type_.minimum else []
            if not type_.minimum and not records:
                records.append(RecordId(name, key))
            return records[0] if records else RecordId(name, key)
    return None


# ---------------------------------------------------------------- as an author writes it


def told(part: Part, case: Case) -> dict[str, str]:
    """Return what of a case matters for a definition, with values as in a toets."""
    program = part.program
    matters = program.leaves.get(part.definition.name, frozenset(program.facts))
    found = {"peildatum": case.peildatum.isoformat()}
    for leaf, value in sorted(case.values.items(), key=lambda one: one[0].sort_key):
        type_ = _type(program, leaf)
        if type_ is not None and leaf.field is None and leaf.name in matters:
            prefix = "oordeel " if leaf.kind == "oordeel" else ""
            found[f"{prefix}{leaf}"] = show(value, type_)
    for name, type_ in program.facts.items():
        if isinstance(type_, Lijst):
            listed = _listed(case, name, type_)
            if listed is not None:
                found[name] = listed
    return found


def _listed(case: Case, name: str, type_: Lijst) -> str | None:
    records = case.records(name, type_).records
    written = [_written(case, record, type_) for record in records]
    if type_.minimum:
        return written[0] if written and _has_values(case, records[0]) else None
    if name not in case.lists:
        return None
    named = (f"{record}: {text}" for record, text in zip(records, written, strict=True))
    return f"[{', '.join(named)}]"


def _written(case: Case, record: RecordId, type_: Lijst) -> str:
    fields = (
        f"{veld.naam} {show(value, veld.type)}"
        for veld in type_.soort.velden
        for value in _values(case, Leaf("gegeven", record.list, record, veld.naam))
    )
    return f"{type_.soort.naam}({', '.join(fields)})"


def _has_values(case: Case, record: RecordId) -> bool:
    return any(leaf.record == record and leaf.field is not None for leaf in case.values)


def _values(case: Case, leaf: Leaf) -> Iterable[Scalar]:
    return (case.values[leaf],) if leaf in case.values else ()


def _type(program: core.Program, leaf: Leaf) -> Type | None:
    if leaf.kind == "oordeel":
        return program.judgements.get(leaf.name, (JaNee(), None))[0]
    return program.facts.get(leaf.name)

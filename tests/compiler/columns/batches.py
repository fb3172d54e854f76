"""Cases as a batch for machine code, and what it gives held against the evaluator."""

from datetime import date
from fractions import Fraction
from itertools import accumulate

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.machine_batch import DOUBT, KNOWN, NO_RULE, Batch
from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import DECIDING
from maatwerk_rules.runtime.grounds import grounds
from tests.compiler.columns.comparing import reckonings_of

DTYPES = {"ja": "bool", "keuze": "int16", "getal": "int64", "dag": "int32"}


@attrs.define
class Tally:
    """How many results were compared, how many the evaluator settled, and machine code gave."""

    compared: int = 0
    settled: int = 0
    native: int = 0
    grounded: int = 0
    differing: list = attrs.field(factory=list)


def counted(value, leaf, plan):
    """Return a value as a column holds it; None where it holds no such value."""
    shape = leaf.shape
    if value is None:
        return None
    if shape.kind == "ja":
        return int(value)
    if shape.kind == "keuze":
        return plan.options.index(value)
    if shape.kind == "dag":
        number = value.toordinal() - EPOCH
    else:
        exact = Fraction(value) * shape.per
        if exact.denominator != 1:
            return None
        number = exact.numerator
    return number if shape.low <= number <= shape.high else None


def records_of(plan, program, case, name):
    return case.records(name, program.facts[name]).records


def value_of(plan, program, case, leaf, record):
    """Return what a case knows of a leaf."""
    if leaf.list in plan.single:
        (record,) = records_of(plan, program, case, leaf.list)
    if leaf.kind == "gegeven" and leaf.field is not None:
        return case.value(Leaf("gegeven", leaf.list, record, leaf.field))
    return case.value(Leaf(leaf.kind, leaf.name, record))


def batch_of(plan, program, cases, *, masked=True, daily=True):
    """Return cases as a batch.

    Args:
        masked: Say where columns have values; else each leaf has one in every case.
        daily: Give each case its own peildatum; else that of the first case goes for all.
    """
    offsets, records, complete = {}, {}, {}
    for one in plan.lists:
        if one.name not in plan.single:
            found = [records_of(plan, program, case, one.name) for case in cases]
            records[one.name] = found
            offsets[one.name] = np.array([0, *accumulate(map(len, found))], np.int32)
            complete[one.name] = np.array(
                [case.records(one.name, program.facts[one.name]).complete for case in cases]
            )
    columns, known = {}, {}
    for leaf in plan.leaves:
        each = records[leaf.domain] if leaf.domain else [(None,)] * len(cases)
        found = [
            counted(value_of(plan, program, case, leaf, record), leaf, plan)
            for case, some in zip(cases, each, strict=True)
            for record in some
        ]
        columns[leaf.number] = np.array(
            [0 if one is None else one for one in found], DTYPES[leaf.shape.kind]
        )
        known[leaf.number] = np.array([one is not None for one in found], bool)
    days = np.array([case.peildatum.toordinal() - EPOCH for case in cases], np.int32)
    return Batch(
        len(cases),
        days if daily else int(days[0]),
        columns,
        known if masked else {},
        offsets,
        complete if masked else {},
        np.array([case.looked for case in cases], bool),
    )


def plain(value, definition, plan):
    """Return a value of machine code as the evaluator has it."""
    match definition.shape.kind:
        case "ja":
            return bool(value)
        case "keuze":
            return plan.options[value]
        case "dag":
            return date.fromordinal(int(value) + EPOCH)
    return Fraction(int(value), definition.shape.per)


def compared(plan, program, cases, decided, *, timeline=None, reckonings=None):
    """Return the tally of what machine code decided of cases."""
    tally = Tally()
    starts = dict.fromkeys(decided.found, 0)
    reckonings = reckonings or reckonings_of(program, cases, timeline)
    for case, (row, reckoning) in zip(cases, enumerate(reckonings), strict=True):
        for number, found in decided.found.items():
            definition = plan.definitions[number]
            some = (None,)
            if definition.list is not None:
                some = records_of(plan, program, case, definition.list)
            for at, record in enumerate(some):
                place = row if definition.domain is None else starts[number] + at
                step = reckoning.result(definition.name, record, definition.phase)
                _compare(tally, step, found, place, definition, plan)
            starts[number] += len(some)
    return tally


def _compare(tally, step, found, place, definition, plan):
    settled = step.settled and not step.conflict
    tally.compared += 1
    tally.settled += settled
    status = found.status[place] & (KNOWN | NO_RULE)
    if status == KNOWN:
        value = plain(found.values[place], definition, plan)
        same = settled and not step.no_rule and value == step.value
    elif status == NO_RULE:
        same, value = settled and step.no_rule, None
    else:
        return
    tally.native += 1
    if not same:
        told = (definition.name, definition.list, place, value, step.values, step.no_rule)
        tally.differing.append((*told, step.conflict))
    elif not found.status[place] & DOUBT:
        rests = {rule for rule in found.rules if found.rests_on(rule)[place]}
        expected = rules_of(step) if found.rules else rests
        tally.grounded += 1
        if rests != expected:
            tally.differing.append((definition.name, definition.list, place, rests, expected))


def rules_of(step):
    """Return the rules on which a result rests by itself."""
    own = grounds(step, (), lambda _: "")
    return {ground.rule for ground in own if ground.role in DECIDING}

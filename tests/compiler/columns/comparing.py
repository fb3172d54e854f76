"""Columns against the evaluator: a value they give is the one the evaluator settles on."""

from datetime import date
from fractions import Fraction

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_kernel import Input, filler
from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.nodes import Reckoning


@attrs.define
class Tally:
    """How many results were compared, the evaluator settled, and columns gave."""

    compared: int = 0
    settled: int = 0
    native: int = 0
    differing: list = attrs.field(factory=list)

    def add(self, other):
        self.compared += other.compared
        self.settled += other.settled
        self.native += other.native
        self.differing += other.differing
        return self


def counted(value, leaf, plan):
    """Return a value as a column counts it, or None where it does not fit."""
    if isinstance(value, str):
        return plan.options.index(value)
    if isinstance(value, date):
        number = Fraction(value.toordinal() - EPOCH)
    else:
        number = Fraction(value) * leaf.shape.per
    fits = number.denominator == 1 and leaf.shape.low <= number <= leaf.shape.high
    return int(number) if fits else None


def records_of(case, program, name):
    return case.records(name, program.facts[name])


def table_of(plan, program, cases):
    """Return the cases as the kernel reads them."""
    values, known = [], []
    lists = {}
    for one in plan.lists:
        listed = [records_of(case, program, one.name) for case in cases]
        lengths = [len(each.records) for each in listed]
        complete = np.array([each.complete for each in listed])
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        lists[one.name] = (offsets, None if complete.all() else complete)
    for leaf in plan.leaves:
        given = []
        for case in cases:
            records = [None]
            if leaf.list is not None:
                records = records_of(case, program, leaf.list).records
            for record in records:
                at = Leaf(leaf.kind, leaf.name, record, leaf.field)
                value = case.value(at)
                given.append(None if value is None else counted(value, leaf, plan))
        rest = filler(leaf.shape)
        dtype = np.bool_ if leaf.shape.kind == "ja" else np.int64
        values.append(np.array([rest if one is None else one for one in given], dtype))
        there = np.array([one is not None for one in given], bool)
        known.append(None if there.all() else there)
    days = np.array([case.peildatum.toordinal() - EPOCH for case in cases], np.int64)
    if len(set(days.tolist())) == 1:
        days = days[0]
    looked = np.array([case.looked for case in cases])
    return Input(len(cases), values, known, days, looked, lists)


def read(value, definition, plan):
    """Return a counted value as the evaluator has it."""
    if definition.shape.kind == "ja":
        return bool(value)
    if definition.shape.kind == "keuze":
        return plan.options[int(value)]
    if definition.shape.kind == "dag":
        return date.fromordinal(int(value) + EPOCH)
    return Fraction(int(value), definition.shape.per)


def reckonings_of(program, cases, timeline=None):
    """Return what the evaluator makes of cases, to hold several ways against."""
    return [Reckoning(program, case, timeline=timeline) for case in cases]


def compare(kernel, program, cases, *, timeline=None, reckonings=None):
    """Return the tally of these cases over all that was asked."""
    plan, tally = kernel.plan, Tally()
    table = table_of(plan, program, cases)
    found, _ = kernel.run(table)
    reckonings = reckonings or reckonings_of(program, cases, timeline)
    for name, numbers in plan.asked:
        for number in numbers:
            definition, one = plan.definitions[number], found[number]
            place = 0
            for row, reckoning in enumerate(reckonings):
                records = [None]
                if definition.list is not None:
                    records = records_of(cases[row], program, definition.list).records
                for record in records:
                    step = reckoning.result(name, record)
                    tally.compared += 1
                    tally.settled += step.settled and not step.conflict
                    tally.native += bool(one.known[place] or one.left[place])
                    told = None
                    if one.known[place]:
                        value = read(one.values[place], definition, plan)
                        if not (step.settled and step.value == value and not step.no_rule):
                            told = value
                    elif one.left[place] and not (step.settled and step.no_rule):
                        told = "geen regel"
                    if told is not None:
                        tally.differing.append((name, row, record, told, step.values, step.no_rule))
                    place += 1
    return tally

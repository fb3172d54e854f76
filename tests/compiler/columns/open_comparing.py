"""Rows with gaps against the evaluator: all that is possible, missing and told, in every row."""

from collections import Counter
from datetime import date
from fractions import Fraction

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.open_masks import OWN
from maatwerk_rules.compiler.columns.open_values import Options, Truth
from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.model.unknown import Choices, Interval, Leaf, RecordId
from maatwerk_rules.runtime.decision import DECIDING
from maatwerk_rules.runtime.evaluate import UNNAMED
from maatwerk_rules.runtime.grounds import grounds
from maatwerk_rules.runtime.steps import deciding_round
from tests.compiler.columns.comparing import counted, reckonings_of, records_of, table_of


@attrs.define
class Tally:
    """How many results were compared, and how many of those the kernel said something of."""

    compared: int = 0
    said: int = 0
    statuses: Counter = attrs.field(factory=Counter)
    differing: list = attrs.field(factory=list)

    def add(self, other):
        self.compared += other.compared
        self.said += other.said
        self.statuses += other.statuses
        self.differing += other.differing
        return self


def at(values, place):
    return values if np.ndim(values) == 0 else values[place]


def number(value, definition):
    if definition.shape.kind == "dag":
        return date.fromordinal(int(value) + EPOCH)
    return Fraction(int(value), definition.shape.per)


def possible(kernel, definition, of, place):
    """Return what is possible in one place, as the evaluator has it; None for nothing."""
    if isinstance(of, Truth):
        found = {True} if at(of.ja, place) else set()
        found |= {False} if at(of.nee, place) else set()
        return Choices(frozenset(found)) if found else None
    if isinstance(of, Options):
        bits = int(at(of.bits, place))
        found = {one for one in definition.type.opties if kernel.signs.choices.bit(one) & bits}
        return Choices(frozenset(found)) if found else None
    low, high = at(of.low, place), at(of.high, place)
    if low > high:
        return None
    return Interval(number(low, definition), number(high, definition))


def leaves(kernel, missing, place, keys):
    """Return what is missing in one place; `keys` gives the records of each list of its row."""
    found = set()
    for (listed, record, word), bits in missing.items():
        here = int(at(bits, place))
        for thing, bit in kernel.signs.bits.things[listed].items():
            if bit // 64 == word and here >> bit % 64 & 1:
                found.add(leaf_of(thing, record, listed, keys))
    return found


def leaf_of(thing, record, listed, keys):
    if not thing.list:
        return Leaf(thing.kind, thing.name)
    own = keys[thing.list][record] if listed else keys[thing.list][0]
    return Leaf(thing.kind, thing.name, own, thing.field)


def shown(reckoning, step):
    """Return the status of a result, and the step that is shown for it."""
    if step.settled:
        return (
            "vast" if step.values is not None else "geen_regel" if step.no_rule else "strijdig",
            step,
        )
    if all(leaf.kind == "oordeel" for leaf in step.missing):
        other = reckoning.beside(reckoning.case, provisional=True)
        without = other.result(step.definition.name, step.record)
        if without.settled and without.values is not None:
            return "voorlopig", without
    return "onbepaald", step


def told(reckoning, step):
    """Return all that is compared, as the evaluator has it."""
    status, without = shown(reckoning, step)
    found = {
        ground.rule
        for ground in grounds(without, deciding_round(without).reached, lambda _: "")
        if ground.role in DECIDING
        and ground.of == step.definition.name
        and ground.record == step.record
    }
    values = without.values if status in ("vast", "voorlopig") else None
    return status, values, step.values, step.missing, found


def given(kernel, definition, found, place, keys):
    """Return all that is compared, as the kernel has it; None where it says nothing."""
    if at(found.odd, place):
        return None
    status = "onbepaald"
    for name in ("settled", "left", "clashes", "expected"):
        if at(getattr(found, name), place):
            status = {"settled": "vast", "left": "geen_regel", "clashes": "strijdig"}.get(
                name, "voorlopig"
            )
    values = None
    if status in ("vast", "voorlopig"):
        values = possible(kernel, definition, found.shown, place)
    of = possible(kernel, definition, found.possible, place)
    rules = {rule for rule, mask in found.grounds.items() if at(mask, place)}
    return status, values, of, leaves(kernel, found.missing, place, keys), rules


def odd_of(plan, program, cases, table):
    """Return where a case has a value that the columns do not hold."""
    for leaf in plan.leaves:
        found = []
        for case in cases:
            records = [None]
            if leaf.list is not None:
                records = records_of(case, program, leaf.list).records
            for record in records:
                value = case.value(Leaf(leaf.kind, leaf.name, record, leaf.field))
                found.append(value is not None and counted(value, leaf, plan) is None)
        if any(found):
            table.odd[leaf.number] = np.array(found)
    return table


def compare(kernel, program, cases, *, timeline=None, reckonings=None):
    """Return the tally of these cases over all that was asked."""
    plan, tally = kernel.plan, Tally()
    table = odd_of(plan, program, cases, table_of(plan, program, cases))
    reckonings = reckonings or reckonings_of(program, cases, timeline)
    numbers = [number for _, numbers in plan.asked for number in numbers]
    for rows, worked in kernel.run(table, numbers, np.ones(len(cases), bool)):
        for definition in (plan.definitions[number] for number in numbers):
            place = 0
            for local, row in enumerate(rows.tolist()):
                keys = {
                    one.name: records_of(cases[row], program, one.name).records
                    for one in plan.lists
                }
                records = [None] if definition.list is None else keys[definition.list]
                for at_, record in enumerate(records):
                    own = keys
                    if definition.domain is not None:
                        own = {**keys, definition.list: WithOwn(keys[definition.list], at_)}
                    found = given(kernel, definition, worked.found[definition.number], place, own)
                    _compare(tally, reckonings[row], definition, record, found)
                    place += 1
                if definition.number in worked.unnamed:
                    complete = records_of(cases[row], program, definition.list).complete
                    room = program.facts[definition.list].maximum > len(keys[definition.list])
                    if not complete and room:
                        other = worked.unnamed[definition.number]
                        found = given(kernel, definition, other, local, keys)
                        record = RecordId(definition.list, UNNAMED)
                        _compare(tally, reckonings[row], definition, record, found)
    return tally


class WithOwn:
    """The records of a list, of which one is reckoned with."""

    def __init__(self, records, own):
        self.records, self.own = records, own

    def __getitem__(self, place):
        return self.records[self.own if place == OWN else place]


def _compare(tally, reckoning, definition, record, found):
    tally.compared += 1
    if found is None:
        return
    tally.said += 1
    step = reckoning.result(definition.name, record, definition.phase)
    must = told(reckoning, step)
    tally.statuses[must[0]] += 1
    if found != must:
        tally.differing.append((definition.name, record, found, must))

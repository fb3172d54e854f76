"""What columns settle by themselves: a batch as the kernel reads it, and what that gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.analysis.desugar_expressions import not_shown
from maatwerk_rules.compiler.columns.kernels import Grounds, Kernels
from maatwerk_rules.compiler.columns.machine_grounds import BITS
from maatwerk_rules.compiler.columns.machine_memory import Told
from maatwerk_rules.compiler.columns.numpy_kernel import Found, Input, filler
from maatwerk_rules.compiler.columns.open_kernel import OpenKernel
from maatwerk_rules.compiler.columns.plan import Aggregate, Definition, Leaf, Plan, Shape, walk
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.memory import Memory, usual_memory
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Keuze, Type, is_ordered
from maatwerk_rules.runtime.columns.batch import Batch
from maatwerk_rules.runtime.columns.outcome import Outcome, per_of
from maatwerk_rules.runtime.columns.reading import Array, Values, counted_range
from maatwerk_rules.runtime.columns.repeated import coded

WORD = 2**63 - 1


@attrs.frozen
class Native:
    """What columns settled of one outcome.

    `settled` says of which rows all is settled; `parts` has what was found, for the row or for
    each list of its soort.
    """

    settled: Array
    parts: tuple[tuple[Definition, Found], ...]


@attrs.frozen
class Making:
    """How machine code is made: where it is kept for a next time, and who is told of its parts."""

    memory: Memory = attrs.field(factory=usual_memory)
    told: Told | None = None


class Settler:
    """One program, ready to settle what columns can."""

    def __init__(
        self, policy: Policy, program: Program, names: tuple[str, ...], making: Making
    ) -> None:
        fixed = dict.fromkeys(policy.requests, 0)
        fixed |= {not_shown(one.naam): 0 for one in policy.all(Gegeven)}
        timeline = [(part.vanaf, part.tot, part.program) for part in policy.slices]
        self.plan = plan_of(program, names, fixed, timeline)
        self.kernel = Kernels(self.plan, making.memory, making.told)
        self.open = OpenKernel(self.plan)
        self.lists = _lists(self.plan)

    def settle(self, bound: Input) -> tuple[dict[str, Native], Array]:
        """Return what columns settle of each outcome, and which rows surely may exist."""
        found, admissible = self.kernel.run(bound)
        natives: dict[str, Native] = {}
        for name, numbers in self.plan.asked:
            parts = tuple((self.plan.definitions[one], found[one]) for one in numbers)
            natives[name] = Native(self._settled(parts, bound), parts)
        return natives, admissible

    def _settled(self, parts: tuple[tuple[Definition, Found], ...], bound: Input) -> Array:
        settled = np.ones(bound.rows, bool)
        for definition, found in parts:
            if factor_of(definition) is None:
                settled[:] = False
                continue
            sure = found.known | found.left
            if found.doubt is not None:
                sure &= ~found.doubt
            if definition.domain is None:
                settled &= sure
                continue
            offsets, complete = bound.lists[definition.domain]
            if complete is not None:
                settled &= complete
            if not sure.all():
                rows = np.searchsorted(offsets, np.flatnonzero(~sure), "right") - 1
                settled[rows] = False
        return settled

    # ------------------------------------------------------------------ what is read

    def bound(self, batch: Batch) -> Input:
        """Return a batch as the kernels read it."""
        values: list[Array] = []
        known: list[Array | None] = []
        odd: dict[int, Array] = {}
        for leaf in self.plan.leaves:
            one, there = self._leaf(leaf, batch)
            values.append(one)
            known.append(there)
            if (elsewhere := self._elsewhere(leaf, batch)) is not None:
                odd[leaf.number] = elsewhere
        lists = {name: _offsets(name, batch) for name in self.lists}
        days = batch.days
        if batch.on_one_day:
            days = np.int64(days[0])  # type: ignore[assignment]
        looked = np.False_ if batch.looked is None else batch.looked
        return Input(batch.rows, values, known, days, looked, lists, odd)

    def _leaf(self, leaf: Leaf, batch: Batch) -> tuple[Array, Array | None]:
        """Return the values of a leaf and where they are known."""
        column = _column(leaf, batch)
        rest = filler(leaf.shape) if leaf.fixed is None else leaf.fixed
        scalar: Any = np.bool_(rest) if leaf.shape.kind == "ja" else np.int64(rest)
        if column is None:
            return scalar, None if leaf.fixed is not None else np.False_  # type: ignore[return-value]
        values, known = column.values, column.known
        if isinstance(leaf.type, Keuze):
            codes = [self.plan.options.index(one) for one in column.place.type.opties]  # type: ignore[attr-defined]
            values = np.array(codes, np.int16).take(values)
        known = _within(values, known, leaf)
        if known is not None:
            values = np.where(known, values, scalar)
        if leaf.list in self.plan.single:
            assert leaf.list is not None
            values, known = _of_rows(leaf.list, batch, values, known, scalar)
        return values, None if leaf.fixed is not None else known

    def _elsewhere(self, leaf: Leaf, batch: Batch) -> Array | None:
        """Return where a leaf has a value that the kernels do not hold; None: nowhere."""
        column = _column(leaf, batch)
        if column is None or leaf.fixed is not None:
            return None
        given = column.known
        inside = _within(column.values, given, leaf)
        if inside is given and not column.odd:
            return None
        found: Array = np.zeros(len(column.values), bool)
        if inside is not given and inside is not None:
            found |= ~inside if given is None else given & ~inside
        found[list(column.odd)] = True
        if leaf.list in self.plan.single:
            assert leaf.list is not None
            found, _ = _of_rows(leaf.list, batch, found, None, np.False_)
        return found


def _lists(plan: Plan) -> frozenset[str]:
    """Return the lists of which the kernel reads the records."""
    found = {leaf.domain for leaf in plan.leaves} | {one.domain for one in plan.definitions}
    ops = [op for one in plan.definitions for op in one.ops]
    ops += [op for _, condition in plan.admissible for op in walk(condition)]
    found |= {part.list for op in ops if isinstance(op, Aggregate) for part in op.parts}
    return frozenset(name for name in found if name is not None and name not in plan.single)


def _column(leaf: Leaf, batch: Batch) -> Values | None:
    if leaf.list is None:
        return batch.values.get(leaf.path)
    listed = batch.lists.get(leaf.list)
    if listed is None:
        return None
    return listed.fields.get(leaf.field or f"oordeel.{leaf.name}")


def _within(values: Array, known: Array | None, leaf: Leaf) -> Array | None:
    """Return where a value is known and lies within what the kernel reckons with."""
    if not is_ordered(leaf.type):
        return known
    low, high = counted_range(leaf.type)
    if leaf.shape.low <= low and high <= leaf.shape.high:
        return known
    inside: Array = (values >= leaf.shape.low) & (values <= leaf.shape.high)
    if inside.all():
        return known
    return inside if known is None else inside & known


def _of_rows(
    name: str, batch: Batch, values: Array, known: Array | None, scalar: Any
) -> tuple[Array, Array | None]:
    """Return a column of a list of exactly one record by the row; a row may know no record."""
    offsets = batch.lists[name].offsets
    lengths = offsets[1:] - offsets[:-1]
    if len(values) == batch.rows and (lengths == 1).all():
        return values, known
    found = np.full(batch.rows, scalar, values.dtype)
    there = np.zeros(batch.rows, bool)
    rows = np.flatnonzero(lengths)
    places = offsets[:-1][rows]
    found[rows] = values[places]
    there[rows] = True if known is None else known[places]
    return found, there


def _offsets(name: str, batch: Batch) -> tuple[Array, Array | None]:
    listed = batch.lists.get(name)
    if listed is None:
        return np.zeros(batch.rows + 1, np.int64), np.zeros(batch.rows, bool)
    return listed.offsets, listed.known


# -------------------------------------------------------------------- what is given


def factor_of(definition: Definition) -> int | None:
    """Return by how much to multiply what the kernel counts, or None where that does not go."""
    if not is_ordered(definition.type) or definition.shape.kind == "dag":
        return 1
    ratio = Fraction(per_of(definition.type)) / definition.shape.per
    shape: Shape = definition.shape
    most = max(abs(shape.low), abs(shape.high)) * ratio
    return ratio.numerator if ratio.denominator == 1 and most <= WORD else None


def numbers_of(definition: Definition, found: Found, plan: Plan, type_: Type) -> Array:
    """Return the values of an outcome as its column counts them."""
    if isinstance(type_, Keuze):
        places: Array = np.zeros(len(plan.options), np.int64)
        for place, option in enumerate(type_.opties):
            if option in plan.options:
                places[plan.options.index(option)] = place
        taken: Array = places.take(found.values)
        return taken
    factor = factor_of(definition)
    assert factor is not None
    numbers: Array = found.values if factor == 1 else found.values * factor
    return numbers


def put_rows(outcome: Outcome, native: Native, rows: Array, plan: Plan) -> None:
    """Put what was settled of an outcome of the row, for these rows."""
    ((definition, found),) = native.parts
    put_places(outcome, found, numbers_of(definition, found, plan, outcome.type), rows)


def put_places(
    outcome: Outcome, found: Found, numbers: Array, take: Array, places: Array | None = None
) -> None:
    """Put what was settled in some places.

    Args:
        take: Which places of what was found to take.
        places: The place of each in the outcome; None: the same.
    """
    if not take.any():
        return

    def put(mask: Array, values: Array, where: Callable[[Array | None, Array], None]) -> None:
        """Put values where a mask says so; where it says so everywhere, all at once."""
        if places is None and mask.all():
            where(None, values)
        else:
            taken = np.flatnonzero(mask)
            where(taken if places is None else places[taken], values[taken])

    known = take & found.known
    if known.any():
        put(known, numbers, outcome.settle)
    left = take & found.left
    if left.any():
        there = np.flatnonzero(left)
        outcome.leave_open(there if places is None else places[there])
    rules, words = _grounds(found)
    if words:
        codes, said = coded(words)
        lists = outcome.grounds_of(said, rules)
        put(take, lists.take(codes), outcome.grounds.put_many)


def _grounds(found: Found) -> tuple[Sequence[str], Sequence[Array]]:
    """Return rules, and numbers that say with their bits in which places each is a ground."""
    if isinstance(found.grounds, Grounds):
        return found.grounds.rules, found.grounds.words
    rules = [*found.grounds]
    words: list[Array] = []
    for place, rule in enumerate(rules):
        bit = place % BITS
        if not bit:
            words.append(np.zeros(len(found.values), np.int32))
        words[-1] |= found.grounds[rule].astype(np.int32) << bit
    return rules, words

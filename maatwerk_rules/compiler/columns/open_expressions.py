"""Operations of a plan in rows with gaps: what each may be, exactly as the evaluator has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Protocol

import attrs
import numpy as np

from maatwerk_rules.compiler.columns import open_numbers as numbers
from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Apart, OverMonths, Paired
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_bits import Thing
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    NOTHING,
    YES,
    Mask,
    Missing,
    both,
    but,
    either,
    evened,
    joined,
    nay,
    within,
)
from maatwerk_rules.compiler.columns.open_values import (
    Options,
    Possible,
    Span,
    Truth,
    Val,
    anywhere,
    nothing,
    point,
    stepped,
    whole,
)
from maatwerk_rules.compiler.columns.plan import Aggregate, Op, Plan
from maatwerk_rules.model.types import Type


class Rows(Protocol):
    """What an operation needs of the rows it is worked out for."""

    @property
    def plan(self) -> Plan:
        """The plan that is followed."""

    @property
    def looked(self) -> Mask:
        """Where a look is recorded."""

    @property
    def day(self) -> Array:
        """The peildatum."""

    def leaf(self, number: int, unnamed: str | None) -> Val:
        """Return a leaf."""

    def is_given(self, number: int) -> Mask:
        """Return where a leaf is known."""

    def result(self, number: int, unnamed: str | None) -> Val:
        """Return what a definition gives, for who reads it."""

    def missing(self, thing: Thing, mask: Mask) -> Missing:
        """Return that one thing is missing in the rows of a mask."""

    def bit(self, option: int) -> Array | None:
        """Return the bit of an option; None where there are too many."""

    def anything(self, type_: Type, per: int) -> Val:
        """Return all values of a type."""

    def aggregate(self, op: Aggregate, reader: Reader) -> Val:
        """Return what the records of lists are together."""

    def parents(self, name: str) -> Array:
        """Return the row of each record of a list."""

    def paired(self, op: Paired, reader: Reader) -> Val:
        """Return a value of a record that is looked at beside another."""

    def over_months(self, op: OverMonths, reader: Reader) -> Val:
        """Return what months are together."""


@attrs.define
class Reader:
    """Works out operations; where `unnamed` is a list, for the record that stands for all others.

    `known` keeps what was worked out, by the identity of the operation. `beside` is the how manieth
    record of each row of another list is looked at beside each record; None: it stands for all
    others of that list.
    """

    rows: Rows
    unnamed: str | None = None
    previous: Val | None = None
    beside: int | None = None
    known: dict[int, Val] = attrs.field(factory=dict)

    def val(self, op: Op) -> Val:
        """Return an operation, worked out once."""
        found = self.known.get(id(op))
        if found is None:
            found = self.known[id(op)] = maker_of(type(op))(self, op)
        return found

    @singledispatchmethod
    def make(self, op: Op) -> Val:
        """Return an operation."""
        raise TypeError(type(op).__name__)

    @make.register
    def _(self, op: plan.Constant) -> Val:
        match op.shape.kind:
            case "ja":
                return Val(Truth(YES, NO) if op.value else Truth(NO, YES))
            case "keuze":
                bit = self.rows.bit(op.value)
                return unknown("keuze") if bit is None else Val(Options(bit))
        return Val(whole(op.value))

    @make.register
    def _(self, op: plan.Unsettled) -> Val:
        return unknown(op.shape.kind)

    @make.register
    def _(self, op: Apart) -> Val:
        return self.val(op.part)

    @make.register
    def _(self, op: Paired) -> Val:
        return self.rows.paired(op, self)

    @make.register
    def _(self, op: OverMonths) -> Val:
        return self.rows.over_months(op, self)

    @make.register
    def _(self, op: plan.Months) -> Val:
        """Return the number of months; while a date is open it may be left open which they are."""
        day = self.val(op.date)
        of = numbers.months(day.of, op.window, op.most)
        return Val(of, day.missing, either(day.odd, day.open))

    @make.register
    def _(self, op: plan.Column) -> Val:
        return self.rows.leaf(op.leaf, self.unnamed)

    @make.register
    def _(self, op: plan.IsOpen) -> Val:
        if op.domain is not None and op.domain == self.unnamed:
            return Val(Truth(YES, NO))
        given = self.rows.is_given(op.leaf)
        return Val(Truth(nay(given), given))

    @make.register
    def _(self, op: plan.Looked) -> Val:
        return Val(Truth(self.rows.looked, nay(self.rows.looked)))

    @make.register
    def _(self, op: plan.Day) -> Val:
        return Val(point(self.rows.day, plan.FIRST_DAY, plan.LAST_DAY))

    @make.register
    def _(self, op: plan.Amount) -> Val:
        """Return the amounts of all days that are possible; where one is not known, any."""
        dated, on = self.rows.plan.amounts[op.number], self.val(op.on)
        first, last = on.of.low, on.of.high
        unsure = evened(first < dated.starts[0])
        ends: list[int | None] = [*dated.starts[1:], dated.until]
        if dated.until is not None:
            unsure = either(unsure, evened(last >= dated.until))
        found: Possible = nothing("getal")
        for start, end, amount in zip(dated.starts, ends, dated.amounts, strict=True):
            holds = evened(start <= last)
            if end is not None:
                holds = both(holds, evened(first < end))
            if amount is None:
                unsure = either(unsure, holds)
            elif holds is not NO:
                found = found.hull(whole(amount).at(holds))  # type: ignore[arg-type]
        there = found.there
        unsure = either(unsure, nay(there))
        if unsure is NO:
            return stepped(found, on.missing, on.odd)
        anything = self.rows.anything(dated.type, dated.per)
        missing = joined(
            (
                within(on.missing, either(there, nay(unsure))),
                self.rows.missing(Thing("bedrag", dated.name), unsure),
            )
        )
        of = found.at(nay(unsure)).hull(anything.of.at(unsure))
        return stepped(of, missing, either(on.odd, both(unsure, anything.odd)))

    @make.register
    def _(self, op: plan.Result) -> Val:
        return self.rows.result(op.number, self.unnamed)

    @make.register
    def _(self, op: plan.Previous) -> Val:
        assert self.previous is not None
        return self.previous

    @make.register
    def _(self, op: plan.Spread) -> Val:
        part = self.val(op.part)
        assert op.domain is not None
        if op.domain == self.unnamed:
            return part
        return part.take(self.rows.parents(op.domain))

    # ------------------------------------------------------------------ truths

    @make.register
    def _(self, op: plan.Not) -> Val:
        part = self.val(op.part)
        return Val(Truth(part.of.nee, part.of.ja), part.missing, part.odd)

    @make.register
    def _(self, op: plan.And) -> Val:
        parts = [self.val(part) for part in op.parts]
        ja = both(*(part.of.ja for part in parts))
        return _told(Truth(ja, either(*(part.of.nee for part in parts))), parts)

    @make.register
    def _(self, op: plan.Gate) -> Val:
        first, then = (self.val(part) for part in op.parts)
        of = Truth(both(first.of.ja, then.of.ja), either(first.of.nee, then.of.nee))
        sure = nay(first.of.nee)
        missing = joined((first.missing, within(then.missing, sure)))
        odd = both(either(first.odd, then.odd), of.ja, of.nee)
        return stepped(of, missing, odd)

    @make.register
    def _(self, op: plan.Or) -> Val:
        parts = [self.val(part) for part in op.parts]
        ja = either(*(part.of.ja for part in parts))
        return _told(Truth(ja, both(*(part.of.nee for part in parts))), parts)

    @make.register
    def _(self, op: plan.AtLeast) -> Val:
        parts = [self.val(part) for part in op.parts]
        sure = sum((nay(part.of.nee).astype(np.int64) for part in parts), start=numbers.NONE)
        can = sum((part.of.ja.astype(np.int64) for part in parts), start=numbers.NONE)
        ja = both(evened(can >= op.low), evened(sure <= op.high))
        surely = both(evened(sure >= op.low), evened(can <= op.high))
        return _told(Truth(ja, nay(surely)), parts)

    @make.register
    def _(self, op: plan.Compare) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        of, odd = numbers.compare(op.operator, left.of, right.of), either(left.odd, right.odd)
        if odd is not NO:
            of = Truth(either(of.ja, odd), either(of.nee, odd))
        return stepped(of, joined((left.missing, right.missing)), odd)

    # ------------------------------------------------------------------ numbers

    @make.register
    def _(self, op: plan.Arithmetic) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        of, far = ARITHMETIC[op.operator](left.of, right.of)
        return _reckoned(of, (left, right), far)

    @make.register
    def _(self, op: plan.Scaled) -> Val:
        part = self.val(op.part)
        return _reckoned(*_pair(numbers.scale(part.of, op.factor), (part,)))

    @make.register
    def _(self, op: plan.Divisor) -> Val:
        part = self.val(op.part)
        odd = both(evened(part.of.low <= 0), evened(part.of.high >= 0))
        if op.twice:
            odd = either(odd, part.open)
        for one in op.over:
            of = self.val(one).of
            odd = either(odd, both(part.open, evened((of.low == 0) & (of.high == 0))))
        return _reckoned(part.of, (part,), odd)

    @make.register
    def _(self, op: plan.Round) -> Val:
        part, over = self.val(op.part), self.val(op.over)
        found, far = numbers.rounded(part.of, over.of, op.mode, op.factor)
        product = op.part.part if isinstance(op.part, Apart) else op.part
        if part.odd is NO or not isinstance(product, plan.Arithmetic) or product.operator != "mul":
            return _reckoned(found, (part, over), far)
        factors = [self.val(one) for one in (product.left, product.right)]
        large = but(part.odd, far, over.odd, *(one.odd for one in factors))
        ends = (*(one.of for one in factors), over.of)
        found, fits = numbers.rounded_far(found, ends, (op.mode, op.factor), large)
        odd = but(either(part.odd, over.odd, far), fits)
        missing = [part.missing, over.missing]
        missing += [within(one.missing, fits) for one in factors]
        return stepped(found, joined(missing), odd)

    @make.register
    def _(self, op: plan.Bound) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        of = numbers.bounded(left.of, right.of, higher=op.kind == "higher")
        if op.halfway:
            missing = joined((left.missing, right.missing))
            return Val(of, missing, either(left.odd, right.odd))
        return _reckoned(of, (left, right))

    @make.register
    def _(self, op: plan.Choose) -> Val:
        live, odd = YES, NO
        of: Possible = nothing(op.shape.kind)
        missing: list[Missing] = []
        for condition, branch in op.branches:
            if live is NO:
                break
            guard = self.val(condition)
            missing.append(within(guard.missing, live))
            odd = either(odd, both(live, guard.odd))
            taking = both(live, guard.of.ja)
            of, odd = self._branch(branch, taking, (of, odd, missing))
            live = both(live, guard.of.nee)
        of, odd = self._branch(op.otherwise, live, (of, odd, missing))
        return stepped(of, joined(missing), odd)

    def _branch(
        self, op: Op, taking: Mask, before: tuple[Possible, Mask, list[Missing]]
    ) -> tuple[Possible, Mask]:
        """Return what a branch adds to what was possible, in the rows where it is taken."""
        of, odd, missing = before
        if taking is NO:
            return of, odd
        value = self.val(op)
        missing.append(within(value.missing, taking))
        added = value.of.at(taking)
        return of.hull(added), either(odd, both(taking, value.odd))

    # ------------------------------------------------------------------ dates

    @make.register
    def _(self, op: plan.Age) -> Val:
        birth, on = self.val(op.birth), self.val(op.on)
        return _reckoned(numbers.age(birth.of, on.of), (birth, on))

    @make.register
    def _(self, op: plan.Shift) -> Val:
        day, amount = self.val(op.date), self.val(op.amount)
        later = op.pick == "later"
        of = numbers.shifted(day.of, amount.of, op.unit, later, op.sign)
        return _reckoned(of, (day, amount))

    @make.register
    def _(self, op: plan.MonthStart) -> Val:
        day = self.val(op.date)
        return _reckoned(numbers.month_start(day.of), (day,))

    @make.register
    def _(self, op: plan.DaysBetween) -> Val:
        end, start = self.val(op.end), self.val(op.start)
        of, far = numbers.subtract(end.of, start.of)
        return _reckoned(of, (end, start), far)

    @make.register
    def _(self, op: plan.Aggregate) -> Val:
        return self.rows.aggregate(op, self)


maker_of = Reader.__dict__["make"].dispatcher.dispatch
"""What makes an operation of a type: `make` itself is looked up anew at each call."""
ARITHMETIC = {"add": numbers.add, "sub": numbers.subtract, "mul": numbers.multiply}


def unknown(kind: str) -> Val:
    """Return what is left to the evaluator in all rows."""
    return Val(anywhere(kind), NOTHING, YES)


def _told(of: Truth, parts: Sequence[Val]) -> Val:
    """Return a truth; where it is settled it does not matter what parts are."""
    odd = either(*(part.odd for part in parts))
    if odd is not NO:
        odd = both(odd, of.ja, of.nee)
    return stepped(of, joined(part.missing for part in parts), odd)


def _pair(found: numbers.Spanned, parts: tuple[Val, ...]) -> tuple[Span, tuple[Val, ...], Mask]:
    return found[0], parts, found[1]


def _reckoned(of: Span, parts: Sequence[Val], odd: Mask = NO) -> Val:
    odd = either(odd, *(part.odd for part in parts))
    return stepped(of, joined(part.missing for part in parts), odd)

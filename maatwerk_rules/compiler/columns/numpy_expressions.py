"""Operations of a plan as NumPy: a value for every row at once, and where it is known."""

from __future__ import annotations

from functools import singledispatchmethod
from itertools import pairwise
from typing import Protocol

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Apart
from maatwerk_rules.compiler.columns.numpy_writing import (
    FOLDED,
    Mask,
    Page,
    Text,
    Val,
    as_array,
    as_mask,
    bits_for,
)
from maatwerk_rules.compiler.columns.plan import FIRST_DAY, LAST_DAY, Op, Plan, Shape
from maatwerk_rules.model.exact import round_ratio

OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
SIGNS = {"add": "+", "sub": "-", "mul": "*"}
MODES = {"half": "afgerond", "up": "naar_boven", "down": "naar_beneden"}
BOUNDS = {"higher": "np.maximum", "lower": "np.minimum"}
WAYS = {"sum": "np.add", "highest": "np.maximum", "lowest": "np.minimum"}


DAY_BITS = bits_for(FIRST_DAY, LAST_DAY)


def divided(part: str, over: Text) -> str:
    """Return a quotient rounded down; by a power of two bits are shifted out.

    >>> divided("w1", 10), divided("w1", 8)
    ('w1 // 10', 'w1 >> 3')
    """
    if isinstance(over, int) and over & (over - 1) == 0:
        return f"{part} >> {over.bit_length() - 1}"
    return f"{part} // {over}"


class Openings(Protocol):
    """What may be not known somewhere; of all else code may count on it, and stops when not."""

    def leaf(self, number: int) -> bool:
        """Tell whether a leaf may be."""

    def amount(self, number: int) -> bool:
        """Tell whether a dated amount may be."""

    def listed(self, name: str) -> bool:
        """Tell whether a list may have other records."""

    def definition(self, number: int) -> bool:
        """Tell whether a definition may be without value."""


@attrs.define
class Writer:
    """Writes operations on a page; `previous` is the value before a step."""

    page: Page
    whole: Plan
    openings: Openings
    previous: Val | None = None
    known: dict[int, tuple[Op, Val]] = attrs.field(factory=dict)

    def val(self, op: Op) -> Val:
        """Return an operation, made once."""
        kept = self.known.get(id(op))
        if kept is None or isinstance(op, plan.Previous):
            kept = self.known[id(op)] = op, self.make(op)
        return kept[1]

    def mask(self, op: Op) -> tuple[Mask, Mask]:
        """Return where a condition is surely ja, and where it is known."""
        val = self.val(op)
        return as_mask(val), val.known

    @singledispatchmethod
    def make(self, op: Op) -> Val:
        """Return an operation as a value in each row."""
        raise TypeError(type(op).__name__)

    def _infix(self, left: Text, sign: str, right: Text, shape: Shape) -> Text:
        return self.page.infix(left, sign, right, shape.low, shape.high)

    def _read(self, text: str, number: int, hint: str, letter: str, shape: Shape) -> str:
        """Return the name of numbers that are read, in as few bits as they take."""
        name = self.page.named(text, number, hint, letter)
        self.page.bits[name] = bits_for(shape.low, shape.high)
        return name

    def _narrow(self, text: Text, shape: Shape) -> Text:
        """Return numbers in as few bits as they take."""
        bits = bits_for(shape.low, shape.high)
        return text if self.page.width(text) <= bits else self.page.of_width(text, bits)

    @make.register
    def _(self, op: plan.Constant) -> Val:
        return Val(bool(op.value) if op.shape.kind == "ja" else op.value)

    @make.register(plan.Unsettled)
    @make.register(Apart)
    def _(self, op: Op) -> Val:
        return Val(False if op.shape.kind == "ja" else 0, False)

    @make.register
    def _(self, op: plan.Column) -> Val:
        leaf = self.whole.leaves[op.leaf]
        name = self._read(f"k.w[{op.leaf}]", op.leaf, leaf.path, "k", leaf.shape)
        if not self.openings.leaf(op.leaf):
            return Val(name)
        return Val(name, self.page.named(f"k.b[{op.leaf}]", op.leaf, leaf.path, "b"))

    @make.register
    def _(self, op: plan.IsOpen) -> Val:
        if not self.openings.leaf(op.leaf):
            return Val(False)
        path = self.whole.leaves[op.leaf].path
        return Val(self.page.nay(self.page.named(f"k.b[{op.leaf}]", op.leaf, path, "b")))

    @make.register
    def _(self, op: plan.Looked) -> Val:
        return Val(self.page.name("k.bekeken"))

    @make.register
    def _(self, op: plan.Day) -> Val:
        return Val(self.page.name("k.dag", bits=DAY_BITS))

    @make.register
    def _(self, op: plan.Amount) -> Val:
        on = self.val(op.on)
        day = as_array(on.text)
        if not self.openings.amount(op.number):
            text = self.page.name(f"k.bedrag_bekend({op.number}, {day})")
            return Val(self._narrow(text, op.shape), on.known)
        pair = self.page.name(f"k.bedrag({op.number}, {day})")
        known = self.page.both(self.page.name(f"{pair}[1]", "m"), on.known)
        return Val(self._narrow(self.page.name(f"{pair}[0]"), op.shape), known)

    @make.register
    def _(self, op: plan.Result) -> Val:
        name, shape = (
            self.whole.definitions[op.number].name,
            self.whole.definitions[op.number].shape,
        )
        value = self._read(f"uit[{op.number}][0]", op.number, name, "d", shape)
        if not self.openings.definition(op.number):
            return Val(value)
        return Val(value, self.page.named(f"uit[{op.number}][1]", op.number, name, "e"))

    @make.register
    def _(self, op: plan.Previous) -> Val:
        assert self.previous is not None
        return self.previous

    @make.register
    def _(self, op: plan.Spread) -> Val:
        part = self.val(op.part)
        text = self._spread(op, part.text) if isinstance(part.text, str) else part.text
        known = self._spread(op, part.known) if isinstance(part.known, str) else part.known
        return Val(text, known)

    def _spread(self, op: plan.Spread, name: str) -> str:
        return self.page.name(f"k.spreid({op.domain!r}, {name})", bits=self.page.width(name))

    @make.register
    def _(self, op: plan.Not) -> Val:
        part, known = self.mask(op.part)
        return Val(self.page.but(known, part), known)

    @make.register
    def _(self, op: plan.And) -> Val:
        masks = [self.mask(part) for part in op.parts]
        value = self.page.both(*(mask for mask, _ in masks))
        if all(known is True for _, known in masks):
            return Val(value)
        return Val(value, self.page.either(value, *(self.page.but(k, m) for m, k in masks)))

    @make.register
    def _(self, op: plan.Or) -> Val:
        masks = [self.mask(part) for part in op.parts]
        value = self.page.either(*(mask for mask, _ in masks))
        if all(known is True for _, known in masks):
            return Val(value)
        none = self.page.both(*(self.page.but(known, mask) for mask, known in masks))
        return Val(value, self.page.either(value, none))

    @make.register
    def _(self, op: plan.AtLeast) -> Val:
        masks = [self.mask(part) for part in op.parts]
        known = self.page.both(*(each for _, each in masks))
        kind = f"np.int{bits_for(0, len(masks))}"
        counted = " + ".join(f"{as_array(mask)}.astype({kind})" for mask, _ in masks) or "0"
        number = self.page.name(counted)
        value = self.page.name(f"({number} >= {op.low}) & ({number} <= {op.high})", "m")
        return Val(self.page.both(value, known), known)

    @make.register
    def _(self, op: plan.Compare) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        known = self.page.both(left.known, right.known)
        if op.left.shape.kind == "ja":
            return Val(self.page.both(self._alike(op, as_mask(left), as_mask(right)), known), known)
        sign = OPERATORS[op.operator]
        if isinstance(left.text, int) and isinstance(right.text, int):
            holds: Mask = bool(FOLDED[sign](left.text, right.text))
        else:
            bits = self.page.width(left.text, right.text)
            sides = [self.page.of_width(one.text, bits) for one in (left, right)]
            if any(isinstance(one.text, int) for one in (left, right)):
                sides = [left.text, right.text]
            holds = self.page.name(f"{sides[0]} {sign} {sides[1]}", "m")
        return Val(self.page.both(holds, known), known)

    def _alike(self, op: plan.Compare, left: Mask, right: Mask) -> Mask:
        """Return where two truths are alike, or (`ne`) are not."""
        same = op.operator == "eq"
        for one, other in ((left, right), (right, left)):
            if isinstance(one, bool):
                return other if one is same else self.page.nay(other)
        return self.page.name(f"{left} {'==' if same else '!='} {right}", "m")

    @make.register
    def _(self, op: plan.Arithmetic) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        text = self._infix(left.text, SIGNS[op.operator], right.text, op.shape)
        return Val(text, self.page.both(left.known, right.known))

    @make.register
    def _(self, op: plan.Scaled) -> Val:
        part = self.val(op.part)
        return Val(self._infix(part.text, "*", op.factor, op.shape), part.known)

    @make.register
    def _(self, op: plan.Round) -> Val:
        part, over = self.val(op.part), self.val(op.over)
        known = self.page.both(part.known, over.known)
        if op.over.shape.low <= 0 <= op.over.shape.high:
            not_nil = self.page.name(f"{over.text} != 0", "m")
            known = self.page.both(known, not_nil)
        text = self._rounded(op, part.text, over.text)
        if op.factor != 1:
            return Val(self._infix(text, "*", op.factor, op.shape), known)
        return Val(self._narrow(text, op.shape), known)

    def _rounded(self, op: plan.Round, part: Text, over: Text) -> Text:
        """Return a quotient as a whole number; where the signs are known, in fewer steps."""
        if isinstance(part, int) and isinstance(over, int) and over:
            return round_ratio(part, over, op.mode)
        page, most = self.page, max(-op.part.shape.low, op.part.shape.high)
        least = most + max(-op.over.shape.low, op.over.shape.high)
        bits = max(bits_for(0, 2 * least if op.mode == "half" else least), page.width(part, over))
        parts = page.array(part, bits)
        if op.over.shape.low <= 0 or isinstance(part, int):
            call = f"{MODES[op.mode]}({parts}, {page.array(over, bits)})"
            return page.name(call, bits=bits)
        if op.mode == "half" and op.part.shape.low < 0:
            return page.name(f"afgerond({parts}, {page.array(over, bits)})", bits=bits)
        over = page.of_width(over, bits)
        if op.mode == "down":
            return page.name(divided(parts, over), bits=bits)
        if op.mode == "up":
            return page.name(f"-({divided(f'(-{parts})', over)})", bits=bits)
        if isinstance(over, int) and over % 2 == 0:
            return page.name(divided(f"({parts} + {over // 2})", over), bits=bits)
        twice = 2 * over if isinstance(over, int) else f"(2 * {over})"
        return page.name(f"(2 * {parts} + {over}) // {twice}", bits=bits)

    @make.register
    def _(self, op: plan.Bound) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        known = self.page.both(left.known, right.known)
        return Val(self.page.bound(BOUNDS[op.kind], left.text, right.text), known)

    @make.register
    def _(self, op: plan.Choose) -> Val:
        found = self.val(op.otherwise)
        text, known = found.text, found.known
        ranked = self._ranked(op)
        is_truth = op.shape.kind == "ja"
        for condition, value in reversed(op.branches):
            holds, certain = self.mask(condition)
            branch = self.val(value)
            if is_truth:
                text = self.page.mask_where(holds, as_mask(branch), as_mask(Val(text)))
            elif ranked is None:
                text = self.page.where(holds, branch.text, text)
            known = self.page.both(self.page.mask_where(holds, branch.known, known), certain)
        if is_truth:
            text = self.page.both(as_mask(Val(text)), known)
        return Val(text if ranked is None else ranked, known)

    def _ranked(self, op: plan.Choose) -> Text | None:
        """Return constants with equal steps by the rank of the first branch that holds.

        That takes half the steps of one choice after another; None where they are no such row.
        """
        values = [one.text for one in map(self.val, (*(v for _, v in op.branches), op.otherwise))]
        masks = [self.mask(condition)[0] for condition, _ in op.branches]
        if op.shape.kind == "ja" or not 3 <= len(masks) < 128:
            return None
        numbers = [one for one in values if isinstance(one, int)]
        steps = {one - other for one, other in pairwise(numbers)}
        if (
            len(numbers) < len(values)
            or len(steps) > 1
            or 0 in steps
            or any(isinstance(m, bool) for m in masks)
        ):
            return None
        page, step = self.page, steps.pop()
        rank: Text = 0
        for place, mask in enumerate(reversed(masks), 1):
            here = page.name(f"{mask}.view(np.int8) * {place}", bits=8)
            rank = page.bound("np.maximum", rank, here) if rank else here
        low, high = sorted((numbers[0], numbers[-1]))
        if abs(step) != 1:
            rank = page.infix(rank, "*", abs(step), 0, high - low)
        return page.infix(numbers[-1], "-" if step < 0 else "+", rank, low, high)

    @make.register
    def _(self, op: plan.Age) -> Val:
        birth, on = self.val(op.birth), self.val(op.on)
        ends = [self.page.array(one.text, DAY_BITS) for one in (birth, on)]
        text = self.page.name(f"leeftijd({', '.join(ends)})", bits=DAY_BITS)
        return Val(self._narrow(text, op.shape), self.page.both(birth.known, on.known))

    @make.register
    def _(self, op: plan.Shift) -> Val:
        day, amount = self.val(op.date), self.val(op.amount)
        sign = "-" if op.sign < 0 else ""
        ends = f"{self.page.array(day.text, 64)}, {sign}{self.page.array(amount.text, 64)}"
        if op.unit in ("dag", "week"):
            text = f"verschoven({ends}, {7 if op.unit == 'week' else 1})"
        else:
            later = op.pick == "later"
            text = f"maanden_verschoven({ends}, {12 if op.unit == 'jaar' else 1}, {later})"
        moved = self._narrow(self.page.name(text), op.shape)
        return Val(moved, self.page.both(day.known, amount.known))

    @make.register
    def _(self, op: plan.MonthStart) -> Val:
        day = self.val(op.date)
        text = f"maandbegin({self.page.array(day.text, DAY_BITS)})"
        return Val(self.page.name(text, bits=DAY_BITS), day.known)

    @make.register
    def _(self, op: plan.Months) -> Val:
        day = self.val(op.date)
        text = f"maanden_in({self.page.array(day.text, DAY_BITS)}, '{op.window}', {op.most})"
        return Val(self._narrow(self.page.name(text), op.shape), day.known)

    @make.register
    def _(self, op: plan.DaysBetween) -> Val:
        end, start = self.val(op.end), self.val(op.start)
        known = self.page.both(end.known, start.known)
        return Val(self._infix(end.text, "-", start.text, op.shape), known)

    # ------------------------------------------------------------------ records

    @make.register
    def _(self, op: plan.Aggregate) -> Val:
        one_by_one = [Listed(self, op, records) for records in op.parts]
        page = self.page
        if op.kind == "any":
            found = page.either(*(one.any(one.holds) for one in one_by_one))
            sure = page.both(*(one.settled for one in one_by_one))
            return Val(found, page.either(found, sure))
        if op.kind == "all":
            fails = page.either(*(one.any(page.but(one.certain, one.holds)) for one in one_by_one))
            sure = page.both(*(one.settled for one in one_by_one))
            return Val(page.but(sure, fails), page.either(fails, sure))
        known = page.both(*(one.known for one in one_by_one))
        if op.kind in ("sum", "count"):
            total: Text = 0
            for one in one_by_one:
                total = self._infix(total, "+", one.total(), op.shape)
            return Val(total, known)
        return self._extreme(op, one_by_one, known)

    def _extreme(self, op: plan.Aggregate, one_by_one: list[Listed], known: Mask) -> Val:
        page = self.page
        far = op.shape.low if op.kind == "highest" else op.shape.high
        found: Text = far
        for one in one_by_one:
            best = one.over(WAYS[op.kind], far)
            found = best if found == far else page.bound(WAYS[op.kind], found, best)
        taking = page.either(*(one.any(one.holds) for one in one_by_one))
        empty = Val(far, False) if op.empty is None else self.val(op.empty)
        known = page.both(known, page.either(taking, empty.known))
        return Val(page.where(taking, found, empty.text), known)


class Listed:
    """The records of one list in an aggregate: which take part, and what they give."""

    def __init__(self, writer: Writer, op: plan.Aggregate, records: plan.Records) -> None:
        self.writer = writer
        self.page = writer.page
        self.records = records
        self.is_row = records.list in writer.whole.single
        self.holds: Mask = True
        self.certain: Mask = True
        if records.where is not None:
            self.holds, self.certain = writer.mask(records.where)
        self.body = Val(1) if records.body is None else writer.val(records.body)
        self.counts = op.kind == "count"

    def any(self, mask: Mask) -> Mask:
        """Return the rows in which something holds of a record."""
        if self.is_row or mask is False:
            return mask
        return self.page.name(f"k.enig({self.records.list!r}, {as_array(mask)})", "m")

    @property
    def complete(self) -> Mask:
        """Where there are no other records."""
        name = self.records.list
        if self.is_row:
            return True
        if self.writer.openings.listed(name):
            return self.page.name(f"k.volledig({name!r})", "m")
        self.page.do(f"k.zeker_volledig({name!r})")
        return True

    @property
    def settled(self) -> Mask:
        """Where it is known of every record whether it takes part."""
        return self.page.but(self.complete, self.any(self.page.nay(self.certain)))

    @property
    def known(self) -> Mask:
        """Where everything is known that counts."""
        if self.counts:
            return self.settled
        unknown = self.page.but(self.holds, self.body.known)
        return self.page.but(self.settled, self.any(unknown))

    def over(self, way: str, none: int) -> Text:
        """Return what the records that take part come to; `none` is what the others count for."""
        text = self.page.where(self.holds, self.body.text, none)
        if self.is_row:
            return text
        return self.page.name(f"k.over({self.records.list!r}, {way}, {as_array(text)}, {none})")

    def total(self) -> Text:
        """Return the sum of what the records give."""
        return self.over("np.add", 0)

"""Operations of a plan as NumPy: a value for every row at once, and where it is known."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Protocol

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.numpy_writing import Mask, Page, Text, Val, as_array, as_mask
from maatwerk_rules.compiler.columns.plan import Op, Plan
from maatwerk_rules.model.exact import round_ratio

OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
SIGNS = {"add": "+", "sub": "-", "mul": "*"}
MODES = {"half": "afgerond", "up": "naar_boven", "down": "naar_beneden"}
BOUNDS = {"higher": "np.maximum", "lower": "np.minimum"}
WAYS = {"sum": "np.add", "highest": "np.maximum", "lowest": "np.minimum"}
FOLDED = {
    "==": int.__eq__, "!=": int.__ne__, "<": int.__lt__, "<=": int.__le__, ">": int.__gt__,
    ">=": int.__ge__, "+": int.__add__, "-": int.__sub__, "*": int.__mul__,
}  # fmt: skip


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

    def _infix(self, left: Text, sign: str, right: Text) -> Text:
        if isinstance(left, int) and isinstance(right, int):
            return int(FOLDED[sign](left, right))
        return self.page.name(f"{left} {sign} {right}")

    @make.register
    def _(self, op: plan.Constant) -> Val:
        return Val(bool(op.value) if op.shape.kind == "ja" else op.value)

    @make.register
    def _(self, op: plan.Unsettled) -> Val:
        return Val(False if op.shape.kind == "ja" else 0, False)

    @make.register
    def _(self, op: plan.Column) -> Val:
        leaf = self.whole.leaves[op.leaf]
        name = self.page.named(f"k.w[{op.leaf}]", op.leaf, leaf.path, "k")
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
        return Val(self.page.name("k.dag"))

    @make.register
    def _(self, op: plan.Amount) -> Val:
        on = self.val(op.on)
        day = as_array(on.text)
        if not self.openings.amount(op.number):
            return Val(self.page.name(f"k.bedrag_bekend({op.number}, {day})"), on.known)
        pair = self.page.name(f"k.bedrag({op.number}, {day})")
        known = self.page.both(self.page.name(f"{pair}[1]", "m"), on.known)
        return Val(self.page.name(f"{pair}[0]"), known)

    @make.register
    def _(self, op: plan.Result) -> Val:
        name = self.whole.definitions[op.number].name
        value = self.page.named(f"uit[{op.number}][0]", op.number, name, "d")
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
        return self.page.name(f"k.spreid({op.domain!r}, {name})")

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
        counted = " + ".join(f"np.multiply({as_array(mask)}, 1)" for mask, _ in masks) or "0"
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
            holds = self.page.name(f"{left.text} {sign} {right.text}", "m")
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
        text = self._infix(left.text, SIGNS[op.operator], right.text)
        return Val(text, self.page.both(left.known, right.known))

    @make.register
    def _(self, op: plan.Scaled) -> Val:
        part = self.val(op.part)
        return Val(self._infix(part.text, "*", op.factor), part.known)

    @make.register
    def _(self, op: plan.Round) -> Val:
        part, over = self.val(op.part), self.val(op.over)
        known = self.page.both(part.known, over.known)
        if op.over.shape.low <= 0 <= op.over.shape.high:
            not_nil = self.page.name(f"{over.text} != 0", "m")
            known = self.page.both(known, not_nil)
        return Val(
            self._infix(self._rounded(op, part.text, over.text), "*", op.factor)
            if op.factor != 1
            else self._rounded(op, part.text, over.text),
            known,
        )

    def _rounded(self, op: plan.Round, part: Text, over: Text) -> Text:
        """Return a quotient as a whole number; where the signs are known, in fewer steps."""
        if isinstance(part, int) and isinstance(over, int) and over:
            return round_ratio(part, over, op.mode)
        if op.over.shape.low <= 0 or isinstance(part, int):
            return self.page.name(f"{MODES[op.mode]}({as_array(part)}, {as_array(over)})")
        if op.mode == "down":
            return self.page.name(f"{part} // {over}")
        if op.mode == "up":
            return self.page.name(f"-(-{part} // {over})")
        if op.part.shape.low < 0:
            return self.page.name(f"afgerond({part}, {as_array(over)})")
        if isinstance(over, int):
            half = f"{part} + {over // 2}" if over % 2 == 0 else f"2 * {part} + {over}"
            return self.page.name(f"({half}) // {over if over % 2 == 0 else 2 * over}")
        if 2 * op.part.shape.high + op.over.shape.high < 2**31:
            return self.page.name(f"kort_gedeeld(2 * {part} + {over}, 2 * {over})")
        return self.page.name(f"(2 * {part} + {over}) // (2 * {over})")

    @make.register
    def _(self, op: plan.Bound) -> Val:
        left, right = self.val(op.left), self.val(op.right)
        known = self.page.both(left.known, right.known)
        if isinstance(left.text, int) and isinstance(right.text, int):
            pick = max if op.kind == "higher" else min
            return Val(pick(left.text, right.text), known)
        return Val(self.page.name(f"{BOUNDS[op.kind]}({left.text}, {right.text})"), known)

    @make.register
    def _(self, op: plan.Choose) -> Val:
        found = self.val(op.otherwise)
        text, known = found.text, found.known
        is_truth = op.shape.kind == "ja"
        for condition, value in reversed(op.branches):
            holds, certain = self.mask(condition)
            branch = self.val(value)
            if is_truth:
                text = self.page.mask_where(holds, as_mask(branch), as_mask(Val(text)))
            else:
                text = self.page.where(holds, branch.text, text, op.shape.kind)
            known = self.page.both(self.page.mask_where(holds, branch.known, known), certain)
        if is_truth:
            text = self.page.both(as_mask(Val(text)), known)
        return Val(text, known)

    @make.register
    def _(self, op: plan.Age) -> Val:
        birth, on = self.val(op.birth), self.val(op.on)
        text = self.page.name(f"leeftijd({as_array(birth.text)}, {as_array(on.text)})")
        return Val(text, self.page.both(birth.known, on.known))

    @make.register
    def _(self, op: plan.Shift) -> Val:
        day, amount = self.val(op.date), self.val(op.amount)
        sign = "-" if op.sign < 0 else ""
        ends = f"{as_array(day.text)}, {sign}{as_array(amount.text)}"
        if op.unit in ("dag", "week"):
            text = f"verschoven({ends}, {7 if op.unit == 'week' else 1})"
        else:
            later = op.pick == "later"
            text = f"maanden_verschoven({ends}, {12 if op.unit == 'jaar' else 1}, {later})"
        return Val(self.page.name(text), self.page.both(day.known, amount.known))

    @make.register
    def _(self, op: plan.MonthStart) -> Val:
        day = self.val(op.date)
        return Val(self.page.name(f"maandbegin({as_array(day.text)})"), day.known)

    @make.register
    def _(self, op: plan.DaysBetween) -> Val:
        end, start = self.val(op.end), self.val(op.start)
        known = self.page.both(end.known, start.known)
        return Val(self._infix(end.text, "-", start.text), known)

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
                total = self._infix(total, "+", one.total()) if total != 0 else one.total()
            return Val(total, known)
        return self._extreme(op, one_by_one, known)

    def _extreme(self, op: plan.Aggregate, one_by_one: list[Listed], known: Mask) -> Val:
        page = self.page
        far = op.shape.low if op.kind == "highest" else op.shape.high
        found: Text = far
        for one in one_by_one:
            best = one.over(WAYS[op.kind], far)
            found = best if found == far else page.name(f"{WAYS[op.kind]}({found}, {best})")
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

"""One definition of a plan as a function of NumPy: rounds, the better of them, and its grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from maatwerk_rules.compiler.columns.numpy_expressions import Openings, Writer
from maatwerk_rules.compiler.columns.numpy_rules import Given, Ground, Ruler, taken
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.numpy_writing import (
    Mask,
    Page,
    Text,
    Val,
    as_array,
    as_mask,
    bits_for,
)
from maatwerk_rules.compiler.columns.plan import Definition, Op, Plan
from maatwerk_rules.compiler.writing import INDENT, comment, name_for


@attrs.frozen
class Function:
    """One function: its name, the lines of its tables, and its own.

    `whole` says that it has a value in every row; `data` holds tables that are not written out.
    """

    name: str
    whole: bool
    tables: tuple[str, ...]
    lines: tuple[str, ...]
    data: Mapping[str, Array] = attrs.field(factory=dict, eq=False)

    @property
    def source(self) -> str:
        """The function as source."""
        return "\n".join((*self.tables, *self.lines)) + "\n"


def defined(one: Definition, plan: Plan, openings: Openings, *, grounds: bool = False) -> Function:
    """Return a definition as a function of a block and of what was found so far.

    It gives values, where those are known, where no rule decides (each None where that is
    everywhere, or nowhere), and with `grounds` for each rule where the outcome rests on it, and
    where that is in doubt.
    """
    name = name_for(one.number, one.name)
    page = Page(f"T{one.number}")
    writer = Writer(page, plan, openings)
    given, rested, doubt = _worked_out(one, writer, grounds=grounds)
    known = given.gives
    left = page.but(page.nay(known), given.unsure)
    if not openings.definition(one.number):
        if known is not True:
            page.do(f"alle({as_array(known)}, {one.number})")
        known, left = True, False
    value = given.value
    if one.shape.kind == "ja":
        text = as_array(page.both(as_mask(Val(value)), known))
    else:
        text = page.array(value, bits_for(one.shape.low, one.shape.high))
    found = [text, _or_none(known, True), _or_none(left, False)]
    if grounds:
        pairs = ", ".join(f"({ground.rule!r}, {as_array(ground.mask)})" for ground in rested)
        found += [f"[{pairs}]", _or_none(doubt, False)]
    head = (comment(one.name), f"def {name}(k, uit):")
    body = _body(page, found)
    used = "\n".join(body)
    tables = tuple(f"{table} = {text}" for text, table in page.constants.items() if table in used)
    return Function(name, known is True, tables, (*head, *body))


def conditioned(number: int, op: Op, plan: Plan, openings: Openings) -> Function:
    """Return a condition outside the definitions as a function of where it is ja, and known."""
    page = Page("TV")
    val = Writer(page, plan, openings).val(op)
    found = [as_array(as_mask(val)), _or_none(val.known, True)]
    return Function(f"v{number}", True, (), (f"def v{number}(k, uit):", *_body(page, found)))


def _body(page: Page, found: Iterable[str]) -> list[str]:
    """Return the lines of a function that gives these."""
    return [f"{INDENT}{line}" for line in page.needed(f"return {', '.join(found)}")]


def _or_none(mask: Mask, none: bool) -> str:
    return "None" if mask is none else as_array(mask)


Worked = tuple[Given, list[Ground], Mask]


def _worked_out(one: Definition, writer: Writer, *, grounds: bool) -> Worked:
    page = writer.page
    if one.expression is not None:
        val = writer.val(one.expression)
        return Given(val.text, val.known, False, page.nay(val.known)), [], False
    ruler = Ruler(writer, one)
    rounds: list[Worked] = []
    for each in one.rounds:
        given, found = ruler.round(each)
        rounds.append((given, found, ruler.doubt))
    best, rested, doubt = rounds[0]
    chosen: list[Mask] = [True]
    unclear: Mask = False
    for given, _, _ in rounds[1:]:
        before = best
        best, joined = Better(ruler, before, given).of(one.order)
        # Of what is not certain here the evaluator may know that it is as good already.
        unclear = page.either(unclear, page.both(joined, before.unsure))
        chosen = [page.but(rows, joined) for rows in chosen]
        chosen.append(joined)
    if not grounds:
        return best, [], False
    if len(rounds) > 1:
        rested = [
            attrs.evolve(ground, mask=page.both(rows, ground.mask))
            for rows, (_, found, _) in zip(chosen, rounds, strict=True)
            for ground in found
        ]
        doubt = page.either(
            unclear,
            *(page.both(rows, each) for rows, (_, _, each) in zip(chosen, rounds, strict=True)),
        )
    return best, _once(page, rested), doubt


def _once(page: Page, grounds: Iterable[Ground]) -> list[Ground]:
    """Return each rule once in each row, with the first of its roles."""
    told: dict[str, Mask] = {}
    found: list[Ground] = []
    for ground in sorted(grounds, key=lambda one: one.role):
        before = told.get(ground.rule, False)
        mask = page.but(ground.mask, before)
        if mask is not False:
            found.append(attrs.evolve(ground, mask=mask))
            told[ground.rule] = page.either(before, mask)
    return found


@attrs.frozen
class Better:
    """The better of two results: what was best so far, and that of a next round."""

    ruler: Ruler
    best: Given
    joined: Given

    def of(self, order: Sequence[int] | str | None) -> tuple[Given, Mask]:
        """Return the better by an order, and where it is the next round that made it so."""
        if order is None:
            return self._last()
        if isinstance(order, str):
            return self._extreme(">" if order == "hoger" else "<")
        return self._option(order)

    def _last(self) -> tuple[Given, Mask]:
        """The next round counts as it is; where both give the same, it changed nothing."""
        page, best, joined = self.ruler.page, self.best, self.joined
        same = page.both(best.gives, joined.gives)
        same = page.but(same, self.ruler.differ(best.value, joined.value))
        none = page.both(self._empty(best), self._empty(joined))
        return joined, page.nay(page.either(same, none))

    def _empty(self, given: Given) -> Mask:
        page = self.ruler.page
        return page.but(page.nay(given.gives), given.unsure)

    def _extreme(self, sign: str) -> tuple[Given, Mask]:
        page, best, joined = self.ruler.page, self.best, self.joined
        unsure = page.either(best.unsure, joined.unsure)
        beats: Mask = False
        if best.value != joined.value:
            test = f"{joined.value} {sign} {_text(best.value)}"
            beats = page.both(best.gives, page.name(test, "m"))
        takes = page.but(page.both(joined.gives, page.either(self._empty(best), beats)), unsure)
        return self._taken(takes, unsure)

    def _option(self, order: Sequence[int]) -> tuple[Given, Mask]:
        """The last option in the order settles it, whatever the other result is."""
        page, best, joined = self.ruler.page, self.best, self.joined
        top = order[-1]
        is_top = page.both(best.gives, self._is(best.value, top))
        to_top = page.but(page.both(joined.gives, self._is(joined.value, top)), is_top)
        unsure = page.but(page.either(best.unsure, joined.unsure), is_top, to_top)
        beats = page.both(best.gives, self._outranks(order))
        takes = page.both(joined.gives, page.either(self._empty(best), beats))
        takes = page.either(to_top, page.but(takes, is_top, unsure))
        return self._taken(takes, unsure)

    def _is(self, value: Text | Mask, option: int) -> Mask:
        page = self.ruler.page
        if self.ruler.is_truth:
            mask = as_mask(Val(value))
            return mask if option else page.nay(mask)
        return value == option if isinstance(value, int) else page.name(f"{value} == {option}", "m")

    def _outranks(self, order: Sequence[int]) -> Mask:
        """Return where the next result stands higher in the order."""
        page = self.ruler.page
        if self.best.value == self.joined.value:
            return False
        places = [order.index(one) if one in order else 0 for one in range(max(order) + 1)]
        table = page.constant(f"np.array({places}, np.int64)")
        ranks = [
            page.name(taken(table, f"{as_array(each.value)}.astype(np.intp)"))
            for each in (self.joined, self.best)
        ]
        return page.name(f"{ranks[0]} > {ranks[1]}", "m")

    def _taken(self, takes: Mask, unsure: Mask) -> tuple[Given, Mask]:
        page, best, joined = self.ruler.page, self.best, self.joined
        value = self.ruler.choose(takes, joined.value, best.value)
        gives = page.but(page.either(best.gives, takes), unsure)
        return Given(value, gives, False, unsure), takes


def _text(value: Text | Mask) -> str:
    return str(value)

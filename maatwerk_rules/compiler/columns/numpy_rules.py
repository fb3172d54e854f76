"""Rules of a plan as NumPy: for every row at once what each node gives, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.numpy_expressions import Writer
from maatwerk_rules.compiler.columns.numpy_writing import (
    Mask,
    Page,
    Text,
    Val,
    as_mask,
    bits_for,
)
from maatwerk_rules.compiler.columns.plan import Definition, Node, Op, Reckoning, Shape, Siblings

DECIDES, ADJUSTS, SETS_ASIDE = 0, 1, 2
"""What a rule does in the outcome it works on: beslist, past aan, stelt terzijde."""
MOST_CELLS = 4096
"""A table of constants with more cells than this is no table."""


@attrs.frozen
class Given:
    """Where something surely gives `value`, surely sets aside, and where it is not certain.

    In all other rows it surely gives nothing.
    """

    value: Text | Mask = 0
    gives: Mask = False
    aside: Mask = False
    unsure: Mask = False


@attrs.frozen
class Seen:
    """One node as it came out, with what hangs on it: what its grounds are made from.

    `reached` is where what hangs on it was looked at, `stands` where nothing that goes before it
    works.
    """

    node: Node
    given: Given
    fired: Mask
    reached: Mask
    marks: tuple[Seen, ...]
    exceptions: tuple[Seen, ...]
    replacing: tuple[Seen, ...]
    by_exception: Mask
    stands: Mask = True


@attrs.frozen
class Ground:
    """Where a rule has a role."""

    rule: str
    role: int
    mask: Mask


@attrs.define
class Ruler:
    """Writes the rules of one definition on a page."""

    writer: Writer
    definition: Definition
    doubt: Mask = False

    @property
    def page(self) -> Page:
        """Where the lines are written."""
        return self.writer.page

    @property
    def is_truth(self) -> bool:
        """The definition is a ja/nee, so that its values are masks."""
        return self.definition.shape.kind == "ja"

    @property
    def filler(self) -> Text | Mask:
        """Return a value within its ends for rows without one."""
        shape = self.definition.shape
        return False if self.is_truth else min(max(0, shape.low), shape.high)

    def choose(self, mask: Mask, yes: Text | Mask, no: Text | Mask) -> Text | Mask:
        """Return one value in the rows of a mask and another in the rest."""
        if self.is_truth:
            return self.page.mask_where(mask, as_mask(Val(yes)), as_mask(Val(no)))
        return self.page.where(mask, yes, no)

    def differ(self, one: Text | Mask, other: Text | Mask) -> Mask:
        """Return where two values are not the same."""
        if one == other:
            return False
        if self.is_truth and isinstance(one, bool):
            return self.page.nay(other) if one else as_mask(Val(other))  # type: ignore[arg-type]
        if self.is_truth and isinstance(other, bool):
            return self.differ(other, one)
        if isinstance(one, int) and isinstance(other, int):
            return True
        return self.page.name(f"{one} != {other}", "m")

    def value(self, op: Op) -> tuple[Text | Mask, Mask]:
        """Return a value and where it is known."""
        val = self.writer.val(op)
        return val.text, val.known

    # ------------------------------------------------------------------ nodes

    def node(self, node: Node) -> Seen:
        """Write one node with all that hangs on it."""
        page = self.page
        marks = tuple(self.node(mark) for mark in node.marks)
        aside = page.either(*(mark.fired for mark in marks))
        doubtful = page.either(*(mark.given.unsure for mark in marks))
        holds, certain = self.writer.mask(node.guard)
        closed: Mask = False
        if node.closed is not None:
            closed, told = self.writer.mask(node.closed)
            doubtful = page.either(doubtful, page.nay(told))
        doubtful = page.either(doubtful, page.nay(certain))
        none = page.either(aside, closed)
        reached = page.but(page.either(holds, page.nay(certain)), none)
        works = page.but(holds, none, doubtful)
        unsure = page.both(reached, doubtful)
        exceptions, given = self.siblings(node.exceptions)
        gives = page.both(works, given.gives)
        unsure = page.either(unsure, page.both(works, given.unsure))
        own = page.but(works, given.gives, given.aside, given.unsure)
        replacing, instead = self.siblings(node.replacing)
        found = self._own(node, own, instead)
        value = self.choose(given.gives, given.value, found.value)
        whole = Given(
            value,
            page.either(gives, found.gives),
            found.aside,
            page.either(unsure, found.unsure),
        )
        fired = page.either(whole.gives, whole.aside)
        return Seen(node, whole, fired, reached, marks, exceptions, replacing, given.gives)

    def _own(self, node: Node, own: Mask, instead: Given) -> Given:
        """Return what a node gives by itself, or what takes the place of that."""
        page = self.page
        gives, aside = page.both(own, instead.gives), page.both(own, instead.aside)
        unsure = page.both(own, instead.unsure)
        rest = page.but(own, instead.gives, instead.aside, instead.unsure)
        if node.value is None:
            return Given(instead.value, gives, page.either(aside, rest), unsure)
        value, known = self.value(node.value)
        return Given(
            self.choose(instead.gives, instead.value, value),
            page.either(gives, page.both(rest, known)),
            aside,
            page.either(unsure, page.but(rest, known)),
        )

    # ------------------------------------------------------------------ siblings

    def siblings(
        self, siblings: Siblings, before: Val | None = None
    ) -> tuple[tuple[Seen, ...], Given]:
        """Write nodes beside each other, and what they give together."""
        if not siblings.nodes:
            return (), Given(self.filler)
        page = self.page
        table = self._table(siblings)
        if table is not None:
            return table
        seen: list[Seen] = []
        standing: list[Given] = []
        for node, above in zip(siblings.nodes, siblings.above, strict=True):
            one = self.node(node)
            fire = page.either(*(seen[place].fired for place in sorted(above)))
            given = one.given
            if fire is not False:
                self.doubt = page.either(self.doubt, page.both(given.unsure, fire))
                given = Given(
                    given.value,
                    page.but(given.gives, fire),
                    page.but(given.aside, fire),
                    page.but(given.unsure, fire),
                )
            seen.append(attrs.evolve(one, stands=page.nay(fire)))
            standing.append(given)
        return tuple(seen), self._together(siblings, standing, before)

    def _together(self, siblings: Siblings, given: Sequence[Given], before: Val | None) -> Given:
        page = self.page
        aside = page.either(*(one.aside for one in given))
        unsure = page.either(*(one.unsure for one in given))
        value, gives = given[0].value, given[0].gives
        if siblings.way == "samen":
            for one in given[1:]:
                if not siblings.exclusive:
                    clash = page.both(gives, one.gives)
                    if clash is not False:
                        clash = page.both(clash, self.differ(value, one.value))
                        unsure = page.either(unsure, clash)
                value = one.value if gives is False else self.choose(gives, value, one.value)
                gives = page.either(gives, one.gives)
        else:
            value, gives = self._joined(siblings.way, given, before)
        gives = page.but(gives, aside, unsure)
        return Given(value, gives, page.but(aside, unsure), unsure)

    def _joined(
        self, way: str, given: Sequence[Given], before: Val | None
    ) -> tuple[Text | Mask, Mask]:
        """Return the sum, highest or lowest of what is given, or all changes of what was."""
        page = self.page
        gives = page.either(*(one.gives for one in given))
        ends = self.definition.shape.low, self.definition.shape.high
        if way in ("som", "bijstelling"):
            total: Text = 0 if before is None or way == "som" else before.text
            start = total
            for one in given:
                change = page.infix(one.value, "-", start, *ends) if start != 0 else one.value
                total = page.infix(total, "+", page.where(one.gives, change, 0), *ends)
            return self.choose(gives, total, self.filler), gives
        pick = "np.maximum" if way == "hoogste" else "np.minimum"
        value, so_far = given[0].value, given[0].gives
        for one in given[1:]:
            best = page.bound(pick, value, one.value)
            value = page.where(so_far, page.where(one.gives, best, value), one.value)
            so_far = page.either(so_far, one.gives)
        return value, gives

    def _table(self, siblings: Siblings) -> tuple[tuple[Seen, ...], Given] | None:
        """Return a look-up where every guard compares the same choices with constants."""
        if siblings.way != "samen" or len(siblings.nodes) < 3 or not siblings.exclusive:
            return None
        rows = [_row(node) for node in siblings.nodes]
        keys = rows[0] and tuple(op for op, _ in rows[0])
        if not keys or any(row is None or tuple(op for op, _ in row) != keys for row in rows):
            return None
        shapes = [op.shape for op in keys]
        size = _product(shapes)
        vals = [self.writer.val(op) for op in keys]
        if size > MOST_CELLS or not all(isinstance(val.text, str) for val in vals):
            return None
        places = [_place([option for _, option in row or ()], shapes) for row in rows]
        inside = [place for place in places if place is not None]
        if len(set(inside)) < len(places):
            return None
        return self._looked_up(siblings, keys, inside)

    def _looked_up(
        self, siblings: Siblings, keys: Sequence[Op], places: Sequence[int]
    ) -> tuple[tuple[Seen, ...], Given]:
        page = self.page
        vals = [self.writer.val(op) for op in keys]
        known = page.both(*(val.known for val in vals))
        index: Text = 0
        most = 0
        for key, val in zip(keys, vals, strict=True):
            size = key.shape.high - key.shape.low + 1
            most = most * size + size - 1
            index = page.infix(index, "*", size, 0, most) if index else 0
            index = page.infix(index, "+", self._number(key, val), 0, most)
        index = page.name(f"{index}.astype(np.intp)")
        cells = [0] * _product([key.shape for key in keys])
        values = [int(self.filler)] * len(cells)
        for number, place in enumerate(places):
            node = siblings.nodes[number]
            assert isinstance(node.value, plan.Constant)
            cells[place], values[place] = number + 1, node.value.value
        bits = bits_for(min(values), max(values))
        kind = "np.bool_" if self.is_truth else f"np.int{bits}"
        table = page.name(taken(page.constant(f"np.array({values}, {kind})"), index), bits=bits)
        rows = page.constant(f"np.array({cells}, np.int16)")
        number_ = page.name(taken(rows, index), bits=16)
        hits = known
        if not all(cells):
            hits = page.both(page.name(f"{number_} > 0", "m"), known)
        seen = tuple(
            self._row_seen(node, f"{number_} == {number}", known)
            for number, node in enumerate(siblings.nodes, 1)
        )
        value: Text | Mask = page.both(table, hits) if self.is_truth else table
        return seen, Given(value, hits, False, page.nay(known))

    def _number(self, key: Op, val: Val) -> Text:
        """Return a choice as a number from 0, to look up with."""
        if key.shape.kind == "ja":
            return self.page.name(f"{val.text}.view(np.int8)", bits=8)
        most = key.shape.high - key.shape.low
        return self.page.infix(val.text, "-", key.shape.low, 0, most) if key.shape.low else val.text

    def _row_seen(self, node: Node, test: str, known: Mask) -> Seen:
        """Return a row of a table; which row it was is only worked out for grounds."""
        lazy = f"({test})" if known is True else f"(({test}) & {known})"
        return Seen(node, Given(), lazy, lazy, (), (), (), False)

    # ------------------------------------------------------------------ rounds

    def round(self, reckoning: Reckoning) -> tuple[Given, list[Ground]]:
        """Write one round: what it gives, with no rule where it gives nothing, and the grounds."""
        page = self.page
        self.doubt = False
        seen, given = self.siblings(reckoning.rules)
        grounds = [*self._grounds_of(reckoning.rules, seen, True, DECIDES)]
        value, gives = given.value, given.gives
        unsure = page.either(given.unsure, given.aside)
        for stage in reckoning.stages:
            before = Val(value)
            outer = self.writer
            self.writer = attrs.evolve(outer, previous=before, known={})
            seen, changed = self.siblings(stage.adjustments, before)
            self.writer = outer
            grounds += self._grounds_of(stage.adjustments, seen, gives, ADJUSTS)
            value = self.choose(page.both(gives, changed.gives), changed.value, value)
            bad = page.both(gives, page.either(changed.unsure, changed.aside))
            unsure, gives = page.either(unsure, bad), page.but(gives, bad)
        if reckoning.default is not None:
            left = page.but(page.nay(gives), unsure)
            default, known = self.value(reckoning.default)
            value = self.choose(left, default, value)
            unsure = page.either(unsure, page.but(left, known))
            gives = page.either(gives, page.both(left, known))
        return Given(value, gives, False, unsure), grounds

    # ------------------------------------------------------------------ grounds

    def _grounds_of(
        self, siblings: Siblings, seen: Sequence[Seen], rows: Mask, role: int
    ) -> Iterator[Ground]:
        """Yield where each node that stands rests on which rules."""
        page = self.page
        for one in seen:
            stands = page.either(one.stands, page.nay(one.fired))
            here = page.both(rows, stands)
            yield from self._of_fired(one, page.both(here, one.fired), role)
            yield from self._set_aside(one, page.but(here, one.fired))

    def _of_fired(self, seen: Seen, rows: Mask, role: int) -> Iterator[Ground]:
        """Yield what a node rests on in the rows where it works."""
        page = self.page
        if rows is False:
            return
        deciding: Mask = False
        for one in seen.exceptions:
            here = page.both(rows, one.fired, one.stands)
            deciding = page.either(deciding, here)
            yield from self._of_fired(one, here, role)
        replaced: Mask = False
        for one in seen.replacing:
            here = page.but(page.both(rows, one.fired), seen.by_exception)
            replaced = page.either(replaced, here)
            yield Ground(one.node.name, role, here)
        yield Ground(seen.node.name, role, page.but(rows, deciding, replaced))
        for one in seen.exceptions:
            stands = page.either(one.stands, page.nay(one.fired))
            yield from self._set_aside(one, page.both(rows, stands))

    def _set_aside(self, seen: Seen, rows: Mask) -> Iterator[Ground]:
        """Yield what sets a node aside, and what is set aside on it."""
        page = self.page
        if rows is False:
            return
        for mark in seen.marks:
            yield Ground(mark.node.name, SETS_ASIDE, page.both(rows, mark.fired))
        inside = page.both(rows, seen.reached)
        for one in seen.exceptions:
            yield Ground(one.node.name, SETS_ASIDE, page.both(inside, one.given.aside))
            yield from self._set_aside(one, inside)


def taken(table: str, index: Text) -> str:
    """Return what stands in a table; what is not known has some place in it.

    >>> taken("T0_0", "w1")
    "T0_0.take(w1, mode='wrap')"
    """
    return f"{table}.take({index}, mode='wrap')"


def _product(shapes: Sequence[Shape]) -> int:
    """Return how many cells a table has."""
    return prod(shape.high - shape.low + 1 for shape in shapes)


def _place(options: Sequence[int], shapes: Sequence[Shape]) -> int | None:
    """Return the cell of some options, or None where one of them cannot be."""
    place = 0
    for option, shape in zip(options, shapes, strict=True):
        if not shape.low <= option <= shape.high:
            return None
        place = place * (shape.high - shape.low + 1) + option - shape.low
    return place


def _row(node: Node) -> list[tuple[Op, int]] | None:
    """Return which choices a guard compares with which constants; None where it does more."""
    if node.marks or node.exceptions.nodes or node.replacing.nodes or node.closed is not None:
        return None
    if not isinstance(node.value, plan.Constant):
        return None
    found: list[tuple[Op, int]] = []
    for part in node.guard.parts if isinstance(node.guard, plan.And) else (node.guard,):
        if not isinstance(part, plan.Compare) or part.operator != "eq":
            return None
        if not isinstance(part.right, plan.Constant) or isinstance(part.left, plan.Constant):
            return None
        if part.left.shape.kind not in ("keuze", "ja"):
            return None
        found.append((part.left, part.right.value))
    return found

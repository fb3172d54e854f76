"""Rules of a plan in rows with gaps: what each node may give, and what that comes to.

What `runtime/nodes.py` says of one row. A node is worked out in all rows; the rows in which the
evaluator would not come to it are told along, so that nothing in it is missing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from maatwerk_rules.compiler.columns.open_bits import Bits
from maatwerk_rules.compiler.columns.open_expressions import Reader
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    NOTHING,
    Mask,
    Missing,
    both,
    but,
    either,
    joined,
    nay,
    within,
)
from maatwerk_rules.compiler.columns.open_siblings import (
    Family,
    Flagged,
    Given,
    adjusted,
    clashed,
    kept,
)
from maatwerk_rules.compiler.columns.open_values import Span, Val, nothing
from maatwerk_rules.compiler.columns.plan import Definition, Node, Reckoning, Siblings, Stage

LAST_BIT = 63


@attrs.frozen(eq=False)
class Seen:
    """One node as it came out: what its grounds are made from.

    `looked` is where what hangs on it was looked at.
    """

    node: Node
    given: Given
    fired: Mask
    marks: tuple[Seen, ...] = ()
    looked: Mask = NO
    exceptions: tuple[Seen, ...] = ()
    replacing: tuple[Seen, ...] = ()


@attrs.frozen(eq=False)
class Staged:
    """A step as it came out: its adjustments, and where there was a value before it."""

    stage: Stage
    adjustments: tuple[Seen, ...]
    rows: Mask


@attrs.frozen(eq=False)
class Round:
    """One reckoning of a definition as it came out."""

    flagged: Flagged
    missing: Missing
    odd: Mask
    reckoning: Reckoning
    rules: tuple[Seen, ...] = ()
    stages: tuple[Staged, ...] = ()


@attrs.define
class Ruler:
    """Works out the rules of one definition.

    `provisional` leaves out the nodes that wait for a judgement. `names` gives each rule a bit.
    """

    definition: Definition
    reader: Reader
    bits: Bits
    provisional: bool
    names: dict[str, int] = attrs.field(factory=dict)

    @property
    def kind(self) -> str:
        """Of what kind the values are."""
        return self.definition.shape.kind

    @property
    def crowded(self) -> bool:
        """Tell whether rules share a bit, so that contradictions cannot be told apart."""
        return len(self.names) > LAST_BIT and len(self.definition.rounds) > 1

    def _bit(self, name: str) -> int:
        return 1 << min(self.names.setdefault(name, len(self.names)), LAST_BIT)

    # ------------------------------------------------------------------ nodes

    def node(self, node: Node, rows: Mask) -> Seen:
        """Return what a node may give in some rows; in the rest it gives nothing."""
        marks = tuple(self.node(mark, rows) for mark in node.marks)
        live = but(rows, *(mark.fired for mark in marks))
        odd = both(live, either(*(mark.given.odd for mark in marks)))
        guard = self.reader.val(node.guard)
        ja, nee, missing = guard.of.ja, guard.of.nee, guard.missing
        if node.closed is not None:
            shut = self.reader.val(node.closed)
            live = but(live, but(shut.of.ja, shut.of.nee))
            unsure = both(shut.of.ja, shut.of.nee, ja)
            ja, nee = either(ja, unsure), either(nee, unsure)
            missing = joined((missing, within(shut.missing, unsure)))
        live = both(live, ja)
        if self.provisional:
            live = but(live, self.bits.waits(missing))
        if live is NO:
            return Seen(node, self._empty(odd), NO, marks)
        return self._fired(node, marks, (live, nee, missing), either(odd, both(live, guard.odd)))

    def _empty(self, odd: Mask = NO) -> Given:
        return Given(nothing(self.kind), odd=odd)

    def _fired(
        self,
        node: Node,
        marks: tuple[Seen, ...],
        guard: tuple[Mask, Mask, Missing],
        odd: Mask,
    ) -> Seen:
        live, nee, missing = guard
        exceptions, above = self.siblings(node.exceptions, live)
        free = both(live, above.empty)
        replacing, instead = self.siblings(node.replacing, free)
        own, parts, far = self._own(node, instead, free)
        marked = either(*(mark.given.gives for mark in marks))
        given = Given(
            above.values.hull(own.values).at(live),
            either(nay(live), nee, above.aside, marked),
            both(live, own.aside),
            kept(clashed(above.conflict, own.conflict), live),
            odd=either(odd, both(live, either(above.odd, own.odd, far))),
        )
        missing = joined(
            (
                missing,
                *(each.given.missing for each in (*marks, *exceptions, *replacing)),
                parts,
            )
        )
        open_ = but(live, given.settled)
        given = attrs.evolve(given, missing=within(missing, open_))
        looked = live
        if self.provisional:
            waits = both(open_, self.bits.waits(given.missing))
            if waits is not NO:
                given, looked = _without(given, waits), but(live, waits)
        fired = but(given.sure, given.odd)
        return Seen(node, given, fired, marks, looked, exceptions, replacing)

    def _own(self, node: Node, instead: Given, free: Mask) -> tuple[Given, Missing, Mask]:
        """Return what a node gives by itself, or what takes the place of that."""
        rest = both(free, instead.empty)
        if node.value is None:
            aside = either(instead.aside, rest)
            return attrs.evolve(instead, aside=aside), NOTHING, NO
        if rest is NO:
            return instead, NOTHING, NO
        value = self.reader.val(node.value)
        values = instead.values.hull(value.of.at(rest))
        return (
            attrs.evolve(instead, values=values),
            within(value.missing, rest),
            both(rest, value.odd),
        )

    # ------------------------------------------------------------------ siblings

    def siblings(self, siblings: Siblings, rows: Mask) -> tuple[tuple[Seen, ...], Given]:
        """Return nodes beside each other, and what they may give together in some rows."""
        if not siblings.nodes or rows is NO:
            return (), self._empty()
        seen = tuple(self.node(node, rows) for node in siblings.nodes)
        return seen, self._family(siblings, seen).together(siblings.way)

    def _family(self, siblings: Siblings, seen: Sequence[Seen]) -> Family:
        bits = [self._bit(node.name) for node in siblings.nodes]
        return Family(self.kind, [one.given for one in seen], siblings.above, bits)

    # ------------------------------------------------------------------ rounds

    def round(self, reckoning: Reckoning, rows: Mask) -> Round:
        """Return one round in some rows."""
        if self.definition.expression is not None:
            found = self.reader.val(self.definition.expression)
            return Round(Flagged(found.of), found.missing, found.odd, reckoning)
        seen, given = self.siblings(reckoning.rules, rows)
        values, conflict, odd = given.values, given.conflict, given.odd
        missing = _open(seen, given)
        stages: list[Staged] = []
        for stage in reckoning.stages:
            there = both(rows, values.there)
            if there is NO:
                break
            staged, changed, values = self._stage(stage, values, missing, there)
            stages.append(staged)
            conflict = clashed(conflict, kept(changed.conflict, there))
            missing = joined((missing, _open(staged.adjustments, changed)))
            odd = either(odd, both(there, changed.odd))
        no_rule, default = given.empty, NO
        if reckoning.default is not None:
            no_rule, default = NO, both(rows, given.empty)
        if default is not NO:
            assert reckoning.default is not None
            value = self.reader.val(reckoning.default)
            values = values.hull(value.of.at(default))
            missing = joined((missing, within(value.missing, default)))
            odd = either(odd, both(default, value.odd))
        flagged = Flagged(values, no_rule, conflict)
        missing = within(missing, but(rows, flagged.settled)) if missing else NOTHING
        return Round(flagged, missing, both(rows, odd), reckoning, seen, tuple(stages))

    def _stage(
        self, stage: Stage, before: Any, missing: Missing, rows: Mask
    ) -> tuple[Staged, Given, Any]:
        """Return a step, what its adjustments give together, and the value after it."""
        filled = before.filled() if isinstance(before, Span) else before
        previous = Val(filled, within(missing, nay(before.settled)) if missing else NOTHING)
        outer = self.reader
        self.reader = attrs.evolve(outer, previous=previous, known={})
        seen = tuple(self.node(node, rows) for node in stage.adjustments.nodes)
        self.reader = outer
        family = self._family(stage.adjustments, seen)
        given = adjusted(family, stage.adjustments.way, filled)
        values = given.values.hull(before.at(given.empty))
        return Staged(stage, seen, rows), given, values.at(rows)


def _open(seen: Sequence[Seen], together: Given) -> Missing:
    """Return what is missing of nodes, where it is not settled what they give together."""
    found = joined(one.given.missing for one in seen)
    return within(found, nay(together.settled)) if found else NOTHING


def _without(given: Given, rows: Mask) -> Given:
    """Return the same with nothing given in some rows."""
    rest = nay(rows)
    return Given(
        given.values.at(rest),
        either(given.empty, rows),
        both(given.aside, rest),
        kept(given.conflict, rest),
        within(given.missing, rest),
        given.odd,
    )

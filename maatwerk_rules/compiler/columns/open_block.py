"""Some rows of a table with gaps, with all that is worked out of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.apart import OverMonths, Paired
from maatwerk_rules.compiler.columns.numpy_kernel import Input
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_bits import (
    Bits,
    Choices,
    Thing,
    of_definition,
    of_leaf,
)
from maatwerk_rules.compiler.columns.open_definitions import Outcome, defined
from maatwerk_rules.compiler.columns.open_expressions import Reader, unknown
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
    misses,
    nay,
    taken,
)
from maatwerk_rules.compiler.columns.open_months import Calendar
from maatwerk_rules.compiler.columns.open_records import Item, Listed, aggregated
from maatwerk_rules.compiler.columns.open_rules import Ruler
from maatwerk_rules.compiler.columns.open_values import (
    LIMIT,
    Options,
    Span,
    Truth,
    Val,
    point,
    stepped,
)
from maatwerk_rules.compiler.columns.plan import (
    EPOCH,
    Aggregate,
    Definition,
    Leaf,
    Op,
    Plan,
    Records,
)
from maatwerk_rules.model.types import JaNee, Keuze, Scalar, Type, bounds

MOST_OPTIONS = 62
"""A definition that ranks more options than this is left to the evaluator."""


@attrs.frozen
class Signs:
    """What the numbers and bits of one plan stand for; the same for all its blocks."""

    plan: Plan
    bits: Bits
    choices: Choices
    single: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> Signs:
        """Return those of a plan."""
        types = [*(one.type for one in plan.leaves), *(one.type for one in plan.definitions)]
        return cls(plan, Bits(plan), Choices(plan, types), plan.single)

    def order(self, definition: Definition) -> tuple[tuple[int, ...] | str | None, bool]:
        """Return the order of a definition with options as bits, and whether there is room."""
        order = definition.order
        if not isinstance(order, tuple) or definition.shape.kind == "ja":
            return order, True
        found = [self.choices.bit(self.plan.options[one]) for one in order]
        bits = tuple(one for one in found if one is not None)
        return bits, len(bits) == len(order) <= MOST_OPTIONS


@attrs.define
class Block:
    """Some rows, with what each definition comes to in them.

    `provisional` leaves out the rules that wait for a judgement. Of what is not in `kept` no more
    is remembered than others need.
    """

    signs: Signs
    table: Input
    provisional: bool = False
    kept: frozenset[int] = frozenset()
    outcomes: dict[tuple[int, str | None], Outcome] = attrs.field(factory=dict)
    _leaves: dict[tuple[int, str | None], Val] = attrs.field(factory=dict)
    _read: dict[tuple[int, str | None], Val] = attrs.field(factory=dict)
    _parents: dict[str, Array] = attrs.field(factory=dict)
    _elsewhere: dict[Hashable, Block] = attrs.field(factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan that is followed."""
        return self.signs.plan

    @property
    def looked(self) -> Mask:
        """Where a look is recorded."""
        return evened(np.asarray(self.table.looked))

    @property
    def day(self) -> Array:
        """The peildatum."""
        return np.asarray(self.table.days, np.int64)

    def work_out(self, numbers: Iterable[int]) -> None:
        """Work out definitions, each of which stands after all it reads."""
        for number in numbers:
            listed = self.plan.definitions[number].domain
            self.outcomes[number, None] = self._defined(number, None)
            if listed is not None and self._others(listed) is not NO:
                self.outcomes[number, listed] = self._defined(number, listed)

    def _defined(self, number: int, unnamed: str | None) -> Outcome:
        definition = self.plan.definitions[number]
        order, fits = self.signs.order(definition)
        reader = Reader(self, unnamed)
        ruler = Ruler(definition, reader, self.signs.bits, self.provisional)
        found = defined(ruler, order)
        if not fits:
            found = attrs.evolve(found, odd=YES)
        return found if number in self.kept else attrs.evolve(found, rounds=())

    def forget(self, number: int) -> None:
        """Forget a definition that nothing reads any more."""
        for known in (self.outcomes, self._read):
            for key in (number, None), (number, self.plan.definitions[number].domain):
                known.pop(key, None)

    def condition(self, op: Op) -> Val:
        """Return a condition outside the definitions."""
        return Reader(self).val(op)

    # ------------------------------------------------------------------ what is read

    def missing(self, thing: Thing, mask: Mask) -> Missing:
        """Return that one thing is missing in the rows of a mask."""
        return self.signs.bits.missing(thing, mask)

    def bit(self, option: int) -> Array | None:
        """Return the bit of an option; None where there are too many."""
        found = self.signs.choices.bit(self.plan.options[option])
        return None if found is None else np.array(found, np.uint64)

    def anything(self, type_: Type, per: int) -> Val:
        """Return all values of a type; in which unit numbers are counted is told."""
        match type_:
            case JaNee():
                return Val(Truth(YES, YES))
            case Keuze():
                bits = self.signs.choices.all_of(type_)
                return unknown("keuze") if bits is None else Val(Options(np.array(bits, np.uint64)))
        ends = [self._counted(end, per) for end in bounds(type_)]
        low, high = (one for one in ends)
        if low is None or high is None:
            return unknown("getal")
        return Val(Span(np.array(low, np.int64), np.array(high, np.int64), low, high))

    def _counted(self, end: Scalar, per: int) -> int | None:
        """Return the end of a type as it is counted; None where it is not whole, or too large."""
        if isinstance(end, date):
            return end.toordinal() - EPOCH
        counted = Fraction(end) * per
        fits = counted.denominator == 1 and abs(counted) <= LIMIT
        return counted.numerator if fits else None

    def is_given(self, number: int) -> Mask:
        """Return where a leaf is known, though it may not fit in a column."""
        known = self.table.known[number]
        if known is None:
            return YES
        odd = self.table.odd.get(number)
        return evened(np.asarray(known if odd is None else known | odd))

    def leaf(self, number: int, unnamed: str | None) -> Val:
        """Return a leaf; of a record that is not known its list is missing."""
        leaf = self.plan.leaves[number]
        inside = unnamed if leaf.domain is not None and leaf.domain == unnamed else None
        key = (number, inside)
        if key not in self._leaves:
            found = self._of_leaf(leaf) if inside is None else self._of_unnamed(leaf)
            self._leaves[key] = found
        return self._leaves[key]

    def _of_unnamed(self, leaf: Leaf) -> Val:
        anything = self.anything(leaf.type, leaf.shape.per)
        assert leaf.list is not None
        missing = self.missing(Thing("gegeven", leaf.list), YES)
        return stepped(anything.of, missing, anything.odd)

    def _of_leaf(self, leaf: Leaf) -> Val:
        values = np.asarray(self.table.values[leaf.number])
        given = self.is_given(leaf.number)
        odd = self.table.odd.get(leaf.number)
        far = NO if odd is None else evened(np.asarray(odd))
        known = self._known(leaf, values)
        if given is YES:
            return Val(known.of, NOTHING, either(known.odd, far))
        anything = self.anything(leaf.type, leaf.shape.per)
        of = known.of.at(given).hull(anything.of.at(nay(given)))
        missing = self.missing(of_leaf(leaf), nay(given))
        odd = either(both(given, either(known.odd, far)), but(anything.odd, given))
        return stepped(of, missing, odd)

    def _known(self, leaf: Leaf, values: Array) -> Val:
        shape = leaf.shape
        if shape.kind == "ja":
            mask = evened(values.astype(bool))
            return Val(Truth(mask, nay(mask)))
        if shape.kind != "keuze":
            return Val(point(values.astype(np.int64), shape.low, shape.high))
        assert isinstance(leaf.type, Keuze)
        if self.signs.choices.all_of(leaf.type) is None:
            return unknown("keuze")
        table = np.zeros(len(self.plan.options), np.uint64)
        for option in leaf.type.opties:
            number = self.plan.options.index(option)
            table[number] = self.signs.choices.bit(option) or 0
        return Val(Options(table[values]))

    def result(self, number: int, unnamed: str | None) -> Val:
        """Return what a definition gives, for who reads it: anything where no rule may decide."""
        definition = self.plan.definitions[number]
        inside = unnamed if definition.domain is not None and definition.domain == unnamed else None
        key = (number, inside)
        if key not in self._read:
            self._read[key] = self._of_result(definition, self.outcomes[key], inside)
        return self._read[key]

    def _of_result(self, definition: Definition, found: Outcome, unnamed: str | None) -> Val:
        flagged = either(found.flagged.no_rule, found.flagged.clashes)
        of, missing, odd = found.flagged.values, found.missing, found.odd
        if flagged is not NO:
            anything = self.anything(definition.type, definition.shape.per)
            of = of.hull(anything.of.at(flagged))
            odd = either(odd, both(flagged, anything.odd))
            itself = of_definition(definition)
            if unnamed is not None:
                itself = Thing("gegeven", unnamed)
            missing = joined((missing, self.missing(itself, but(flagged, misses(missing)))))
        if odd is not NO:
            of = _anything_at(of, odd)
        return stepped(of, missing, odd)

    # ------------------------------------------------------------------ records

    def parents(self, name: str) -> Array:
        """Return the row of each record of a list."""
        if name not in self._parents:
            lengths = self._lengths(name)
            self._parents[name] = np.repeat(np.arange(self.table.rows), lengths)
        return self._parents[name]

    def _lengths(self, name: str) -> Array:
        offsets = self.table.lists[name][0]
        return offsets[1:] - offsets[:-1]

    def _others(self, name: str) -> Mask:
        """Return where a list may have other records than those that are known."""
        complete = self.table.lists[name][1]
        if complete is None:
            return NO
        return but(evened(self._room(name) > 0), evened(np.asarray(complete)))

    def _room(self, name: str) -> Array:
        listed = next(one for one in self.plan.lists if one.name == name)
        return listed.maximum - self._lengths(name)

    def aggregate(self, op: Aggregate, reader: Reader) -> Val:
        """Return what the records of lists are together, for each row or record of `domain`."""
        items: list[Item] = []
        rests: list[Item] = []
        unlisted: Missing = NOTHING
        for records in op.parts:
            if records.list in self.signs.single:
                items.append(Item(*self._parts(records, reader), YES))
                continue
            items += self._items(records, reader, op.domain)
            others = self._others(records.list)
            if others is not NO:
                inside = attrs.evolve(reader, unnamed=records.list, known={})
                if op.domain is not None:
                    inside = attrs.evolve(reader, beside=None, known={})
                room = np.maximum(self._room(records.list), 0)
                others, room = (self.over(one, op.domain, reader) for one in (others, room))
                rests.append(Item(*self._parts(records, inside), others, room))
                listed = self.missing(Thing("gegeven", records.list), others)
                unlisted = joined((unlisted, listed))

        def empty() -> Val:
            assert op.empty is not None
            return reader.val(op.empty)

        return aggregated(op, Listed(items, rests, unlisted), empty)

    def over(self, values: Array, domain: str | None, reader: Reader) -> Array:
        """Return values of the row for each place that a reader works out."""
        if domain is None or domain == reader.unnamed:
            return values
        return taken(values, self.parents(domain))

    def _parts(self, records: Records, reader: Reader) -> tuple[Val | None, Val | None]:
        where, body = (
            None if op is None else reader.val(op) for op in (records.where, records.body)
        )
        return where, body

    def _items(self, records: Records, reader: Reader, domain: str | None) -> Iterator[Item]:
        """Yield the first record of each row, then the second, and so on."""
        name = records.list
        lengths = self._lengths(name)
        most = int(lengths.max(initial=0))
        if not most:
            return
        if domain is not None:
            lengths = self.over(lengths, domain, reader)
            for place in range(most):
                inside = attrs.evolve(reader, beside=place, known={})
                yield Item(*self._parts(records, inside), evened(lengths > place))
            return
        inside = attrs.evolve(reader, unnamed=None, known={})
        where, body = self._parts(records, inside)
        for place in range(most):
            index = self._index(name, place)
            one, other = (
                None if val is None else val.take(index, (name, place)) for val in (where, body)
            )
            yield Item(one, other, evened(lengths > place))

    def _index(self, name: str, place: int) -> Array:
        """Return where the how manieth record of each row stands; of short lists any."""
        offsets = self.table.lists[name][0]
        return np.minimum(offsets[:-1] + place, int(offsets[-1]) - 1)

    def paired(self, op: Paired, reader: Reader) -> Val:
        """Return a value of a record that is looked at beside another."""
        if reader.beside is None:
            found = Reader(self, op.list).val(op.part)
            if reader.unnamed == op.domain:
                return found
            assert op.domain is not None
            return found.take(self.parents(op.domain))
        index = self.over(self._index(op.list, reader.beside), op.domain, reader)
        return Reader(self).val(op.part).take(index, (op.list, reader.beside))

    # ------------------------------------------------------------------ months

    def over_months(self, op: OverMonths, reader: Reader) -> Val:
        """Return what months are together, each by the rules of its day."""
        return Calendar(self, op, reader).together()

    def on(self, days: Array, key: Hashable, reads: Iterable[int]) -> Block:
        """Return the same rows on another day, with what is read there worked out.

        Args:
            key: What tells the day from others.
        """
        found = self._elsewhere.get(key)
        if found is None:
            table = attrs.evolve(self.table, days=days)
            found = self._elsewhere[key] = attrs.evolve(
                self, table=table, kept=frozenset(), outcomes={}, read={}, elsewhere={}
            )
        order, _ = needed(self.plan, reads)
        found.work_out(number for number in order if (number, None) not in found.outcomes)
        return found


def needed(plan: Plan, numbers: Iterable[int]) -> tuple[list[int], dict[int, list[int]]]:
    """Return definitions with all that they read, in order, and after which each is done with."""
    found: set[int] = set()
    waiting = [*numbers]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += plan.definitions[number].reads
    order = sorted(found)
    last = {number: number for number in order}
    for number in order:
        for each in plan.definitions[number].reads:
            last[each] = number
    done: dict[int, list[int]] = {number: [] for number in order}
    for each, number in last.items():
        done[number].append(each)
    return order, done


def _anything_at(of: Truth | Options | Span, odd: Mask) -> Truth | Options | Span:
    """Return a value of which anything is possible in the rows of a mask; a number stays some."""
    if isinstance(of, Truth):
        return Truth(either(of.ja, odd), either(of.nee, odd))
    if isinstance(of, Options):
        return Options(of.bits | unknown("keuze").of.bits * odd)
    return of.filled()

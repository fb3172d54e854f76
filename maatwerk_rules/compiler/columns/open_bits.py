"""Which bit stands for what: the things that may be missing, and the options of choices.

Of a record each thing has a bit in the words of its list, and those are there once per record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    OWN,
    YES,
    Mask,
    Missing,
    either,
    evened,
    misses,
    nay,
)
from maatwerk_rules.compiler.columns.plan import Definition, Leaf, Plan
from maatwerk_rules.model.types import Keuze, Type
from maatwerk_rules.model.unknown import LeafKind

WORD = 64


@attrs.frozen
class Thing:
    """One thing that may be missing: of the row, of the one record of a list, or of each record.

    `list` is empty for what is of the row.
    """

    kind: LeafKind
    name: str
    list: str = ""
    field: str | None = None


class Bits:
    """The bits of all things that may be missing under a plan."""

    def __init__(self, plan: Plan) -> None:
        self._single = frozenset(one.name for one in plan.lists if one.single and one.minimum == 1)
        self.things: dict[str, dict[Thing, int]] = {}
        for leaf in plan.leaves:
            self._number(of_leaf(leaf))
        for amount in plan.amounts:
            self._number(Thing("bedrag", amount.name))
        for one in plan.lists:
            self._number(Thing("gegeven", one.name))
        for definition in plan.definitions:
            self._number(of_definition(definition))
        self._judged = {(listed, number): bits for listed, number, bits in self._judgements()}

    def _listed(self, thing: Thing) -> str:
        return "" if thing.list in self._single else thing.list

    def _number(self, thing: Thing) -> tuple[str, int]:
        listed = self._listed(thing)
        numbers = self.things.setdefault(listed, {})
        return listed, numbers.setdefault(thing, len(numbers))

    def _judgements(self) -> Iterator[tuple[str, int, Array]]:
        for listed, numbers in self.things.items():
            for word in range(len(numbers) // WORD + 1):
                bits = sum(
                    1 << number % WORD
                    for thing, number in numbers.items()
                    if thing.kind == "oordeel" and number // WORD == word
                )
                yield listed, word, np.uint64(bits)

    def missing(self, thing: Thing, mask: Mask) -> Missing:
        """Return that one thing is missing in the rows of a mask."""
        if mask is NO:
            return {}
        listed, number = self._number(thing)
        bit = np.array(1 << number % WORD, np.uint64)
        place = (listed, OWN, number // WORD)
        return {place: bit if mask is YES else bit * mask}

    def waits(self, missing: Missing) -> Mask:
        """Return where only judgements are missing, and at least one."""
        return misses(missing) & self.only_judged(missing)

    def only_judged(self, missing: Missing) -> Mask:
        """Return where nothing but judgements is missing."""
        others = (
            evened((word & ~self._judged[listed, number]) != 0)
            for (listed, _, number), word in missing.items()
        )
        return nay(either(*others))


def of_leaf(leaf: Leaf) -> Thing:
    """Return what is missing when a leaf is."""
    if leaf.field is not None:
        return Thing("gegeven", leaf.list or "", leaf.list or "", leaf.field)
    return Thing(leaf.kind, leaf.name, leaf.list or "")


def of_definition(definition: Definition) -> Thing:
    """Return what is missing when a definition that is read has no value."""
    return Thing("uitkomst", definition.name, definition.list or "")


class Choices:
    """The options of each choice by their bits; options that may be in one choice differ.

    >>> from maatwerk_rules.compiler.columns.plan import Plan
    >>> plan = Plan((), (), ("a", "c"), (), (), (), ())
    >>> choices = Choices(plan, [Keuze(("a", "b")), Keuze(("b", "c"))])
    >>> choices.bit("c"), choices.all_of(Keuze(("a", "b")))
    (2, 5)
    """

    def __init__(self, plan: Plan, types: Iterable[Type]) -> None:
        families: list[dict[str, None]] = []
        for type_ in types:
            if isinstance(type_, Keuze):
                family = dict.fromkeys(type_.opties)
                apart = [one for one in families if not family.keys() & one.keys()]
                for one in families:
                    if one not in apart:
                        family |= one
                families = [*apart, family]
        typed = {option for family in families for option in family}
        families.append(dict.fromkeys(one for one in plan.options if one not in typed))
        self._bits = {
            option: 1 << place for family in families for place, option in enumerate(family)
        }
        self.options = plan.options

    def bit(self, option: str) -> int | None:
        """Return the bit of an option; None where its choice has too many."""
        bit = self._bits[option]
        return bit if bit < 1 << WORD else None

    def all_of(self, type_: Keuze) -> int | None:
        """Return the bits of all options of a choice; None where it has too many."""
        bits = [self.bit(option) for option in type_.opties]
        return None if None in bits else sum(bit for bit in bits if bit is not None)

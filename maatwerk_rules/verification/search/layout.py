"""What a complete case of a program consists of: a slot for each thing that can be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.model.unknown import LeafKind
from maatwerk_rules.runtime.difference import Difference
from maatwerk_rules.runtime.probes import step_of
from maatwerk_rules.verification.claims import Place

PLAIN_DAY = date(1990, 1, 1)
"""The date that stands where any will do."""


@attrs.frozen(eq=False)
class Reckoned:
    """How numbers become values of an ordered type: between which ends, and in what steps.

    A date counts as the number of its day. `fine` is None where values are whole.
    """

    low: Number
    high: Number
    is_date: bool
    fine: Fraction | None


def _reckoned(type_: Type) -> Reckoned:
    if not is_ordered(type_):
        return Reckoned(0, 0, is_date=False, fine=None)
    low, high = (one.toordinal() if isinstance(one, date) else one for one in bounds(type_))
    assert isinstance(low, int | Fraction)
    assert isinstance(high, int | Fraction)
    is_broken = isinstance(type_, Percentage) or (isinstance(type_, Bedrag) and type_.exact)
    step = step_of(type_) if is_broken else 0
    assert isinstance(step, int | Fraction)
    fine = Fraction(step) / 100 if is_broken else None
    return Reckoned(low, high, is_date=isinstance(type_, Datum), fine=fine)


@attrs.frozen(eq=False)
class Slot:
    """A fact, judgement or invulling; of the records of `list` where that is not None.

    `key` is the name under which generated code reads it.
    """

    kind: LeafKind
    name: str
    type: Type
    list: str | None = None
    key: str = attrs.field(
        default=attrs.Factory(
            lambda own: own.name if own.kind == "gegeven" else f"{own.kind}:{own.name}",
            takes_self=True,
        )
    )

    reckoned: Reckoned = attrs.field(
        init=False,
        repr=False,
        default=attrs.Factory(lambda own: _reckoned(own.type), takes_self=True),
    )

    @property
    def is_hidden(self) -> bool:
        """Tell whether no fact or judgement of the policy stands for it."""
        return self.kind == "invulling" or " " in self.name

    @property
    def ends(self) -> tuple[Scalar, Scalar]:
        """The lowest and highest value, of a slot that has an order."""
        return bounds(self.type)


class Layout:
    """The slots of a program: those of the case itself, and those of the records of each list.

    >>> layout = Layout(core.Program({}, {"werkt": JaNee()}, {"zorg": (JaNee(), None)}))
    >>> [slot.key for slot in layout.single]
    ['werkt', 'oordeel:zorg']
    """

    def __init__(self, program: core.Program) -> None:
        self.program = program
        self.lists: Mapping[str, Lijst] = {
            name: type_ for name, type_ in program.facts.items() if isinstance(type_, Lijst)
        }
        self.single: tuple[Slot, ...] = tuple(self._single())
        self.of_records: Mapping[str, tuple[Slot, ...]] = {
            name: tuple(self._of_record(name, type_)) for name, type_ in self.lists.items()
        }
        self.all: tuple[Slot, ...] = (
            *self.single,
            *(slot for listed in self.of_records.values() for slot in listed),
        )
        self._readers: dict[Slot, frozenset[str]] = {}
        self._by_key = {(slot.list, slot.key): slot for slot in self.all}

    def _single(self) -> Iterator[Slot]:
        program = self.program
        for name, type_ in program.facts.items():
            if name not in self.lists:
                yield Slot("gegeven", name, type_)
        for name, (type_, soort) in program.judgements.items():
            if soort is None:
                yield Slot("oordeel", name, type_)
        found: dict[tuple[LeafKind, str], Type] = {}
        for definition in program.definitions.values():
            for part in definition.parts:
                if isinstance(part, core.Unfilled):
                    found["invulling", part.name] = part.type
                elif isinstance(part, core.Fact) and part.name not in program.facts:
                    # That something asked for was not shown: a fact that nobody declares.
                    found["gegeven", part.name] = part.type
        for (kind, name), type_ in found.items():
            yield Slot(kind, name, type_)

    def _of_record(self, name: str, lijst: Lijst) -> Iterator[Slot]:
        for veld in lijst.soort.velden:
            yield Slot("gegeven", veld.naam, veld.type, name)
        for judged, (type_, soort) in self.program.judgements.items():
            if soort == lijst.soort.naam:
                yield Slot("oordeel", judged, type_, name)

    def slot(self, key: str, of_list: str | None = None) -> Slot | None:
        """Return the slot that generated code reads under a key, of a list where one is named."""
        return self._by_key.get((of_list, key))

    def at(self, place: Place) -> tuple[Slot, ...]:
        """Return the slots that a place stands for; a begrip that is varied stands as a fact."""
        if place.kind == "oordeel":
            return tuple(s for s in self.all if s.kind == "oordeel" and s.name == place.name)
        found = self.slot(place.name, place.list)
        return () if found is None else (found,)

    def lists_of(self, soort: str) -> tuple[str, ...]:
        """Return the lists that hold records of a soort."""
        return tuple(name for name, lijst in self.lists.items() if lijst.soort.naam == soort)

    def readers(self, slot: Slot) -> frozenset[str]:
        """Return the definitions that may read a slot, and maybe some more."""
        found = self._readers.get(slot)
        if found is None:
            found = self._readers[slot] = self.difference(slot).affects(self.program)
        return found

    @staticmethod
    def difference(slot: Slot) -> Difference:
        """Return in what two cases differ that have other values in a slot."""
        if slot.list is None or slot.kind == "oordeel":
            return Difference(names=frozenset({slot.name}))
        return Difference(fields=frozenset({slot.name}))


def plain(type_: Type) -> Scalar:
    """Return the plainest value of a type: nee, the first option, or what is nearest to nil.

    >>> plain(JaNee()), plain(Keuze(("a", "b"))), plain(Datum())
    (False, 'a', datetime.date(1990, 1, 1))
    """
    match type_:
        case JaNee():
            return False
        case Keuze(opties=opties):
            return opties[0]
    return kept_within(PLAIN_DAY if isinstance(type_, Datum) else 0, type_)


def kept_within(value: Number | date, type_: Type) -> Scalar:
    """Return the value of an ordered type that lies nearest to a number or date.

    >>> from maatwerk_rules.model.types import Bedrag
    >>> kept_within(700, Bedrag(van=0, tot=500))
    500
    """
    low, high = bounds(type_)
    return max(low, min(high, value))

"""A checked policy: sliced by date and translated to the core, ready to decide cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import NogNietInWerking
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.declarations import Gegeven, Soort, Veld
from maatwerk_rules.model.node import Clause, Declaration
from maatwerk_rules.model.postponed import Postponed
from maatwerk_rules.model.types import Lijst, Type
from maatwerk_rules.model.unknown import Leaf

D = TypeVar("D", bound=Declaration)
C = TypeVar("C", bound=Clause)

LANGUAGE_VERSION = 1
"""The version of the policy language this library reads."""


@attrs.frozen(slots=False)
class Slice(Postponed):
    """The policy from one date (included) to another (not included; None: without end)."""

    vanaf: date
    tot: date | None
    program: Program

    def holds_on(self, day: date) -> bool:
        """Tell whether the slice is the one for a date."""
        return self.vanaf <= day and (self.tot is None or day < self.tot)


@attrs.define(frozen=True, slots=False, eq=False)
class Policy(Postponed):
    """A checked policy. It never changes and may be shared between threads.

    `beleid` is the text as written with what the checker supplied; `types` gives the type of each
    value and judgement; `requests` are the facts that stand for a request; `hash` is that of all
    texts; `diagnostics` are the findings that did not stop it. What is not in force yet stands in
    `written` alone, the text as its author wrote it.
    """

    name: str
    beleid: Beleid = attrs.field(repr=False)
    slices: tuple[Slice, ...] = attrs.field(repr=False)
    types: Mapping[str, Type] = attrs.field(repr=False)
    records: Mapping[str, str] = attrs.field(repr=False)
    requests: frozenset[str] = attrs.field(repr=False)
    mandates: Mapping[str, tuple[str, ...]] = attrs.field(repr=False)
    lookers: tuple[str, ...] = attrs.field(repr=False)
    hash: str
    diagnostics: tuple[Diagnostic, ...] = attrs.field(default=(), repr=False)
    written: Beleid = attrs.field(default=Beleid(()), repr=False)

    @property
    def title(self) -> str:
        """The title of the policy."""
        return self.beleid.kop.titel if self.beleid.kop else self.name

    @cached_property
    def derived(self) -> dict[object, Any]:
        """What others made of the policy and want to remember with it."""
        return {}

    @cached_property
    def drafts(self) -> tuple[Declaration, ...]:
        """What is written but not in force yet, those of used policies first."""
        return tuple(each for each in self.written.everything() if each.one(NogNietInWerking))

    def on(self, day: date) -> Slice | None:
        """Return the slice for a date, or None outside the validity of the policy."""
        return next((part for part in self.slices if part.holds_on(day)), None)

    def program_on(self, day: date) -> Program | None:
        """Return the rules that hold on a date, or None outside the validity of the policy."""
        part = self.on(day)
        return None if part is None else part.program

    @cached_property
    def _by_name(self) -> dict[tuple[type, str], Declaration]:
        found: dict[tuple[type, str], Declaration] = {}
        for declaration in self.beleid.everything():
            for kind in type(declaration).__mro__:
                found.setdefault((kind, declaration.name), declaration)
        return found

    @cached_property
    def _by_kind(self) -> dict[type, tuple[Declaration, ...]]:
        found: dict[type, list[Declaration]] = {}
        for declaration in self.beleid.everything():
            for kind in type(declaration).__mro__:
                found.setdefault(kind, []).append(declaration)
        return {kind: tuple(listed) for kind, listed in found.items()}

    def find(self, kind: type[D], name: str) -> D | None:
        """Return the declaration of a class by its name, or None."""
        found = self._by_name.get((kind, name))
        assert found is None or isinstance(found, kind)
        return found

    def said_of(self, leaf: Leaf, kind: type[C]) -> C | None:
        """Return what is said of a fact by a clause of one kind: of a field, else of its list."""
        gegeven = self.find(Gegeven, leaf.name) if leaf.kind == "gegeven" else None
        if gegeven is None:
            return None
        veld = self.field_of(leaf)
        said = veld.one(kind) if veld is not None else None
        return said or gegeven.one(kind)

    def field_of(self, leaf: Leaf) -> Veld | None:
        """Return the declaration of the field that a leaf stands for, or None."""
        lijst = self.types.get(leaf.name)
        soort = self.find(Soort, lijst.soort.naam) if isinstance(lijst, Lijst) else None
        velden = soort.velden if soort is not None else ()
        return next((veld for veld in velden if veld.naam == leaf.field), None)

    def place_of(self, leaf: Leaf) -> tuple[int, int]:
        """Return where what a leaf stands for is declared, and which field of its record it is."""
        type_ = self.types.get(leaf.name)
        velden = type_.soort.velden if isinstance(type_, Lijst) else ()
        names = [veld.naam for veld in velden]
        field = names.index(leaf.field) if leaf.field in names else -1
        return self._places.get(leaf.name, len(self._places)), field

    @cached_property
    def _places(self) -> dict[str, int]:
        names = dict.fromkeys(one.name for one in self.beleid.everything())
        return {name: place for place, name in enumerate(names)}

    def all(self, kind: type[D]) -> tuple[D, ...]:
        """Return every declaration of a class, those of used policies first."""
        return self._by_kind.get(kind, ())  # type: ignore[return-value]  # listed by class

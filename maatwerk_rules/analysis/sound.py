"""Declarations of which every name and type was sound, and still is after a keystroke elsewhere.

What is found in a declaration hangs on that declaration, and on what it looks up in the tables of
names. So what was sound is sound as long as it is what it was, and those tables say what they said;
where something stands in a text plays no part in it. A toets hangs on those it builds on too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeVar

import attrs

from maatwerk_rules.analysis import names, typecheck
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.translated import is_identical
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.node import Declaration

R = TypeVar("R", bound=Declaration)
T = TypeVar("T")

EVERYTHING = "*"
"""Stands among names for all of every table, and before the name of a table for all of that one.

No name is written so.
"""

_DERIVED = ("by_record", "single_records")
_TABLES = tuple(
    field.name
    for field in attrs.fields(Symbols)
    if field.init and field.name not in ("beleid", "sources", "toetsen")
)
"""The tables of names. Of a toets counts what it builds on, and of a source only where it is."""

_OF_TYPES = ("types", "soorttypes")
"""The tables of types: two that differ in their ranges are equal, and are not the same here."""

_ABSENT = object()

Tables = Mapping[str, Mapping[Any, object]]
Seen = set[object]


@attrs.frozen(eq=False)
class Judged:
    """A declaration that was sound.

    Args:
        seen: The names that it looked up.
        whole: Of a toets its whole case, which is made anew when what it builds on changes.
        is_base: Whether another toets builds on it.
    """

    declaration: Declaration
    seen: frozenset[object]
    whole: Toets | None = None
    is_base: bool = False


@attrs.define(eq=False)
class Sound:
    """What was sound when a policy was last looked at; all of it holds under the tables of then."""

    _judged: dict[int, Judged] = attrs.field(factory=dict)
    _tables: Tables = attrs.field(factory=dict)

    def find(
        self, beleid: Beleid, symbols: Symbols, left_out: frozenset[int] = frozenset()
    ) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        """Return what `names.find` and `typecheck.check_types` find; what was sound is not redone.

        Args:
            left_out: By their identity the declarations that are not looked at.
        """
        tables = {name: getattr(symbols, name) for name in (*_TABLES, *_DERIVED)}
        known = _Known(self._judged, _changed(self._tables, tables), symbols)
        self._judged, self._tables = {}, tables
        seen: Seen = set()
        watched = _Watched(symbols, seen)
        named, typed = [], []
        for each in beleid.everything():
            judged = known.of(each)
            if judged is not None:
                self._judged[id(each)] = judged
            elif id(each) not in left_out:
                seen.clear()
                named.append(tuple(names.find_in(each, watched)))
                typed.append(tuple(typecheck.find_in(each, watched)))
                if not named[-1] and not typed[-1]:
                    whole, is_base = _as_toets(each, symbols)
                    self._judged[id(each)] = Judged(each, frozenset(seen), whole, is_base)
        most = names.MOST_FINDINGS
        return tuple(islice(chain.from_iterable(named), most)), tuple(chain.from_iterable(typed))


@attrs.frozen(eq=False)
class _Known:
    """What was sound under the tables of before, to be held against those of now."""

    judged: Mapping[int, Judged]
    changed: frozenset[object]
    symbols: Symbols

    def of(self, declaration: Declaration) -> Judged | None:
        """Return what tells that a declaration still is sound; None where that is not sure."""
        judged = self.judged.get(id(declaration))
        if judged is None:
            alike = self._by_name.get((type(declaration), declaration.name))
            if alike is None or alike.declaration != declaration:
                return None
            judged = attrs.evolve(alike, declaration=declaration)
        if not judged.seen.isdisjoint(self.changed):
            return None
        whole, is_base = _as_toets(declaration, self.symbols)
        return judged if whole is judged.whole and is_base == judged.is_base else None

    @cached_property
    def _by_name(self) -> Mapping[tuple[type, str], Judged]:
        """What was sound by its class and name: what is read anew may say the same."""
        found = self.judged.values()
        return {(type(one.declaration), one.declaration.name): one for one in found}


def _as_toets(declaration: Declaration, symbols: Symbols) -> tuple[Toets | None, bool]:
    """Return the whole case of a toets, and whether another builds on it."""
    if not isinstance(declaration, Toets):
        return None, False
    return symbols.bases.whole(declaration), symbols.bases.is_base(declaration)


def _changed(before: Tables, after: Tables) -> frozenset[object]:
    """Return the names of which some table says something else than it did."""
    found: Seen = set()
    for title, table in after.items():
        same = is_identical if title in _OF_TYPES else _is_equal
        old = before.get(title, {})
        other = {
            name
            for name, one in table.items()
            if one is not (known := old.get(name, _ABSENT)) and not same(one, known)
        }
        other.update(old.keys() - table.keys())
        if other:
            found |= {EVERYTHING, EVERYTHING + title, *other}
    return frozenset(found)


def _is_equal(one: object, other: object) -> bool:
    return one == other


class _Table(Mapping[Any, T]):
    """A table that notes which names are looked up in it."""

    def __init__(self, title: str, table: Mapping[Any, T], seen: Seen) -> None:
        self._all = EVERYTHING + title
        self._table = table
        self._seen = seen

    def __getitem__(self, name: object) -> T:
        self._seen.add(name)
        return self._table[name]

    def __iter__(self) -> Iterator[Any]:
        self._seen.add(self._all)
        return iter(self._table)

    def __len__(self) -> int:
        self._seen.add(self._all)
        return len(self._table)


class _Whole:
    """Something of which any use is noted as a look at all names."""

    def __init__(self, thing: object, seen: Seen) -> None:
        self._thing = thing
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        self._seen.add(EVERYTHING)
        return getattr(self._thing, name)


class _Watched(Symbols):
    """The names of a policy, of which is noted what is looked up.

    It keeps nothing: what was worked out for one declaration, the next would look up nowhere.
    """

    __slots__ = ("_seen", "_symbols")
    _seen: Seen
    _symbols: Symbols

    def __init__(self, symbols: Symbols, seen: Seen) -> None:
        tables = {name: _Table(name, getattr(symbols, name), seen) for name in _TABLES}
        beleid: Any = _Whole(symbols.beleid, seen)
        toetsen: Any = _Whole(symbols.toetsen, seen)
        super().__init__(beleid=beleid, sources=symbols.sources, toetsen=toetsen, **tables)
        derived = {name: _Table(name, getattr(symbols, name), seen) for name in _DERIVED}
        own = {"_seen": seen, "_symbols": symbols, "bases": symbols.bases, **derived}
        for name, value in own.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Return what is worked out of all names when it is first asked for."""
        self._seen.add(EVERYTHING)
        return getattr(self._symbols, name)

    def once(self, work: Callable[[Symbols], T]) -> T:
        """Return what some work gives of these names."""
        self._seen.add(EVERYTHING)
        return self._symbols.once(work)

    def once_for(self, of: R, work: Callable[[R, Symbols], T]) -> T:
        """Return what some work gives of a declaration under these names."""
        self._seen.add(EVERYTHING)
        return self._symbols.once_for(of, work)

    def outcomes_of(self, rule_name: str) -> frozenset[str]:
        """Return the begrippen and uitkomsten that a rule, exception or deviation works on."""
        return self._worked_on(rule_name)

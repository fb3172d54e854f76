"""What definitions were translated to last: policies that build on one another share many of them.

A translation hangs on what says something of the definition, on what declares each name in that, on
what of it is in force, and on a few declarations that count for all. They are told apart by their
identity: so the places in the text are the same too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from threading import Lock

import attrs

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model.clauses import Geldigheid
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.declarations import Groep, Huishouden, Keuze, Soort, Voorrang
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.source import Span

MOST_REMEMBERED = 10_000
"""So many definitions are remembered; what was asked for longest ago is forgotten first."""

FOR_ALL = (Keuze, Soort, Huishouden, Groep, Voorrang)
"""What may count for a definition without being named in it."""


@attrs.frozen(eq=False)
class Around:
    """What a definition hangs on, whatever the day.

    Args:
        declarations: What says something of it, what declares each name in that, and what counts
            for all; kept so that nothing else gets their identity.
        key: Tells it from others.
        dated: What of it is in force for a while only.
    """

    declarations: tuple[Declaration | None, ...] = attrs.field(repr=False)
    key: tuple[int, ...]
    dated: tuple[Declaration, ...]


def around(declaration: Declaration, symbols: Symbols) -> Around:
    """Return what the translation of a definition hangs on."""
    naam = declaration.name
    said = (declaration, *symbols.invullingen.get(naam, ()), *symbols.touching(naam))
    names = dict.fromkeys(name for each in said for name in each.once(names_in))
    named = [table.get(name) for name in names for table in (symbols.values, symbols.oordelen)]
    all_ = (*said, None, *named, *symbols.once(_for_all))
    dated = tuple(each for each in said if each.one(Geldigheid))
    return Around(all_, tuple(map(id, all_)), dated)


def _for_all(symbols: Symbols) -> tuple[Declaration, ...]:
    return symbols.beleid.all(*FOR_ALL)


def names_in(declaration: Declaration) -> tuple[str, ...]:
    """Return all texts that may be a name, wherever they stand in a declaration.

    >>> from maatwerk_rules.model.declarations import Groep
    >>> names_in(Groep("vermogen", "Vermogen", ("te_veel", "te_weinig")))
    ('vermogen', 'Vermogen', 'te_veel', 'te_weinig')
    """
    return tuple(dict.fromkeys(_texts_in(declaration)))


def _texts_in(declaration: Declaration) -> Iterator[str]:
    for node in declaration.walk():
        for name in _fields_with_text(type(node)):  # type: ignore[arg-type]  # a class has a hash
            value = getattr(node, name)
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                yield from (each for each in value if isinstance(each, str))


@cache
def _fields_with_text(kind: type[Node]) -> tuple[str, ...]:
    """Return the fields of a class that may hold texts, by their declared types."""
    return tuple(field.name for field in attrs.fields(kind) if "str" in str(field.type))


class Memory:
    """The definitions that were translated last."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Around, Definition]] = OrderedDict()
        self._last: OrderedDict[Hashable, Definition] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        declaration: Declaration,
        symbols: Symbols,
        holds: Callable[[Declaration], Hashable],
        translate: Callable[[], Definition],
    ) -> Definition:
        """Return what a definition was translated to before, or translate it.

        Args:
            holds: In which way something that is in force for a while only holds on the day.
        """
        found = symbols.once_for(declaration, around)
        key = found.key, tuple(map(holds, found.dated))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        definition = translate()
        place = declaration.name, key[1]
        with self._lock:
            # A question put otherwise gives each definition that asks it anew, and the same.
            last = self._last.get(place)
            if last is not None and is_identical(last, definition):
                definition = last
            self._last[place] = definition
            self._kept[key] = found, definition
            for kept in (self._kept, self._last):
                if len(kept) > self._most:
                    kept.popitem(last=False)
        return definition


def is_identical(one: object, other: object) -> bool:
    """Tell whether two values are the same, ranges of types and places in the text too.

    Of a declaration only one that is the same object will do.

    >>> from maatwerk_rules.model.types import Aantal
    >>> Aantal(tot=3) == Aantal(tot=4), is_identical(Aantal(tot=3), Aantal(tot=4))
    (True, False)
    """
    if one is other:
        return True
    if type(one) is not type(other) or isinstance(one, Node):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(is_identical, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        if [*one] != [*other]:
            return False
        return all(map(is_identical, one.values(), other.values()))
    names = () if isinstance(one, Span) else _fields(type(one))  # type: ignore[arg-type]
    if names:
        return all(is_identical(getattr(one, name), getattr(other, name)) for name in names)
    return one == other


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    """Return the fields of a class; none where it is no class that holds some."""
    fields = attrs.fields(kind) if attrs.has(kind) else ()  # type: ignore[arg-type]  # a class
    return tuple(field.name for field in fields)

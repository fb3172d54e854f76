"""Values of which a field is worked out when it is first asked; from outside they never change.

Who makes such a value gives a worker, which knows how to fill each field. Filling is done by one
thread at a time, so that all threads see the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from threading import RLock
from typing import Any, Protocol, TypeVar, cast

import attrs

FILLING = RLock()
"""Who fills holds this."""


class Worker(Protocol):
    """Fills the fields of values."""

    def fill(self, thing: Any, name: str) -> object:
        """Return the named field of a value, put once, with `put`; another may have put it."""


class Later:
    """A base of frozen classes with slots; what is made by their own `__init__` is whole."""

    __slots__ = ("_desk", "_kept")


Desk = list[Any]
"""Where the worker of some values is: he is first, or None with how he is made behind it.

What is behind it is a function with its arguments; so who asks nothing makes no worker.
"""


def worker_at(desk: Desk) -> Any:
    """Return who works at a desk, made when he is first needed.

    >>> desk = [None, str, 5]
    >>> worker_at(desk), desk[0]
    ('5', '5')
    """
    found = desk[0]
    if found is None:
        with FILLING:
            found = desk[0] = desk[0] or desk[1](*desk[2:])
    return found


L = TypeVar("L", bound=Later)


def lazily(kind: type[L], known: Iterable[str] = (), kept: Iterable[str] = ()) -> type[L]:
    """Return the class of the values of a class of which a worker fills all but what is known.

    It passes for the class itself: a value of it is equal to one that is whole. What is known is
    read as any field is; a field that waits is a property, which looks whether it is there.

    Args:
        kept: The fields that stand in `_kept`, which is shared with other values.
    """
    names = {field.name for field in attrs.fields(cast(Any, kind))} - {*known}
    body: dict[str, object] = {name: _waiting(name, kind.__dict__[name]) for name in names}
    for name in kept:
        body[name] = property(attrgetter(f"_kept.{name}"), kind.__dict__[name].__set__)
    body |= {"__slots__": (), "__class__": property(lambda _: kind), "__module__": kind.__module__}
    return type(kind.__name__, (kind,), body)


def _waiting(name: str, slot: Any) -> property:
    """Return what stands for a slot that may not be filled yet."""
    read = slot.__get__

    def get(thing: Any) -> object:
        try:
            return read(thing)
        except AttributeError:
            pass
        with FILLING:
            return worker_at(thing._desk).fill(thing, name)

    return property(get, slot.__set__, slot.__delete__)


put = object.__setattr__
"""Put a field of a frozen value; only a worker does so, and once."""


def is_filled(thing: Later, name: str) -> bool:
    """Tell whether a field was worked out already."""
    waits = type(thing).__dict__.get(name)
    if isinstance(waits, property) and isinstance(waits.fget, attrgetter):
        return True
    try:
        thing.__class__.__dict__[name].__get__(thing)
    except AttributeError:
        return False
    return True


def worker_of(thing: Later) -> Any:
    """Return the worker of a value, or None where it is whole."""
    try:
        desk = thing._desk  # type: ignore[attr-defined]  # a slot
    except AttributeError:
        return None
    return worker_at(desk)

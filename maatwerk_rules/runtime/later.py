"""Values of which a field is worked out when it is first asked; from outside they never change.

Who makes such a value gives a worker, which knows how to fill each field. Filling is done by one
thread at a time, so that all threads see the same thing.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

FILLING = RLock()
"""Who fills holds this."""


class Worker(Protocol):
    """Fills the fields of values."""

    def fill(self, thing: Any, name: str) -> object:
        """Return the named field of a value, put once, with `put`; another may have put it."""


class Later:
    """A base of frozen classes with slots; what is made by their own `__init__` is whole."""

    __slots__ = ("_worker",)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Fill a field that was not asked before."""
            if name == "_worker":
                raise AttributeError(name)
            worker = worker_of(self)
            if worker is None or name not in _names(type(self)):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            with FILLING:
                return worker.fill(self, name)


_NAMES: dict[type, frozenset[str]] = {}


def _names(kind: type) -> frozenset[str]:
    """Return the fields of a class, looked up once."""
    found = _NAMES.get(kind)
    if found is None:
        found = _NAMES[kind] = frozenset(kind.__slots__)  # type: ignore[attr-defined]
    return found


L = TypeVar("L", bound=Later)
_set_worker = Later._worker.__set__  # type: ignore[attr-defined]  # a slot


def later(kind: type[L], worker: Worker) -> L:
    """Return a value of which a worker fills the fields when they are asked."""
    made = object.__new__(kind)
    _set_worker(made, worker)
    return made


put = object.__setattr__
"""Put a field of a frozen value; only a worker does so, and once."""


def is_filled(thing: Later, name: str) -> bool:
    """Tell whether a field was worked out already."""
    try:
        object.__getattribute__(thing, name)
    except AttributeError:
        return False
    return True


def worker_of(thing: Later) -> Any:
    """Return the worker of a value, or None where it is whole."""
    try:
        return thing._worker  # type: ignore[attr-defined]  # a slot
    except AttributeError:
        return None

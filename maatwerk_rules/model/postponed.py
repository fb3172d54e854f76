"""Objects of which parts are worked out when they are first read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

P = TypeVar("P", bound="Postponed")


class Postponed:
    """The base of a frozen class, without slots, of which parts may be left for later."""

    __slots__ = ()

    if TYPE_CHECKING:
        _later: Mapping[str, Callable[[], Any]]
    else:

        def __getattr__(self, name: str) -> object:
            later = self.__dict__.get("_later", {})
            if name not in later:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            self.__dict__[name] = found = later[name]()
            return found


def postponed(cls: type[P], now: Mapping[str, Any], later: Mapping[str, Callable[[], Any]]) -> P:
    """Return an object with some parts known, and others worked out once when they are read.

    >>> class Word(Postponed):
    ...     text: str
    >>> word = postponed(Word, {"number": 1}, {"text": lambda: "woord"})
    >>> word.number, word.text
    (1, 'woord')
    """
    made = cls.__new__(cls)
    for name, value in now.items():
        object.__setattr__(made, name, value)
    object.__setattr__(made, "_later", later)
    return made

"""Frozen classes of which the text, the comparison and the hash are written when first asked for.

attrs writes and compiles those for each class when it is made: a third of the time in which this
package was imported, while most classes are never compared or shown in one run. What a class holds
and how it is made stays the work of attrs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

__all__ = ["frozen"]

T = TypeVar("T")

if TYPE_CHECKING:
    # For a type checker it is the decorator of attrs, so that it knows the fields.
    from attrs import frozen
else:

    def frozen(cls: type[T]) -> type[T]:
        """Return a class as `attrs.frozen` makes it, which looks and compares the same.

        For a class without options; an option is asked of attrs itself.

        >>> @frozen
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1), Point(1) == Point(1, 0), Point(1) == Point(2)
        (Point(x=1, y=0), True, False)
        """
        for name, method in _AT_FIRST.items():
            if name not in cls.__dict__:
                setattr(cls, name, method)
        return attrs.frozen(cls)


def _repr(self: Any) -> Any:
    names = [field.name for field in attrs.fields(self.__class__) if field.repr]
    called = self.__class__.__qualname__.rsplit(">.", 1)[-1]
    template = f"{called}({', '.join(f'{name}=%r' for name in names)})"
    return _write(self, "__repr__", f"lambda self: {template!r} % {_values('self', names)}")(self)


def _eq(self: Any, other: object) -> Any:
    names = [field.name for field in attrs.fields(self.__class__) if field.eq]
    equal = " and ".join(f"self.{name} == other.{name}" for name in names) or "True"
    unlike = "NotImplemented if other.__class__ is not self.__class__"
    return _write(self, "__eq__", f"lambda self, other: {unlike} else {equal}")(self, other)


def _hash(self: Any) -> Any:
    fields = attrs.fields(self.__class__)
    names = [each.name for each in fields if (each.eq if each.hash is None else each.hash)]
    values = _values("self", ["__class__", *names])
    return _write(self, "__hash__", f"lambda self: hash({values})")(self)


_AT_FIRST = {"__repr__": _repr, "__eq__": _eq, "__hash__": _hash}


def _values(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _write(thing: Any, name: str, text: str) -> Callable[..., Any]:
    """Give the class of a thing the method in a text, for this time and for those that follow."""
    method: Callable[..., Any] = eval(text)  # holds no more than names of fields
    setattr(thing.__class__, name, method)
    return method

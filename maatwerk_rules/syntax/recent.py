"""What was read last, so that a text that many policies build on is read once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from maatwerk_rules.source import Source

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def _length(source: Source) -> int:
    return len(source.text)


class Recent(Generic[K, T]):
    """Remembers what was made of texts; of the least recent ones it forgets.

    It holds at most so many characters of text together. For one name and text it always gives
    the same, so what is made must never change.

    >>> lengths = Recent(lambda source: len(source.text), most=100)
    >>> lengths.of(Source("a.beleid", "orgaan"))
    6
    """

    def __init__(
        self, make: Callable[[K], T], *, most: int, size: Callable[..., int] = _length
    ) -> None:
        """Say what is made, and how much is remembered.

        Args:
            size: How many characters of text a thing is made of.
        """
        self._make = make
        self._size = size
        self._left = most
        self._most = most
        self._known: OrderedDict[K, T] = OrderedDict()
        self._lock = Lock()

    def of(self, source: K) -> T:
        """Return what is made of a text; a text that does not fit is made each time anew."""
        with self._lock:
            if source in self._known:
                self._known.move_to_end(source)
                return self._known[source]
        made = self._make(source)
        if self._size(source) <= self._most:
            with self._lock:
                self._keep(source, made)
        return made

    def _keep(self, source: K, made: T) -> None:
        if source in self._known:  # another thread was earlier
            return
        self._known[source] = made
        self._left -= self._size(source)
        while self._left < 0:
            oldest, _ = self._known.popitem(last=False)
            self._left += self._size(oldest)

"""A policy as written: its declarations, the texts they stand in and the policies it builds on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

D = TypeVar("D", bound=Declaration)
T = TypeVar("T")

MOST_KEPT = 60
"""So many outcomes of work on one policy are kept."""


@frozen
class Beleid:
    """One policy as written; `sources` maps the name of each file to its text."""

    declaraties: tuple[Declaration, ...]
    gebruikt: tuple[Beleid, ...] = ()
    sources: Mapping[str, Source] = attrs.field(default=MappingProxyType({}), eq=False, repr=False)

    @cached_property
    def kop(self) -> Beleidskop | None:
        """The head of the policy, or None when no file has one."""
        return next((d for d in self.declaraties if isinstance(d, Beleidskop)), None)

    @property
    def texts(self) -> dict[str, Source]:
        """All texts by name, those of used policies too."""
        found: dict[str, Source] = {}
        for used in self.gebruikt:
            found |= used.texts
        return found | dict(self.sources)

    def own(self, *kinds: type[D]) -> tuple[D, ...]:
        """Return the declarations of some classes in this policy itself, in their order."""
        return self._of(kinds)

    def all(self, *kinds: type[D]) -> tuple[D, ...]:
        """Return the declarations of some classes, those of used policies first."""
        found = [part._of(kinds) for part in self.parts]
        return tuple(chain.from_iterable(found))

    def everything(self) -> Iterator[Declaration]:
        """Yield every declaration, those of used policies first, each policy once."""
        for part in self.parts:
            yield from part.declaraties

    def once(self, work: Callable[[Beleid], T]) -> T:
        """Return what some work gives of this policy; it is done once.

        >>> Beleid(()).once(lambda beleid: len(beleid.declaraties))
        0
        """
        return self.kept(work, lambda: work(self))

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """Return what was made under a key before, or make it: others may build on this policy.

        Args:
            key: Tells all that counts besides this policy; what was made first is forgotten first.

        >>> beleid = Beleid(())
        >>> beleid.kept("a", lambda: 1), beleid.kept("a", lambda: 2)
        (1, 1)
        """
        if key not in self._done:
            while len(self._done) >= MOST_KEPT:
                self._done.pop(next(iter(self._done)), None)
            self._done[key] = make()
        return self._done[key]  # type: ignore[no-any-return]  # kept by what gives it

    @cached_property
    def _done(self) -> dict[object, Any]:
        return {}

    def all_used(self) -> tuple[Beleid, ...]:
        """Return the policies that this one builds on, each once, behind those it builds on.

        >>> wet = Beleid(())
        >>> len(Beleid((), (wet, Beleid((), (wet,)))).all_used())
        2
        """
        found: dict[int, Beleid] = {}

        def visit(beleid: Beleid) -> None:
            for used in beleid.gebruikt:
                if id(used) not in found:
                    visit(used)
                    found[id(used)] = used

        visit(self)
        return tuple(found.values())

    @cached_property
    def parts(self) -> tuple[Beleid, ...]:
        """The policies that this one builds on, each once, and then itself."""
        return (*self.all_used(), self)

    def _of(self, kinds: tuple[type[D], ...]) -> tuple[D, ...]:
        """Return the declarations of some classes in this policy itself; listed once."""
        found = self._listed.get(kinds)
        if found is None:
            places = [part for one, part in self._by_class.items() if issubclass(one, kinds)]
            ordered = places[0] if len(places) == 1 else sorted(chain.from_iterable(places))
            found = tuple([self.declaraties[place] for place in ordered])
            self._listed[kinds] = found
        return found  # type: ignore[return-value]  # by class

    @cached_property
    def _listed(self) -> dict[tuple[type[Declaration], ...], tuple[Declaration, ...]]:
        return {}

    @cached_property
    def _by_class(self) -> dict[type[Declaration], list[int]]:
        """At which places the declarations of each class stand: most are asked for by class."""
        found: dict[type[Declaration], list[int]] = {}
        for place, declaration in enumerate(self.declaraties):
            found.setdefault(type(declaration), []).append(place)
        return found

"""A policy as written: its declarations, the texts they stand in and the policies it builds on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

import attrs

from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

D = TypeVar("D", bound=Declaration)


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

    def own(self, kind: type[D]) -> tuple[D, ...]:
        """Return the declarations of one class in this policy itself."""
        return tuple([d for d in self.declaraties if isinstance(d, kind)])

    def all(self, *kinds: type[D]) -> tuple[D, ...]:
        """Return the declarations of some classes, those of used policies first."""
        found = [part for one, part in self._by_class.items() if issubclass(one, kinds)]
        listed = found[0] if len(found) == 1 else sorted(chain.from_iterable(found))
        return tuple([self._listed[place] for place in listed])  # type: ignore[misc]  # by class

    def everything(self) -> Iterator[Declaration]:
        """Yield every declaration, those of used policies first, each policy once."""
        yield from self._listed

    @cached_property
    def _listed(self) -> tuple[Declaration, ...]:
        found: list[Declaration] = []
        seen: set[int] = set()

        def visit(beleid: Beleid) -> None:
            if id(beleid) not in seen:
                seen.add(id(beleid))
                for used in beleid.gebruikt:
                    visit(used)
                found.extend(beleid.declaraties)

        visit(self)
        return tuple(found)

    @cached_property
    def _by_class(self) -> dict[type[Declaration], list[int]]:
        """At which places the declarations of each class stand: most are asked for by class."""
        found: dict[type[Declaration], list[int]] = {}
        for place, declaration in enumerate(self._listed):
            found.setdefault(type(declaration), []).append(place)
        return found

"""A policy as written: its declarations, the texts they stand in and the policies it builds on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

import attrs

from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Source

D = TypeVar("D", bound=Declaration)


@attrs.frozen
class Beleid:
    """One policy as written; `sources` maps the name of each file to its text."""

    declaraties: tuple[Declaration, ...]
    gebruikt: tuple[Beleid, ...] = ()
    sources: Mapping[str, Source] = attrs.field(default=MappingProxyType({}), eq=False, repr=False)

    @property
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
        return tuple(d for d in self.declaraties if isinstance(d, kind))

    def all(self, kind: type[D]) -> tuple[D, ...]:
        """Return the declarations of one class, those of used policies first."""
        return tuple(d for d in self.everything() if isinstance(d, kind))

    def everything(self) -> Iterator[Declaration]:
        """Yield every declaration, those of used policies first, each policy once."""
        seen: set[int] = set()

        def visit(beleid: Beleid) -> Iterator[Declaration]:
            if id(beleid) in seen:
                return
            seen.add(id(beleid))
            for used in beleid.gebruikt:
                yield from visit(used)
            yield from beleid.declaraties

        yield from visit(self)

"""Rules in their place, and whether one may help to decide, by generated code.

Whether it does, the evaluator tells. This only keeps it from being asked where the answer is no.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.compiler.support import Deel, Zaak
from maatwerk_rules.model import core
from maatwerk_rules.verification.search.reading import Env, Reader


@attrs.frozen(eq=False)
class Placed:
    """A rule of a definition where it stands: under which others, and beside which.

    `own` is the pass in which a deviation reads its own definition; `in_step` says that it adjusts
    the value before a step.
    """

    definition: core.Definition
    node: core.Node
    above: tuple[Placed, ...] = ()
    beside: tuple[core.Node, ...] = ()
    own: tuple[str, int] | None = None
    in_step: bool = False

    def env(self, record: Deel | None) -> Env:
        """Return where its condition stands, for a record of its definition."""
        soort = self.definition.record
        rows = {} if soort is None or record is None else {soort: record}
        return Env(rows, self.own, self.definition if self.in_step else None)

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.node.name

    def prior(self) -> Iterator[core.Node]:
        """Yield the rules that surely keep this one from deciding where they work."""
        yield from self.node.exceptions
        higher = self.definition.above.get(self.name, frozenset())
        yield from (one for one in self.beside if one.name in higher)

    def departs_from(self) -> frozenset[str]:
        """Return the names of the rules that a deviation sets aside or takes the place of."""
        found: set[str] = set()
        for deviation in self.definition.deviations:
            if self.node in (deviation.node, deviation.stands_in):
                named = (deviation.replaces, deviation.place)
                found |= {*deviation.aside, *(one for one in named if one is not None)}
        return frozenset(found)

    def before(self) -> Iterator[core.Node]:
        """Yield the rules that may keep this one from deciding where they work."""
        yield from self.prior()
        for deviation in self.definition.deviations:
            if deviation.node is not self.node and (
                self.name in deviation.aside or deviation.replaces == self.name
            ):
                yield deviation.node


def placed(definition: core.Definition) -> Iterator[Placed]:
    """Yield each rule of a definition in its place, parents first."""
    yield from _below(definition, definition.rules, Placed(definition, _NONE))
    for stage in definition.stages:
        parent = Placed(definition, _NONE, in_step=True)
        yield from _below(definition, stage.adjustments, parent)
    for deviation in definition.deviations:
        parent = Placed(definition, _NONE, own=(definition.name, deviation.phase - 1))
        stands = () if deviation.stands_in is None else (deviation.stands_in,)
        yield from _below(definition, (deviation.node, *stands), parent)


_NONE = core.Node("", core.ReferenceDate(), None)


def _below(
    definition: core.Definition, nodes: tuple[core.Node, ...], parent: Placed
) -> Iterator[Placed]:
    for node in nodes:
        above = () if parent.node is _NONE else (*parent.above, parent)
        beside = tuple(one for one in nodes if one is not node)
        own = Placed(definition, node, above, beside, parent.own, parent.in_step)
        yield own
        yield from _below(definition, node.exceptions, own)


class Working:
    """Which rules of a program may work in a case."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_name: dict[str, dict[str, tuple[Placed, ...]]] = {}

    def of(self, definition: str, rule: str) -> tuple[Placed, ...]:
        """Return the places of a rule of a definition."""
        return self.all(definition).get(rule, ())

    def all(self, definition: str) -> dict[str, tuple[Placed, ...]]:
        """Return the places of all rules of a definition, by name."""
        found = self._by_name.get(definition)
        if found is None:
            listed: dict[str, list[Placed]] = {}
            for one in placed(self._reader.program.definitions[definition]):
                listed.setdefault(one.name, []).append(one)
            found = {name: tuple(places) for name, places in listed.items()}
            self._by_name[definition] = found
        return found

    def holds(self, node: core.Node, at: Placed, case: Zaak, record: Deel | None) -> bool:
        """Tell whether the condition of a rule holds, which stands in or beside another."""
        return self._reader.worth(node.guard, case, at.env(record)) is True

    def works(self, at: Placed, case: Zaak, record: Deel | None) -> bool:
        """Tell whether the condition of a rule holds, and those of the rules above it."""
        return self.holds(at.node, at, case, record) and all(
            self.holds(one.node, one, case, record) for one in at.above
        )

    def may_decide(self, at: Placed, case: Zaak, record: Deel | None) -> bool:
        """Tell whether a rule may help to decide."""
        return self.works(at, case, record) and not any(
            self.holds(one, at, case, record) for one in at.prior()
        )

    def deciding(self, definition: str, case: Zaak, record: Deel | None) -> frozenset[str]:
        """Return the rules of a definition that may help to decide."""
        return frozenset(
            name
            for name, places in self.all(definition).items()
            if any(self.may_decide(at, case, record) for at in places)
        )

    def among(
        self, definition: str, rules: frozenset[str], case: Zaak, record: Deel | None
    ) -> frozenset[str]:
        """Return those of some rules of a definition that seem to work."""
        return frozenset(
            rule
            for rule in rules & self.all(definition).keys()
            if any(self.works(at, case, record) for at in self.of(definition, rule))
        )

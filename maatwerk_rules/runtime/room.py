"""The room there was: all that could have changed an unfavourable outcome, in legal order.

1 facts and qualification, 2 moet, 3 moet beoordelen, 4 kan, 5 Awb 4:84 and hardship clauses, 6 the
ladder (who helps; it is no ground), 7 beyond the law, which only the college can decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Bedoelingclausule, Bron, Karakter, ToetsenOpVerzoek
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Orgaan,
    Uitzondering,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.model.types import JaNee, Number
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.decision import Room, RoomKind, RoomState
from maatwerk_rules.runtime.facts import Facts, Judgement
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.siblings import best_possible
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep
from maatwerk_rules.values import frozen

RANKS = {"moet": 2, "moet beoordelen": 3, "kan": 4, None: 2}
GENERAL, LADDER, BEYOND = 5, 6, 7
DUTY = "moet beoordelen"

NO_CHANGE = "Het antwoord verandert deze uitkomst niet."
MOST_TRIED = 3
"""Of room with more open judgements than this it is taken that it matters."""


@frozen
class Effect:
    """What the outcome is without a node, and what the node makes of it; None: no rule."""

    without: core.Expr | None
    given: core.Expr | None

    def can_improve(self, definition: core.Definition) -> bool:
        """Tell whether the node may make the outcome more favourable; surely not is told."""
        before, after = (_rank_of(each, definition) for each in (self.without, self.given))
        return before is None or after is None or before < after


def _rank_of(value: core.Expr | None, definition: core.Definition) -> Number | None:
    """Return the place of a constant in the order of an outcome, or None when it is not sure."""
    if value is None:
        return -1 if isinstance(definition.order, tuple) else None
    if not isinstance(value, core.Constant):
        return None
    if isinstance(definition.order, tuple):
        return definition.order.index(value.value)
    if definition.order is None or not isinstance(value.value, int | Fraction):
        return None
    return value.value if definition.order == "hoger" else -value.value


@frozen
class Finder:
    """What is needed to find the room in one decision."""

    policy: Policy
    program: core.Program
    facts: Facts
    case: Case
    reckoning: Reckoning

    def find(self, step: DefinitionStep, missing: Iterable[Leaf]) -> tuple[Room, ...]:
        """Return the room of one unfavourable outcome, each piece once, in legal order."""
        found = [*self._open_facts(_ordered(missing))]
        for reached in self._reached(step):
            found += [self._at_stake(step, room) for room in self._of_definition(reached)]
        found += [*self._ladder(), *self._beyond()]
        unique = {(room.kind, room.name, room.record): room for room in found}
        return tuple(sorted(unique.values(), key=lambda room: room.rank))

    def _reached(self, step: DefinitionStep) -> tuple[DefinitionStep, ...]:
        found: dict[tuple[str, RecordId | None], DefinitionStep] = {
            (step.definition.name, step.record): step
        }
        for one in step.rounds:
            for read in one.reached:
                found.setdefault((read.definition.name, read.record), read)
        return tuple(found.values())

    def _at_stake(self, step: DefinitionStep, room: Room) -> Room:
        """Tell of open room whose judgement cannot change the outcome that it is not at stake."""
        if room.state == "afgewezen" and room.karakter == DUTY:
            return self._looked_away(step, room)
        judged = [leaf for leaf in room.missing if leaf.kind == "oordeel"]
        if room.state != "open" or len(judged) != len(room.missing):
            return room
        if not step.missing.isdisjoint(judged) or self._matters(step, judged):
            return room
        return attrs.evolve(room, state="niet aan de orde", missing=(), note=NO_CHANGE)

    def _looked_away(self, step: DefinitionStep, room: Room) -> Room:
        """Tell of a duty to judge that only a look closed whether its judgement was at stake."""
        every = self.program.definitions.values()
        nodes = (one.node for each in every for one in each.deviations if one.name == room.name)
        leaves = [leaf for node in nodes for leaf in _judgement_leaves(node, room.record)]
        asked = [leaf for leaf in leaves if self.facts.judgement(leaf) is None]
        if not asked or self._matters(step, asked):
            return room
        bare = attrs.evolve(room, decided_by=None, decided_on=None, because=None)
        return attrs.evolve(bare, state="niet aan de orde", note=NO_CHANGE)

    def _matters(self, step: DefinitionStep, judged: Sequence[Leaf]) -> bool:
        types = [self.program.judgements[leaf.name][0] for leaf in judged]
        if len(judged) > MOST_TRIED or any(not isinstance(type_, JaNee) for type_ in types):
            return True
        results = set()
        for given in product((True, False), repeat=len(judged)):
            values = {**self.case.values, **dict(zip(judged, given, strict=True))}
            case = attrs.evolve(self.case, values=values)
            found = self.reckoning.beside(case).result(step.definition.name, step.record)
            results.add((found.values, found.no_rule, found.conflict))
        return len(results) > 1

    def _open_facts(self, missing: Iterable[Leaf]) -> Iterator[Room]:
        for leaf in missing:
            if leaf.kind == "gegeven":
                name = leaf.field if leaf.field is not None else leaf.name
                yield Room(1, "feit", name, "open", leaf.record, missing=(leaf,))

    def _of_definition(self, step: DefinitionStep) -> Iterator[Room]:
        definition = self.program.definitions[step.definition.name]
        tops = definition.once(_asking)
        if not (tops or definition.deviations):
            return
        if best_possible((step.values, step.no_rule, step.conflict), definition):
            return
        for node in tops:
            effect = Effect(definition.default, node.value)
            yield from self._of_node(definition, node, step.record, effect)
        for deviation in definition.deviations:
            inspected = self.reckoning.inspect(definition.name, deviation.node, step.record)
            yield self._room(inspected, step.record)

    def _of_node(
        self,
        definition: core.Definition,
        node: core.Node,
        record: RecordId | None,
        effect: Effect,
    ) -> Iterator[Room]:
        """Yield the room in a node and in what hangs on it.

        A node that cannot work took no part, nor did what hangs on it; one that cannot make the
        outcome more favourable is no room.
        """
        if not _asks_judgement(node):
            return
        step = self.reckoning.inspect(definition.name, node, record)
        if node.judgements and effect.can_improve(definition):
            yield self._room(step, record)
        if step.guard is not None and step.guard.is_false:
            return
        for exception in node.exceptions:
            instead = effect.without if exception.value is None else exception.value
            yield from self._of_node(definition, exception, record, Effect(effect.given, instead))

    def _room(self, step: NodeStep, record: RecordId | None) -> Room:
        node = step.node
        leaves = _judgement_leaves(node, record)
        judged = [found for leaf in leaves if (found := self.facts.judgement(leaf)) is not None]
        open_leaves = {leaf for leaf in leaves if self.facts.judgement(leaf) is None}
        state = self._state(node, step, bool(leaves) and not open_leaves)
        if state == "toegepast" and open_leaves:
            state = "open"
        origin = node.origin
        assert origin is not None
        room = Room(
            _rank(origin),
            _kind(origin),
            node.name,
            state,
            record,
            _karakter(origin),
            self._deciders(node),
            missing=_ordered(step.missing | open_leaves) if state == "open" else (),
            bedoelingen=_bedoelingen(origin),
        )
        return self._decided(room, node, judged)

    def _state(self, node: core.Node, step: NodeStep, judged: bool) -> RoomState:
        if step.fired:
            return "toegepast"
        if node.moment is not None and step.guard is not None and step.guard.is_false:
            moment = self._moment_is_false(step)
            asked = node.origin is not None and node.origin.one(ToetsenOpVerzoek)
            if moment and asked and not _has_lapsed(step):
                return "op verzoek, nog niet gevraagd"
            if moment:
                return "niet aan de orde"
        if step.guard is None:
            return "afgewezen"  # closed by the look that was recorded
        if step.guard.is_false:
            return "afgewezen" if judged else "niet aan de orde"
        return "open"

    def _moment_is_false(self, step: NodeStep) -> bool:
        assert step.guard is not None
        first = step.guard.parts[0]
        return not isinstance(first, DefinitionStep) and first.is_false

    def _deciders(self, node: core.Node) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for judged in node.judgements:
            names.update(dict.fromkeys(self.policy.mandates.get(judged.name, ())))
        return tuple(names)

    def _decided(self, room: Room, node: core.Node, judged: list[Judgement]) -> Room:
        if room.state not in ("toegepast", "afgewezen"):
            return room
        if judged:
            last = judged[-1]
            return attrs.evolve(room, decided_by=last.door, decided_on=last.op, because=last.omdat)
        if node.closed_by_look and self.facts.looks:
            look = self.facts.looks[-1]
            return attrs.evolve(room, decided_by=look.door, decided_on=look.op, because=look.omdat)
        return room

    def _ladder(self) -> Iterator[Room]:
        for rung in self.program.ladder:
            state: RoomState = "open"
            missing: tuple[Leaf, ...] = ()
            if rung.condition is not None:
                step = self.reckoning.value(rung.condition)
                state = "niet aan de orde" if step.is_false else "open"
                missing = _ordered(step.missing)
            yield Room(LADDER, "opschaling", rung.method, state, by=(rung.by,), missing=missing)

    def _beyond(self) -> Iterator[Room]:
        organen = tuple(orgaan.naam for orgaan in self.policy.all(Orgaan))
        if organen:
            yield Room(BEYOND, "buiten de wet", "buiten de wet", "open", by=organen[:1])


def _has_lapsed(step: NodeStep) -> bool:
    """Tell whether a rule has ended and does not stay valid for this case: asking is no use."""
    assert step.guard is not None
    first = step.guard.parts[0]
    if isinstance(first, DefinitionStep) or not isinstance(first.expr, core.And):
        return False
    still = first.parts[0]
    return not isinstance(still, DefinitionStep) and still.is_false


def _ordered(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    return tuple(sorted(leaves, key=lambda leaf: leaf.sort_key))


def _asking(definition: core.Definition) -> tuple[core.Node, ...]:
    """Return the rules and adjustments of a definition in which a judgement is asked."""
    tops = [*definition.rules, *(node for one in definition.stages for node in one.adjustments)]
    return tuple(filter(_asks_judgement, tops))


def _asks_judgement(node: core.Node) -> bool:
    """Tell whether a judgement is asked in a node or in what hangs on it."""
    return bool(node.judgements) or any(map(_asks_judgement, node.exceptions))


def _judgement_leaves(node: core.Node, record: RecordId | None) -> list[Leaf]:
    return [
        Leaf("oordeel", judged.name, record if judged.variable is not None else None)
        for judged in node.judgements
    ]


def _rank(origin: Declaration) -> int:
    bron = origin.one(Bron)
    if isinstance(origin, Hardheidsclausule):
        return GENERAL
    verwijzing = bron.verwijzing if bron is not None else None
    if isinstance(verwijzing, Artikelverwijzing) and verwijzing.artikel == "4:84":
        return GENERAL
    return RANKS[_karakter(origin)]


def _karakter(origin: Declaration) -> str | None:
    karakter = origin.one(Karakter)
    return karakter.karakter if karakter else None


def _kind(origin: Declaration) -> RoomKind:
    match origin:
        case Uitzondering():
            return "uitzondering"
        case Aanpassing():
            return "aanpassing"
        case Afwijkingsgrond():
            return "afwijkingsgrond"
        case Hardheidsclausule():
            return "hardheidsclausule"
    return "regel"


def _bedoelingen(origin: Declaration) -> tuple[str, ...]:
    return tuple(name for one in origin.all(Bedoelingclausule) for name in one.bedoelingen)

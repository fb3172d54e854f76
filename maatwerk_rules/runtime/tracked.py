"""Grounds, room and intentions of an outcome whose value stands, without the evaluator.

They hang on how the conditions came out, and on nothing else (`compiler/tracks.py`). So they are
worked out once for each way in which those came out, by the evaluator, and taken over by cases in
which they came out the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.tracks import Tracks
from maatwerk_rules.model import core
from maatwerk_rules.runtime.decision import KEPT, PUT, Result, Room, StageName
from maatwerk_rules.runtime.running import Running
from maatwerk_rules.runtime.steps import DefinitionStep, deciding_round

if TYPE_CHECKING:
    from maatwerk_rules.runtime.asked import Asked

MOST_TRACKS = 10_000
"""Of so many ways in which the conditions of one outcome came out it is remembered what follows."""

ALWAYS = (*PUT, *KEPT)
"""The fields of a result that hang on its track alone.

Its room does where nobody judges and the ladder asks nothing, and what is violated where no
intention can be.
"""
FIELDS = frozenset((*ALWAYS, "room", "geschonden")) - {"missing", "conflict"}
"""The fields for which its track is looked at."""

Track = tuple[Any, ...]


@attrs.frozen
class Told:
    """What follows from a track; `put` are the fields of PUT, `geschonden` where it does."""

    put: tuple[Any, ...]
    stage: StageName
    waarden: tuple[str, ...]
    gebonden: bool
    at_most: tuple[int, str] | None
    rang: str | None
    conflict: tuple[str, ...]
    room: tuple[Room, ...] | None
    geschonden: tuple[str, ...] | None


_SLOTS = {field.name: getattr(Result, field.name).__set__ for field in attrs.fields(Result)}


class Tracked(Running):
    """The tracks of some outcomes, and what follows from those that were seen."""

    __slots__ = ("_best", "_judged", "_may_violate", "_pick", "_seen", "_tracks")

    def __init__(self, compiled: Compiled, tracks: Tracks) -> None:
        super().__init__(compiled, tracks.function)
        self._tracks = tracks
        self._pick = tracks.pickers()
        self._seen: dict[str, dict[Track, Told]] = {name: {} for name in self._pick}
        program, definitions = compiled.program, compiled.program.definitions
        self._may_violate = bool(program.violations)
        asks = any(rung.condition is not None for rung in program.ladder)
        self._best = {name: _best(definitions[name]) for name in self._pick}
        self._judged = {
            name: asks or _is_judged(program, tracks.cones[name]) for name in self._pick
        }

    def put_in(self, result: Result, told: Told, *, bare: bool) -> None:
        """Put what follows from its track in a result, in which nothing of it is yet."""
        for name, value in zip(PUT, told.put, strict=True):
            _SLOTS[name](result, value)
        for name in KEPT:
            _SLOTS[name](result, getattr(told, name))
        if told.geschonden is not None:
            _SLOTS["geschonden"](result, told.geschonden)
        room = () if bare or result.value == self._best[result.name] else told.room
        if room is not None:
            _SLOTS["room"](result, room)

    def track(self, asked: Asked, name: str) -> Track | None:
        """Return how the conditions of an outcome came out, or None where that is not told."""
        pick = self._pick.get(name)
        found = None if pick is None else asked.came_out(self)
        return None if found is None or pick is None else pick(found)

    def all_told(self, asked: Asked, names: Sequence[str]) -> tuple[Told, ...] | None:
        """Return what follows from the tracks of outcomes, if that is known of each."""
        found = []
        for name in names:
            track = self.track(asked, name)
            told = None if track is None else self.told(name, track)
            if told is None:
                return None
            found.append(told)
        return tuple(found)

    def told(self, name: str, track: Track) -> Told | None:
        """Return what follows from a track, if it was seen before."""
        return self._seen[name].get(track)

    def keep(self, result: Result, track: Track, *, bare: bool) -> None:
        """Remember what the evaluator made of a result, unless something it read is not sure."""
        name, seen = result.name, self._seen[result.name]
        unsure = self._tracks.unsure(name, track)
        if len(seen) >= MOST_TRACKS or (unsure and not unsure.isdisjoint(_read(result.trace))):
            return
        room = None if bare or result.favourable or self._judged[name] else result.room
        put = tuple([getattr(result, field) for field in PUT])
        kept = {field: getattr(result, field) for field in KEPT}
        violated = None if self._may_violate else result.geschonden
        seen[track] = Told(put, **kept, room=room, geschonden=violated)


def _best(definition: core.Definition) -> object:
    """Return the most favourable option there is, or what is like no value."""
    return definition.order[-1] if isinstance(definition.order, tuple) else FIELDS


def _read(trace: DefinitionStep | None) -> frozenset[str]:
    """Return the names of all that a trace reads, its own among them."""
    assert trace is not None
    reached = deciding_round(trace).reached
    return frozenset((trace.definition.name, *(one.definition.name for one in reached)))


def _is_judged(program: core.Program, names: Sequence[str]) -> bool:
    """Tell whether a person judges in some definitions: who did so is told in the room."""
    return any(node.judgements for name in names for node in core.nodes(program.definitions[name]))

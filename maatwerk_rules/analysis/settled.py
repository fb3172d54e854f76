"""Used policies whose names and types are sound by themselves: they are looked at once.

Tables of names only grow from a policy to one that builds on it, and what a used policy declares
goes first. So what was looked up there and found is the same under any policy above it, as long
as no name is declared twice. The argument stands in docs/ontwerp/besluiten/0025.
"""

from __future__ import annotations

from threading import Lock

from maatwerk_rules.analysis import names, typecheck
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.values import frozen

MOST_REMEMBERED = 30_000
"""So many declarations are remembered; those of the longest ago are forgotten first."""


@frozen
class Judged:
    """The declarations of a policy and all it uses, and whether all were found sound."""

    declarations: tuple[Declaration, ...]
    is_sound: bool


class Memory:
    """What was judged last, by content: where something stands in a text plays no part in it."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._known: list[Judged] = []
        self._lock = Lock()

    def find(self, declarations: tuple[Declaration, ...]) -> bool | None:
        """Return whether equal declarations were found sound; None when that is not known."""
        with self._lock:
            listed = self._known[::-1]
        # A tuple looks at identity first, so that only what was made anew is compared.
        known = next((each for each in listed if each.declarations == declarations), None)
        if known is None:
            return None
        self._put_last(known)
        return known.is_sound

    def keep(self, declarations: tuple[Declaration, ...], *, is_sound: bool) -> None:
        """Remember what was judged, and forget what is more than may be remembered."""
        self._put_last(Judged(declarations, is_sound))

    def _put_last(self, judged: Judged) -> None:
        with self._lock:
            self._known = [*(each for each in self._known if each is not judged), judged]
            while sum(len(each.declarations) for each in self._known) > self._most:
                del self._known[0]


_MEMORY = Memory()


def settled(beleid: Beleid) -> frozenset[int]:
    """Return by identity the declarations of used policies that need no look under this one.

    Only for a policy that is whole, within its limits and without a name that is declared twice.
    """
    found: set[int] = set()
    for used in beleid.gebruikt:
        declarations = tuple(used.everything())
        if _is_sound(used, declarations):
            found.update(map(id, declarations))
    return frozenset(found)


def _is_sound(beleid: Beleid, declarations: tuple[Declaration, ...]) -> bool:
    """Tell whether the names and types of a policy, with what it uses, are sound by themselves."""
    known = _MEMORY.find(declarations)
    if known is not None:
        return known
    symbols, found = collect(beleid)
    is_sound = not found
    if is_sound:
        needless = settled(beleid)
        is_sound = not (
            names.find(beleid, symbols, needless)
            or typecheck.check_types(beleid, symbols, needless)
        )
    _MEMORY.keep(declarations, is_sound=is_sound)
    return is_sound


def remember(beleid: Beleid) -> None:
    """Remember that the names and types of a policy are sound: others may be built on it."""
    _MEMORY.keep(tuple(beleid.everything()), is_sound=True)

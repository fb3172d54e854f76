"""What was proved of definitions that mean the same: policies that build on one another share many.

A claim hangs on a definition, on those it is read through, and on the days only where those count.
It is remembered under a hash of all that, written out: equality would not do, since a type is equal
to the same type with another range. So no text and no node is kept alive.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock

import attrs

from maatwerk_rules.model.core import PROVED, Definition
from maatwerk_rules.model.policy import Slice

MOST_REMEMBERED = 10_000
"""So many claims are remembered; what was asked for longest ago is forgotten first."""


@attrs.frozen
class Claims:
    """What holds in all cases: rules that never contradict each other, and that leave no gap.

    `hangs_on_days` tells that this was proved for the days of one slice only.
    """

    no_conflict: bool
    no_gap: bool
    hangs_on_days: bool


NOT_YET = Claims(no_conflict=False, no_gap=False, hangs_on_days=False)


class Memory:
    """The claims that were worked out last."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Claims] = OrderedDict()
        self._lock = Lock()

    def find(self, meaning: bytes, part: Slice) -> Claims | None:
        """Return what was worked out of this meaning, on all days or on those of a slice."""
        with self._lock:
            for key in (meaning, _on_days(meaning, part)):
                found = self._kept.get(key)
                if found is not None:
                    self._kept.move_to_end(key)
                    return found
        return None

    def keep(self, meaning: bytes, part: Slice, claims: Claims) -> None:
        """Remember what was worked out of a meaning in a slice."""
        key = _on_days(meaning, part) if claims.hangs_on_days else meaning
        with self._lock:
            self._kept[key] = claims
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _on_days(meaning: bytes, part: Slice) -> bytes:
    return meaning + f" {part.vanaf} {part.tot}".encode()


def meaning_of(definition: Definition, read: Iterable[Definition]) -> bytes:
    """Return a hash of a definition together with those it is read through."""
    others = sorted(one.once(_digest) for one in read if one is not definition)
    return hashlib.sha256(b"".join((definition.once(_digest), *others))).digest()


def _digest(definition: Definition) -> bytes:
    return hashlib.sha256(repr(definition).encode()).digest()


def claimed(definition: Definition, claims: Claims) -> Definition:
    """Return a definition with what is proved of it; for the same claims the same.

    >>> from maatwerk_rules.model.core import ReferenceDate
    >>> from maatwerk_rules.model.types import Datum
    >>> dag = Definition("dag", Datum(), expression=ReferenceDate())
    >>> claimed(dag, Claims(no_conflict=True, no_gap=True, hangs_on_days=False)).no_gap
    True
    """
    known = definition.once(_known_claims)
    key = claims.no_conflict, claims.no_gap
    if key not in known:
        known[key] = _claimed(definition, claims)
    return known[key]


def claimed_later(definition: Definition, prove: Callable[[], Claims]) -> Definition:
    """Return a definition of which what is proved is worked out when it is first asked.

    >>> from maatwerk_rules.model.core import ReferenceDate
    >>> from maatwerk_rules.model.types import Datum
    >>> dag = Definition("dag", Datum(), expression=ReferenceDate())
    >>> proved = Claims(no_conflict=True, no_gap=True, hangs_on_days=False)
    >>> later = claimed_later(dag, lambda: proved)
    >>> later == dag, later.no_gap, dag.no_gap
    (True, True, False)
    """

    def proving() -> tuple[bool, bool]:
        claims = prove()
        return claims.no_conflict, claims.no_gap

    found = _claimed(definition, NOT_YET)
    object.__setattr__(found, "proving", proving)
    for name in PROVED:
        object.__delattr__(found, name)
    return found


def _claimed(definition: Definition, claims: Claims) -> Definition:
    found = attrs.evolve(definition, no_conflict=claims.no_conflict, no_gap=claims.no_gap)
    for name in ("parts", "reads"):  # what it reads stays the same
        object.__setattr__(found, name, getattr(definition, name))
    return found


def _known_claims(definition: Definition) -> dict[tuple[bool, bool], Definition]:
    return {}

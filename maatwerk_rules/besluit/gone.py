"""Judgements about something that is no longer in the facts: they fall away, and are named.

A judgement about a car says nothing of a case without that car. The reader of a case refuses it, as
it would be a slip there; of a besluit that is reckoned again it is what the new facts do to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.facts import Facts, read_facts

INDEX = re.compile(r"^oordelen\[([0-9]+)\]")
VOOR = re.compile(r"oordelen\[([0-9]+)\]\.voor")
NAMED = ("oordeel", "voor", "door", "op")
"""By these a judgement of the besluit is known again, however its value is written."""


def read_remaining(policy: Policy, case: Mapping[str, Any], old: Iterable[Any]) -> Facts:
    """Return the facts of a case without those old judgements of which the record is gone.

    Costs one more reading for each 200 judgements that fall away.

    Args:
        old: Judgements as they were recorded; only these may fall away.

    Raises:
        FactError: something else does not read, at its place in the case that was given.
    """
    known = {_named(one) for one in old}
    judged = case.get("oordelen")
    if not isinstance(judged, list | tuple):
        return read_facts(policy, case)
    left = dict(enumerate(judged))
    while True:
        try:
            return read_facts(policy, {**case, "oordelen": [*left.values()]})
        except FactError as error:
            found = [_as_given(one, [*left]) for one in error.diagnostics]
        gone = {place for one in found if (place := _place(one)) in left}
        gone = {place for place in gone if _named(left[place]) in known}
        others = tuple(one for one in found if _place(one) not in gone)
        if others:
            raise FactError(others)
        left = {place: one for place, one in left.items() if place not in gone}


def fallen(old: Facts, new: Facts) -> tuple[Leaf, ...]:
    """Return which judgements of a besluit are about a record that new facts do not have."""
    return tuple(
        dict.fromkeys(
            one.leaf
            for one in old.judgements
            if one.voor is not None and one.voor not in _records(new, one.voor.list)
        )
    )


def _records(facts: Facts, name: str) -> tuple[RecordId, ...]:
    listed = facts.lists.get(name)
    return () if listed is None else tuple(listed.records)


def _named(one: Any) -> tuple[str, ...]:
    return tuple(repr(one.get(key)) for key in NAMED) if isinstance(one, Mapping) else ()


def _as_given(one: Diagnostic, places: Sequence[int]) -> Diagnostic:
    """Return a complaint with the place that its judgement has in the case that was given."""
    path = INDEX.sub(lambda found: f"oordelen[{places[int(found[1])]}]", one.path or "")
    return attrs.evolve(one, path=path or None)


def _place(one: Diagnostic) -> int | None:
    """Return which judgement a complaint is about, where it is that its record is not there."""
    found = VOOR.fullmatch(one.path or "")
    return int(found[1]) if found is not None else None

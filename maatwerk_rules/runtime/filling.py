"""Results of values that were worked out together: one function for a plan, without a loop.

A result has many fields and is made often; written out, making one takes half of what it takes
in a loop. The names in the source are counters, the rest is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from maatwerk_rules.compiler.support import LEEG, ONBEKEND, UnsettledError
from maatwerk_rules.runtime.decision import Filling, Result, Standing, Told
from maatwerk_rules.runtime.later import Desk, Worker, worker_at


class Maker(Worker, Protocol):
    """Who fills the results, and makes those of which no value is known."""

    bare: bool

    def anew(self, name: str, record: None) -> Result:
        """Return the result of an outcome that exists once."""


Makes = Callable[[Desk, Sequence[Any]], tuple[Result, ...]]
"""Results from the desk of their worker and the values."""
MakesTold = Callable[..., tuple[Result, ...]]
"""Results from the desk of their worker, or himself; each value; the key of the conditions."""

_VALUE = """\
    if v{0} is ONBEKEND:
        r{0} = worker_at(desk).anew(N{0}, None)
    else:
        r{0} = Filling()
        r{0}._desk = desk
        r{0}.name = N{0}
        r{0}.record = None
        r{0}.status = "vast"
        r{0}.value = v{0}
        if v{0} is LEEG:
            r{0}.status = "geen_regel"
            r{0}.value = None
"""
_STANDING = """\
        r{0}.__class__ = Standing
"""
_TOLD = """\
        r{0}._kept = t{0}
        [r{0}.grounds, r{0}.bedoelingen, r{0}.missing] = t{0}.put
        r{0}.favourable = best = {1}
        room = () if best or bare else t{0}.room
        if room is None:
            r{0}.__class__ = Standing
        else:
            r{0}.room = room
            r{0}.__class__ = Told
"""
_LOOK = """\
    if desk.__class__ is list:
        bare = desk[-1]
    else:
        bare = desk.bare
        desk = [desk]
    try:
        told = seen(key) or look(worker_at(desk), key)
    except UnsettledError:
        told = None
    if told is None:
        return plain(desk, ({0},))
"""
_SPACE = {
    "__builtins__": {},
    "Filling": Filling,
    "LEEG": LEEG,
    "ONBEKEND": ONBEKEND,
    "Standing": Standing,
    "Told": Told,
    "list": list,
    "worker_at": worker_at,
}


def maker(names: Sequence[str]) -> Makes:
    """Return the function that makes the results of these outcomes, in their order."""
    each = [_VALUE + _STANDING] * len(names)
    found: Makes = _made("desk, values", _unpacked("v", names, "values"), each, names, {})
    return found


def told_maker(
    names: Sequence[str], best: Mapping[str, object], look: Callable[[Any, Any], Any]
) -> tuple[MakesTold, dict[object, Any]]:
    """Return the function that makes results of which it is known what they rest on.

    With it the dictionary that it looks in, by key, for what follows from how the conditions came
    out; where that is not there it asks `look`, and makes results that know no more than values.

    Args:
        best: The most favourable option of the outcomes that have one.
    """
    each = []
    for place, name in enumerate(names):
        is_best = f"v{place} == B{place}" if name in best else "None"
        each.append(_VALUE + _TOLD.format("{0}", is_best))
    seen: dict[object, Any] = {}
    given = {f"B{place}": best[name] for place, name in enumerate(names) if name in best}
    given |= {"UnsettledError": UnsettledError, "plain": maker(names)}
    given |= {"seen": seen.get, "look": look}
    values = _numbered("v", names)
    head = _LOOK.format(values) + _unpacked("t", names, "told")
    return _made(f"desk, {values}, key", head, each, names, given), seen


def _numbered(letter: str, names: Sequence[str]) -> str:
    return ", ".join(f"{letter}{place}" for place in range(len(names)))


def _unpacked(letter: str, names: Sequence[str], of: str) -> str:
    return f"    [{_numbered(letter, names)}] = {of}\n"


def _made(
    parameters: str, head: str, each: Sequence[str], names: Sequence[str], given: dict[str, Any]
) -> Any:
    source = "".join(one.format(place) for place, one in enumerate(each))
    made = f"    return ({''.join(f'r{place}, ' for place in range(len(names)))})\n"
    named = {f"N{place}": name for place, name in enumerate(names)}
    space: dict[str, Any] = {**_SPACE, **named, **given}
    exec(f"def make({parameters}):\n{head}{source}{made}", space)
    return space["make"]

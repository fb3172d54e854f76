"""Results of values that were worked out together: one function for a plan, without a loop.

A result has many fields and is made often; written out, making one takes half of what it takes
in a loop. The names in the source are counters, the rest is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from maatwerk_rules.compiler.support import LEEG, ONBEKEND
from maatwerk_rules.runtime.decision import Filling, Result
from maatwerk_rules.runtime.later import Worker


class Maker(Worker, Protocol):
    """Who fills the results, and makes those of which no value is known."""

    def anew(self, name: str, record: None) -> Result:
        """Return the result of an outcome that exists once."""


Makes = Callable[[Maker, Sequence[Any]], tuple[Result, ...]]
"""Results from their worker and the values."""

_ONE = """\
    if v{0} is ONBEKEND:
        r{0} = worker.anew(N{0}, None)
    else:
        r{0} = new(Filling)
        r{0}._worker = worker
        r{0}.name = N{0}
        r{0}.record = None
        r{0}.status = "vast"
        r{0}.value = v{0}
        if v{0} is LEEG:
            r{0}.status = "geen_regel"
            r{0}.value = None
        r{0}.__class__ = Result
"""


def maker(names: Sequence[str]) -> Makes:
    """Return the function that makes the results of these outcomes, in their order."""
    places = range(len(names))
    unpacked = f"    [{', '.join(f'v{place}' for place in places)}] = values\n"
    made = f"    return ({''.join(f'r{place}, ' for place in places)})\n"
    source = "".join(_ONE.format(place) for place in places)
    space: dict[str, Any] = {
        "__builtins__": {},
        "Filling": Filling,
        "LEEG": LEEG,
        "ONBEKEND": ONBEKEND,
        "Result": Result,
        "new": object.__new__,
        **{f"N{place}": name for place, name in enumerate(names)},
    }
    exec(f"def make(worker, values):\n{unpacked}{source}{made}", space)
    found: Makes = space["make"]
    return found

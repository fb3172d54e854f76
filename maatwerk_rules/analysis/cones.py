"""Whether a definition is, with all it reads, what it was in the policy that was looked at before.

A cone is a definition with those it reads, itself or through others. What is worked out of regions
hangs on that, on the days, and on a few things that count for all. Between two keystrokes nearly
all definitions stay the same object (`translated.py`), so that a cone is known by identity; and
each has a number, so that it is quickly compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import attrs

from maatwerk_rules.analysis.through import NOBODY
from maatwerk_rules.analysis.translated import is_identical
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.policy import Policy

_Key = tuple[int, tuple[int, ...]]


@attrs.define
class Cones:
    """The cones of the policy that was looked at last; equal numbers are equal cones.

    `around` is what counts for all definitions; when it changes no cone is what it was.
    """

    _known: dict[_Key, tuple[int, Definition]] = attrs.field(factory=dict)
    _around: object = None
    _numbers: count[int] = attrs.field(factory=lambda: count(1))
    _all: int = 0

    def of(self, policy: Policy) -> tuple[Mapping[str, int], ...]:
        """Return for each slice of a policy the number of the cone of each definition.

        That of `NOBODY` stands for what counts for all. Cones of earlier policies are forgotten.
        """
        around = _around(policy)
        if not is_identical(around, self._around):
            self._around, self._all, self._known = around, next(self._numbers), {}
        left, self._known = self._known, {}
        return tuple(self._numbered(part.program, left) for part in policy.slices)

    def _numbered(
        self, program: Program, left: Mapping[_Key, tuple[int, Definition]]
    ) -> Mapping[str, int]:
        found = {NOBODY: self._all}
        for name, read in from_the_bottom(program.definitions):
            definition = program.definitions[name]
            key = id(definition), tuple(sorted([found[one] for one in read]))
            known = self._known.get(key) or left.get(key)
            if known is None:
                known = next(self._numbers), definition
            self._known[key] = known
            found[name] = known[0]
        # What leans on a circle is never what it was.
        for name in program.definitions.keys() - found.keys():
            found[name] = next(self._numbers)
        return found


def _around(policy: Policy) -> object:
    """Return what may count for any definition, besides what it reads."""
    each = (
        (
            part.vanaf,
            part.tot,
            dict(part.program.facts),
            dict(part.program.judgements),
            dict(part.program.admissible),
            dict(part.program.conditions),
            dict(part.program.violations),
            part.program.ladder,
        )
        for part in policy.slices
    )
    return (policy.requests, *each)

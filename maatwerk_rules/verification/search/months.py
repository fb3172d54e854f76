"""What months are worth to generated code, remembered by all that they read.

Nothing in a draft changes with time, so a month is worth the same in every draft in which what it
reads is the same. A sum over fifty years then costs as much as looking up its months.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import Deel, Zaak
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Lijst

MOST = 4_000
"""Of how many different cases the months are remembered."""


@attrs.frozen
class Reads:
    """All that a month may read: keys of facts, lists, and keys of the records of these."""

    facts: tuple[str, ...]
    lists: tuple[str, ...]
    fields: tuple[str, ...]

    def of(self, case: Zaak, rows: Sequence[Deel]) -> tuple[object, ...]:
        """Return the values of all that may be read in a case."""
        facts, fields = case.feiten, self.fields
        known = [facts.get(key) for key in self.facts]
        listed = [
            tuple([tuple([record.get(key) for key in fields]) for record in case.lijsten[name]])
            for name in self.lists
        ]
        return (*known, *listed, *(row.get(key) for row in rows for key in fields))


class Months:
    """The months of the expressions of a program, by the rules of all its days."""

    def __init__(self, programs: Sequence[core.Program], always: Sequence[str]) -> None:
        """Take the programs of all days.

        Args:
            always: Keys of facts that count as read by every month.
        """
        self._programs = programs
        self._always = tuple(always)
        self._reads: dict[str, Reads] = {}
        self._known: dict[tuple[str, tuple[object, ...]], dict[date, Any]] = {}

    def known(
        self, name: str, compiled: Compiled, case: Zaak, rows: Sequence[Deel]
    ) -> dict[date, Any]:
        """Return what is remembered of a month in a case, by day; who learns more adds it."""
        reads = self._reads.get(name)
        if reads is None:
            reads = self._reads[name] = self._reads_of(compiled.month_named(name).body)
        key = name, reads.of(case, rows)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST:
                self._known = {}
            found = self._known[key] = {}
        return found

    def _reads_of(self, body: core.Expr) -> Reads:
        facts, lists = dict.fromkeys(self._always), dict[str, None]()
        fields: dict[str, None] = {}
        for program in self._programs:
            for leaf in sorted(self._leaves(body, program)):
                if isinstance(program.facts.get(leaf), Lijst):
                    lists[leaf] = None
                facts[leaf] = facts[f"oordeel:{leaf}"] = fields[f"oordeel:{leaf}"] = None
            fields |= dict.fromkeys(sorted(self._fields(body, program)))
        return Reads(tuple(facts), tuple(lists), tuple(fields))

    @staticmethod
    def _leaves(body: core.Expr, program: core.Program) -> frozenset[str]:
        found: set[str] = set()
        for part in core.walk(body):
            match part:
                case core.Fact(name=name) | core.Judged(name=name):
                    found.add(name)
                case core.Aggregate(lists=lists):
                    found |= {one.name for one in lists}
                case core.Read(name=name):
                    found |= program.leaves.get(name, frozenset())
        return frozenset(found)

    @staticmethod
    def _fields(body: core.Expr, program: core.Program) -> frozenset[str]:
        found: set[str] = set()
        for part in core.walk(body):
            if isinstance(part, core.Field):
                found.add(part.field)
            elif isinstance(part, core.Read):
                found |= program.fields.get(part.name, frozenset())
        return frozenset(found)

"""Which code reckons with a table: NumPy at once, machine code where there is enough to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np

from maatwerk_rules.compiler.columns.machine import Machine
from maatwerk_rules.compiler.columns.machine_batch import DOUBT, KNOWN, NO_RULE, Batch
from maatwerk_rules.compiler.columns.machine_batch import Found as OfMachine
from maatwerk_rules.compiler.columns.machine_memory import Told
from maatwerk_rules.compiler.columns.machine_values import WIDTHS
from maatwerk_rules.compiler.columns.numpy_kernel import Found, Input, Kernel
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.plan import Plan
from maatwerk_rules.memory import Memory

ROWS = 200
"""Machine code pays from so many rows on for each definition: making it takes that long."""
DTYPES = {"i1": np.bool_, "i16": np.int16, "i32": np.int32, "i64": np.int64}

Results = tuple[dict[int, Found], Array]


class Kernels:
    """One plan, ready to reckon with tables, in the way that is quickest. Threads may share it."""

    def __init__(self, plan: Plan, memory: Memory | None = None, told: Told | None = None) -> None:
        """Take a plan; no code is made yet.

        Args:
            memory: Where machine code is kept for a next time; None: nowhere.
            told: Is told of machine code that is made, how many parts of how many.
        """
        self.plan = plan
        self.numpy = Kernel(plan)
        self.machine = Machine(plan, memory, told, grounds=True) if find_spec("llvmlite") else None
        self._rows = 0
        self._lock = Lock()

    def run(self, table: Input) -> Results:
        """Return what was found of the asked definitions, and which rows surely may exist."""
        with self._lock:
            self._rows += table.rows
            many = self._rows >= ROWS * len(self.plan.definitions)
        if self.machine is None or not many:
            return self.numpy.run(table)
        return run_machine(self.machine, table)


class Grounds(Mapping[str, Array]):
    """Where each rule is a ground, taken out of the bits when it is asked.

    >>> one = OfMachine(np.zeros(2), np.ones(2, np.int8), ("a", "b"), (np.array([2, 3]),))
    >>> [each.tolist() for each in Grounds(one).values()]
    [[False, True], [True, True]]
    """

    def __init__(self, found: OfMachine) -> None:
        self._found = found

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules, each of which has a bit in `words`, `BITS` in each."""
        return self._found.rules

    @property
    def words(self) -> tuple[Array, ...]:
        """The numbers whose bits say where each of `rules` is a ground."""
        return self._found.grounds

    def __getitem__(self, rule: str) -> Array:
        if rule not in self._found.rules:
            raise KeyError(rule)
        found: Array = self._found.rests_on(rule)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found.rules)

    def __len__(self) -> int:
        return len(self._found.rules)


def run_machine(machine: Machine, table: Input) -> Results:
    """Return what machine code finds in a table."""
    decided = machine.decide(_batch(machine.plan, table))
    found = {number: _found(one) for number, one in decided.found.items()}
    allowed = np.ones(table.rows, bool)
    for each in decided.allowed:
        allowed &= each
    return found, allowed


def _batch(plan: Plan, table: Input) -> Batch:
    columns: dict[int, Any] = {}
    known: dict[int, Any] = {}
    for leaf in plan.leaves:
        size = table.rows if leaf.domain is None else int(table.lists[leaf.domain][0][-1])
        dtype = DTYPES[WIDTHS[leaf.shape.kind]]
        columns[leaf.number] = _whole(table.values[leaf.number], size, dtype)
        there = table.known[leaf.number]
        if there is not None:
            known[leaf.number] = _whole(there, size, np.bool_)
    days = table.days if np.ndim(table.days) else int(table.days)
    return Batch(
        table.rows,
        days,
        columns,
        known,
        {name: offsets for name, (offsets, _) in table.lists.items()},
        {name: there for name, (_, there) in table.lists.items() if there is not None},
        _whole(table.looked, table.rows, np.bool_),
    )


def _whole(values: Array, size: int, dtype: Any) -> Array:
    """Return values for each place; of what is the same everywhere there is one."""
    if np.ndim(values) == 0:
        return np.full(size, values, dtype) if values else np.zeros(size, dtype)
    return values


def _found(one: OfMachine) -> Found:
    doubt = (one.status & DOUBT) != 0
    return Found(
        one.values,
        (one.status & KNOWN) != 0,
        (one.status & NO_RULE) != 0,
        Grounds(one),  # type: ignore[arg-type]  # nobody writes into what is done
        doubt if doubt.any() else None,
    )

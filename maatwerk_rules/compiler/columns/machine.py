"""A plan as machine code: one function that does a batch of rows, block by block."""

from __future__ import annotations

from threading import Lock
from types import MappingProxyType

from maatwerk_rules.compiler.columns.apart import plain
from maatwerk_rules.compiler.columns.machine_batch import (
    DOUBT,
    KNOWN,
    NO_RULE,
    Batch,
    Decided,
    Job,
    Written,
    asked,
)
from maatwerk_rules.compiler.columns.machine_code import Loaded
from maatwerk_rules.compiler.columns.machine_graph import ROW, Graph
from maatwerk_rules.compiler.columns.machine_grounds import once, packed
from maatwerk_rules.compiler.columns.machine_memory import Told, code_of
from maatwerk_rules.compiler.columns.machine_passes import Output, schedule
from maatwerk_rules.compiler.columns.machine_rules import Rules, Settled
from maatwerk_rules.compiler.columns.machine_text import module_of
from maatwerk_rules.compiler.columns.machine_values import Values
from maatwerk_rules.compiler.columns.plan import Plan
from maatwerk_rules.memory import Memory


def written(plan: Plan, *, masked: bool, daily: bool, grounds: bool = False) -> Written:
    """Return the module of a plan.

    Args:
        masked: Columns may lack values; else every column has one in every row.
        daily: Each row has its own peildatum.
        grounds: Say too on which rules each outcome rests.
    """
    graph = Graph()
    values = Values(plan, graph, masked=masked, daily=daily)
    rules = Rules(values)
    wanted = asked(plan)
    found: dict[int, Settled] = {}
    for definition in plain(plan):
        number = definition.number
        found[number] = rules.definition(definition, grounds=grounds and number in wanted)
        values.results[number] = found[number].value
    outputs: list[Output] = []
    told: dict[int, tuple[str, ...]] = {}
    for number in wanted:
        domain = plan.definitions[number].domain or ROW
        rested = once(graph, found[number].grounds)
        told[number] = tuple(rested)
        each = [found[number].value.first, _status(values, found[number])]
        each += packed(graph, [*rested.values()])
        outputs += [Output(one, domain) for one in each]
    outputs += [Output(values.of(one).first, ROW) for _, one in plan.admissible]
    module = module_of(graph, outputs, schedule(graph, outputs), varies=daily)
    return Written(module, MappingProxyType(told))


def _status(values: Values, settled: Settled) -> int:
    graph = values.graph
    zero, known, none, doubt = (graph.constant(one, "i8") for one in (0, KNOWN, NO_RULE, DOUBT))
    status = graph.select(settled.no_rule, none, zero)
    status = graph.select(values.known(settled.value), known, status)
    return graph.reckon("add", status, graph.select(settled.doubt, doubt, zero))


class Machine:
    """The machine code of one plan, made for what a batch needs when it is first needed.

    It may be shared between threads; while it works other threads go on.
    """

    def __init__(
        self,
        plan: Plan,
        memory: Memory | None = None,
        told: Told | None = None,
        *,
        grounds: bool = False,
    ) -> None:
        """Take a plan; nothing is made yet.

        Args:
            memory: Where machine code is kept for a next time; None: nowhere.
            told: Is told of each part that is made, how many of how many.
            grounds: Say too on which rules each outcome rests.
        """
        self.plan = plan
        self.grounds = grounds
        self._memory = Memory() if memory is None else memory
        self._told = told
        self._made: dict[tuple[bool, bool], tuple[Written, Loaded]] = {}
        self._lock = Lock()

    def decide(self, batch: Batch) -> Decided:
        """Return what is asked for all rows of a batch."""
        import numpy as np

        daily = isinstance(batch.day, np.ndarray)
        made, loaded = self._for(masked=batch.masked, daily=daily)
        job = Job(self.plan, made, loaded, batch)
        job.run()
        return job.decided()

    def _for(self, *, masked: bool, daily: bool) -> tuple[Written, Loaded]:
        with self._lock:
            found = self._made.get((masked, daily))
            if found is None:
                made = written(self.plan, masked=masked, daily=daily, grounds=self.grounds)
                loaded = Loaded(code_of(made.module.texts, self._memory, self._told))
                found = self._made[masked, daily] = made, loaded
        return found

"""Many cases at once: the common task on columns, beside NumPy, C and Python by hand.

And the same code for the whole Participatiewet, and for policies of growing length.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from maatwerk_rules import load
from tests.benchmarks.growth import policy_of
from tests.benchmarks.row import Row
from tests.benchmarks.tijdtaak_12 import decide_by_hand
from tests.benchmarks.tijdtaak_c import made_in_c
from tests.benchmarks.timing import Spread, first_call, interleaved, peak_of

SIZES = (10_000, 1_000_000, 10_000_000)
BASE = "by hand, C -O3"
NATIVE = "by hand, C -O3 -march=native"
MACHINE, NUMPY = "machine code", "generated NumPy, with grounds"
ASKED = ("recht", "uitkering", "toeslag", "grond")
DAY = date(2026, 3, 1)
ROWS = 100_000
GAPS = 0.05
RULES = (50, 200, 1_000)

Way = Callable[[Any], object]


def columns() -> Iterator[Row]:
    """Yield millions of cases a second of processor time; the ratio is that of C by hand."""
    try:
        from tests.benchmarks import tijdtaak_columns as task
    except ModuleNotFoundError:
        yield Row("columns", "NumPy is not installed: nothing is measured", 0, "")
        return
    ways = {**by_hand(task), **compiled()}
    if BASE not in ways:
        yield Row("columns", "no C compiler was found: C is not measured", 0, "")
    few = task.random_columns(SIZES[0])
    works = {what: partial(way, few) for what, way in ways.items()}
    works["by hand, Python over dicts"] = partial(in_a_loop, [*task.cases_of(few)])
    yield from _first_calls("columns", works)
    yield from _compared(works, SIZES[0])
    for size in SIZES[1:]:
        case = task.random_columns(size)
        works = {what: partial(way, case) for what, way in ways.items()}
        if size == SIZES[1]:
            works["decide_batches, Arrow in and out"] = partial(in_batches(), task.as_table(case))
        yield from _compared(works, size)


def in_a_loop(cases: list[dict]) -> list[dict]:
    """Decide each case by hand, over a dict."""
    return [decide_by_hand(case) for case in cases]


def in_batches() -> Way:
    """Return the whole way, from Arrow to Arrow, with grounds and what is still possible."""
    from maatwerk_rules.runtime.columnar import decide_batches

    decide = decide_batches(load(TASK), peildatum=DAY)
    return lambda table: [*decide(table.to_batches(max_chunksize=1 << 17))]


TASK = Path(__file__).parent / "tijdtaak_12.beleid"


def compiled() -> dict[str, Way]:
    """Return the ways that are made from the policy; machine code where llvmlite is installed."""
    import numpy as np

    from maatwerk_rules.compiler.columns.machine import Machine
    from maatwerk_rules.compiler.columns.machine_batch import Batch
    from maatwerk_rules.compiler.columns.numpy_kernel import Input, Kernel
    from maatwerk_rules.compiler.columns.planning import plan_of
    from tests.benchmarks.random_tables import DAY as NUMBER
    from tests.benchmarks.tijdtaak_columns import LEEFVORMEN

    plan = plan_of(load(TASK).program_on(DAY), ASKED)
    forms = np.array([plan.options.index(form) for form in LEEFVORMEN], np.int16)
    plain, grounded = Machine(plan), Machine(plan, grounds=True)

    def taken(case: Any) -> dict[int, Any]:
        """Return the columns by leaf; the option of a choice in the numbers of the plan."""
        given = case | {"leefvorm": forms[case["leefvorm"]]}
        return {leaf.number: given[leaf.name] for leaf in plan.leaves}

    def numpy(kernel: Any, case: Any) -> object:
        values = [*taken(case).values()]
        rows = len(case["leeftijd"])
        none = [None] * len(values)
        return kernel.run(Input(rows, values, none, np.int64(NUMBER), np.False_, {}))

    def machine(machine: Any, case: Any, *, masked: bool = False) -> object:
        rows = len(case["leeftijd"])
        known = {0: np.ones(rows, bool)} if masked else {}
        return machine.decide(Batch(rows, NUMBER, taken(case), known))

    ways: dict[str, Way] = {
        "generated NumPy": partial(numpy, Kernel(plan, grounds=False)),
        NUMPY: partial(numpy, Kernel(plan)),
    }
    if _has_llvmlite():
        ways[MACHINE] = partial(machine, plain)
        ways[f"{MACHINE}, every column may have gaps"] = partial(machine, plain, masked=True)
        ways[f"{MACHINE}, with grounds"] = partial(machine, grounded)
    return ways


def _has_llvmlite() -> bool:
    from importlib.util import find_spec

    return find_spec("llvmlite") is not None


def by_hand(task: Any) -> dict[str, Way]:
    """Return the ways in which the task is written by hand; C where a compiler makes it."""
    ways: dict[str, Way] = {}
    for what, flags in ((BASE, ()), (NATIVE, ("-march=native",))):
        made = made_in_c(*flags)
        if made is not None:
            ways[what] = made
    ways["by hand, NumPy in blocks"] = task.decide_in_blocks
    ways["by hand, NumPy"] = task.decide_plain
    return ways


def _first_calls(subject: str, works: Mapping[str, Callable[[], object]]) -> Iterator[Row]:
    for what, work in works.items():
        yield Row(f"{subject}, first call", what, first_call(work) * 1e3, "ms")


def _compared(works: Mapping[str, Callable[[], object]], size: int) -> Iterator[Row]:
    subject = f"columns, {size:,} cases"
    found = interleaved(works, rounds=7 if size < SIZES[-1] else 3)
    for what, spread in found.items():
        yield rate(subject, what, spread, size, found.get(BASE))
    for what, work in works.items():
        held = peak_of(work) / size
        yield Row(f"{subject}, memory held", what, held, "B a case")


def national() -> Iterator[Row]:
    """Yield the Participatiewet on columns: all outcomes, and one; without gaps, and with.

    First what making the code takes, the first time and when it was kept.
    """
    program = load("participatiewet").program_on(DAY)
    published = [name for name, one in program.definitions.items() if one.published]
    for what, names in (
        (f"all {len(published)} outcomes", published),
        ("recht_op_algemene_bijstand", ["recht_op_algemene_bijstand"]),
    ):
        yield from _of_program(f"participatiewet, {what}", program, names)


def growing_columns() -> Iterator[Row]:
    """Yield policies of 50, 200 and 1,000 rules on columns; the ratio is that of 50 rules."""
    first: dict[str, float] = {}
    for rules in RULES:
        program = load(policy_of(rules)).program_on(DAY)
        names = [name for name, one in program.definitions.items() if one.published]
        for row in _of_program(f"{rules:,} rules", program, names, rounds=3):
            each = (1 / row.value if row.unit == "M/s" else row.value) / rules
            yield attrs.evolve(row, ratio=each / first.setdefault(row.what, each), of="50, a rule")


def _of_program(subject: str, program: Any, names: list[str], rounds: int = 5) -> Iterator[Row]:
    from maatwerk_rules.compiler.columns.kernels import run_machine
    from maatwerk_rules.compiler.columns.machine import Machine
    from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
    from maatwerk_rules.compiler.columns.planning import plan_of
    from maatwerk_rules.memory import Memory
    from tests.benchmarks.random_tables import random_table

    plan = plan_of(program, names)
    tables = {"no gaps": random_table(plan, ROWS), "gaps": random_table(plan, ROWS, gaps=GAPS)}
    few = random_table(plan, 16)
    works: dict[str, Callable[[], object]] = {}
    with TemporaryDirectory() as folder:
        memory = Memory(Path(folder) / "geheugen")
        ways: list[tuple[str, Callable[[], Way]]] = [(NUMPY, lambda: Kernel(plan).run)]
        if _has_llvmlite():
            make = lambda: partial(run_machine, Machine(plan, memory, grounds=True))  # noqa: E731
            ways += [(f"{MACHINE}, made", make), (f"{MACHINE}, kept", make)]
        for what, make in ways:
            way: list[Way] = []
            took = first_call(lambda make=make, way=way: way.append(make()) or way[0](few))
            yield Row(subject, f"{what}, first call", took * 1e3, "ms")
            for gaps, table in tables.items():
                works[f"{what.removesuffix(', kept')}, {gaps}"] = partial(way[0], table)
        works = {what: work for what, work in works.items() if ", made" not in what}
        found = interleaved(works, rounds)
    for what, spread in found.items():
        yield rate(subject, what, spread, ROWS, None)
    for what, work in works.items():
        yield Row(subject, f"{what}, memory held", peak_of(work) / ROWS, "B a case")


def country() -> Iterator[Row]:
    """Yield everybody in the country from a Parquet file to another, by the clock."""
    from tests.benchmarks.over_files import over_files

    yield from over_files()


def rate(subject: str, what: str, spread: Spread, size: int, base: Spread | None) -> Row:
    """Return a row of millions of cases a second, with the lowest and highest of the rounds."""
    rates = [size / each / 1e6 for each in (spread.median, spread.most, spread.least)]
    ratio = None if base is None else base.median / spread.median
    return Row(subject, what, rates[0], "M/s", ratio, "" if ratio is None else "C", *rates[1:])

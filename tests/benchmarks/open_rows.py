"""Tables with gaps: what columns make of them, beside the evaluator row by row in the same run."""

import random
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from maatwerk_rules import load
from tests.benchmarks.row import Row
from tests.benchmarks.timing import interleaved

TASK = Path(__file__).parent / "tijdtaak_12.beleid"
DAY = date(2026, 3, 1)
GAPS = (5, 20)
NEVER, ALWAYS = 0, 10**9
ROUNDS = 3


def open_rows() -> Iterator[Row]:
    """Yield rows a second of processor time, from Arrow to Arrow, of the task and of the law."""
    right = ("recht_op_algemene_bijstand",)
    for what, policy, asked, rows, few in (
        ("tijdtaak_12", load(TASK), None, 50_000, 200),
        ("participatiewet, recht_op_algemene_bijstand", load("participatiewet"), right, 200, 20),
        ("participatiewet, without months", load("participatiewet"), None, 2_000, 10),
    ):
        for gaps in GAPS:
            names = asked or tuple(_without_months(policy))
            yield from _of_table(f"{what}, {gaps}% gaps", policy, names, (gaps, rows, few))


def _without_months(policy: Any) -> Iterator[str]:
    """Yield the outcomes of which columns know all they read."""
    from maatwerk_rules.compiler.columns.planning import plan_of

    program = policy.program_on(DAY)
    plan = plan_of(program, [name for name, one in program.definitions.items() if one.published])
    handed: set[int] = set()
    for one in plan.definitions:
        if one.handed or handed.intersection(one.reads):
            handed.add(one.number)
    yield from (name for name, numbers in plan.asked if not handed.intersection(numbers))


def _of_table(
    subject: str, policy: Any, names: tuple[str, ...], size: tuple[int, int, int]
) -> Iterator[Row]:
    from maatwerk_rules.runtime.columnar import decide_batches

    gaps, rows, few = size
    batch = _drawn(policy, gaps, rows)
    decider = decide_batches(policy, peildatum=DAY, uitkomsten=names)

    def by(least: int, table: Any) -> None:
        from maatwerk_rules.runtime.columns import opened

        before, opened.FEW = opened.FEW, least
        try:
            decider.decide(table)
        finally:
            opened.FEW = before

    works = {"row by row": partial(by, NEVER, batch.slice(0, few))}
    works["columns"] = partial(by, ALWAYS, batch)
    found = interleaved(works, ROUNDS)
    base = few / found["row by row"].median
    for what, spread in found.items():
        number = few if what == "row by row" else rows
        rate = number / spread.median
        yield Row(subject, what, rate, "/s", rate / base, "row by row")


def _drawn(policy: Any, gaps: int, rows: int) -> Any:
    """Return random cases with gaps; some of them cannot exist, and are refused."""
    from tests.runtime.columns.tables import Drawer, table_of

    drawer = Drawer(policy, random.Random(gaps), gaps)
    return table_of(policy, [(drawer.facts(), DAY) for _ in range(rows)], named=False)

"""Tables with gaps: what columns make of them, beside the evaluator row by row in the same run."""

import random
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from maatwerk_rules import load
from tests.benchmarks.row import Row
from tests.benchmarks.timing import interleaved, peak_of

TASK = Path(__file__).parent / "tijdtaak_12.beleid"
DAY = date(2026, 3, 1)
GAPS = (5, 20)
NEVER, ALWAYS = 0, 10**9
ROUNDS = 3


TIMES = 8
"""So often each drawn case of the law stands in its table: to draw one takes longer than the rest.

A table of some thousands of rows fills a block of the kernel, as large tables do.
"""


def open_rows() -> Iterator[Row]:
    """Yield rows a second of processor time, from Arrow to Arrow, of the task and of the law."""
    task, law = load(TASK), load("participatiewet")
    right = ("recht_op_algemene_bijstand",)
    for gaps in GAPS:
        table = _drawn(task, gaps, 50_000)
        yield from _of_table(f"tijdtaak_12, {gaps}% gaps", task, None, (table, 200))
        table = _repeated(_drawn(law, gaps, 500))
        for what, names, few in ((right[0], right, 20), ("all outcomes", None, 10)):
            subject = f"participatiewet, {what}, {gaps}% gaps"
            yield from _of_table(subject, law, names, (table, few))


def _repeated(batch: Any) -> Any:
    import pyarrow as pa

    (found,) = pa.Table.from_batches([batch] * TIMES).combine_chunks().to_batches()
    return found


def _of_table(
    subject: str, policy: Any, names: tuple[str, ...] | None, cases: tuple[Any, int]
) -> Iterator[Row]:
    from maatwerk_rules.runtime.columnar import decide_batches

    batch, few = cases
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
        number = few if what == "row by row" else batch.num_rows
        rate, *ends = (number / each for each in (spread.median, spread.most, spread.least))
        yield Row(subject, what, rate, "/s", rate / base, "row by row", *ends)
    held = peak_of(works["columns"]) / batch.num_rows
    yield Row(subject, "columns, memory held", held, "B a case")
    left = decider.columns.tally.one_by_one
    decider.decide(batch)
    share = (decider.columns.tally.one_by_one - left) / batch.num_rows
    yield Row(subject, "left to the evaluator", 100 * share, "% of the rows")


def _drawn(policy: Any, gaps: int, rows: int) -> Any:
    """Return random cases with gaps; some of them cannot exist, and are refused."""
    from tests.runtime.columns.tables import Drawer, table_of

    drawer = Drawer(policy, random.Random(gaps), gaps)
    return table_of(policy, [(drawer.facts(), DAY) for _ in range(rows)], named=False)

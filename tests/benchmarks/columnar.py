"""Many cases at once: the common task on columns, beside NumPy, C and Python by hand."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from tests.benchmarks.row import Row
from tests.benchmarks.tijdtaak_12 import decide_by_hand
from tests.benchmarks.tijdtaak_c import made_in_c
from tests.benchmarks.timing import Spread, first_call, interleaved, peak_of

SIZES = (10_000, 1_000_000, 10_000_000)
BASE = "by hand, C -O3"
NATIVE = "by hand, C -O3 -march=native"

Way = Callable[[Any], object]


def columns() -> Iterator[Row]:
    """Yield millions of cases a second of processor time; the ratio is that of C by hand."""
    try:
        from tests.benchmarks import tijdtaak_columns as task
    except ModuleNotFoundError:
        yield Row("columns", "NumPy is not installed: nothing is measured", 0, "")
        return
    ways = by_hand(task)
    if BASE not in ways:
        yield Row("columns", "no C compiler was found: C is not measured", 0, "")
    few = task.random_columns(SIZES[0])
    works = {what: partial(way, few) for what, way in ways.items()}
    works["by hand, Python over dicts"] = partial(in_a_loop, [*task.cases_of(few)])
    yield from _first_calls(works)
    yield from _compared(works, SIZES[0])
    for size in SIZES[1:]:
        case = task.random_columns(size)
        yield from _compared({what: partial(way, case) for what, way in ways.items()}, size)


def in_a_loop(cases: list[dict]) -> list[dict]:
    """Decide each case by hand, over a dict."""
    return [decide_by_hand(case) for case in cases]


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


def _first_calls(works: Mapping[str, Callable[[], object]]) -> Iterator[Row]:
    for what, work in works.items():
        yield Row("columns, first call of 10,000 cases", what, first_call(work) * 1e3, "ms")


def _compared(subject: str, works: Mapping[str, Callable[[], object]], size: int) -> Iterator[Row]:
    found = interleaved(works, rounds=7 if size < SIZES[-1] else 3)
    for what, spread in found.items():
        yield rate(subject, what, spread, size, found.get(BASE))
    for what, work in works.items():
        held = peak_of(work) / size
        yield Row(f"{subject}, memory held", what, held, "B a case")


def rate(subject: str, what: str, spread: Spread, size: int, base: Spread | None) -> Row:
    """Return a row of millions of cases a second, with the lowest and highest of the rounds."""
    rates = [size / each / 1e6 for each in (spread.median, spread.most, spread.least)]
    ratio = None if base is None else base.median / spread.median
    return Row(subject, what, rates[0], "M/s", ratio, "" if ratio is None else "C", *rates[1:])

"""How well each executor tells the planted faults, and how other ways to test compare with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from tests.benchmarks.finding import BUDGET, METHODS, Found, found_by
from tests.benchmarks.row import Row
from tests.verification.planted import example, municipal, national
from tests.verification.planted.planting import Planted, ground_of
from tests.verification.planted.traps import CLEAN, TRAPS
from tests.verification.planted.tried import Outcome, by_ladder, by_proof, by_search, by_text

FAULTS = (*example.FAULTS, *national.FAULTS, *municipal.FAULTS)
SEEDS = (0, 1, 2)
QUICK = 0.1
"""Within so many seconds it goes by unnoticed."""
TEXTUAL = ("P05", "P07", "P14")
"""Properties of which the planted faults are told by the text, or by proof alone."""


def planted_faults() -> Iterator[Row]:
    """Yield of each fault how long each executor took, and in how many runs it told it."""
    for planted in FAULTS:
        ground = ground_of(planted)
        text = by_text(ground)
        ways = {"text": [text]}
        if text.found is None:
            ways["search"] = [by_search(ground, seed) for seed in SEEDS]
            ways["proof"] = [by_proof(ground)]
        ways["ladder"] = [by_ladder(planted)]
        for name, runs in ways.items():
            yield _row("planted faults", planted, name, runs)


def traps() -> Iterator[Row]:
    """Yield of each trap, and of what was shipped clean, whether the ladder left it alone."""
    for planted in (*TRAPS, *CLEAN):
        yield _row("traps", planted, "ladder", [by_ladder(planted)])


def _row(subject: str, planted: Planted, way: str, runs: Sequence[Outcome]) -> Row:
    told = [one for one in runs if one.found is not None and planted.is_told_by(one.found)]
    seconds = median(one.seconds for one in told or runs)
    what = f"{planted.policy}: {planted.what} ({planted.property}) | {way}"
    return Row(subject, what, seconds, "s", len(told) / len(runs), "of the runs")


def comparison() -> Iterator[Row]:
    """Yield of each way to test how many runs told the fault, how soon, and how many pairs."""
    faults = [one for one in example.FAULTS if one.property not in TEXTUAL]
    faults = [one for one in faults if one.comes_out != ("dood",)]
    for method in METHODS:
        runs = [found_by(method, ground_of(one), seed) for one in faults for seed in SEEDS]
        yield from _rows(method, runs)
    proofs = [by_proof(ground_of(one)) for one in faults]
    told = [
        each.found is not None and one.is_told_by(each.found)
        for one, each in zip(faults, proofs, strict=True)
    ]
    yield Row("comparison", "proof: faults told", sum(told), f"of {len(told)}")
    quick = sum(told and one.seconds <= BUDGET for told, one in zip(told, proofs, strict=True))
    yield Row("comparison", f"proof: told within {BUDGET:g} s", quick, f"of {len(told)}")


def _rows(method: str, runs: Sequence[Found]) -> Iterator[Row]:
    of = f"of {len(runs)}"
    told = [one for one in runs if one.is_told]
    tried, seconds = sum(one.tried for one in runs), sum(one.seconds for one in runs)
    yield Row("comparison", f"{method}: runs that told it within {BUDGET:g} s", len(told), of)
    quick = sum(one.seconds <= QUICK for one in told)
    yield Row("comparison", f"{method}: within {QUICK:g} s", quick, of)
    yield Row("comparison", f"{method}: cases or pairs", tried / seconds, "each s")


def as_markdown(rows: Sequence[Row]) -> str:
    """Return what was measured of planted faults as a table: a row for each, a column for each way.

    >>> told = Row("planted faults", "p: a gap (P01) | search", 0.25, "s", 1.0)
    >>> missed = Row("planted faults", "p: a gap (P01) | text", 0.01, "s", 0.0)
    >>> print(as_markdown([missed, told]))
    | fault | text | search |
    |---|--:|--:|
    | p: a gap (P01) | - | 0,25 |
    """
    ways: dict[str, None] = {}
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        what, _, way = row.what.rpartition(" | ")
        ways[way] = None
        cells.setdefault(what, {})[way] = _cell(row)
    head = f"| fault | {' | '.join(ways)} |\n|---|{'--:|' * len(ways)}"
    lines = (
        f"| {what} | {' | '.join(each.get(way, '') for way in ways)} |"
        for what, each in cells.items()
    )
    return "\n".join((head, *lines))


def _cell(row: Row) -> str:
    if not row.ratio:
        return "-"
    seconds = f"{row.value:.2f}".replace(".", ",")
    return seconds if row.ratio == 1 else f"{seconds} ({row.ratio:.0%})"

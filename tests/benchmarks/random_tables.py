"""Tables of random cases of any plan: what a column may hold, each value as likely as another."""

import numpy as np

from maatwerk_rules.compiler.columns.numpy_kernel import Input, filler
from maatwerk_rules.compiler.columns.plan import Leaf, Plan

DAY = 20_513
"""1 March 2026, in days since 1970."""
MOST_RECORDS = 2
NEAR = 300_000
"""Numbers are drawn up to here, so that amounts are of the size of amounts people have."""
DAYS = (10_000, 22_000)


def random_table(plan: Plan, rows: int, *, gaps: float = 0.0, seed: int = 12) -> Input:
    """Return so many random cases; of each column this share of the values is not known.

    Half of the rows have no records in a list, the others one or two.
    """
    random = np.random.default_rng(seed)
    lists = {}
    for one in plan.lists:
        if one.name not in plan.single:
            most = min(MOST_RECORDS, one.maximum)
            lengths = random.integers(one.minimum, most, rows, endpoint=True)
            lengths = np.where(random.random(rows) < 0.5, lengths, one.minimum)
            offsets = np.concatenate(([0], np.cumsum(lengths)))
            lists[one.name] = offsets, None
    values, known = [], []
    for leaf in plan.leaves:
        size = rows if leaf.domain is None else int(lists[leaf.domain][0][-1])
        drawn = _drawn(random, leaf, plan, size)
        there = random.random(size) >= gaps if gaps else None
        values.append(
            drawn if there is None else np.where(there, drawn, drawn.dtype.type(filler(leaf.shape)))
        )
        known.append(there)
    return Input(rows, values, known, np.int64(DAY), np.False_, lists)


def _drawn(random: np.random.Generator, leaf: Leaf, plan: Plan, size: int) -> np.ndarray:
    shape = leaf.shape
    match shape.kind:
        case "ja":
            return random.random(size) < 0.5
        case "keuze":
            options = [plan.options.index(one) for one in leaf.type.opties]
            return random.choice(options, size).astype(np.int16)
        case "dag":
            low, high = max(shape.low, DAYS[0]), min(shape.high, DAYS[1])
            return random.integers(low, high, size, dtype=np.int32, endpoint=True)
    return random.integers(shape.low, min(shape.high, NEAR), size, endpoint=True)

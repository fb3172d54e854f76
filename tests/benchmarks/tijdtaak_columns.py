"""The task `tijdtaak_12` on columns: random cases as arrays, and the task in hand-written NumPy.

A column holds whole cents, numbers, or ja/nee; a choice holds the place of its option. The arrays
are what the compiled policy gets too, so that the work beside reading is all that differs.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.benchmarks.tijdtaak_12 import AGES, LIMITS, NORMS

LEEFVORMEN = ("alleenstaande", "alleenstaande_ouder", "gehuwd")
BLOCK = 16_384
"""So many rows of all columns together stay in the cache."""
DRAWN = 1 << 18
"""So many cases are drawn at a time; a multiple of it has the same cases for any number."""

WIDTHS: dict[str, Any] = {
    "leeftijd": np.int64,
    "leefvorm": np.int8,
    "aantal_kostendelers": np.int64,
    "inkomen_netto_maand": np.int64,
    "vermogen": np.int64,
    "woont_in_nederland": np.bool_,
    "rechtmatig_verblijf": np.bool_,
    "gedetineerd": np.bool_,
    "studerend": np.bool_,
    "aow_leeftijd_bereikt": np.bool_,
    "giften_jaar": np.int64,
    "woonkosten": np.int64,
    "zeer_dringende_redenen": np.bool_,
}
GIVEN: dict[str, Any] = {
    "recht": np.bool_,
    "uitkering": np.int64,
    "toeslag": np.int64,
    "grond": np.int8,
}
Columns = dict[str, np.ndarray]

FLAT = np.array([amount for row in NORMS.values() for amount in row.values()])
MARRIED = FLAT[2::3].copy()


def random_columns(number: int, seed: int = 12) -> Columns:
    """Return so many random cases in which nearly every edge of the task is drawn often."""
    random = np.random.default_rng(seed)
    found = {name: np.empty(number, width) for name, width in WIDTHS.items()}
    for start in range(0, number, DRAWN):
        drawn = _drawn(random)
        for name, column in found.items():
            part = column[start : start + DRAWN]
            part[:] = drawn[name][: len(part)]
    return found


def _drawn(random: np.random.Generator) -> Columns:
    def among(*options: Any) -> np.ndarray:
        """Return for each case one of the options, each of them a number or a column."""
        return np.choose(random.integers(0, len(options), DRAWN), options)

    def number(low: int, high: int) -> np.ndarray:
        return random.integers(low, high, DRAWN, endpoint=True)

    def often(share: float) -> np.ndarray:
        return random.random(DRAWN) < share

    ages = np.array(AGES)
    case = {
        "leeftijd": np.where(often(0.8), ages[number(0, len(ages) - 1)], number(0, 120)),
        "leefvorm": number(0, 2),
        "aantal_kostendelers": among(1, 1, 2, number(1, 6)),
        "woont_in_nederland": often(0.85),
        "rechtmatig_verblijf": often(0.85),
        "gedetineerd": often(0.15),
        "studerend": often(0.15),
        "aow_leeftijd_bereikt": often(0.2),
        "giften_jaar": among(0, 119_999, 120_000, 120_001, number(0, 500_000)),
        "zeer_dringende_redenen": often(0.2),
    }
    norm = _norm(case)
    extra = np.maximum(0, case["giften_jaar"] - 120_000)
    near_limit = among(*LIMITS) + number(-2, 2) - extra
    wealth = among(-500_000, 0, number(-1_000_000, 2_000_000))
    near_norm = among(norm, _half_up(norm, 2)) + number(-1, 1)
    near_costs = _half_up(3 * norm, 10) + among(0, 30_000) + number(-1, 1)
    case["vermogen"] = np.where(often(0.3), near_limit, wealth)
    case["inkomen_netto_maand"] = np.where(often(0.3), np.maximum(0, near_norm), number(0, 250_000))
    costs = among(0, number(0, 150_000))
    case["woonkosten"] = np.where(often(0.3), np.maximum(0, near_costs), costs)
    return case


def cases_of(columns: Columns) -> Iterator[dict]:
    """Yield each case as the task by hand reads it."""
    names = [*columns]
    for values in zip(*(column.tolist() for column in columns.values()), strict=True):
        case = dict(zip(names, values, strict=True))
        yield case | {"leefvorm": LEEFVORMEN[case["leefvorm"]]}


def as_table(columns: Columns) -> Any:
    """Return the columns as the Arrow table that a policy reads: amounts in euros, exactly."""
    import pyarrow as pa

    found = {}
    for name, column in columns.items():
        if name == "leefvorm":
            found[name] = pa.DictionaryArray.from_arrays(pa.array(column), list(LEEFVORMEN))
        elif name in ("inkomen_netto_maand", "vermogen", "giften_jaar", "woonkosten"):
            found[name] = in_euros(column)
        else:
            found[name] = pa.array(column)
    return pa.table(found)


def in_euros(cents: np.ndarray) -> Any:
    """Return amounts in cents as decimals of two digits: 128 bits of which the sign fills half."""
    import pyarrow as pa

    halves = np.empty((len(cents), 2), np.int64)
    halves[:, 0] = cents
    halves[:, 1] = cents >> 63
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(halves)])


# ---------------------------------------------------------------------- by hand, in NumPy


def _half_up(number: np.ndarray, divisor: Any) -> np.ndarray:
    return (2 * number + divisor) // (2 * divisor)


def _norm(case: Columns) -> np.ndarray:
    row = np.where(case["aow_leeftijd_bereikt"], 2, case["leeftijd"] >= 21)
    norm = FLAT.take(row * 3 + case["leefvorm"])
    sharing = np.flatnonzero(_shares(case))
    people = case["aantal_kostendelers"][sharing]
    norm[sharing] = _half_up(MARRIED.take(row[sharing]) * (40 + 30 * people), 100 * people)
    return norm


def _shares(case: Columns) -> np.ndarray:
    return (case["aantal_kostendelers"] > 1) & (case["leeftijd"] >= 27)


def decide_plain(case: Columns) -> Columns:
    """Decide all cases at once, each step over whole columns."""
    income, norm = case["inkomen_netto_maand"], _norm(case)
    wealth = case["vermogen"] + np.maximum(0, case["giften_jaar"] - 120_000)
    limit = np.where(case["leefvorm"] == 0, 797_000, 1_594_000)
    ground = np.where(wealth > limit, np.int8(8), _shares(case).view(np.int8))
    for refused, code in (
        (case["studerend"], np.int8(7)),
        (case["gedetineerd"], np.int8(6)),
        (~case["rechtmatig_verblijf"], np.int8(5)),
        (~case["woont_in_nederland"], np.int8(4)),
        (case["leeftijd"] < 18, np.int8(3)),
    ):
        ground = np.where(refused, code, ground)
    entitled = ground < 3
    urgent = ~entitled & case["zeer_dringende_redenen"]
    paid = np.where(urgent, (norm + 1) >> 1, norm) * (entitled | urgent)
    costs = np.minimum(np.maximum(case["woonkosten"] - _half_up(3 * norm, 10), 0), 30_000)
    return {
        "recht": entitled | urgent,
        "uitkering": np.maximum(0, paid - income),
        "toeslag": costs * entitled,
        "grond": np.where(urgent, np.int8(2), ground),
    }


def decide_in_blocks(case: Columns) -> Columns:
    """Decide block by block, so that what is worked out on the way stays in the cache."""
    number = len(case["leeftijd"])
    found = {name: np.empty(number, width) for name, width in GIVEN.items()}
    for start in range(0, number, BLOCK):
        block = slice(start, start + BLOCK)
        decided = decide_plain({name: column[block] for name, column in case.items()})
        for name, column in found.items():
            column[block] = decided[name]
    return found

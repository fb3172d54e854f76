"""A row gives what the same case gives in JSON, however the row came in."""

import json
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.integrations.tables.csv_file import Form
from maatwerk_rules.integrations.tables.places import Places
from maatwerk_rules.integrations.tables.run import Run, open_table
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import load
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.columnar import decide_batches
from tests.integrations.tables.oracle import expected, random_rows

DAY = date(2026, 3, 1)
NAMES = [name.removesuffix(".beleid") for name in shipped_policies()]


def day_of(policy: Policy) -> date:
    return DAY if policy.on(DAY) is not None else policy.slices[-1].vanaf


def as_exact(value: Any) -> Any:
    """Return a row with numbers that compare by worth, and grounds in any order.

    Their order is that of the policy, which `tests/runtime/columns` holds.
    """
    match value:
        case {"gronden": list(grounds), **others}:
            return {"gronden": sorted(grounds)} | as_exact(others)
        case dict():
            return {name: as_exact(each) for name, each in value.items()}
        case list():
            return [as_exact(each) for each in value]
        case Decimal():
            return Fraction(value)
    return value


def compare(policy: Policy, rows: pa.RecordBatch, day: date) -> set[str]:
    """Hold some outcomes of each row against its case; return which ways it went."""
    published = [one.name for one in policy.on(day).program.definitions.values() if one.published]
    names = random.Random(3).sample(published, min(4, len(published)))
    decide = decide_batches(policy, peildatum=day, uitkomsten=names)
    (found,) = decide([rows])
    ways = set()
    for row, decided in zip(rows.to_pylist(), as_exact(found.to_pylist()), strict=True):
        right = expected(policy, row, day, names)
        if isinstance(right, str):
            told = sorted(line.partition(": ")[2] for line in decided["fout"].split("\n"))
            assert "\n".join(told) == right
            assert decided["klasse"] is None
            assert [decided[name] for name in names] == [None] * len(names)
            ways.add("fout")
            continue
        assert decided["fout"] is None
        assert decided["open_oordelen"] == right["open_oordelen"]
        assert decided["besluit"] == "geen besluit"
        assert decided["klasse"] == "beoordeling" or right["gebonden"]
        for name in names:
            assert decided[name] == as_exact(right[name]), (row, name)
            each = decided[name] if isinstance(decided[name], list) else [decided[name]]
            ways |= {one["status"] for one in each}
    return ways


@pytest.mark.parametrize("name", NAMES)
def test_a_row_gives_what_its_case_gives_in_json(name: str) -> None:
    policy = load(name)

    assert compare(policy, random_rows(policy, 5), day_of(policy))


def test_many_rows_go_all_ways() -> None:
    policy = load("bijstand_voorbeeld")

    ways = compare(policy, random_rows(policy, 150, seed=7), DAY)

    assert ways >= {"fout", "vast", "onbepaald", "voorlopig"}


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", NAMES)
def test_many_rows_give_what_their_cases_give_in_json(name: str) -> None:
    policy = load(name)

    assert compare(policy, random_rows(policy, 400, seed=13), day_of(policy))


def cell(value: Any) -> str:
    """Return a value as someone types it in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case Decimal():
            return f"€ {value:,.2f}".translate(str.maketrans(",.", ".,")).replace("€ -", "-€ ")
        case list():
            return json.dumps(
                value, default=lambda one: str(one) if isinstance(one, date) else cell(one)
            )
    return str(value)


def run(source: Path, target: Path, policy: Policy) -> list[dict[str, Any]]:
    places = Places(source, target, target.with_suffix(".fouten.csv"))
    decide = decide_batches(policy, peildatum=day_of(policy), plain=False)
    table = open_table(places, Form(), known_columns(policy))
    names = tuple(one.name for one in decide.columns.asked)
    Run(table, decide, decide.schema(table.schema), names, places).go(lambda rows, done: None)
    table.close()
    return pq.read_table(target).to_pylist()


def test_csv_and_parquet_give_the_same(tmp_path: Path) -> None:
    policy = load("bijstand_voorbeeld")
    rows = random_rows(policy, 200, seed=11).set_column(0, "id", pa.array(map(str, range(200))))
    pq.write_table(pa.Table.from_batches([rows]), tmp_path / "zaken.parquet")
    lines = [
        rows.schema.names,
        *([cell(each) for each in row.values()] for row in rows.to_pylist()),
    ]
    text = "\n".join(
        ";".join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in line) for line in lines
    )
    (tmp_path / "zaken.csv").write_text(text, "utf-8")

    typed = run(tmp_path / "zaken.parquet", tmp_path / "een.parquet", policy)
    read = run(tmp_path / "zaken.csv", tmp_path / "twee.parquet", policy)

    assert [row["fout"] is None for row in read] == [row["fout"] is None for row in typed]
    whole = [row for row in typed if row["fout"] is None]
    assert [row for row in read if row["fout"] is None] == whole
    assert len(whole) > 100

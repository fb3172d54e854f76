"""The page about tables is a contract: every column, type and word on it is so in the code."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from maatwerk_rules.errors import ColumnError
from maatwerk_rules.integrations.tables import faults_file
from maatwerk_rules.integrations.tables.blocks import MOST_COLUMNS
from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Lijst, Percentage, Type
from maatwerk_rules.runtime.columnar import decide_batches
from maatwerk_rules.runtime.columns.arrow_types import readable, result_type
from maatwerk_rules.runtime.columns.layout import DAY, LOOKED, NAME, OF_ROW
from maatwerk_rules.runtime.decision import STATUSES
from tests.small import policy_of

PAGE = (Path(__file__).parents[2] / "docs" / "naslag" / "tabel.md").read_text("utf-8")
TYPES: dict[str, Type] = {
    "ja/nee": JaNee(),
    "keuze": Keuze(("a", "b")),
    "bedrag": Bedrag(),
    "percentage": Percentage(),
    "aantal": Aantal(),
    "datum": Datum(),
}
ARROW = {
    "bool": pa.bool_(),
    "string": pa.string(),
    "dictionary": pa.dictionary(pa.int8(), pa.string()),
    "decimal128": pa.decimal128(18, 2),
    "int64": pa.int64(),
    "date32": pa.date32(),
    "double": pa.float64(),
}
UNITS = [{"eenheid": "cent"}, {"eenheid": "euro"}]
TEXT = """
soort bezit heeft
  prijs: bedrag tussen € 0 en € 100
gegeven bezittingen: lijst van hoogstens 3 bezit
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
gegeven leeft: ja/nee
  vraag "Leeft u?"
  grondslag Pw artikel 17 lid 1
gegeven spaargeld: bedrag tussen € 0 en € 100
  vraag "Hoeveel?"
  grondslag Pw artikel 17 lid 1
oordeel nodig: ja/nee
  vraag "Is het nodig?"
  maatstaf Pw artikel 35 lid 1
  door college
  weegt spaargeld
  motivering verplicht
oordeel telt per bezit: ja/nee
  vraag "Telt het?"
  maatstaf Pw artikel 35 lid 1
  door college
  weegt prijs
  motivering verplicht
begrip hoog: bedrag
  is spaargeld
begrip groot per bezit: ja/nee
  is bezit.prijs is meer dan € 50 en oordeel telt
begrip mag: ja/nee
  is leeft en oordeel nodig
"""


def rows(heading: str) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table on the page whose first column has this heading."""
    lines = iter(PAGE.splitlines())
    for line in lines:
        if line.startswith(f"| {heading} |"):
            next(lines)
            for row in lines:
                if not row.startswith("|"):
                    return
                yield tuple(cell.strip() for cell in row.strip("|").split(" | "))
    raise AssertionError(f"there is no table `{heading}`")


def words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture
def policy() -> Policy:
    return policy_of(TEXT)


def test_every_named_type_is_read_and_every_other_refused() -> None:
    for name, cell in rows("type in het beleid"):
        if name not in TYPES:
            continue
        named = {word for word in words(cell) if word in ARROW} | {"string", "dictionary"}
        for word, arrow in ARROW.items():
            fields = [pa.field("x", arrow, metadata=UNITS[0] if name == "bedrag" else None)]
            assert all(readable(each, TYPES[name]) for each in fields) is (word in named), (
                name,
                word,
            )
    assert not readable(pa.field("x", pa.int64()), Bedrag())
    assert all(readable(pa.field("x", pa.int64(), metadata=each), Bedrag()) for each in UNITS)


def test_every_named_type_comes_out() -> None:
    told = {name: words(cell)[0] for name, cell in rows("type van de uitkomst")}

    assert told == {
        name: str(
            result_type(type_).value_type if name == "keuze" else result_type(type_)
        ).removesuffix("[day]")
        for name, type_ in TYPES.items()
    }


def test_every_column_that_is_read_is_on_the_page(policy: Policy) -> None:
    named = {word for cell, *_ in rows("kolom") for word in words(cell)}

    assert named == {"oordeel.naam", "oordeel", DAY, LOOKED}
    assert known_columns(policy)["oordeel.nodig"].type == JaNee()
    listed = known_columns(policy)["bezittingen"]
    assert isinstance(listed.type, Lijst)
    assert [*listed.judged] == ["oordeel.telt"]
    assert f"`{NAME}`" in PAGE


def test_every_column_that_comes_out_is_on_the_page(policy: Policy) -> None:
    fields = {word for cell, *_ in rows("veld van een uitkomst") for word in words(cell)}
    decide = decide_batches(policy, uitkomsten=("hoog", "mag", "groot"))
    given = pa.schema([("zaak", pa.string()), ("spaargeld", pa.decimal128(9, 2))])

    schema = decide.schema(given)

    assert schema.names == ["zaak", "hoog", "mag", "groot", *OF_ROW]
    parts = {part.name for name in ("hoog", "mag") for part in schema.field(name).type}
    assert parts == fields
    record = [part.name for part in schema.field("groot").type.value_type]
    assert record[:2] == ["lijst", "record"]
    assert {*record[2:]} == {part.name for part in schema.field("mag").type}
    assert [word for word, *_ in map(words, (cell for cell, *_ in rows("kolom over de rij")))] == [
        *OF_ROW
    ]


def test_every_status_is_on_the_page() -> None:
    (cell,) = [cell for name, cell, _ in rows("veld van een uitkomst") if name == "`status`"]

    assert set(words(cell)) == set(STATUSES)


def test_columns_pass_unread_are_refused_as_slips_and_are_counted(policy: Policy) -> None:
    decide = decide_batches(policy, peildatum=date(2026, 3, 1), uitkomsten=("mag",))
    batch = pa.record_batch({"zaak": ["a"], "leeft": [None], "ander": [1.5]})

    (found,) = decide([batch])

    assert found.to_pylist()[0]["ander"] == 1.5
    assert found.to_pylist()[0]["mag"]["status"] == "onbepaald"
    with pytest.raises(ColumnError, match="MW966"):
        decide.schema(pa.schema([("spargeld", pa.int64())]))
    assert f"{MOST_COLUMNS:,}".replace(",", ".") in PAGE
    assert [f"`{name}`" in PAGE for name in faults_file.HEAD] == [True] * 3

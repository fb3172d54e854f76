"""The table of the grammar in its file, and made anew where the file does not fit the grammar."""

import json

import pytest

from maatwerk_rules.resources import read_text
from maatwerk_rules.syntax import grammar as grammars
from maatwerk_rules.syntax.lalr import make_table
from maatwerk_rules.syntax.table import GRAMMAR, TABLE, Grammar, from_text, to_text

SMALL = """
start: regel ";"
// regel a, b
regel: "regel" NAAM ("," NAAM)* [TEKST]
NAAM: /[a-z]+/
TEKST: /"[^"]*"/
%ignore " "
"""


@pytest.fixture(scope="module")
def small() -> Grammar:
    return make_table(SMALL, ("start",))


def test_a_table_comes_out_of_its_text_as_it_went_in(small: Grammar) -> None:
    again = from_text(to_text(small, SMALL), SMALL)

    assert again == small
    assert [list(row) for row in again.actions] == [list(row) for row in small.actions]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "[]",
        lambda text: text[:-20],
        lambda text: text.replace("maatwerk/tabel/", "maatwerk/tabel/9"),
    ],
)
def test_a_spoilt_table_is_no_table(small: Grammar, spoil) -> None:
    assert from_text(spoil(to_text(small, SMALL)), SMALL) is None


def test_the_table_of_another_grammar_is_no_table(small: Grammar) -> None:
    assert from_text(to_text(small, SMALL), SMALL + "// regel c\n") is None


@pytest.mark.parametrize("table", ["", "{}", None])
def test_without_a_table_that_fits_it_is_made_anew(
    table: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: str) -> str:
        if path == GRAMMAR:
            return read_text(path)
        assert path == TABLE
        if table is None:
            raise FileNotFoundError(path)
        return table

    monkeypatch.setattr(grammars, "read_text", read)

    assert grammars.grammar.__wrapped__() == grammars.grammar()


def test_rows_that_are_equal_stand_in_the_file_once() -> None:
    whole = json.loads(read_text(TABLE))

    rows = [tuple(row) for row in whole["rows"]]

    assert len(set(rows)) == len(rows) < len(whole["actions"]) + len(whole["gotos"])

"""The laws of the formatter, over every class of node."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.integrations.command_nieuw import fill_in
from maatwerk_rules.model.node import Declaration, Expression, Node
from maatwerk_rules.source import Source
from maatwerk_rules.syntax import formatter
from maatwerk_rules.syntax.formatter import (
    format_declaration,
    format_expression,
    format_source,
    in_order,
)
from maatwerk_rules.syntax.grammar import example_of, node_classes, productions
from maatwerk_rules.syntax.parser import parse, parse_expression, parse_production
from maatwerk_rules.syntax.write import HARD, NEXT, SOFT, write
from maatwerk_rules.verification.syntax_strategies import (
    DECLARATIONS,
    expressions,
    nodes,
)

PAGES = sorted((Path(__file__).parent / "pages").glob("*.beleid"))


def read_one(text: str) -> Declaration:
    parsed = parse(Source("a.beleid", text))
    assert [each.headline for each in parsed.diagnostics] == []
    (declaratie,) = parsed.declaraties
    return declaratie


@pytest.mark.parametrize("cls", node_classes().values(), ids=lambda cls: cls.__name__)
def test_every_node_has_a_text(cls: type[Node]) -> None:
    assert write.dispatch(cls) is not write.dispatch(object)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_whole_policy_reads_back_as_itself(file: Path) -> None:
    before = parse(Source(file.name, file.read_text("utf-8")))

    text = format_source(Source(file.name, file.read_text("utf-8")))

    assert before.diagnostics == ()
    assert parse(Source(file.name, text)).declaraties == tuple(map(in_order, before.declaraties))
    assert format_source(Source(file.name, text)) == text


def test_a_new_policy_is_in_its_one_form() -> None:
    text = fill_in("mijn_beleid", date(2026, 1, 1))

    assert format_source(Source("mijn_beleid.beleid", text)) == text


def test_a_node_of_another_language_has_no_text() -> None:
    with pytest.raises(TypeError):
        write(Node())


@pytest.mark.parametrize("production", sorted(productions()))
def test_formatted_example_of_a_production_reads_back_as_itself(production: str) -> None:
    node = parse_production(production, example_of(production))

    text = format_declaration(node) if isinstance(node, Declaration) else write(node)

    for mark in (SOFT, HARD, NEXT):
        text = text.replace(mark, " ")
    assert parse_production(production, text) == node


@pytest.mark.parametrize(
    "text",
    [
        "begrip a: bedrag\n  is (hoogste van b.c voor b uit d)\n  anders € 0\n",
        'begrip a: bedrag\n  is hoogste van b.c voor b uit d\n  uitleg "x"\n',
        "begrip a: bedrag\n  is hoogste van b.c voor b uit d anders € 0\n  anders € 0\n",
        "begrip a: bedrag\n  is b\n  bron Pw artikel 1\n  is c\n",
        "tabel a: bedrag over b\n  rij elk: (laagste van b.c voor b uit d)\n  anders € 0\n",
        "begrip a: bedrag\n  is ((a indien c, anders b) indien d, e indien f, anders g)\n",
        "begrip a: bedrag\n  is som van b.c voor b uit d waarvoor b.e - f\n",
        "begrip a: ja/nee\n  is (som van b.c voor b uit d waarvoor b.e) is f\n",
        "begrip a: ja/nee\n  is (er is een b uit d waarvoor niet b.e) is f\n",
        "begrip a: ja/nee\n  is voor elke b uit d geldt niet b.c is b.e\n",
        "begrip a: ja/nee\n  is (er) is (niet aangetoond b)\n",
        "begrip a: bedrag\n  is a - (b - c) - -d / (e / f)\n",
    ],
)
def test_needed_parentheses_stay_and_others_are_not_added(text: str) -> None:
    assert format_source(Source("a.beleid", text)) == text


def test_what_is_remembered_of_blocks_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "MOST_REMEMBERED", 2)
    for name in ("a", "b", "c", "d"):
        text = Source("a.beleid", f'register  {name}  "Dit  is  {name}"')
        assert format_source(text) == f'register {name} "Dit  is  {name}"\n'
        assert len(formatter._REMEMBERED) <= 2


def test_blocks_that_do_not_parse_stay_as_they_are() -> None:
    wrong = "regel  a\n   dan   nee  # x\n"

    assert format_source(Source("a.beleid", wrong + '\n\nregister  a  "A"')) == (
        f'{wrong}\nregister a "A"\n'
    )
    assert format_source(Source("a.beleid", "begrip a:bedrag is € 10.00")) == (
        "begrip a:bedrag is € 10.00\n"
    )


@settings(max_examples=200, deadline=None)
@given(expressions)
def test_formatted_expression_reads_back_as_itself(expression: Expression) -> None:
    assert parse_expression(format_expression(expression)) == expression


@pytest.mark.parametrize("cls", DECLARATIONS, ids=lambda cls: cls.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_formatted_declaration_reads_back_as_itself(
    cls: type[Declaration], data: st.DataObject
) -> None:
    declaratie = data.draw(nodes(cls))

    text = format_declaration(declaratie)

    assert read_one(text) == in_order(declaratie)
    assert format_source(Source("a.beleid", text)) == text

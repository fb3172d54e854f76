"""The laws of the formatter, over every class of node."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.model.node import Declaration, Expression, Node
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import (
    format_declaration,
    format_expression,
    format_source,
    in_order,
)
from maatwerk_rules.syntax.grammar import node_classes
from maatwerk_rules.syntax.parser import parse, parse_expression
from maatwerk_rules.syntax.write import write
from maatwerk_rules.verification.syntax_strategies import (
    DECLARATIONS,
    expressions,
    nodes,
)


def read_one(text: str) -> Declaration:
    parsed = parse(Source("a.beleid", text))
    assert [each.headline for each in parsed.diagnostics] == []
    (declaratie,) = parsed.declaraties
    return declaratie


@pytest.mark.parametrize("cls", node_classes().values(), ids=lambda cls: cls.__name__)
def test_every_node_has_a_text(cls: type[Node]) -> None:
    assert write.dispatch(cls) is not write.dispatch(object)


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

"""Where a name stands in a node: as a whole word, not in its keyword, its texts or its comments."""

import pytest

from maatwerk_rules.analysis.places import place
from maatwerk_rules.model.clauses import Omdat, Stappen
from maatwerk_rules.model.expressions import Naam
from maatwerk_rules.model.node import Node
from maatwerk_rules.source import Source, Span

TEXT = 'stappen recht, recht_op, "recht" oprecht, recht # recht\nx'


def found(name: str, occurrence: int = 0, node: type[Node] = Stappen, end: int = len(TEXT)) -> str:
    span = Span("a", 0, end)
    made = node((), span=span) if node is Stappen else Naam("x", span=span)
    place_ = place(made, name, {"a": Source("a", TEXT)}, occurrence)
    return f"{place_.start}-{place_.end}"


@pytest.mark.parametrize(
    ("occurrence", "expected"), [(0, "8-13"), (1, "42-47"), (2, "42-47")], ids=str
)
def test_a_name_is_a_whole_word_outside_texts(occurrence: int, expected: str) -> None:
    assert found("recht", occurrence) == expected


def test_a_keyword_is_no_name_but_in_an_expression_it_may_be() -> None:
    assert found("stappen") == f"0-{len(TEXT)}"
    assert found("stappen", node=Naam) == "0-7"


def test_a_name_ends_where_the_node_does() -> None:
    assert found("recht", end=10) == "0-10"
    assert found("rech", end=12) == "8-12"


def test_without_a_name_it_is_where_no_word_stands() -> None:
    assert found("") == "14-14"


def test_a_text_that_is_not_known_gives_the_node() -> None:
    span = Span("b", 1, 2)
    assert place(Omdat("x", span=span), "x", {}) == span

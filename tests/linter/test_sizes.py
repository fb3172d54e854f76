"""How the parts and the depth of a condition are counted."""

import pytest

from maatwerk_rules.linter.sizes import depth_of, parts_of
from maatwerk_rules.syntax.parser import parse_expression


@pytest.mark.parametrize(
    ("condition", "parts", "depth"),
    [
        ("a", 1, 0),
        ("niet a", 1, 0),
        ("a en b en c en d", 4, 1),
        ("niet (a of b)", 2, 1),
        ("hetzij a hetzij (b en c)", 3, 2),
        ("ten minste 2 van (a, b, c en d)", 4, 2),
        ("a en (b of (c en (d of e)))", 5, 4),
    ],
)
def test_rows_count_as_layers_and_negation_does_not(condition: str, parts: int, depth: int) -> None:
    read = parse_expression(condition)

    assert (len(parts_of(read)), depth_of(read)) == (parts, depth)

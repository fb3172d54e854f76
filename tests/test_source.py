import pytest

from maatwerk_rules.source import Position, Source, Span

TEXT = "beleid a\r\n\n  status é concept"
SOURCE = Source("a.beleid", TEXT)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, Position(1, 1)),
        (9, Position(1, 10)),
        (10, Position(2, 1)),
        (11, Position(3, 1)),
        (22, Position(3, 12)),
    ],
)
def test_position_counts_lines_and_characters_from_one(offset: int, expected: Position) -> None:
    assert SOURCE.position(offset) == expected


def test_position_outside_the_text_is_its_nearest_end() -> None:
    assert SOURCE.position(-5) == Position(1, 1)
    assert SOURCE.position(10_000) == SOURCE.position(len(TEXT))


def test_line_text_leaves_out_the_line_ending() -> None:
    assert [SOURCE.line_text(line) for line in (1, 2, 3)] == ["beleid a", "", "  status é concept"]


def test_empty_text_has_one_empty_line() -> None:
    assert Source("leeg", "").line_text(1) == ""
    assert Source("leeg", "").position(0) == Position(1, 1)


@pytest.mark.parametrize("line", [0, 4])
def test_unknown_line_is_refused(line: int) -> None:
    with pytest.raises(ValueError, match=r"a\.beleid has no line"):
        SOURCE.line_text(line)


def test_join_does_not_depend_on_order() -> None:
    one, other = Span("a.beleid", 4, 6), Span("a.beleid", 1, 5)

    assert one.join(other) == other.join(one) == Span("a.beleid", 1, 6)


def test_spans_of_two_sources_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="cannot be joined"):
        Span("a.beleid", 0, 1).join(Span("b.beleid", 0, 1))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.excerpt import excerpt, gutter_width
from maatwerk_rules.source import Source, Span


def show(text: str, start: int, end: int, label: str = "", width: int = 80) -> list[str]:
    return list(excerpt(Span("a", start, end), label, Source("a", text), 1, width))


def test_carets_stand_below_the_span() -> None:
    assert show("dan nee", 4, 7, "hier") == ["1│ dan nee", " │     ^^^ hier"]


def test_empty_span_gets_one_caret_also_after_the_end() -> None:
    assert show("dan", 1, 1) == ["1│ dan", " │  ^"]
    assert show("dan", 3, 3) == ["1│ dan", " │    ^"]
    assert show("", 0, 0) == ["1│", " │ ^"]


def test_span_of_two_lines_shows_the_first() -> None:
    assert show("dan\nnee", 1, 6) == ["1│ dan", " │  ^^"]


def test_tab_counts_as_one_column_and_hidden_signs_are_shown() -> None:
    assert show("\tdan\u202e nee", 1, 4) == ["1│  dan� nee", " │  ^^^"]


def test_wide_signs_and_accents_keep_the_carets_in_place() -> None:
    assert show("e\u0301 漢 x", 4, 5) == ["1│ e\u0301 漢 x", " │     ^"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (0, ["1│ 0123456789012345…", " │ ^"]),
        (25, ["1│ …123456789012345…", " │      ^"]),
        (49, ["1│ …4567890123456789", " │                 ^"]),
    ],
)
def test_long_line_is_cut_around_the_span(start: int, expected: list[str]) -> None:
    assert show("0123456789" * 5, start, start + 1, width=20) == expected


def test_span_wider_than_the_window_is_underlined_to_the_cut() -> None:
    line, carets = show("0123456789" * 5, 0, 50, width=20)

    assert len(line) == len(carets) == 20


def test_label_without_room_goes_below_and_wraps() -> None:
    assert show("dan nee", 4, 7, "dit is een lang verhaal", width=20) == [
        "1│ dan nee",
        " │     ^^^",
        " │ dit is een lang",
        " │ verhaal",
    ]


def test_without_source_only_the_label_is_shown() -> None:
    span = Span("weg", 0, 3)

    assert list(excerpt(span, "", None, 1, 80)) == []
    assert list(excerpt(span, "hier\nook", None, 1, 80)) == [" │ hier ook"]
    assert list(excerpt(span, "een lang verhaal hier", None, 1, 15)) == [
        " │ een lang",
        " │ verhaal hier",
    ]


def test_gutter_holds_the_longest_line_number() -> None:
    sources = {"a": Source("a", "\n" * 200)}

    assert gutter_width([], {}) == 1
    assert gutter_width([Span("weg", 0, 1)], sources) == 1
    assert gutter_width([Span("a", 2, 3), Span("a", 150, 151)], sources) == 3


@given(text=st.text(), start=st.integers(-5, 60), size=st.integers(-3, 60), label=st.text())
def test_every_span_of_every_text_can_be_shown(
    text: str, start: int, size: int, label: str
) -> None:
    shown = show(text, start, start + size, label, 30)

    assert "^" in shown[1]
    assert all("\n" not in line for line in shown)


def test_of_a_very_long_line_only_what_is_shown_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text

    monkeypatch.setattr("maatwerk_rules.excerpt._visible", note)
    source = Source("a", "x" * 100_000)

    found = [*excerpt(Span("a", 50_000, 50_003), "", source, 1, 80)]

    assert len(found[0]) <= 80
    assert all(len(text) <= 80 for text in seen)

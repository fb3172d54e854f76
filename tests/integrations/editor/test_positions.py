"""Columns as editors count them."""

from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.integrations.editor.positions import changed, offset_of, position_of, units

TEXTS = st.text(st.sampled_from("ab\n\r😀é€\u2028\x0b"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(TEXTS, st.integers(0, 60), ENCODINGS)
def test_there_and_back_is_the_same_place(text: str, offset: int, encoding: str) -> None:
    inside = min(offset, len(text))
    position = position_of(text, inside, encoding)

    back = offset_of(text, position, encoding)

    cut_in_two = text[inside - 1 : inside + 1] == "\r\n"
    assert back == (inside - 1 if cut_in_two else inside)


@given(TEXTS, st.tuples(st.integers(0, 40), st.integers(0, 40)), TEXTS)
def test_a_change_of_offsets_is_the_change_of_positions(
    text: str, ends: tuple[int, int], new: str
) -> None:
    start, end = sorted(min(each, len(text)) for each in ends)
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return

    got = changed(text, position_of(text, start), position_of(text, end), new)

    assert got == text[:start] + new + text[end:]


def test_units_agree_with_the_encodings() -> None:
    text = "a€😀é"

    assert units(text, "utf-16") == len(text.encode("utf-16-le")) // 2
    assert units(text, "utf-8") == len(text.encode())
    assert units(text, "utf-32") == len(text)

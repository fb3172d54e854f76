"""Reading a file edit by edit gives what reading it whole gives, and parses only what changed."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Diagnostic, sort_diagnostics
from maatwerk_rules.integrations.editor.incremental import FileReader, ReadFile, move
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.characters import LARGEST_FILE
from maatwerk_rules.syntax.parser import parse

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / "policies/bijstand_voorbeeld/bijstand_voorbeeld.beleid").read_text("utf-8")
TEXTS = [EXAMPLE[:2_500], EXAMPLE[4_000:6_500], "", "# alleen een opmerking\n"]
PIECES = st.sampled_from(
    [
        *("\n", "  ", " ", "x", '"', "#", "(", ")", "[", "\r\n", "\t", "€ 5", "é", "😀", "\u200b"),
        *("en", "of", "is", "niet ", "regel a bepaalt b\n", "  indien x\n", "gegeven y: ja/nee\n"),
        *("  bron Pw artikel 1\n", "# opmerking\n", "bedoeling a, b\n", "01-07-2026", "500 euro"),
    ]
)
EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from([0, 0, 0, 1, 2, 30, 400]), PIECES),
    max_size=8,
)


def in_file(file: ReadFile) -> tuple[Diagnostic, ...]:
    moves = {name: (file.source.name, start) for name, start in file.begins.items()}
    return sort_diagnostics(move(each, moves) for each in file.diagnostics)


def check_is_whole(file: ReadFile, text: str) -> None:
    whole = parse(Source(file.source.name, text))
    read = [(b.declaratie, s) for b, s in zip(file.blocks, file.starts, strict=True)]
    declared = [(each, start) for each, start in read if each is not None]

    assert [each for each, _ in declared] == list(whole.declaraties)
    assert [each.span.start + start for each, start in declared] == [
        each.span.start for each in whole.declaraties
    ]
    assert in_file(file) == whole.diagnostics


@settings(max_examples=50, deadline=None)
@example("beleid\n  taalversie 1\n", [(6, 0, "\n\u200b")])
@given(st.sampled_from(TEXTS), EDITS)
def test_a_file_read_edit_by_edit_is_the_file_read_whole(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    reader = FileReader("a.beleid")
    check_is_whole(reader.read(text), text)
    for place, removed, piece in edits:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + removed :]
        check_is_whole(reader.read(text), text)


def test_a_keystroke_parses_one_block() -> None:
    reader = FileReader("a.beleid")
    reader.read(EXAMPLE)
    before = reader.parsed
    changed = EXAMPLE.replace("  dan ja\n", "  dan nee\n", 1)

    reader.read(changed)

    assert reader.parsed == before + 1


def test_a_line_above_all_parses_no_block_again() -> None:
    reader = FileReader("a.beleid")
    first = reader.read(EXAMPLE)
    before = reader.parsed

    again = reader.read(f"\n\n{EXAMPLE}")

    assert reader.parsed == before
    assert [start + 2 for start in first.starts] == list(again.starts)


def test_the_same_text_twice_is_two_blocks() -> None:
    block = 'register a "A"\n'

    file = FileReader("a.beleid").read(block * 2)

    assert len({each.source.name for each in file.blocks}) == 2
    assert file.starts == (0, len(block))


def test_a_file_that_is_too_large_is_not_read() -> None:
    file = FileReader("a.beleid").read("#" * (LARGEST_FILE + 1))

    assert [each.code for each in file.diagnostics] == ["MW025"]
    assert file.blocks == ()


def test_after_very_many_findings_the_rest_is_not_read() -> None:
    text = "fout\n" * 400

    file = FileReader("a.beleid").read(text)

    check_is_whole(file, text)
    assert len(file.blocks) < 400


@pytest.mark.parametrize("offset", [0, 5, 14])
def test_the_block_at_a_place_is_found(offset: int) -> None:
    file = FileReader("a.beleid").read('register a "A"\n# los\n')

    found = file.block_at(offset)

    assert found is not None
    assert found[1] == 0
    assert file.block_at(20) is None

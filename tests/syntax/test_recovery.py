"""All faults of a block are told at once: each in its own clause, and nothing that follows."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.source import Source
from maatwerk_rules.syntax import recovery
from maatwerk_rules.syntax.blocks import split_blocks
from maatwerk_rules.syntax.parser import parse, parse_partly

POLICY = (Path(__file__).parent / "slips" / "proef.beleid").read_text("utf-8")
NEVER_RIGHT = (" ;", " zz zz", ' "x', " en of", " 2026/02/31", " )")


def found(text: str) -> tuple[Diagnostic, ...]:
    return parse(Source("a.beleid", text)).diagnostics


def told(text: str) -> list[tuple[int, str]]:
    source = Source("a.beleid", text)
    return [
        (source.position(each.spans[0].span.start).line, each.code)
        for each in parse(source).diagnostics
    ]


def clauses(block: str) -> list[int]:
    """Give the lines of a block that are a whole clause without a comment."""
    lines = [*block.split("\n"), ""]
    return [
        number
        for number, (line, below) in enumerate(pairwise(lines))
        if re.match(r"  [^\s#][^#]*$", line) and not below.startswith("    ")
    ]


BLOCKS = [
    text
    for each in split_blocks(Source("", POLICY))
    if len(clauses(text := POLICY[each.start : each.end])) > 1
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_each_clause_with_a_slip_is_told_once_and_no_other(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(BLOCKS)).split("\n")
    wrong = data.draw(st.sets(st.sampled_from(clauses("\n".join(lines))), min_size=1))
    for number in wrong:
        lines[number] += data.draw(st.sampled_from(NEVER_RIGHT))

    assert [line for line, _ in told("\n".join(lines))] == sorted(number + 1 for number in wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "regel a bepaalt b\n  bron Pw artikel\n  bedoelig c\n  indien d en of e\n  dan ja ja\n",
            [(2, "MW001"), (3, "MW034"), (4, "MW001"), (5, "MW001")],
        ),
        ("regel hoog laag bepaalt b\n  bedoelig c\n  dan ja\n", [(1, "MW001"), (2, "MW034")]),
        ("Regel a bepaalt b\n  bedoelig c\n  dan ja\n", [(1, "MW034"), (2, "MW034")]),
        ("regl a bepaalt b\n  bedoelig c\n  dan ja\n", [(1, "MW034"), (2, "MW034")]),
        (
            'soort a\n  b: ja/neee\n  c: ja/nee\n    vraagt "B?"\n',
            [(1, "MW001"), (2, "MW034"), (4, "MW001")],
        ),
        ('toets a "A"\n  zoals\n  zonder gegeven b.c\n  verwacht d is ja\n', [(2, "MW001")]),
        ('toets a "A"\n  zoals\n  zonder oordeel b\n  verwacht d is ja\n', [(2, "MW001")]),
        (
            'soort a heeft\n  b: ja/nee\n    vraa "B?"\n    grondslag Pw artikel 1\n    verloopt\n',
            [(3, "MW001")],
        ),
        (
            'soort a heeft\n  bedrag tussen € 0 en € 1\n    vraag "B?"\n    verloopt\n',
            [(2, "MW001")],
        ),
        ("gelijkheid zomaar\n  ongeacht geslacht;\n", [(1, "MW001"), (2, "MW035")]),
        ("beleid 5\n  status conceptt\n", [(1, "MW001"), (2, "MW034")]),
        ("zomaar a\n  status conceptt\n", [(1, "MW034")]),
        (
            "regel a bepaalt b\n  indien\n  dan\n  geldt van\n",
            [(2, "MW001"), (3, "MW001"), (4, "MW001")],
        ),
        ("regel a bepaalt b\n  indien (c en\n  d\n  dan nee nee\n", [(2, "MW032"), (4, "MW001")]),
        (
            "regel a bepaalt b\n  indien c =\n  dan nee\n  bron Pw artikel 1 €\n",
            [(2, "MW001"), (4, "MW035")],
        ),
        (
            "regel a bepaalt b\n  indien (c indien\n    d anders e)\n  dan ja ja\n",
            [(3, "MW001"), (4, "MW001")],
        ),
        ("regel a bepaalt b\n  indien c c\n  dan ja =\n", [(2, "MW001"), (3, "MW001")]),
        (
            "regel a bepaalt b\n  indien c c\n  is d is jonger dan 18\n",
            [(2, "MW001"), (3, "MW036")],
        ),
        (
            "regel a bepaalt b\n  bron x x\n  indien d is jonger dan 18\n  dan ja\n",
            [(2, "MW001"), (3, "MW035")],
        ),
        ("regel a bepaalt b\n  bron x x\n  geldt van 2026-02-31\n", [(2, "MW001"), (3, "MW021")]),
        (
            "regel a bepaalt b\n  geldt van 2026-02-31\n  bron x x\n  dan € 1.0\n",
            [(2, "MW021"), (3, "MW001"), (4, "MW020")],
        ),
        (
            f"regel a bepaalt b\n  bron x x\n  indien {'(' * 101}c{')' * 101}\n",
            [(2, "MW001"), (3, "MW027")],
        ),
        ('groep paragraaf 2 "A"\n  bevat b, c\n', [(1, "MW001")]),
        ("opschaling\n  eerst a b\n  daarna c door d\n", [(2, "MW001")]),
        (
            "opschaling\n  eerst a b\n  daarna c door d e\n  daarna f door\n",
            [(2, "MW001"), (3, "MW001"), (4, "MW001")],
        ),
        (
            "regel a bepaalt b\n  bron Pw artikel 1\u200b\n  dan ja ja\n",
            [(2, "MW029"), (3, "MW001")],
        ),
    ],
)
def test_faults_of_a_block_are_told_together(text: str, expected: list[tuple[int, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('toets a "A"\n  gegeven\n  gegeven b is ja\n  zonder bekeken\n  verwacht d is ja\n', 2),
        ('toets a "A"\n  zoals\n  gegeven b is 2008-03-01\n  verwacht d is ja\n', 2),
        ("soort a heeft\n  b:\n  c: ja/nee\n  d: ja/nee\n", 2),
        ("oordeel a: ja/nee\n  weegt\n  bedoeling c\n  motivering verplicht\n", 2),
        ("regel a bepaalt b\n  bron\n  binnenwettelijk\n  bedoeling c\n  dan ja\n", 2),
        ("bedoeling a\n  dient\n  geschonden als b is nee\n", 1),
        ('bedoeling a "A"\n  dient\n  geschonden als b is nee\n', 2),
        ("opschaling\n  eerst\n  daarna c door d\n", 2),
    ],
)
def test_a_line_that_is_not_finished_is_told_and_not_the_lines_below(text: str, line: int) -> None:
    (only, *more) = told(text)

    assert (only[0], more[:1]) == (line, [] if line == 2 else [(2, "MW001")])


def test_changes_that_are_offered_stand_at_their_own_place() -> None:
    text = "# boven\nregel hoge nood bepaalt b\n  bron Pw artikel 1\n  indein c\n  dan nee\n"
    first, second = found(text)[-2:]

    assert [text[each.edits[0].span.start :][:4] for each in (first, second)] == ["hoge", "inde"]
    assert second.edits[0].replacement == "indien"


def test_a_very_long_block_is_not_read_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "regel a bepaalt b\n  bron x x\n  bron y y\n  bron z z\n"
    monkeypatch.setattr(recovery, "MOST_READ", 2 * len(text))

    assert len(found(text)) == 3


def test_an_impossible_date_in_any_form_is_told_with_its_reason() -> None:
    for written in ("2026/02/31", "31/2/2026", "31 februari 2026", "31-02-2026", "2026-02-31"):
        (one,) = found(f"bedrag a\n  met ingang van {written}: € 5\n")

        assert (one.code, one.facts["waarde"]) == ("MW021", written)
        assert one.help[0].startswith("31 februari 2026 bestaat niet: februari heeft dan 28 dagen")


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("gegeven a; ja/nee\n", ":"),
        ("keuze a uit b; c\n", ","),
        ("begrip a: ja/nee\n  is b;\n", ""),
    ],
)
def test_a_semicolon_is_what_may_stand_in_its_place(text: str, instead: str) -> None:
    (one,) = found(text)

    assert (one.code, one.edits[0].replacement) == ("MW035", instead)
    assert one.headline.endswith(f"; {one.help[0]}.")


@pytest.mark.parametrize(("written", "code"), [("2026/13/01", "MW021"), ("2026/12/01", "MW001")])
def test_a_date_with_slashes_is_told_where_a_number_may_stand_too(written: str, code: str) -> None:
    (one,) = found(f"gegeven a: datum tussen 2000-01-01 en {written}\n")

    assert one.code == code
    assert [each.replacement for each in one.edits] == (["2026-12-01"] if code == "MW001" else [])


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("regel a bepaalt b\n  bron x x\n  dan ja\n", ["bron", "x", "x"]),
        ("regel a bepaalt b\n  bron x x\n  dan ja ja\n", ["bron", "x", "x", "dan", "ja", "ja"]),
        ('beleid a "A"\n  status x\n  gebruikt b\n', ["status", "x"]),
        ('beleid a "A"\n  gebruk b\n', None),
        ('beleid a "A"\n  gebruikt b c\n', None),
        ("regel a b\n  dan ja\n", None),
        ("opschaling\n  eerst a b\n  daarna c door d\n", None),
        ("regel a bepaalt b\n  bron x x\n  geldt van 2026-02-31\n", None),
        ("regel a bepaalt b\n  bron x x\n  indien d is jonger dan 18\n  dan ja\n", None),
        (f"regel a bepaalt b\n  bron x x\n  indien {'(' * 101}c{')' * 101}\n", None),
    ],
)
def test_what_reads_of_a_block_is_given_without_the_rest(
    text: str, left_out: list[str] | None
) -> None:
    (block,) = split_blocks(source := Source("a", text))

    read = parse_partly(source, block)

    assert (None if read is None else read[1].split()) == left_out


def test_a_very_long_block_is_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("a", "regel a bepaalt b\n  bron x x\n")
    monkeypatch.setattr(recovery, "MOST_READ", len(source.text))

    assert parse_partly(source, split_blocks(source)[0]) is None

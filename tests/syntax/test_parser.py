"""Reading: every production, places, limits, and never an exception for what someone typed."""

import time
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.errors import PolicyError
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.clauses import Is
from maatwerk_rules.model.declarations import Begrip, Toets
from maatwerk_rules.model.node import Node
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.blocks import split_blocks
from maatwerk_rules.syntax.formatter import format_source
from maatwerk_rules.syntax.grammar import example_of, node_classes, productions
from maatwerk_rules.syntax.parser import parse, parse_beleid, parse_expression, parse_production

ORDINARY = """regel r bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien nederlander_of_gelijkgesteld en inkomen is minder dan € 1.000 per maand
  dan ja
  uitleg "Uw inkomen is {inkomen}."
"""


def codes(text: str) -> list[str]:
    return [each.code for each in parse(Source("a.beleid", text)).diagnostics]


def test_every_production_has_a_class_and_every_class_a_production() -> None:
    assert productions() == set(node_classes())


@pytest.mark.parametrize("production", sorted(productions()))
def test_example_above_a_production_is_that_production(production: str) -> None:
    node = parse_production(production, example_of(production))

    assert type(node) is node_classes()[production]


def test_a_production_without_an_example_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        example_of("bestaat_niet")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("€ 1.000,50 per maand", e.Bedragliteraal(100050, "maand")),
        ("€\u00a01.000", e.Bedragliteraal(100000)),
        ("12,5%", e.Percentageliteraal(Fraction(1, 8))),
        ("2026-07-01", e.Datumliteraal(date(2026, 7, 1))),
        ("3 maanden", e.Getalliteraal(Fraction(3), "maand")),
        ("1.000,5", e.Getalliteraal(Fraction(2001, 2))),
        ("nee", e.Janee(waarde=False)),
        ("a >= b", e.Vergelijking(e.Naam("a"), "is ten minste", e.Naam("b"))),
        ("a is  meer\n   dan b", e.Vergelijking(e.Naam("a"), "is meer dan", e.Naam("b"))),
        ("-a + b", e.Optelling(e.Tegengestelde(e.Naam("a")), e.Naam("b"))),
        ("leeftijd", e.Naam("leeftijd")),
        ("norm", e.Naam("norm")),
    ],
)
def test_words_become_values(text: str, node: Node) -> None:
    assert parse_expression(text) == node


@pytest.mark.parametrize("text", ["a b", "€ 10.00", ""])
def test_an_expression_that_does_not_read_is_a_policy_error(text: str) -> None:
    with pytest.raises(PolicyError):
        parse_expression(text)


def test_spans_are_offsets_in_the_whole_text() -> None:
    text = 'register a "A"\n\nbegrip b: ja/nee\n  is (c en d)\n'

    _, begrip = parse(Source("a.beleid", text)).declaraties

    assert isinstance(begrip, Begrip)
    assert text[begrip.span.start : begrip.span.end] == "begrip b: ja/nee\n  is (c en d)"
    parts = [text[node.span.start : node.span.end] for node in begrip.walk()]
    assert parts[1:] == ["ja/nee", "is (c en d)", "c en d", "c", "d"]


def test_windows_line_ends_and_no_break_spaces_change_nothing() -> None:
    plain = parse(Source("a.beleid", ORDINARY)).declaraties

    assert parse(Source("a.beleid", ORDINARY.replace("\n", "\r\n"))).declaraties == plain
    assert parse(Source("a.beleid", ORDINARY.replace(" per", "\u00a0per"))).declaraties == plain
    assert parse(Source("a.beleid", ORDINARY.replace("  ", "\t"))).declaraties == plain


@pytest.mark.parametrize("text", ["", "\n\n", "# alleen opmerkingen\n", "   \n"])
def test_a_text_without_blocks_is_empty_and_right(text: str) -> None:
    parsed = parse(Source("a.beleid", text))

    assert parsed.declaraties == parsed.diagnostics == ()


def test_an_indented_first_line_is_read_and_not_skipped() -> None:
    assert codes("  register a\n") == ["MW001"]
    assert codes('  # x\n  register a "A"\nregister b "B"\n') == []


def test_files_of_a_policy_are_read_in_order_of_name() -> None:
    sources = [Source("b.beleid", 'register b "B"'), Source("a.beleid", 'register a "A"\nx')]

    beleid, found = parse_beleid(sources)

    assert [each.name for each in beleid.declaraties] == ["a", "b"]
    assert [each.code for each in found] == ["MW034"]
    assert list(beleid.sources) == ["a.beleid", "b.beleid"]


def test_bron_on_the_same_line_belongs_to_the_remark() -> None:
    same = parse(Source("", 'regel a bepaalt b\n  let op "x"   bron Pw artikel 1\n')).declaraties
    next_line = parse(Source("", 'regel a bepaalt b\n  let op "x"\n  bron Pw artikel 1\n'))

    assert len(same[0].clausules) == 1  # type: ignore[attr-defined]  # a Regel
    assert len(next_line.declaraties[0].clausules) == 2  # type: ignore[attr-defined]


def test_a_declaration_with_a_wrong_value_is_still_there() -> None:
    parsed = parse(Source("", "begrip a: bedrag\n  is € 10.00\n"))

    assert [each.name for each in parsed.declaraties] == ["a"]
    assert [each.code for each in parsed.diagnostics] == ["MW020"]


def test_an_open_list_in_a_toets_says_so() -> None:
    text = 'toets a "A"\n  gegeven b is [c(d 3), en mogelijk meer]\n  gegeven e is []\n'

    (toets,) = parse(Source("", text)).declaraties

    assert isinstance(toets, Toets)
    values = [each.waarde for each in toets.clausules]  # type: ignore[attr-defined]
    assert [each.open for each in values] == [True, False]


@pytest.mark.parametrize("deep", ["(" * 5000 + "a" + ")" * 5000, "niet " * 5000 + "a", "-(" * 200])
def test_nesting_beyond_the_limit_is_one_finding(deep: str) -> None:
    assert len(codes(f"begrip a: ja/nee\n  is {deep}\n")) == 1
    assert codes(f"begrip a: ja/nee\n  is {'(' * 101}a{')' * 101}\n") == ["MW027"]
    assert codes(f"begrip a: bedrag\n  is a{' + a' * 5000}\n") == ["MW027"]


def test_limits_are_findings() -> None:
    assert codes(f'waarde a "{"x" * 10_001}"\n') == ["MW023"]
    assert codes(f'waarde a "{"x" * 10_000}"\n') == []
    assert codes("regel a bepaalt b" + "\n  dan ja" * 20_001) == ["MW026"]
    assert codes("#" * (2 * 1024 * 1024 + 1)) == ["MW025"]


def test_a_large_hostile_text_is_read_in_bounded_time() -> None:
    size = 500_000
    begin = time.process_time()

    for text in (" " * size, "(" * size, '"' * size, "a," * size, "x\n" * 20_000, "\u200b" * size):
        parse(Source("a.beleid", f"begrip a: ja/nee is {text}"))

    assert time.process_time() - begin < 60


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.sampled_from('regel begrip uit is dan "€1.0,:()[]-#\n\t\r\u00a0é\u200b\x00'), max_size=80
    )
)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    source = Source("a.beleid", text)

    parse(source)

    assert format_source(Source("b", format_source(source))) == format_source(source)
    assert all(block.start <= block.head < block.end for block in split_blocks(source))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_slip_of_a_key_makes_the_reader_raise(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(ORDINARY)))
    length = data.draw(st.integers(0, 5))
    typed = data.draw(st.sampled_from(["", " ", '"', "(", "en", "\n", "€", ".", "#", "\n\n"]))

    parsed = parse(Source("a.beleid", ORDINARY[:place] + typed + ORDINARY[place + length :]))

    assert all(each.headline for each in parsed.diagnostics)


@pytest.mark.benchmark
def test_ordinary_policies_are_read_at_seven_thousand_lines_a_second() -> None:
    source = Source("a.beleid", ORDINARY * 500)
    parse(source)
    begin = time.process_time()

    parse(source)

    assert 3000 / (time.process_time() - begin) > 7000


def test_what_a_begrip_is_may_follow_its_range():
    parsed = parse(Source("a", "begrip x: bedrag tussen € 0 en € 10\n  is inkomen\n"))

    assert parsed.diagnostics == ()
    assert parsed.declaraties[0].clausules == (Is(e.Naam("inkomen")),)

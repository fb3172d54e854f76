"""What authors get wrong: the right place, the right code, and nothing that follows from it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from maatwerk_rules.diagnostics import Diagnostic, Edit
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.beleid"))
MARK = re.compile(r"# fout: (MW\d{3}(?:, MW\d{3})*)$")


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return parse(Source("a.beleid", text)).diagnostics


def the_one(text: str) -> Diagnostic:
    (found,) = found_in(text)
    return found


def repaired(text: str) -> str:
    """Apply the edit of the one diagnostic."""
    (edit,) = the_one(text).edits
    assert isinstance(edit, Edit)
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_each_mistake_is_found_in_its_place_and_nothing_else(file: Path) -> None:
    text = file.read_text("utf-8")
    source = Source(file.name, text)
    marked = [
        (number, code)
        for number, line in enumerate(text.splitlines(), start=1)
        if (mark := MARK.search(line))
        for code in mark[1].split(", ")
    ]

    found = [
        (source.position(each.spans[0].span.start).line, each.code)
        for each in parse(source).diagnostics
    ]

    assert found == marked


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_no_sentence_holds_a_name_of_the_machinery(file: Path) -> None:
    sentences = [
        re.sub(r"`[^`]*`", "", part)
        for each in parse(Source(file.name, file.read_text("utf-8"))).diagnostics
        for part in (each.headline, *each.help)
    ]

    assert [each for each in sentences if re.search(r"[A-Z]{4,}|__|\\[sbdw]|\\.", each)] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("begrip a: ja/nee\n  is b == c\n", "begrip a: ja/nee\n  is b is c\n"),
        ("begrip a: ja/nee\n  is b && c\n", "begrip a: ja/nee\n  is b en c\n"),
        ("begrip a: ja/nee\n  is b groter dan 65\n", "begrip a: ja/nee\n  is b is meer dan 65\n"),
        (
            "begrip a: ja/nee\n  is b is lager dan 65\n",
            "begrip a: ja/nee\n  is b is minder dan 65\n",
        ),
        ("begrip a: ja/nee\n  is b gelijk aan c\n", "begrip a: ja/nee\n  is b is c\n"),
        ("begrip a: ja/nee\n  is b ongelijk aan c\n", "begrip a: ja/nee\n  is b is niet c\n"),
        (
            "begrip a: ja/nee\n  is minimaal 2 van (b, c)\n",
            "begrip a: ja/nee\n  is ten minste 2 van (b, c)\n",
        ),
        (
            "regel a bepaalt b\n  dan ja\n  uitleg “krul”\n",
            'regel a bepaalt b\n  dan ja\n  uitleg "krul"\n',
        ),
        ("begrip a: ja/nee\n  is true\n", "begrip a: ja/nee\n  is ja\n"),
        ("begrip a: datum\n  is 01-07-2026\n", "begrip a: datum\n  is 2026-07-01\n"),
        ("begrip a: bedrag\n  is € 1,000.00\n", "begrip a: bedrag\n  is € 1.000,00\n"),
        ("begrip a: bedrag\n  is 500 euro\n", "begrip a: bedrag\n  is € 500\n"),
        ("begrip a: bedrag\n  is (b + c\n", "begrip a: bedrag\n  is (b + c)\n"),
        ("begrip a: bedrag\n  is b + c)\n", "begrip a: bedrag\n  is b + c\n"),
        ("begrib a: ja/nee\n  is b\n", "begrip a: ja/nee\n  is b\n"),
        ("begrip mijn naam: ja/nee\n  is b\n", "begrip mijn_naam: ja/nee\n  is b\n"),
        ("uitkomst a b 2 per c: ja/nee\n", "uitkomst a_b_2 per c: ja/nee\n"),
        ("begrip a: ja/nee\nis b\n", "begrip a: ja/nee\n  is b\n"),
        ("gegeven a: ja/neee\n", "gegeven a: ja/nee\n"),
        ("gegeven a: jaa/nee\n", "gegeven a: ja/nee\n"),
        ("gegeven a: ja of nee\n", "gegeven a: ja/nee\n"),
        (
            'regeling Pw wett BWBR0015703 "Participatiewet"\n',
            'regeling Pw wet BWBR0015703 "Participatiewet"\n',
        ),
        ("gegeven a: bedrag van € 0 tot € 5\n", "gegeven a: bedrag tussen € 0 en € 5\n"),
        ("gegeven a: aantal jaren 0 t/m 5\n", "gegeven a: aantal jaren tussen 0 en 5\n"),
        ("begrip a: ja/nee\n  gunstig ja\n", "begrip a: ja/nee\n  gunstig is ja\n"),
        ("regel a b\n  dan ja\n", "regel a bepaalt b\n  dan ja\n"),
        (
            "regel a bepaalt b\n  dan vorige * 50% rekenkundig afgerond op centen\n",
            "regel a bepaalt b\n  dan (vorige * 50%) rekenkundig afgerond op centen\n",
        ),
        ("begrip a: bedrag\n  is EUR 500,00\n", "begrip a: bedrag\n  is € 500,00\n"),
        ("begrip a: bedrag\n  is €500,-\n", "begrip a: bedrag\n  is € 500\n"),
        ("begrip a: bedrag\n  is b + € 500,-- + c\n", "begrip a: bedrag\n  is b + € 500 + c\n"),
        ('toets a "t"\n  gegeven b is EUR 500\n', 'toets a "t"\n  gegeven b is € 500\n'),
        ("begrip a: bedrag\n  is 1.500,- euro\n", "begrip a: bedrag\n  is € 1.500\n"),
        ("begrip a: bedrag\n  is b - 5 euro's\n", "begrip a: bedrag\n  is b - € 5\n"),
        ("begrip a: ja/nee\n  is b en/of c\n", "begrip a: ja/nee\n  is b of c\n"),
        (
            "begrip a: bedrag\n  is (b * c) rekenkundig afgerond op euro's\n",
            "begrip a: bedrag\n  is (b * c) rekenkundig afgerond op hele euro's\n",
        ),
        (
            "begrip a: bedrag\n  is b afgerond naar boven op cent\n",
            "begrip a: bedrag\n  is (b) naar boven afgerond op centen\n",
        ),
        (
            "begrip a: aantal\n  is (b) afgerond op hele getallen\n",
            "begrip a: aantal\n  is (b) rekenkundig afgerond op helen\n",
        ),
        (
            "regel hoge kosten van wonen bepaalt b\n  dan ja\n",
            "regel hoge_kosten_van_wonen bepaalt b\n  dan ja\n",
        ),
        ("gegeven hoge-kosten: bedrag\n", "gegeven hoge_kosten: bedrag\n"),
        (
            "gegeven hoge_kosten: bedrag\nbegrip a: ja/nee\n  is hoge kosten is meer dan € 5\n",
            "gegeven hoge_kosten: bedrag\nbegrip a: ja/nee\n  is hoge_kosten is meer dan € 5\n",
        ),
        (
            "regel a bepaalt b\n  bron artikel 35, eerste lid, Pw\n  dan ja\n",
            "regel a bepaalt b\n  bron Pw artikel 35 lid 1\n  dan ja\n",
        ),
        (
            "regel a bepaalt b\n  bron Pw artikel 35 twintigste lid, sub b\n  dan ja\n",
            "regel a bepaalt b\n  bron Pw artikel 35 lid 20 onderdeel b\n  dan ja\n",
        ),
        (
            "regel a bepaalt b\n  bron art. 3:2, 2e lid, onderdeel a, onder 1° Awb\n  dan ja\n",
            "regel a bepaalt b\n  bron Awb artikel 3:2 lid 2 onderdeel a onder 1°\n  dan ja\n",
        ),
        (
            "regel a bepaalt b\n  bron artikel 35, onder 2 Pw\n  dan ja\n",
            "regel a bepaalt b\n  bron Pw artikel 35 onder 2\n  dan ja\n",
        ),
        (
            'dekking artikel 35 Pw gecodeerd "x"\n',
            'dekking Pw artikel 35 gecodeerd "x"\n',
        ),
        (
            'toets a "t"\n  volgens wettekst artikel 35 Pw "zo"\n  op 2026-01-01\n',
            'toets a "t"\n  volgens wettekst Pw artikel 35 "zo"\n  op 2026-01-01\n',
        ),
    ],
)
def test_the_offered_edit_mends_the_text(wrong: str, right: str) -> None:
    assert repaired(wrong) == right
    assert found_in(right) == ()


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_each_offered_spelling_parses(file: Path) -> None:
    text = file.read_text("utf-8")
    found = found_in(text)
    offered = [each for each in found if each.code in ("MW020", "MW035") and each.edits]

    for each in offered:
        (edit,) = each.edits
        mended = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
        left = [one.headline for one in found if one is not each]
        assert [one.headline for one in found_in(mended)] == left


def test_a_spelling_that_does_not_mend_the_block_is_no_edit() -> None:
    found = the_one("begrip a: ja/nee\n  is maximaal 2 van (b, c)\n")

    assert (found.code, found.help, found.edits) == ("MW035", ("schrijf `is ten hoogste`",), ())


@pytest.mark.parametrize(
    "written",
    ["artikel 35 van de Participatiewet", "artikel 35", "art. 35 der Gemeentewet, of later"],
)
def test_a_citation_without_the_name_of_its_regeling_gets_advice_only(written: str) -> None:
    found = the_one(f"regel a bepaalt b\n  bron {written}\n  dan ja\n")

    word = written.split(maxsplit=1)[0]
    assert found.headline == f"Na `bron` hoort de naam van de regeling; hier staat `{word}`."
    assert found.help == (
        "noem eerst de regeling, met de naam uit haar eigen blok, zoals `Pw artikel 35`",
    )
    assert found.edits == ()


def test_a_citation_that_is_mended_in_part_is_no_edit() -> None:
    found = the_one("regel a bepaalt b\n  bron artikel 35 Pw\n    zomaar 3\n")

    assert found.help == ("schrijf `Pw artikel 35`",)
    assert found.edits == ()


def test_a_rounding_in_a_sum_of_more_lines_is_told_with_parentheses() -> None:
    found = the_one("begrip a: bedrag\n  is b +\n  c afgerond op centen\n")

    assert found.help == ("schrijf `(a * b) rekenkundig afgerond op centen`",)
    assert found.edits == ()


def test_the_line_named_as_an_example_in_a_toets_is_not_zoals() -> None:
    assert "zoals `zoals`" not in the_one('toets a "t"\n  gegeven b is ja ; 3\n').headline


def test_a_name_left_out_is_told_as_that() -> None:
    found = the_one("uitzondering op basisrecht\n  dan nee\n")

    assert found.headline == "Na `uitzondering` hoort een naam; hier staat `op`."


def test_at_most_five_expectations_are_named() -> None:
    found = the_one("begrip a: bedrag\n  is b ! c\n")

    assert found.facts.get("verwacht", "").count("`") <= 10


def test_a_mistake_in_one_block_leaves_the_others_usable() -> None:
    text = 'register a "A"\nregister b\nregister c "C"\n'

    parsed = parse(Source("a.beleid", text))

    assert [each.name for each in parsed.declaraties] == ["a", "c"]
    assert len(parsed.diagnostics) == 1


def test_places_are_right_with_windows_line_ends() -> None:
    text = 'register a "A"\r\n\r\nbegrip b: ja/nee\r\n  is c == d\r\n'

    span = the_one(text).spans[0].span

    assert text[span.start : span.end] == "=="


def test_a_clause_in_column_one_of_a_first_block_is_an_unknown_word() -> None:
    assert the_one("bron Pw artikel 1\n").code == "MW034"


def test_a_name_too_many_on_a_later_line_of_a_condition_is_pointed_at() -> None:
    text = "begrip a: ja/nee\n  is b en\n  c d\n"

    found = the_one(text)

    span = found.spans[0].span
    assert (found.code, text[span.start : span.end]) == ("MW001", "d")


def test_a_rounding_deep_in_a_sum_is_told_where_the_parentheses_go() -> None:
    found = the_one("regel a bepaalt b\n  dan c +\n  d * 2 naar boven afgerond op centen\n")

    assert found.help == ("zet de som tussen haakjes: `(a * b) naar boven afgerond op centen`",)
    assert found.edits == ()


@pytest.mark.parametrize(
    "text",
    [
        "regeling Pw zomaar BWBR0015703\n",
        "gegeven a: aantal tot 10\n",
        "gegeven a: vogel / nest\n",
        "begrip a: ja/nee\n  gunstig zomaar\n",
    ],
)
def test_nothing_is_offered_that_does_not_fit(text: str) -> None:
    found = the_one(text)

    assert (found.code, found.edits) == ("MW001", ())
    assert [each.partition(":")[0] for each in found.help] == ["een voorbeeld van zo'n regel"]


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("regel a bepaalt b\n  dan ja foo\n", "bron"),
        ("begrip a: ja/nee\n  is ja foo\n", "gunstig"),
        ("oordeel a: ja/nee foo\n", "vraag"),
    ],
)
def test_the_line_named_as_an_example_is_one_of_the_block(text: str, example: str) -> None:
    assert f"een volgende regel van dit blok, zoals `{example}`" in the_one(text).headline


def test_the_sentences_are_the_same_in_every_run() -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from maatwerk_rules.source import Source\n"
        "from maatwerk_rules.syntax.parser import parse\n"
        "for file in sys.argv[1:]:\n"
        "    for each in parse(Source(file, Path(file).read_text('utf-8'))).diagnostics:\n"
        "        print(ascii((each.headline, each.help, each.edits)))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script, *map(str, CORPUS)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(said) == 1
    assert b"" not in said


def test_an_unknown_first_line_is_told_with_the_lines_of_the_block() -> None:
    found = parse(Source("a.beleid", "regel a bepaalt b\n  omschrijving c\n  dan ja\n")).diagnostics

    (told,) = found
    assert told.headline == "`omschrijving` ken ik hier niet als sleutelwoord."
    assert told.help[0].startswith("bij `regel` kan hier onder meer staan: `bron`, ")

"""A block that cannot be read gives one finding, and none about what refers to it."""

import re
from pathlib import Path

import pytest

from maatwerk_rules.analysis.build import build
from maatwerk_rules.analysis.unread import without_followers
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.pipeline import check
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.blocks import split_blocks
from maatwerk_rules.syntax.parser import parse_beleid
from tests.small import BASE

POLICIES = Path(__file__).parents[2] / "policies"
TEXTS = {
    file.name: file.read_text("utf-8")
    for file in sorted((POLICIES / "bijstand_voorbeeld").glob("*.beleid"))
}
BLOCKS = [
    (name, block.start, block.head, block.end)
    for name, text in TEXTS.items()
    for block in split_blocks(Source(name, text))
]


def findings(name: str, text: str) -> tuple[Diagnostic, ...]:
    return check([Source(*each) for each in ({**TEXTS, name: text}).items()]).diagnostics


def codes(text: str) -> list[str]:
    beleid, found = parse_beleid([Source("proef.beleid", text)])
    return [one.code for one in build(beleid, found).diagnostics]


def test_the_example_holds_every_sort_of_block_that_is_broken_here() -> None:
    sorts = {TEXTS[name][head:end].split()[0] for name, _, head, end in BLOCKS}

    assert sorts >= {"beleid", "regel", "uitkomst", "gegeven", "soort", "regeling", "bedoeling"}


@pytest.mark.parametrize("broken", BLOCKS, ids=lambda each: f"{each[0]}-{each[2]}")
def test_a_block_with_a_line_too_many_gives_one_finding(
    broken: tuple[str, int, int, int],
) -> None:
    name, _, _, end = broken
    text = TEXTS[name]

    found = findings(name, text[:end].rstrip("\n") + "\n  zomaar iets ???\n" + text[end:])

    assert len(found) == 1, [one.headline for one in found]


@pytest.mark.parametrize("broken", BLOCKS, ids=lambda each: f"{each[0]}-{each[2]}")
def test_a_block_with_a_misspelt_head_gives_one_finding(
    broken: tuple[str, int, int, int],
) -> None:
    name, _, head, _ = broken
    text = TEXTS[name]

    found = findings(name, f"{text[:head]}xx{text[head:]}")

    assert [one.code for one in found] == ["MW034"]


def test_a_line_that_is_not_indented_says_nothing_of_the_block_above() -> None:
    name = next(name for name, text in TEXTS.items() if "\nregel basisrecht " in text)
    text = re.sub(r"(\nregel basisrecht [^\n]*\n)  ", r"\1", TEXTS[name])

    assert [one.code for one in findings(name, text)] == ["MW030"]


def test_what_has_nothing_to_do_with_the_fault_is_still_told() -> None:
    text = BASE + "begrip rijk: ja/nee\n  iss weg\nbegrip losstaand: ja/nee\n  is € 3\n"

    assert codes(text) == ["MW034", "MW003"]


def test_a_fault_without_a_place_hides_nothing() -> None:
    beleid, _ = parse_beleid([Source("proef.beleid", BASE)])
    whole = diagnostic(Kind("MW040", "weg", Severity.FOUT, "Weg.", ""), "proef")

    assert without_followers(beleid, (whole,), (whole,)) == (whole,)


def test_nothing_is_said_of_names_while_the_head_is_unread() -> None:
    assert codes(BASE.replace("\nbeleid ", "\nbelied ", 1) + "begrip a: ja/nee\n  is weg\n") == [
        "MW034"
    ]


NAMES = [
    (name, *found.span(1))
    for name, text in TEXTS.items()
    for found in re.finditer(r"^[a-z]+ ([a-z0-9]+(?:_[a-z0-9]+)+)\b", text, re.MULTILINE)
]


@pytest.mark.parametrize("place", NAMES, ids=lambda each: f"{each[0]}-{each[1]}")
def test_a_name_written_as_more_words_gives_one_finding(place: tuple[str, int, int]) -> None:
    name, start, end = place
    text = TEXTS[name]

    found = findings(name, text[:start] + text[start:end].replace("_", " ") + text[end:])

    assert len(found) == 1, [one.headline for one in found]


AMOUNTS = [
    (name, *found.span(1))
    for name, text in TEXTS.items()
    for found in re.finditer(r"(?:tussen|en|\d:) (€ [\d.]*\d)\b", text)
]


@pytest.mark.parametrize("place", AMOUNTS, ids=lambda each: f"{each[0]}-{each[1]}")
def test_an_amount_that_cannot_be_read_gives_one_finding(place: tuple[str, int, int]) -> None:
    name, start, end = place
    text = TEXTS[name]

    found = findings(name, f"{text[:start]}€ 10,000.00{text[end:]}")

    assert [one.code for one in found] == ["MW020"]


def test_base_of_a_toets_that_could_not_be_read_is_not_told_to_expect_nothing() -> None:
    base = 'toets begin "Begin"\n  op 2026-03-01\n  gegeven g is ja\n'
    other = 'toets los "Los"\n  op 2026-03-01\n'
    child = 'toets kind "Kind"\n  zoals begin\n  verwacht recht is ja nee\n'

    found = codes(BASE + base + other + "begrip tussen: ja/nee\n  is ja\n" + child)

    assert found.count("MW952") == 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("  status conceptt\n", {"MW034", "MW002"}),
        ("  status concept\n  geldt van\n", {"MW001", "MW002"}),
        ("  gebruikt bijstand_voorbeeld\n  status conceptt\n", {"MW034", "MW002"}),
        ("  gebruikt geen_beleid\n  status conceptt\n", {"MW034", "MW045"}),
        ("  gebruk bijstand_voorbeeld\n", {"MW034"}),
    ],
)
def test_names_are_looked_up_below_a_head_with_a_fault(head: str, expected: set[str]) -> None:
    text = f'beleid a "A"\n{head}begrip b: ja/nee\n  is onbekende_naam\n'

    found = check(Source("a.beleid", text)).diagnostics

    assert {one.code for one in found} == expected


def test_a_policy_that_builds_on_another_knows_its_names_below_a_head_with_a_fault() -> None:
    head = 'beleid a "A"\n  gebruikt bijstand_voorbeeld\n  status conceptt\n'

    found = check(Source("a.beleid", f"{head}begrip b: ja/nee\n  is recht\n")).diagnostics

    assert [one.code for one in found] == ["MW034"]


def test_names_are_looked_up_in_the_clauses_of_a_block_that_read() -> None:
    text = (
        BASE
        + """begrip rijk: ja/nee
  is weg
  gunstigg is ja
regel niets bepaalt onbekend
  bedoeling hoge_nood
  indien rijk en in_detentie en
  dan ja
"""
    )

    found = build(*parse_beleid([Source("proef.beleid", text)])).diagnostics

    assert sorted((one.code, one.facts.get("naam", "")) for one in found) == [
        ("MW001", ""),
        ("MW002", "hoge_nood"),
        ("MW002", "onbekend"),
        ("MW002", "weg"),
        ("MW034", ""),
    ]


def test_what_a_block_that_did_not_wholly_read_may_hold_is_not_asked_of_others() -> None:
    name = next(name for name, text in TEXTS.items() if "\n  weegt woonkosten" in text)
    text = re.sub(r"\n  weegt woonkosten[^\n]*", "\n  weegt", TEXTS[name])

    assert [one.code for one in findings(name, text)] == ["MW001"]

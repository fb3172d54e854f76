"""The page on checks counts and lists every kind of finding, by group and by how it is found."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.diagnostics import Kind
from maatwerk_rules.linter.registry import shipped
from tests.contract.test_meldingen import FOLDER, kinds, parts

PAGE = Path(__file__).parents[2] / "docs" / "begrijpen" / "controles.md"
CASE = "De zaak: feiten en oordelen"
WRITING = "Schrijfwijze, namen en typen"
TOETSEN = "Toetsen"
ITSELF = "Het controleren zelf"
STYLE = "Stijl"
# From high to low: the first beginning that fits counts; what is off its group comes first.
GROUPS = (
    (ITSELF, "MW010 MW011 MW012 MW013 MW014 MW016 MW017 MW018 MW019 MW037 MW039"),
    (TOETSEN, "MW075 MW087 MW856 MW857 MW858 MW859 MW861 MW95 MW965"),
    (STYLE, "MW015 MW10 MW11 MW12"),
    (WRITING, "MW0 MW635 MW636 MW637 MW638 MW639 MW645 MW646 MW647 MW648"),
    ("Begrijpelijke taal", "MW15 MW16"),
    ("Bron en herkomst", "MW2"),
    ("Bedoeling", "MW3"),
    ("Volledigheid", "MW4"),
    ("Tegenspraak", "MW50 MW51 MW52"),
    ("Bereikbaarheid", "MW55 MW56 MW57"),
    ("Discretie en hardheid", "MW6"),
    ("Willekeur", "MW7"),
    ("Tijd", "MW80 MW81 MW82"),
    ("Bedragen", "MW85 MW86 MW87"),
    ("Privacy", "MW90"),
    (CASE, "MW959 MW96 MW97 MW98 MW99"),
)
# As a reader comes to them: what it is all about first.
ORDER = (
    *("Bedoeling", "Volledigheid", "Tegenspraak", "Bereikbaarheid", "Discretie en hardheid"),
    *("Bron en herkomst", "Tijd", "Bedragen", "Privacy", "Willekeur", TOETSEN),
    *("Begrijpelijke taal", STYLE, WRITING, ITSELF, CASE),
)
WORKED_OUT = """
    MW014 MW208 MW305 MW310 MW401 MW402 MW501 MW502 MW510 MW526 MW551 MW552 MW553 MW557 MW558
    MW559 MW571 MW572 MW573 MW574 MW701 MW714 MW731 MW871
"""
WORDS = """
    MW102 MW107 MW111 MW113 MW152 MW153 MW154 MW155 MW156 MW157 MW159 MW162 MW164 MW165 MW166
    MW167 MW169 MW203 MW302 MW311 MW601 MW640 MW704 MW707 MW719 MW807 MW809 MW854 MW904 MW905
    MW906
"""
MEASURES = "MW103 MW104 MW151 MW158 MW213 MW862 MW863"
READ, EXACT, SHAPE, TEXT, SIZE = "bij het lezen", "nagerekend", "opbouw", "woorden", "maat"
COLUMNS = (READ, EXACT, SHAPE, TEXT, SIZE)
WAYS = ((WORKED_OUT.split(), EXACT), (WORDS.split(), TEXT), (MEASURES.split(), SIZE))
FEWEST = 130


def group_of(code: str) -> str:
    named = {begin: name for name, begins in GROUPS for begin in begins.split()}
    fits = [begin for begin in named if code.startswith(begin)]
    return named[max(fits, key=len)]


@cache
def advice() -> frozenset[str]:
    return frozenset(check.kind.code for check in shipped())


def way_of(code: str) -> str:
    if code not in advice():
        return READ
    known = {code: way for codes, way in WAYS for code in codes}
    return known.get(code, SHAPE)


def listed() -> dict[str, list[Kind]]:
    found: dict[str, list[Kind]] = {name: [] for name in ORDER}
    for code, kind in sorted(kinds().items()):
        found[group_of(code)].append(kind)
    return found


def counts() -> str:
    lines = [f"| groep | {' | '.join(COLUMNS)} | samen |", f"|---|{'---:|' * (len(COLUMNS) + 1)}"]
    whole: Counter[str] = Counter()
    for name, those in listed().items():
        counted = Counter(way_of(kind.code) for kind in those)
        whole += counted
        lines.append(row(f"[{name}](#{anchor(name)})", counted))
    return "\n".join([*lines, row("samen", whole)])


def row(name: str, counted: Counter[str]) -> str:
    cells = [str(counted[way] or "") for way in COLUMNS]
    return f"| {name} | {' | '.join(cells)} | {counted.total()} |"


def anchor(name: str) -> str:
    return re.sub(r"[^a-z -]", "", name.lower()).replace(" ", "-")


def all_kinds() -> str:
    return "\n\n".join(f"### {name}\n\n{table(those)}" for name, those in listed().items())


def table(those: list[Kind]) -> str:
    lines = ["| melding | vindt | hoe |", "|---|---|---|"]
    for kind in those:
        said = parts(FOLDER / f"{kind.code}.md")["In het kort"].strip().splitlines()[0]
        short = said.split(". ")[0].rstrip(".").replace("|", "\\|")
        link = f"[{kind.code} {kind.slug}](../naslag/meldingen/{kind.code}.md)"
        lines.append(f"| {link} | {short} | {way_of(kind.code)} |")
    return "\n".join(lines)


def made(text: str) -> str:
    """Return the page with what is counted and listed renewed."""
    for heading, body in (("Hoeveel", counts()), ("Alle meldingen", all_kinds())):
        begin = text.index(f"## {heading}\n")
        start = text.index("\n|" if heading == "Hoeveel" else "\n###", begin)
        end = text.find("\n## ", start)
        text = text[:start] + "\n" + body + "\n" + (text[end:] if end > 0 else "")
    return text


def test_page_counts_and_lists_every_kind(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text("utf-8")

    if request.config.getoption("--golden-update"):
        PAGE.write_text(made(page), encoding="utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == made(page), "renew with --golden-update and read the diff"


def test_ways_name_checks_that_exist_and_each_once() -> None:
    named = [code for codes, _ in WAYS for code in codes]

    assert set(named) <= advice()
    assert len(named) == len(set(named))


def test_there_are_enough_checks() -> None:
    assert len(advice()) >= FEWEST


def test_what_is_said_not_to_be_there_is_not_there() -> None:
    said = parts(PAGE)["Wat er niet is, en waarom"]
    absent = re.findall(r"^\| `([a-z-]+)` \|", said, re.MULTILINE)
    named = re.findall(r"\[(MW[0-9]{3})\]", said)

    assert len(absent) > 20
    assert not {kind.slug for kind in kinds().values()}.intersection(absent)
    assert set(named) <= kinds().keys()


def test_example_of_each_way_is_of_that_way() -> None:
    said = parts(PAGE)["Hoe er wordt gecontroleerd"]
    found = re.findall(r"^\| ([a-z ]+) \|.*\[(MW[0-9]{3})\]", said, re.MULTILINE)

    assert [way for way, _ in found] == list(COLUMNS)
    assert all(way_of(code) == way for way, code in found)

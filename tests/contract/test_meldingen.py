"""Every kind of finding has a page, and the examples on the page give exactly that finding."""

import importlib
import pkgutil
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import maatwerk_rules
from maatwerk_rules.analysis.build import build
from maatwerk_rules.diagnostics import Diagnostic, Kind
from maatwerk_rules.linter.codes import Codes
from maatwerk_rules.linter.mend import mended
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.linter.run import run
from maatwerk_rules.linter.suppression import KINDS, Looking, judge
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "naslag" / "meldingen"
PAGES = sorted(FOLDER.glob("MW*.md"))
HEADINGS = ("In het kort", "Waarom", "Fout", "Goed", "Uitzonderingen", "Zekerheid en methode")
MENDED = "Hersteld"
CHECKS = {check.kind.code: check for check in shipped()}
ABOUT_SUPPRESSIONS = {kind.code for kind in KINDS}
MARK = re.compile(r"#\s*fout:\s*(MW[0-9]{3}(?:\s*,\s*MW[0-9]{3})*)\s*$")
NOT_TO_IMPORT = ("maatwerk_rules.__main__",)


@cache
def kinds() -> dict[str, Kind]:
    """Give every kind of the package by its code; two kinds with one code are an error."""
    found: dict[str, Kind] = {}
    for module in pkgutil.walk_packages(maatwerk_rules.__path__, "maatwerk_rules."):
        if module.name in NOT_TO_IMPORT:
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Kind):
                assert found.setdefault(value.code, value) == value, value.code
    return found


def test_each_name_is_of_one_message_so_that_leguit_shows_them_all() -> None:
    named = Counter(kind.slug for kind in kinds().values())

    assert [slug for slug, count in named.items() if count > 1] == []


def parts(page: Path) -> dict[str, str]:
    _, *found = re.split(r"^## (.+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(found[::2], found[1::2], strict=True))


def examples(page: Path, heading: str) -> list[str]:
    return re.findall(r"^```beleid\n(.*?)^```$", parts(page)[heading], re.MULTILINE | re.DOTALL)


def example(page: Path, heading: str) -> str:
    (found,) = examples(page, heading)
    return found


def about_policies() -> list[Path]:
    """Give the pages with an example as policy; the others are about the facts of a case."""
    return [page for page in PAGES if examples(page, "Fout")]


@cache
def base() -> Source:
    return Source("basis.beleid", (FOLDER / "basis.beleid").read_text("utf-8"))


def findings(text: str, code: str) -> tuple[Diagnostic, ...]:
    """Find in the base with the example behind it, or in an example with a head of its own.

    Of the checks of the linter only the one with this code looks.
    """
    whole = () if text.startswith("beleid ") else (base(),)
    beleid, found = parse_beleid((*whole, Source("voorbeeld.beleid", text)))
    checked = build(beleid, found)
    if code in ABOUT_SUPPRESSIONS:
        return (*checked.diagnostics, *about_suppressions(beleid, checked.policy, code))
    checks = [CHECKS[code]] if code in CHECKS else []
    ran = run(beleid, checked.policy, checks)
    advised = (one for one in ran.diagnostics if one.spans[0].span.source == "voorbeeld.beleid")
    return (*checked.diagnostics, *advised)


def about_suppressions(beleid: Beleid, policy: Policy | None, code: str) -> list[Diagnostic]:
    """Find what is wrong with suppressions, once all checks have looked."""
    ran = run(beleid, policy, CHECKS.values())
    looking = Looking(lambda *_: True, Codes(), date(2026, 3, 1))
    judged = judge(beleid, (), ran.diagnostics, looking)
    return [one for one in judged.diagnostics if one.code == code]


def found_at(found: tuple[Diagnostic, ...], text: str) -> list[tuple[str, int, str]]:
    sources = {"basis.beleid": base(), "voorbeeld.beleid": Source("voorbeeld.beleid", text)}
    places = [(each.code, each.spans[0].span) for each in found]
    return sorted(
        (span.source, sources[span.source].position(span.start).line, code) for code, span in places
    )


def marked(text: str) -> list[tuple[str, int, str]]:
    return sorted(
        ("voorbeeld.beleid", number, code.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if (mark := MARK.search(line))
        for code in mark[1].split(",")
    )


def by_code(page: Path) -> str:
    return page.stem


def test_base_policy_is_clean() -> None:
    assert found_at(findings("", ""), "") == []


def test_every_kind_has_a_page_and_every_page_a_kind() -> None:
    assert sorted(kinds()) == [page.stem for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=by_code)
def test_page_has_its_headings_in_order(page: Path) -> None:
    title = page.read_text("utf-8").splitlines()[0]

    assert title == f"# {page.stem} {kinds()[page.stem].slug}"
    assert tuple(each for each in parts(page) if each != MENDED) == HEADINGS
    assert all(text.strip() for text in parts(page).values())


@pytest.mark.parametrize("page", about_policies(), ids=by_code)
def test_wrong_example_gives_exactly_the_marked_findings(page: Path) -> None:
    text = example(page, "Fout")

    assert page.stem in {code for _, _, code in marked(text)}
    assert found_at(findings(text, page.stem), text) == marked(text)


@pytest.mark.parametrize("page", about_policies(), ids=by_code)
def test_sentence_quotes_no_more_than_what_it_is_about(page: Path) -> None:
    """Each marked line ends in a comment: who quotes a whole block quotes that too."""
    for one in findings(example(page, "Fout"), page.stem):
        assert "# fout:" not in " ".join((one.headline, *one.help))


@pytest.mark.parametrize("page", about_policies(), ids=by_code)
def test_right_example_gives_no_finding(page: Path) -> None:
    text = example(page, "Goed")

    assert found_at(findings(text, page.stem), text) == []


@pytest.mark.parametrize("code", sorted({*CHECKS, *ABOUT_SUPPRESSIONS}))
def test_page_of_a_check_that_mends_shows_the_mended_text(code: str) -> None:
    page = FOLDER / f"{code}.md"
    text = example(page, "Fout")
    edits = [edit for one in findings(text, code) for edit in one.edits]

    if not edits:
        assert MENDED not in parts(page)
        return
    assert mended(text, edits) == example(page, MENDED)

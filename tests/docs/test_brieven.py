"""The page on letters tells how long each of them is, as it is now."""

from pathlib import Path
from statistics import mean

import pytest

from maatwerk_rules.besluit.letter import HALF_A_PAGE
from maatwerk_rules.besluit.motivation import motivation
from tests.besluit.made import MADE
from tests.besluit.measuring import for_the_resident, sentences
from tests.conftest import GOLDEN, LINE

PAGE = Path(__file__).parents[2] / "docs" / "begrijpen" / "brieven.md"
HEAD = "| brief | uitkomsten | woorden | zinnen | woorden per zin | langste zin |"
RULE = "|---|---:|---:|---:|---:|---:|"


def row(name: str) -> str:
    policy, made = MADE[name]
    one = made()
    found = sentences(for_the_resident(motivation(policy, one)))
    told = (GOLDEN / "besluit" / f"{name}.txt").read_text("utf-8").partition(LINE)[0].strip()
    each = f"{mean(found):.1f}".replace(".", ",")
    return f"| {told} | {len(one.outcomes)} | {sum(found)} | {len(found)} | {each} | {max(found)} |"


def made(page: str) -> str:
    """Return the page with its table measured anew."""
    start = page.index("\n| brief") if "\n| brief" in page else page.index("\n(de tabel)")
    end = page.index("\n\nDe tabel wordt")
    table = "\n".join((HEAD, RULE, *map(row, MADE)))
    return f"{page[:start]}\n{table}{page[end:]}"


def test_the_page_tells_how_long_each_letter_is(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text("utf-8")
    renewed = made(page)
    if request.config.getoption("--golden-update"):
        PAGE.write_text(renewed, encoding="utf-8", newline="\n")
    else:
        assert renewed == page, "renew with --golden-update and read the diff"


def test_the_page_names_the_limit_that_is_kept() -> None:
    assert f"Een half blad is hier {HALF_A_PAGE} woorden" in PAGE.read_text("utf-8")

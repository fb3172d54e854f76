"""An age that nobody can have is found, also where only the birth date has a range."""

import pytest

from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source

NAME = "bijstand_voorbeeld/bijstand_voorbeeld.beleid"
RIGHT = "leeftijd is minder dan leeftijd_voor_toeslag"


def found(condition: str, tot: str = "") -> list[str]:
    """Give what is told of conditions in the example with another one."""
    text = read_text(f"policies/{NAME}")
    assert RIGHT in text
    text = text.replace(RIGHT, condition).replace(
        "  geldt van 2026-01-01\n", f"  geldt van 2026-01-01{tot}\n", 1
    )
    told = lint((Source(NAME, text),)).diagnostics
    return [one.code for one in told if one.code in ("MW551", "MW552")]


@pytest.mark.parametrize("tot", ["", " tot 2028-01-01"])
@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("leeftijd is ten minste 300 jaar", ["MW551"]),
        ("leeftijd is minder dan 180 jaar", ["MW552"]),
        ("leeftijd is ten minste 100 jaar", []),
    ],
)
def test_an_age_above_all_is_found(condition: str, codes: list[str], tot: str) -> None:
    assert found(condition, tot) == codes


@pytest.mark.parametrize(("tot", "codes"), [("", []), (" tot 2028-01-01", ["MW551"])])
def test_what_is_declared_of_birth_and_day_bounds_an_age_more(tot: str, codes: list[str]) -> None:
    assert found("leeftijd is ten minste 140 jaar", tot) == codes

"""The pages about the facts of a case: the examples on them give exactly what they say."""

import re
from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.analysis.build import build
from maatwerk_rules.diagnostics import Kind
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime import complaints
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

FOLDER = Path(__file__).parents[2] / "docs" / "naslag" / "meldingen"
CODES = sorted(kind.code for kind in vars(complaints).values() if isinstance(kind, Kind))


@cache
def policy() -> Policy:
    names = ("basis.beleid", "zaak.beleid")
    beleid, found = parse_beleid(Source(name, (FOLDER / name).read_text("utf-8")) for name in names)
    checked = build(beleid, found)
    assert checked.policy is not None
    return checked.policy


def example(code: str, heading: str) -> str:
    page = (FOLDER / f"{code}.md").read_text("utf-8")
    _, _, section = page.partition(f"## {heading}\n")
    (found,) = re.findall(
        r"^```json\n(.*?)^```$", section.partition("\n## ")[0], re.MULTILINE | re.DOTALL
    )
    return str(found)


def test_codes_lie_in_their_group() -> None:
    assert all("MW970" <= code <= "MW999" for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_wrong_case_gives_exactly_this_complaint(code: str) -> None:
    with pytest.raises(FactError) as raised:
        read_facts(policy(), example(code, "Fout"))

    assert {each.code for each in raised.value.diagnostics} == {code}


@pytest.mark.parametrize("code", CODES)
def test_right_case_reads(code: str) -> None:
    read_facts(policy(), example(code, "Goed"))

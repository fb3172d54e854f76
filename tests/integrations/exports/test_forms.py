"""`maatwerk toon` writes a policy for other systems, whole and on the day that was asked."""

import json
from typing import Any

import pytest

from maatwerk_rules.integrations import cli
from maatwerk_rules.integrations.command_toon import EXPORTED
from maatwerk_rules.integrations.exports.forms import exported
from tests.besluit.cases import DAY, POLICY

TOON = "toon bijstand_voorbeeld --peildatum 2026-03-01 --vorm"


@pytest.mark.parametrize("vorm", EXPORTED)
def test_a_policy_is_written_in_each_form(vorm: str, maatwerk: Any) -> None:
    ran = maatwerk(f"{TOON} {vorm}")
    found = exported(vorm, POLICY, DAY)

    assert (ran.code, ran.err) == (cli.CLEAN, "")
    assert (ran.out if vorm.endswith("turtle") else json.loads(ran.out)) == (
        f"{found}\n" if isinstance(found, str) else found
    )


@pytest.mark.parametrize("vorm", EXPORTED)
def test_an_export_is_of_the_whole_policy_and_not_of_the_law(vorm: str, maatwerk: Any) -> None:
    part, law = (maatwerk(f"{TOON} {vorm} {more}") for more in ("--uitkomst recht", "--wet"))

    assert part.code == law.code == cli.WRONG_USE
    assert f"De vorm `{vorm}` is er van het hele beleid; laat `--uitkomst` weg." in part.err
    assert f"`--wet` heeft geen vorm `{vorm}`." in law.err


def test_a_day_without_rules_has_no_export(maatwerk: Any) -> None:
    ran = maatwerk("toon bijstand_voorbeeld --peildatum 2020-01-01 --vorm skos")

    assert (ran.code, ran.out) == (cli.FINDINGS, "")

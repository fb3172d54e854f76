"""A case as a toets block reads, and holds."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules import Policy, load
from maatwerk_rules.analysis.build import build
from maatwerk_rules.integrations.spreekkamer.toets import toets_of
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.toets import run
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from tests.besluit.cases import AISHA, WILLEM
from tests.explanation.hostile import CASE
from tests.small import policy_of

DAY = date(2026, 3, 1)
POLICIES = Path(__file__).parents[3] / "policies"
POLICY = load("bijstand_voorbeeld")
TIMES = """
soort persoon heeft
  werkt: ja/nee
    vraag "Werkt deze persoon?"
    grondslag Pw artikel 17 lid 1
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  vraag "Is er een partner?"
  grondslag Pw artikel 17 lid 1
gegeven giften: bedrag per maand tussen € 0 en € 1.000
  vraag "Wat krijgt u?"
  grondslag Pw artikel 17 lid 1
  verloopt
begrip krijgt_giften: ja/nee
  is giften is meer dan € 0 per maand
begrip krijgt_iets: ja/nee
  is aanvrager.werkt of er is een p uit partner waarvoor p.werkt
"""
OVER_TIME = {
    "feiten": {
        "aanvrager": {"werkt": True},
        "partner": [],
        "giften": {
            "@verloop": [
                {"van": "2026-01-01", "tot": "2026-02-01", "waarde": 50},
                {"van": "2026-02-01", "waarde": 0},
            ]
        },
    }
}
LOOKED = {"bekeken": [{"door": "teammanager", "op": "2026-03-01", "omdat": "Geen nood."}]}


@pytest.mark.parametrize(
    "case",
    [WILLEM, AISHA, {"feiten": {"woonkosten": 3}}, {**WILLEM, **LOOKED}, CASE],
    ids=["willem", "aisha", "weinig", "bekeken", "auto"],
)
def test_a_toets_reads_and_holds(case: dict[str, Any]) -> None:
    holds(POLICY, case)


def test_a_toets_tells_records_and_courses() -> None:
    policy = policy_of(TIMES)
    text = toets_of(policy, decide(policy, OVER_TIME, peildatum=DAY), "gelopen")

    assert "gegeven aanvrager is persoon(werkt ja)" in text
    assert "gegeven partner is []" in text
    assert "vanaf 2026-01-01 tot 2026-02-01: € 50 per maand" in text
    holds(policy, OVER_TIME)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", ["willem", "noor", "maatregel", "maandbedrag"])
def test_a_national_case_as_a_toets_holds(name: str) -> None:
    policy = load("participatiewet")
    holds(policy, json.loads((POLICIES / f"participatiewet/zaken/{name}.json").read_text("utf-8")))


def holds(policy: Policy, case: dict[str, Any]) -> None:
    """Hold that a case as a toets reads, and that the rules say of it what it expects."""
    text = toets_of(policy, decide(policy, case, peildatum=DAY), "gelopen")
    sources = [*policy.beleid.texts.values(), Source("gelopen.beleid", text)]
    beleid, _ = parse_beleid(sources)
    checked = build(beleid, ())
    assert checked.policy is not None, [one.headline for one in checked.diagnostics]
    toets = next(one for one in checked.policy.all(Toets) if one.naam == "gelopen")
    ran = run(checked.policy, toets)

    assert ran.passed, (ran, text)

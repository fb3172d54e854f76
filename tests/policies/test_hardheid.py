"""Who may use the hardship clause of an invented verordening, and what it leaves standing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.pipeline import check, decide, load

SHIPPED = Path(__file__).parents[2] / "policies" / "hardheid_voorbeeldstad"
NAME = "hardheid_voorbeeldstad"
TOETSEN = (SHIPPED / "toetsen_hardheid.beleid").read_text(encoding="utf-8")
CASE = json.loads((SHIPPED / "zaken" / "nabetaling.json").read_text(encoding="utf-8"))
DAY = date(2026, 3, 1)
WEIGHED = {
    "maanden_met_meer": "augustus",
    "waar_het_geld_heen_ging": "de huurachterstand",
    "doel_van_de_eis": "niet geraakt",
    "gevolg_van_weigeren_toeslag": "een jaar wachten",
}


def judged(door: str, waarde: bool = True) -> dict[str, Any]:
    one = {
        "oordeel": "onbillijkheid_van_overwegende_aard",
        "waarde": waarde,
        "door": door,
        "op": "2026-03-01",
        "omdat": "Zij had in augustus niets extra te besteden.",
        "gewogen": WEIGHED,
    }
    return {**CASE, "oordelen": [one]}


def codes(folder: Path, toetsen: str) -> set[str]:
    for file in SHIPPED.glob("*.beleid"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "toetsen_hardheid.beleid").write_text(toetsen, encoding="utf-8")
    return {one.kind.code for one in check(str(folder)).diagnostics}


@pytest.mark.parametrize(
    ("words", "code"), [("is ja door", "MW633"), ("ambtshalve bekeken door", "MW634")]
)
def test_a_toets_in_which_someone_without_a_mandate_decides_is_refused(
    tmp_path: Path, words: str, code: str
) -> None:
    wrong = TOETSEN.replace(f"{words} teammanager", f"{words} consulent")
    assert wrong != TOETSEN

    assert codes(tmp_path, wrong) == {code}


def test_a_case_in_which_someone_without_a_mandate_decides_is_refused() -> None:
    with pytest.raises(FactError) as refused:
        decide(load(NAME), judged("consulent"), peildatum=DAY)

    assert [one.kind.code for one in refused.value.diagnostics] == ["MW984"]


@pytest.mark.parametrize("door", ["teammanager", "college"])
def test_whoever_has_the_mandate_may_use_the_clause(door: str) -> None:
    decision = decide(load(NAME), judged(door), peildatum=DAY)

    (result,) = [one for one in decision.results if one.name == "langdurig_laag_in_voorbeeldstad"]
    assert (result.status, result.value, result.stage) == ("vast", True, "hardheid")


def test_a_refusal_shows_the_clause_as_refused_and_the_steps_to_take_further() -> None:
    decision = decide(load(NAME), judged("teammanager", waarde=False), peildatum=DAY)

    (result,) = [one for one in decision.results if one.name == "langdurig_laag_in_voorbeeldstad"]
    assert (result.status, result.value) == ("vast", False)
    clauses = [one.state for one in result.room if one.kind == "hardheidsclausule"]
    steps = [one.name for one in result.room if one.kind == "opschaling"]
    assert clauses == ["afgewezen"]
    assert steps == ["omgekeerde_toets", "doorbraakmethode"]

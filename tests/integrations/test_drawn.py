"""How many cases of a table a finding touches, on the command line."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maatwerk_rules.integrations import cli, drawn
from maatwerk_rules.integrations.drawn import drawn_from
from tests.small import BASE, policy_of
from tests.verification.town import TEXT

SCHEMA = Path(__file__).parents[2] / "docs/naslag/schemas/willekeur-1.schema.json"
QUICK = "--eigenschap P13 --bewijs uit --tijd 1"
WRITTEN = dict.fromkeys(("scheiding", "decimaal", "datums", "codering"))


@pytest.fixture
def town(here: Path) -> Path:
    """A policy, and a table of which two rows are not of these rules and one does not read."""
    (here / "stad.beleid").write_text(f"{BASE}\n{TEXT}", "utf-8")
    rows = [
        {"peildatum": "2026-03-01", "inkomen": inkomen, "in_detentie": False, **OTHER}
        for inkomen in (125_0, 125_1, 0, "veel")
    ]
    rows += [{**rows[0], "peildatum": day} for day in ("2020-01-01", "2020-02-01")]
    (here / "z.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return here


OTHER = {
    "geboortedatum": "1990-05-03",
    "woonsituatie": "alleenstaande",
    "geslacht": "x",
    "team": "zuid",
    "kanaal": "balie",
    "datum_melding": "2026-01-05",
    "kinderen": [{"leeftijd_kind": 4, "oogkleur": "blauw"}],
    "oordeel": {"te_hard": False, "onevenredig_gevolg_van_beleid": False},
}


def test_what_a_finding_touches_in_a_table_is_told(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef stad.beleid {QUICK} --tabel z.jsonl")
    assert ran.code == cli.FINDINGS
    assert "van de 3 zaken" in " ".join(ran.out.split())
    assert "3 rijen zijn niet te lezen, of van een dag met andere regels." in ran.err
    ran = maatwerk(f"beproef stad.beleid {QUICK} --tabel z.jsonl --vorm json")
    found = json.loads(ran.out)
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    touched = {one["sleutel"]: one["omvang"] for one in found["bevindingen"]}
    assert touched["P13 toeslag inkomen hoogstens"] == {
        "geraakt": 2,
        "van": 3,
        "te_weinig_bekend": 0,
        "zaken_in_bestand": 3,
        "aandeel_van": pytest.approx(0.2077, abs=1e-3),
        "aandeel_tot": pytest.approx(0.9385, abs=1e-3),
    }


def test_without_a_table_cases_are_drawn_around_the_toetsen(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef stad.beleid {QUICK}")
    assert "geloot rond de toetsen" in " ".join(ran.out.split())
    ran = maatwerk("beproef stad.beleid --bewijs uit --tijd 1 --eigenschap P12 --uitkomst jong")
    assert "geloot" not in ran.out


def test_of_a_large_table_each_row_is_as_likely(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "MOST", 20)
    row = json.loads((town / "z.jsonl").read_text("utf-8").splitlines()[0])
    lines = [json.dumps({**row, "inkomen": number}) for number in range(500)]
    (town / "veel.jsonl").write_text("\n".join(lines), "utf-8")
    policy = policy_of(TEXT)
    found = drawn_from(policy, policy.slices[-1], town / "veel.jsonl", None, WRITTEN)
    assert (found.total, found.unread, len(found.cases)) == (500, 0, 20)
    incomes = [
        next(v for leaf, v in one.values.items() if leaf.name == "inkomen") for one in found.cases
    ]
    assert len({*incomes}) == 20
    assert min(incomes) < 15_000 < 35_000 < max(incomes)


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("--tabel z.xls", cli.FINDINGS, "geen tabel die ik ken"),
        ("--tabel tikfout.csv", cli.FINDINGS, "inkomenn"),
        ("--datums d-m-jjjj", cli.WRONG_USE, "horen bij `--tabel`"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(
    maatwerk: Any, town: Path, typed: str, code: int, said: str
) -> None:
    (town / "tikfout.csv").write_text("inkomenn;peildatum\n1;2026-03-01\n", "utf-8")
    ran = maatwerk(f"beproef stad.beleid {QUICK} {typed}")
    assert ran.code == code
    assert said in ran.err


def test_one_row_that_does_not_read_is_told_as_one(maatwerk: Any, town: Path) -> None:
    lines = (town / "z.jsonl").read_text("utf-8").splitlines()
    (town / "een.jsonl").write_text("\n".join([lines[0], lines[3]]), "utf-8")
    assert (
        "1 rij is niet te lezen" in maatwerk(f"beproef stad.beleid {QUICK} --tabel een.jsonl").err
    )

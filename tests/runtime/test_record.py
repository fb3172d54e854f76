import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Percentage, Scalar, Type
from maatwerk_rules.model.unknown import Interval, Leaf
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import NO_BESLUIT, Decision, Question
from maatwerk_rules.runtime.record import SCHEMA, from_json, read_value, to_json, write_value
from tests.runtime.example_case import policy

SCHEMA_FILE = Path(__file__).parents[2] / "docs/naslag/schemas/uitkomst-1.schema.json"
BEZIT = {"@naam": "auto", "waarde_in_euro": 16000, "betwist": True}
JUDGED = {
    "oordeel": "beschikt_over",
    "voor": "auto",
    "waarde": True,
    "door": "consulent",
    "op": "2026-02-01",
    "omdat": "Hij rijdt er zelf in.",
    "gewogen": {"waarde_in_euro": "hoog", "inkomen": "geen", "bewijs": "kenteken"},
}
LOOK = {"door": "college", "op": "2026-02-02", "omdat": "Geen nood."}
CASES: dict[str, dict[str, object]] = {
    "nothing known": {},
    "judgement open": {"feiten": {"bezittingen": [BEZIT], "in_detentie": False}},
    "judged, looked and changed": {
        "feiten": {"bezittingen": [BEZIT], "in_detentie": False, "inkomen": "€ 10,50"},
        "oordelen": [JUDGED, {**JUDGED, "op": "2026-02-03"}],
        "bekeken": [LOOK],
        "gewenst_effect": "Werken.",
    },
}


def decided(name: str) -> Decision:
    return decide(policy(), CASES[name], peildatum=date(2026, 3, 1))


@pytest.mark.parametrize("name", CASES)
def test_a_decision_comes_back_from_json_as_it_was(name: str) -> None:
    decision = decided(name)

    again = from_json(policy(), json.loads(json.dumps(to_json(decision))))

    assert again == decision
    assert to_json(again) == to_json(decision)


@pytest.mark.parametrize("name", CASES)
def test_a_record_has_the_form_of_its_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the extra `test`")

    jsonschema.validate(to_json(decided(name)), json.loads(SCHEMA_FILE.read_text("utf-8")))


# Keys that a record of an older version does not have.
WRITTEN_LATER = ("vergt_eerst",)


def test_the_schema_names_exactly_the_keys_of_a_record() -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    kept = to_json(decided("judgement open"))
    parts = {
        "uitkomst": kept["uitkomsten"][0],
        "grond": kept["uitkomsten"][0]["gronden"][0],
        "ruimte": kept["uitkomsten"][0]["ruimte"][0],
        "vraag": kept["vragen"][0],
        "blad": kept["vragen"][0]["blad"],
    }

    assert schema["required"] == list(kept)
    assert {name: list(schema["$defs"][name]["properties"]) for name in parts} == {
        name: list(part) for name, part in parts.items()
    }
    assert {name: schema["$defs"][name]["required"] for name in parts} == {
        name: [key for key in part if key not in WRITTEN_LATER] for name, part in parts.items()
    }


def test_a_record_says_that_it_is_no_besluit() -> None:
    kept = to_json(decided("nothing known"))

    assert kept["let_op"] == NO_BESLUIT
    assert kept["schema"] == SCHEMA == "maatwerk/uitkomst/1"


def test_an_interval_and_a_duration_come_back() -> None:
    decision = decided("nothing known")
    name = "draagkracht"
    result = attrs.evolve(
        decision.results[0], name=name, possible=Interval(0, 10_050), at_most=(2, "maand"), value=5
    )
    question = Question(Leaf("bedrag", "verdwenen"), "beleid")
    changed = attrs.evolve(decision, results=(result,), questions=(question,))

    kept = to_json(changed)

    assert kept["uitkomsten"][0]["mogelijk"] == {"van": "0.00", "tot_en_met": "100.50"}
    assert kept["uitkomsten"][0]["ten_hoogste"] == {"aantal": 2, "eenheid": "maand"}
    assert from_json(policy(), kept) == changed


def test_an_impossible_outcome_comes_back() -> None:
    decision = decided("nothing known")
    result = attrs.evolve(decision.results[0], possible=None, value=None, status="geen_regel")
    changed = attrs.evolve(decision, results=(result,))

    assert from_json(policy(), to_json(changed)) == changed


@pytest.mark.parametrize(
    ("value", "type_", "written"),
    [
        (125050, Bedrag(), "1250.50"),
        (-5, Bedrag(), "-0.05"),
        (Fraction(100, 3), Bedrag(), "1/3"),
        (Fraction(1, 8), Percentage(), "0.125"),
        (1, Percentage(), "1"),
        (7, Aantal(), 7),
        (Fraction(7, 2), Aantal(), "3.5"),
        (date(2026, 3, 1), Datum(), "2026-03-01"),
        (True, JaNee(), True),
    ],
)
def test_values_are_kept_exactly(value: Scalar, type_: Type, written: object) -> None:
    assert write_value(value, type_) == written
    assert read_value(write_value(value, type_), type_) == value


@pytest.mark.parametrize("schema", ["maatwerk/uitkomst/9", None])
def test_another_form_is_refused_with_the_one_that_reads(schema: str | None) -> None:
    kept = {**to_json(decided("nothing known")), "schema": schema}

    with pytest.raises(FactError) as raised:
        from_json(policy(), kept)

    (found,) = raised.value.diagnostics
    assert found.code == "MW963"
    assert SCHEMA in found.help[0]


def test_a_record_of_another_text_is_refused() -> None:
    kept = {**to_json(decided("nothing known")), "hash": "0" * 64}

    with pytest.raises(FactError) as raised:
        from_json(policy(), kept)

    assert [one.code for one in raised.value.diagnostics] == ["MW964"]

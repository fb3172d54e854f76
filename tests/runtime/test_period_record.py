"""A decided period as JSON has the form of its schema, and says it is no besluit."""

import json
from datetime import date
from pathlib import Path

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.pipeline import from_json, to_json
from maatwerk_rules.runtime.decision import NO_BESLUIT
from tests.runtime.test_period import over, policy

FOLDER = Path(__file__).parents[2] / "docs/naslag"
PERIODS = {
    "vast": over(date(2025, 9, 16), date(2026, 2, 1)),
    "buiten": over(date(2024, 9, 16), date(2025, 2, 1)),
    "open": over(date(2026, 8, 1), date(2026, 12, 1), kinderen=[{"@naam": "a"}]),
}


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_has_the_form_of_its_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the extra `test`")
    schema = json.loads((FOLDER / "schemas/tijdvak-1.schema.json").read_text("utf-8"))

    written = json.loads(json.dumps(to_json(PERIODS[name])))

    jsonschema.validate(written, schema)
    assert written["schema"] == "maatwerk/tijdvak/1"
    assert written["let_op"] == NO_BESLUIT


def test_the_schema_names_exactly_the_keys() -> None:
    schema = json.loads((FOLDER / "schemas/tijdvak-1.schema.json").read_text("utf-8"))
    written = to_json(PERIODS["vast"])
    outcome = written["uitkomsten"][0]

    assert list(schema["properties"]) == list(written)
    assert list(schema["$defs"]["uitkomst"]["properties"]) == list(outcome)
    assert list(schema["$defs"]["deel"]["properties"]) == list(outcome["delen"][0])
    total = schema["$defs"]["totaal"]["oneOf"][1]["properties"]
    assert list(total) == list(outcome["totaal"])


def test_the_page_names_every_key() -> None:
    page = (FOLDER / "tijdvak-json.md").read_text("utf-8")
    written = to_json(PERIODS["open"])
    outcome = written["uitkomsten"][0]
    keys = {*written, *outcome, *outcome["delen"][0], *outcome["totaal"]}

    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_parts_and_totals_are_written_exactly() -> None:
    hoogte = to_json(PERIODS["buiten"])["uitkomsten"][0]

    assert [(part["van"], part["status"], part["waarde"]) for part in hoogte["delen"]] == [
        ("2024-09-16", "buiten_beleid", None),
        ("2025-01-01", "vast", "300.00"),
    ]
    assert hoogte["totaal"]["waarde"] is None
    assert (hoogte["totaal"]["vast"], hoogte["totaal"]["maanden_vast"]) == ("600.00", 2)
    assert hoogte["totaal"]["niet_meegeteld"] == [
        *("2024-09-16", "2024-10-01", "2024-11-01", "2024-12-01")
    ]


def test_a_period_is_not_read_as_a_decision() -> None:
    with pytest.raises(FactError) as raised:
        from_json(policy(), to_json(PERIODS["vast"]))

    assert [one.code for one in raised.value.diagnostics] == ["MW963"]

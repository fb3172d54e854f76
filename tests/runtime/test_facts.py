import json
import time
from types import MappingProxyType

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.facts import FactValue, read_facts
from tests.runtime.example_case import complaints_about, policy

LONGEST_WAIT = 30.0  # a fraction of a second to a few on an idle machine


def test_empty_case_reads() -> None:
    assert read_facts(policy(), {}) == read_facts(policy(), "{}") == read_facts(policy(), b"{}")


def test_case_reads_alike_from_text_bytes_and_mapping() -> None:
    data = {"feiten": {"inkomen": 900, "in_detentie": False}, "gewenst_effect": "Rust."}

    facts = read_facts(policy(), MappingProxyType(data))

    assert facts.gewenst_effect == "Rust."
    assert facts.values[Leaf("gegeven", "inkomen")] == FactValue(90_000)
    assert facts == read_facts(policy(), json.dumps(data))
    assert facts == read_facts(policy(), json.dumps(data).encode())


@pytest.mark.parametrize(
    ("data", "path", "code", "sentence"),
    [
        ([], None, "MW979", "Hier staat een lijst, maar een groep gegevens"),
        ("3", None, "MW979", "Hier staat 3, maar een groep gegevens"),
        ({"feiten": 3}, "feiten", "MW979", "Hier staat 3, maar een groep gegevens"),
        ({"fieten": {}}, "fieten", "MW973", "Ik ken geen sleutel met de naam `fieten`. Bedoelt u"),
        ({3: {}}, None, "MW979", "Hier staat de sleutel 3, maar een tekst als sleutel wordt verw"),
        (
            *({"inkomen": 900}, "inkomen", "MW973"),
            "Ik ken geen onderdeel van een zaak met de naam `inkomen`. Bedoelt u `feiten.inkomen`?",
        ),
        ({"gevraagd": "recht"}, "gevraagd", "MW979", 'Hier staat "recht", maar een lijst w'),
        ({"gevraagd": [None]}, "gevraagd[0]", "MW979", "Hier staat niets (null), maar de naam van"),
        (
            {"gevraagd": ["recgt"]},
            "gevraagd[0]",
            "MW973",
            "Ik ken geen uitkomst met de naam `recgt`. Bedoelt u `recht`?",
        ),
        ({"gewenst_effect": 3}, "gewenst_effect", "MW979", "Hier staat 3, maar een gewone tekst"),
        ('{"feiten": {"inkomen": NaN}}', "inkomen", "MW974", "NaN lees ik niet als bedrag per ma"),
        ('{"feiten": {"inkomen": 1e999999}}', "inkomen", "MW974", "1e999999 lees ik niet als be"),
        (
            *(f'{{"feiten": {{"inkomen": {"9" * 1_000_000}}}}}', "inkomen", "MW972"),
            "Deze zaak is te groot: een getal van 1000000 cijfers; hoogstens 40.",
        ),
    ],
    ids=range(13),
)
def test_case_of_another_shape_is_refused(
    data: object, path: str | None, code: str, sentence: str
) -> None:
    ((found_path, found_code, found_sentence),) = complaints_about(data)

    assert (found_path, found_code) == (path, code)
    assert found_sentence.startswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        '{"feiten": {"bezittingen": [' + "{}," * 1_500_000 + "{}]}}",
        '{"feiten": {"bezittingen": [' + '{"sinds":1},' * 400_000 + "{}]}}",
        '{"feiten": {' + ",".join(f'"inkomen{number}":1' for number in range(250_000)) + "}}",
        '{"oordelen": [' + "{}," * 1_500_000 + "{}]}",
        '{"feiten": {"woonsituatie": "' + "gehuwd" * 800_000 + '"}}',
        '{"feiten": {"inkomen": "' + "1 per " * 800_000 + '"}}',
        '{"feiten": {"inkomen": "' + "€" * 1_600_000 + '"}}',
        '{"' + "feiten" * 800_000 + '": 1}',
    ],
    ids=range(8),
)
def test_hostile_case_is_refused_in_bounded_time(text: str) -> None:
    policy()
    start = time.process_time()

    found = complaints_about(text)

    assert time.process_time() - start < LONGEST_WAIT
    assert len(found) <= 200
    assert max(len(f"{path}{sentence}") for path, _, sentence in found) < 600


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        ({"feiten": {"a": 1, "b": 2, "inkomen": 3}}, ["MW973", "MW973"]),
        ({"feiten": {"a": 1, "b": 2, "c": 3, "inkomen": 3, "in_detentie": True}}, ["MW986"]),
        ({"feiten": {"a": 1, "b": 2}, "oordelen": [{"oordeel": "c"}]}, ["MW986"]),
    ],
)
def test_a_case_of_another_policy_gives_one_complaint(
    case: dict[str, object], codes: list[str]
) -> None:
    with pytest.raises(FactError) as raised:
        read_facts(policy(), case)

    assert [each.code for each in raised.value.diagnostics] == codes


def test_of_a_case_of_another_policy_five_names_are_shown() -> None:
    with pytest.raises(FactError) as raised:
        read_facts(policy(), {"feiten": dict.fromkeys("abcdefg", 1), "oordelen": [3, {}]})

    (found,) = raised.value.diagnostics
    assert found.headline == (
        "Deze zaak lijkt bij ander beleid te horen: 7 van de 7 namen kent dit beleid niet."
    )
    assert found.help[1] == "Onbekend: `a`, `b`, `c`, `d` en `e`, en nog 2."

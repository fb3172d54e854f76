"""A decided period in Dutch: a table of sub-periods, their grounds, and the total."""

from datetime import date

import pytest

from maatwerk_rules.explanation.document import to_json
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import decide_period, explain, load
from maatwerk_rules.resources import read_text
from maatwerk_rules.runtime.period_decision import PeriodDecision
from tests.explanation.told import flat
from tests.runtime.test_period import over, policy

OLD = {"geboren": "1990-01-01"}


def told(found: PeriodDecision, layers: int = 2) -> str:
    return flat(to_text(explain(policy(), found, layers=layers), 10_000))


def test_every_sub_period_has_its_outcome_and_grounds_with_article() -> None:
    found = over(date(2025, 6, 1), date(2026, 1, 1), "hoogte", **OLD)

    said = told(found, 1)

    assert "2025-06-01 2025-06-30 € 1.000,01 per maand volle norm, artikel 21 van de" in said
    assert "2025-07-01 2025-12-31 € 1.100,10 per maand" in said
    assert "2026-01-01 2026-01-31 € 1.200 per maand" in said
    assert "Totaal: € 8.800,61." in said
    assert said.endswith("Dit is geen besluit; het college beslist.")
    assert "Waarom?" not in said


def test_the_same_reason_is_told_once_for_consecutive_parts() -> None:
    said = told(over(date(2025, 6, 1), date(2026, 1, 1), "hoogte", **OLD))

    assert said.count("De regel ‘volle norm’") == 1
    assert "1 juni 2025 tot en met 31 januari 2026 (8 maanden): Dit staat vast" in said


def test_what_is_open_says_what_is_missing_and_asks() -> None:
    found = over(date(2026, 8, 1), date(2026, 11, 1), "hoogte", **OLD)

    said = told(found, 3)

    assert "2026-10-01 2026-11-30 nog onbepaald er ontbreekt: ‘norm’ op deze datum" in said
    assert "Het totaal is nog niet bekend. Over 2 maanden staat vast: samen € 2.400." in said
    assert "Wat is de volgende vraag?" in said
    assert "Versies" in said


def test_months_that_are_not_decided_are_named() -> None:
    said = told(over(date(2024, 11, 5), date(2025, 1, 1), "hoogte", **OLD))

    assert "over november 2024 tot en met december 2024 is niet beslist" in said
    assert "2024-11-05 2024-12-31 niet beslist dit beleid geldt dan niet" in said
    assert "Het totaal van de andere maanden is € 1.000,01." in said
    assert "Niet meegeteld: november 2024 tot en met december 2024." in said
    assert "1 januari 2025 tot en met 31 januari 2025 (1 maand):" in said


def test_an_outcome_without_any_amount_has_no_total() -> None:
    said = told(over(date(2025, 1, 1), date(2025, 2, 1), "eenmalig"))

    assert "2025-01-01 2025-02-28 geen regel geen regel werkt hier" in said
    assert "Er is geen totaal: in geen enkele maand staat vast dat er een bedrag is." in said


def test_a_refusal_without_a_deciding_rule_names_what_was_not_met() -> None:
    children = [{"@naam": "anna", "geboren": "2020-01-01"}]
    said = told(over(date(2025, 3, 1), date(2025, 3, 1), "eenmalig", "eigen", kinderen=children))
    none = told(over(date(2025, 3, 1), date(2025, 3, 1), "eenmalig", inkomen=600))

    assert "Eigen voor anna" in said
    assert "niet vervuld: sinds maart, artikel 35 van de Participatiewet" in none


@pytest.mark.parametrize("layers", [0, 4])
def test_another_number_of_layers_is_wrong_use(layers: int) -> None:
    with pytest.raises(ValueError, match="1, 2 of 3 lagen"):
        explain(policy(), over(date(2025, 3, 1), date(2025, 3, 1)), layers=layers)


def test_the_table_is_a_table_in_every_form() -> None:
    document = explain(policy(), over(date(2025, 6, 1), date(2025, 7, 1), "hoogte", **OLD))

    narrow = to_text(document, 40)
    (table,) = [one for one in to_json(document)["blokken"] if one["soort"] == "tabel"]  # type: ignore[attr-defined]

    assert "| van | tot en met | uitkomst | op grond van |\n| --- |" in to_markdown(document)
    assert "- van: 2025-06-01, tot en met:\n  2025-06-30, uitkomst:" in narrow
    assert table["kop"] == ["van", "tot en met", "uitkomst", "op grond van"]
    assert len(table["rijen"]) == 2
    assert max(map(len, to_text(document, 80).splitlines())) <= 80


def test_a_recovery_over_months_tells_what_comes_first_and_the_room() -> None:
    policy = load("participatiewet")
    case = read_text("policies/participatiewet/zaken/terugvordering.json")
    found = decide_period(policy, case, van=date(2025, 11, 1), tot=date(2026, 2, 1))

    said = flat(to_text(explain(policy, found, layers=2), 10_000))
    start = said.index("Terugvordering verplicht")
    mandatory = said[start : said.index("Terugvordering bevoegd", start)]

    assert "Waarover moet eerst zijn beslist? - Herziening." in mandatory
    assert mandatory.count("Welke ruimte is er?") == 1
    assert "Bron: artikel 58, achtste lid, van de Participatiewet." in mandatory


def test_a_sum_names_the_rules_behind_it_with_their_reason() -> None:
    case = read_text("policies/participatiewet/zaken/terugvordering.json")
    found = decide_period(
        load("participatiewet"),
        case,
        van=date(2025, 10, 1),
        tot=date(2025, 12, 1),
        uitkomsten=("teruggevorderd_bedrag",),
    )
    said = flat(to_text(explain(load("participatiewet"), found, layers=2), 10_000))
    first = "alles bij elkaar, artikel 58, eerste lid, van de Participatiewet"
    behind = "terugvordering na schending, artikel 58, eerste lid, van de Participatiewet"
    assert f"2025-10-01 2025-10-31 € 500 per maand {first}; {behind}" in said
    assert f"2025-12-01 2025-12-31 € 0 per maand {first} " in said
    assert "U vertelde niet wat van belang was. Daardoor kreeg u te veel bijstand." in said

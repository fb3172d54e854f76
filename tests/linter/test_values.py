"""What is wrong with values: counted twice, outside their range, copied, left behind."""

import pytest

from tests.linter.test_checks import found

CAR = """gegeven auto: bedrag tussen € 0 en € 100.000
  vraag "Wat is uw auto waard?"
  grondslag Pw artikel 17 lid 1
begrip bezit: bedrag
  bron Pw artikel 34 lid 1
  is auto
"""
LISTED = """soort bezitting heeft
  waarde_in_euro: bedrag tussen € 0 en € 10.000
    vraag "Wat is het waard?"
gegeven bezittingen: lijst van hoogstens 5 bezitting
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
"""
DATED = """bedrag eerste per maand
  bron Pw artikel 21
  met ingang van 2025-01-01: € 100
  met ingang van 2025-07-01: € 110
  met ingang van 2026-01-01: € 120
  laatst bekend
bedrag tweede per maand
  bron Pw artikel ARTICLE
  met ingang van 2025-01-01: € 200
  met ingang van 2025-07-01: € 210
  END
"""


def total(value: str, name: str = "vermogen", article: str = "Pw artikel 34 lid 1") -> str:
    return f"begrip {name}: bedrag\n  bron {article}\n  is {value}\n"


@pytest.mark.parametrize("value", ["bezit + auto", "auto + (bezit - € 5)", "auto + auto"])
def test_amount_that_is_added_twice_is_found(value: str) -> None:
    (one,) = found("MW509", CAR + total(value))

    assert (one.facts["bedrag"], one.facts["keer"]) == ("auto", "2")


@pytest.mark.parametrize(
    "value", ["bezit - auto", "bezit", "(bezit indien in_detentie, anders auto)", "bezit + € 5"]
)
def test_amount_that_is_added_once_is_left_alone(value: str) -> None:
    assert found("MW509", CAR + total(value)) == []


def test_only_the_sum_that_first_holds_it_twice_is_told() -> None:
    text = CAR + total("bezit + auto") + total("vermogen + € 10", "meer_vermogen")

    (one,) = found("MW509", text)

    assert one.facts["langs"] == ", ook door `bezit`"


def test_list_that_is_added_up_twice_is_found() -> None:
    each = "som van b.waarde_in_euro voor b uit bezittingen"

    assert len(found("MW509", LISTED + total(f"{each} + {each}"))) == 1


def test_value_below_its_range_is_found_with_a_case() -> None:
    text = CAR + "begrip rest: bedrag tussen € 0 en € 100.000\n  bron Pw artikel 34\n"

    (one,) = found("MW208", text + "  is auto - € 500\n")

    assert one.witness is not None
    assert one.facts["naam"] == "rest"


def test_value_above_its_range_that_a_rule_gives_is_found() -> None:
    text = (
        "uitkomst hoogte: bedrag per maand tussen € 0 en € 1.000\n  anders € 0 per maand\n"
        "  gunstig is hoger\nregel hoogte_regel bepaalt hoogte\n  bron Pw artikel 35 lid 1\n"
        "  bedoeling eigen_middelen_eerst\n  indien in_detentie\n  dan inkomen + € 1 per maand\n"
    )

    assert [one.facts["naam"] for one in found("MW208", text)] == ["hoogte"]


@pytest.mark.parametrize(
    "value",
    [
        "auto",
        "auto - € 500 maar ten minste € 0",
        "(auto - € 1 indien auto is meer dan € 1, anders € 0)",
    ],
)
def test_value_that_stays_within_its_range_is_left_alone(value: str) -> None:
    text = CAR + "begrip rest: bedrag tussen € 0 en € 100.000\n  bron Pw artikel 34\n"

    assert found("MW208", f"{text}  is {value}\n") == []


def test_sum_that_is_least_without_records_is_found() -> None:
    text = CAR + "begrip rest: bedrag tussen € 0 en € 200.000\n  bron Pw artikel 34\n"
    value = "  is som van b.waarde_in_euro voor b uit bezittingen - auto\n"

    (one,) = found("MW208", LISTED + text + value)

    assert one.facts["waarde"] == "-€ 100.000,00"


def test_count_of_the_list_a_record_stands_in_is_left_alone() -> None:
    text = (
        "begrip samen per bezitting: aantal tussen 1 en 5\n  bron Pw artikel 34\n"
        "  is aantal b uit bezittingen waarvoor b.waarde_in_euro is bezitting.waarde_in_euro\n"
    )

    assert found("MW208", LISTED + text) == []


def test_amount_that_lags_behind_its_article_is_found() -> None:
    text = DATED.replace("ARTICLE", "21 onderdeel b").replace("END", "laatst bekend")

    (one,) = found("MW867", text)

    assert (one.facts["naam"], one.facts["dag"]) == ("tweede", "1 januari 2026")


@pytest.mark.parametrize(
    ("article", "end"),
    [
        ("22", "laatst bekend"),
        ("21", "bekend tot 2026-01-01"),
        ("21", 'niet bekend vanaf 2026-01-01 "Nog niet gepubliceerd."\n  laatst bekend'),
        ("21", "met ingang van 2025-10-01: € 220\n  laatst bekend"),
    ],
)
def test_amount_that_may_stay_is_left_alone(article: str, end: str) -> None:
    text = DATED.replace("ARTICLE", article).replace("END", end)

    assert found("MW867", text) == []


def test_amount_of_the_municipality_may_equal_another_on_one_day() -> None:
    text = (
        "bedrag grens\n  bron Pw artikel 34\n  met ingang van 2026-01-01: € 8.000\n"
        "  laatst bekend\n"
        "bedrag eigen_grens\n  bron Beleid artikel 3\n  met ingang van 2026-01-01: € 8.000\n"
        "  laatst bekend\n"
    )

    assert found("MW866", text) == []


@pytest.mark.parametrize(
    "value", ["loon_bruto - beslag_netto", "(loon_bruto + € 1 per maand) + beslag_netto"]
)
def test_gross_and_net_in_one_sum_is_found(value: str) -> None:
    facts = "".join(
        f"gegeven {name}: bedrag per maand tussen € 0 en € 9.000\n  uit register brp\n"
        for name in ("loon_bruto", "beslag_netto")
    )
    begrip = f"begrip samen: bedrag per maand\n  bron Pw artikel 32\n  is {value}\n"

    (one,) = found("MW854", facts + begrip)

    assert (one.facts["eerste"], one.facts["tweede"]) == ("`loon_bruto`", "`beslag_netto`")


def test_net_field_compared_with_a_gross_amount_of_another_day_is_found() -> None:
    text = (
        "bedrag grens_bruto per maand\n  bron Pw artikel 32\n  met ingang van 2026-01-01: € 100\n"
        "  laatst bekend\nsoort baan heeft\n  netto: bedrag per maand tussen € 0 en € 9.000\n"
        '    vraag "Hoeveel?"\nbegrip veel per baan: ja/nee\n  bron Pw artikel 32\n'
        "  is baan.netto is meer dan grens_bruto geldend op peildatum\n"
    )

    (one,) = found("MW854", text)

    assert (one.facts["eerste"], one.facts["tweede"]) == ("`baan.netto`", "`grens_bruto`")


FAMILY = """soort persoon heeft
  loon: bedrag per maand tussen € 0 en € 20.000
    uit register brp
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  vraag "Met wie woont u?"
  grondslag Pw artikel 17 lid 1
huishouden gezin bevat aanvrager, partner
begrip telt_mee per persoon: bedrag per maand
  bron Pw artikel 32 lid 1
  is persoon.loon maar ten hoogste € 1.000 per maand
begrip samen: bedrag per maand
  bron Pw artikel 32 lid 1
  is som van p.telt_mee voor p uit gezin
begrip weinig: ja/nee
  bron Pw artikel 32 lid 1
  is LEFT is minder dan € 500 per maand
"""


@pytest.mark.parametrize(
    ("left", "times"),
    [
        ("aanvrager.telt_mee", 1),
        ("(aanvrager.telt_mee - € 10 per maand) + € 5 per maand", 1),
        ("aanvrager.telt_mee + som van p.telt_mee voor p uit partner", 0),
        ("aanvrager.loon", 0),
        ("samen", 0),
    ],
)
def test_derived_amount_of_one_person_is_found_beside_that_of_the_household(
    left: str, times: int
) -> None:
    assert len(found("MW720", FAMILY.replace("LEFT", left))) == times


def test_amount_that_stayed_when_others_changed_was_looked_up() -> None:
    text = (
        "bedrag vast per maand\n  bron Pw artikel 23\n  met ingang van 2026-01-01: € 50\n"
        "  met ingang van 2026-07-01: € 50\n  laatst bekend\n"
    )
    other = text.replace("vast", "ander").replace("2026-07-01: € 50", "2026-07-01: € 51")

    assert len(found("MW864", text)) == 1
    assert found("MW864", text + other) == []


def test_amount_of_the_municipality_that_differs_once_is_its_own() -> None:
    text = (
        "bedrag grens\n  bron Pw artikel 34\n  met ingang van 2025-01-01: € 7.770\n"
        "  met ingang van 2026-01-01: € 8.000\n  laatst bekend\n"
    )
    own = text.replace("bedrag grens", "bedrag eigen_grens").replace("Pw", "Beleid")

    assert len(found("MW866", text + own)) == 1
    assert found("MW866", text + own.replace("8.000", "8.100")) == []


def test_sum_that_always_has_a_record_is_not_claimed_to_be_nil() -> None:
    text = FAMILY.replace("LEFT", "samen").split("begrip telt_mee")[0]
    text += "begrip rest: bedrag per maand tussen € 0 en € 90.000\n  bron Pw artikel 32 lid 1\n"
    text += "  is som van p.loon voor p uit gezin - inkomen\n"

    assert found("MW208", text) == []

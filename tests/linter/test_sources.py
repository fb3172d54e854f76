"""What a policy says of the law it rests on, and where that does not fit."""

import pytest

from maatwerk_rules.pipeline import lint
from maatwerk_rules.source import Source
from tests.linter.test_checks import JUDGEMENT, decided, found

ROOM = "  ruimte voor verordening bron Pw artikel 7 lid 1\n"
HELP = """uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
  ruimte voor verordening bron Pw artikel 7 lid 1
regel altijd_hulp bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  dan ja
uitzondering niet_bij_detentie op altijd_hulp
  bron Verordening artikel 4
  bron Pw artikel 7 lid 1
  binnenwettelijk
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan nee
"""


@pytest.mark.parametrize(
    ("place", "times"),
    [("Pw artikel 11", 1), ("Pw artikel 11 lid 1", 1), ("Pw artikel 11 lid 2", 0)],
)
@pytest.mark.parametrize("code", ["MW204", "MW220"])
def test_part_of_an_article_lies_in_the_article(code: str, place: str, times: int) -> None:
    grade = "nog niet in werking" if code == "MW204" else "niet gecodeerd"
    text = f'{decided("in_detentie")}dekking {place} {grade} "Dit staat er nog niet in."\n'

    assert len(found(code, text)) == times


def test_ruling_is_no_article_that_can_be_left_out() -> None:
    text = decided("in_detentie").replace("Pw artikel 11 lid 1", "ECLI:NL:CRVB:2018:1600")
    text += 'dekking ECLI:NL:CRVB:2018:1600 niet gecodeerd "Deze uitspraak staat er niet in."\n'

    assert found("MW220", text) == []


def test_draft_may_rest_on_what_is_not_in_force() -> None:
    text = decided("in_detentie").replace("  dan ja", '  nog niet in werking "Straks."\n  dan ja')
    text += 'dekking Pw artikel 11 nog niet in werking "Straks."\n'

    assert found("MW204", text) == []


def test_local_refusal_under_the_norm_of_a_judgement_needs_one() -> None:
    (one,) = found("MW610", JUDGEMENT + HELP)

    assert (one.facts["oordeel"], one.facts["uitkomst"]) == ("nodig", "hulp")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "  indien in_detentie",
            "  karakter moet\n  toetsen altijd\n  indien in_detentie en niet oordeel nodig",
        ),
        ("  bron Pw artikel 7 lid 1\n  binnen", "  bron Pw artikel 7 lid 2\n  binnen"),
    ],
)
def test_local_refusal_that_is_judged_or_rests_elsewhere_is_left_alone(old: str, new: str) -> None:
    assert found("MW610", JUDGEMENT + HELP.replace(old, new)) == []


@pytest.mark.parametrize("said", ['let op "Artikel 2 telt meer mee." bron Beleid artikel 2', ""])
def test_own_word_of_the_law_is_left_alone_once_it_is_explained(said: str) -> None:
    text = "begrip middelen: bedrag per maand\n  bron Pw artikel 31\n  is inkomen\n"
    text += "begrip middelen_voor_hulp: bedrag per maand\n  bron Beleid artikel 2\n"
    text += f"  {said}\n" if said else ""

    assert bool(found("MW210", f"{text}  is inkomen\n")) is (not said)


def test_own_word_that_rules_derive_from_that_of_the_law_is_left_alone() -> None:
    text = (
        "begrip kansarm: ja/nee\n  bron Pw artikel 7\n  is in_detentie\n"
        "begrip kansarm_in_de_stad: ja/nee\n  bron Beleid artikel 2\n  anders nee\n"
        "regel kansarm_regel bepaalt kansarm_in_de_stad\n  bron Beleid artikel 2\n"
        "  binnenwettelijk\n"
        "  bedoeling eigen_middelen_eerst\n  indien kansarm\n  dan ja\n"
    )

    assert found("MW210", text) == []


def test_term_of_the_municipality_is_left_alone() -> None:
    text = (
        "gegeven datum_melding: datum tussen 2000-01-01 en 2100-01-01\n  uit register brp\n"
        "termijn wachttijd\n  bron Beleid artikel 3\n  begint op datum_melding\n  duurt 4 weken\n"
    )

    assert found("MW807", text) == []


def test_number_that_nobody_fills_in_needs_no_range() -> None:
    text = "begrip deel: percentage\n  bron Pw artikel 8\n  is (5% indien in_detentie, anders 6%)\n"
    text += "begrip soort_hulp: leefvorm\n  bron Pw artikel 8\n  in te vullen door verordening\n"

    assert found("MW609", text) == []


REPLACED = """regel oude_hulp bepaalt hulp
  bron SOURCE artikel 2
  bedoeling eigen_middelen_eerst
  geldt van 2026-01-01 tot 2026-07-01
  indien in_detentie
  dan ja
regel nieuwe_hulp bepaalt hulp
  bron SOURCE artikel 2
  bedoeling eigen_middelen_eerst
  geldt van 2026-07-01
  dan ja
"""


@pytest.mark.parametrize(("source", "times"), [("Pw", 0), ("Beleid", 1)])
def test_only_a_municipality_chose_what_it_says_of_running_cases(source: str, times: int) -> None:
    begrip = "begrip hulp: ja/nee\n  bron Pw artikel 35\n  anders nee\n"

    assert len(found("MW805", begrip + REPLACED.replace("SOURCE", source))) == times


@pytest.mark.parametrize(
    ("name", "told", "more", "times"),
    [
        ("tijdelijke_hulp", "U krijgt hulp.", "", 1),
        ("hulp_regel", "U krijgt tijdelijk hulp.", "", 1),
        ("hulp_regel", "U woont tijdelijk ergens anders.", "", 0),
        (
            "tijdelijke_hulp",
            "U krijgt hulp.",
            '  let op "Het college zegt hoe lang." bron Pw artikel 7\n',
            0,
        ),
        ("tijdelijke_hulp", "U krijgt hulp.", "  geldt van 2026-01-01 tot 2027-01-01\n", 0),
        ("tijdelijke_hulp", "U krijgt hulp.", "  ten hoogste 2 maanden\n", 0),
    ],
)
def test_what_is_temporary_ends(name: str, told: str, more: str, times: int) -> None:
    text = decided("in_detentie").replace("hulp_bij_nood", name)
    text = text.replace("  dan ja\n", f"{more}  dan ja\n") + f'  uitleg "{told}"\n'

    assert len(found("MW809", text)) == times


def test_what_follows_another_outcome_ends_with_it() -> None:
    text = decided("recht").replace("hulp_bij_nood", "tijdelijke_hulp")

    assert found("MW809", text) == []


@pytest.mark.parametrize(
    "act",
    [
        'regeling Gw wet BWBR0001840 "Grondwet"',
        'regeling Ander wet BWBR0001842 "Een andere wet"',
        'regeling Gw beleidsregel voorbeeld "Grondwet"',
    ],
)
def test_act_under_its_own_or_an_unknown_number_is_left_alone(act: str) -> None:
    assert found("MW202", f"{act}\n") == []


def test_act_is_known_from_the_policy_that_is_used() -> None:
    text = (
        'beleid eigen "Eigen"\n  taalversie 1\n  geldt van 2026-01-01\n'
        "  gebruikt rotterdam_giften_2023\n"
        "regeling Giften beleidsregel CVDR701579"
        ' "Beleidsregels giften en kostenvoordelen Participatiewet Rotterdam 2023"\n'
    )

    linted = lint(Source("eigen.beleid", text))

    assert [one.facts["goed"] for one in linted.diagnostics if one.code == "MW202"] == [
        "CVDR701597"
    ]

"""A duty that may ask more than can be done now is flagged, about the duty and not the person."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from maatwerk_rules import decide, from_json, load, to_json
from maatwerk_rules.besluit.ability import Flags, flags
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.toets_case import facts_of
from tests.besluit.cases import DAY, POLICY, WILLEM
from tests.small import policy_of

POLICIES = Path(__file__).parents[2] / "policies"
DIEMEN = load("diemen_afstemming_2015")
LAW = load("participatiewet")
NO_BLAME: dict[str, Any] = {
    "oordeel": "elk_verwijt_ontbreekt",
    "voor": "plan",
    "door": "college",
    "op": "2026-03-01",
    "omdat": "Zij was die maand ernstig ziek.",
    "gewogen": {"kon_hij_het": "nee", "wist_hij_het": "ja", "eigen_verklaring": "Ik was ziek."},
}
MADE = """
waarde doenvermogen "Een plicht vraagt niet meer dan iemand nu kan."
  eigen lezing
bedoeling plicht_die_kan "Een plicht die nu niet kan, geldt nu niet."
  eigen lezing
  dient doenvermogen
  geschonden als plicht is ja en woonsituatie is alleenstaande_ouder
oordeel kan_nu_niet: ja/nee
  vraag "Vraagt deze plicht nu te veel?"
  maatstaf Pw artikel 18 lid 1
  door college
  weegt zorg "Wie zorgt er voor de kinderen?"
  bedoeling plicht_die_kan
  motivering verplicht
uitkomst plicht: ja/nee
  anders nee
  gunstig is nee
regel iedereen bepaalt plicht
  bron Pw artikel 9 lid 1
  bedoeling eigen_middelen_eerst
  dan ja
{kind} uitstel {target}
  bron Pw artikel 18 lid 1
  karakter moet beoordelen
  bedoeling plicht_die_kan
  {strekking}
  toetsen altijd
  indien oordeel kan_nu_niet
  dan nee
"""
EXCEPTION = MADE.format(kind="uitzondering", target="op iedereen", strekking="").replace("  \n", "")


def diemen(judged: Any = None) -> Flags:
    case = json.loads((POLICIES / "diemen_afstemming_2015/zaken/zaak_16.json").read_text("utf-8"))
    case["oordelen"] += [judged] if judged else []
    return flags(DIEMEN, decide(DIEMEN, case, peildatum=DAY))


def plicht(policy: Policy, **facts: Any) -> Decision:
    return decide(policy, {"feiten": facts}, peildatum=DAY, uitkomsten=("plicht",))


def test_the_missed_plan_of_diemen_asks_first_whether_it_could_be_done() -> None:
    found = diemen()
    assert found.is_declared
    blame, percentage = found.found
    assert (blame.state, blame.ground) == ("niet bekeken", "geen_verwijt")
    assert blame.outcomes[0] == "maatregel"
    assert blame.duty == ("maatregel_opleggen",)
    assert blame.bedoelingen == ("geen_schuld_geen_maatregel",)
    assert [one.leaf.name for one in blame.asked] == ["elk_verwijt_ontbreekt"]
    assert "vraagt misschien meer dan nu kan" in blame.text
    assert "“Ontbreekt elke vorm van verwijtbaarheid?”" in blame.text
    assert percentage.ground == "andere_verlaging_vastgesteld"
    assert percentage.duty == ("verlaging_tweede",)
    assert (
        "Vroeg de plicht toen meer dan kon?"
        in dict(percentage.asked[0].factors)["individuele_omstandigheden"]
    )
    assert found.unseen == found.found


def test_who_looked_and_found_that_it_fits_is_told() -> None:
    blame, *_ = diemen({**NO_BLAME, "waarde": False}).found
    assert (blame.state, blame.asked) == ("bekeken", ())
    assert "past volgens College van burgemeester en wethouders bij wat nu kan" in blame.text
    assert "1 maart 2026" in blame.text


def test_a_duty_that_was_lifted_is_flagged_no_more() -> None:
    assert diemen({**NO_BLAME, "waarde": True}).found == ()


def test_a_policy_that_does_not_say_what_sees_to_it_is_told_so() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY)
    assert flags(POLICY, decision) == Flags((), False)


def test_a_municipality_may_call_the_value_otherwise() -> None:
    found = flags(POLICY, decide(POLICY, WILLEM, peildatum=DAY), waarde="meedoen")
    assert [one.ground for one in found.found] == ["vrijgesteld_bezit"]


def test_an_intention_that_is_violated_says_that_it_is_too_much() -> None:
    policy = policy_of(EXCEPTION)
    (one,) = flags(policy, plicht(policy, woonsituatie="gehuwd")).found
    assert one.state == "niet bekeken"
    judged = {"oordeel": "kan_nu_niet", "waarde": False, "door": "college", "op": "2026-03-01",
              "omdat": "De oma past op.", "gewogen": {"zorg": "oma"}}  # fmt: skip
    case = {"feiten": {"woonsituatie": "alleenstaande_ouder"}, "oordelen": [judged]}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("plicht",))
    found = flags(policy, decision)
    assert [one.state for one in found.unseen] == ["vraagt te veel"]
    assert found.found[0].text.endswith("vraagt nu meer dan deze inwoner kan.")


def test_deviations_of_every_kind_name_the_rule_they_make_room_in() -> None:
    rule = MADE.format(kind="afwijkingsgrond", target="bij iedereen", strekking="ten gunste")
    group = MADE.format(kind="afwijkingsgrond", target="bij groep samen", strekking="ten gunste")
    hardship = (
        MADE.format(
            kind="hardheidsclausule",
            target="bij regeling Verordening",
            strekking="ten gunste\n  stelt terzijde iedereen",
        )
        .replace(
            "Pw artikel 18 lid 1\n  karakter",
            "Verordening artikel 9\n  binnenwettelijk\n  karakter",
        )
        .replace("Pw artikel 9 lid 1", "Verordening artikel 3\n  binnenwettelijk")
    )
    for text, duty in (
        (rule, ("iedereen",)),
        (group + '\ngroep samen "Samen" bevat iedereen\n', ("iedereen",)),
        (hardship, ("iedereen",)),
    ):
        policy = policy_of(text)
        (one,) = flags(policy, plicht(policy, in_detentie=False)).found
        assert one.duty == duty


def test_a_rule_that_gives_by_itself_is_its_own_duty() -> None:
    case = {"feiten": {"geboortedatum": "1990-12-01", "woonkosten": 750}}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("woonkostentoeslag",))
    (one,) = flags(POLICY, decision, waarde="bestaanszekerheid").found
    assert one.duty == ("noodzakelijke_woonkosten",)


def of_toets(name: str, *outcomes: str, day: date = DAY) -> Decision:
    (toets,) = (one for one in LAW.beleid.all(Toets) if one.naam == name)
    return decide(LAW, facts_of(LAW, toets), peildatum=day, uitkomsten=outcomes)


def test_what_was_not_shown_in_time_is_looked_at_before_it_counts() -> None:
    found = flags(LAW, of_toets("woonsituatie_niet_laten_zien", "opschorting_betaling"))
    (event,) = (one for one in found.found if one.ground is None)
    assert (event.state, event.outcomes) == ("niet bekeken", ("opschorting_betaling",))
    assert event.duty
    assert event.text.startswith("‘Woonsituatie getoond’ is niet op tijd aangetoond")


def test_a_term_that_still_runs_is_no_failure() -> None:
    early = of_toets("woonsituatie_niet_laten_zien", "opschorting_betaling", day=date(2026, 2, 3))
    assert [one for one in flags(LAW, early).found if one.ground is None] == []


def test_what_no_outcome_rests_on_is_no_failure() -> None:
    other = of_toets("woonsituatie_niet_laten_zien", "melden_kan")
    assert [one for one in flags(LAW, other).found if one.ground is None] == []
    kept = from_json(LAW, to_json(of_toets("woonsituatie_niet_laten_zien", "opschorting_betaling")))
    assert [one for one in flags(LAW, kept).found if one.ground is None] == []

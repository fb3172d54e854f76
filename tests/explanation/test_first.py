"""What must be decided before an outcome is told with it, and changes nothing of it."""

from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import from_json, to_json
from tests.explanation.told import DAY, decided, lines, policy, told

RULES = """
gegeven te_veel: ja/nee
  vraag "Is er te veel betaald?"
  grondslag Pw artikel 17 lid 1
uitkomst herziening: ja/nee
  anders nee
  gunstig is nee
regel herzien bepaalt herziening
  bron Pw artikel 54 lid 3
  bedoeling vangnet
  indien te_veel
  dan ja
uitkomst intrekking: ja/nee
  vergt eerst herziening
uitkomst terugvordering: ja/nee
  anders nee
  gunstig is nee
  vergt eerst herziening, intrekking
regel terug bepaalt terugvordering
  bron Pw artikel 58 lid 1
  bedoeling vangnet
  indien te_veel
  dan ja
"""
PER_RECORD = """
soort schuld heeft
  te_veel: ja/nee
gegeven schulden: lijst van hoogstens 3 schuld
  vraag "Welke schulden?"
  grondslag Pw artikel 17 lid 1
uitkomst herziening per schuld: ja/nee
  anders nee
  gunstig is nee
regel herzien bepaalt herziening
  bron Pw artikel 54 lid 3
  bedoeling vangnet
  indien schuld.te_veel
  dan ja
uitkomst invordering per schuld: ja/nee
  anders nee
  gunstig is nee
  vergt eerst herziening
"""


def test_explanation_says_what_the_rules_say_of_the_decision_that_comes_first() -> None:
    text = told(decided(RULES, feiten={"te_veel": True}), 2)

    assert (
        "- Herziening. Nu zeggen de regels ja, en dat staat vast op deze feiten."
        " - Intrekking. Nu zeggen de regels daar niets van."
    ) in text


def test_what_was_not_decided_with_it_is_named_without_an_outcome() -> None:
    said = lines(decided(RULES, "terugvordering", feiten={"te_veel": True}), ["Herziening. "], 2)

    assert said == ["Herziening. Daarover gaat deze uitleg niet; kijk wat daarover is beslist."]


def test_each_record_names_the_decision_about_itself() -> None:
    schulden = [{"@naam": "auto", "te_veel": True}, {"@naam": "boete", "te_veel": False}]

    said = lines(decided(PER_RECORD, feiten={"schulden": schulden}), ["Herziening. "], 2)

    assert said == [
        "Herziening. Nu zeggen de regels ja (voor auto), en dat staat vast op deze feiten.",
        "Herziening. Nu zeggen de regels nee (voor boete), en dat staat vast op deze feiten.",
    ]


def test_it_changes_no_value() -> None:
    without = RULES.replace("  vergt eerst herziening, intrekking\n", "")
    facts = {"te_veel": True}

    one = decided(RULES, "terugvordering", feiten=facts)["terugvordering"]
    other = decided(without, "terugvordering", feiten=facts)["terugvordering"]

    assert (one.value, one.status, one.missing) == (other.value, other.status, other.missing)
    assert (one.first, other.first) == (("herziening", "intrekking"), ())


def test_json_holds_it_and_reads_a_text_of_before() -> None:
    decision = decided(RULES, "terugvordering", feiten={"te_veel": True})
    data = to_json(decision)
    assert data["uitkomsten"][0]["vergt_eerst"] == ["herziening", "intrekking"]
    assert from_json(policy(RULES), data) == decision

    del data["uitkomsten"][0]["vergt_eerst"]

    assert from_json(policy(RULES), data)["terugvordering"].first == ()


def test_page_of_the_policy_names_it() -> None:
    page = to_text(policy_page(policy(RULES), DAY), 200)

    assert "Eerst moet zijn beslist over wat hier speelt: herziening of intrekking." in page
    assert "Uitkomst: intrekking" in page

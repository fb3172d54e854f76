"""What carries an outcome: the facts of the rules that decide, and no others."""

from datetime import date
from typing import Any

import attrs
import pytest

from maatwerk_rules import decide
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.explanation.carried import carried, set_aside
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.runtime.decision import Decision
from tests.besluit.made import MADE
from tests.small import policy_of

DAY = date(2026, 3, 1)
TEXT = """
soort post heeft
  waarde_ervan: bedrag tussen € 0 en € 1.000
    vraag "Hoeveel is dit?"
    grondslag Pw artikel 17 lid 1
  telt: ja/nee
    vraag "Telt dit?"
    grondslag Pw artikel 17 lid 1
gegeven posten: lijst van hoogstens 5 post
  vraag "Welke posten zijn er?"
  grondslag Pw artikel 17 lid 1
gegeven eerste: ja/nee
  vraag "Is het eerste zo?"
  grondslag Pw artikel 17 lid 1
gegeven tweede: ja/nee
  vraag "Is het tweede zo?"
  grondslag Pw artikel 17 lid 1
gegeven derde: ja/nee
  vraag "Is het derde zo?"
  grondslag Pw artikel 17 lid 1
begrip een_ervan: ja/nee
  bron Pw artikel 11 lid 1
  is eerste of tweede
begrip som_ervan: bedrag
  bron Pw artikel 11 lid 1
  is som van p.waarde_ervan voor p uit posten waarvoor p.telt
begrip iets_telt: ja/nee
  bron Pw artikel 11 lid 1
  is er is een p uit posten waarvoor p.telt
begrip mag: ja/nee
  bron Pw artikel 11 lid 1
  anders nee
regel mag_als bepaalt mag
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien eerste
  dan ja
uitzondering mag_toch_niet op mag_als
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien derde
  dan nee
uitkomst allebei: ja/nee
  anders nee
  gunstig is ja
regel allebei_nodig bepaalt allebei
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien een_ervan en derde
  dan ja
uitkomst bedragen: bedrag
  gunstig is hoger
regel tel_op bepaalt bedragen
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan som_ervan
gegeven streng: bedrag tussen € 0 en € 1.000
  vraag "Hoe streng is het?"
  grondslag Pw artikel 17 lid 1
gegeven vreemd: ja/nee
  vraag "Is het vreemd?"
  grondslag Pw artikel 17 lid 1
uitkomst streng_of_niet: ja/nee
  anders nee
  gunstig is ja
regel niet_streng bepaalt streng_of_niet
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien eerste en derde
  dan ja
uitzondering wel_streng op niet_streng
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien vreemd en streng is meer dan € 10
  dan nee
uitkomst rest: ja/nee
  anders nee
  gunstig is ja
regel rest_ja bepaalt rest
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien niet vreemd
  dan eerste
uitzondering rest_toch op rest_ja
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien derde
  dan buiten toepassing
uitkomst mag_het: ja/nee
  anders nee
  gunstig is ja
regel het_mag bepaalt mag_het
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien mag of iets_telt
  dan ja
"""


def decided(outcome: str, **facts: Any) -> Decision:
    return decide(policy_of(TEXT), {"feiten": facts}, peildatum=DAY, uitkomsten=(outcome,))


def told(decision: Decision) -> list[str]:
    (result,) = decision
    return [str(one) for one in carried(result, decision.facts)]


def post(value: int, counts: bool) -> dict[str, Any]:
    return {"waarde_ervan": value, "telt": counts}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"eerste": True, "tweede": False, "derde": True}, ["derde", "eerste"]),
        ({"eerste": True, "tweede": True, "derde": False}, ["derde"]),
        ({"eerste": False, "tweede": False, "derde": True}, ["eerste", "tweede"]),
    ],
)
def test_of_a_condition_only_what_makes_it_so_carries(
    facts: dict[str, bool], expected: list[str]
) -> None:
    assert told(decided("allebei", **facts)) == expected


def test_a_nought_and_what_does_not_take_part_carry_no_sum() -> None:
    posts = [post(10, True), post(0, True), post(500, False)]
    carries = told(decided("bedragen", posten=posts))
    assert "waarde_ervan voor 0" in carries
    assert "waarde_ervan voor 1" not in carries
    assert "waarde_ervan voor 2" not in carries


def test_a_list_without_records_carries_as_a_list() -> None:
    assert told(decided("bedragen", posten=[])) == ["posten"]


def test_of_several_records_one_for_which_it_is_so_is_enough() -> None:
    posts = [post(1, False), post(2, True)]
    carries = told(decided("mag_het", eerste=False, posten=posts))
    assert carries == ["telt voor 1"]


def test_an_exception_that_works_takes_the_place_of_its_rule() -> None:
    carries = told(decided("mag_het", eerste=True, derde=True, posten=[]))
    assert "derde" in carries
    assert "eerste" not in carries


def test_what_makes_an_exception_work_goes_before_what_is_asked_of_everybody() -> None:
    facts = {"eerste": True, "derde": True, "streng": 12, "vreemd": True}
    carries = told(decided("streng_of_niet", **facts))
    assert carries == ["streng", "vreemd"]


@pytest.mark.parametrize(
    ("name", "first"), [("willem", "waarde_in_euro voor auto"), ("aisha", "geboortedatum")]
)
def test_of_a_rule_that_was_set_aside_is_told_what_it_was_about(name: str, first: str) -> None:
    policy, made = MADE[name]
    decision = replay(policy, made()).decision
    (result,) = decision
    assert [str(one) for one in set_aside(result, decision.facts)] == [first]
    assert set_aside(attrs.evolve(result, shown=None), decision.facts) == ()


def test_a_fact_that_a_rule_set_aside_names_itself_is_found_without_a_reckoning() -> None:
    decision = decided("rest", derde=True, eerste=True, vreemd=False)
    (result,) = decision
    assert [str(one) for one in set_aside(result, decision.facts)] == ["vreemd", "eerste"]


def test_an_outcome_without_a_trace_is_carried_by_nothing_that_can_be_told() -> None:
    decision = decided("allebei", eerste=True, derde=True)
    (result,) = decision
    assert carried(attrs.evolve(result, shown=None), decision.facts) == ()


@pytest.mark.parametrize("name", MADE)
def test_what_carries_was_read(name: str) -> None:
    policy, made = MADE[name]
    decision = replay(policy, made()).decision
    for result in decision:
        if result.trace is not None:
            used = used_leaves(result.trace, decision.facts)
            assert set(carried(result, decision.facts)) <= set(used)

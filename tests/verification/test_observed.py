"""The evaluator says what a claim comes to in given cases."""

from datetime import date

import attrs
import pytest

from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Bedrag, Datum, JaNee, Keuze
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import Agrees, Claim, Reaches
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.observed import (
    Observed,
    differs,
    observe,
    rank,
    settles,
    shown,
)
from maatwerk_rules.verification.properties import P02, P06
from maatwerk_rules.verification.search.replaying import Judge
from tests.small import policy_of
from tests.verification.cases import case, without
from tests.verification.town import TEXT

POLICY = policy_of(TEXT)
PROGRAM = POLICY.slices[-1].program
CLAIMS = {claim.key: claim for claim in derive(POLICY, PROGRAM)}


def tell(key: str, *cases: Case) -> bool | None:
    return shown(POLICY, PROGRAM, CLAIMS[key], cases)


def test_a_case_that_no_rule_decides_refutes_that_one_does() -> None:
    assert tell("P01 vroeg", case(geslacht="m")) is True
    assert tell("P01 vroeg", case(geslacht="v")) is False


def test_a_rule_lives_in_a_case_that_it_helps_to_decide() -> None:
    assert tell("P05 toeslag toeslag_kind", case(4)) is True
    assert tell("P05 toeslag toeslag_kind", case(14)) is False


NOT_KNOWN_YET = """
begrip rijk: ja/nee
  is inkomen is meer dan grens
bedrag grens per maand
  bron Pw artikel 11 lid 1
  met ingang van 2024-01-01: € 10,00
  niet bekend vanaf 2025-01-01 "Er is nog geen bron."
  bekend tot 2030-01-01
uitkomst gift: bedrag per maand
  anders € 0 per maand
  gunstig is hoger
regel gift_bij_weinig bepaalt gift
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is minder dan € 900
  dan grens
regel gift_bij_rijk bepaalt gift
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is ten minste € 900 en rijk
  dan € 5 per maand
"""


def test_a_rule_lives_before_the_amount_is_known_that_it_gives() -> None:
    policy = policy_of(TEXT + NOT_KNOWN_YET)
    program = policy.slices[-1].program
    claims = {claim.key: claim for claim in derive(policy, program)}
    little, much = case(inkomen=80_000), case(inkomen=100_000)

    assert shown(policy, program, claims["P05 gift gift_bij_weinig"], (little,)) is True
    assert shown(policy, program, claims["P05 gift gift_bij_weinig"], (much,)) is False
    assert shown(policy, program, claims["P05 gift gift_bij_rijk"], (much,)) is False
    assert Judge(policy, program).shows(claims["P05 gift gift_bij_weinig"], (little,)) is True


def test_a_deviation_with_a_judgement_never_works_without() -> None:
    assert tell("P06 toeslag toch_toeslag", case(judged=True)) is False


def test_rules_that_agree_are_no_contradiction() -> None:
    assert tell("P02 vroeg", case(geslacht="v")) is False


def test_a_pair_with_another_outcome_refutes_that_a_fact_does_not_matter() -> None:
    bare = attrs.evolve(CLAIMS["P09 vroeg geslacht"], documented=frozenset())
    pair = case(geslacht="v"), case(geslacht="m")
    assert shown(POLICY, PROGRAM, bare, pair) is True


def test_a_limit_that_is_meant_refutes_nothing() -> None:
    assert tell("P09 vroeg geslacht", case(geslacht="v"), case(geslacht="m")) is False


def test_a_limit_in_a_begrip_that_is_meant_refutes_nothing_either() -> None:
    policy = policy_of(
        TEXT
        + """
begrip arm: ja/nee
  anders nee
regel arm_is_weinig bepaalt arm
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is minder dan € 900
  dan ja
uitkomst pas: ja/nee
  anders nee
  gunstig is ja
regel pas_bij_arm bepaalt pas
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien arm
  dan ja
gelijkheid
  grens arm_is_weinig is bewust omdat "Zo staat het er." bron Pw artikel 11 lid 1
"""
    )
    program = policy.slices[-1].program
    claim = {one.key: one for one in derive(policy, program)}["P13 pas inkomen"]
    pair = case(inkomen=89_999), case(inkomen=90_000)
    assert shown(policy, program, claim, pair) is False
    bare = attrs.evolve(claim, documented=frozenset())
    assert shown(policy, program, bare, pair) is True


def test_more_than_before_refutes_never_more_and_less_does_not() -> None:
    poor, rich = case(4, inkomen=125_000), case(4, inkomen=125_001)
    assert tell("P12 toeslag inkomen nooit meer", poor, rich) is False
    assert tell("P12 toeslag inkomen nooit meer", rich, poor) is True


def test_a_loss_above_what_is_said_refutes_the_slope() -> None:
    poor, rich = case(4, inkomen=125_000), case(4, inkomen=125_001)
    assert tell("P13 toeslag inkomen hoogstens", poor, rich) is True
    assert tell("P13 toeslag inkomen", poor, rich) is True
    assert tell("P13 toeslag inkomen", poor, poor) is False


def test_a_birthday_between_two_days_makes_another_case() -> None:
    born = """
uitkomst volwassen: ja/nee
  anders nee
  gunstig is ja
regel volwassen_is_18 bepaalt volwassen
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien leeftijd van geboortedatum op peildatum is ten minste 18 jaar
  dan ja
"""
    policy = policy_of(TEXT + born)
    program = policy.slices[-1].program
    claim = {one.key: one for one in derive(policy, program)}["P16 volwassen"]
    birth = date(2008, 4, 2)
    days = [case(geboortedatum=birth, day=date(2026, 4, day)) for day in (1, 2, 3)]
    assert shown(policy, program, claim, (days[0], days[1])) is None
    assert shown(policy, program, claim, (days[1], days[2])) is False


def test_a_begrip_is_varied_as_a_fact() -> None:
    none, one = (with_children(number) for number in (0, 1))
    assert tell("P12 toeslag jonge_kinderen nooit minder", none, one) is False
    assert tell("P12 toeslag jonge_kinderen nooit minder", one, none) is True


def with_children(number: int) -> Case:
    bare = case()
    values = {**bare.values, Leaf("gegeven", "jonge_kinderen"): number}
    return attrs.evolve(bare, values=values)


def test_a_case_that_is_open_cannot_exist_or_is_no_premise_tells_nothing() -> None:
    assert tell("P05 recht detentie", without(case(), "in_detentie")) is None
    assert tell("P05 recht detentie", case(woonsituatie="gehuwd", inkomen=0)) is None
    assert tell("P05 recht detentie", case(in_detentie=True, inkomen=600_000)) is None
    assert tell("P05 recht detentie", case(in_detentie=True)) is True


def test_an_outcome_per_record_is_observed_of_each() -> None:
    per_child = policy_of(
        TEXT
        + """
uitkomst zakgeld per kind: bedrag tussen € 0 en € 50
  anders € 0
  gunstig is hoger
regel zakgeld_klein bepaalt zakgeld
  bron Beleid artikel 5
  bedoeling eigen_middelen_eerst
  indien kind.leeftijd_kind is ten minste 6
  dan € 5
"""
    )
    program = per_child.slices[-1].program
    whole = case(4, 8)
    values = {**whole.values, Leaf("oordeel", "onevenredig_gevolg_van_beleid"): False}
    found = observe(per_child, program, attrs.evolve(whole, values=values), "zakgeld")
    assert found is not None
    assert {str(record): seen.value for record, seen in found.items()} == {
        "kind_0": 0,
        "kind_1": 500,
    }
    claims = {claim.key: claim for claim in derive(per_child, program)}
    alive = claims["P05 zakgeld zakgeld_klein"]
    assert shown(per_child, program, alive, (attrs.evolve(whole, values=values),)) is True
    assert RecordId("kinderen", "kind_1") in found


SEEN = Observed(True)


def test_a_contradiction_and_a_value_are_seen_as_such() -> None:
    assert settles(Claim(P02, "vroeg", Agrees()), Observed(None, conflict=True), PROGRAM)
    assert settles(Claim(P06, "recht", Reaches(False)), Observed(False), PROGRAM)


def test_a_deviation_without_judgements_that_works_is_refuted() -> None:
    claim = CLAIMS["P06 toeslag toch_toeslag"]
    working = Observed(0, working={("toeslag", None): frozenset({"toch_toeslag"})})
    assert not settles(claim, working, PROGRAM)
    old = PROGRAM.definitions["toeslag"]
    bare = tuple(
        attrs.evolve(one, node=attrs.evolve(one.node, judgements=())) for one in old.deviations
    )
    changed = attrs.evolve(old, deviations=bare)
    program = attrs.evolve(PROGRAM, definitions={**PROGRAM.definitions, "toeslag": changed})
    assert settles(claim, working, program)


def test_a_claim_of_a_pair_is_not_asked_of_one_case_nor_the_other_way_round() -> None:
    definition = PROGRAM.definitions["vroeg"]
    with pytest.raises(ValueError, match="P16 vroeg"):
        settles(CLAIMS["P16 vroeg"], SEEN, PROGRAM)
    with pytest.raises(ValueError, match="P01 vroeg"):
        differs(CLAIMS["P01 vroeg"], SEEN, SEEN, definition)


def test_more_follows_the_order_of_the_outcome() -> None:
    lower = Definition("boete", Bedrag(), order="lager")
    assert rank(100, lower) > rank(200, lower)
    day = Definition("dag", Datum())
    assert rank(date(2026, 1, 2), day) > rank(date(2026, 1, 1), day)
    assert rank("b", Definition("k", Keuze(("a", "b")), order=("b", "a"))) == 0
    assert rank("b", Definition("k", Keuze(("a", "b")))) == 0
    assert rank(True, Definition("j", JaNee(), order=(True, False))) == 0


def test_what_has_no_value_is_neither_more_nor_less() -> None:
    claim = CLAIMS["P12 toeslag inkomen nooit meer"]
    nothing = Observed(None, no_rule=True)
    assert not differs(claim, nothing, Observed(1), PROGRAM.definitions["toeslag"])

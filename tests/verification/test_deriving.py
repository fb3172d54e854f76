"""Which claims a policy makes follows from what it declares and from the roles of its facts."""

import attrs

from maatwerk_rules.model.clauses import Monotoon
from maatwerk_rules.verification.claims import Claim, Measured, Place, Same, type_of
from maatwerk_rules.verification.cone import is_outside, may_read
from maatwerk_rules.verification.deriving import derive, documented
from maatwerk_rules.verification.properties import (
    P04,
    P05,
    P06,
    P12,
    P13,
    P14,
    P17,
    PROPERTIES,
    find,
)
from tests.small import policy_of
from tests.verification.town import TEXT

POLICY = policy_of(TEXT)
PROGRAM = POLICY.slices[-1].program
CLAIMS = {claim.key: claim for claim in derive(POLICY, PROGRAM)}


def with_code(code: str) -> set[str]:
    return {key.removeprefix(f"{code} ") for key in CLAIMS if key.startswith(code)}


def test_an_outcome_without_anders_must_be_decided_and_others_always_are() -> None:
    assert with_code("P01") == {"vroeg"}


def test_rules_of_every_definition_may_not_contradict_each_other() -> None:
    assert with_code("P02") == {"recht", "toeslag", "vroeg"}


def test_every_clause_must_live_also_those_that_the_checker_supplied() -> None:
    assert with_code("P05") == {
        *("recht basisrecht", "recht detentie", "toeslag toeslag_kind", "toeslag toch_toeslag"),
        *("toeslag afwijking_van_beleid", "vroeg vroeg_geboren"),
    }


def test_a_deviation_may_only_work_with_its_judgement() -> None:
    assert with_code("P06") == {"toeslag toch_toeslag", "toeslag afwijking_van_beleid"}


def test_protected_facts_and_fields_may_not_matter_to_any_outcome() -> None:
    assert with_code("P09") == {
        f"{outcome} {place}"
        for outcome in ("recht", "toeslag", "vroeg")
        for place in ("geslacht", "kinderen.oogkleur")
    }


def test_facts_of_the_process_and_those_that_are_named_may_not_matter() -> None:
    assert with_code("P10") == {
        f"{outcome} {place}"
        for outcome in ("recht", "toeslag", "vroeg")
        for place in ("team", "kanaal")
    }


def test_a_declared_direction_is_a_claim_also_of_a_begrip() -> None:
    assert with_code("P12") == {
        "toeslag inkomen nooit meer",
        "toeslag jonge_kinderen nooit minder",
    }
    assert isinstance(CLAIMS["P12 toeslag inkomen nooit meer"].said, Monotoon)


def test_steps_are_measured_where_an_outcome_reads_the_fact() -> None:
    assert with_code("P13") == {
        *("toeslag inkomen hoogstens", "toeslag inkomen", "toeslag kinderen.leeftijd_kind"),
    }
    assert {claim.asks for key, claim in CLAIMS.items() if "hoogstens" in key} == {P13}


def test_each_judgement_has_a_width_in_the_outcomes_that_read_it() -> None:
    assert with_code("P15") == {"toeslag te_hard", "toeslag onevenredig_gevolg_van_beleid"}


def test_every_outcome_is_asked_for_a_day_later_and_every_list_for_its_order() -> None:
    assert with_code("P16") == {"recht", "toeslag", "vroeg"}
    assert with_code("P04") == {"toeslag kinderen"}


def test_a_limit_that_is_meant_goes_with_each_claim_about_what_may_not_matter() -> None:
    assert CLAIMS["P09 vroeg geslacht"].documented == {"vroeg_geboren"}
    assert documented(POLICY)["vroeg_geboren"].omdat == "Zo staat het er."


def test_keys_are_unique_and_claims_come_in_the_order_of_the_properties() -> None:
    claims = derive(POLICY, PROGRAM)
    assert len({claim.key for claim in claims}) == len(claims)
    codes = [claim.asks.code for claim in claims]
    assert codes == sorted(codes)


def test_only_the_wanted_properties_are_asked() -> None:
    assert {claim.asks for claim in derive(POLICY, PROGRAM, (P04, P05))} == {P04, P05}


def test_what_no_rule_reads_lies_outside_the_cone_of_an_outcome() -> None:
    assert is_outside(CLAIMS["P09 toeslag geslacht"], PROGRAM)
    assert not is_outside(CLAIMS["P09 vroeg geslacht"], PROGRAM)
    assert not is_outside(CLAIMS["P12 toeslag jonge_kinderen nooit minder"], PROGRAM)
    assert not is_outside(CLAIMS["P04 toeslag kinderen"], PROGRAM)
    assert is_outside(attrs_like("recht"), PROGRAM)


def attrs_like(outcome: str) -> Claim:
    claim = CLAIMS["P04 toeslag kinderen"]
    return Claim(claim.asks, outcome, Same(), claim.change)


def test_an_outcome_reads_what_its_rules_name_through_begrippen() -> None:
    assert {str(place) for place in may_read(PROGRAM, "toeslag")} == {
        *("inkomen", "kinderen.leeftijd_kind", "te_hard", "onevenredig_gevolg_van_beleid"),
    }


def test_what_a_case_records_of_itself_is_no_place() -> None:
    leaves = {"recht": frozenset({"niet aangetoond inkomen"})}
    assert not may_read(attrs.evolve(PROGRAM, leaves=leaves), "recht")


def test_the_type_of_a_place_is_that_of_fact_field_judgement_or_begrip() -> None:
    places = (
        Place("gegeven", "team"),
        Place("gegeven", "oogkleur", "kinderen"),
        Place("oordeel", "te_hard"),
        Place("begrip", "jonge_kinderen"),
    )
    assert all(type_of(place, PROGRAM) is not None for place in places)
    nowhere = (
        *(Place("gegeven", "nergens"), Place("oordeel", "nergens"), Place("begrip", "nergens")),
        *(Place("gegeven", "oogkleur", "team"), Place("gegeven", "nergens", "kinderen")),
    )
    assert all(type_of(place, PROGRAM) is None for place in nowhere)


PER_CHILD = """
begrip leeftijd_later per kind: aantal jaren
  is kind.leeftijd_kind + 1 jaar
gelijkheid
  meer leeftijd_later geeft nooit minder toeslag
  1 jaar meer leeftijd_later kost hoogstens € 1 toeslag
"""


def test_what_exists_once_per_record_is_not_varied_as_a_fact() -> None:
    more = policy_of(TEXT + PER_CHILD)
    claims = derive(more, more.slices[-1].program, (P12, P13))
    assert not [claim.key for claim in claims if "leeftijd_later" in claim.key]


def test_a_property_is_found_by_its_number_or_name() -> None:
    assert find("P12") is P12
    assert find("meer-nood-nooit-minder") is P12
    assert [find(one.slug) for one in PROPERTIES] == [*PROPERTIES]


def test_a_refusal_must_stay_possible_where_a_deviation_gives() -> None:
    always = """
oordeel nijpend: ja/nee
  vraag "Is dat nijpend?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
afwijkingsgrond toch_recht bij detentie
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen altijd
  indien oordeel nijpend
  dan ja
"""
    policy = policy_of(always)
    claims = {claim.key: claim for claim in derive(policy, policy.slices[-1].program, (P06,))}
    assert set(claims) == {"P06 recht toch_recht", "P06 recht nee"}
    assert claims["P06 recht nee"].exists
    assert not claims["P06 recht toch_recht"].exists


def test_whether_a_fact_does_something_is_asked_of_the_policy_that_declares_it() -> None:
    used = attrs.evolve(POLICY, written=attrs.evolve(POLICY.written, sources={}))

    assert [one for one in derive(POLICY, PROGRAM) if one.asks is P14]
    assert not [one for one in derive(used, PROGRAM) if one.asks is P14]


def test_the_way_in_which_a_difference_is_measured_stands_in_the_key_of_its_claim() -> None:
    demands = Measured(), Measured("minder"), Measured("meer")
    claims = [Claim(P17, "toeslag", one) for one in demands]
    assert [one.key for one in claims] == ["P17 toeslag", "P17 toeslag minder", "P17 toeslag meer"]

"""Claims are proved for all cases at once, or refuted by a pair that the evaluator confirms."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import attrs
import pytest

from maatwerk_rules.memory import Memory
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import load
from maatwerk_rules.source import Span
from maatwerk_rules.verification import claims as c
from maatwerk_rules.verification import properties as p
from maatwerk_rules.verification.claims import Claim, Place
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.smt import proving
from maatwerk_rules.verification.smt.proving import Prover, WrongModelError, place, prove
from maatwerk_rules.verification.smt.solving import Answer, Limit, Solver
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.town import TEXT

pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")

POLICY = policy_of(TEXT)
PART = POLICY.slices[-1]
CLAIMS = {claim.key: claim for claim in derive(POLICY, PART.program)}
NEEDING_CASES = {
    key: claim
    for key, claim in CLAIMS.items()
    if not isinstance(claim.demand, c.ByLaw | c.Grounded | c.Used)
}


@pytest.fixture(scope="module")
def prover() -> Iterator[Prover]:
    with Prover(POLICY, PART, Limit(20), strict=True) as made:
        yield made


@cache
def told() -> dict[str, Verdict]:
    with Prover(POLICY, PART, Limit(20), strict=True) as made:
        return {key: made.prove(claim) for key, claim in NEEDING_CASES.items()}


def proved(policy: Policy, claim: Claim, **options: object) -> Verdict:
    with Prover(policy, policy.slices[-1], Limit(20), strict=True, **options) as made:  # type: ignore[arg-type]
        return made.prove(claim)


def test_every_claim_of_the_town_is_decided() -> None:
    undecided = [key for key, verdict in told().items() if verdict.status == "onbeslist"]

    assert undecided == []
    assert all(verdict.method == "bewijs" for verdict in told().values())


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("P01 vroeg", "weerlegd"),
        ("P02 toeslag", "bewezen"),
        ("P05 toeslag toch_toeslag", "levend"),
        ("P05 toeslag afwijking_van_beleid", "dood"),
        ("P06 toeslag toch_toeslag", "bewezen"),
        ("P09 recht geslacht", "bewezen"),
        ("P09 vroeg geslacht", "bewezen"),
        ("P12 toeslag inkomen nooit meer", "bewezen"),
        ("P12 toeslag jonge_kinderen nooit minder", "bewezen"),
        ("P13 toeslag inkomen hoogstens", "weerlegd"),
        ("P16 recht", "bewezen"),
    ],
)
def test_a_claim_comes_out_as_it_should(key: str, status: str) -> None:
    assert told()[key].status == status


@pytest.mark.parametrize("key", NEEDING_CASES)
def test_cases_are_confirmed_by_the_evaluator(key: str) -> None:
    verdict = told()[key]

    assert bool(verdict.cases) == (verdict.status in ("weerlegd", "levend", "gemeten"))
    if verdict.cases:
        assert shown(POLICY, PART.program, CLAIMS[key], verdict.cases) is True
    else:
        assert "van 1 januari" in verdict.reason or "vanaf 1 januari" in verdict.reason
        assert "z3" in verdict.reason


def test_a_pair_differs_only_in_what_was_changed() -> None:
    first, second = told()["P13 toeslag inkomen hoogstens"].cases
    differing = {leaf.name for leaf in first.values if first.values[leaf] != second.values[leaf]}

    assert differing == {"inkomen"}
    assert first.peildatum == second.peildatum


def test_the_largest_difference_is_measured() -> None:
    assert told()["P13 toeslag inkomen"].size == 20_000
    assert told()["P15 toeslag te_hard"].size == 5_000


def test_without_its_documented_limit_a_pair_is_refuted(prover: Prover) -> None:
    claim = attrs.evolve(CLAIMS["P09 vroeg geslacht"], documented=frozenset())

    assert prover.prove(claim).status == "weerlegd"


def test_a_limit_in_what_does_not_change_splits_no_pair(prover: Prover) -> None:
    claim = attrs.evolve(CLAIMS["P09 vroeg geslacht"], documented=frozenset({"toeslag_kind"}))

    assert prover.prove(claim).status == "weerlegd"


def test_a_rule_that_asks_no_judgement_works_without_one(prover: Prover) -> None:
    claim = Claim(p.P06, "vroeg", c.OnlyJudged("vroeg_geboren"))

    assert prover.prove(claim).status == "weerlegd"


def test_one_function_proves_one_claim() -> None:
    verdict = prove(POLICY, PART, CLAIMS["P02 toeslag"], limit=Limit(20))

    assert verdict.status == "bewezen"
    assert verdict.seconds > 0


def test_what_was_proved_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = attrs.evolve(CLAIMS["P09 vroeg geslacht"], documented=frozenset())
    first = proved(POLICY, claim, memory=Memory(tmp_path))

    monkeypatch.setattr(Solver, "_told", lambda *_: pytest.fail("it was asked again"))
    again = proved(POLICY, claim, memory=Memory(tmp_path))

    assert attrs.evolve(again, seconds=0) == attrs.evolve(first, seconds=0)


# ---------------------------------------------------------------- what is not decided


def test_a_model_that_the_evaluator_does_not_confirm_is_a_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proving, "shown", lambda *_: False)

    with pytest.raises(WrongModelError):
        proved(POLICY, CLAIMS["P01 vroeg"])
    with Prover(POLICY, PART, Limit(20)) as lenient:
        verdict = lenient.prove(CLAIMS["P01 vroeg"])
    assert verdict.status == "onbeslist"
    assert "bevestigt niet" in verdict.reason


def test_without_time_nothing_is_decided(prover: Prover) -> None:
    verdict = prover.prove(CLAIMS["P01 vroeg"], 0.0)

    assert (verdict.status, verdict.reason) == ("onbeslist", "de solver had meer tijd nodig")


def test_a_formula_that_is_too_deep_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Prover, "asking", too_deep)

    assert proved(POLICY, CLAIMS["P01 vroeg"]).reason == "te diep in elkaar"


def test_a_place_is_told_by_file_and_line() -> None:
    (name,) = POLICY.beleid.sources
    line = POLICY.beleid.sources[name].text.index("uitkomst vroeg")

    assert place(POLICY, Span(name, line, line + 1)).startswith(f" ({name}, regel ")
    assert place(POLICY, Span("elders", 0, 1)) == ""


def test_a_claim_that_needs_no_cases_is_refused(prover: Prover) -> None:
    (by_law,) = [one for one in CLAIMS.values() if one.key == "P03 recht"]

    with pytest.raises(ValueError, match="two cases"):
        prover.prove(by_law)


DIVISION = """
gegeven personen_in_huis: aantal tussen 1 en 1.000
  vraag "Met hoeveel bent u?"
  grondslag Pw artikel 17 lid 1
uitkomst deel: bedrag per maand
  gunstig is hoger
regel ieder_een_deel bepaalt deel
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan (inkomen / personen_in_huis) rekenkundig afgerond op centen
uitkomst keer: aantal tussen 0 en 100.000.000
  gunstig is hoger
regel keer_elkaar bepaalt keer
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan personen_in_huis * personen_in_huis
"""


def test_what_is_not_supported_is_told_with_its_line() -> None:
    policy = policy_of(DIVISION)
    verdict = proved(policy, Claim(p.P02, "deel", c.Reaches(True)))

    assert verdict.status == "onbeslist"
    assert "een deling door een getal met veel waarden" in verdict.reason
    assert "regel" in verdict.reason


def test_a_product_of_many_by_many_is_proved_where_its_ends_are_enough() -> None:
    policy = policy_of(DIVISION)
    more = c.More(Place("gegeven", "personen_in_huis"))

    never_less = proved(policy, Claim(p.P12, "keer", c.Never("minder"), more))
    never_more = proved(policy, Claim(p.P12, "keer", c.Never("meer"), more))

    assert never_less.status in ("bewezen", "onbeslist")
    assert never_more.status == "weerlegd"


def test_no_step_is_smaller_than_one() -> None:
    step = c.Step(Place("gegeven", "inkomen"), Fraction(1, 2))
    verdict = proved(POLICY, Claim(p.P13, "toeslag", c.AtMost(0), step))

    assert "een stap die kleiner is" in verdict.reason


def test_a_place_that_is_not_there_is_not_varied() -> None:
    other = c.Other(Place("gegeven", "bestaat_niet"))

    assert "bestaat_niet" in proved(POLICY, Claim(p.P09, "toeslag", c.Same(), other)).reason


def test_dates_are_a_day_apart() -> None:
    policy = load("bijstand_voorbeeld")
    claims = {one.key: one for one in derive(policy, policy.slices[-1].program)}

    verdict = proved(policy, claims["P13 recht geboortedatum"])

    first, second = verdict.cases
    days = [
        value
        for case in (first, second)
        for leaf, value in case.values.items()
        if leaf.name == "geboortedatum" and isinstance(value, date)
    ]
    assert (days[1] - days[0]).days == 1
    assert verdict.size == 1


# ---------------------------------------------------------------- a policy of its real size


@cache
def law() -> tuple[Policy, dict[str, Claim]]:
    policy = load("participatiewet")
    return policy, {one.key: one for one in derive(policy, policy.slices[-1].program)}


@cache
def law_prover() -> Prover:
    policy, _ = law()
    return Prover(policy, policy.slices[-1], Limit(30), strict=True)


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("P01 leefvorm", "weerlegd"),
        ("P02 kosten_na_paragraaf_2_2", "bewezen"),
        ("P02 werkvrijlating", "bewezen"),
        ("P06 kosten_na_paragraaf_2_2 borgtocht_bij_schulden", "bewezen"),
        ("P06 boete_grond ja", "levend"),
        ("P12 recht_op_algemene_bijstand vermogen nooit meer", "bewezen"),
        ("P13 taaltoets_uiterlijk datum_aanvraag", "gemeten"),
        ("P13 ontheffing_arbeidsplicht datum_melding_andere_uitkering", "gemeten"),
        ("P15 boete_grond niet_goed_gemeld", "gemeten"),
        ("P15 ontheffing_arbeidsplicht dringend_tegen_arbeidsplicht", "gemeten"),
        ("P15 zekerheid_bij_lening zekerheid_gevraagd", "gemeten"),
        ("P16 recht_op_voorschot", "bewezen"),
        ("P04 bedrag_bijzondere_bijstand gedragingen", "bewezen"),
    ],
)
def test_claims_of_the_law_are_decided(key: str, status: str) -> None:
    _, claims = law()
    if key not in claims:
        pytest.fail(f"no such claim; alike: {[one for one in claims if one[:12] == key[:12]][:9]}")

    assert law_prover().prove(claims[key]).status == status


# ---------------------------------------------------------------- what is measured


def test_a_difference_that_is_a_product_is_measured() -> None:
    policy = policy_of(DIVISION)
    step = c.Step(Place("gegeven", "personen_in_huis"), 1)

    verdict = proved(policy, Claim(p.P13, "keer", c.Measured(), step))

    assert (verdict.status, verdict.size) == ("gemeten", 1999)


def test_from_no_rule_to_a_value_is_one() -> None:
    other = c.Other(Place("gegeven", "geslacht"))

    verdict = proved(POLICY, Claim(p.P15, "vroeg", c.Measured(), other))

    assert (verdict.status, verdict.size) == ("gemeten", 1)


def test_a_size_that_the_evaluator_does_not_find_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "apart", lambda *_: 1)

    with pytest.raises(WrongModelError):
        proved(POLICY, CLAIMS["P13 toeslag inkomen"])
    with Prover(POLICY, PART, Limit(20)) as lenient:
        verdict = lenient.prove(CLAIMS["P13 toeslag inkomen"])
    assert verdict.size == 1
    assert "kan meer zijn" in verdict.reason


def test_what_is_not_found_roughly_is_asked_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_of(DIVISION)
    answers = [Answer(None, reason="timeout"), Answer(False)]
    monkeypatch.setattr(Solver, "ask", lambda *_: answers.pop(0))
    more = c.More(Place("gegeven", "personen_in_huis"))

    assert proved(policy, Claim(p.P12, "keer", c.Never("minder"), more)).status == "bewezen"


def test_what_was_measured_roughly_counts_when_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy = policy_of(DIVISION)
    ask = Solver.ask
    asked: list[bool] = []

    def once(self: Solver, *arguments: object) -> Answer:
        asked.append(True)
        return ask(self, *arguments) if len(asked) == 1 else Answer(None, reason="timeout")  # type: ignore[arg-type]

    monkeypatch.setattr(Solver, "ask", once)
    step = c.Step(Place("gegeven", "personen_in_huis"), 1)
    verdict = proved(policy, Claim(p.P13, "keer", c.Measured(), step))

    assert verdict.status in ("gemeten", "onbeslist")
    assert verdict.status == "onbeslist" or "kan meer zijn" in verdict.reason


def test_a_claim_of_one_case_says_nothing_of_a_pair(prover: Prover) -> None:
    claim = Claim(p.P01, "toeslag", c.Decides(), c.Other(Place("gegeven", "inkomen")))

    with pytest.raises(ValueError, match="one case"):
        prover.prove(claim)

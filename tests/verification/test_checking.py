"""The ladder takes the cheapest means that settles a claim, and tells what came of each."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
import pytest

from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.checking import Asked, Means, _one_by_one, climb, slice_on
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.properties import P01, P05, P13, P16
from maatwerk_rules.verification.verdicts import Status, Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.town import TEXT

POLICY = policy_of(TEXT)
PART = POLICY.slices[-1]
PAIR = case(geslacht="v"), case(geslacht="m")


MEANT = """
gelijkheid
  grens toeslag_kind is bewust omdat "Zo staat het er." bron Pw artikel 11 lid 1
"""


class Searching:
    """Finds what it was told, and remembers what it was asked."""

    def __init__(self, finds: dict[str, Status], cases: tuple[Case, ...] = PAIR) -> None:
        self.finds = finds
        self.cases = cases
        self.asked: list[Claim] = []
        self.seconds = 0.0

    def __call__(self, claims: Sequence[Claim], seconds: float) -> Iterator[Verdict]:
        self.asked += claims
        self.seconds = seconds
        for claim in claims:
            key = claim.key if claim.documented or "vrij " + claim.key not in self.finds else ""
            status = self.finds.get(key or "vrij " + claim.key, "niet_gevonden")
            cases = self.cases if status != "niet_gevonden" else ()
            yield Verdict(claim, status, "zoeken", cases, tried=7)


class Proving:
    """Proves all, or gives up with a reason."""

    def __init__(self, status: Status, reason: str = "") -> None:
        self.verdict = status, reason
        self.asked: list[str] = []

    def __call__(
        self, claims: Sequence[Claim], seconds: float, known: Sequence[Verdict]
    ) -> Iterator[Verdict]:
        self.known = [one.claim.key for one in known]
        for claim in claims:
            self.asked.append(claim.key)
            status, reason = self.verdict
            yield Verdict(claim, status, "bewijs", reason=reason, seconds=min(seconds, 1.0))


def climbed(means: Means, seconds: float = 10.0) -> dict[str, Verdict]:
    found = list(climb(POLICY, PART, means, Asked(seconds=seconds)))
    assert len({one.claim.key for one in found}) == len(found)
    assert {one.claim.key for one in found} == {one.key for one in derive(POLICY, PART.program)}
    return {one.claim.key: one for one in found}


def test_what_holds_by_itself_is_not_searched_for() -> None:
    searching = Searching({})
    found = climbed(Means(searching))
    assert found["P09 toeslag geslacht"].method == "kegel"
    assert "P09 toeslag geslacht" not in {claim.key for claim in searching.asked}


def test_without_means_every_other_claim_says_that_nothing_was_tried() -> None:
    found = climbed(Means())
    assert found["P01 vroeg"].status == "onbeslist"
    assert found["P01 vroeg"].reason == "Er is niet naar gevallen gezocht."


def test_what_search_finds_is_not_proved_and_what_it_does_not_find_is() -> None:
    searching = Searching({"P01 vroeg": "weerlegd", "P15 toeslag te_hard": "gemeten"})
    proving = Proving("bewezen")
    found = climbed(Means(searching, prove_many=proving))
    assert found["P01 vroeg"].status == "weerlegd"
    assert found["P15 toeslag te_hard"].status == "gemeten"
    assert found["P16 recht"].status == "bewezen"
    assert found["P16 recht"].tried == 7
    assert {"P01 vroeg", "P15 toeslag te_hard"}.isdisjoint(proving.asked)
    assert proving.known == ["P01 vroeg", "P15 toeslag te_hard"]
    assert searching.seconds == 5.0  # half of the time


def test_a_measure_for_which_no_pair_was_found_is_proved_too() -> None:
    found = climbed(Means(Searching({}), prove_many=Proving("gemeten")))
    assert found["P13 toeslag inkomen"].status == "gemeten"
    assert found["P13 toeslag inkomen"].method == "bewijs"


def test_without_a_prover_of_many_claims_are_proved_one_by_one() -> None:
    def prove(claim: Claim, seconds: float) -> Verdict:
        return Verdict(claim, "bewezen", "bewijs")

    found = climbed(Means(Searching({}), prove))
    late = _one_by_one(prove, [one.claim for one in found.values()], 0, ())
    assert found["P16 recht"].status == "bewezen"
    assert {one.reason for one in late} == {"Er was geen tijd meer voor een bewijs."}


def test_a_proof_that_gives_up_leaves_what_search_tried_with_its_reason() -> None:
    found = climbed(Means(Searching({}), prove_many=Proving("onbeslist", "Te veel maanden.")))
    assert found["P16 recht"].status == "niet_gevonden"
    assert found["P16 recht"].reason == "Te veel maanden."


def test_when_the_time_is_up_the_rest_is_not_proved_and_says_so() -> None:
    proving = Proving("bewezen")
    found = climbed(Means(Searching({}), prove_many=proving), seconds=0)
    assert found["P16 recht"].reason == "Er was geen tijd meer voor een bewijs."
    assert proving.asked == []


def test_what_only_holds_because_a_limit_is_meant_comes_out_as_meant_with_its_pair() -> None:
    searching = Searching({"vrij P09 vroeg geslacht": "weerlegd"})
    found = climbed(Means(searching, prove_many=Proving("bewezen")))
    meant = found["P09 vroeg geslacht"]
    assert (meant.status, meant.cases, meant.reason) == ("bewust", PAIR, "Zo staat het er.")
    assert meant.claim.documented == {"vroeg_geboren"}


def test_a_difference_that_only_a_limit_makes_that_is_meant_comes_out_as_meant() -> None:
    meant = policy_of(TEXT + MEANT)
    searching = Searching({"vrij P13 toeslag inkomen": "gemeten"})
    climbing = climb(meant, meant.slices[-1], Means(searching), Asked((P13,)))
    found = {one.claim.key: one for one in climbing}["P13 toeslag inkomen"]
    assert (found.status, found.cases, found.reason) == ("bewust", PAIR, "Zo staat het er.")


def test_only_the_limits_between_the_two_cases_are_told_as_the_reason() -> None:
    meant = policy_of(
        TEXT
        + """
gelijkheid
  grens toeslag_kind is bewust omdat "Tot die grens." bron Pw artikel 11 lid 1
  grens toch_toeslag is bewust omdat "Dat mag." bron Pw artikel 16 lid 1
"""
    )
    cases = case(4, 9, inkomen=125_000), case(4, 9, inkomen=125_001)
    searching = Searching({"vrij P13 toeslag inkomen": "gemeten"}, cases)
    climbing = climb(meant, meant.slices[-1], Means(searching), Asked((P13,)))
    found = {one.claim.key: one for one in climbing}["P13 toeslag inkomen"]
    assert (found.status, found.reason) == ("bewust", "Tot die grens.")


def test_a_limit_that_is_meant_does_not_hide_what_is_refuted_beside_it() -> None:
    searching = Searching({"P09 vroeg geslacht": "weerlegd", "vrij P09 vroeg geslacht": "weerlegd"})
    assert climbed(Means(searching))["P09 vroeg geslacht"].status == "weerlegd"


def test_rules_that_are_meant_for_nothing_make_no_difference() -> None:
    found = climbed(Means(Searching({}), prove_many=Proving("bewezen")))
    assert found["P09 vroeg geslacht"].status == "bewezen"


def test_only_the_outcomes_that_are_asked_get_a_verdict() -> None:
    asked = Asked(outcomes=frozenset({"vroeg"}))
    found = [one.claim.outcome for one in climb(POLICY, PART, Means(), asked)]
    assert set(found) == {"vroeg"}


def test_the_rules_are_those_of_a_day_or_else_the_last() -> None:
    assert slice_on(POLICY, None) is PART
    assert slice_on(POLICY, date(2026, 5, 1)) is PART
    assert slice_on(POLICY, date(2020, 5, 1)) is None
    assert slice_on(attrs.evolve(POLICY, slices=()), None) is None


def test_what_somebody_said_is_meant_comes_out_as_meant_with_the_reason() -> None:
    meant = {"P01 vroeg": "Dat blijft open.", "P16 recht": "Nooit nodig."}
    searching = Searching({"P01 vroeg": "weerlegd"})
    asked = Asked((P01, P16), meant=meant)
    found = {one.claim.key: one for one in climb(POLICY, PART, Means(searching), asked)}
    assert {key[:3] for key in found} == {"P01", "P16"}
    assert (found["P01 vroeg"].status, found["P01 vroeg"].reason) == ("bewust", "Dat blijft open.")
    assert found["P16 recht"].status == "niet_gevonden"


TWO = """
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel geen_hulp bepaalt hulp
  bron Beleid artikel 5
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan nee
uitkomst hulp_later: ja/nee
  anders nee
  gunstig is ja
regel wel_hulp bepaalt hulp_later
  bron Beleid artikel 6
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan ja
afwijkingsgrond altijd_bekijken bij regeling Beleid
  bron Awb artikel 4:84
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  ten gunste
  stelt terzijde geen_hulp, wel_hulp
  toetsen altijd
  indien oordeel te_hard
  dan buiten toepassing
"""


@pytest.mark.parametrize(
    ("elsewhere", "status"), [("levend", "bewust"), ("dood", "dood"), ("niet_gevonden", "dood")]
)
def test_a_deviation_in_favour_need_not_help_in_each_of_its_outcomes(
    elsewhere: Status, status: Status
) -> None:
    policy = policy_of(TEXT + TWO)
    searching = Searching(
        {
            "P05 hulp altijd_bekijken": elsewhere,
            "P05 hulp_later altijd_bekijken": "dood",
            "P05 hulp_later wel_hulp": "dood",
        }
    )
    climbing = climb(policy, policy.slices[-1], Means(searching), Asked((P05,)))
    found = {one.claim.key: one for one in climbing}

    assert found["P05 hulp_later altijd_bekijken"].status == status
    assert ("`hulp` wel" in found["P05 hulp_later altijd_bekijken"].reason) == (status == "bewust")
    assert found["P05 hulp_later wel_hulp"].status == "dood"

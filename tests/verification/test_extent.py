"""How many cases a finding touches, and how certain that is."""

from datetime import timedelta
from itertools import islice

import attrs
import pytest

from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification import extent as extent_module
from maatwerk_rules.verification.claims import (
    Change,
    Claim,
    Later,
    Measured,
    More,
    Never,
    Other,
    Place,
    Same,
    Step,
    Swapped,
)
from maatwerk_rules.verification.extent import extents, sample
from maatwerk_rules.verification.finding import Example, Finding
from maatwerk_rules.verification.properties import P04, P13, P15, P16, Property
from maatwerk_rules.verification.report import Run, report, with_extents
from maatwerk_rules.verification.report_json import to_json
from maatwerk_rules.verification.share import Extent, wilson
from maatwerk_rules.verification.told import tell
from tests.small import policy_of
from tests.verification.cases import case, without
from tests.verification.test_told import FINDINGS, POLICY, PROGRAM

PART = POLICY.slices[-1]


def count(finding: Finding, *cases: Case) -> Extent | None:
    (found,) = extents(POLICY, PART, [finding], cases, 60.0)
    return found


def of(key: str) -> Finding:
    return FINDINGS[key]()


@pytest.mark.parametrize("key", ["helling", "beschermd", "dag", "gat"])
def test_what_was_found_is_touched_itself(key: str) -> None:
    finding = of(key)
    found = count(finding, *finding.cases)
    assert found is not None
    assert found.touched >= 1


def test_a_step_touches_who_is_one_step_off_either_side() -> None:
    finding = of("helling")
    first, second = finding.cases
    far = case(4, inkomen=10_000)
    found = count(finding, first, second, far, without(far, "inkomen"))
    assert found == Extent(2, 3, open=1)


def test_what_changes_a_begrip_cannot_be_counted_in_cases() -> None:
    finding = next(
        one
        for one in (make() for make in FINDINGS.values())
        if one.claim.change is not None and getattr(one.claim.change, "place", None) is not None
    )
    place = attrs.evolve(finding.claim.change.place, kind="begrip", list=None)  # type: ignore[union-attr]
    change = attrs.evolve(finding.claim.change, place=place)  # type: ignore[arg-type]
    claim = attrs.evolve(finding.claim, change=change)
    other = attrs.evolve(finding, verdict=attrs.evolve(finding.verdict, claim=claim))
    assert extents(POLICY, PART, [other], [case(4)], 60.0) == (None,)


@pytest.mark.parametrize("change", [Later(), Swapped("kinderen")])
def test_a_day_and_an_order_are_tried_in_each_case(change: Later | Swapped) -> None:
    finding = of("helling")
    asks = P16 if isinstance(change, Later) else P04
    claim = Claim(asks, "toeslag", Same(grounds=False), change)
    one = attrs.evolve(finding, verdict=attrs.evolve(finding.verdict, claim=claim))
    assert count(one, case(4, 9), case(4)) == Extent(0, 2)


def test_a_judgement_and_a_field_of_a_record_are_tried_where_they_stand() -> None:
    judged = other_claim(Place("oordeel", "te_hard"), P15)
    # Where the other judgement is given too, this one makes no difference any more.
    assert count(judged, case(4, judged=True), case(4), case()) == Extent(1, 3)
    years = Place("gegeven", "leeftijd_kind", "kinderen")
    step = other_claim(years, P13, Step(years, 1))
    assert count(step, case(11), case(12), case(4), case()) == Extent(2, 4)


def other_claim(place: Place, asks: Property, change: Change | None = None) -> Finding:
    """Return a finding that asks how far the allowance may differ."""
    claim = Claim(asks, "toeslag", Measured(), change or Other(place))
    finding = of("helling")
    return attrs.evolve(finding, verdict=attrs.evolve(finding.verdict, claim=claim))


def test_what_is_meant_is_counted_without_what_was_meant() -> None:
    finding = of("helling")
    claim = attrs.evolve(finding.claim, documented=frozenset({"toeslag_kind"}))
    verdict = attrs.evolve(finding.verdict, claim=claim)
    refuted = attrs.evolve(finding, verdict=verdict)
    meant = attrs.evolve(refuted, verdict=attrs.evolve(verdict, status="bewust"))
    assert count(refuted, *finding.cases) == Extent(0, 2)
    assert count(meant, *finding.cases) == Extent(2, 2)


def test_more_is_tried_with_the_values_that_were_found() -> None:
    finding = of("helling")
    place = finding.claim.change.place  # type: ignore[union-attr]
    claim = attrs.evolve(finding.claim, demand=Never("minder"), change=More(place))
    one = attrs.evolve(finding, verdict=attrs.evolve(finding.verdict, claim=claim))
    low = case(4, inkomen=10_000)
    assert count(one, low, case(inkomen=10_000)) == Extent(1, 2)


def test_a_sample_has_cases_that_can_exist_and_is_the_same_again() -> None:
    examples = [Example("arm", case(4)), Example("rijk", case(inkomen=400_000))]
    first = [*islice(sample(POLICY, PART, examples, 3), 30)]
    again = [*islice(sample(POLICY, PART, examples, 3), 30)]
    assert [one.values for one in first] == [one.values for one in again]
    drawn = [*islice(sample(POLICY, PART, [], 3), 5)]
    assert all(PART.holds_on(one.peildatum) for one in (*first, *drawn))


def test_an_interval_holds_the_share_and_gets_narrower() -> None:
    few, many = wilson(2, 20), wilson(200, 2_000)
    assert few[0] < many[0] < 0.1 < many[1] < few[1]
    assert Extent(0, 0).share is None
    assert Extent(1, 4).share == 0.25


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        (Extent(3, 100), "Van 100 gevallen, geloot rond de toetsen, raakt dit er 3: 3%"),
        (Extent(3, 100, 2, 102), "raakt dit 3 van de 100 zaken (3%). Van nog 2 is te weinig"),
        (Extent(3, 100, 0, 5_000), "In het bestand staan 5.000 zaken. Van 100 die zijn geloot"),
    ],
)
def test_it_is_told_and_given_to_programs(extent: Extent, said: str) -> None:
    finding = of("helling")
    found = report(POLICY, PART, [finding.verdict], (), Run(1.0))
    whole = with_extents(found, [extent])
    (one,) = whole.findings
    assert said in " ".join(to_text(Document(tell(POLICY, PROGRAM, one))).split())
    (told,) = to_json(whole)["bevindingen"]
    assert told["omvang"]["geraakt"] == 3


def test_where_nothing_could_be_told_nothing_is_said() -> None:
    finding = attrs.evolve(of("helling"), extent=Extent(0, 0, 5))
    assert "raakt dit" not in to_text(Document(tell(POLICY, PROGRAM, finding)))


def test_where_no_case_can_exist_a_sample_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent_module, "MOST_DRAWN", 20)
    never = policy_of("""
toelaatbaar nooit "Wie niets heeft, heeft iets"
  alleen als inkomen is minder dan € 0
""")
    assert [*sample(never, never.slices[-1], [])] == []


def test_without_time_one_case_is_looked_at() -> None:
    finding = of("helling")
    assert extents(POLICY, PART, [finding], [*finding.cases] * 3, 0.0) == (Extent(1, 1),)


def test_a_day_before_the_rules_began_is_not_tried() -> None:
    claim = Claim(P16, "toeslag", Measured(), Later())
    finding = of("helling")
    one = attrs.evolve(finding, verdict=attrs.evolve(finding.verdict, claim=claim))
    first = case(4, day=PART.vanaf)
    assert not PART.holds_on(first.peildatum - timedelta(1))
    assert count(one, first) == Extent(0, 1)

"""Two cases put together: what is felt halfway in the one, shown where all hangs on it."""

from collections.abc import Iterator
from random import Random

import pytest

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification.claims import Claim, Later, Measured, Other, Place, Step
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.properties import P13, P15
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.directed import Aiming
from maatwerk_rules.verification.search.lanes import Lane, lanes
from maatwerk_rules.verification.search.looking import Axis, Pair
from maatwerk_rules.verification.search.meeting import MOST_KEPT, Meeting
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.search.terrain import Terrain
from tests.small import policy_of

SAID = """  bron Pw artikel 11 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen altijd
"""
ASKED = '  vraag "Wat is dat?"\n  grondslag Pw artikel 17 lid 1\n'
LADDER = f"""
gegeven loon: bedrag per maand tussen € 0 en € 10.000
{ASKED}gegeven huur: bedrag per maand tussen € 0 en € 2.000
{ASKED}soort mens heeft
  ouder_dan_30: ja/nee
  {ASKED.replace(chr(10), chr(10) + "  ").rstrip()}
  spaargeld: bedrag tussen € 0 en € 90.000
  {ASKED.replace(chr(10), chr(10) + "  ").rstrip()}
gegeven mensen: lijst van hoogstens 4 mens
{ASKED}oordeel redelijk: ja/nee
  vraag "Is dat redelijk?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
begrip genoeg: ja/nee
  bron Pw artikel 11 lid 1
  is loon is ten minste € 7.777 en loon is minder dan € 7.779 en oordeel redelijk
begrip rijk: ja/nee
  bron Pw artikel 11 lid 1
  is er is een m uit mensen waarvoor (m.spaargeld is meer dan € 80.000 en m.ouder_dan_30)
begrip beide: ja/nee
  bron Pw artikel 11 lid 1
  is genoeg of rijk
uitkomst bijdrage: bedrag per maand tussen € 0 en € 500
  anders € 0
  gunstig is hoger
regel bijdrage_huur bepaalt bijdrage
{SAID}  indien beide en huur is ten minste € 1.331 en huur is ten hoogste € 1.332
  dan € 100
"""
REASONABLE = Other(Place("oordeel", "redelijk"))
SAVED = Step(Place("gegeven", "spaargeld", "mensen"), 100)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return policy_of(LADDER)


def claim(outcome: str, change: object) -> Claim:
    asks = P15 if change == REASONABLE else P13
    return Claim(asks, outcome, Measured(), change)  # type: ignore[arg-type]  # a change


class Ground:
    """A terrain with a lane for each change, and what meets there."""

    def __init__(self, policy: Policy, *changes: object) -> None:
        part = policy.slices[-1]
        self.policy, self.part = policy, part
        self.terrain = Terrain(policy, part, part.program)
        of = part.program.definitions["bijdrage"]
        waiting = [Pending(claim("bijdrage", one), of) for one in changes]
        self.lanes = lanes(self.terrain, waiting, strict=True)
        aiming = Aiming(self.terrain, Random(0))
        self.meeting = Meeting(self.terrain, aiming, Random(0))

    def draft(self, **facts: object) -> Draft:
        found = self.terrain.drafts.plain(self.part.vanaf)
        savings = facts.pop("mensen", ())
        for saved, old in savings:  # type: ignore[attr-defined]  # pairs
            row = self.terrain.drafts.add_record(found, "mensen")
            row |= {"spaargeld": saved, "ouder_dan_30": old}
        found.facts.update(facts)  # type: ignore[arg-type]  # values
        return found

    def pair(self, lane: Lane, draft: Draft, *ends: object) -> Pair:
        (slot,) = lane.slots
        place = None if slot.list is None else (slot.list, 0)
        axis = Axis(slot, draft.at(place), place)
        both = []
        for end in ends:
            copy = draft.copied()
            copy.at(place)[slot.key] = end  # type: ignore[assignment]  # a value
            both.append(copy)
        first, second = both
        return Pair(first, second, lambda: self.terrain.drafts.case(draft), axis, ends)  # type: ignore[arg-type]


def test_what_lies_halfway_is_what_is_read_between(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE, SAVED)
    told = [[one.claim.outcome for one in ground.meeting.halfway(each)] for each in ground.lanes]

    assert told == [["beide", "genoeg"], ["beide", "rijk"]]
    one = next(ground.meeting.halfway(ground.lanes[0]))
    assert (one.is_halfway, one.claim.demand, one.claim.change) == (True, Measured(), REASONABLE)


def test_a_claim_that_is_not_measured_looks_for_nothing_halfway(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE)
    ground.lanes[0].open[0].is_done = True

    assert [*ground.meeting.halfway(ground.lanes[0])] == []


def met(ground: Ground) -> Iterator[tuple[Draft, Pair]]:
    """Yield where a judgement felt halfway meets an outcome that hangs on savings."""
    judged, saved = ground.lanes
    low = ground.draft(loon=777_800)
    ground.meeting.learn(judged, "beide", ground.pair(judged, low, False, True))
    high = ground.draft(huur=133_150, mensen=[(0, True)])
    ground.meeting.learn(saved, "bijdrage", ground.pair(saved, high, 8_000_000, 8_000_100))
    yield from ground.meeting.meets(judged, judged.open[0])


def test_what_is_felt_in_one_case_is_shown_in_another(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE, SAVED)
    ((draft, pair),) = met(ground)
    lane = ground.lanes[0]
    (one,) = lane.open

    assert draft.facts["loon"] == 777_800
    assert draft.facts["huur"] == 133_150
    assert not draft.lists["mensen"] or draft.lists["mensen"][0]["spaargeld"] == 8_000_000
    lane.again(draft, pair)
    assert (one.score, lane.shown[0][0]) == (10_000, one)
    lane.conclude(one)
    assert shown(policy, ground.part.program, one.claim, one.cases)


def test_two_cases_meet_once(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE, SAVED)
    judged = ground.lanes[0]

    assert len([*met(ground)]) == 1
    assert [*ground.meeting.meets(judged, judged.open[0])] == []


def test_nothing_meets_where_nothing_is_felt_or_known(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE, SAVED)
    judged = ground.lanes[0]

    assert [*ground.meeting.meets(judged, judged.open[0])] == []


def test_only_so_many_are_kept_and_what_does_not_differ_is_not(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE, SAVED)
    judged, saved = ground.lanes
    for _ in range(MOST_KEPT + 3):
        low = ground.draft(loon=777_800)
        ground.meeting.learn(judged, "beide", ground.pair(judged, low, False, True))
    nothing = ground.draft(huur=133_150, mensen=[(0, True)])
    ground.meeting.learn(saved, "bijdrage", ground.pair(saved, nothing, 100, 200))
    felt = ground.meeting._felt[judged.number]

    assert {name: len(pairs) for name, pairs in felt.items()} == {
        "beide": MOST_KEPT,
        "genoeg": MOST_KEPT,
    }
    assert ground.meeting._felt[saved.number] == ground.meeting._hanging["bijdrage"] == {}


def test_of_a_list_that_is_taken_over_the_rest_stays_as_it_was(policy: Policy) -> None:
    ground = Ground(policy, REASONABLE, SAVED)
    saved = ground.lanes[1]
    over = ground.draft(mensen=[(8_000_000, True), (5, False)])
    base = ground.draft(huur=133_150, mensen=[(7, False)])
    found = ground.meeting._crossed(over, base, "rijk", saved)

    assert [row["spaargeld"] for row in found.lists["mensen"]] == [8_000_000, 5]
    assert found.facts["huur"] == 133_150
    assert found.lists["mensen"][0] is not over.lists["mensen"][0]


def test_a_day_later_is_asked_on_the_day_on_which_it_was_felt(policy: Policy) -> None:
    ground = Ground(policy, Later())
    over, base = ground.draft(), ground.draft()
    over.day = ground.part.vanaf.replace(day=28)
    found = ground.meeting._crossed(over, base, "genoeg", ground.lanes[0])

    assert found.day == over.day


def test_a_window_in_which_two_things_must_meet_is_found_and_shown(policy: Policy) -> None:
    part = policy.slices[-1]
    claims = [claim("bijdrage", one) for one in (REASONABLE, SAVED)]
    found = {
        one.claim: one for one in searched(policy, part, claims, Effort(most=30_000, strict=True))
    }

    assert {one.status for one in found.values()} == {"gemeten"}
    for one in found.values():
        assert one.size == 10_000
        assert shown(policy, part.program, one.claim, one.cases)

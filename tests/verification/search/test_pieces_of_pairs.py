"""The pieces of a search, each by itself: cases, months, replay, and what a pair comes to."""

from datetime import date, timedelta
from random import Random

import attrs
import pytest

from maatwerk_rules.compiler.support import LEEG
from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    JaNee,
)
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.claims import (
    AtMost,
    BothDecide,
    Claim,
    Measured,
    Never,
    Other,
    Place,
    Same,
    Step,
    Swapped,
)
from maatwerk_rules.verification.properties import P04, P12, P13
from maatwerk_rules.verification.search import months, replaying
from maatwerk_rules.verification.search.cases import Draft, Drafts
from maatwerk_rules.verification.search.lanes import Lane
from maatwerk_rules.verification.search.layout import Layout
from maatwerk_rules.verification.search.looking import DAY, Axis, Look, Pair
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.reading import STRIJDIG, ZONDER, is_lost, is_other
from maatwerk_rules.verification.search.terrain import Terrain
from tests.verification.search.pieces import (
    ANY,
    DAY_ONE,
    HELP,
    KIND,
    LISTED,
    PART,
    PEOPLE,
    POLICY,
    SUM,
    TERRAIN,
    WAGE,
    amount,
    expression,
    program,
    terrain,
)

# ---------------------------------------------------------------- cases and months


def test_a_case_comes_back_as_it_was() -> None:
    draft = TERRAIN.drafts.plain(DAY_ONE)
    row = TERRAIN.drafts.add_record(draft, "anderen")
    row["loon"] = 5

    case = TERRAIN.drafts.case(draft)
    again = TERRAIN.drafts.case(TERRAIN.drafts.drafted(case))

    assert again == case
    assert draft.at(draft.place_of(row)) is row
    assert draft.place_of(draft.facts) is None
    assert not draft.has(("anderen", 5))


def test_what_is_not_known_is_filled_in_plainly() -> None:
    drafts = Drafts(Layout(program()))
    case = Case(DAY_ONE, {}, {"mensen": Records((RecordId("mensen", "ann"),), complete=False)})

    draft = drafts.drafted(case)

    assert draft.lists["mensen"][0].name == RecordId("mensen", "ann")
    assert draft.facts["pay"] == 0
    assert draft.facts["niet aangetoond pay"] is False


def test_months_are_remembered_by_all_that_they_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "MOST", 1)
    mine = core.Field("mens", "werkt", JaNee())
    body = core.And((ANY, mine, HELP, core.Judged("goed", "mens", JaNee())))
    counted = core.OverMonths("count", body, "before", 3, core.ReferenceDate(), Aantal("maand"))
    inside = expression("aantal_maanden", counted, Aantal("maand"), record="mens")
    where = terrain(inside)
    draft = where.drafts.plain(DAY_ONE)
    row = where.drafts.add_record(draft, "mensen")

    def count() -> object:
        return where.reader.value("aantal_maanden", where.reader.case(draft), row)

    assert count() == 0
    draft.facts["hulp"] = True
    row["werkt"] = row["oordeel:goed"] = True
    assert count() == 3


def test_the_case_that_is_asked_least_recently_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "MOST_LAST", 1)
    judge = TERRAIN.judge
    drafts = [TERRAIN.drafts.plain(DAY_ONE + timedelta(day)) for day in range(3)]
    cases = [TERRAIN.drafts.case(draft) for draft in drafts]

    for case in cases:
        assert judge.found(case, "plicht") is not None
    assert judge.found(cases[0], "stand", near=cases[1]) is not None


def test_an_open_or_impossible_case_shows_nothing() -> None:
    case = TERRAIN.drafts.case(TERRAIN.drafts.plain(DAY_ONE))
    claim = Claim(P12, "bijdrage", Never("meer"))
    impossible = attrs.evolve(PART.program, admissible={"nooit": core.Constant(False, JaNee())})

    judge = replaying.Judge(POLICY, impossible)

    assert judge.shows(claim, (case,)) is None
    assert judge.shows(claim, (attrs.evolve(case, values={}), case), case) is None
    assert TERRAIN.judge.found(attrs.evolve(case, values={}), "plicht") is None


# ---------------------------------------------------------------- what a pair comes to


@pytest.mark.parametrize(
    ("demand", "first", "second", "score"),
    [
        (Same(), 5, 6, 0),
        (Same(), 5, 5, -1),
        (Measured(), 5, 9, 4),
        (Measured(), 5, 5, -1),
        (Measured(), 5, LEEG, 0),
        (Never("meer"), 5, 9, 4),
        (Never("minder"), 5, 9, -1),
        (Never("minder"), LEEG, 9, -1),
        (AtMost(3), 9, 5, 4),
        (AtMost(9), 9, 5, -1),
        (AtMost(3), None, 5, -1),
        (AtMost(3), STRIJDIG, 5, -1),
        (Same(), ZONDER, 5, -1),
        (BothDecide(), ZONDER, 5, 0),
        (BothDecide(), 5, LEEG, 0),
        (BothDecide(), 5, 6, -1),
        (BothDecide(), STRIJDIG, LEEG, -1),
        (BothDecide(), None, 5, -1),
    ],
)
def test_how_strongly_a_pair_goes_against_a_claim(
    demand: object, first: object, second: object, score: int
) -> None:
    claim = Claim(P12, "hoogte", demand)  # type: ignore[arg-type]  # a demand

    assert Pending(claim, Definition("hoogte", Bedrag())).score_of(first, second) == score
    assert (repr(STRIJDIG), repr(ZONDER)) == ("STRIJDIG", "ZONDER")


def test_an_outcome_is_lost_where_a_record_has_one_on_one_side_only() -> None:
    assert is_lost((5, ZONDER), (5, 6))
    assert is_lost((LEEG,), (5,))
    assert not is_lost((LEEG, 5), (STRIJDIG, 6))
    assert not is_lost((None, ZONDER), (5, 6))
    assert is_other((5, 6), (5, 7))
    assert not is_other((5, ZONDER), (5, 6))


def test_a_difference_of_options_has_an_end() -> None:
    claim = Claim(P12, "soort", Measured())

    ordered = Definition("soort", KIND.type, order=("a", "b"))
    assert Pending(claim, ordered).most() == 1
    assert Pending(claim, Definition("soort", KIND.type)).most() == 0
    assert Pending(claim, Definition("soort", JaNee())).most() == 1
    assert Pending(claim, Definition("soort", Bedrag())).most() is None


def test_records_that_change_places_are_compared() -> None:
    first = core.Aggregate("highest", "mensen", LISTED, "m", None, WAGE, amount(0))
    where = terrain(expression("hoogste_loon", first, Bedrag("maand")))
    draft = where.drafts.plain(DAY_ONE)
    for wage in (5, 7, 6):
        where.drafts.add_record(draft, "mensen")["loon"] = wage
    claim = Claim(P04, "hoogste_loon", Same(), Swapped("mensen"))
    one = Pending(claim, where.program.definitions["hoogste_loon"])
    lane = Lane(where, 0, [one], strict=True)

    lane.visit(Look(where, draft), Random(1))
    trial_pair = _swapped(where, draft)

    assert one.tried == 2
    assert [row["loon"] for row in trial_pair.lists["mensen"]] == [7, 5, 6]


def _swapped(where: Terrain, draft: Draft) -> Draft:
    from maatwerk_rules.verification.search.looking import Reach, Trial

    trial = Trial(Look(where, draft), ["hoogste_loon"], Reach(frozenset(), False, False))
    one, other, *rest = draft.lists["mensen"]
    assert trial.start(DAY) == DAY_ONE
    assert trial.rules(DAY, DAY_ONE, "hoogste_loon") == (frozenset(),)
    return trial.swapped("mensen", (other, one, *rest)).second


def test_many_records_are_varied_by_a_few() -> None:
    where = terrain(expression("som", SUM, Bedrag("maand")))
    draft = where.drafts.plain(DAY_ONE)
    for _ in range(5):
        where.drafts.add_record(draft, "mensen")["werkt"] = True
    place = Place("gegeven", "loon", "mensen")
    one = Pending(Claim(P13, "som", Measured(), Step(place, 1)), where.program.definitions["som"])
    lane = Lane(where, 0, [one], strict=True)

    lane.visit(Look(where, draft), Random(1))

    assert one.score == 1
    assert one.best is not None
    gone = draft.copied()
    gone.lists["mensen"] = ()
    lane.again(gone, one.best)
    assert one.best.axis.on(gone) is None or one.best.axis.where is None
    assert Axis(None, None).on(gone) is not None


def test_a_case_that_cannot_be_is_not_varied() -> None:
    changed = attrs.evolve(program(), admissible={"hulp": HELP})
    where = Terrain(POLICY, Slice(PART.vanaf, PART.tot, changed), changed)
    draft = where.drafts.plain(DAY_ONE)
    place = Place("gegeven", "hulp")
    claim = Claim(P12, "leest", Same(), Other(place))
    one = Pending(claim, changed.definitions["leest"])

    Lane(where, 0, [one], strict=True).visit(Look(where, draft), Random(1))

    assert one.tried == 0


def test_a_pair_in_which_nothing_is_varied_is_not_tried_again() -> None:
    where = terrain(expression("som", SUM, Bedrag("maand")))
    draft = where.drafts.plain(DAY_ONE)
    claim = Claim(P04, "som", Same(), Swapped("mensen"))
    one = Pending(claim, where.program.definitions["som"])
    lane = Lane(where, 0, [one], strict=False)
    look = Look(where, draft)
    pair = Pair(draft, draft.copied(), look.case)

    lane.again(draft, pair)
    lane.conclude(one)
    assert one.tried == 0

    lane.note(one, 1, pair)
    lane.note(one, 1, pair)
    assert one.refused == 2


def test_a_month_reads_what_its_begrippen_read() -> None:
    body = core.And((core.Read("plicht", "persoon", JaNee()), core.Fact("hulp", JaNee())))
    counted = core.OverMonths("count", body, "before", 2, core.ReferenceDate(), Aantal("maand"))
    everyone = core.Aggregate(
        "count",
        "anderen",
        (core.Listed("anderen", PEOPLE),),
        "p",
        core.Fact("hulp", JaNee()),
        None,
        None,
    )
    also = core.OverMonths("sum", everyone, "year", 0, core.ReferenceDate(), Aantal("maand"))
    old = PART.program
    changed = attrs.evolve(
        old,
        definitions={
            **old.definitions,
            "maanden": Definition("maanden", Aantal("maand"), "persoon", expression=counted),
            "samen": Definition("samen", Aantal("maand"), expression=also),
        },
    )
    where = Terrain(POLICY, Slice(PART.vanaf, PART.tot, changed), changed)
    draft = where.drafts.plain(date(2026, 6, 1))
    draft.facts["hulp"] = True
    row = draft.lists["aanvrager"][0]
    row["geboren"] = date(1980, 1, 1)

    def reckoned() -> tuple[object, object]:
        case = where.reader.case(draft)
        return where.reader.value("maanden", case, row), where.reader.value("samen", case)

    assert reckoned() == (2, 0)
    where.drafts.add_record(draft, "anderen")
    assert reckoned() == (2, 6)
    row["soort_werk"] = "vast"
    assert reckoned() == (0, 6)

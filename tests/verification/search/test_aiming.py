"""Where nothing can be aimed at, or a try cannot be, a draft stays as it was."""

from random import Random

import attrs
import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import JaNee, Type
from maatwerk_rules.verification.claims import (
    Change,
    Claim,
    Decides,
    Demand,
    Holds,
    Later,
    Measured,
    Other,
    Place,
    Reaches,
    Same,
    Step,
    Swapped,
    Turned,
)
from maatwerk_rules.verification.properties import P04, P12, P13, P16, P17
from maatwerk_rules.verification.search import directed
from maatwerk_rules.verification.search.ascent import Ascent
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.directed import Aiming
from maatwerk_rules.verification.search.drawing import Drawing
from maatwerk_rules.verification.search.lanes import Lane
from maatwerk_rules.verification.search.looking import Look, Pair
from maatwerk_rules.verification.search.pending import Pending, UnconfirmedError
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.singles import Singles
from maatwerk_rules.verification.search.terrain import Terrain
from tests.verification.search.pieces import (
    BORN,
    DAY_ONE,
    HELP,
    KIND,
    PART,
    PAY,
    POLICY,
    SUM,
    WORKS,
    YES_OR_NO,
    amount,
    expression,
    option,
    program,
    terrain,
)

RICH = core.Compare("gt", PAY, amount(500))
IS_A = core.Compare("eq", KIND, option("a"))


def state(draft: Draft) -> tuple[object, ...]:
    lists = {name: [dict(row) for row in rows] for name, rows in draft.lists.items()}
    return draft.day, dict(draft.facts), lists


def held(*premises: core.Expr, outcome: core.Expr, kind: Type = YES_OR_NO) -> Terrain:
    """Return a terrain on which every case holds to some premises."""
    admissible = {f"eis {number}": one for number, one in enumerate(premises)}
    changed: Program = attrs.evolve(
        program(expression("uit", outcome, kind)), admissible=admissible
    )
    return Terrain(POLICY, Slice(PART.vanaf, PART.tot, changed), changed)


def pending(where: Terrain, demand: Demand, change: Change | None = None) -> Pending:
    return Pending(Claim(P12, "uit", demand, change), where.program.definitions["uit"])


# ---------------------------------------------------------------- one case


def aimed(where: Terrain, demand: Demand, **facts: bool) -> tuple[Draft, bool]:
    """Return a draft that was aimed at a claim of one case, and whether that changed it."""
    draft = where.drafts.plain(DAY_ONE)
    draft.facts |= facts
    before = state(draft)
    one = pending(where, demand)
    Singles(where, [one], Random(1), strict=True).aim(one, draft)
    return draft, state(draft) != before


@pytest.mark.parametrize("value", [True, False])
def test_a_value_is_aimed_at_by_what_gives_it(value: bool) -> None:
    where = terrain(expression("uit", core.And((HELP, RICH))))
    for demand in (Reaches(value), Reaches(not value), Reaches(value)):
        draft, _ = aimed(where, demand, hulp=not value)
        assert where.reader.value("uit", where.reader.case(draft)) is demand.value


def test_without_rules_nothing_is_aimed_at() -> None:
    where = terrain(expression("uit", HELP))
    assert not aimed(where, Holds("nooit", lambda _: False))[1]


def test_of_records_that_no_list_has_nothing_is_aimed_at() -> None:
    where = terrain(expression("uit", core.And((WORKS, HELP)), record="m"))
    assert not aimed(where, Reaches(True))[1]


def test_for_a_gap_only_the_rules_at_the_top_are_kept_from_working() -> None:
    ja = core.Constant(True, JaNee())
    hung = core.Node("twee", core.Not(IS_A), ja)
    where = terrain(Definition("uit", JaNee(), rules=(core.Node("een", HELP, ja, (hung,)),)))
    draft, _ = aimed(where, Decides(), hulp=True)
    assert draft.facts["hulp"] is False
    assert draft.facts["kind"] == where.drafts.plain(DAY_ONE).facts["kind"]


# ---------------------------------------------------------------- a way to what is varied

CHAIN = (
    expression("uit", core.Read("midden", None, JaNee())),
    expression("midden", core.Read("onder", None, JaNee())),
    expression("onder", HELP),
)
ON_HELP = Other(Place("gegeven", "hulp"))


def way(where: Terrain, change: Change) -> tuple[list[str], bool]:
    """Return the way that is taken from an outcome, and whether the draft changed."""
    one = pending(where, Same(grounds=False), change)
    draft = where.drafts.plain(DAY_ONE)
    before = state(draft)
    found = Aiming(where, Random(1)).aim(Lane(where, 0, [one], strict=True), one, draft)
    return found, state(draft) != before


def test_a_way_is_followed_as_deep_as_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert way(terrain(*CHAIN), ON_HELP)[0] == ["uit", "midden", "onder"]
    monkeypatch.setattr(directed, "DEEPEST", 2)
    assert way(terrain(*CHAIN), ON_HELP)[0] == ["uit", "midden"]


def test_there_is_no_way_to_what_an_outcome_does_not_read() -> None:
    where = terrain(*CHAIN)
    one = pending(where, Same(), ON_HELP)
    lane = Lane(where, 0, [one], strict=True)
    draft = where.drafts.plain(DAY_ONE)
    aiming = Aiming(where, Random(1))
    assert aiming.aim_above(lane, one, draft, "onder") == ["uit", "midden", "onder"]
    assert aiming.aim_above(lane, one, draft, "leest") == ["uit"]


def test_two_versions_of_records_that_no_list_has_are_not_pushed_apart() -> None:
    reads = [core.Read(name, "m", JaNee()) for name in ("oud", "nieuw")]
    twins = expression("oud", WORKS, record="m"), expression("nieuw", HELP, record="m")
    choice = core.Choose(((IS_A, reads[0]),), reads[1])
    where = terrain(expression("uit", choice, record="m"), *twins)
    assert way(where, Turned(Place("gegeven", "kind"), "a", "b")) == (["uit"], False)


def test_a_definition_of_records_that_no_list_has_is_not_pushed() -> None:
    where = terrain(expression("uit", core.And((WORKS, HELP)), record="m"))
    draft = where.drafts.plain(DAY_ONE)
    before = state(draft)
    aiming = Aiming(where, Random(1))
    aiming.push_towards(Pusher(where, draft, Random(1)), "uit", "leest")
    assert state(draft) == before


# ---------------------------------------------------------------- what is varied


def test_what_seemed_sure_and_is_not_shown_is_a_fault_and_other_grounds_are_none() -> None:
    where = terrain(expression("uit", SUM, PAY.type))
    draft = where.drafts.plain(DAY_ONE)
    claim = Claim(P04, "uit", Same(), Swapped("mensen"))
    one = Pending(claim, where.program.definitions["uit"])
    lane = Lane(where, 0, [one], strict=True)
    pair = Pair(draft, draft.copied(), Look(where, draft).case)

    lane.by_grounds(one, pair)
    assert (one.asked, one.refused) == (1, 0)
    with pytest.raises(UnconfirmedError):
        lane.note(one, 1, pair)
    assert (one.asked, one.refused) == (2, 1)


def test_a_date_with_which_a_case_cannot_be_is_put_back() -> None:
    early = core.Compare("lt", BORN, core.Constant(DAY_ONE.replace(year=1950), BORN.type))
    where = held(early, outcome=core.Compare("lt", BORN, core.ReferenceDate()))
    draft = where.drafts.plain(DAY_ONE)
    draft.facts["geboren"] = DAY_ONE.replace(year=1940)
    claim = Claim(P16, "uit", Same(grounds=False), Later())
    one = Pending(claim, where.program.definitions["uit"])

    Lane(where, 0, [one], strict=True).visit(Look(where, draft), Random(1))

    assert draft.facts["geboren"] == DAY_ONE.replace(year=1940)
    assert one.cases == ()


def test_a_step_is_not_halved_through_numbers_that_cannot_be() -> None:
    def squared(expr: core.Expr, least: int) -> core.Expr:
        product = core.Arithmetic("mul", expr, expr)
        return core.Compare("gt", product, core.Constant(least**2, PAY.type))

    apart = squared(core.Arithmetic("sub", PAY, amount(450_000)), 150_000)
    rich = squared(PAY, 500_000)
    where = held(apart, outcome=core.Choose(((rich, amount(5)),), amount(0)), kind=PAY.type)
    claim = Claim(P13, "uit", Measured(), Step(Place("gegeven", "pay"), 1))
    one = Pending(claim, where.program.definitions["uit"])
    draft = where.drafts.plain(DAY_ONE)
    before = state(draft)

    Lane(where, 0, [one], strict=True).visit(Look(where, draft), Random(1))

    assert one.tried > 0
    assert one.best is None
    assert state(draft) == before


def test_a_change_is_followed_upwards_in_cases_that_can_be() -> None:
    where = held(
        core.Compare("gt", PAY, amount(400)),
        core.Or((IS_A, HELP)),
        outcome=core.Choose(((IS_A, PAY),), amount(0)),
        kind=PAY.type,
    )
    change = Turned(Place("gegeven", "kind"), "a", "b")
    one = Pending(Claim(P17, "uit", Same(grounds=False), change), where.program.definitions["uit"])
    lane = Lane(where, 0, [one], strict=True)
    random = Random(1)
    ascent = Ascent(where, Aiming(where, random), Drawing(where, random), random)

    looks = [
        look for _ in range(40) for look in ascent.tries(lane, one, where.drafts.plain(DAY_ONE))
    ]
    both = [look for look in looks if look.draft.facts["hulp"]]  # with either kind

    assert both
    assert all(_pay(look) > 400 for look in looks)


def _pay(look: Look) -> int:
    found = look.draft.facts["pay"]
    assert isinstance(found, int)
    return found

"""The pieces of a search, each by itself: layout, pools, pushing and solving."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
)
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.verification.search.cases import new_name
from maatwerk_rules.verification.search.layout import Layout, Slot
from maatwerk_rules.verification.search.pools import Pools, moved
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import START
from maatwerk_rules.verification.search.solving import Sides, Solver, as_value, signs
from tests.verification.search.pieces import (
    ANY,
    BORN,
    CHOSEN,
    DAY_ONE,
    FIXED,
    HELP,
    HIDDEN,
    JUDGED,
    KIND,
    LISTED,
    NUMBER,
    ONLY,
    OPEN,
    PART,
    PARTS,
    PAY,
    PEOPLE,
    SHARE,
    SUM,
    THERE,
    WORKS,
    amount,
    expression,
    option,
    program,
    pushed,
    terrain,
)


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize(
    "expr",
    [
        HELP,
        JUDGED,
        WORKS,
        HIDDEN,
        core.Not(HELP),
        core.And(PARTS),
        core.Or(PARTS),
        core.Gate(HELP, WORKS),
        core.AtLeast(2, None, PARTS),
        core.AtLeast(0, 1, PARTS),
        ANY,
        THERE,
        ONLY,
        core.Aggregate("all", "mensen", LISTED, "m", WORKS, None, None),
        core.Compare("eq", CHOSEN, core.Constant("a", KIND.type)),
        core.Compare("ne", KIND, core.Constant("a", KIND.type)),
        core.Compare("eq", KIND, FIXED),
        core.Compare("eq", core.Constant(True, JaNee()), HELP),
        core.Compare("gt", SUM, amount(123_456)),
        core.Compare("eq", core.Arithmetic("add", PAY, SUM), amount(123_456)),
        core.Compare("ge", core.Bound(NUMBER, amount(300), None), amount(400)),
        core.Compare("ge", OPEN, core.Constant(5, Aantal())),
        core.Compare("lt", SHARE, core.Constant(Fraction(1, 3), Percentage())),
        core.Compare("ge", core.Age(BORN, core.ReferenceDate()), core.Constant(18, Aantal("jaar"))),
        core.Compare(
            "lt", core.DaysBetween(core.ReferenceDate(), BORN), core.Constant(90, Aantal("dag"))
        ),
        core.Compare(
            "ge",
            core.Aggregate("count", "mensen", LISTED, "m", WORKS, None, None),
            core.Constant(2, Aantal()),
        ),
        core.Read("mens_werkt", "m", JaNee()),
        core.Read("leest", None, JaNee()),
    ],
    ids=str,
)
def test_a_push_reaches_what_is_wanted(expr: core.Expr, wanted: bool) -> None:
    assert pushed(expr, wanted)


def test_a_push_that_cannot_succeed_ends() -> None:
    never = core.Constant(False, JaNee())
    elsewhere = core.Read("bestaat_niet", None, JaNee())
    fixed = core.Compare("eq", core.Choose(((HELP, amount(1)),), amount(2)), amount(3))
    one_option = core.Fact("kind", Keuze(("a",)))
    same = core.Compare("ne", one_option, core.Constant("a", one_option.type))
    outside = core.Field("ander", "werkt", JaNee())
    months_ = core.OverMonths("count", HELP, "before", 12, core.ReferenceDate(), Aantal("maand"))
    many = core.Compare("gt", months_, core.Constant(40, Aantal("maand")))
    chosen = core.Compare("eq", core.Choose(((HELP, option("a")),), option("a")), option("b"))
    deep = core.Compare("eq", elsewhere, option("b"))

    for expr in (never, elsewhere, fixed, same, outside, many, chosen, deep):
        assert not pushed(expr, True)


def test_a_value_is_reached_through_rules() -> None:
    rules = (
        core.Node("een", HELP, option("a"), (core.Node("twee", WORKS_OF_ME, None),)),
        core.Node("drie", core.Compare("gt", PAY, amount(5)), KIND),
    )
    ruled = Definition("stand", KIND.type, rules=rules, default=option("b"))
    read = core.Read("stand", None, KIND.type)

    for name in ("a", "b"):
        assert pushed(core.Compare("eq", read, option(name)), True, ruled)


WORKS_OF_ME = ONLY


def test_no_records_is_reached_too() -> None:
    where = terrain()
    draft = where.drafts.plain(DAY_ONE)
    where.drafts.add_record(draft, "mensen")

    Pusher(where, draft, Random(1)).push(THERE, False, START)

    assert draft.lists["mensen"] == ()
    assert Pusher(where, draft, Random(1)).record_for("huis") is None


def test_lists_get_no_more_records_than_there_may_be() -> None:
    where = terrain()
    draft = where.drafts.plain(DAY_ONE)
    pusher = Pusher(where, draft, Random(1))

    rows = {id(pusher.record_for("mens")) for _ in range(60)}

    assert len(rows) <= 4
    assert [row.name.key for row in draft.lists["mensen"]] == ["nr1", "nr2", "nr3"]
    assert new_name("mensen", PEOPLE, draft.lists["mensen"][1:]).key == "nr1"
    assert draft.lists["ik"][0].name == RecordId("ik", "ik")


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("operator", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_a_comparison_holds_or_not_by_the_side_of_nil(operator: str) -> None:
    assert signs(operator, True) | signs(operator, False) == {-1, 0, 1}
    assert not signs(operator, True) & signs(operator, False)


def test_an_edge_is_brought_as_near_as_can_be() -> None:
    where = terrain()
    draft = where.drafts.plain(DAY_ONE)
    age = core.Age(BORN, core.ReferenceDate())
    sides = Sides(age, core.Constant(18, Aantal("jaar")), START)

    assert Solver(where, draft, Random(2)).solve(sides, signs("ge", True), edge=True)

    assert draft.facts["geboren"] == date(2008, 3, 1)


def test_what_cannot_be_moved_is_put_back() -> None:
    where = terrain()
    draft = where.drafts.plain(DAY_ONE)
    unknown = core.Dated("x", core.ReferenceDate(), ((DAY_ONE, None),), None, Bedrag("maand"))
    solver = Solver(where, draft, Random(2))

    assert not solver.solve(Sides(PAY, unknown, START), signs("eq", True), edge=False)
    assert not solver.solve(Sides(PAY, amount(-5), START), signs("lt", True), edge=True)
    assert not solver.solve(
        Sides(core.Previous(Bedrag("maand")), amount(5), START), signs("lt", True), edge=True
    )


def test_a_value_stays_in_its_domain_and_its_kind() -> None:
    share = Slot("gegeven", "deel", Percentage(0, 1))
    day = Slot("gegeven", "dag", Datum(date(2020, 1, 1), date(2030, 1, 1)))

    assert as_value(Fraction(1, 3), share) == Fraction(3333, 10_000)
    assert as_value(5, share) == 1
    assert as_value(0, day) == date(2020, 1, 1)


# ---------------------------------------------------------------- values to try


def pools_of(expr: core.Expr, *definitions: Definition) -> Pools:
    layout = Layout(program(expression("uit", expr), *definitions))
    return Pools(layout, PART)


def test_constants_are_followed_through_sums_choices_and_begrippen() -> None:
    dated = core.Dated(
        "x", core.ReferenceDate(), ((date(2025, 1, 1), 7), (DAY_ONE, 900)), None, Bedrag("maand")
    )
    base = expression("basis", core.Choose(((HELP, amount(1_000)),), dated), Bedrag("maand"))
    read = core.Read("basis", None, Bedrag("maand"))
    doubled = core.Arithmetic("mul", read, core.Constant(2, Aantal()))
    limit = core.Bound(
        core.Round(core.Arithmetic("add", doubled, amount(1)), "half", 1), None, read
    )
    other = core.Arithmetic("div", core.Arithmetic("sub", read, amount(1)), amount(0))
    both = core.And((core.Compare("gt", NUMBER, limit), core.Compare("gt", PAY, other)))
    pools = pools_of(both, base)
    slot = next(slot for slot in pools.of if slot.key == "pay")

    assert {1_801, 2_001, 899, 900, 901} <= {*pools.of[slot].fixed}


def test_a_part_of_a_whole_number_gives_the_whole_ones_around() -> None:
    half = core.Constant(Fraction(5, 2), Aantal())
    circle = Definition(
        "rond", Bedrag("maand"), expression=core.Read("rond", None, Bedrag("maand"))
    )
    with_circle = core.Compare("gt", PAY, core.Read("rond", None, Bedrag("maand")))
    missing = core.Compare("gt", core.Read("weg", None, Aantal()), core.Read("weg", None, Aantal()))
    text = core.Compare("eq", PAY, core.Constant("a", KIND.type))
    condition = core.Compare("gt", core.Compare("gt", PAY, amount(1)), amount(7))
    added = core.Compare("gt", PAY, core.Arithmetic("add", option("a"), amount(1)))
    open_ = core.Compare("gt", OPEN, half)
    per_record = core.Compare("gt", core.Judged("goed", "m", JaNee()), half)
    parts = (open_, with_circle, missing, text, condition, added, per_record)
    pools = pools_of(core.And(parts), circle)
    slot = next(slot for slot in pools.of if slot.name == "hoeveel")

    assert {1, 2, 3, 4} <= {*pools.of[slot].fixed}


def test_dates_are_tried_around_terms() -> None:
    term = core.Shift(BORN, core.Constant(6, Aantal()), "maand", "later", 1)
    limit = core.Constant(date(2020, 2, 29), Datum())
    later = core.And(
        (
            core.Compare("gt", core.ReferenceDate(), term),
            core.Compare("gt", BORN, limit),
        )
    )
    pools = pools_of(later)
    slot = next(slot for slot in pools.of if slot.key == "geboren")
    pool = pools.of[slot]

    assert {date(2025, 9, 1), date(2025, 9, 2)} <= {*pool.values(DAY_ONE)}
    assert date(2019, 12, 31) in pool.values(DAY_ONE, [date(2020, 6, 30)])
    drawn = {pool.drawn(Random(seed), DAY_ONE, [date(2020, 6, 30)]) for seed in range(200)}
    assert date(2025, 9, 1) in drawn
    assert all(isinstance(one, date) for one in drawn)


def test_a_number_is_sometimes_drawn_from_all() -> None:
    pools = pools_of(core.Compare("gt", PAY, amount(500)))
    slot = next(slot for slot in pools.of if slot.key == "pay")
    share = next(slot for slot in pools.of if slot.name == "deel")

    drawn = {pools.of[slot].drawn(Random(seed), DAY_ONE) for seed in range(200)}
    parts = [pools.of[share].drawn(Random(seed), DAY_ONE) for seed in range(200)]

    assert drawn - {*pools.of[slot].fixed}
    assert all(isinstance(one, int) for one in drawn)
    assert any(isinstance(one, Fraction) for one in parts)


def test_a_day_that_no_calendar_has_stays_where_it_was() -> None:
    assert moved(date(9999, 12, 31), 5, "jaar") == date(9999, 12, 31)


def test_what_leads_nowhere_ends_at_once() -> None:
    dated = core.Dated("x", core.ReferenceDate(), ((DAY_ONE, None),), None, Bedrag("maand"))
    unknown = core.Compare("eq", KIND, core.Read("weg", None, KIND.type))
    nothing = Definition("niets", KIND.type, rules=(core.Node("een", HELP, None),))
    read = core.Read("niets", None, KIND.type)
    too_many = core.Aggregate("count", "mensen", LISTED, "m", None, None, None)
    judged = core.Compare("gt", core.Judged("goed", "m", Aantal()), core.Constant(1, Aantal()))

    assert not pushed(core.Compare("eq", KIND, dated), True)
    assert not pushed(unknown, True)
    assert not pushed(core.Compare("eq", read, option("a")), True, nothing)
    assert not pushed(core.Compare("gt", too_many, core.Constant(8, Aantal())), True)
    pushed(judged, True)


def test_a_pool_without_ends_has_the_first_day_of_the_rules() -> None:
    layout = Layout(Program({}, {"dag": Datum()}, {}))

    (pool,) = Pools(layout, PART).of.values()

    assert PART.vanaf in pool.fixed
    assert len(pool.fixed) == 3


def test_a_large_constant_is_no_term() -> None:
    days = core.DaysBetween(core.ReferenceDate(), BORN)
    far = core.Compare("gt", days, core.Constant(999_999, Aantal("dag")))
    near = core.Compare("gt", days, core.Constant(77, Aantal("dag")))
    pools = pools_of(core.Or((far, near)))
    slot = next(slot for slot in pools.of if slot.key == "geboren")

    assert pools.of[slot].terms == ((77, "dag"),)

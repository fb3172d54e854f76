"""The pieces of a search, each by itself: layout, pools, pushing, solving, months, replay."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import attrs
import pytest

from maatwerk_rules.compiler.support import LEEG
from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    SoortType,
    Veldtype,
)
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.claims import (
    AtMost,
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
from maatwerk_rules.verification.search.cases import Draft, Drafts, new_name
from maatwerk_rules.verification.search.lanes import Lane
from maatwerk_rules.verification.search.layout import Layout, Slot
from maatwerk_rules.verification.search.looking import DAY, Axis, Look, Pair
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.pools import Pools, moved
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import START, STRIJDIG, Env
from maatwerk_rules.verification.search.solving import Sides, Solver, as_value, signs
from maatwerk_rules.verification.search.terrain import Terrain
from tests.small import policy_of
from tests.verification.search.village import TEXT

POLICY = policy_of(TEXT)
PART = POLICY.slices[0]
TERRAIN = Terrain(POLICY, PART, PART.program)
DAY_ONE = date(2026, 3, 1)

YES_OR_NO = JaNee()
PERSON = SoortType(
    "mens", (Veldtype("werkt", JaNee()), Veldtype("loon", Bedrag("maand", 0, 900_000)))
)
PEOPLE = Lijst(PERSON, 9)
LISTED = (core.Listed("mensen", PEOPLE),)
ALONE = Lijst(PERSON, 1, 1, single=True)
WORKS = core.Field("m", "werkt", JaNee())
WAGE = core.Field("m", "loon", Bedrag("maand"))
HELP = core.Fact("hulp", JaNee())
PAY = core.Fact("pay", Bedrag("maand", 0, 900_000))
KIND = core.Fact("kind", Keuze(("a", "b")))
BORN = core.Fact("geboren", Datum(date(1900, 1, 1), date(2100, 1, 1)))
SHARE = core.Judged("deel", None, Percentage(0, 1))
OPEN = core.Unfilled("hoeveel", "verordening", Aantal(None, 0, 9))
HIDDEN = core.Fact("niet aangetoond pay", JaNee())
JUDGED = core.Judged("goed", "m", JaNee())


def amount(cents: int) -> core.Constant:
    return core.Constant(cents, Bedrag("maand"))


def expression(
    name: str, expr: core.Expr, type_: object = JaNee(), record: str | None = None
) -> Definition:
    return Definition(name, type_, record, expression=expr)  # type: ignore[arg-type]  # a type


def program(*definitions: Definition) -> Program:
    plain = [
        expression(
            "leest", core.And((HIDDEN, core.Compare("ge", OPEN, core.Constant(5, Aantal()))))
        ),
        expression("mens_werkt", core.And((WORKS, JUDGED)), record="m"),
    ]
    everything = {one.name: one for one in (*plain, *definitions)}
    facts = {
        "hulp": JaNee(),
        "pay": PAY.type,
        "kind": KIND.type,
        "geboren": BORN.type,
        "mensen": PEOPLE,
        "ik": ALONE,
    }
    judgements = {"deel": (SHARE.type, None), "goed": (JaNee(), "mens")}
    return Program(everything, facts, judgements)


def terrain(*definitions: Definition) -> Terrain:
    changed = program(*definitions)
    part = Slice(PART.vanaf, PART.tot, changed)
    return Terrain(POLICY, part, changed)


def pushed(expr: core.Expr, wanted: bool, *definitions: Definition) -> bool:
    """Tell whether some of a few pushes reach what is wanted."""
    where = terrain(expression("uit", expr), *definitions)
    return any(_push(where, expr, wanted, seed) for seed in range(12))


def _push(where: Terrain, expr: core.Expr, wanted: bool, seed: int) -> bool:
    draft = where.drafts.plain(DAY_ONE)
    row = where.drafts.add_record(draft, "mensen")
    Pusher(where, draft, Random(seed)).push(expr, wanted, Env({"m": row}))
    return where.reader.worth(expr, where.reader.case(draft), Env({"m": row})) is wanted


SUM = core.Aggregate("sum", "mensen", LISTED, "m", WORKS, WAGE, None)
ANY = core.Aggregate("any", "mensen", LISTED, "m", WORKS, None, None)
THERE = core.Aggregate("any", "mensen", LISTED, "m", None, None, None)
ONLY = core.Aggregate("only", "ik", (core.Listed("ik", ALONE),), "m", None, WORKS, None)
CHOSEN = core.Choose(((HELP, core.Constant("a", KIND.type)),), KIND)
FIXED = core.Choose(((HELP, core.Constant("a", KIND.type)),), core.Constant("b", KIND.type))
NUMBER = core.Choose(((HELP, amount(500)),), PAY)
PARTS = (HELP, core.Compare("eq", KIND, core.Constant("b", KIND.type)), WORKS)


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
    chosen = core.Compare("eq", core.Choose(((HELP, _option("a")),), _option("a")), _option("b"))
    deep = core.Compare("eq", elsewhere, _option("b"))

    for expr in (never, elsewhere, fixed, same, outside, many, chosen, deep):
        assert not pushed(expr, True)


def _option(name: str) -> core.Constant:
    return core.Constant(name, KIND.type)


def test_a_value_is_reached_through_rules() -> None:
    rules = (
        core.Node("een", HELP, _option("a"), (core.Node("twee", WORKS_OF_ME, None),)),
        core.Node("drie", core.Compare("gt", PAY, amount(5)), KIND),
    )
    ruled = Definition("stand", KIND.type, rules=rules, default=_option("b"))
    read = core.Read("stand", None, KIND.type)

    for option in ("a", "b"):
        assert pushed(core.Compare("eq", read, _option(option)), True, ruled)


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
    added = core.Compare("gt", PAY, core.Arithmetic("add", _option("a"), amount(1)))
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
    ],
)
def test_how_strongly_a_pair_goes_against_a_claim(
    demand: object, first: object, second: object, score: int
) -> None:
    claim = Claim(P12, "hoogte", demand)  # type: ignore[arg-type]  # a demand

    assert Pending(claim, Definition("hoogte", Bedrag())).score_of(first, second) == score
    assert repr(STRIJDIG) == "STRIJDIG"


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


def test_what_leads_nowhere_ends_at_once() -> None:
    dated = core.Dated("x", core.ReferenceDate(), ((DAY_ONE, None),), None, Bedrag("maand"))
    unknown = core.Compare("eq", KIND, core.Read("weg", None, KIND.type))
    nothing = Definition("niets", KIND.type, rules=(core.Node("een", HELP, None),))
    read = core.Read("niets", None, KIND.type)
    too_many = core.Aggregate("count", "mensen", LISTED, "m", None, None, None)
    judged = core.Compare("gt", core.Judged("goed", "m", Aantal()), core.Constant(1, Aantal()))

    assert not pushed(core.Compare("eq", KIND, dated), True)
    assert not pushed(unknown, True)
    assert not pushed(core.Compare("eq", read, _option("a")), True, nothing)
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

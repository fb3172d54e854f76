"""The way to a part of an expression is cleared: then a change of the part changes the whole."""

from random import Random

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Aantal, Bedrag, JaNee
from maatwerk_rules.verification.search.clearing import Clearing
from maatwerk_rules.verification.search.parting import Parting
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import Env
from tests.verification.search.pieces import (
    DAY_ONE,
    HELP,
    KIND,
    LISTED,
    PAY,
    WAGE,
    WORKS,
    amount,
    expression,
    option,
    pushed,
    terrain,
)

JA, NEE = core.Constant(True, JaNee()), core.Constant(False, JaNee())
IS_B = core.Compare("eq", KIND, option("b"))
RICH = core.Compare("gt", PAY, amount(1_000))
SOME = core.Aggregate("any", "mensen", LISTED, "m", core.And((WORKS, HELP)), None, None)
PAID = core.Aggregate("sum", "mensen", LISTED, "m", HELP, WAGE, None)
NOBODY = core.Aggregate("highest", "mensen", LISTED, "m", None, WAGE, PAY)


@pytest.mark.parametrize(
    "expr",
    [
        core.And((HELP, IS_B, RICH)),
        core.Or((IS_B, HELP, RICH)),
        core.Gate(IS_B, HELP),
        core.Gate(HELP, IS_B),
        core.Not(core.And((IS_B, HELP))),
        core.Choose(((IS_B, HELP), (RICH, NEE)), NEE),
        core.Choose(((IS_B, NEE), (RICH, NEE)), HELP),
        core.Choose(((IS_B, NEE), (HELP, JA)), NEE),
        core.Compare("gt", core.Choose(((HELP, amount(2)),), amount(1)), amount(1)),
        SOME,
    ],
)
def test_what_is_varied_matters_once_the_way_is_clear(expr: core.Expr) -> None:
    assert any(_turns(expr, seed) for seed in range(20))


def _turns(expr: core.Expr, seed: int) -> bool:
    """Clear the way to a fact, and tell whether the whole changes with it."""
    where = terrain(expression("uit", expr))
    draft = where.drafts.plain(DAY_ONE)
    pusher = Pusher(where, draft, Random(seed))
    clearing = Clearing(pusher, Random(seed), lambda one: HELP in core.walk(one))
    clearing.clear(expr, Env())
    seen = []
    for value in (False, True):
        draft.facts["hulp"] = value
        seen.append(where.reader.value("uit", where.reader.case(draft)))
    return bool(seen[0] != seen[1])


@pytest.mark.parametrize(("low", "high"), [(amount(100), amount(500)), (None, amount(7))])
def test_a_bound_does_not_bind(low: core.Expr | None, high: core.Expr) -> None:
    bound = core.Bound(core.Arithmetic("sub", PAY, amount(50)), low, high)
    where = terrain(expression("uit", bound, Bedrag("maand", -900_000, 900_000)))
    draft = where.drafts.plain(DAY_ONE)
    pusher = Pusher(where, draft, Random(1))
    clearing = Clearing(pusher, Random(1), lambda one: PAY in core.walk(one))

    clearing.clear(bound, Env())

    before = where.reader.value("uit", where.reader.case(draft))
    draft.facts["pay"] += 1  # type: ignore[operator]
    after = where.reader.value("uit", where.reader.case(draft))
    assert where.bounds.of(bound) is where.bounds.of(bound)
    assert before != after or draft.facts["pay"] in (551, 58)


def test_of_records_one_is_there_in_which_it_is_asked() -> None:
    where = terrain(expression("uit", PAID, Bedrag("maand", 0, 900_000)))
    draft = where.drafts.plain(DAY_ONE)
    pusher = Pusher(where, draft, Random(3))

    Clearing(pusher, Random(3), lambda one: WAGE in core.walk(one)).clear(PAID, Env())

    assert draft.facts["hulp"] is True
    assert draft.lists["mensen"]


def test_what_stands_for_no_records_is_left() -> None:
    where = terrain(expression("uit", NOBODY, Bedrag("maand", 0, 900_000)))
    draft = where.drafts.plain(DAY_ONE)
    pusher = Pusher(where, draft, Random(3))

    Clearing(pusher, Random(3), lambda one: PAY in core.walk(one)).clear(NOBODY, Env())
    Clearing(pusher, Random(3), lambda one: WORKS in core.walk(one)).clear(NOBODY, Env())

    assert draft.facts["pay"] == 0


BONUS = Definition(
    "toelage",
    Bedrag("maand", 0, 900_000),
    rules=(core.Node("geeft", HELP, PAY, exceptions=(core.Node("weg", IS_B, None),)),),
    default=amount(0),
)
PER_PERSON = Definition(
    "loon_van",
    Bedrag("maand", 0, 900_000),
    record="m",
    rules=(core.Node("werkt", WORKS, WAGE),),
    default=amount(0),
)
READ = core.Read("toelage", None, Bedrag("maand"))
READ_OF = core.Read("loon_van", "m", Bedrag("maand"))
THROUGH = expression("onder", core.Arithmetic("add", READ, amount(1)), Bedrag("maand"))


@pytest.mark.parametrize(
    "expr",
    [
        core.Compare("gt", READ, amount(200)),
        core.Compare("eq", core.Read("onder", None, Bedrag("maand")), amount(301)),
        core.Compare("gt", READ_OF, amount(200)),
    ],
)
def test_a_rule_that_sleeps_is_woken(expr: core.Expr) -> None:
    assert pushed(expr, True, BONUS, THROUGH, PER_PERSON)


def test_months_are_brought_to_where_they_differ() -> None:
    turns = core.And((core.Compare("ge", PAY, amount(1_000)), HELP))
    months = core.OverMonths("count", turns, "before", 3, core.ReferenceDate(), Aantal("maand"))
    wanted = core.Compare("ge", months, core.Constant(2, Aantal("maand")))

    assert pushed(wanted, True)


def test_versions_part_at_a_choice_that_one_of_them_has_with_room_below_its_bound() -> None:
    at_one = core.Choose(
        ((core.Compare("eq", PAY, amount(4_444)), core.Arithmetic("add", PAY, amount(100))),), PAY
    )
    whole = Bedrag("maand", 0, 900_000)
    before = expression("was", core.Bound(PAY, amount(50), None), whole)
    after = expression("is_nu", core.Bound(at_one, amount(50), None), whole)
    where = terrain(before, after)
    draft = where.drafts.plain(DAY_ONE)

    Parting(Pusher(where, draft, Random(1)), Random(1)).part(before, after, None)

    case = where.reader.case(draft)
    assert where.reader.value("is_nu", case) - where.reader.value("was", case) == 100

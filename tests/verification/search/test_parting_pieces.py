"""What two versions of an expression differ in is pushed apart, for each shape they may have."""

from random import Random

import attrs
import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Aantal, JaNee
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.parting import Parting
from maatwerk_rules.verification.search.pushing import Pusher
from tests.verification.search.pieces import (
    ANY,
    DAY_ONE,
    HELP,
    KIND,
    PAY,
    SUM,
    THERE,
    WAGE,
    YES_OR_NO,
    amount,
    expression,
    option,
    terrain,
)

RICH = core.Compare("gt", PAY, amount(500))
RICHER = core.Compare("gt", PAY, amount(900))
IS_B = core.Compare("eq", KIND, option("b"))
IS_A = core.Compare("eq", KIND, option("a"))
EVERY = attrs.evolve(SUM, where=None)
TWICE = core.Arithmetic("mul", WAGE, core.Constant(2, Aantal()))
SEEDS = range(20)


def parted(one: Definition, other: Definition, seed: int) -> tuple[Draft, bool]:
    """Return what a push makes of a plain draft, and whether both come out otherwise in it."""
    where = terrain(one, other)
    draft = where.drafts.plain(DAY_ONE)
    random = Random(seed)
    Parting(Pusher(where, draft, random), random).part(one, other, None)
    case = where.reader.case(draft)
    return draft, where.reader.value("oud", case) != where.reader.value("nieuw", case)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (core.Gate(HELP, RICH), core.Gate(HELP, RICHER)),
        (core.And((HELP, RICH, IS_B)), core.And((HELP, RICHER, IS_A))),
        (core.Or((HELP, RICH, IS_B)), core.Or((HELP, RICHER, IS_A))),
        (ANY, THERE),
    ],
    ids=["eerst", "en", "of", "wie er telt"],
)
def test_a_push_parts_two_versions_of_an_expression(one: core.Expr, other: core.Expr) -> None:
    both = expression("oud", one), expression("nieuw", other)
    assert any(parted(*both, seed)[1] for seed in SEEDS)


@pytest.mark.parametrize("one", [attrs.evolve(EVERY, body=TWICE), SUM], ids=["wat", "wie"])
def test_where_a_sum_is_another_there_is_a_record_to_count(one: core.Aggregate) -> None:
    both = expression("oud", one, PAY.type), expression("nieuw", EVERY, PAY.type)
    for seed in SEEDS:
        draft, _ = parted(*both, seed)
        assert draft.lists["mensen"]


def test_of_the_same_parts_in_another_order_none_is_pushed_apart() -> None:
    old, new = core.And((HELP, IS_B)), core.And((IS_B, HELP))
    draft, differs = parted(expression("oud", old), expression("nieuw", new), 1)
    assert not differs
    assert (draft.facts["hulp"], draft.facts["kind"]) == (True, "b")


def test_a_rule_that_only_set_aside_and_now_gives_something_is_made_to_work() -> None:
    def ruled(name: str, value: core.Expr | None) -> Definition:
        return Definition(name, YES_OR_NO, rules=(core.Node("regel", RICH, value),))

    for seed in SEEDS:
        draft, _ = parted(ruled("oud", None), ruled("nieuw", core.Constant(True, JaNee())), seed)
        pay = draft.facts["pay"]
        assert isinstance(pay, int)
        assert pay > 500

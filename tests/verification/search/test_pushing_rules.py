"""A push goes through rules, what hangs on them, and what is left open."""

from random import Random

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import START
from maatwerk_rules.verification.search.terrain import Terrain
from maatwerk_rules.verification.search.working import placed
from tests.verification.search.pieces import ALONE as ONE_PERSON
from tests.verification.search.pieces import (
    DAY_ONE,
    FIXED,
    HELP,
    KIND,
    PAY,
    THERE,
    amount,
    expression,
    option,
    terrain,
)

RICH = core.Compare("gt", PAY, amount(500))
IS_B = core.Compare("eq", KIND, option("b"))
ALONE = core.Aggregate("any", "ik", (core.Listed("ik", ONE_PERSON),), "m", None, None, None)


def begun(*definitions: Definition, edge: float = 0.5) -> tuple[Terrain, Draft, Pusher]:
    where = terrain(*definitions)
    draft = where.drafts.plain(DAY_ONE)
    return where, draft, Pusher(where, draft, Random(1), edge=edge)


def test_a_value_of_an_exception_is_reached_through_the_rule_it_hangs_on() -> None:
    hung = core.Node("twee", RICH, option("b"))
    ruled = Definition("stand", KIND.type, rules=(core.Node("een", HELP, option("a"), (hung,)),))
    where, draft, pusher = begun(ruled)
    read = core.Read("stand", None, KIND.type)

    for name in ("b", "a"):  # and then away from it: the exception may not work any more
        pusher.assign(read, name, START, 0)
        assert where.reader.value("stand", where.reader.case(draft)) == name


def test_an_adjustment_is_aimed_at_with_a_rule_that_gives_what_it_adjusts() -> None:
    adjusts = core.Node("korting", IS_B, core.Previous(PAY.type))
    hung = core.Node("twee", HELP, None)
    stages = (core.Stage("stap", (adjusts,)),)
    gives = Definition("geeft", PAY.type, rules=(core.Node("een", RICH, PAY, (hung,)),))
    gives = Definition("geeft", PAY.type, rules=gives.rules, stages=stages)
    bare = Definition("kaal", PAY.type, stages=stages, default=amount(1))
    _, draft, pusher = begun(gives, bare)
    draft.facts["hulp"] = True

    def aim(definition: Definition) -> None:
        (at,) = (one for one in placed(definition) if one.name == "korting")
        assert at.in_step
        pusher.aim(at, None)

    aim(bare)
    assert (draft.facts["kind"], draft.facts["pay"]) == ("b", 0)
    aim(gives)
    pay = draft.facts["pay"]
    assert isinstance(pay, int)
    assert pay > 500
    assert draft.facts["hulp"] is False


def test_what_already_is_an_option_is_left_at_its_edge_and_can_become_another() -> None:
    equal = core.Compare("eq", KIND, FIXED)
    where, draft, pusher = begun(expression("uit", equal), edge=1.0)
    draft.facts |= {"kind": "b", "hulp": False}

    pusher.push(equal, True, START)
    assert draft.facts["kind"] == "b"
    pusher.push(equal, False, START)
    assert draft.facts["kind"] == "a"
    assert where.reader.value("uit", where.reader.case(draft)) is False


@pytest.mark.parametrize("said", [True, False])
def test_what_may_not_be_ja_or_nee_becomes_the_other(said: bool) -> None:
    compared = core.Compare("eq", HELP, core.Constant(said, JaNee()))
    _, draft, pusher = begun(expression("uit", compared))
    draft.facts["hulp"] = said

    pusher.push(compared, False, START)

    assert draft.facts["hulp"] is not said


def test_what_is_left_to_others_is_filled_in() -> None:
    may = core.Unfilled("mag", "verordening", JaNee())
    where, draft, pusher = begun(expression("uit", may))

    for wanted in (True, False):
        pusher.push(may, wanted, START)
        assert where.reader.value("uit", where.reader.case(draft)) is wanted


def test_a_record_is_added_where_there_must_be_one_and_who_must_be_there_stays() -> None:
    _, draft, pusher = begun(expression("uit", THERE), expression("altijd", ALONE))

    pusher.push(THERE, True, START)
    pusher.push(ALONE, False, START)

    assert len(draft.lists["mensen"]) == len(draft.lists["ik"]) == 1

"""What rules come to as formulas where little of them is there: no value, no order, no month."""

from datetime import date

from maatwerk_rules.model import core
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.expression_strategies import GETAL, JANEE, LISTS
from maatwerk_rules.verification.smt.coming_to import Result
from maatwerk_rules.verification.smt.models import plain, terms_of
from maatwerk_rules.verification.smt.quantities import Amount, Quantities
from maatwerk_rules.verification.smt.reckoned import Worth, reckoned
from maatwerk_rules.verification.smt.rules import Encoder, Timeline
from maatwerk_rules.verification.smt.situation import Situation, free_in
from maatwerk_rules.verification.smt.terms import Pool, Term

DAYS = (date(2024, 1, 1), date(2025, 1, 1))
ALWAYS = core.Constant(True, JANEE)


def number(value: int) -> core.Expr:
    return core.Constant(value, GETAL)


def node(name: str, value: int | None) -> core.Node:
    """Return a rule that gives a number, or sets aside what it is an exception to."""
    return core.Node(name, ALWAYS, None if value is None else number(value))


def encoder(*definitions: core.Definition, timeline: Timeline = ()) -> Encoder:
    free = free_in(Quantities(Pool()), program_of(definitions), DAYS)
    return Encoder(Situation(free, free.peildatum), timeline=timeline)


def comes_to(definition: core.Definition) -> tuple[Worth | None, bool, bool]:
    """Return the value, if any, and whether there is none and whether rules contradict."""
    made = encoder(definition)
    return worth(made.pool, made.definition(definition.name).result)


def worth(pool: Pool, result: Result) -> tuple[Worth | None, bool, bool]:
    (value,) = terms_of(result.value)
    tops: list[Term] = [value, result.none, result.conflict]
    found = reckoned(pool, tops, plain(pool, tops, {}))
    none, conflict = bool(found[result.none]), bool(found[result.conflict])
    return None if none or conflict else found[value], none, conflict


def test_rules_that_only_set_aside_add_up_to_nothing() -> None:
    found = core.Definition("uit", GETAL, rules=(node("een", None),), together="som")

    assert comes_to(found)[1]


def test_a_step_after_nothing_adjusts_nothing() -> None:
    stage = core.Stage("stap", (node("erbij", 3),))

    assert comes_to(core.Definition("uit", GETAL, stages=(stage,)))[1]


def test_an_adjustment_that_only_sets_aside_leaves_a_sum_as_it_was() -> None:
    stage = core.Stage("stap", (node("niet", None),))
    rules = (node("een", 2), node("twee", 3))
    found = core.Definition("uit", GETAL, rules=rules, together="som", stages=(stage,))

    assert comes_to(found) == (5, False, False)


def test_a_deviation_gives_the_value_of_a_rule_that_has_none_of_its_own() -> None:
    deviation = core.Deviation(node("anders", 7), 1, favourable=False, replaces="een")
    found = core.Definition("uit", GETAL, rules=(node("een", None),), deviations=(deviation,))

    assert comes_to(found) == (7, False, False)


def test_a_deviation_without_a_value_sets_the_rule_it_replaces_aside() -> None:
    deviation = core.Deviation(node("niet", None), 1, favourable=False, replaces="een")
    found = core.Definition("uit", GETAL, rules=(node("een", 4),), deviations=(deviation,))

    assert comes_to(found)[1]


def test_without_an_order_what_a_deviation_in_favour_gives_counts() -> None:
    deviation = core.Deviation(node("anders", 1), 1, favourable=True, replaces="een")
    found = core.Definition("uit", GETAL, rules=(node("een", 4),), deviations=(deviation,))

    assert comes_to(found) == (1, False, False)


def test_in_months_before_the_first_rules_no_rule_gives_anything() -> None:
    rule = core.Definition("mag", JANEE, rules=(core.Node("een", ALWAYS, ALWAYS),), default=_NO)
    program = program_of([rule])
    free = free_in(Quantities(Pool()), program, (date(2024, 1, 1), date(2024, 1, 2)))
    body = core.Read("mag", None, JANEE)
    count = core.OverMonths("count", body, "before", 6, core.ReferenceDate(), GETAL)
    found: list[Worth] = []
    for since in (date(2020, 1, 1), date(2023, 11, 1)):
        made = Encoder(Situation(free, free.peildatum), timeline=((since, None, program),))
        value = made._environment(2, None, None).value(count)
        assert isinstance(value, Amount)
        tops = [value.term]
        found.append(reckoned(made.pool, tops, plain(made.pool, tops, {}))[value.term])

    assert found == [6, 2]


_NO = core.Constant(False, JANEE)


def test_the_highest_of_what_is_never_empty_needs_nothing_that_stands_for_none() -> None:
    field = core.Field("ding", "waarde", GETAL)
    most = core.Aggregate("highest", "dingen", LISTS[1], "ding", None, field, None)
    result = encoder(core.Definition("uit", GETAL, expression=most)).definition("uit").result

    assert isinstance(result.value, Amount)
    assert (result.value.term.low, result.value.term.high) == (-20, 20)


def test_what_is_free_below_a_sum_is_as_close_to_nil_as_it_can_be() -> None:
    pool = Pool()
    x, y = pool.variable("x", 3, 9), pool.variable("y", -9, 9)

    assert plain(pool, [pool.total(((x, 1), (y, 1)), 0)], {y: 5}) == {x: 3, y: 5}

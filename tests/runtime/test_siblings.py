"""Siblings together, and the better of two results."""

import pytest

from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Aantal, JaNee, Keuze
from maatwerk_rules.model.unknown import JA, JA_OF_NEE, NEE, Choices, Interval
from maatwerk_rules.runtime.siblings import best_possible, better, combine, highest, lowest
from maatwerk_rules.runtime.steps import EMPTY, Given

ASIDE = Given(aside=True)
CONTRARY = Given(conflict=frozenset({"x", "y"}))
NONE = frozenset()
VORM = Definition("vorm", Keuze(("geen", "lening", "gift")), order=("geen", "lening", "gift"))
HOGER = Definition("hoogte", Aantal(), order="hoger")
LAGER = Definition("korting", Aantal(), order="lager")


def number(low, high=None, **flags):
    return Given(Interval(low, low if high is None else high), **flags)


def options(*values):
    return Choices(frozenset(values))


def test_nothing_gives_nothing():
    assert combine([], {}) == EMPTY
    assert combine([("a", EMPTY), ("b", EMPTY)], {}) == EMPTY


def test_agreement_keeps_the_value_and_disagreement_names_both():
    ja, nee = Given(JA), Given(NEE)

    assert combine([("a", ja), ("b", ja)], {}) == ja
    assert combine([("a", ja), ("b", nee)], {}) == Given(conflict=frozenset("ab"))
    assert combine([("a", number(1)), ("b", number(2))], {}) == Given(conflict=frozenset("ab"))


def test_one_that_stands_below_another_falls_away():
    siblings = [("a", Given(JA)), ("b", Given(NEE))]

    assert combine(siblings, {"b": frozenset("a")}) == Given(JA)
    assert combine(siblings, {"a": frozenset("b")}) == Given(NEE)


def test_one_that_may_fall_away_keeps_both_possible():
    maybe = Given(JA, empty=True)

    assert combine([("a", maybe), ("b", Given(NEE))], {"b": frozenset("a")}) == Given(JA_OF_NEE)
    assert combine([("a", maybe), ("b", Given(NEE))], {}) == Given(NEE, conflict=frozenset("ab"))
    assert combine([("a", maybe)], {}) == maybe


def test_numbers_that_surely_agree_meet():
    found = combine([("a", number(1, 5)), ("b", number(3, 9))], {})

    assert found.values == Interval(3, 5)
    assert found.conflict == frozenset("ab")


def test_setting_aside_beats_values_unless_it_stands_below_one():
    siblings = [("a", Given(JA)), ("b", ASIDE)]

    assert combine(siblings, {}) == ASIDE
    assert combine(siblings, {"b": frozenset("a")}) == Given(JA)
    assert combine([("a", CONTRARY), ("b", ASIDE)], {}) == ASIDE


def test_what_may_be_set_aside_may_also_stand():
    found = combine([("a", number(1)), ("b", Given(aside=True, empty=True))], {})

    assert found == Given(Interval(1, 1), aside=True)


@pytest.mark.parametrize("together", [None, "som", "hoogste", "laagste"])
def test_a_contradiction_below_leaves_no_value(together):
    found = combine([("a", number(1)), ("b", CONTRARY)], {}, together)

    assert found == CONTRARY


def test_a_sum_adds_what_surely_gives_and_may_add_the_rest():
    siblings = [("a", number(2)), ("b", number(3, empty=True)), ("c", number(-1, empty=True))]

    assert combine(siblings, {}, "som") == number(1, 5)
    assert combine(siblings, {"a": frozenset("b")}, "som") == number(-1, 5)


def test_the_highest_and_the_lowest_of_siblings():
    siblings = [("a", number(2)), ("b", number(5, empty=True))]

    assert combine(siblings, {}, "hoogste") == number(2, 5)
    assert combine(siblings, {}, "laagste") == number(2)
    assert combine([("a", number(2, empty=True))], {}, "hoogste") == number(2, empty=True)


def test_setting_aside_alone_has_no_sum():
    maybe = Given(aside=True, empty=True)

    assert combine([("a", maybe)], {}, "som").values is None
    assert combine([("a", number(1)), ("b", maybe)], {}, "som") == number(1, aside=True)


def test_extremes_of_intervals():
    first, second = Interval(1, 4), Interval(2, 3)

    assert highest([first, second], [first, second]) == Interval(2, 4)
    assert highest([], [first, second]) == Interval(1, 4)
    assert lowest([first, second], [first, second]) == Interval(1, 3)
    assert lowest([], [first, second]) == Interval(1, 4)


def result(values=None, no_rule=False, *names):
    return values, no_rule, frozenset(names)


def test_best_is_settled_on_the_last_option():
    assert best_possible(result(options("gift")), VORM)
    assert not best_possible(result(options("lening")), VORM)
    assert not best_possible(result(options("lening", "gift")), VORM)
    assert not best_possible(result(options("gift"), True), VORM)
    assert not best_possible(result(options("gift"), False, "a"), VORM)
    assert not best_possible(result(None, True), VORM)
    assert not best_possible(result(Interval(1, 1)), HOGER)


def test_better_option_wins_element_by_element():
    assert better(result(options("geen")), result(options("lening")), VORM) == result(
        options("lening")
    )
    assert better(
        result(options("geen", "lening")), result(options("geen", "gift")), VORM
    ) == result(options("geen", "lening", "gift"))


def test_no_rule_is_least_favourable():
    assert better(result(None, True), result(options("geen")), VORM) == result(options("geen"))
    assert better(result(None, True), result(None, True), VORM) == result(None, True)
    assert better(result(None, True), result(Interval(1, 2)), HOGER) == result(Interval(1, 2))
    assert better(result(Interval(1, 2)), result(None, True), HOGER) == result(Interval(1, 2))
    assert better(result(None, True), result(None, True), HOGER) == result(None, True)


def test_a_contradiction_passes_unless_the_other_is_the_best():
    contrary = result(None, False, "a", "b")

    assert better(contrary, result(options("lening")), VORM) == contrary
    assert better(result(options("lening")), contrary, VORM) == contrary
    assert better(contrary, result(options("gift")), VORM) == result(options("gift"))
    assert better(result(options("gift")), contrary, VORM) == result(options("gift"))
    assert better(contrary, result(None, False, "c"), VORM) == result(None, False, *"abc")
    assert better(contrary, result(Interval(1, 1)), HOGER) == contrary


def test_better_number_follows_the_direction():
    first, second = result(Interval(1, 4)), result(Interval(2, 3))

    assert better(first, second, HOGER) == result(Interval(2, 4))
    assert better(first, second, LAGER) == result(Interval(1, 3))


def test_without_direction_the_second_counts():
    plain = Definition("recht", JaNee())

    assert better(result(JA), result(NEE), plain) == result(NEE)


def test_flags_tell_whether_a_node_gives():
    assert not EMPTY.gives
    assert Given(JA, empty=True).gives
    assert not Given(JA, empty=True).sure
    assert CONTRARY.gives
    assert CONTRARY.settled
    assert not Given(JA_OF_NEE).settled

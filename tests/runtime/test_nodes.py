"""Rules, exceptions, steps and deviations in three passes, as in the law they come from."""

from datetime import date

import attrs
import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, JaNee, Lijst, SoortType, Veldtype
from maatwerk_rules.model.unknown import JA_OF_NEE, NEE, Interval, Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.core_strategies import program_of

JANEE, EURO = JaNee(), Bedrag(van=0, tot=100_000)
TODAY = date(2026, 3, 1)
LIJST = Lijst(SoortType("bezitting", (Veldtype("waarde", EURO),)), 2)
LISTED = (core.Listed("bezittingen", LIJST),)


def feit(name):
    return core.Fact(name, JANEE)


def oordeel(name, variable=None):
    return core.Judged(name, variable, JANEE)


def ja(value=True):
    return core.Constant(value, JANEE)


def euro(cents):
    return core.Constant(cents, EURO)


def changed_by(cents):
    return core.Arithmetic("add", core.Previous(EURO), euro(cents))


def node(name, guard, value, *exceptions):
    return core.Node(name, guard, value, exceptions)


def judging(name, value, reason, *exceptions):
    """Return the node of a deviation on a judgement that a look can close."""
    judged = oordeel(reason)
    return core.Node(name, judged, value, exceptions, (judged,), closed_by_look=True)


def recht(*rules, default=ja(False), **rest):  # noqa: B008
    return core.Definition(
        "recht", JANEE, rules=rules, default=default, order=(False, True), **rest
    )


def hoogte(*rules, **rest):
    return core.Definition("hoogte", EURO, rules=rules, default=euro(0), order="hoger", **rest)


def case(looked=False, lists=None, oordelen=None, **feiten):
    values = {Leaf("gegeven", name): value for name, value in feiten.items()}
    values |= {Leaf("oordeel", name): value for name, value in (oordelen or {}).items()}
    return Case(TODAY, values, lists or {}, looked)


def result(definition, facts, phase=2, others=()):
    return Reckoning(program_of([*others, definition]), facts).result(definition.name, None, phase)


def missing(step):
    return sorted(str(leaf) for leaf in step.missing)


# Rules and exceptions.


def test_a_rule_that_does_not_fire_leaves_the_default():
    rule = recht(node("basis", feit("woont"), ja()))

    assert result(rule, case(woont=True)).value is True
    assert result(rule, case(woont=False)).value is False
    assert result(rule, case()).values == JA_OF_NEE
    assert missing(result(rule, case())) == ["woont"]


def test_without_default_no_rule_decides():
    gap = recht(node("basis", feit("woont"), ja()), default=None)
    step = result(gap, case(woont=False))

    assert (step.values, step.no_rule, step.settled, step.value) == (None, True, True, None)
    assert not result(gap, case()).settled


def test_an_exception_takes_the_place_of_its_base_and_inherits_its_guard():
    rule = recht(node("basis", feit("woont"), ja(), node("detentie", feit("vast"), ja(False))))

    assert result(rule, case(woont=True, vast=True)).value is False
    assert result(rule, case(woont=True, vast=False)).value is True
    assert result(rule, case(woont=False, vast=True)).value is False
    assert missing(result(rule, case(woont=False))) == []


def test_an_exception_out_of_application_empties_its_base():
    rule = recht(node("basis", ja(), ja(), node("vrij", feit("vrij"), None)))

    assert result(rule, case(vrij=True)).value is False
    assert result(rule, case(vrij=False)).value is True
    assert result(rule, case()).values == JA_OF_NEE


def test_an_exception_on_an_exception_undoes_it():
    undone = node("vrijgesteld", feit("nodig"), None)
    rule = recht(node("basis", ja(), ja(), node("te_rijk", feit("rijk"), ja(False), undone)))

    assert result(rule, case(rijk=True, nodig=True)).value is True
    assert result(rule, case(rijk=True, nodig=False)).value is False


def test_rules_that_contradict_are_both_named():
    both = recht(node("een", ja(), ja()), node("ander", ja(), ja(False)))
    step = result(both, case())

    assert step.conflict == {"een", "ander"}
    assert (step.settled, step.values, step.missing) == (True, None, frozenset())


def test_what_the_check_proved_impossible_is_no_flag():
    rules = (node("een", feit("a"), ja()), node("ander", feit("b"), ja(False)))
    open_ = recht(*rules, default=None)
    proved = attrs.evolve(open_, no_gap=True, no_conflict=True)

    before, after = result(open_, case()), result(proved, case())

    assert (before.no_rule, before.conflict) == (True, {"een", "ander"})
    assert (after.no_rule, after.conflict, after.values) == (False, frozenset(), JA_OF_NEE)


# Deviations.


def participatiewet():
    """Article 16 lifts paragraph 2.2; wealth (article 19) stands outside that paragraph."""
    detentie = node("detentie", feit("vast"), ja(False))
    vermogen = node("vermogen", feit("rijk"), ja(False))
    gelijkgesteld = node("niet_rechthebbend", core.Not(feit("ingezetene")), None)
    dringend = judging("zeer_dringend", ja(), "nood", gelijkgesteld)
    deviation = core.Deviation(
        dringend,
        1,
        True,
        frozenset({"basisrecht", "detentie"}),
        stands_in=attrs.evolve(dringend, exceptions=(gelijkgesteld, vermogen)),
    )
    basis = node("basisrecht", feit("woont"), ja(), detentie, vermogen)
    return recht(basis, deviations=(deviation,))


def test_article_16_lifts_the_whole_paragraph():
    pw = participatiewet()
    facts = {"woont": True, "vast": True, "rijk": False, "ingezetene": True}

    assert result(pw, case(oordelen={"nood": True}, **facts)).value is True
    assert result(pw, case(oordelen={"nood": True}, **facts), phase=0).value is False
    assert result(pw, case(oordelen={"nood": False}, **facts)).value is False
    outside = facts | {"woont": False}
    assert result(pw, case(oordelen={"nood": True}, **outside)).value is True


def test_under_article_16_wealth_still_counts():
    pw = participatiewet()
    facts = {"woont": True, "vast": True, "rijk": True, "ingezetene": True}

    assert result(pw, case(oordelen={"nood": True}, **facts)).value is False


def test_article_16_does_not_work_for_who_stands_outside_it():
    pw = participatiewet()
    facts = {"woont": True, "vast": True, "rijk": False, "ingezetene": False}

    assert result(pw, case(oordelen={"nood": True}, **facts)).value is False


def test_a_refusal_is_not_settled_while_article_16_is_open():
    pw = participatiewet()
    facts = {"woont": True, "vast": True, "rijk": False, "ingezetene": True}

    assert result(pw, case(**facts)).values == JA_OF_NEE
    assert missing(result(pw, case(**facts))) == ["nood"]
    assert result(pw, case(looked=True, **facts)).value is False
    assert result(pw, case(looked=True, oordelen={"nood": True}, **facts)).value is True


def test_no_judgement_is_asked_where_the_result_is_best_already():
    pw = participatiewet()
    step = result(pw, case(woont=True, vast=False, rijk=False, ingezetene=True))

    assert step.value is True
    assert (step.missing, len(step.rounds), step.chosen) == (frozenset(), 1, (0,))


def test_a_deviation_of_an_exception_gives_the_base_its_value():
    rijk = node("rijk", feit("rijk"), euro(0))
    vast = node("vast", feit("vast"), euro(10))
    deviation = core.Deviation(
        judging("maatwerk", euro(700), "reden"), 1, True, frozenset({"rijk"}), replaces="norm"
    )
    norm = hoogte(node("norm", ja(), euro(1000), rijk, vast), deviations=(deviation,))
    yes = {"reden": True}

    assert result(norm, case(rijk=True, vast=False, oordelen=yes)).value == 700
    assert result(norm, case(rijk=True, vast=False, oordelen={"reden": False})).value == 0
    assert result(norm, case(rijk=False, vast=False, oordelen=yes)).value == 1000
    assert result(norm, case(rijk=True, vast=True, oordelen=yes), phase=1).conflict == {
        "rijk",
        "vast",
    }
    assert result(norm, case(rijk=False, vast=True, oordelen=yes)).value == 10


def test_a_favourable_deviation_cannot_worsen_and_another_can():
    less = judging("maatwerk", euro(700), "reden")
    rule = node("norm", ja(), euro(1000))
    favourable = core.Deviation(less, 1, True, replaces="norm")
    either = core.Deviation(less, 1, False, replaces="norm")
    yes = case(oordelen={"reden": True})

    kept = result(hoogte(rule, deviations=(favourable,)), yes)

    assert (kept.value, kept.chosen) == (1000, (0,))
    assert result(hoogte(rule, deviations=(either,)), yes).value == 700
    assert result(hoogte(rule, deviations=(either,)), case()).values == Interval(700, 1000)


def test_what_decides_is_chosen():
    more = core.Deviation(judging("maatwerk", euro(1200), "reden"), 1, True, replaces="norm")
    norm = hoogte(node("norm", ja(), euro(1000)), deviations=(more,))

    assert result(norm, case(oordelen={"reden": True})).chosen == (1,)
    assert result(norm, case()).chosen == (1,)
    assert result(norm, case(oordelen={"reden": False})).chosen == (0, 1)


def test_deviations_that_replace_one_rule_are_siblings():
    one = core.Deviation(judging("een", euro(500), "reden"), 1, False, replaces="norm")
    two = core.Deviation(judging("twee", euro(600), "nood"), 1, False, replaces="norm")
    norm = hoogte(node("norm", ja(), euro(1000)), deviations=(one, two))
    above = attrs.evolve(norm, above={"een": frozenset({"twee"})})
    both = case(oordelen={"reden": True, "nood": True})

    assert result(norm, both).conflict == {"een", "twee"}
    assert result(above, both).value == 600


def test_a_deviation_that_stands_in_for_exceptions_hangs_on_their_base():
    member = node("rijk", feit("rijk"), euro(0), node("tenzij", feit("klein"), euro(5)))
    mild = judging("mild", euro(300), "reden")
    deviation = core.Deviation(
        mild,
        1,
        True,
        frozenset({"rijk"}),
        stands_in=attrs.evolve(mild, exceptions=member.exceptions),
        place="norm",
    )
    norm = hoogte(node("norm", feit("woont"), euro(1000), member), deviations=(deviation,))
    yes = {"reden": True}

    assert result(norm, case(woont=True, rijk=True, klein=False, oordelen=yes)).value == 300
    assert result(norm, case(woont=True, rijk=True, klein=True, oordelen=yes)).value == 5
    assert result(norm, case(woont=False, rijk=True, klein=False, oordelen=yes)).value == 0


def test_the_hardheidsclausule_works_in_the_second_pass():
    te_laat = node("te_laat", feit("laat"), ja(False))
    hardheid = core.Deviation(judging("onbillijk", None, "hard"), 2, True, frozenset({"te_laat"}))
    rule = recht(node("basis", ja(), ja(), te_laat), deviations=(hardheid,))
    facts = case(laat=True, oordelen={"hard": True})
    letter = core.Definition("brief", JANEE, expression=core.Read("recht", None, JANEE))

    assert [result(rule, facts, phase).value for phase in (0, 1, 2)] == [False, False, True]
    assert result(letter, facts, others=[rule]).value is True
    assert result(letter, facts, 1, others=[rule]).value is False


def test_a_deviation_reads_its_own_outcome_before_its_pass():
    own = core.Compare("lt", core.Read("hoogte", None, EURO), euro(500))
    aanvulling = core.Deviation(node("aanvulling", own, euro(500)), 1, True, replaces="norm")
    double = core.Arithmetic("mul", core.Read("hoogte", None, EURO), euro(2))
    hardheid = core.Deviation(node("dubbel", feit("nood"), double), 2, True, replaces="norm")
    norm = hoogte(
        node("norm", ja(), euro(300)),
        deviations=(aanvulling, hardheid),
        above={"aanvulling": frozenset({"dubbel"})},
    )

    assert result(norm, case(nood=True), 0).value == 300
    assert result(norm, case(nood=True), 1).value == 500
    assert result(norm, case(nood=True), 2).value == 1000


def test_a_look_closes_what_is_asked_of_each_record():
    each = core.Aggregate("any", "bezittingen", LISTED, "b", oordeel("nodig", "b"), None, None)
    clause = core.Node("clausule", each, ja(), (), (oordeel("nodig", "b"),), closed_by_look=True)
    unasked = core.Node("los", feit("x"), ja(), (), (oordeel("vrij", "y"),), closed_by_look=True)
    deviations = (
        core.Deviation(clause, 1, True, replaces="basis"),
        core.Deviation(unasked, 1, True, frozenset({"basis"})),
    )
    rule = recht(node("basis", ja(), ja(False)), deviations=deviations[:1])
    record = RecordId("bezittingen", "auto")
    judged = {Leaf("oordeel", "nodig", record): True}

    def found(values, complete):
        lists = {"bezittingen": Records((record,), complete)}
        return result(rule, Case(TODAY, values, lists, looked=True))

    assert found({}, True).value is False
    assert found({}, False).value is False
    assert found(judged, True).value is True
    assert found(judged, False).values == JA_OF_NEE
    assert missing(found(judged, False)) == ["bezittingen"]
    assert found({Leaf("oordeel", "nodig", record): False}, True).value is False
    full = attrs.evolve(LIJST, maximum=1)
    each = attrs.evolve(each, lists=(core.Listed("bezittingen", full),))
    clause = attrs.evolve(clause, guard=each)
    rule = attrs.evolve(rule, deviations=(attrs.evolve(deviations[0], node=clause),))
    assert found(judged, False).value is True, "a list that can hold no more"
    strange = recht(node("basis", ja(), ja(False)), deviations=deviations[1:])
    assert result(strange, case(looked=True, x=True)).value is False


def test_a_look_closes_for_records_that_are_not_known():
    judged = oordeel("nodig", "bezitting")
    clause = core.Node("clausule", judged, ja(), (), (judged,), closed_by_look=True)
    per_record = core.Definition(
        "telt_niet",
        JANEE,
        "bezitting",
        rules=(node("telt", ja(), ja(False)),),
        order=(False, True),
        deviations=(core.Deviation(clause, 1, True, replaces="telt"),),
    )
    any_ = core.Aggregate(
        "any", "bezittingen", LISTED, "b", core.Read("telt_niet", "b", JANEE), None, None
    )
    outcome = core.Definition("een", JANEE, expression=any_)

    assert result(outcome, Case(TODAY, looked=True), others=[per_record]).values == NEE
    assert result(outcome, Case(TODAY), others=[per_record]).values == JA_OF_NEE


# Steps.


def in_steps(*stages, **rest):
    return hoogte(
        node("norm", feit("recht"), euro(1000)),
        stages=tuple(core.Stage(f"stap{n}", stage) for n, stage in enumerate(stages)),
        **rest,
    )


def test_steps_change_the_value_in_their_order_and_leave_the_default():
    minus = node("maatregel", feit("maatregel"), changed_by(-100))
    halved = node("helft", ja(), core.Arithmetic("div", core.Previous(EURO), euro(2)))
    steps = in_steps((minus,), (halved,))

    assert result(steps, case(recht=True, maatregel=True)).value == 450
    assert result(steps, case(recht=True, maatregel=False)).value == 500
    assert result(steps, case(recht=False)).value == 0
    assert result(steps, case(recht=True)).values == Interval(450, 500)
    assert missing(result(steps, case(recht=True))) == ["maatregel"]
    assert missing(result(steps, case(maatregel=True))) == ["recht"]


def test_under_som_the_changes_of_adjustments_add_up():
    stage = (
        node("boete", feit("boete"), changed_by(-100)),
        node("toeslag", feit("toeslag"), changed_by(30)),
    )
    steps = in_steps(stage, together="som")

    assert result(steps, case(recht=True, boete=True, toeslag=True)).value == 930
    assert result(steps, case(recht=True, boete=True, toeslag=False)).value == 900
    assert result(steps, case(recht=True, boete=False, toeslag=False)).value == 1000
    assert result(steps, case(recht=True, toeslag=True)).values == Interval(930, 1030)


@pytest.mark.parametrize(("together", "expected"), [("hoogste", 1030), ("laagste", 900)])
def test_the_highest_or_lowest_adjustment_counts(together, expected):
    stage = (
        node("boete", ja(), changed_by(-100)),
        node("toeslag", ja(), changed_by(30)),
    )

    assert result(in_steps(stage, together=together), case(recht=True)).value == expected


def test_adjustments_that_contradict_stop_the_steps():
    stage = (node("boete", ja(), changed_by(-100)), node("toeslag", ja(), changed_by(30)))
    later = (node("later", ja(), changed_by(1)),)
    step = result(in_steps(stage, later), case(recht=True))

    assert step.conflict == {"boete", "toeslag"}
    assert step.settled
    assert len(step.rounds[0].stages) == 1


def test_a_contradiction_on_an_adjustment_has_no_sum():
    twist = (node("een", ja(), euro(1)), node("twee", ja(), euro(2)))
    stage = (node("boete", ja(), changed_by(-100), *twist), node("toeslag", ja(), changed_by(30)))

    assert result(in_steps(stage, together="som"), case(recht=True)).conflict == {"een", "twee"}


def test_a_deviation_of_an_adjustment_knows_the_value_before_it():
    boete = node("boete", ja(), changed_by(-500))
    mild = core.Deviation(judging("mild", changed_by(-50), "reden"), 1, True, replaces="boete")
    steps = in_steps((boete,), deviations=(mild,))

    assert result(steps, case(recht=True, oordelen={"reden": True})).value == 950
    assert result(steps, case(recht=True, looked=True)).value == 500


# Provisional results and single nodes.


def test_provisionally_a_rule_that_waits_for_a_judgement_is_left_out():
    rule = recht(
        node("basis", feit("woont"), ja()),
        node("open_norm", oordeel("nodig"), ja(False)),
        node("op_oordeel", ja(), oordeel("uitslag")),
    )
    program = program_of([rule])

    def provisional(facts):
        return Reckoning(program, facts, provisional=True).result("recht")

    assert provisional(case(woont=True)).value is True
    assert provisional(case(woont=False)).value is False
    assert missing(provisional(case())) == ["woont"]


def test_an_expression_outside_the_definitions_reads_the_last_pass():
    rule = recht(node("basis", feit("woont"), ja()))
    reckoning = Reckoning(program_of([rule]), case(woont=True))

    assert reckoning.value(core.Not(core.Read("recht", None, JANEE))).value == NEE


def test_a_single_node_tells_whether_it_would_work():
    pw = participatiewet()
    program = program_of([pw])
    dringend = pw.deviations[0].node
    basis = pw.rules[0]
    reckoning = Reckoning(program, case(woont=True, vast=True))

    assert reckoning.inspect("recht", basis).fired
    assert reckoning.inspect("recht", basis).node is basis
    assert missing(reckoning.inspect("recht", dringend)) == ["nood"]
    assert not Reckoning(program, case(looked=True)).inspect("recht", dringend).fired


def test_a_single_node_of_a_record_reads_that_record():
    waarde = core.Compare("gt", core.Field("bezitting", "waarde", EURO), euro(5))
    telt = node("telt", waarde, ja())
    per_record = core.Definition("telt_mee", JANEE, "bezitting", rules=(telt,))
    record = RecordId("bezittingen", "auto")
    facts = Case(TODAY, {Leaf("gegeven", "bezittingen", record, "waarde"): 9})

    assert Reckoning(program_of([per_record]), facts).inspect("telt_mee", telt, record).fired


def test_each_result_is_worked_out_once():
    counted = core.Definition("aantal", Aantal(), expression=core.Constant(1, Aantal()))
    reckoning = Reckoning(program_of([counted]), case())

    assert reckoning.result("aantal") is reckoning.result("aantal", phase=0)
    assert reckoning.result("aantal").rounds[0].settled

"""A course is drawn from a case that can be: who must be there stays there."""

from datetime import date, timedelta

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.claims import Claim, Measured, Place, Step
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.observed import observe
from maatwerk_rules.verification.page.plots import plots
from maatwerk_rules.verification.page.worths import Absent, Worths, gap
from maatwerk_rules.verification.properties import P13
from maatwerk_rules.verification.report import Report, Run
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of

POLICY = policy_of("""
soort persoon heeft
  geboren: datum tussen 1900-01-01 en 2030-01-01
    vraag "Wanneer bent u geboren?"
    grondslag Pw artikel 17 lid 1
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
uitkomst volwassen: ja/nee
  anders nee
  gunstig is ja
regel volwassen_nu bepaalt volwassen
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien aanvrager.geboren is ten hoogste 2008-03-01
  dan ja
""")
PART = POLICY.slices[-1]
RECORD = RecordId("aanvrager", "aanvrager")
BORN = Leaf("gegeven", "aanvrager", RECORD, "geboren")


def born(day: date, **facts: Scalar) -> Case:
    values = {Leaf("gegeven", name): value for name, value in facts.items()}
    return Case(date(2026, 3, 1), {BORN: day, **values}, {"aanvrager": Records((RECORD,))})


def test_a_person_who_must_be_there_is_not_left_out() -> None:
    claim = next(
        one
        for one in derive(POLICY, PART.program)
        if one.outcome == "volwassen"
        and isinstance(one.change, Step)
        and isinstance(one.demand, Measured)
    )
    day = date(2008, 3, 1)
    pair = born(day, inkomen=5), born(day + timedelta(1), inkomen=5)
    verdict = Verdict(claim, "gemeten", "zoeken", pair, 2, 1)
    report = Report(POLICY, PART, (verdict,), (), Run(1.0))
    bare = attrs.evolve(born(day, inkomen=9), lists={}, values={Leaf("gegeven", "inkomen"): 9})
    (plot,) = plots(report, (Example("leeg", bare),))

    assert plot.largest is not None
    assert plot.scale.value(plot.largest.place) == day + timedelta(1)
    assert plot.found.cases[0].lists["aanvrager"].records == (RECORD,)


UNDECIDED = policy_of("""
uitkomst klasse: keuze uit laag, hoog
  gunstig van laag naar hoog
regel klasse_hoog bepaalt klasse
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 500
  dan hoog
""")


def test_where_no_rule_decides_before_a_step_there_is_a_jump_without_a_size() -> None:
    part = UNDECIDED.slices[-1]
    step = Step(Place("gegeven", "inkomen"), 1)
    claim = Claim(P13, "klasse", Measured(), step)
    pair = tuple(
        Case(date(2026, 3, 1), {Leaf("gegeven", "inkomen"): cents}, {})
        for cents in (50_000, 50_001)
    )
    report = Report(UNDECIDED, part, (Verdict(claim, "gemeten", "zoeken", pair, 2, 1),), (), Run(1))
    (plot,) = plots(report, ())

    assert plot.largest is not None
    assert (plot.largest.before, plot.largest.after) == (Absent.NO_RULE, "hoog")
    assert gap(plot.largest.before, plot.largest.after, plot.definition) is None


LOOKING_BACK = policy_of("""
begrip arm: ja/nee
  bron Pw artikel 11 lid 1
  is inkomen is minder dan € 500
begrip maanden_arm: aantal maanden
  bron Pw artikel 11 lid 1
  is aantal maanden waarin arm binnen 6 maanden voor peildatum
uitkomst lang: ja/nee
  anders nee
  gunstig is ja
regel lang_arm bepaalt lang
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien maanden_arm is ten minste 6
  dan ja
""")


def test_what_looks_back_is_worked_out_with_the_months_before() -> None:
    worths = Worths(LOOKING_BACK, LOOKING_BACK.slices[-1])
    claim = Claim(P13, "lang", Measured(), Step(Place("gegeven", "inkomen"), 1))
    values = [
        worths.of(claim, Case(date(2026, 12, 1), {Leaf("gegeven", "inkomen"): cents}, {}), None)
        for cents in (49_999, 50_000)
    ]
    assert values == [True, False]


def test_of_months_before_the_rules_the_page_says_what_the_evaluator_says() -> None:
    worths = Worths(LOOKING_BACK, LOOKING_BACK.slices[-1])
    claim = Claim(P13, "lang", Measured(), Step(Place("gegeven", "inkomen"), 1))
    case = Case(date(2026, 3, 1), {Leaf("gegeven", "inkomen"): 49_999}, {})
    program = LOOKING_BACK.slices[-1].program

    assert observe(LOOKING_BACK, program, case, "lang") is None
    assert worths.of(claim, case, None) is Absent.IMPOSSIBLE

"""A course is drawn from a case that can be: who must be there stays there."""

from datetime import date, timedelta

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.claims import Measured, Step
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.page.plots import plots
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

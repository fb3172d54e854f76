"""What random programs found, made as small as can be: all ways give what the evaluator gives."""

from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Datum
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.small import (
    DAY,
    DINGEN,
    GETAL,
    JA,
    JANEE,
    NEE,
    case,
    defined,
    feit,
    node,
    number,
    ruled,
)
from tests.compiler.test_all_ways import Ways

GEBOORTEDAG = feit("geboren", Datum(date(2023, 12, 1), date(2024, 12, 1)))
NORM = core.Dated("norm", GEBOORTEDAG, ((date(2024, 3, 1), 2),), None, GETAL)
EACH = core.Judged("nodig", "elk", JANEE)
IN_SOME = core.Aggregate("any", "dingen", (core.Listed("dingen", DINGEN),), "elk", EACH, None, None)
FULL = Records(tuple(RecordId("dingen", f"nr{one}") for one in range(DINGEN.maximum)), False)


def months(kind, body):
    type_ = Aantal("maand", 0, 1)
    return defined(core.OverMonths(kind, body, "before", 1, GEBOORTEDAG, type_))


def judged(value):
    known = {Leaf("oordeel", "nodig", one): False for one in FULL.records}
    known[Leaf("oordeel", "nodig", FULL.records[0])] = value
    return Case(DAY, known, {"dingen": FULL}, looked=True)


def closed_by_a_look():
    guarded = node("afwijking", IN_SOME, NEE, judgements=(EACH,), closed_by_look=True)
    deviation = core.Deviation(guarded, 1, False, aside=frozenset({"regel"}), stands_in=guarded)
    return ruled(node("regel", JA, JA), type=JANEE, deviations=(deviation,))


def half_of_an_amount():
    half = core.Arithmetic("mul", NORM, core.Constant(Fraction(1, 2), GETAL))
    less = core.Compare("lt", core.Arithmetic("mul", feit("x", GETAL), number(-1)), half)
    return ruled(node("regel", less, JA), type=JANEE)


FOUND = {
    "no month counts while it is open which they are": (months("count", NEE), [case()]),
    "no month is in a row while it is open which they are": (months("run", NEE), [case()]),
    "months that are open may count": (months("count", feit("y")), [case(), case(y=False)]),
    "half of an amount that is not known on all days": (
        half_of_an_amount(),
        [case(x=one) for one in (50, 49, 1, 0, -1, -50)],
    ),
    "a look closes no judgement of a record that cannot be": (
        closed_by_a_look(),
        [judged(True), judged(False)],
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_all_ways_give_what_the_evaluator_gives_where_they_once_did_not(name):
    definition, cases = FOUND[name]
    found = Ways(program_of([definition])).hold(cases)
    assert found.differing == []
    assert found.compared > 0

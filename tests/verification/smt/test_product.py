"""What is measured of outcomes of every kind, and what is not made into formulas."""

from datetime import date

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Datum, Type
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.source import Span
from maatwerk_rules.verification import claims as c
from maatwerk_rules.verification.claims import Claim, Place
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.expression_strategies import GETAL, JANEE, KEUZE, LIJST, LISTS
from maatwerk_rules.verification.properties import P13
from maatwerk_rules.verification.smt.expressions import encode
from maatwerk_rules.verification.smt.models import case_of, terms_of
from maatwerk_rules.verification.smt.product import Asked, Asking
from maatwerk_rules.verification.smt.quantities import Quantities, UnsupportedError
from maatwerk_rules.verification.smt.reckoned import Worth
from maatwerk_rules.verification.smt.rules import Encoder
from maatwerk_rules.verification.smt.situation import Situation, free_in
from maatwerk_rules.verification.smt.terms import Pool, Term

DAYS = (date(2024, 1, 1), date(2025, 1, 1))
DAY = Datum(date(2024, 1, 1), date(2024, 12, 31))


def asked(definition: core.Definition, type_: Type) -> Asked:
    program = program_of([definition])
    asking = Asking(free_in(Quantities(Pool()), program, DAYS), ())
    other = c.Other(Place("gegeven", "feit"))
    (found,) = asking.asked(Claim(P13, definition.name, c.Measured(), other))
    return found


@pytest.mark.parametrize(("type_", "most"), [(JANEE, 1), (KEUZE, 1), (DAY, 365)])
def test_outcomes_of_every_kind_lie_some_way_apart(type_: Type, most: int) -> None:
    fact = core.Fact("feit", type_)

    found = asked(core.Definition("uit", type_, expression=fact), type_)

    assert found.size is not None
    assert found.size.term.high >= most


def test_lower_can_be_more() -> None:
    fact = core.Fact("feit", Aantal(van=0, tot=9))

    found = asked(core.Definition("uit", fact.type, expression=fact, order="lager"), fact.type)

    assert found.size is not None
    assert found.size.term.high == 9


def encoder() -> Encoder:
    program = core.Program({}, {}, {})
    free = free_in(Quantities(Pool()), program, DAYS)
    return Encoder(Situation(free, free.peildatum))


def test_an_amount_of_which_nothing_is_known_is_not_supported() -> None:
    dated = core.Dated("x", core.ReferenceDate(), ((DAYS[0], None),), None, Aantal())

    with pytest.raises(UnsupportedError, match="niets bekend"):
        encoder()._environment(2, None, None).value(dated)


def test_months_without_end_are_not_supported() -> None:
    body = core.Compare("le", core.ReferenceDate(), core.Constant(DAYS[0], DAY))
    long = core.OverMonths("count", body, "before", 600, core.ReferenceDate(), Aantal())

    with pytest.raises(UnsupportedError, match="over maanden"):
        encoder()._environment(2, None, None).value(long)


def test_a_division_in_many_parts_is_not_supported() -> None:
    pool = Pool()
    quantities = Quantities(pool)
    by = quantities.free("n", Aantal(van=1, tot=60))

    with pytest.raises(UnsupportedError, match="veel delers"):
        quantities.over(quantities.constant(1), by, Span("", 0, 0))


def test_what_the_core_does_not_know_has_no_formula() -> None:
    with pytest.raises(TypeError, match="no formula"):
        encode(core.Expr(), encoder()._environment(2, None, None))


def test_the_values_of_records_that_change_places_move_along() -> None:
    values = core.Field("ding", "waarde", GETAL)
    total = core.Aggregate("sum", "dingen", LISTS[0], "ding", None, values, None)
    free = free_in(
        Quantities(Pool()), program_of([core.Definition("uit", GETAL, expression=total)]), DAYS
    )
    slots = free.slots("dingen", LIJST)
    one, two, _ = slots.records
    first = Situation(free, free.peildatum)
    second = Situation(free, free.peildatum, stands_for={one: two, two: one})

    found: dict[Term, Worth] = {slots.length: 2}
    for record, worth in ((one, 3), (two, 5)):
        value = free.value(Leaf("gegeven", "dingen", record, "waarde"), GETAL)
        found[terms_of(value)[0]] = worth
    before, after = (case_of(each, found) for each in (first, second))

    assert before.lists["dingen"].records == (one, two)
    assert after.lists["dingen"].records == (two, one)
    assert before.values == after.values

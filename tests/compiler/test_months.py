"""Sums and runs over months in generated Python: each month by the facts and rules of its day."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import attrs
import pytest

from maatwerk_rules.compiler.printing import printed_python
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import Deel
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Lijst,
    Percentage,
    SoortType,
    Veldtype,
)
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Period, Records
from maatwerk_rules.runtime.elsewhere import Days, Elsewhere
from maatwerk_rules.runtime.prepared import prepared
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.differing import code_on, compared

DAY = date(2026, 3, 15)
GETAL, GELD, JANEE, DEEL = Aantal(), Bedrag(), JaNee(), Percentage()
TODAY = core.ReferenceDate()
WERKT = core.Fact("werkt", JANEE)
INKOMEN = core.Fact("inkomen", GELD)


def course(name, *values, record=None, field=None):
    """Return what a fact is in each month from January, None where it is not known."""
    periods = tuple(
        Period(date(2026, month, 1), date(2026, month + 1, 1), value)
        for month, value in enumerate(values, 1)
        if value is not None
    )
    return {Leaf("gegeven", name, record, field): periods}


def over(kind, body, window="before", months=2, day=TODAY, type_=GETAL):
    return core.OverMonths(kind, body, window, months, day, type_)


def worth(expr, case, *others, timeline=None, type_=GETAL):
    """Return what both kinds of generated code give, which the evaluator gives as well."""
    definition = core.Definition("uit", type_, expression=expr, published=True)
    program = program_of([*others, definition])
    found = []
    for patient in (False, True):
        compiled = Compiled(program, patient=patient)
        tally = compared(program, case, compiled, timeline=timeline)
        assert tally.differing == []
        laid_out = prepared(program, case)
        zaak = compiled.case(case.peildatum, laid_out.facts, laid_out.lists)
        here = Elsewhere(compiled, zaak, laid_out.records)
        Days(lambda: case, lambda day, code=compiled: code_on(code, timeline, day), here)
        found.append(compiled.value("uit", zaak))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("kind", "values", "before", "year"),
    [
        ("count", (True, False, True), 1, 2),
        ("run", (False, True, True), 1, 2),
        ("run", (True, True, False), 2, 0),
        ("run", (None, False, True), 0, 1),
        ("run", (True, None, True), None, None),
        ("count", (None, True, True), None, None),
    ],
)
def test_months_are_counted(kind, values, before, year):
    case = Case(DAY, courses=course("werkt", *values))

    assert worth(over(kind, WERKT), case) == before
    assert worth(over(kind, WERKT, "year"), case) == year


def test_months_are_added_up():
    case = Case(DAY, courses=course("inkomen", 100, 250, 5))

    assert worth(over("sum", INKOMEN), case) == 350
    assert worth(over("sum", INKOMEN, "year"), case) == 355
    half = core.Arithmetic("div", INKOMEN, core.Constant(4, GETAL))
    assert worth(over("sum", half, "year"), case) == Fraction(355, 4)
    assert worth(over("sum", half), Case(DAY, courses=course("inkomen", 100, 300))) == 100


def test_a_window_that_is_not_known_is_handed_over():
    case = Case(DAY, courses=course("werkt", True, True, True))
    on = core.Fact("toen", Datum())

    assert worth(over("count", WERKT, day=on), case) is None
    known = attrs.evolve(case, values={Leaf("gegeven", "toen"): date(2026, 2, 3)})
    assert worth(over("count", WERKT, "year", day=on), known) == 2


def test_a_number_that_is_not_whole_on_some_day_is_handed_over():
    case = Case(DAY, courses=course("inkomen", 100, Fraction(1, 2), 5))

    assert worth(over("sum", INKOMEN), case) is None


def test_a_definition_is_what_the_rules_of_the_day_make_it():
    def policy(value):
        name = core.Definition("laag", JANEE, expression=core.Constant(value, JANEE))
        return program_of([name])

    early, late = policy(True), policy(False)
    reads = over("count", core.Read("laag", None, JANEE), "year")

    def timeline(day):
        if day < date(2026, 2, 1):
            return None
        return early if day < date(2026, 3, 1) else late

    whole = program_of([early.definitions["laag"]]).definitions["laag"]
    assert worth(reads, Case(DAY), whole) == 3
    assert worth(reads, Case(DAY), whole, timeline=timeline) is None
    assert (
        worth(over("run", core.Read("laag", None, JANEE)), Case(DAY), whole, timeline=timeline)
        is None
    )
    facts_only = over("count", WERKT, "year")
    case = Case(DAY, {Leaf("gegeven", "werkt"): True})
    assert worth(facts_only, case, whole, timeline=timeline) == 3


SOORT = SoortType("persoon", (Veldtype("inkomen", GELD), Veldtype("deel", DEEL)))
MENSEN = Lijst(SOORT, 3)
AN, BO = RecordId("mensen", "an"), RecordId("mensen", "bo")


def test_months_of_a_record_are_those_of_that_record():
    field = core.Field("persoon", "inkomen", GELD)
    each = core.Definition(
        "per_mens", GELD, "persoon", expression=over("sum", field, "year"), published=True
    )
    inside = core.Aggregate(
        "sum", "mensen", (core.Listed("mensen", MENSEN),), "m", None,
        over("sum", core.Field("m", "inkomen", GELD)), None,
    )  # fmt: skip
    case = Case(
        DAY,
        {Leaf("gegeven", "mensen", BO, "inkomen"): 7},
        {"mensen": Records((AN, BO))},
        courses=course("mensen", 100, 250, 5, record=AN, field="inkomen"),
    )
    total = core.Definition("uit", GELD, expression=inside, published=True)
    program = program_of([each, total])

    for patient in (False, True):
        tally = compared(program, case, Compiled(program, patient=patient))
        assert (tally.native, tally.settled, tally.differing) == (3, 3, [])


def test_months_within_months():
    inner = core.Definition("binnen", GETAL, expression=over("count", WERKT, months=2))
    outer = over("sum", core.Read("binnen", None, GETAL), months=3)
    case = Case(DAY, {Leaf("gegeven", "werkt"): True})

    assert worth(outer, case, inner) == 6
    assert worth(over("count", WERKT, months=600), case) == 600


def test_without_other_days_code_stops():
    program = program_of([core.Definition("uit", GETAL, expression=over("count", WERKT))])
    compiled = Compiled(program)

    assert compiled.value("uit", compiled.case(DAY, {"werkt": True})) is None
    printed = printed_python(compiled, ["uit"], [], lambda _: "hier")
    exec(compile(printed, "gedrukt", "exec"), {})
    assert "def maand0(zaak):" in printed


def test_a_copy_of_a_record_keeps_its_name():
    one = Deel({"inkomen": 5}, AN)

    assert dict(one.copied()) == {"inkomen": 5}
    assert one.copied().name == AN


def test_the_case_is_made_once_for_all_months():
    case = Case(DAY, {Leaf("gegeven", "werkt"): True})
    definition = core.Definition("uit", GETAL, expression=over("count", WERKT, months=50))
    compiled = Compiled(program_of([definition]))
    zaak = compiled.case(DAY, {"werkt": True})
    made = []

    Days(lambda: made.append(1) or case, lambda _: compiled, Elsewhere(compiled, zaak, {}))

    assert made == []
    assert compiled.value("uit", zaak) == 50
    assert made == [1]


def test_months_that_nobody_needs_are_not_reckoned():
    back = core.Definition("terug", GETAL, expression=over("count", WERKT))
    more = core.Arithmetic("add", core.Read("terug", None, GETAL), core.Constant(1, GETAL))
    reads = core.Definition("meer", GETAL, expression=more)
    either = core.Choose(((WERKT, core.Constant(7, GETAL)),), core.Read("meer", None, GETAL))
    definition = core.Definition("uit", GETAL, expression=either, published=True)
    compiled = Compiled(program_of([back, reads, definition]))
    asked = []

    for werkt, expected in ((True, 7), (False, 3)):
        zaak = compiled.case(DAY, {"werkt": werkt})
        zaak.days = SimpleNamespace(worth=lambda *_: asked.append(1) or True)
        together = compiled.together(("uit",))
        assert together.values(zaak, together.facts_of(zaak.feiten), ()) == (expected,)
    assert len(asked) == 2
    assert compiled.program.looking_back == {"terug", "meer", "uit"}

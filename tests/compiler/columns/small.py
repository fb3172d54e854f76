"""Small programs and cases, and how many of their results columns give."""

from datetime import date
from fractions import Fraction

from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    SoortType,
    Veldtype,
)
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.comparing import compare

DAY = date(2026, 3, 1)
GELD, GETAL, JANEE, DAG = Bedrag(), Aantal(van=-50, tot=50), JaNee(), Datum()
DEEL = Percentage(van=-5, tot=5)
KLEUR = Keuze(("rood", "wit", "blauw"))
JA, NEE = core.Constant(True, JANEE), core.Constant(False, JANEE)
DING = SoortType("ding", (Veldtype("waarde", GELD), Veldtype("vlag", JANEE)))
DINGEN = Lijst(DING, 5)
EEN = Lijst(DING, 1, 1, single=True)


def number(value):
    return core.Constant(value, GETAL)


def feit(name, type_=JANEE):
    return core.Fact(name, type_)


def defined(expression, type_=GETAL, name="uit", **rest):
    return core.Definition(name, type_, expression=expression, published=True, **rest)


def case(day=DAY, lists=None, looked=False, **values):
    known = {Leaf("gegeven", name): value for name, value in values.items()}
    return Case(day, known, lists or {}, looked)


def native(definition, cases, *others):
    """Compare all cases together and each by itself; return how many columns gave."""
    program = program_of([*others, definition])
    kernel = Kernel(plan_of(program, [definition.name]))
    tally = compare(kernel, program, cases)
    assert tally.differing == []
    for one in cases:
        assert compare(kernel, program, [one]).differing == []
    return tally.native


DATED = core.Dated(
    "norm",
    core.ReferenceDate(),
    (
        (date(2025, 1, 1), Fraction(1, 2)),
        (date(2025, 7, 1), None),
        (date(2026, 1, 1), Fraction(1, 3)),
    ),
    date(2027, 1, 1),
    GETAL,
)


def node(name, guard, value, *exceptions, **rest):
    return core.Node(name, guard, value, tuple(exceptions), **rest)


def ruled(*rules, **rest):
    return core.Definition("uit", rest.pop("type", GETAL), rules=rules, published=True, **rest)


TRUTHS = [case(x=x, y=y, z=z) for x in (True, False) for y in (True, False) for z in (True, False)]
PARTS = [*TRUTHS, case(x=True), case(y=True), case(x=False, z=True), case()]

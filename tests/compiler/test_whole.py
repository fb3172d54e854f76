"""Definitions as one function: where each stands, and what it knows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules.compiler import whole
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import LEEG, ONBEKEND, UnsettledError
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Percentage
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.differing import compared
from tests.compiler.test_python import DATED, DAY, facts, node, number, ruled

GETAL, GELD, DEEL, JANEE, DAG = Aantal(), Bedrag(), Percentage(), JaNee(), Datum()
KLEUR = Keuze(("rood", "wit"))


def feit(name, type_=GETAL):
    return core.Fact(name, type_)


def lees(name, type_=GETAL):
    return core.Read(name, None, type_)


def defined(name, expression, type_=GETAL):
    return core.Definition(name, type_, expression=expression, published=True)


def chosen(condition, then, otherwise):
    return core.Choose(((condition, then),), otherwise)


def more(left, right):
    return core.Arithmetic("add", left, right)


def together(definitions, asked=("uit",), **known):
    """Return the function for what is asked, and what it gives; the evaluator agrees."""
    program = program_of([*definitions])
    assert compared(program, Case(DAY, facts(**known)), Compiled(program)).differing == []
    compiled = Compiled(program)
    made = compiled.together(asked)
    case = compiled.case(DAY, known)
    amounts = made.amounts_of(compiled.amounts_on(DAY))
    return made, made.values(case, made.facts_of(known), amounts)


def test_what_is_read_once_is_written_where_it_is_read():
    once = [
        defined("een", more(feit("x"), number(1))),
        defined("uit", more(lees("een"), feit("y"))),
    ]

    made, values = together(once, x=1, y=2)

    assert values == (4,)
    assert "een" not in made.source
    assert together(once, x=1)[1] == (ONBEKEND,)


def test_what_one_branch_needs_stands_in_that_branch():
    dear = core.Arithmetic("div", number(6), feit("x"))
    definitions = [
        defined("duur", dear),
        defined("uit", chosen(feit("kan", JANEE), more(lees("duur"), lees("duur")), number(7))),
    ]

    made, values = together(definitions, kan=True, x=3)
    assert values == (4,)
    assert made.source.index("if f0_kan") < made.source.index("d1_duur =")
    assert together(definitions, kan=False)[1] == (7,)
    assert together(definitions, kan=True, x=0)[1] == (ONBEKEND,)


def test_what_two_branches_need_stands_before_them():
    both = chosen(feit("kan", JANEE), more(lees("duur"), number(1)), lees("duur"))
    definitions = [defined("duur", feit("x")), defined("uit", both)]

    made, values = together(definitions, kan=False, x=3)

    assert values == (3,)
    assert made.source.index("d1_duur =") < made.source.index("if f")


def test_only_what_reads_an_unknown_value_is_unknown():
    definitions = [
        defined("heel", feit("x")),
        defined("een", more(lees("heel"), number(1))),
        defined("twee", lees("heel")),
        defined("drie", number(3)),
    ]

    assert together(definitions, ("een", "twee", "drie"))[1] == (ONBEKEND, ONBEKEND, 3)
    assert together(definitions, ("een", "twee"), x=1)[1] == (2, 1)


def test_that_no_rule_decides_is_known_of_the_outcome_itself_alone():
    nothing = attrs.evolve(ruled(node("een", feit("x", JANEE), number(1))), name="niets")
    definitions = [nothing, defined("leest", more(lees("niets"), lees("niets")))]

    made, values = together(definitions, ("niets", "leest"), x=False)
    assert values == (LEEG, ONBEKEND)
    assert together(definitions, ("niets", "leest"), x=True)[1] == (1, 2)
    assert "uit_d" in made.source
    assert together(definitions, ("niets",), x=False)[1] == (LEEG,)


@pytest.mark.parametrize("mode", ["half", "up", "down"])
@pytest.mark.parametrize("amount", [-150, -149, -50, 0, 49, 50, 149, 150, 151])
def test_rounding_is_written_out(mode, amount):
    geld = feit("x", GELD)
    kinds = {
        "honderd": core.Round(geld, mode, 100),
        "derde": core.Round(core.Arithmetic("div", geld, number(3)), mode, 1),
        "door": core.Round(core.Arithmetic("div", geld, feit("y")), mode, 1),
        "deel": core.Round(core.Arithmetic("mul", geld, feit("z", DEEL)), mode, 1),
        "half": core.Round(
            core.Arithmetic(
                "div", geld, core.Round(core.Arithmetic("div", geld, number(7)), "half", 1)
            ),
            mode,
            1,
        ),
    }
    definitions = [defined(name, one) for name, one in kinds.items()]

    for divisor in (-2, 3):
        known = {"x": amount, "y": divisor, "z": Fraction(1, 3)}
        _, values = together(definitions, tuple(kinds), **known)
        assert all(value is not ONBEKEND for value in values[:4])
        assert (values[4] is ONBEKEND) == (abs(amount) < 4)


def test_bounds_are_written_out():
    low = core.Bound(feit("x"), number(-5), number(5))
    by_each_other = core.Bound(feit("x"), more(feit("y"), number(1)), DATED)
    definitions = [defined("uit", low), defined("twee", by_each_other)]

    for x in (-6, -5, 0, 5, 6, 2_000):
        _, values = together(definitions, ("uit", "twee"), x=x, y=1)
        assert values == (max(-5, min(5, x)), min(max(x, 2), values[1]))
    assert together(definitions, ("uit", "twee"))[1] == (ONBEKEND, ONBEKEND)


def test_a_choice_without_branches_is_what_is_left():
    assert together([defined("uit", core.Choose((), feit("x")))], x=3)[1] == (3,)


def test_what_gets_too_long_or_too_deep_gets_a_place_of_its_own(monkeypatch):
    monkeypatch.setattr(whole, "LONGEST", 30)
    monkeypatch.setattr(whole, "DEEPEST", 2)
    found = number(0)
    definitions = []
    for place in range(6):
        name = f"d{place}"
        twice = more(lees(f"d{place - 1}"), lees(f"d{place - 1}")) if place else feit("x")
        found = chosen(feit("kan", JANEE), twice, number(place))
        definitions += [defined(name, found)]
    definitions.append(defined("uit", more(lees("d5"), lees("d5"))))

    made, values = together(definitions, ("uit",), kan=True, x=1)

    assert values == (64,)
    assert max(len(line) - len(line.lstrip()) for line in made.source.splitlines()) <= 4 * 9


def test_a_long_chain_is_known():
    definitions = [defined("d0", number(0))]
    definitions += [
        defined(f"d{place}", more(lees(f"d{place - 1}"), feit("x"))) for place in range(1, 300)
    ]
    compiled = Compiled(program_of(definitions))
    made = compiled.together(("d299",))

    assert made.values(compiled.case(DAY, {"x": 1}), made.facts_of({"x": 1}), ()) == (299,)


def test_many_threads_make_one_function():
    compiled = Compiled(program_of([defined("uit", feit("x"))]))

    with ThreadPoolExecutor(8) as pool:
        found = {id(one) for one in pool.map(lambda _: compiled.together(("uit",)), range(64))}

    assert len(found) == 1
    assert compiled.together(()).values(compiled.case(DAY, {}), (), ()) == ()


def test_what_is_not_known_can_only_be_handed_on():
    for use in (
        lambda it: it + 1,
        lambda it: 1 - it,
        lambda it: it == 1,
        lambda it: it == "x",
        bool,
        {1: 2}.get,
        lambda it: it.year,
        lambda it: max(it, 1),
        lambda it: date(2026, 1, 1) < it,
        int,
        lambda it: Fraction(1, 2) * it,
    ):
        with pytest.raises(UnsettledError):
            use(ONBEKEND)
    assert not hasattr(ONBEKEND, "__wrapped__")


def test_an_amount_that_is_not_known_on_the_day_is_unknown():
    gone = attrs.evolve(DATED, until=DAY)
    half = core.Arithmetic("div", gone, number(2))
    definitions = [defined("uit", gone, GELD), defined("half", half, GELD), defined("x", number(1))]

    assert together(definitions, ("uit", "half", "x"))[1] == (ONBEKEND, ONBEKEND, 1)


def test_long_names_stay_statements_that_run():
    """A line with two long names was broken in a place where it may not be."""
    rule = node("een", feit("x", JANEE), number(1))
    nothing = attrs.evolve(ruled(rule), name="onderhoud_niet_te_gelde_volgens_rotterdam_in_2024")
    reads = defined("leest", more(lees(nothing.name), lees(nothing.name)))

    for known, expected in (({}, (ONBEKEND, ONBEKEND)), ({"x": False}, (LEEG, ONBEKEND))):
        assert together([nothing, reads], (nothing.name, "leest"), **known)[1] == expected

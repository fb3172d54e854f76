"""What only depends on a few small columns is looked up, and gives what it gave before."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.compiler.columns import numpy_tables
from maatwerk_rules.compiler.columns.numpy_kernel import Input, Kernel, Looking
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, JaNee
from maatwerk_rules.verification import strategies
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.comparing import compare
from tests.compiler.columns.small import GELD, GETAL, KLEUR, case, defined, feit, number
from tests.compiler.rows import still

KLEIN, VAN_EEN = Aantal(van=-2, tot=3), Aantal(van=1, tot=4)
n, deler, groot = feit("n", KLEIN), feit("deler", VAN_EEN), feit("groot")
CASES = [
    case(n=one, deler=other, groot=big, kleur=kleur)
    for one, other, big, kleur in product(range(-2, 4), range(1, 5), (True, False), KLEUR.opties)
]


def result(name, type_=GETAL):
    return core.Read(name, None, type_)


def share(name="deel", over=deler, part=n):
    """Return a definition that costs enough to be looked up."""
    seven = core.Arithmetic("mul", part, number(7))
    return defined(core.Round(core.Arithmetic("div", seven, over), "half", 1), name=name)


def chosen(condition, yes, no):
    return core.Choose(((condition, yes),), no)


def made(*definitions, asked=("uit",)):
    program = program_of([*definitions])
    return program, Kernel(plan_of(program, asked))


def called(kernel, looking=None):
    functions, _ = kernel.written(looking or Looking(frozenset()))
    names = [kernel.plan.definitions[number].name for number in functions]
    tables = [kernel.plan.definitions[number].name for number, one in functions.items() if one.data]
    return names, tables


def uit(expression, type_=GETAL):
    """Return an outcome that reads a column too large to look up by."""
    large = core.Compare("gt", feit("geld", GELD), core.Constant(0, GELD))
    return defined(chosen(large, expression, number(0)), type_)


def test_a_definition_is_looked_up_and_what_it_leans_on_is_not_called():
    by_hand = defined(chosen(groot, result("deel"), number(2)), name="keus")
    program, kernel = made(share(), by_hand, uit(result("keus")))

    assert called(kernel) == (["keus", "uit"], ["keus"])
    assert "# keus: 48 getallen, naar groot, n, deler" in kernel.source()
    cases = [core_case(one, geld=geld) for one in CASES for geld in (-5, 5)]
    assert compare(kernel, program, cases).differing == []


def core_case(one, **more):
    """Return a case with more values."""
    values = {leaf.name: value for leaf, value in one.values.items()}
    return case(**values, **more)


def test_what_is_asked_or_read_elsewhere_stays():
    total = core.Arithmetic("add", result("deel"), result("keus"))
    by_hand = defined(chosen(groot, result("deel"), number(2)), name="keus")
    _, kernel = made(share(), by_hand, uit(total))

    assert called(kernel) == (["deel", "keus", "uit"], ["deel"])
    _, kernel = made(share(), uit(result("deel")), asked=("uit", "deel"))
    assert called(kernel) == (["deel", "uit"], [])


@pytest.mark.parametrize(
    "definition",
    [
        share(part=feit("geld", GETAL), over=feit("n3", Aantal(van=1, tot=3_000))),
        defined(core.Arithmetic("add", n, deler), name="deel"),
        defined(core.Compare("gt", n, deler), JaNee(), name="deel"),
        defined(number(5), name="deel"),
    ],
    ids=["large", "cheap", "truth", "constant"],
)
def test_what_gains_nothing_is_not_looked_up(definition):
    read = result("deel", definition.type)
    body = read if definition.type == GETAL else chosen(read, number(1), number(2))
    _, kernel = made(definition, uit(body))

    assert called(kernel) == (["deel", "uit"], [])


def test_a_column_with_gaps_is_not_looked_up_by():
    program, kernel = made(share(), uit(result("deel")))
    gaps = Looking(frozenset({("kolom", 1)}))

    assert called(kernel)[1] == ["deel"]
    assert called(kernel, gaps)[1] == []
    cases = [core_case(one, geld=5) for one in CASES[:9]]
    cases += [case(n=1, geld=5), case(deler=2, geld=5)]
    assert compare(kernel, program, cases).differing == []


def test_what_reads_something_else_is_not_looked_up():
    looked = defined(core.Arithmetic("add", share().expression, number(1)), name="deel")
    deep = defined(core.Arithmetic("add", result("ver"), result("deel")), name="diep")
    far = uit(feit("x", GETAL))
    far = defined(far.expression, name="ver")
    _, kernel = made(looked, far, deep, uit(result("diep")))

    assert called(kernel)[1] == ["deel"]


def test_the_cost_counts_rules_and_operations():
    plan = plan_of(program_of([share()]), ["deel"])

    assert numpy_tables.cost(plan.definitions[0]) > 30


def test_without_grounds_a_kernel_tells_the_same():
    _, kernel = made(share(), uit(result("deel")))
    bare = Kernel(kernel.plan, grounds=False)
    values = [np.int64(1) for _ in kernel.plan.leaves]
    table = Input(3, values, [None] * len(values), np.int64(20_000), np.False_, {})
    (found,), (other,) = (each.run(table)[0].values() for each in (kernel, bare))

    assert found.values.tolist() == other.values.tolist()
    assert other.grounds == {}
    assert other.known.all()
    assert not other.left.any()


@settings(settings.get_profile("vertaald"), max_examples=6)
@given(st.data())
def test_all_that_can_be_looked_up_gives_what_the_evaluator_settles_on(data):
    program = data.draw(strategies.programs())
    drawn = [still(data.draw(strategies.cases(program))) for _ in range(3)]
    found = [data.draw(strategies.completions(program, one)) for one in drawn]
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(numpy_tables, "LOOK", -1_000)
        for asked in program.definitions:
            kernel = Kernel(plan_of(program, [asked]))
            assert compare(kernel, program, found).differing == []

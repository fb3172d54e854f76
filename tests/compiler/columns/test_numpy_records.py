"""Records of lists in NumPy, and blocks of rows behind each other."""

from datetime import date, timedelta

import attrs
import numpy as np
import pytest

from maatwerk_rules.compiler.columns import numpy_kernel, plan
from maatwerk_rules.compiler.columns.numpy_expressions import Writer
from maatwerk_rules.compiler.columns.numpy_kernel import Kernel, Looking
from maatwerk_rules.compiler.columns.numpy_writing import Page
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.comparing import compare, table_of
from tests.compiler.columns.small import (
    DATED,
    DAY,
    DINGEN,
    EEN,
    GELD,
    GETAL,
    JA,
    JANEE,
    TRUTHS,
    case,
    defined,
    feit,
    native,
    node,
    number,
    ruled,
)

# ---------------------------------------------------------------- records


def things(*values):
    records = tuple(RecordId("dingen", str(place)) for place in range(len(values)))
    known = {}
    for record, (worth, flag) in zip(records, values, strict=True):
        if worth is not None:
            known[Leaf("gegeven", "dingen", record, "waarde")] = worth
        if flag is not None:
            known[Leaf("gegeven", "dingen", record, "vlag")] = flag
    return Case(DAY, known, {"dingen": Records(records)})


@pytest.mark.parametrize("kind", ["sum", "count", "highest", "lowest", "all", "any"])
def test_records_are_put_together(kind):
    listed = (core.Listed("dingen", DINGEN),)
    worth, flag = core.Field("d", "waarde", GELD), core.Field("d", "vlag", JANEE)
    is_truth = kind in ("all", "any")
    cases = [
        Case(DAY),
        things(),
        things((5, True), (7, False)),
        things((5, None), (7, True)),
        things((None, True), (3, False)),
        things((None, False), (3, True), (-4, True)),
        things((1, True), (2, True), (3, True), (4, True), (5, True)),
    ]
    for where in (flag, core.Not(flag), core.Compare("gt", worth, number(3)), JA):
        body = None if is_truth or kind == "count" else worth
        empty = number(-1) if kind in ("highest", "lowest") else None
        expr = core.Aggregate(kind, "dingen", listed, "d", where, body, empty)
        type_ = JANEE if is_truth else GELD
        assert native(defined(expr, type_), cases)
        assert native(defined(expr, type_), cases[2:3] * 3) == 3


def test_a_definition_per_record_reads_its_own_record():
    worth = core.Field("ding", "waarde", GELD)
    dear = core.Definition(
        "duur",
        JANEE,
        record="ding",
        published=True,
        expression=core.And((core.Compare("gt", worth, number(3)), feit("x"))),
    )
    own = core.Read("duur", "d", JANEE)
    other = core.Aggregate(
        "count", "dingen", (core.Listed("dingen", DINGEN),), "e",
        core.Compare("gt", core.Field("e", "waarde", GELD), core.Field("d", "waarde", GELD)),
        None, None,
    )  # fmt: skip
    listed = (core.Listed("een", EEN), core.Listed("dingen", DINGEN))
    total = core.Aggregate("count", "samen", listed, "d", own, None, None)
    only = core.Aggregate(
        "only", "een", listed[:1], "d", None, core.Field("d", "waarde", GELD), None
    )
    mine = core.Aggregate(
        "any", "een", listed[:1], "f",
        core.Compare("gt", core.Field("f", "waarde", GELD), core.Field("d", "waarde", GELD)),
        None, None,
    )  # fmt: skip
    inside = core.Aggregate("any", "dingen", listed[1:], "d", mine, None, None)
    pairs = core.Aggregate("any", "dingen", listed[1:], "d",
                           core.Compare("gt", other, number(0)), None, None)  # fmt: skip
    one = RecordId("een", "een")
    cases = [
        attrs.evolve(
            each,
            lists={**each.lists, "een": Records((one,))},
            values={
                **each.values,
                Leaf("gegeven", "x"): True,
                Leaf("gegeven", "een", one, "waarde"): 4,
            },
        )
        for each in (things((5, True), (2, True)), things(), things((None, True)))
    ]
    for definition in (
        defined(total), defined(only, GELD), defined(inside, JANEE), dear,
    ):  # fmt: skip
        assert native(definition, cases, *([] if definition is dear else [dear]))
    handed = plan_of(program_of([dear, defined(pairs, JANEE)]), ["uit"])
    assert not handed.definitions[-1].native
    assert native(defined(pairs, JANEE), cases, dear) == 1


def inside(where):
    """Return whether a record of `dingen` meets a condition on its own record and on others."""
    listed = (core.Listed("dingen", DINGEN),)
    return defined(core.Aggregate("any", "dingen", listed, "d", where, None, None), JANEE)


def test_records_of_two_lists_at_once_are_left_to_the_evaluator():
    listed = (core.Listed("een", EEN), core.Listed("dingen", DINGEN))
    dear = core.Definition(
        "duur", JANEE, record="ding", expression=core.Judged("nodig", "ding", JANEE)
    )
    of_outer = (core.Judged("nodig", "d", JANEE), core.Read("duur", "d", JANEE))
    for where in of_outer:
        for lists in (listed, listed[1:]):
            both = core.And((where, core.Field("e", "vlag", JANEE)))
            pairs = core.Aggregate("any", "samen", lists, "e", both, None, None)
            handed = plan_of(program_of([dear, inside(pairs)]), ["uit"])
            assert "records van twee lijsten tegelijk" in handed.definitions[-1].handed
    one = core.Aggregate("highest", "een", listed[:1], "e", of_outer[0], number(3), number(1))
    asked = core.Compare("gt", one, number(2))
    assert plan_of(program_of([inside(asked)]), ["uit"]).definitions[0].native
    assert native(inside(asked), [things((1, True)), things()]) == 1


# ---------------------------------------------------------------- the kernel


def test_blocks_are_put_behind_each_other(monkeypatch):
    monkeypatch.setattr(numpy_kernel, "BLOCK", 2)
    expr = core.Arithmetic("add", feit("a", GETAL), DATED)
    cases = [case(date(2026, 1, 1) + timedelta(days=n * 90), a=n) for n in range(9)]
    cases += [case(a=None) if n % 2 else case(a=n) for n in range(6)]
    cases = [
        attrs.evolve(one, values={k: v for k, v in one.values.items() if v is not None})
        for one in cases
    ]

    assert native(defined(expr), cases) == 8


def test_what_was_learned_is_looked_for_at_once():
    rules = ruled(node("een", feit("x"), number(5)))
    program = program_of([rules, defined(core.Read("uit", None, GETAL), name="af")])
    kernel = Kernel(plan_of(program, ["af"]))
    for _ in range(2):
        assert compare(kernel, program, TRUTHS).differing == []
    for number_ in range(8):
        looking = Looking(frozenset({("begrip", 90 + number_)}))
        kernel._variant(looking)

    assert compare(kernel, program, TRUTHS).differing == []
    assert len(kernel._variants) >= numpy_kernel.MOST_VARIANTS


def test_cases_that_may_not_exist_are_told():
    program = attrs.evolve(
        program_of([defined(feit("x"), JANEE), defined(feit("x"), JANEE, "c")]),
        admissible={"samen": core.Or((core.Read("c", None, JANEE), feit("y")))},
        facts={"x": JANEE, "y": JANEE},
    )
    kernel = Kernel(plan_of(program, ["uit"]))
    cases = [case(x=True, y=False), case(x=False, y=False), case(y=True), case(x=False)]
    _, admissible = kernel.run(table_of(kernel.plan, program, cases))
    _, every = kernel.run(table_of(kernel.plan, program, cases[:1]))

    assert admissible.tolist() == [True, False, True, False]
    assert every.tolist() == [True]
    assert "toelaatbaar samen" in kernel.plan.text()
    assert "def v0(k, uit):" in kernel.source()


def test_only_operations_of_a_plan_are_written():
    kernel = Kernel(plan_of(program_of([defined(number(1))]), ["uit"]))
    writer = Writer(Page(), kernel.plan, Looking(frozenset()))

    with pytest.raises(TypeError):
        writer.val(plan.Op(shape=plan.JA))
    found, _ = kernel.run(table_of(kernel.plan, program_of([defined(number(1))]), [case()]))
    assert found[0].values.tolist() == [1]
    assert np.all(found[0].known)

"""What is proved about gaps and conflicts, and what is not; the evaluator is the judge."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis import regions
from maatwerk_rules.analysis.axes import Box, Stretch
from maatwerk_rules.analysis.boxes import Space
from maatwerk_rules.analysis.proved import Memory
from maatwerk_rules.analysis.regions import Overlap, find_gaps, find_overlaps, with_proofs
from maatwerk_rules.model import core
from maatwerk_rules.model.levels import levels
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import (
    EARLIEST,
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
    Scalar,
)
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import DefinitionStep
from maatwerk_rules.verification.strategies import cases, completions, programs

JANEE = JaNee()
JAREN = Aantal("jaar")
VORM = Keuze(("alleen", "ouder", "gehuwd"))
JA, NEE = core.Constant(True, JANEE), core.Constant(False, JANEE)
A, B, C = (core.Fact(name, JANEE) for name in "abc")
LEEFTIJD = core.Fact("leeftijd", Aantal("jaar", 0, 130))
INKOMEN = core.Fact("inkomen", Bedrag("maand", 0, 2_000_000))
WOONVORM = core.Fact("woonvorm", VORM)
GEBOREN = core.Fact("geboren", Datum(date(1900, 1, 1), date(2100, 1, 1)))
BEGIN, EIND = date(2026, 1, 1), date(2027, 1, 1)


def jaar(number: int) -> core.Constant:
    return core.Constant(number, JAREN)


def euro(number: int) -> core.Constant:
    return core.Constant(number * 100, Bedrag("maand"))


def is_vorm(name: str) -> core.Expr:
    return core.Compare("eq", WOONVORM, core.Constant(name, Keuze((name,))))


def tot(value: core.Expr, end: core.Expr) -> core.Expr:
    return core.Compare("lt", value, end)


def vanaf(value: core.Expr, start: core.Expr) -> core.Expr:
    return core.Compare("ge", value, start)


def both(*parts: core.Expr) -> core.Expr:
    return core.And(parts)


def regel(
    name: str, guard: core.Expr, value: core.Expr | None = JA, *exceptions: core.Node
) -> core.Node:
    return core.Node(name, guard, value, exceptions)


def definitie(*rules: core.Node, **more: Any) -> core.Definition:
    return attrs.evolve(core.Definition("recht", JANEE, rules=rules), **more)


def program_of(*definitions: core.Definition) -> core.Program:
    found = {one.name: one for one in definitions}
    return core.Program(MappingProxyType(found), {}, {}, MappingProxyType(levels(found)))


def claims(
    definition: core.Definition, *others: core.Definition, until: date | None = EIND
) -> tuple[bool, bool]:
    """Return the claims: no conflict, no gap."""
    (part,) = with_proofs([Slice(BEGIN, until, program_of(definition, *others))])
    found = part.program.definitions[definition.name]
    return found.no_conflict, found.no_gap


def gaps(definition: core.Definition, *others: core.Definition) -> tuple[Box, ...]:
    found = find_gaps(definition, program_of(definition, *others), BEGIN, EIND)
    assert found is not None
    return found


def overlaps(definition: core.Definition, *others: core.Definition) -> tuple[Overlap, ...]:
    found = find_overlaps(definition, program_of(definition, *others), BEGIN, EIND)
    assert found is not None
    return found


def decided(definition: core.Definition, box: Box) -> DefinitionStep:
    """Return what the evaluator says of the witness of a box."""
    values: dict[Leaf, Scalar] = {}
    for axis, value in box.witness.items():
        assert isinstance(axis.expr, core.Fact)
        values[Leaf("gegeven", axis.expr.name)] = value
    return Reckoning(program_of(definition), Case(BEGIN, values)).result(definition.name)


# ---------------------------------------------------------------- the simplest


def test_an_expression_has_neither_gap_nor_conflict() -> None:
    assert claims(core.Definition("recht", JANEE, expression=A)) == (True, True)


def test_a_default_fills_every_gap() -> None:
    assert claims(definitie(regel("r", A), default=NEE)) == (True, True)


def test_no_rules_at_all_is_a_gap_everywhere() -> None:
    assert claims(definitie()) == (True, False)
    assert gaps(definitie()) == (Box(()),)


def test_equal_values_never_conflict() -> None:
    assert claims(definitie(regel("r", A), regel("s", B))) == (True, False)


def test_the_same_expression_is_the_same_value() -> None:
    hoogte = core.Definition(
        "hoogte", Bedrag(), rules=(regel("r", A, INKOMEN), regel("s", B, INKOMEN))
    )

    assert claims(hoogte)[0]


def test_values_that_are_not_known_may_differ() -> None:
    hoogte = core.Definition(
        "hoogte", Bedrag(), rules=(regel("r", A, INKOMEN), regel("s", B, euro(1)))
    )

    assert not claims(hoogte)[0]
    assert not overlaps(hoogte)[0].is_certain


def test_opposite_guards_leave_no_gap_and_no_conflict() -> None:
    assert claims(definitie(regel("r", A), regel("s", core.Not(A), NEE))) == (True, True)


def test_a_value_on_a_condition_is_split() -> None:
    value = core.Choose(((A, JA),), NEE)

    assert claims(definitie(regel("r", B, value), regel("s", both(A, B)))) == (True, False)


# ---------------------------------------------------------------- planted faults


def test_a_planted_gap_is_found_with_its_witness() -> None:
    definition = definitie(
        regel("jong", tot(LEEFTIJD, jaar(18)), NEE),
        regel("oud", core.Compare("gt", LEEFTIJD, jaar(18))),
    )

    assert claims(definition) == (True, False)
    (box,) = gaps(definition)
    assert box.is_certain
    assert {axis.expr: value for axis, value in box.witness.items()} == {LEEFTIJD: 18}
    assert decided(definition, box).no_rule


def test_a_planted_overlap_is_found_with_its_witness() -> None:
    definition = definitie(
        regel("jong", core.Compare("le", LEEFTIJD, jaar(18)), NEE),
        regel("oud", both(vanaf(LEEFTIJD, jaar(18)), is_vorm("gehuwd"))),
        default=NEE,
    )

    assert claims(definition) == (False, True)
    (overlap,) = overlaps(definition)
    assert (overlap.first, overlap.second) == ("jong", "oud")
    assert overlap.values == (NEE, JA)
    assert overlap.is_certain
    (box,) = overlap.boxes
    found = {axis.expr: value for axis, value in box.witness.items()}
    assert found == {LEEFTIJD: 18, WOONVORM: "gehuwd"}
    assert decided(definition, box).conflict == {"jong", "oud"}


def test_a_gap_between_options_is_found() -> None:
    definition = definitie(regel("r", is_vorm("alleen")), regel("s", is_vorm("gehuwd"), NEE))

    (box,) = gaps(definition)
    assert list(box.witness.values()) == ["ouder"]


def test_what_is_too_large_gets_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "Space", lambda: Space(3))
    monkeypatch.setattr(regions, "_MEMORY", Memory())
    definition = definitie(regel("r", A), regel("s", core.Not(A), NEE))

    assert claims(definition) == (False, False)
    assert find_gaps(definition, program_of(definition)) is None
    assert find_overlaps(definition, program_of(definition)) is None


def test_begrippen_that_read_each_other_too_deep_get_no_claim() -> None:
    deep = [core.Definition("b0", JANEE, expression=A)]
    for number in range(1, 2000):
        read = core.Read(f"b{number - 1}", None, JANEE)
        deep.append(core.Definition(f"b{number}", JANEE, expression=core.Not(read)))
    deepest = core.Read("b1999", None, JANEE)
    definition = definitie(regel("r", deepest), regel("s", core.Not(deepest), NEE))

    assert claims(definition, *deep) == (False, False)


# ---------------------------------------------------------------- tables of social assistance


def tabel(type_: JaNee | Bedrag, *rows: tuple[core.Expr, core.Expr]) -> core.Definition:
    nodes = tuple(
        regel(f"norm rij {number}", guard, value) for number, (guard, value) in enumerate(rows, 1)
    )
    return core.Definition("norm", type_, rules=nodes)


def test_a_table_of_ages_is_complete_and_free_of_overlap() -> None:
    leeftijd = core.Definition("jaren", JAREN, expression=core.Age(GEBOREN, core.ReferenceDate()))
    gelezen = core.Read("jaren", None, JAREN)
    norm = tabel(
        Bedrag("maand"),
        (both(vanaf(gelezen, jaar(0)), tot(gelezen, jaar(18))), euro(0)),
        (both(vanaf(gelezen, jaar(18)), tot(gelezen, jaar(21))), euro(340)),
        (core.Compare("eq", gelezen, jaar(21)), euro(900)),
        (core.Compare("gt", gelezen, jaar(21)), euro(1400)),
    )

    assert claims(norm, leeftijd) == (True, True)


def test_a_table_of_ages_that_misses_a_year_is_not_claimed() -> None:
    norm = tabel(
        Bedrag("maand"),
        (tot(LEEFTIJD, jaar(21)), euro(340)),
        (vanaf(LEEFTIJD, jaar(22)), euro(1400)),
    )

    assert claims(norm) == (True, False)


def test_a_table_over_two_columns_is_complete() -> None:
    norm = tabel(
        Bedrag("maand"),
        (both(is_vorm("alleen"), tot(LEEFTIJD, jaar(21))), euro(340)),
        (both(is_vorm("ouder"), tot(LEEFTIJD, jaar(21))), euro(500)),
        (both(is_vorm("gehuwd"), tot(LEEFTIJD, jaar(21))), euro(680)),
        (both(core.Not(is_vorm("gehuwd")), vanaf(LEEFTIJD, jaar(21))), euro(1400)),
        (both(is_vorm("gehuwd"), vanaf(LEEFTIJD, jaar(21))), euro(2000)),
    )

    assert claims(norm) == (True, True)


def test_a_long_table_is_proved() -> None:
    rows = [
        (both(vanaf(LEEFTIJD, jaar(n)), tot(LEEFTIJD, jaar(n + 1))), euro(n)) for n in range(60)
    ]
    norm = tabel(Bedrag("maand"), *rows, (vanaf(LEEFTIJD, jaar(60)), euro(60)))
    dubbel = tabel(Bedrag("maand"), *rows, (vanaf(LEEFTIJD, jaar(58)), euro(60)))

    assert claims(norm) == (True, True)
    assert claims(dubbel) == (False, True)
    assert [one.second for one in overlaps(dubbel)] == ["norm rij 61"] * 2


def test_a_threshold_in_whole_cents_leaves_nothing_between() -> None:
    norm = tabel(
        Bedrag("maand"),
        (core.Compare("le", INKOMEN, euro(1000)), euro(1)),
        (vanaf(INKOMEN, core.Constant(100_001, Bedrag("maand"))), euro(2)),
    )

    assert claims(norm) == (True, True)


GRENS = core.Dated(
    "grens",
    core.ReferenceDate(),
    ((date(2025, 1, 1), 7770), (date(2026, 7, 1), 8000)),
    EIND,
    Bedrag("maand"),
)


def test_a_dated_threshold_divides_cases_exactly() -> None:
    definition = definitie(
        regel("r", core.Compare("gt", INKOMEN, GRENS), NEE),
        regel("s", core.Compare("le", INKOMEN, GRENS)),
    )

    assert claims(definition) == (True, True)
    assert claims(definition, until=None) == (True, True)


def test_a_dated_threshold_is_a_constant_between_its_dates() -> None:
    definition = definitie(
        regel("r", tot(INKOMEN, GRENS), NEE),
        regel("s", vanaf(INKOMEN, core.Constant(7770, Bedrag("maand")))),
    )

    assert claims(definition) == (False, True)
    assert claims(definition, until=date(2026, 7, 1)) == (True, True)
    assert claims(definition, until=None) == (False, False)


MARGE = core.Constant(100, Bedrag("maand"))


def test_a_threshold_that_is_reckoned_divides_cases_exactly() -> None:
    """The same threshold, the margin on one side and on the other, through a begrip or not."""
    hoog = core.Definition("hoog", Bedrag("maand"), expression=core.Arithmetic("add", GRENS, MARGE))
    gelezen = core.Read("hoog", None, Bedrag("maand"))
    netto = core.Arithmetic("sub", INKOMEN, MARGE)
    definition = definitie(
        regel("r", core.Compare("gt", INKOMEN, gelezen), NEE),
        regel("s", core.Compare("le", netto, GRENS)),
    )

    assert claims(definition, hoog) == (True, True)
    assert gaps(attrs.evolve(definition, rules=definition.rules[:1]), hoog) != ()


def test_a_planted_gap_below_a_percentage_is_found_on_each_stretch_of_days() -> None:
    ruim = core.Constant(Fraction(6, 5), Percentage())
    hoger = core.Round(core.Arithmetic("mul", GRENS, ruim), "half", 1)
    definition = definitie(
        regel("r", tot(INKOMEN, GRENS)), regel("s", core.Compare("gt", INKOMEN, hoger), NEE)
    )

    assert claims(definition) == (True, False)
    sides = [dict(box.sides) for box in gaps(definition)]
    found = {str(side) for each in sides for axis, side in each.items() if axis.expr == INKOMEN}
    assert found == {str(Stretch(7770, 9324)), str(Stretch(8000, 9600))}


# ---------------------------------------------------------------- order between siblings


def test_precedence_settles_an_overlap() -> None:
    rules = (regel("r", A), regel("s", B, NEE))

    assert claims(definitie(*rules, above={"s": frozenset({"r"})}))[0]
    assert not claims(definitie(*rules))[0]


def test_a_third_above_both_settles_only_where_it_gives() -> None:
    above = {"r": frozenset({"t"}), "s": frozenset({"t"})}
    covered = definitie(regel("r", A), regel("s", B, NEE), regel("t", both(A, B)), above=above)
    partly = definitie(regel("r", A), regel("s", B, NEE), regel("t", both(A, B, C)), above=above)

    assert claims(covered)[0]
    assert not claims(partly)[0]


@pytest.mark.parametrize("together", ["som", "hoogste", "laagste"])
def test_results_that_are_taken_together_do_not_conflict(together: str) -> None:
    rules = (regel("r", A, euro(1)), regel("s", B, euro(2)))
    hoogte = core.Definition("hoogte", Bedrag(), rules=rules, together=together)  # type: ignore[arg-type]

    assert claims(hoogte)[0]


def test_exceptions_conflict_even_where_results_are_taken_together() -> None:
    rule = regel("r", JA, euro(1), regel("x", A, euro(2)), regel("y", B, euro(3)))

    assert not claims(core.Definition("hoogte", Bedrag(), rules=(rule,), together="som"))[0]


# ---------------------------------------------------------------- exceptions


def test_an_exception_replaces_the_value_of_its_base() -> None:
    rules = (regel("r", A, JA, regel("x", B, NEE)), regel("s", A))

    assert not claims(definitie(*rules))[0]
    assert claims(definitie(regel("r", A, JA, regel("x", B, NEE)), regel("s", core.Not(A))))[0]


def test_an_exception_is_asked_only_where_its_base_holds() -> None:
    rule = regel("r", A, JA, regel("x", B, NEE), regel("y", core.Not(A)))

    assert claims(definitie(rule))[0]


def test_setting_aside_opens_a_gap() -> None:
    rule = regel("r", JA, JA, regel("x", A, None))

    assert claims(definitie(rule)) == (True, False)
    assert [list(box.witness.values()) for box in gaps(definitie(rule))] == [[True]]


def test_a_gap_by_setting_aside_may_be_filled_by_another_rule() -> None:
    assert claims(definitie(regel("r", JA, JA, regel("x", A, None)), regel("s", A))) == (True, True)


def test_an_exception_set_aside_itself_leaves_the_base() -> None:
    rule = regel("r", JA, JA, regel("x", A, None, regel("y", A, None)))

    assert claims(definitie(rule)) == (True, True)


def test_setting_aside_wins_from_a_value_beside_it() -> None:
    rule = regel("r", JA, JA, regel("x", A, None), regel("y", A, NEE))

    assert claims(definitie(rule)) == (True, False)


# ---------------------------------------------------------------- deviations


def afwijking(guard: core.Expr, value: core.Expr | None = NEE, **more: Any) -> core.Deviation:
    return attrs.evolve(core.Deviation(regel("afwijking", guard, value), 1, False), **more)


def test_a_deviation_that_sets_aside_opens_a_gap_unless_in_favour() -> None:
    rule = regel("r", JA)
    against = afwijking(A, None, aside=frozenset({"r"}))

    assert claims(definitie(rule, deviations=(against,))) == (True, False)
    in_favour = attrs.evolve(against, favourable=True)
    assert claims(definitie(rule, deviations=(in_favour,))) == (True, True)


def test_a_deviation_replaces_the_value_of_one_rule_only() -> None:
    rules = (regel("r", A), regel("s", A))
    replaced = definitie(*rules, deviations=(afwijking(B, replaces="r"),))
    equal = definitie(*rules, deviations=(afwijking(B, JA, replaces="r"),))

    assert not claims(replaced)[0]
    assert claims(equal)[0]


def test_a_replaced_setting_aside_gives_a_value() -> None:
    rule = regel("r", JA, JA, regel("x", A, None))
    replaced = definitie(rule, deviations=(afwijking(A, NEE, replaces="x"),))

    assert claims(replaced) == (True, False)
    assert gaps(replaced) != ()


def test_a_stand_in_is_a_sibling_where_the_group_stood() -> None:
    rules = (regel("r", A), regel("s", A))
    node = regel("afwijking", B, NEE)
    alone = afwijking(B, aside=frozenset({"r", "s"}), stands_in=node)
    beside = attrs.evolve(alone, aside=frozenset({"r"}))

    assert claims(definitie(*rules, deviations=(alone,)))[0]
    assert not claims(definitie(*rules, deviations=(beside,)))[0]


def test_a_stand_in_may_stand_on_a_base() -> None:
    rule = regel("r", A, JA, regel("x", B, NEE))
    node = regel("afwijking", C, JA)
    deviation = afwijking(C, JA, stands_in=node, place="r")

    assert not claims(definitie(rule, deviations=(deviation,)))[0]
    in_place = attrs.evolve(deviation, aside=frozenset({"x"}))
    assert claims(definitie(rule, deviations=(in_place,)))[0]


def test_a_recorded_look_may_close_a_deviation() -> None:
    """The stand-in fills the place of what was set aside, but both are closed together."""
    oordeel = core.Judged("oordeel", None, JANEE)
    node = core.Node("afwijking", A, JA, (), (oordeel,), closed_by_look=True)
    group = core.Deviation(node, 1, False, aside=frozenset({"r"}), stands_in=node)

    assert claims(definitie(regel("r", JA), deviations=(group,))) == (True, True)
    alone = attrs.evolve(group, aside=frozenset())
    assert claims(definitie(regel("r", core.Not(A)), deviations=(alone,))) == (True, False)


def test_two_deviations_read_the_outcome_of_different_passes() -> None:
    """What the second reads is the result after the first, so nothing orders the two."""
    gelezen = core.Read("recht", None, JANEE)
    first = afwijking(gelezen, NEE, replaces="r")
    later = core.Deviation(regel("later", core.Not(gelezen), JA), 2, False, replaces="r")

    assert not claims(definitie(regel("r", A), deviations=(first, later)))[0]
    samen = attrs.evolve(later, phase=1)
    assert claims(definitie(regel("r", A), deviations=(first, samen)))[0]


# ---------------------------------------------------------------- steps


def staged(*adjustments: core.Node, **more: Any) -> core.Definition:
    stage = core.Stage("stap", adjustments)
    rule = regel("norm", A, euro(1000))
    hoogte = core.Definition("hoogte", Bedrag("maand"), rules=(rule,), stages=(stage,))
    return attrs.evolve(hoogte, **more)


def test_adjustments_of_one_step_may_conflict() -> None:
    vorige = core.Previous(Bedrag("maand"))
    less = core.Arithmetic("sub", vorige, euro(1))

    assert not claims(staged(regel("a1", B, less), regel("a2", C, vorige)))[0]
    assert claims(staged(regel("a1", B, less), regel("a2", C, less)))[0]
    assert claims(staged(regel("a1", B, less), regel("a2", C, vorige), together="som"))[0]


def test_adjustments_are_asked_only_where_a_rule_gives() -> None:
    adjustments = (regel("a1", B, euro(1)), regel("a2", core.Not(A), euro(2)))

    assert claims(staged(*adjustments))[0]


# ---------------------------------------------------------------- against the evaluator


def _records(program: core.Program, name: str, case: Case) -> Sequence[RecordId | None]:
    if program.definitions[name].record is None:
        return [None]
    return [record for listed in case.lists.values() for record in listed.records]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_evaluator_never_gives_a_flag_that_was_ruled_out(data: st.DataObject) -> None:
    program = data.draw(programs())
    (part,) = with_proofs([Slice(EARLIEST, None, program)])
    proved = part.program
    case = data.draw(completions(program, data.draw(cases(program))))
    reckoning = Reckoning(program, case)

    for name, definition in proved.definitions.items():
        for record in _records(program, name, case):
            for phase in (0, 1, 2):
                result = reckoning.result(name, record, phase)
                event(f"settled {result.settled}, flag {result.no_rule or bool(result.conflict)}")
                if result.settled:
                    assert not (definition.no_conflict and result.conflict)
                    assert not (definition.no_gap and result.no_rule)

"""A proof is remembered under all it hangs on, and under nothing less."""

import copy
from datetime import date
from types import MappingProxyType

import attrs
import pytest
from hypothesis import given, settings

from maatwerk_rules.analysis import proved, regions
from maatwerk_rules.analysis.proved import Claims, Memory
from maatwerk_rules.analysis.regions import with_proofs
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import Aantal, Datum, JaNee
from maatwerk_rules.verification.core_strategies import programs

DAY, NEXT = date(2026, 1, 1), date(2027, 1, 1)
JA = core.Constant(True, JaNee())


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    own = Memory()
    monkeypatch.setattr(regions, "_MEMORY", own)
    return own


def claims(program: core.Program, vanaf: date = DAY) -> dict[str, tuple[bool, bool]]:
    (part,) = with_proofs([Slice(vanaf, None, program)])
    return {name: (one.no_conflict, one.no_gap) for name, one in part.program.definitions.items()}


def program_of(*definitions: core.Definition) -> core.Program:
    return core.Program(MappingProxyType({one.name: one for one in definitions}), {}, {})


def above(low: int, most: int) -> core.Definition:
    """Return a definition with a rule for numbers from `low`, of a fact up to `most`."""
    fact = core.Fact("getal", Aantal(van=0, tot=most))
    guard = core.Compare("ge", fact, core.Constant(low, Aantal()))
    return core.Definition("hoog", JaNee(), rules=(core.Node("regel", guard, JA),))


@settings(deadline=None)
@given(programs(), programs())
def test_what_was_proved_of_one_program_changes_nothing_for_another(
    first: core.Program, second: core.Program
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "_MEMORY", Memory())
        alone = claims(second)
        patch.setattr(regions, "_MEMORY", Memory())
        claims(first)

        assert claims(second) == alone == claims(second)


def test_another_range_is_another_meaning() -> None:
    """Types are equal whatever their range, so that equality would say too much here."""
    wide, narrow = above(0, 10), attrs.evolve(above(0, 10), rules=above(5, 10).rules)

    assert claims(program_of(above(10, 10))) == {"hoog": (True, False)}
    assert above(10, 10) == above(10, 20)
    assert claims(program_of(wide)) == {"hoog": (True, True)}
    assert claims(program_of(narrow)) == {"hoog": (True, False)}


def test_what_is_read_through_is_part_of_the_meaning() -> None:
    reads = core.Read("onder", None, JaNee())
    top = core.Definition("boven", JaNee(), rules=(core.Node("regel", reads, JA),))
    always = core.Definition("onder", JaNee(), expression=JA)
    never = core.Definition("onder", JaNee(), expression=core.Not(JA))

    assert claims(program_of(top, always))["boven"] == (True, True)
    assert claims(program_of(top, never))["boven"] == (True, False)


def test_what_hangs_on_the_days_is_proved_for_those_days() -> None:
    early = core.Compare("ge", core.ReferenceDate(), core.Constant(NEXT, Datum()))
    program = program_of(core.Definition("later", JaNee(), rules=(core.Node("regel", early, JA),)))

    assert claims(program, DAY)["later"] == (True, False)
    assert claims(program, NEXT)["later"] == (True, True)
    assert claims(program, DAY)["later"] == (True, False)


def test_a_proof_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    claims(program_of(above(5, 10)))
    monkeypatch.setattr(regions, "_proved", None)

    assert claims(program_of(above(5, 10))) == {"hoog": (True, False)}


def test_the_memory_forgets_what_was_asked_for_longest_ago() -> None:
    part = Slice(DAY, None, program_of())
    memory = Memory(2)
    found = Claims(no_conflict=True, no_gap=True, hangs_on_days=False)
    memory.keep(b"a", part, found)
    memory.keep(b"b", part, attrs.evolve(found, hangs_on_days=True))

    assert memory.find(b"a", part) == found
    memory.keep(b"c", part, found)
    assert memory.find(b"b", part) is None
    assert memory.find(b"a", part) == found


def test_the_order_of_what_a_definition_is_read_through_is_nothing() -> None:
    one, other = above(5, 10), core.Definition("ander", JaNee(), expression=JA)

    assert proved.meaning_of(one, (one, other)) == proved.meaning_of(one, (other, one))
    assert proved.meaning_of(one, (one,)) != proved.meaning_of(one, (one, other))


@given(program=programs())
@settings(max_examples=30)
def test_what_is_proved_later_is_what_is_proved_at_once(program: core.Program) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "_MEMORY", Memory())
        slices = [Slice(DAY, NEXT, program), Slice(NEXT, None, program)]
        for now, later in zip(with_proofs(slices), with_proofs(slices, later=True), strict=True):
            assert now == later
            found = later.program.definitions
            for name, one in now.program.definitions.items():
                assert (found[name].no_gap, found[name].no_conflict) == (
                    one.no_gap,
                    one.no_conflict,
                )


def test_what_is_proved_later_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = regions._proved

    def proving(definition: core.Definition, part: Slice) -> Claims:
        asked.append(definition.name)
        return real(definition, part)

    monkeypatch.setattr(regions, "_proved", proving)
    (part,) = with_proofs([Slice(DAY, None, program_of(above(5, 10)))], later=True)
    found = part.program.definitions["hoog"]

    assert asked == []
    assert (found.no_conflict, found.no_gap, found.no_conflict) == (True, False, True)
    assert asked == ["hoog"]


def test_what_is_proved_later_goes_along_in_a_copy() -> None:
    (part,) = with_proofs([Slice(DAY, None, program_of(above(5, 10)))], later=True)
    (again,) = with_proofs([Slice(DAY, None, program_of(above(5, 10)))], later=True)

    changed = attrs.evolve(part.program.definitions["hoog"], published=True)
    same = copy.copy(again.program.definitions["hoog"])

    assert (changed.no_conflict, changed.no_gap) == (True, False)
    assert (same.no_conflict, same.no_gap) == (True, False)


def test_of_a_definition_nothing_is_proved_by_itself() -> None:
    definition = above(5, 10)

    assert definition.proving() == (False, False) == (definition.no_conflict, definition.no_gap)
    assert not hasattr(definition, "proved")

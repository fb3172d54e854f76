"""A reckoning that takes over results of a case beside it, against one built anew."""

from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.model.core import Definition, Program, Unfilled
from maatwerk_rules.model.types import Aantal
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.strategies import cases, programs


@given(st.data(), st.booleans())
def test_a_reckoning_beside_another_gives_what_one_built_anew_gives(data, provisional):
    program = data.draw(programs())
    one, other = data.draw(cases(program)), data.draw(cases(program))
    name = data.draw(st.sampled_from(sorted(other.values, key=str) or [None]))
    near = attrs.evolve(one, values={**one.values, **({name: other.values[name]} if name else {})})
    course = data.draw(st.sampled_from(sorted(other.courses, key=str) or [None]))
    if course is not None:
        near = attrs.evolve(near, courses={**near.courses, course: other.courses[course]})
    reckoning = Reckoning(program, one)
    places = [
        (each, record)
        for each, definition in program.definitions.items()
        for record in (
            [None]
            if definition.record is None
            else [record for listed in one.lists.values() for record in listed.records]
        )
    ]
    for place in places:
        reckoning.result(*place)

    for case in (one, near, other):
        anew = Reckoning(program, case, provisional=provisional)
        beside = reckoning.beside(case, provisional=provisional)
        assert [beside.result(*place) for place in places] == [
            anew.result(*place) for place in places
        ]


def test_an_amount_that_a_case_fills_in_is_not_taken_over():
    number = Aantal(van=0, tot=9)
    definition = Definition("telt", number, expression=Unfilled("open_getal", "gemeente", number))
    nothing = {"telt": frozenset()}
    program = Program({"telt": definition}, {}, {}, {"telt": 0}, leaves=nothing, fields=nothing)
    case = Case(date(2026, 1, 1))
    filled = attrs.evolve(case, values={Leaf("invulling", "open_getal"): 3})
    reckoning = Reckoning(program, case)
    reckoning.result("telt")

    assert reckoning.beside(filled).result("telt") == Reckoning(program, filled).result("telt")

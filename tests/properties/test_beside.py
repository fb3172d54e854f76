"""A reckoning that takes over results of a case beside it, against one built anew."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

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

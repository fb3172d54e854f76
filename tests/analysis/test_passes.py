"""A pass is asked only of the classes that it has a function for."""

from functools import singledispatch

from maatwerk_rules.analysis.names import find_in_node
from maatwerk_rules.analysis.passes import looks_at
from maatwerk_rules.model.clauses import LetOp
from maatwerk_rules.model.declarations import Begrip
from maatwerk_rules.model.lowered import WrittenOut


@singledispatch
def of(thing: object) -> str:
    return "nothing"


@of.register
def _(thing: int) -> str:
    return "a number"


def test_a_pass_looks_at_its_classes_and_what_is_a_kind_of_them() -> None:
    assert looks_at(of, int)
    assert looks_at(of, bool)
    assert not looks_at(of, str)


def test_a_word_of_law_is_looked_at_like_the_begrip_that_it_stands_for() -> None:
    assert looks_at(find_in_node, Begrip)
    assert looks_at(find_in_node, WrittenOut)
    assert not looks_at(find_in_node, LetOp)

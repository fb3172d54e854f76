from datetime import date

import pytest

from maatwerk_rules.model.types import EARLIEST, Aantal, Bedrag, Datum, JaNee, Keuze, bounds
from maatwerk_rules.model.unknown import (
    JA,
    JA_OF_NEE,
    NEE,
    Choices,
    Interval,
    Leaf,
    RecordId,
    anything,
    hull,
    known,
    meet,
)

AUTO = RecordId("bezittingen", "auto")


def test_a_leaf_reads_as_an_author_writes_it():
    assert str(Leaf("gegeven", "inkomen")) == "inkomen"
    assert str(Leaf("oordeel", "beschikt_over", AUTO)) == "beschikt_over voor auto"
    assert str(Leaf("gegeven", "bezittingen", AUTO, "betwist")) == "betwist voor auto"
    assert str(AUTO) == "auto"


def test_leaves_have_one_order():
    leaves = [Leaf("oordeel", "b", AUTO), Leaf("gegeven", "z"), Leaf("gegeven", "a", AUTO, "x")]

    assert [leaf.name for leaf in sorted(leaves, key=lambda leaf: leaf.sort_key)] == ["a", "z", "b"]


def test_one_option_or_one_point_is_settled():
    assert JA.settled
    assert JA.only is True
    assert not JA_OF_NEE.settled
    assert Interval(3, 3).settled
    assert Interval(3, 3).only == 3
    assert not Interval(3, 4).settled


def test_what_is_possible_tells_what_it_holds():
    assert JA.contains(True)
    assert not JA.contains(False)
    assert Interval(1, 3).contains(2)
    assert not Interval(1, 3).contains(4)


def test_known_and_anything_follow_the_type():
    assert known("a", Keuze(("a", "b"))) == Choices(frozenset({"a"}))
    assert known(3, Aantal()) == Interval(3, 3)
    assert anything(JaNee()) == JA_OF_NEE
    assert anything(Keuze(("a", "b"))) == Choices(frozenset({"a", "b"}))
    assert anything(Bedrag(van=0, tot=9)) == Interval(0, 9)
    assert anything(Datum(tot=date(2026, 1, 1))) == Interval(EARLIEST, date(2026, 1, 1))


def test_bounds_of_something_without_order_is_wrong_use():
    with pytest.raises(TypeError):
        bounds(JaNee())


def test_the_hull_holds_both():
    assert hull(None, JA) == JA
    assert hull(JA, None) == JA
    assert hull(JA, JA) == JA
    assert hull(JA, NEE) == JA_OF_NEE
    assert hull(Interval(5, 6), Interval(1, 2)) == Interval(1, 6)


def test_the_meet_is_what_both_allow():
    assert meet(None, JA) is None
    assert meet(JA, None) is None
    assert meet(JA, NEE) is None
    assert meet(JA, JA_OF_NEE) == JA
    assert meet(Interval(1, 4), Interval(3, 9)) == Interval(3, 4)
    assert meet(Interval(1, 2), Interval(3, 9)) is None

"""Regions obey the laws of sets, and stop at their limits."""

from fractions import Fraction

import pytest

from maatwerk_rules.analysis import boxes
from maatwerk_rules.analysis.axes import Axis, Options, Stretch, of_options, side
from maatwerk_rules.analysis.boxes import EVERYTHING, NOTHING, Region, Space, TooLargeError
from maatwerk_rules.model.core import Fact
from maatwerk_rules.model.types import Aantal, JaNee


def line(
    name: str, low: int | None = None, high: int | None = None, *, whole: bool = False
) -> Axis:
    return Axis(Fact(name, Aantal()), None, low, high, whole)


def flag(name: str) -> Axis:
    return of_options(Fact(name, JaNee()), (False, True))


def up_to(space: Space, axis: Axis, end: int) -> Region:
    return space.within(axis, None, axis.before(end))


def test_equal_sets_are_one_region() -> None:
    space, x = Space(), line("x")
    young, old = up_to(space, x, 18), space.within(x, (18, 0), None)
    middle = space.within(x, (18, 0), (27, 0))

    assert space.negate(young) == old
    assert space.either(young, old) == EVERYTHING
    assert space.both(young, old) == NOTHING
    assert space.either(young, middle) == up_to(space, x, 27)
    assert space.without(old, middle) == space.within(x, (27, 0), None)


def test_regions_over_several_axes_meet() -> None:
    space, x, a = Space(), line("x"), flag("a")
    young, holds = up_to(space, x, 18), space.within(a, (1, 0), None)

    corner = space.both(young, holds)
    assert space.both(holds, young) == corner
    assert space.either(corner, space.without(young, holds)) == young
    assert space.all_of([young, holds, young]) == corner
    assert space.any_of([corner, space.negate(corner)]) == EVERYTHING


def test_regions_are_apart_when_no_case_lies_in_both() -> None:
    space, x, a = Space(), line("x"), flag("a")
    young, holds = up_to(space, x, 18), space.within(a, (1, 0), None)
    old = space.negate(young)

    assert space.are_apart(young, space.both(old, holds))
    assert not space.are_apart(young, space.either(old, holds))
    assert space.are_apart(NOTHING, young)
    assert space.are_apart(young, NOTHING)


def test_regions_over_other_axes_are_not_worked_out_to_tell_them_apart() -> None:
    space = Space(0)
    young, holds = up_to(space, line("x"), 18), space.within(flag("a"), (1, 0), None)

    assert not space.are_apart(young, holds)
    assert not space.are_apart(young, EVERYTHING)
    assert space.axes(young) & space.axes(holds) == 0
    assert space.axes(young) == space.axes(space.negate(young))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, EVERYTHING),
        ((0, 0), (10, 1), EVERYTHING),
        ((11, 0), None, NOTHING),
        (None, (0, 0), NOTHING),
        ((5, 0), (5, 0), NOTHING),
    ],
)
def test_cuts_outside_the_domain_do_not_matter(
    start: tuple[int, int] | None, end: tuple[int, int] | None, expected: Region
) -> None:
    assert Space().within(line("x", 0, 10), start, end) == expected


def test_whole_numbers_leave_nothing_between_neighbours() -> None:
    space, x = Space(), line("x", whole=True)

    assert space.within(x, x.after(2), x.before(3)) == NOTHING
    assert space.within(x, x.before(Fraction(5, 2)), x.after(Fraction(5, 2))) == NOTHING


def test_boxes_of_a_region_do_not_overlap() -> None:
    space, x, a = Space(), line("x"), flag("a")
    region = space.either(up_to(space, x, 18), space.within(a, (1, 0), None))

    found = [box.sides for box in space.boxes(region)]
    assert found == [
        ((x, Stretch(None, 18, True, False)),),
        ((x, Stretch(18, None)), (a, Options((True,)))),
    ]


@pytest.mark.parametrize(
    ("stretch", "example"),
    [
        (Stretch(18, 27), 18),
        (Stretch(None, 18), 18),
        (Stretch(18, 27, False, True), 19),
        (Stretch(18, 19, False, True), 19),
        (Stretch(18, 19, False, False), Fraction(37, 2)),
        (Stretch(18, None, False), 19),
        (Stretch(None, 18, True, False), 17),
        (Stretch(None, None), 0),
    ],
)
def test_an_example_lies_in_its_stretch(stretch: Stretch, example: object) -> None:
    assert stretch.example == example


def test_a_stretch_of_whole_numbers_names_its_ends() -> None:
    assert side(line("x", whole=True), None, (18, 0)) == Stretch(None, 17)
    assert side(line("x", whole=True), (18, 0), None) == Stretch(18, None)
    assert side(line("x", 0, 9), (3, 1), None) == Stretch(3, 9, False, True)


def test_too_many_steps_are_refused() -> None:
    space = Space(2)

    with pytest.raises(TooLargeError):
        space.all_of([EVERYTHING] * 3)


def test_too_many_axes_are_refused() -> None:
    space = Space(most_axes=2)
    space.within(flag("a"), (1, 0), None)
    space.within(flag("b"), (1, 0), None)

    with pytest.raises(TooLargeError):
        space.within(flag("c"), (1, 0), None)


def test_the_most_axes_fit_in_the_recursion_of_the_host() -> None:
    space = Space()
    flags = [space.within(flag(f"f{n}"), (1, 0), None) for n in range(boxes.MOST_AXES)]

    region = space.all_of(reversed(flags))
    some_not = space.any_of(space.negate(one) for one in reversed(flags))
    assert space.both(region, some_not) == NOTHING


def test_size_of_a_region_is_its_number_of_nodes() -> None:
    space, x, a = Space(), line("x"), flag("a")
    corner = space.both(up_to(space, x, 18), space.within(a, (1, 0), None))

    assert space.is_larger(corner, 1)
    assert not space.is_larger(corner, 2)
    assert not space.is_larger(EVERYTHING, 0)


# ---------------------------------------------------------------- from one space to another


def test_a_region_is_taken_over_whatever_the_order_of_the_axes() -> None:
    one, other = Space(), Space()
    axes = [Axis(Fact(name, Aantal()), low=0, high=9, whole=True) for name in "abc"]
    for axis in reversed(axes):
        other.within(axis, None, (5, 0))

    def made(space: Space) -> Region:
        a, b, c = (space.within(axis, (2, 0), (7, 0)) for axis in axes)
        return space.either(space.both(a, b), space.without(c, a))

    first, second = made(one), made(other)

    for space, from_, region, wanted in ((one, other, second, first), (other, one, first, second)):
        assert space.taken_from(from_, [region, from_.negate(region), NOTHING, EVERYTHING]) == [
            wanted,
            space.negate(wanted),
            NOTHING,
            EVERYTHING,
        ]


@pytest.mark.parametrize("turned", [False, True])
def test_to_take_over_a_region_counts_its_steps(turned: bool) -> None:
    one, other = Space(), Space()
    axes = [Axis(Fact(name, Aantal()), low=0, high=9, whole=True) for name in "abcdefgh"]
    region = other.any_of(
        other.both(other.within(one_, None, (5, 0)), other.within(two, (3, 0), None))
        for one_, two in zip(axes, axes[4:], strict=False)
    )
    for axis in reversed(axes) if turned else axes:
        one.within(axis, None, (5, 0))
    one.allow(3)

    with pytest.raises(TooLargeError):
        one.taken_from(other, [region])


def test_what_is_taken_over_hangs_on_days_as_it_did() -> None:
    one, other = Space(), Space()
    other.hangs_on_days = True

    one.taken_from(other, [EVERYTHING])

    assert one.hangs_on_days

"""Frozen values look and compare as those of attrs; how is written when it is first asked for."""

import attrs
import pytest

from maatwerk_rules.values import frozen


@frozen
class Place:
    town: str
    number: int = 0
    note: str = attrs.field(default="", eq=False, repr=False, kw_only=True)


@frozen
class Corner(Place):
    _side: str = "left"


@frozen
class Listed:
    name: str
    parts: list[str] = attrs.field(factory=list, hash=False)


@frozen
class Nothing:
    pass


@frozen
class Own:
    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 1


@attrs.frozen
class Known:
    town: str
    number: int = 0


def test_a_value_shows_its_fields_as_attrs_does() -> None:
    shown = repr(Known("Ede", 3)).replace("Known", "Place")
    assert repr(Place("Ede", 3, note="x")) == shown == "Place(town='Ede', number=3)"
    assert repr(Corner("Ede", 3)) == "Corner(town='Ede', number=3, _side='left')"
    assert repr(Nothing()) == "Nothing()"


def test_values_compare_by_what_counts() -> None:
    assert Place("Ede", 3, note="x") == Place("Ede", 3, note="y")
    assert Place("Ede", 3) != Place("Ede", 4)
    assert hash(Place("Ede", 3, note="x")) == hash(Place("Ede", 3))
    assert Nothing() == Nothing()
    assert len({Place("Ede"), Place("Ede"), Place("Epe"), Nothing(), Nothing()}) == 3


def test_a_field_may_count_for_likeness_and_not_for_the_hash() -> None:
    assert hash(Listed("a", ["x"])) == hash(Listed("a", ["y"]))
    assert Listed("a", ["x"]) != Listed("a", ["y"])


def test_values_of_two_classes_differ_also_where_one_is_a_kind_of_the_other() -> None:
    assert Place("Ede") == Place("Ede")
    assert Place("Ede") != Corner("Ede")
    assert Corner("Ede") != Place("Ede")
    assert Corner("Ede") == Corner("Ede")
    assert Place("Ede").__eq__(Known("Ede")) is NotImplemented


def test_what_is_asked_of_a_base_first_does_not_hold_for_what_is_built_on_it() -> None:
    @frozen
    class Base:
        x: int

    @frozen
    class Below(Base):
        y: int

    assert Base(1) == Base(1)
    assert Below(1, 2) != Below(1, 3)
    assert repr(Base(1)) == "Base(x=1)"
    assert repr(Below(1, 2)) == "Below(x=1, y=2)"


def test_a_class_keeps_the_methods_it_has_itself() -> None:
    assert repr(Own("a")) == "<a>"
    assert Own("a") == Own("b")
    assert hash(Own("a")) == 1


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Place("Ede").town = "Epe"  # type: ignore[misc]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.nearest import nearest

WORDS = st.text(alphabet="abc_", max_size=12)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("vermorgen", ("vermogen",)),
        ("vermgoen", ("vermogen",)),
        ("vermogens", ("vermogen",)),
        ("inkomem", ("inkomen", "inkoman")),
        ("vermogensgrens_aleenstaand", ("vermogensgrens_alleenstaande",)),
        ("rehct", ("recht",)),
        ("nor", ("norm",)),
        ("x", ()),
        ("", ()),
        ("iets_heel_anders", ()),
    ],
)
def test_a_slip_finds_the_name_that_was_meant(name: str, expected: tuple[str, ...]) -> None:
    known = ["vermogen", "inkomen", "inkoman", "vermogensgrens_alleenstaande", "recht", "norm", "y"]

    assert nearest(name, known) == expected


def test_near_names_come_by_distance_and_then_by_alphabet() -> None:
    known = ["noorm", "norme", "norma", "nor", "norm", "norm"]

    assert nearest("norm", known) == ("noorm", "nor", "norma")
    assert nearest("norm", reversed(known), limit=1) == ("noorm",)


def test_a_name_does_not_resemble_itself() -> None:
    assert nearest("norm", ["norm"]) == ()


def test_very_long_names_are_not_compared() -> None:
    assert nearest("a" * 65, ["a" * 64]) == ()
    assert nearest("a" * 64, ["a" * 63]) == ("a" * 63,)


@given(name=WORDS, candidates=st.lists(WORDS))
def test_every_answer_is_a_known_name_and_order_does_not_matter(
    name: str, candidates: list[str]
) -> None:
    found = nearest(name, candidates)

    assert set(found) <= set(candidates) - {name}
    assert found == nearest(name, sorted(candidates))


@given(one=WORDS, other=WORDS)
def test_resembling_is_mutual_for_names_of_one_length(one: str, other: str) -> None:
    length = min(len(one), len(other))
    left, right = one[:length], other[:length]

    assert bool(nearest(left, [right])) == bool(nearest(right, [left]))

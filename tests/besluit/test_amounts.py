"""What makes the difference between two days of law is tried amount by amount, and named."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit import amounts
from maatwerk_rules.besluit.again import tell_again
from maatwerk_rules.besluit.amounts import Amount, changed_amounts, smallest_set, with_amounts
from maatwerk_rules.besluit.record import Besluit, record
from maatwerk_rules.besluit.replay import Difference, replay
from maatwerk_rules.model.policy import Policy
from tests.besluit.cases import DAY, GIVEN
from tests.besluit.made import LAW, RIGHT, in_2025
from tests.small import policy_of

OLD, NEW = date(2025, 3, 1), date(2026, 3, 1)
LATER = date(2026, 8, 1)
SMALL = """\
bedrag grens per maand
  bron Pw artikel 11 lid 1
  met ingang van 2025-01-01: € 100 per maand
  met ingang van 2026-07-01: € 200 per maand
  bekend tot 2027-01-01
bedrag opslag per maand
  bron Pw artikel 11 lid 1
  met ingang van 2025-01-01: € 10 per maand
  met ingang van 2026-07-01: € 60 per maand
  bekend tot 2027-01-01
bedrag vaste_toeslag per maand
  bron Pw artikel 11 lid 1
  met ingang van 2025-01-01: € 5 per maand
  bekend tot 2027-01-01
bedrag straks per maand
  bron Pw artikel 11 lid 1
  met ingang van 2025-01-01: € 3 per maand
  bekend tot 2026-06-01
bedrag pas_dan per maand
  bron Pw artikel 11 lid 1
  niet bekend vanaf 2026-01-01 "Twee bronnen noemen een ander bedrag."
  met ingang van 2026-06-01: € 3 per maand
  bekend tot 2027-01-01
uitkomst onder: ja/nee
  gunstig is ja
  anders nee
regel onder_de_grens bepaalt onder
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is minder dan grens + opslag + vaste_toeslag
  dan ja
uitkomst later: ja/nee
  gunstig is ja
  anders nee
regel nog_onbekend bepaalt later
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is minder dan straks of inkomen is minder dan pas_dan
  dan ja
"""


def difference(policy: Policy, one: Besluit) -> Difference:
    (found,) = replay(policy, one, peildatum=NEW).differences
    return found


def test_the_one_amount_that_flips_it_is_named_with_both_values_and_days() -> None:
    found = difference(LAW, in_2025())
    assert found.amounts == (
        Amount(
            "vermogensgrens_alleenstaande",
            7_770_00,
            date(2025, 1, 1),
            8_000_00,
            date(2026, 1, 1),
        ),
    )
    told = to_text(tell_again(LAW, in_2025(), replay(LAW, in_2025(), peildatum=NEW)))
    assert "Dit maakt in zijn eentje het verschil:" in told
    words = "Vermogensgrens alleenstaande: € 7.770 vanaf 1 januari 2025, € 8.000 vanaf 1 januari"
    assert words in " ".join(told.split())


def test_with_the_same_law_or_other_facts_no_amount_is_named() -> None:
    case: dict[str, Any] = dict(in_2025().data["uitkomst"]["feiten"])
    more = {**case, "feiten": {**case["feiten"], "schulden": 500}}
    for found in (
        replay(LAW, in_2025(), feiten=more).differences,
        replay(LAW, in_2025(), feiten=more, peildatum=NEW).differences,
    ):
        assert found
        assert all(one.amounts == () for one in found)


def test_the_amounts_below_an_outcome_that_changed_are_those_that_are_tried() -> None:
    found = {one.name for one in changed_amounts(LAW, RIGHT, OLD, NEW)}
    assert "vermogensgrens_alleenstaande" in found
    assert len(found) == len(changed_amounts(LAW, RIGHT, OLD, NEW))
    assert changed_amounts(LAW, RIGHT, OLD, OLD) == ()
    assert changed_amounts(LAW, RIGHT, date(1990, 1, 1), NEW) == ()


def test_all_amounts_of_another_day_leave_the_policy_itself_as_it_was() -> None:
    before = decide(LAW, in_2025().data["uitkomst"]["feiten"], peildatum=OLD, uitkomsten=(RIGHT,))
    names = frozenset(one.name for one in changed_amounts(LAW, RIGHT, OLD, NEW))
    mixed = with_amounts(LAW, OLD, NEW, names)
    after = decide(mixed, in_2025().data["uitkomst"]["feiten"], peildatum=OLD, uitkomsten=(RIGHT,))
    again = decide(LAW, in_2025().data["uitkomst"]["feiten"], peildatum=OLD, uitkomsten=(RIGHT,))
    assert (before[RIGHT].value, after[RIGHT].value, again[RIGHT].value) == (False, True, False)


@pytest.mark.parametrize(
    ("inkomen", "wanted"), [(150, ("grens",)), (230, ("grens", "opslag")), (300, None)]
)
def test_where_one_amount_is_not_enough_the_smallest_set_is_named(
    inkomen: int, wanted: tuple[str, ...] | None
) -> None:
    policy = policy_of(SMALL)
    case = {"feiten": {"inkomen": inkomen}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("onder",))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    found = replay(policy, one, peildatum=LATER)
    if wanted is None:
        assert found.differences == ()
        return
    assert tuple(each.name for each in found.differences[0].amounts) == wanted
    told = " ".join(to_text(tell_again(policy, one, found)).split())
    assert ("Dit maakt alleen samen het verschil:" in told) == (len(wanted) > 1)


def test_an_amount_that_is_not_known_on_both_days_is_not_tried() -> None:
    policy = policy_of(SMALL)
    assert [one.name for one in changed_amounts(policy, "onder", DAY, LATER)] == ["grens", "opslag"]
    assert changed_amounts(policy, "later", DAY, LATER) == ()


# ---------------------------------------------------------------- the smallest set


def made(count: int) -> tuple[Amount, ...]:
    return tuple(Amount(f"a{n}", 1, date.min, 2, date.max) for n in range(count))


SETS = st.lists(st.frozensets(st.sampled_from([f"a{n}" for n in range(6)]), min_size=1), max_size=4)


def names(found: Iterable[Amount]) -> frozenset[str]:
    return frozenset(one.name for one in found)


@given(SETS)
def test_no_smaller_set_makes_the_difference(enough: list[frozenset[str]]) -> None:
    every = made(6)

    def flips(some: frozenset[str]) -> bool:
        return any(one <= some for one in enough)

    found = smallest_set(every, flips)
    assert bool(found) == bool(enough)
    assert not found or flips(names(found))
    for size in range(len(found)):
        assert not any(flips(names(some)) for some in combinations(every, size))


@given(SETS, st.integers(0, 20))
def test_where_tries_run_out_no_amount_of_the_set_is_needless(
    enough: list[frozenset[str]], most: int
) -> None:
    def flips(some: frozenset[str]) -> bool:
        return any(one <= some for one in enough)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "MOST_TRIES", most)
        found = smallest_set(made(6), flips)
    assert bool(found) == bool(enough)
    for one in found:
        assert not flips(names(found) - {one.name})

"""The text of an outcome: it comes back as it was, and nothing else comes out of any text."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Edit, Kind, Label, Severity
from maatwerk_rules.linter.outcome import (
    Marked,
    Outcome,
    Said,
    from_text,
    hangs_on_the_day,
    to_text,
)
from maatwerk_rules.source import Source, Span

KIND = Kind("MW501", "x", Severity.WAARSCHUWING, "Kop met `{naam}`.", "Uitleg.")
FULL = Diagnostic(
    KIND,
    (Label(Span("a.beleid", 0, 18), "eerst"), Label(Span("weg.beleid", 0, 1))),
    {"naam": "een \ud800 \u202e"},
    sources=("Pw artikel 11",),
    witness={"in_detentie": "ja"},
    certainty=Certainty.VERMOEDEN,
    help=("Doe dit.",),
    edits=(Edit(Span("a.beleid", 0, 5), "Regel", "veilig"),),
)
BARE = Diagnostic(Kind("XX001", "eigen", Severity.FOUT, "Niets.", ""), (), {}, path="feiten.x")
OUTCOME = Outcome(
    "een",
    "streng",
    (
        Said(Marked(FULL, "f" * 32, "regel een")),
        Said(Marked(BARE, "0" * 32, ""), stops=True),
        Said(Marked(FULL, "1" * 32, ""), aside=True, reason="Zo.", until=date(2027, 1, 1)),
    ),
    frozenset({"MW501", "XX001"}),
    {"a.beleid": Source("a.beleid", "regel een\n  dan ja\n")},
    {"MW501": 0.1},
)


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to every value within a value."""
    pairs = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    below = [place for key, each in pairs for place in places(each, (*above, key))]
    return [above, *below]


WHOLE = json.loads(to_text(OUTCOME))
PLACES = [place for place in places(WHOLE) if place]


def put(place: tuple[Any, ...], value: Any) -> str:
    whole = json.loads(to_text(OUTCOME))
    part = whole
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value
    return json.dumps(whole)


def test_an_outcome_comes_back_as_it_was() -> None:
    again = from_text(to_text(OUTCOME))

    assert again == OUTCOME
    assert dict(again.sources) == dict(OUTCOME.sources)
    assert again.seconds == {}


def test_a_policy_without_a_head_has_no_name() -> None:
    assert from_text(to_text(Outcome(None, "basis"))).name is None


@pytest.mark.parametrize("text", ["", "[]", "null", "1", "{", "[" * 100_000, '{"vorm": "x"}'])
def test_another_text_gives_nothing(text: str) -> None:
    assert from_text(text) is None


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("value", [{"x": 1}, [[]], -1, 1.5])
def test_a_value_of_another_sort_gives_nothing(place: tuple[Any, ...], value: Any) -> None:
    read = from_text(put(place, value))

    # Only whether a finding stops the policy, or is set aside, is nee for all but true.
    assert read is None or place[-1] in (11, 12)


@settings(max_examples=200)
@given(
    place=st.sampled_from(PLACES),
    value=st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()),
)
def test_nothing_raises(place: tuple[Any, ...], value: Any) -> None:
    read = from_text(put(place, value))

    assert read is None or to_text(read)


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ('  # negeer MW309 omdat "Zo." tot 2027-01-01\n', True),
        ("#negeer\tMW1 tot\t2027-01-01 # en\n", True),
        ('  # negeer MW309 omdat "Zo."\n  indien leeftijd tot 3\n', False),
        ("geldt van 2026-01-01 tot 2027-01-01", False),
    ],
)
def test_the_day_matters_where_something_is_set_aside_until_one(text: str, *, hangs: bool) -> None:
    assert hangs_on_the_day(["", text]) is hangs

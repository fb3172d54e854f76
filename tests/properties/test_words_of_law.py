"""Schijven and termijnen against a reckoning of their own, over random amounts and days."""

import calendar
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.runtime.decide import decide
from tests.small import policy_of

DAY = date(2026, 3, 1)
SLICES = """
gegeven meer: bedrag tussen -€ 100 en € 100.000
  vraag "Hoeveel hebt u meer?"
  grondslag Pw artikel 17 lid 1
"""
FREE = """
gegeven meer: bedrag tussen -€ 100 en € 100.000
  vraag "Hoeveel hebt u meer?"
gegeven grens_een: bedrag tussen -€ 100 en € 1.000
  vraag "Wat is de eerste grens?"
gegeven grens_twee: bedrag tussen -€ 100 en € 1.000
  vraag "Wat is de tweede grens?"
gegeven tarief: percentage tussen 0% en 100%
  vraag "Welk percentage?"
schijven draagkracht: bedrag over meer
  bron Pw artikel 35
  schijf tot grens_een: 20%
  schijf tot 150% * grens_twee: tarief
  schijf tot € 500: 0%
  schijf daarboven: 100%
  rekenkundig afgerond op centen
"""
TERM = """
gegeven lengte: aantal {unit} tussen 1 en 90
  vraag "Hoe lang?"
gegeven rust: aantal dagen tussen 0 en 90
  vraag "Hoe lang stond het stil?"
termijn einde
  bron Pw artikel 41
  begint {how} geboortedatum
  duurt lengte
  opgeschort gedurende rust
"""

percentages = st.integers(0, 100)
heights = st.lists(st.integers(1, 90_000), min_size=1, max_size=4, unique=True).map(sorted)


def written(cents: int) -> str:
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€ {whole},{part:02}"


def cents_of(text: str, **facts: object) -> object:
    case = {"feiten": facts}
    found = decide(policy_of(text), case, peildatum=DAY, uitkomsten=("draagkracht",))
    return found["draagkracht"].value


def direct(cents: int, ends: list[Fraction], rates: list[Fraction]) -> int:
    """Reckon slice by slice, each from the highest end before it, and round half up."""
    starts, above = [Fraction(0)], Fraction(0)
    for end in ends:
        above = max(above, end)
        starts.append(above)
    total = Fraction(0)
    for (start, end), rate in zip(pairwise([*starts, None]), rates, strict=True):
        top = Fraction(max(cents, 0)) if end is None else min(Fraction(max(cents, 0)), end)
        total += rate * max(top - start, Fraction(0))
    return int(total + Fraction(1, 2))


@settings(max_examples=20)
@given(heights, st.data())
def test_schijven_add_up_to_what_each_slice_holds_also_around_each_boundary(ends, data):
    rates = data.draw(st.lists(percentages, min_size=len(ends) + 1, max_size=len(ends) + 1))
    lines = [
        f"  schijf tot {written(end)}: {rate}%\n" for end, rate in zip(ends, rates, strict=False)
    ]
    text = (
        f"{SLICES}schijven draagkracht: bedrag over meer\n  bron Pw artikel 35\n{''.join(lines)}"
        f"  schijf daarboven: {rates[-1]}%\n  rekenkundig afgerond op centen\n"
    )
    amounts = sorted(
        {end + step for end in ends for step in (-1, 0, 1)}
        | {-10_000, -1, 0, 1, data.draw(st.integers(0, 100_000))}
    )

    found = [cents_of(text, meer=written(cents)) for cents in amounts]

    fractions = [Fraction(rate, 100) for rate in rates]
    assert found == [direct(cents, list(map(Fraction, ends)), fractions) for cents in amounts]
    assert found == sorted(found)


@settings(max_examples=60)
@given(
    st.integers(-10_000, 200_000),
    st.integers(-10_000, 100_000),
    st.integers(-10_000, 100_000),
    percentages,
)
def test_slices_add_up_in_whatever_order_the_boundaries_of_a_case_are(cents, one, two, rate):
    found = cents_of(
        FREE,
        meer=written(cents),
        grens_een=written(one),
        grens_twee=written(two),
        tarief=f"{rate}%",
    )

    ends = [Fraction(one), Fraction(two) * 3 / 2, Fraction(50_000)]
    rates = [Fraction(1, 5), Fraction(rate, 100), Fraction(0), Fraction(1)]
    assert found == direct(cents, ends, rates)


def later(day: date, length: int, unit: str) -> date:
    if unit in {"dagen", "weken"}:
        return day + timedelta(days=length * (7 if unit == "weken" else 1))
    months = day.year * 12 + day.month - 1 + length * (12 if unit == "jaren" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@settings(max_examples=60)
@given(
    st.dates(date(1950, 1, 1), date(1999, 12, 31)),
    st.integers(1, 90),
    st.integers(0, 90),
    st.sampled_from(["dagen", "weken", "maanden", "jaren"]),
    st.sampled_from(["op", "na"]),
)
def test_term_ends_after_its_length_and_the_days_it_stood_still(day, length, rest, unit, how):
    policy = policy_of(TERM.format(unit=unit, how=how))
    facts = {"geboortedatum": day.isoformat(), "lengte": length, "rust": rest}

    decision = decide(policy, {"feiten": facts}, peildatum=DAY, uitkomsten=("einde",))

    first = timedelta(days=1 if how == "op" else 0)
    assert decision["einde"].value == later(day, length, unit) - first + timedelta(days=rest)

"""A period is a row of months: decided one by one, grouped, and added up."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Interval
from maatwerk_rules.pipeline import check, decide, decide_period
from maatwerk_rules.runtime.decision import Result
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.runtime.period_decision import PeriodDecision, PeriodOutcome
from maatwerk_rules.source import Source

POLICY = """
beleid proef "Proef"
  taalversie 1
  status concept
  geldt van 2025-01-01 tot 2027-01-01
  bezwaar "U kunt bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
waarde zekerheid "Iedereen heeft zekerheid."
bedoeling vangnet "Wie niets heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient zekerheid
soort kind heeft
  geboren: datum tussen 1990-01-01 en 2100-01-01
gegeven kinderen: lijst van hoogstens 5 kind
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
gegeven geboren: datum tussen 1900-01-01 en 2100-01-01
  vraag "Wanneer bent u geboren?"
  grondslag Pw artikel 17 lid 1
gegeven inkomen: bedrag per maand tussen € 0 en € 3.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
gegeven giften: bedrag per maand tussen € 0 en € 500
  verloopt
  vraag "Wat krijgt u aan giften?"
  grondslag Pw artikel 17 lid 1
gegeven vast_zitten_tot: datum tussen 2000-01-01 en 2100-01-01
  vraag "Tot wanneer zit u vast?"
  grondslag Pw artikel 17 lid 1
bedrag norm per maand
  bron Pw artikel 21
  met ingang van 2025-01-01: € 1.000,01
  met ingang van 2025-07-01: € 1.100,10
  met ingang van 2026-01-01: € 1.200
  bekend tot 2026-10-01
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  per kalendermaand
  anders € 0
  gunstig is hoger
regel volle_norm bepaalt hoogte
  bron Pw artikel 21
  bedoeling vangnet
  dan norm - inkomen maar ten minste € 0
uitzondering te_jong op volle_norm
  bron Pw artikel 20
  bedoeling vangnet
  indien leeftijd van geboren op peildatum is minder dan 21
  dan € 300
uitzondering detentie op volle_norm
  bron Pw artikel 13 lid 1 onderdeel a
  bedoeling vangnet
  indien peildatum is minder dan vast_zitten_tot
  dan € 0
voorrang detentie boven te_jong omdat "Wie vastzit, heeft geen recht."
uitkomst volwassen: ja/nee
  gunstig is ja
  is leeftijd van geboren op peildatum is ten minste 21
  bedoeling vangnet
uitkomst eenmalig: bedrag tussen € 0 en € 100
  per kalendermaand
  gunstig is hoger
regel sinds_maart bepaalt eenmalig
  bron Pw artikel 35
  bedoeling vangnet
  geldt van 2025-03-01
  indien inkomen is minder dan € 500
  dan € 10
uitkomst gift: bedrag per maand
  gunstig is hoger
  is giften
  bedoeling vangnet
uitkomst eigen per kind: ja/nee
  gunstig is ja
  is leeftijd van kind.geboren op peildatum is minder dan 18
  bedoeling vangnet
toelaatbaar niet_zo_jong "Wie vastzit is ten minste 12"
  alleen als leeftijd van geboren op peildatum is ten minste 12
    of vast_zitten_tot is ten hoogste peildatum
"""
FEITEN = {"geboren": "2004-08-15", "inkomen": 0, "vast_zitten_tot": "2000-01-01", "kinderen": []}


@cache
def policy() -> Policy:
    found = check(Source("proef.beleid", POLICY))
    assert found.policy is not None, [str(one) for one in found.diagnostics]
    return found.policy


def over(van: date, tot: date, *uitkomsten: str, **feiten: object) -> PeriodDecision:
    case = {"feiten": {**FEITEN, **feiten}}
    return decide_period(policy(), case, van=van, tot=tot, uitkomsten=uitkomsten or None)


def parts(found: PeriodDecision, name: str) -> list[tuple[str, str, int, object]]:
    return [
        (
            part.first.isoformat(),
            part.last.isoformat(),
            part.months,
            part.status if part.result is None or part.result.value is None else part.result.value,
        )
        for part in found[name].parts
    ]


def test_months_with_the_same_outcome_on_the_same_grounds_are_one_part():
    found = over(date(2025, 5, 1), date(2026, 3, 20), "hoogte", vast_zitten_tot="2026-02-01")

    assert parts(found, "hoogte") == [("2025-05-01", "2026-01-31", 9, 0), (
        "2026-02-01", "2026-03-31", 2, 120_000,
    )]  # fmt: skip
    assert [one.peildatum for one in found.months][:2] == [date(2025, 5, 1), date(2025, 6, 1)]


def test_another_ground_is_another_part_though_the_amount_is_the_same():
    found = over(date(2025, 6, 1), date(2025, 10, 1), "hoogte", inkomen=3000)

    grounds = [[one.rule for one in part.result.deciding] for part in found["hoogte"].parts]  # type: ignore[union-attr]
    assert parts(found, "hoogte") == [
        ("2025-06-01", "2025-08-31", 3, 30_000),
        ("2025-09-01", "2025-10-31", 2, 0),
    ]
    assert grounds == [["te_jong"], ["volle_norm"]]


def test_the_first_month_is_reckoned_on_its_own_day_and_the_last_is_whole():
    found = over(date(2025, 8, 15), date(2025, 9, 1), "volwassen")

    assert parts(found, "volwassen") == [("2025-08-15", "2025-09-30", 2, True)]
    assert parts(over(date(2025, 8, 1), date(2025, 9, 9), "volwassen"), "volwassen") == [
        ("2025-08-01", "2025-08-31", 1, False),
        ("2025-09-01", "2025-09-30", 1, True),
    ]


def test_a_total_stands_when_every_month_does():
    total = over(date(2025, 9, 1), date(2026, 2, 1))["hoogte"].total

    assert total is not None
    assert total.value == 4 * 110_010 + 2 * 120_000
    assert (total.months, total.uncounted, total.missing) == (6, (), ())


def test_an_open_total_lies_between_and_says_what_is_missing():
    open_income = decide_period(
        policy(),
        {"feiten": {"geboren": "1990-01-01", "vast_zitten_tot": "2025-12-01"}},
        van=date(2025, 11, 1),
        tot=date(2026, 1, 1),
        uitkomsten=("hoogte",),
    )
    total = open_income["hoogte"].total

    assert total is not None
    assert total.value is None
    assert (total.low, total.high) == (0, 110_010 + 120_000)
    assert (total.known, total.known_months) == (0, 1)
    assert [leaf.name for leaf in total.missing] == ["inkomen"]
    assert open_income.missing == total.missing
    assert open_income.status == "onbepaald"


def test_months_outside_the_policy_are_named_and_not_guessed():
    found = over(date(2024, 11, 1), date(2025, 1, 1), "hoogte", geboren="1990-01-01")
    total = found["hoogte"].total

    assert found.outside == (date(2024, 11, 1), date(2024, 12, 1))
    assert parts(found, "hoogte") == [
        ("2024-11-01", "2024-12-31", 2, "buiten_beleid"),
        ("2025-01-01", "2025-01-31", 1, 100_001),
    ]
    assert found.status == "buiten_beleid"
    assert total is not None
    assert total.value is None
    assert (total.low, total.high, total.months, total.uncounted) == (
        *(100_001, 100_001, 1),
        found.outside,
    )


def test_a_month_without_an_amount_is_not_counted_as_nil():
    total = over(date(2025, 2, 1), date(2025, 4, 1))["eenmalig"].total

    assert total is not None
    assert (total.value, total.low, total.high) == (None, 2000, 2000)
    assert total.uncounted == (date(2025, 2, 1),)


def test_an_amount_whose_end_is_not_known_has_no_total():
    total = over(date(2026, 9, 1), date(2026, 12, 1), geboren="1990-01-01")["hoogte"].total

    assert total is not None
    assert total.value is None
    assert (total.known, total.known_months) == (120_000, 1)


def test_only_amounts_per_month_add_up():
    found = over(date(2025, 9, 1), date(2025, 10, 1))

    assert found["volwassen"].total is None
    assert found["eenmalig"].total is not None


def test_an_outcome_per_record_has_parts_per_record():
    found = over(
        date(2025, 9, 1),
        date(2025, 12, 1),
        kinderen=[{"@naam": "a", "geboren": "2007-10-01"}, {"@naam": "b", "geboren": "2020-01-01"}],
    )

    assert [part.months for part in found["eigen", "a"].parts] == [1, 3]
    assert [part.months for part in found["eigen", "b"].parts] == [4]
    with pytest.raises(KeyError, match="decided were: hoogte, volwassen, eenmalig, gift, eigen"):
        found["eigen", "c"]


def test_a_fact_with_a_course_has_its_own_value_in_each_month():
    course = [
        {"van": "2025-02-01", "tot": "2025-04-01", "waarde": 50},
        {"van": "2025-04-15", "waarde": 20},
    ]
    found = over(date(2025, 1, 31), date(2025, 6, 1), "gift", giften={"@verloop": course})

    assert parts(found, "gift") == [
        ("2025-01-31", "2025-01-31", 1, "onbepaald"),
        ("2025-02-01", "2025-03-31", 2, 5000),
        ("2025-04-01", "2025-04-30", 1, "onbepaald"),
        ("2025-05-01", "2025-06-30", 2, 2000),
    ]
    total = found["gift"].total
    assert total is not None
    assert (total.low, total.high, total.known) == (14_000, 114_000, 14_000)


def test_a_case_says_what_is_asked_of_a_period():
    case = {"feiten": FEITEN, "gevraagd": ["volwassen"]}
    found = decide_period(policy(), case, van=date(2025, 1, 1), tot=date(2025, 2, 1))
    named = decide_period(
        policy(), case, van=date(2025, 1, 1), tot=date(2025, 2, 1), uitkomsten="hoogte"
    )

    assert [one.name for one in found] == ["volwassen"]
    assert [one.name for one in named] == ["hoogte"]


@pytest.mark.parametrize(
    ("van", "tot", "code", "said"),
    [
        (
            date(2025, 2, 1),
            date(2025, 1, 31),
            "MW991",
            "begint in februari 2025 en eindigt daarvoor: in januari 2025",
        ),
        (
            date(1960, 1, 1),
            date(2026, 1, 1),
            "MW990",
            "telt 793 maanden; er passen er hoogstens 600",
        ),
        (date(2020, 1, 1), date(2020, 2, 1), "MW992", "geldt `proef`"),
    ],
)
def test_what_is_no_period_is_refused(van: date, tot: date, code: str, said: str):
    with pytest.raises(FactError) as raised:
        over(van, tot)

    (found,) = raised.value.diagnostics
    assert found.code == code
    assert said in found.headline


def test_the_longest_period_and_one_within_a_month_are_fine():
    assert len(over(date(2025, 3, 9), date(2025, 3, 2), "volwassen").months) == 1
    found = over(date(1977, 1, 1), date(2026, 12, 1), "volwassen")
    assert (len(found.months), len(found.outside)) == (24, 576)


@pytest.mark.parametrize("wrong", ["2025-01-01", datetime(2025, 1, 1, tzinfo=UTC), None])
def test_a_period_goes_from_a_date_to_a_date(wrong: object):
    with pytest.raises(TypeError, match=r"tot must be a datetime\.date"):
        decide_period(policy(), {}, van=date(2025, 1, 1), tot=wrong)  # type: ignore[arg-type]


def test_complaints_of_all_months_come_together_and_name_their_months():
    with pytest.raises(FactError) as raised:
        over(
            date(2025, 1, 1), date(2025, 12, 1), geboren="2013-06-15", vast_zitten_tot="2100-01-01"
        )

    (found,) = raised.value.diagnostics
    assert found.code == "MW961"
    assert found.help[-1] == "dit is zo in januari 2025, februari 2025, maart 2025 en nog 3 maanden"


def test_a_complaint_about_every_month_names_none():
    with pytest.raises(FactError) as raised:
        over(date(2025, 1, 1), date(2025, 2, 1), "volwassenn")

    (found,) = raised.value.diagnostics
    assert (found.code, found.help) == ("MW962", ("Bedoelt u `volwassen`?",))


MONTHS = st.tuples(st.integers(2024, 2027), st.integers(1, 12), st.integers(1, 28))
CASES = st.fixed_dictionaries(
    {},
    optional={
        "geboren": st.sampled_from(["1990-01-01", "2004-08-15", "2005-02-28"]),
        "inkomen": st.sampled_from([0, 499, 500, 3000]),
        "vast_zitten_tot": st.sampled_from(["2000-01-01", "2025-08-01", "2100-01-01"]),
        "kinderen": st.sampled_from([[], [{"geboren": "2008-01-01"}, {}]]),
    },
)


def months_of(van: date, tot: date) -> list[date]:
    """Give the day of each month, worked out day by day."""
    days = (date.fromordinal(one) for one in range(van.toordinal(), tot.toordinal() + 1))
    return [day for day in days if day == van or day.day == 1]


def told_of(result: Result) -> tuple[object, ...]:
    return result.status, result.value, result.missing, result.deciding, result.possible


def by_month(found: PeriodDecision, outcome: PeriodOutcome) -> dict[date, Result]:
    return {
        month.peildatum: one
        for month in found.months
        for one in month
        if (one.name, one.record) == (outcome.name, outcome.record)
    }


def money(ends: list[object]) -> object:
    """Give the sum of ends; None when one of them is no amount of money."""
    return None if any(abs(end) > 10**12 for end in ends) else sum(ends)  # type: ignore[arg-type, call-overload]


@settings(max_examples=15, deadline=None)
@given(start=MONTHS, months=st.integers(0, 9), feiten=CASES)
def test_a_period_is_the_row_of_its_months(
    start: tuple[int, int, int], months: int, feiten: dict[str, object]
):
    van = date(*start)
    years, month = divmod(van.month - 1 + months, 12)
    tot = date(van.year + years, month + 1, 28)
    days = months_of(van, tot)
    assume(any(policy().on(day) for day in days))
    facts = read_facts(policy(), {"feiten": feiten})

    found = decide_period(policy(), facts, van=van, tot=tot)

    assert len(days) == months + 1
    assert found.outside == tuple(day for day in days if policy().on(day) is None)
    assert found.months == tuple(
        decide(policy(), facts, peildatum=day) for day in days if day not in found.outside
    )
    for outcome in found:
        results = by_month(found, outcome)
        place = 0
        for part in outcome.parts:
            inside = days[place : place + part.months]
            place += part.months
            assert inside[0] == part.first
            assert (part.last + timedelta(days=1)).day == 1
            assert (part.last.year, part.last.month) == (inside[-1].year, inside[-1].month)
            same = {part.result and told_of(part.result)}
            assert {(day in results and told_of(results[day])) or None for day in inside} == same
        assert place == len(days)


@settings(max_examples=15, deadline=None)
@given(start=MONTHS, months=st.integers(0, 9), feiten=CASES)
def test_the_parts_add_up_to_the_total(
    start: tuple[int, int, int], months: int, feiten: dict[str, object]
):
    van = date(*start)
    years, month = divmod(van.month - 1 + months, 12)
    days = months_of(van, date(van.year + years, month + 1, 28))
    assume(any(policy().on(day) for day in days))

    case = {"feiten": feiten}
    found = decide_period(policy(), case, van=van, tot=days[-1], uitkomsten=("hoogte", "eenmalig"))

    for outcome in found:
        counted = [
            (part.months, part.result.possible)
            for part in outcome.parts
            if part.result is not None and not part.result.no_rule
        ]
        total = outcome.total
        assert total is not None
        assert total.months == sum(many for many, _ in counted)
        assert total.months + len(total.uncounted) == len(days)
        lows = [many * each.low for many, each in counted if isinstance(each, Interval)]  # type: ignore[operator]
        highs = [many * each.high for many, each in counted if isinstance(each, Interval)]  # type: ignore[operator]
        assert (total.low, total.high) == (money(lows), money(highs))
        settled = [part.result.value for part in outcome.parts if part.status == "vast"]  # type: ignore[union-attr]
        if len(settled) == len(outcome.parts):
            assert total.value == sum(lows)
        else:
            assert total.value is None

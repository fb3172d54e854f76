"""Courses, axes, figures and tables of a page, each for what is out of the ordinary."""

import re
from datetime import date
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Percentage
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.verification.claims import More, Place
from maatwerk_rules.verification.page import curve
from maatwerk_rules.verification.page.axis import ages, as_number, ticks_of
from maatwerk_rules.verification.page.clauses import clauses
from maatwerk_rules.verification.page.curve import Curve, Jump, Piece, trace
from maatwerk_rules.verification.page.figures import figure
from maatwerk_rules.verification.page.judgements import judgements
from maatwerk_rules.verification.page.page import to_page
from maatwerk_rules.verification.page.pairs import card
from maatwerk_rules.verification.page.plots import MOST, Plot, Scale, around, plots, steps_in
from maatwerk_rules.verification.page.worths import Absent, Worths, gap, height
from maatwerk_rules.verification.report import Report
from tests.explanation.reading import read
from tests.verification.cases import case, without
from tests.verification.page.wholly import EXAMPLES, PART, POLICY, judged, wholly

REPORT = wholly()
PLOTS = {plot.verdict.claim.key: plot for plot in plots(REPORT, EXAMPLES)}


# ---------------------------------------------------------------- courses


def pieces(curve: Curve) -> list[tuple[object, ...]]:
    return [(one.first, one.last, one.start, one.end) for one in curve.pieces]


def test_a_slope_between_levels_bends_exactly_where_it_does() -> None:
    curve = trace(lambda x: max(1_000, min(30_000, 31_000 - x // 4)), (0, 2_000_000), ())

    assert pieces(curve) == [
        (0, 4003, 30_000, 30_000),
        (4003, 120_000, 30_000, 1_000),
        (120_000, 2_000_000, 1_000, 1_000),
    ]
    assert curve.jumps == ()


def test_a_steep_slope_is_no_row_of_jumps() -> None:
    curve = trace(lambda x: max(0, 100_000 - 3 * x), (0, 2_000_000), ())

    assert curve.jumps == ()
    assert curve.is_whole


def test_a_level_part_after_a_slope_is_found_from_the_other_side_too() -> None:
    curve = trace(lambda x: min(x, 777), (0, 5_000), (5_000,))

    assert pieces(curve) == [(0, 777, 0, 777), (777, 5_000, 777, 777)]


def test_every_place_of_a_short_course_is_looked_at() -> None:
    curve = trace(lambda x: x * 500, (0, 3), ())

    assert [(jump.before, jump.after) for jump in curve.jumps] == [
        (0, 500),
        (500, 1000),
        (1000, 1500),
    ]


def test_what_changes_too_often_is_not_whole() -> None:
    curve = trace(lambda x: x // 7 % 2 == 0, (0, 100_000), (), most=60)

    assert not curve.is_whole


def test_amounts_rounded_to_whole_euros_are_told_as_a_course() -> None:
    curve = trace(lambda x: max(0, 100_000 - x) // 100 * 100, (0, 200_000), ())

    assert len(curve.pieces) < 30


@pytest.mark.parametrize("absent", list(Absent))
def test_a_course_may_be_absent_for_a_while(absent: Absent) -> None:
    curve = trace(lambda x: absent if x < 300 else x, (0, 10_000), ())

    assert pieces(curve) == [(0, 299, absent, absent), (300, 10_000, 300, 10_000)]


# ---------------------------------------------------------------- axes


def test_marks_on_an_axis_are_round() -> None:
    assert [told for _, told in ticks_of(62_500, 187_500, Bedrag("maand"))] == [
        *("€ 750", "€ 1.000", "€ 1.250", "€ 1.500", "€ 1.750"),
    ]
    assert [told for _, told in ticks_of(0, Fraction(1, 5), Percentage())] == [
        *("0%", "5%", "10%", "15%", "20%"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 4), date(2026, 3, 9), ["4 maart 2026", "9 maart 2026"]),
        (date(2026, 3, 4), date(2026, 6, 9), ["april 2026", "mei 2026", "juni 2026"]),
        (date(2000, 1, 1), date(2020, 1, 1), ["2000", "2005", "2010", "2015", "2020"]),
    ],
)
def test_marks_on_an_axis_of_days(first: date, last: date, expected: list[str]) -> None:
    found = ticks_of(first.toordinal(), last.toordinal(), Datum())

    assert [told for _, told in found] == expected


def test_ages_stand_at_birthdays() -> None:
    first, last = date(2000, 1, 1).toordinal(), date(2008, 1, 1).toordinal()
    found = ages(first, last, date(2026, 3, 1))

    assert [told for _, told in found] == ["20 jaar", "22 jaar", "24 jaar", "26 jaar"]
    assert (date(2006, 3, 1).toordinal(), "20 jaar") in found


def test_values_without_an_order_have_no_gap() -> None:
    nothing = Definition("soort", JaNee())
    assert gap("a", "b", nothing) is None
    assert gap(Absent.NO_RULE, 5, nothing) is None
    assert height(date(1, 1, 3)) == 3
    assert as_number(Fraction(1, 2), Aantal()) == Fraction(1, 2)


def test_a_value_that_is_not_whole_has_a_place_of_its_own() -> None:
    scale = Scale(Aantal("uur"), Fraction(1, 2))

    assert scale.place(Fraction(25, 2)) == 12
    assert scale.value(12) == Fraction(25, 2)
    assert Scale(Datum(), 0).value(2) == date(1, 1, 2)


def test_the_whole_course_is_shown_where_the_part_is_hardly_less() -> None:
    assert around((Piece(0, 9, 1, 1),), False) == (0, 9)
    assert around((Piece(0, 9, 1, 1), Piece(10, 19, 2, 2)), False) == (0, 19)
    assert around((Piece(0, 9_999, 1, 1), Piece(10_000, 99_999, 2, 2)), True) == (8_901, 11_098)


# ---------------------------------------------------------------- figures


def text_of(plot: Plot) -> str:
    return read(figure(plot, POLICY, PART, "x").text).text


def test_what_is_no_value_stands_below_the_numbers() -> None:
    plot = PLOTS["P13 toeslag inkomen hoogstens"]
    parts = (
        *(Piece(0, 9, Absent.IMPOSSIBLE, Absent.IMPOSSIBLE), Piece(10, 19, 500, 900)),
        *(Piece(20, 29, Absent.NO_RULE, Absent.NO_RULE), Piece(30, 39, 900, 900)),
        Piece(40, 49, Absent.CONFLICT, Absent.CONFLICT),
    )
    curve = Curve(parts, False)
    text = text_of(attrs.evolve(plot, curve=curve, largest=curve.jumps[0]))

    assert "kan niet" in text
    assert "geen regel" in text
    assert "strijdig" in text
    assert "Er zijn nog 3 andere sprongen." in text
    assert "De uitkomst verandert vaker dan hier is uitgezocht." in text
    assert "van dit geval kan niet bestaan naar € 5 per maand (een verandering)" in text


def test_a_long_table_is_folded_and_cut() -> None:
    plot = PLOTS["P13 toeslag inkomen hoogstens"]
    parts = tuple(Piece(10 * n, 10 * n + 9, n % 2, n % 2) for n in range(40))
    curve = Curve(parts, True)
    text = text_of(attrs.evolve(plot, curve=curve, largest=Jump(10, 0, 1)))

    assert "Tabel met 31 stukken" in text
    assert "en nog 10 stukken" in text


def test_one_other_jump_is_told_in_the_singular_and_what_is_meant_is_told() -> None:
    plot = PLOTS["P13 toeslag inkomen hoogstens"]
    parts = (Piece(0, 9, 5, 5), Piece(10, 19, 0, 0), Piece(20, 2_000_000, 1, 1))
    verdict = attrs.evolve(plot.verdict, status="bewust", reason="Met opzet.")
    found = attrs.evolve(plot.found, verdict=verdict)
    curve = Curve(parts, True)
    text = text_of(attrs.evolve(plot, found=found, curve=curve, largest=curve.jumps[0]))

    assert "Er is nog één andere sprong." in text
    assert "Bewust zo: Met opzet." in text


def test_who_is_born_is_drawn_by_age() -> None:
    plot = PLOTS["P13 oud geboortedatum"]
    text = text_of(plot)

    assert "leeftijd op 1 maart 2026 (naar geboortedatum)" in text
    assert "2 maart 1976 (49 jaar)" in text
    assert "1 januari 2100" in text


def test_who_reaches_an_age_on_the_day_stands_at_the_closed_end() -> None:
    text = figure(PLOTS["P13 oud geboortedatum"], POLICY, PART, "x").text
    ends = dict(re.findall(r'<circle cx="[^"]+" cy="([^"]+)" r="5" class="(niet|wel)"', text))
    height = {kind: float(at) for at, kind in ends.items()}
    assert height["wel"] < height["niet"]  # who is 50 gets it: ja stands above nee


def test_a_record_of_a_list_has_a_course_of_its_own() -> None:
    assert PLOTS["P13 kindgeld kinderen.leeftijd_kind"].found.record is not None


def test_a_long_list_of_what_is_other_is_cut() -> None:
    plot = PLOTS["P13 toeslag inkomen hoogstens"]
    found = attrs.evolve(
        plot.found,
        plain=None,
        cases=tuple(judged(case(*range(15), inkomen=one)) for one in (1, 2)),
        unusual=tuple(judged(case(*range(15))).values),
    )
    text = text_of(attrs.evolve(plot, found=found))

    assert "gegevens" in text
    assert "en nog " in text
    card_text = read(card(found, POLICY, PART, 1, "x").text).text
    assert "in beide gelijk" in card_text


def test_a_pair_that_differs_in_two_things_is_not_drawn() -> None:
    key = "P13 zoekdag inkomen"
    verdict = next(one for one in REPORT.verdicts if one.claim.key == key)
    pair = judged(case(inkomen=200_000)), judged(case(inkomen=200_001, team="noord"))
    one = attrs.evolve(REPORT, verdicts=(attrs.evolve(verdict, cases=pair),), findings=())

    assert [*plots(one, ())] == []


def test_jumps_that_are_not_drawn_stand_in_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maatwerk_rules.verification.page.plots.MOST", 1)
    text = read(to_page(REPORT, EXAMPLES)).text
    assert f"Sprongen die niet zijn getekend ({len(PLOTS) - 1})" in text

    monkeypatch.setattr("maatwerk_rules.verification.page.page.MOST_STEPS", 1)
    assert f"en nog {len(PLOTS) - 2}" in read(to_page(REPORT, EXAMPLES)).text
    assert len(steps_in(REPORT.verdicts)) == len(PLOTS) <= MOST


# ---------------------------------------------------------------- cards


def test_lists_in_another_order_are_told_so() -> None:
    finding = next(one for one in REPORT.findings if len(one.cases) == 2)
    same = attrs.evolve(finding, cases=(finding.cases[0],) * 2)

    assert "≠ volgorde van de lijst (verschilt)" in card(same, POLICY, PART, 1, "x").text


def test_a_begrip_that_was_varied_gives_no_toets() -> None:
    finding = next(one for one in REPORT.findings if len(one.cases) == 2)
    claim = attrs.evolve(finding.claim, change=More(Place("begrip", "jonge_kinderen")))
    values = {Leaf("gegeven", "jonge_kinderen"): 1}
    cases = tuple(attrs.evolve(one, values={**one.values, **values}) for one in finding.cases)
    other = attrs.evolve(finding, cases=cases, verdict=attrs.evolve(finding.verdict, claim=claim))

    assert "Als toets" not in card(other, POLICY, PART, 1, "x").text


# ---------------------------------------------------------------- tables


def only(report: Report, code: str, status: str = "") -> Report:
    found = tuple(
        one for one in report.verdicts if one.claim.asks.code == code and status in ("", one.status)
    )
    return attrs.evolve(report, verdicts=found)


def test_rules_that_all_live_are_told_so() -> None:
    told = clauses(only(REPORT, "P05", "levend"), ())

    assert told is not None
    assert "Van elke regel is een geval bekend" in told.text
    assert "op 1 maart 2026, " in told.text
    assert clauses(only(REPORT, "P03"), ()) is None


def test_rules_of_which_none_lives_are_told_and_many_that_live_are_folded() -> None:
    none = clauses(only(REPORT, "P05", "dood"), ())
    living = only(REPORT, "P05", "levend")
    many = clauses(attrs.evolve(living, verdicts=living.verdicts * 20), EXAMPLES)

    assert none is not None
    assert "Regels die leven" not in none.text
    assert many is not None
    assert "regels die leven</summary>" in many.text


def test_judgements_without_a_difference_are_named() -> None:
    asked = only(REPORT, "P15", "onbeslist")
    told = judgements(asked)

    assert told is not None
    assert "Bij dit oordeel is geen verschil gevonden" in told.text
    twice = attrs.evolve(asked, verdicts=only(REPORT, "P15").verdicts)
    bare = tuple(attrs.evolve(one, cases=()) for one in twice.verdicts)
    assert "Bij deze oordelen" in str(judgements(attrs.evolve(twice, verdicts=bare)))


def test_many_widths_are_folded() -> None:
    widths = only(REPORT, "P15", "gemeten")
    told = judgements(attrs.evolve(widths, verdicts=widths.verdicts * 20))

    assert told is not None
    assert "verschuivingen</summary>" in told.text


def test_a_pair_that_does_not_differ_has_no_width() -> None:
    one = only(REPORT, "P15", "gemeten").verdicts[0]
    same = attrs.evolve(one, cases=(one.cases[0],) * 2)

    assert "is geen verschil gevonden" in str(judgements(attrs.evolve(REPORT, verdicts=(same,))))


def test_a_judgement_that_takes_away_a_value_is_told_in_words() -> None:
    by_key = {one.claim.key: one for one in REPORT.verdicts}
    verdict = attrs.evolve(
        by_key["P15 extra groot"], cases=(judged(case()), judged(case(in_detentie=True)))
    )
    told = judgements(attrs.evolve(REPORT, verdicts=(verdict,)))
    assert "€ 0 per maand tegenover geen regel beslist" in str(told)

    claim = attrs.evolve(verdict.claim, outcome="strijd")
    pair = judged(case(geslacht="m")), judged(case(geslacht="m", team="noord"))
    verdict = attrs.evolve(verdict, claim=claim, cases=pair)
    told = judgements(attrs.evolve(REPORT, verdicts=(verdict,)))
    assert "regels spreken elkaar tegen tegenover ja" in str(told)


def test_a_line_with_small_steps_is_drawn_as_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def uneven(place: int) -> int:
        return 100 * place + 60 * (place % 3 == 0)

    (whole,) = trace(uneven, (0, 400), ()).pieces
    monkeypatch.setattr(curve, "MANY", 1_000)
    exact = trace(uneven, (0, 400), ()).pieces

    assert (whole.first, whole.last) == (0, 400)
    assert len(exact) > 24


# ---------------------------------------------------------------- worths


def test_what_generated_code_does_not_know_the_evaluator_tells() -> None:
    worths = Worths(POLICY, PART)
    claims = {one.claim.key: one.claim for one in REPORT.verdicts}
    begrip = claims["P12 toeslag jonge_kinderen nooit minder"]
    children = {Leaf("gegeven", "jonge_kinderen"): 1}
    varied = attrs.evolve(judged(case()), values={**judged(case()).values, **children})
    impossible = judged(case(woonsituatie="gehuwd", inkomen=0))

    assert worths.of(begrip, varied, None) == 15_000
    assert worths.of(claims["P01 strijd"], judged(case(geslacht="m")), None) is Absent.CONFLICT
    assert worths.of(claims["P01 vroeg"], judged(case()), None) is Absent.NO_RULE
    assert worths.of(begrip, impossible, None) is Absent.IMPOSSIBLE
    assert worths.of(claims["P13 zoekdag inkomen"], impossible, None) is Absent.IMPOSSIBLE
    assert worths.of(attrs.evolve(begrip, outcome="vroeg"), varied, None) is Absent.NO_RULE
    unknown = without(judged(case(4)), "inkomen")
    assert worths.of(claims["P13 toeslag inkomen"], unknown, None) is Absent.IMPOSSIBLE


def test_what_is_no_number_for_the_code_is_for_the_evaluator() -> None:
    worths = Worths(POLICY, PART)
    claims = {one.claim.key: one.claim for one in REPORT.verdicts}
    odd = judged(case(inkomen=Fraction(200_001, 2)))

    assert worths.of(claims["P13 korting inkomen"], odd, None) == 5_999


def test_a_course_outside_the_window_is_not_drawn() -> None:
    plot = PLOTS["P13 toeslag inkomen hoogstens"]
    curve = Curve(
        (Piece(0, 9, 5, 5), Piece(10, 19, 0, 0), Piece(20, 39, 3, 3), Piece(40, 90, 1, 1)), True
    )
    drawn = figure(attrs.evolve(plot, curve=curve, largest=curve.jumps[0]), POLICY, PART, "x").text

    assert drawn.count('class="verloop"') == 4


def test_only_so_many_cards_and_jumps_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {key for key in PLOTS if key != "P13 zoekdag inkomen"}
    monkeypatch.setattr("maatwerk_rules.verification.page.plots.MOST", len(drawn))
    bare = tuple(
        attrs.evolve(one, size=None) if one.status == "weerlegd" else one for one in REPORT.verdicts
    )

    assert to_page(attrs.evolve(REPORT, verdicts=bare), EXAMPLES).count("<svg") == len(drawn)

import pickle
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.dutch import (
    UnreadableError,
    read_aantal,
    read_bedrag,
    read_date,
    read_percentage,
    write_aantal,
    write_bedrag,
    write_date,
    write_list,
    write_name,
    write_percentage,
)

READERS: list[Callable[[str], object]] = [read_bedrag, read_percentage, read_aantal, read_date]


@pytest.mark.parametrize(
    ("cents", "full", "compact"),
    [
        (0, "€ 0,00", "€ 0"),
        (777000, "€ 7.770,00", "€ 7.770"),
        (100, "€ 1,00", "€ 1"),
        (-500, "-€ 5,00", "-€ 5"),
        (50, "€ 0,50", "€ 0,50"),
        (123456789050, "€ 1.234.567.890,50", "€ 1.234.567.890,50"),
        (Fraction(1, 2), "€ 0,005", "€ 0,005"),
        (Fraction(105, 2), "€ 0,525", "€ 0,525"),
        (Fraction(100, 3), "€ 0,3333…", "€ 0,3333…"),
        (Fraction(-1, 10**9), "-€ 0,0000…", "-€ 0,0000…"),
        (Fraction(300), "€ 3,00", "€ 3"),
    ],
)
def test_amounts_are_written_with_points_and_a_comma(
    cents: int | Fraction, full: str, compact: str
) -> None:
    assert write_bedrag(cents) == full
    assert write_bedrag(cents, compact=True) == compact


def test_period_follows_the_amount() -> None:
    assert write_bedrag(75000, "maand", compact=True) == "€ 750 per maand"


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (Fraction(4, 5), "80%"),
        (Fraction(1, 8), "12,5%"),
        (1, "100%"),
        (Fraction(-1, 20), "-5%"),
        (Fraction(1, 3), "33,3333…%"),
        (20, "2.000%"),
    ],
)
def test_percentages_are_of_a_hundred(ratio: int | Fraction, expected: str) -> None:
    assert write_percentage(ratio) == expected


@pytest.mark.parametrize(
    ("number", "eenheid", "expected"),
    [
        (18, "jaar", "18 jaar"),
        (1, "jaren", "1 jaar"),
        (3, "maand", "3 maanden"),
        (1, "maanden", "1 maand"),
        (-1, "week", "-1 week"),
        (2, "week", "2 weken"),
        (0, "dag", "0 dagen"),
        (Fraction(3, 2), "uren", "1,5 uur"),
        (3, "kinderen", "3 kinderen"),
        (1000, None, "1.000"),
    ],
)
def test_units_follow_the_number(
    number: int | Fraction, eenheid: str | None, expected: str
) -> None:
    assert write_aantal(number, eenheid) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), ("abc", "a, b en c")]
)
def test_lists_have_one_last_word(words: list[str], expected: str) -> None:
    assert write_list(words) == expected


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€ 1.000,00", 100000),
        ("1000", 100000),
        ("€ 7.770", 777000),
        ("€7770", 777000),
        ("€\u00a010,05", 1005),
        (" 0,50 ", 50),
        ("-€ 5", -500),
        ("−5", -500),
    ],
)
def test_amounts_are_read_to_the_cent(text: str, cents: int) -> None:
    assert read_bedrag(text) == cents


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("1,250.00", "€ 1.250,00"),
        ("€ 1,000,000", "€ 1.000.000"),
        ("€ 1000.50", "€ 1.000,50"),
        ("1000.5", "€ 1.000,50"),
        ("1.000,5", "€ 1.000,50"),
        ("€ 1.000,-", "€ 1.000"),
        ("€ 1.000,--", "€ 1.000"),
        ("€ -5", "-€ 5"),
        ("- 5", "-€ 5"),
        ("EUR 5,25", "€ 5,25"),
        ("1000 euro", "€ 1.000"),
        ("1 000,00", "€ 1.000,00"),
        ("duizend", None),
        ("", None),
        ("-", None),
        ("€ 1.0000", None),
        ("0.500", None),
        ("€ 5 per maand", None),
        ("1.000,505", None),
        ("٣", None),
    ],
)
def test_other_notations_of_money_are_answered_with_the_right_one(
    text: str, offer: str | None
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bedrag(text)

    assert (caught.value.sort, caught.value.offer) == ("bedrag", offer)


def test_refusal_is_a_dutch_sentence() -> None:
    with pytest.raises(ValueError, match=r'^"x" lees ik niet als percentage\.$'):
        read_percentage("x")
    with pytest.raises(ValueError, match=r"als bedrag\. Bedoelt u € 1\.250,00\?$"):
        read_bedrag("1,250.00")


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("80%", Fraction(4, 5)), ("12,5 %", Fraction(1, 8)), ("-5%", Fraction(-1, 20))],
)
def test_percentages_are_read_as_ratios(text: str, ratio: Fraction) -> None:
    assert read_percentage(text) == ratio


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("12.5%", "12,5%"),
        ("12.5 procent", "12,5%"),
        ("80 procent", "80%"),
        ("80", "80%"),
        ("0,8", None),
        ("0.8", None),
        ("veel%", None),
    ],
)
def test_other_notations_of_percentages_are_answered(text: str, offer: str | None) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_percentage(text)

    assert caught.value.offer == offer


@pytest.mark.parametrize(
    ("text", "eenheid", "number"),
    [
        ("18", None, 18),
        ("18", "jaar", 18),
        ("18 jaren", "jaar", 18),
        ("1.000", None, 1000),
        ("-1,5", None, Fraction(-3, 2)),
        ("2,50", None, Fraction(5, 2)),
        ("0,250", None, Fraction(1, 4)),
    ],
)
def test_numbers_are_read_with_or_without_their_unit(
    text: str, eenheid: str | None, number: int | Fraction
) -> None:
    assert read_aantal(text, eenheid) == number
    assert isinstance(read_aantal(text, eenheid), type(number))


@pytest.mark.parametrize(
    ("text", "eenheid", "offer"),
    [
        ("1.5", None, "1,5"),
        ("1.5 jaar", "jaar", "1,5 jaar"),
        ("1,000", None, "1.000"),
        ("1,250,125", None, "1.250.125"),
        ("18 jaar", None, None),
        ("18 maanden", "jaar", None),
        ("veel", None, None),
        ("", None, None),
    ],
)
def test_other_notations_of_numbers_are_answered(
    text: str, eenheid: str | None, offer: str | None
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_aantal(text, eenheid)

    assert caught.value.offer == offer


def test_refusal_names_the_unit_that_was_expected() -> None:
    with pytest.raises(UnreadableError, match='"18 maanden" lees ik niet als aantal jaar'):
        read_aantal("18 maanden", "jaar")


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("01-07-2026", "2026-07-01"),
        ("1/7/2026", "2026-07-01"),
        ("2026/7/1", "2026-07-01"),
        ("1 Juli 2026", "2026-07-01"),
        ("2026-02-30", None),
        ("30 februari 2026", None),
        ("07/13/2026", None),
        ("20260701", None),
        ("0000-01-01", None),
        ("morgen", None),
    ],
)
def test_only_dates_with_the_year_first_are_read(text: str, offer: str | None) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_date(text)

    assert caught.value.offer == offer


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", ["9" * 41, "9" * 10_000_000, " " * 65])
def test_overlong_texts_are_refused_and_not_repeated(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(text)

    assert len(str(caught.value)) < 120


def test_forty_digits_are_read() -> None:
    cents = int("9" * 40)

    assert read_bedrag(write_bedrag(-cents)) == -cents


def test_refusal_survives_the_way_from_another_process() -> None:
    error = UnreadableError("1000.50", "bedrag", "€ 1.000,50")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@given(cents=st.integers(-(10**38), 10**38), compact=st.booleans())
def test_what_is_written_reads_back_as_the_same_amount(cents: int, compact: bool) -> None:
    assert read_bedrag(write_bedrag(cents, compact=compact)) == cents


@given(ten_thousandths=st.integers(-(10**9), 10**9))
def test_what_is_written_reads_back_as_the_same_number(ten_thousandths: int) -> None:
    number = Fraction(ten_thousandths, 10_000)

    assert read_aantal(write_aantal(number)) == number
    assert read_percentage(write_percentage(number)) == number


@given(day=st.dates())
def test_what_is_written_reads_back_as_the_same_day(day: date) -> None:
    assert read_date(write_date(day, compact=True)) == day


@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_a_date_in_words_is_understood_well_enough_to_offer_it(day: date) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_date(write_date(day))

    assert caught.value.offer == day.isoformat()


@given(text=st.text(alphabet="0123456789.,-€% eurojan/", max_size=70))
@pytest.mark.parametrize("read", READERS)
def test_every_offer_can_be_read(read: Callable[[str], object], text: str) -> None:
    offer = find_offer(read, text)

    assert offer is None or read(offer) is not None


def find_offer(read: Callable[[str], object], text: str) -> str | None:
    try:
        read(text)
    except UnreadableError as error:
        return error.offer
    return None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("woont_in_nederland", "woont in Nederland"),
        ("nederlander_of_gelijkgesteld", "Nederlander of gelijkgesteld"),
        ("nederlandse_nationaliteit", "Nederlandse nationaliteit"),
        ("ontvangt_aow", "ontvangt AOW"),
        ("staat_in_brp", "staat in BRP"),
        ("awb_geldt", "Awb geldt"),
        ("bsn", "BSN"),
        ("buiten_europa", "buiten Europa"),
        ("nederlandstalig", "nederlandstalig"),
    ],
)
def test_a_name_gets_the_capitals_of_proper_names(name: str, written: str) -> None:
    assert write_name(name) == written

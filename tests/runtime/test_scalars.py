from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
    Scalar,
    Type,
)
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.scalars import (
    BadNumber,
    read_scalar,
    show,
    write_decimals,
    write_scalar,
)

INKOMEN = Bedrag("maand", 0, 2_000_000)
JAREN = Aantal("jaar", 0, 120)
DEEL = Percentage(0, 1)
DAG = Datum(date(1900, 1, 1), date(2100, 1, 1))
VORM = Keuze(("alleenstaande", "gehuwd"), "leefvorm")


def refusal(value: object, type_: Type) -> tuple[str, str, tuple[str, ...]]:
    complaints = Complaints()
    assert read_scalar(value, type_, "plek", complaints) is None
    (found,) = complaints.found
    assert found.path == "plek"
    return found.code, found.headline, found.help


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        (True, JaNee(), True),
        (" Ja ", JaNee(), True),
        ("nee", JaNee(), False),
        ("gehuwd", VORM, "gehuwd"),
        (1250, INKOMEN, 125_000),
        (Decimal("1250.5"), INKOMEN, 125_050),
        (Fraction(1, 4), INKOMEN, 25),
        ("€ 1.250,00", INKOMEN, 125_000),
        ("1.250,00 per maand", INKOMEN, 125_000),
        (Decimal("1.250E+3"), INKOMEN, 125_000),
        (18, JAREN, 18),
        (Decimal("18.0"), JAREN, 18),
        ("18 jaar", JAREN, 18),
        ("80%", DEEL, Fraction(4, 5)),
        ("100%", DEEL, 1),
        (date(2026, 3, 1), DAG, date(2026, 3, 1)),
        ("2026-03-01", DAG, date(2026, 3, 1)),
    ],
)
def test_value_reads_as_its_type(value: object, type_: Type, expected: Scalar) -> None:
    complaints = Complaints()

    found = read_scalar(value, type_, "plek", complaints)

    assert (found, type(found)) == (expected, type(expected))
    assert complaints.found == []


@pytest.mark.parametrize(
    ("value", "type_", "code", "sentence"),
    [
        ("1,250.00", INKOMEN, "MW974", '"1,250.00" lees ik niet als bedrag per maand.'),
        ("€ 10 per jaar", INKOMEN, "MW974", '"€ 10 per jaar" lees ik niet als bedrag per maand.'),
        ("9" * 300, INKOMEN, "MW974", f'"{"9" * 59}…" lees ik niet als bedrag per maand.'),
        (Decimal("0.001"), INKOMEN, "MW974", "0.001 lees ik niet als bedrag per maand."),
        (Decimal("NaN"), INKOMEN, "MW974", "een heel lang getal lees ik niet als bedrag per"),
        (Decimal("1e999999"), INKOMEN, "MW974", "een heel lang getal lees ik niet als bedrag per"),
        pytest.param(
            *(10**5000, INKOMEN, "MW974", "een heel lang getal lees ik niet als bedrag per maand."),
            id="5001 digits",
        ),
        (12.5, INKOMEN, "MW974", "12.5 lees ik niet als bedrag per maand."),
        (True, INKOMEN, "MW974", "ja lees ik niet als bedrag per maand."),
        (date(2026, 1, 1), INKOMEN, "MW974", "2026-01-01 lees ik niet als bedrag per maand."),
        (None, INKOMEN, "MW979", "Hier staat niets (null), maar een bedrag per maand wordt verwac"),
        ([1], INKOMEN, "MW979", "Hier staat een lijst, maar een bedrag per maand wordt verwacht."),
        (object(), INKOMEN, "MW979", "Hier staat iets van de soort object, maar een bedrag per m"),
        (20_001, INKOMEN, "MW975", "€ 20.001,00 per maand ligt niet tussen € 0,00 per maand en € "),
        (BadNumber("9" * 60, 61), INKOMEN, "MW972", "Deze zaak is te groot: een getal van 61 cij"),
        (BadNumber("NaN"), INKOMEN, "MW974", "NaN lees ik niet als bedrag per maand."),
        ("achttien", JAREN, "MW974", '"achttien" lees ik niet als aantal jaren.'),
        ("1,5", JAREN, "MW974", '"1,5" lees ik niet als aantal jaren.'),
        (121, JAREN, "MW975", "121 jaar ligt niet tussen 0 jaar en 120 jaar."),
        ("0.8%", DEEL, "MW974", '"0.8%" lees ik niet als percentage. Bedoelt u 0,8%?'),
        (80, DEEL, "MW974", "80 lees ik niet als percentage."),
        ("101%", DEEL, "MW975", "101% ligt niet tussen 0% en 100%."),
        ("1-3-2026", DAG, "MW974", '"1-3-2026" lees ik niet als datum. Bedoelt u 2026-03-01?'),
        (20260301, DAG, "MW974", "20260301 lees ik niet als datum."),
        (datetime(2026, 3, 1), DAG, "MW979", "Hier staat 2026-03-01T00:00:00, maar een datum"),  # noqa: DTZ001
        ("1899-12-31", DAG, "MW975", "1899-12-31 ligt niet tussen 1900-01-01 en 2100-01-01."),
        ("yes", JaNee(), "MW974", '"yes" lees ik niet als ja/nee. Bedoelt u ja?'),
        ("false", JaNee(), "MW974", '"false" lees ik niet als ja/nee. Bedoelt u nee?'),
        (1, JaNee(), "MW974", "1 lees ik niet als ja/nee."),
        ("gehuwde", VORM, "MW976", '"gehuwde" is geen optie van `leefvorm`. Bedoelt u `gehuwd`?'),
        ("x", Keuze(("a", "b")), "MW976", '"x" is geen optie van deze keuze.'),
        (True, VORM, "MW979", "Hier staat ja, maar een keuze `leefvorm` wordt verwacht."),
    ],
)
def test_value_of_another_sort_is_refused(
    value: object, type_: Type, code: str, sentence: str
) -> None:
    found_code, found_sentence, _ = refusal(value, type_)

    assert found_code == code
    assert found_sentence.startswith(sentence)


def test_wrong_notation_is_answered_with_the_right_one() -> None:
    assert refusal("1,250.00", INKOMEN)[1].endswith("Bedoelt u € 1.250,00?")


def test_bare_percentage_is_answered_with_how_to_write_it() -> None:
    assert refusal(80, DEEL)[2] == ('schrijf een percentage als tekst, bijvoorbeeld `"80%"`',)


def test_long_choice_shows_its_first_options() -> None:
    opties = tuple(f"optie_{number}" for number in range(20))

    (advice,) = refusal("iets", Keuze(opties))[2]

    assert advice.startswith("kies uit optie_0, ")
    assert advice.endswith("optie_11 of …")


def test_value_in_a_complaint_is_cut_and_stays_on_one_line() -> None:
    _, sentence, _ = refusal("regel\n" * 1000, DAG)

    assert "\n" not in sentence
    assert len(sentence) < 120


@pytest.mark.parametrize(
    ("value", "type_", "written", "shown"),
    [
        (True, JaNee(), True, "ja"),
        (False, JaNee(), False, "nee"),
        ("gehuwd", VORM, "gehuwd", "gehuwd"),
        (-5, Bedrag(), "-€ 0,05", "-€ 0,05"),
        (18, JAREN, 18, "18 jaar"),
        (Fraction(1, 3 * 2**3) * 3, DEEL, "12,5%", "12,5%"),
        (1, DEEL, "100%", "100%"),
        (date(2026, 3, 1), DAG, "2026-03-01", "2026-03-01"),
    ],
)
def test_value_is_written_exactly(value: Scalar, type_: Type, written: object, shown: str) -> None:
    assert write_scalar(value, type_) == written
    assert show(value, type_) == shown


def test_every_decimal_is_written() -> None:
    assert write_decimals(Fraction(123456789, 10**8)) == "1,23456789"
    assert write_decimals(7) == "7"

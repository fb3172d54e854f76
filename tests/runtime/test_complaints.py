from fractions import Fraction

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.runtime.complaints import UNCLEAR_FACT, Complaints, is_printable, join, quote


def test_complaints_come_all_at_once_and_in_order() -> None:
    complaints = Complaints()
    complaints.add(UNCLEAR_FACT, "b[10]", wat="x")
    complaints.add(UNCLEAR_FACT, "b[2]", wat="x")

    with pytest.raises(FactError) as raised:
        complaints.check()

    assert [each.path for each in raised.value.diagnostics] == ["b[2]", "b[10]"]


def test_without_complaints_nothing_is_raised() -> None:
    Complaints().check()


def test_reading_stops_at_two_hundred_complaints() -> None:
    complaints = Complaints()

    for number in range(199):
        complaints.add(UNCLEAR_FACT, f"b[{number}]", wat="x")

    with pytest.raises(FactError) as raised:
        complaints.add(UNCLEAR_FACT, "b[199]", wat="x")

    assert len(raised.value.diagnostics) == 200


@pytest.mark.parametrize(
    ("name", "offer"),
    [
        ("noodzakelijk", " Bedoelt u `noodzakelijk_en_bijzonder`?"),
        ("noodzakelijk_en_bijzondr", " Bedoelt u `noodzakelijk_en_bijzonder`?"),
        ("woonsituatie", " Bedoelt u `woonsituatie_nu`?"),
        ("kosten", " Bedoelt u `kosten_eerste_jaar`, `kosten_tweede_jaar` of `kosten_van_nu`?"),
        ("no", ""),
        ("", ""),
        ("bijzonder", ""),
    ],
)
def test_name_that_begins_another_is_offered_the_whole(name: str, offer: str) -> None:
    known = ["kosten_van_nu", "kosten_vorig_jaar", "kosten_tweede_jaar", "kosten_eerste_jaar"]
    complaints = Complaints()

    complaints.add_unknown(
        name, "oordeel", "", iter(["woonsituatie_nu", "noodzakelijk_en_bijzonder", *known])
    )

    (found,) = complaints.found
    assert found.headline == f"Ik ken geen oordeel met de naam `{name}`.{offer}"


def test_key_of_any_length_and_sort_fits_in_a_path() -> None:
    assert len(join("feiten", "a" * 1000)) == len("feiten.") + 60
    assert join("feiten", 3) == "feiten.3"


def test_fraction_with_a_long_denominator_is_not_shown() -> None:
    assert not is_printable(Fraction(1, 10**40))
    assert quote(Fraction(1, 10**40)) == "een heel lang getal"


def test_what_is_no_plain_value_is_named_and_not_shown() -> None:
    assert quote(b"geheim") == "iets van de soort bytes"
    assert quote({"geheim": 1}) == "een groep gegevens tussen { en }"

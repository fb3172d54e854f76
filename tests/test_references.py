from collections.abc import Callable
from datetime import date

import pytest

from maatwerk_rules.references import (
    cvdr_url,
    ecli_url,
    is_bwb_id,
    is_cvdr_id,
    is_ecli,
    is_gemeentecode,
    is_kst,
    juriconnect,
    kst_url,
    passes_elfproef,
    wetten_url,
    write_reference,
    write_verwijzing,
)

DAY = date(2026, 1, 1)


def test_reference_in_a_policy_names_the_parts_it_has() -> None:
    assert write_reference("Awb", [("artikel", "4:84")]) == "Awb artikel 4:84"
    assert write_reference("Awb", []) == "Awb"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), "de Participatiewet"),
        (("34",), "artikel 34 van de Participatiewet"),
        (("34", "20"), "artikel 34, twintigste lid, van de Participatiewet"),
        (("34", "21"), "artikel 34, lid 21, van de Participatiewet"),
        (("34", "0"), "artikel 34, lid 0, van de Participatiewet"),
        (("18", "8*"), "artikel 18, lid 8*, van de Participatiewet"),
        (("11", None, "a"), "artikel 11, onderdeel a, van de Participatiewet"),
        (
            ("34", "1", "b", "1°"),
            "artikel 34, eerste lid, onderdeel b, onder 1°, van de Participatiewet",
        ),
    ],
)
def test_reference_in_a_letter_names_the_parts_it_has(
    parts: tuple[str | None, ...], expected: str
) -> None:
    assert write_verwijzing("Participatiewet", *parts) == expected


@pytest.mark.parametrize(
    ("titel", "expected"),
    [
        ("Algemene wet bestuursrecht", "de Algemene wet bestuursrecht"),
        ("Besluit bijstandverlening zelfstandigen 2004", "het Besluit"),
        ("Burgerlijk Wetboek Boek 1", "het Burgerlijk Wetboek"),
        ("Bijstandsbesluit", "het Bijstandsbesluit"),
        ("Wet op het kinderboek", "de Wet op"),
        ("Beleidsregels besluit op bezwaar", "de Beleidsregels"),
        ("Afstemmingsverordening Wouwdam", "de Afstemmingsverordening"),
        ("Tozo", "de Tozo"),
        ("het Handvest", "het Handvest"),
    ],
)
def test_title_gets_its_article(titel: str, expected: str) -> None:
    assert write_verwijzing(titel).startswith(expected)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), ""),
        (("4:84",), "&artikel=4:84"),
        (("18a", "2a"), "&artikel=18a&lid=2a"),
        (("18", "8*", "a"), "&artikel=18"),
        (("P 15",), "&artikel=P_15"),
        (("1&g=2000",), "&artikel=1%26g%3D2000"),
    ],
)
def test_juriconnect_names_the_place(parts: tuple[str, ...], expected: str) -> None:
    assert juriconnect("BWBR0005537", *parts, on=DAY) == (
        f"jci1.3:c:BWBR0005537{expected}&g=2026-01-01"
    )


def test_local_law_has_an_address_with_and_without_article() -> None:
    assert cvdr_url("CVDR345917/1", "9").endswith("/CVDR345917/1#Artikel9")
    assert cvdr_url("CVDR345917") == "https://lokaleregelgeving.overheid.nl/CVDR345917"


@pytest.mark.parametrize(
    "make",
    [
        lambda: juriconnect("Pw", on=DAY),
        lambda: wetten_url("Pw", on=DAY),
        lambda: cvdr_url("Pw"),
        lambda: ecli_url("ECLI:EU:C:2014:2"),
        lambda: kst_url("36582"),
    ],
)
def test_address_of_something_else_is_refused(make: Callable[[], str]) -> None:
    with pytest.raises(ValueError, match="lees ik niet als"):
        make()


@pytest.mark.parametrize(
    ("claim", "right", "wrong"),
    [
        (is_bwb_id, ["BWBR0015703", "BWBV0001000"], ["bwbr0015703", "BWBR001570", ""]),
        (is_cvdr_id, ["CVDR712517_1", "CVDR345917"], ["CVDR_1", "CVDR1_", "712517_1"]),
        (is_ecli, ["ECLI:NL:CRVB:2025:700", "ECLI:EU:C:2014:2"], ["ECLI:NL:CRVB:25:7", "nee"]),
        (is_kst, ["kst-36582-3", "kst-36582-A", "kst-36600-XV-2"], ["kst-36582", "KST-36582-3"]),
        (is_gemeentecode, ["GM0362"], ["GM362", "gm0362", "GM0362\n"]),
        (passes_elfproef, ["123456782", "111222333"], ["000000000", "12345678", "12345678a"]),
    ],
)
def test_ids_are_known_by_their_form(
    claim: Callable[[str], bool], right: list[str], wrong: list[str]
) -> None:
    assert all(map(claim, right))
    assert not any(map(claim, wrong))

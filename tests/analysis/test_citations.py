import pytest

from maatwerk_rules.analysis.citations import find
from tests.analysis.small_policy import HEAD, RECHT, assert_finds, swap


@pytest.mark.parametrize(
    "written",
    [
        "wet BWBR0015703",
        "amvb BWBR0015711",
        "ministeriele_regeling BWBR0015712",
        "verordening CVDR345917_1",
        "beleidsregel CVDR345917",
        "beleidsregel BWBR0015713",
        "wet voorbeeld",
        "verordening voorbeeld",
    ],
)
def test_each_sort_of_act_has_its_own_number(written: str) -> None:
    assert_finds(find, f'regeling Proef {written} "Proef"\n')


@pytest.mark.parametrize(
    "written", ["wet CVDR345917_1", "amvb BWB1", "verordening BWBR0015703", "beleidsregel X1"]
)
def test_number_of_another_sort_cannot_be_looked_up(written: str) -> None:
    found = assert_finds(find, f'regeling Proef {written} "Proef" # fout: MW215\n')

    assert "overheid.nl" in found[0].help[0]


def test_enacted_policy_rests_on_acts_that_exist() -> None:
    text = 'beleid b "B"\n  status vastgesteld\nregeling V wet voorbeeld "V" # fout: MW216\n'

    assert_finds(find, text)
    assert_finds(find, text.replace("vastgesteld", "concept").replace(" # fout: MW216", ""))
    assert_finds(find, 'beleid b "B"\nregeling V wet voorbeeld "V"\n')


@pytest.mark.parametrize(
    "number", ["ECLI:NL:CRVB:2018:1600", "kst-36582-3", "stb-2025-12", "stcrt-2025-1234"]
)
def test_number_that_can_be_looked_up_gives_nothing(number: str) -> None:
    assert_finds(find, HEAD + swap(RECHT, "bron Pw artikel 11", f"bron {number}"))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("ECLI:NL:1CRVB:2018:1600", "MW214"),
        ("kst-3-36582", "MW217"),
        ("stb-12", "MW217"),
    ],
)
def test_number_that_cannot_exist_is_found(number: str, code: str) -> None:
    text = swap(RECHT, "bron Pw artikel 11", f"bron {number} # fout: {code}")

    assert_finds(find, HEAD + text)

"""A verordening that does not fit article 18 leaves the measure open; nothing is mended."""

from pathlib import Path

import pytest

from maatwerk_rules.pipeline import check
from maatwerk_rules.runtime.toets import run_all

SHIPPED = Path(__file__).parents[2] / "policies" / "maatregelen_voorbeeldstad"
TOETS = """
toets beproefd "Een verordening beproefd"
  zoals {basis}
  gegeven bijstand_zonder_maatregel is € 1.000 per maand
  verwacht {verwacht}
"""


def filled(folder: Path, old: str, new: str, toets: str) -> bool:
    """Tell whether a toets holds once one line of the verordening is changed."""
    text = (SHIPPED / "maatregelen_voorbeeldstad.beleid").read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    place = folder / "stad.beleid"
    place.write_text(
        text.replace(old, new).replace("beleid maatregelen_voorbeeldstad", "beleid stad") + toets,
        encoding="utf-8",
    )
    policy = check(str(place)).policy
    assert policy is not None
    (result,) = run_all(policy)
    return result.passed


@pytest.mark.parametrize(
    ("eerste", "tweede", "expected"),
    [
        ("1 maand", "1 maand", "geen_regel"),
        ("1 maand", "2 maanden", "2 maanden op grond van duur_zesde_lid"),
        ("2 maanden", "2 maanden", "geen_regel"),
        ("2 maanden", "3 maanden", "3 maanden op grond van duur_zesde_lid"),
        ("3 maanden", "3 maanden", "geen_regel"),
    ],
)
def test_a_second_measure_must_last_longer(
    tmp_path: Path, eerste: str, tweede: str, expected: str
) -> None:
    toets = TOETS.format(
        basis="herhaling_tweede_op_de_grens", verwacht=f"duur_maatregel voor g is {expected}"
    )
    old = "lid 1\n  geldt van 2025-07-01\n  is 1 maand\ninvulling duur_tweede_keer\n"
    old += "  bron Maatregelverordening artikel 3 lid 2\n  is 2 maanden\n"

    assert filled(
        tmp_path, old, old.replace("2 maanden", tweede).replace("1 maand\n", f"{eerste}\n"), toets
    )


@pytest.mark.parametrize(
    ("deel", "expected"),
    [
        ("33%", "geen_regel"),
        ("33,33%", "geen_regel"),
        ("33,34%", "€ 333,40 op grond van verdeeld"),
        ("34%", "€ 340 op grond van verdeeld"),
    ],
)
def test_the_first_month_bears_at_least_a_third(tmp_path: Path, deel: str, expected: str) -> None:
    toets = TOETS.format(
        basis="maatregel_basis", verwacht=f"eerste_maand_minder voor g is {expected}"
    )

    assert filled(tmp_path, "  is 40%\n", f"  is {deel}\n", toets)


@pytest.mark.parametrize(
    ("duur", "expected"),
    [
        ("2 maanden", "€ 800 op grond van verdeeld"),
        ("3 maanden", "€ 1.000 op grond van verdeeld"),
    ],
)
def test_no_month_bears_more_than_its_assistance(tmp_path: Path, duur: str, expected: str) -> None:
    toets = TOETS.format(
        basis="maatregel_basis", verwacht=f"eerste_maand_minder voor g is {expected}"
    )

    old = "lid 1\n  geldt van 2025-07-01\n  is "

    assert filled(tmp_path, f"{old}1 maand\n", f"{old}{duur}\n", toets)


@pytest.mark.parametrize(
    ("maanden", "expected"),
    [
        ("1 maand", "€ 1.000 op grond van niet_verdeeld"),
        ("2 maanden", "€ 400 op grond van verdeeld"),
    ],
)
def test_spreading_needs_more_than_one_month(tmp_path: Path, maanden: str, expected: str) -> None:
    toets = TOETS.format(
        basis="maatregel_basis", verwacht=f"eerste_maand_minder voor g is {expected}"
    )

    assert filled(tmp_path, "  is 3 maanden\n", f"  is {maanden}\n", toets)

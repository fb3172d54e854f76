"""The local minimum of 5 % binds article 9 lid 2, and nothing above it."""

from pathlib import Path

import pytest

from maatwerk_rules.pipeline import check
from maatwerk_rules.runtime.toets import run_all

SHIPPED = Path(__file__).parents[2] / "policies" / "diemen_afstemming_2015"
TEXT = (SHIPPED / "diemen_afstemming_2015.beleid").read_text(encoding="utf-8")
TOETSEN = (SHIPPED / "toetsen_diemen.beleid").read_text(encoding="utf-8")
LOCAL = "oordeel andere_verlaging voor g is 5%"
NATIONAL = "oordeel percentage_op_maat voor g is 2%"


def codes(folder: Path, toetsen: str) -> set[str]:
    (folder / "diemen.beleid").write_text(TEXT, encoding="utf-8")
    (folder / "toetsen.beleid").write_text(toetsen, encoding="utf-8")
    return {one.kind.code for one in check(str(folder)).diagnostics}


@pytest.mark.parametrize("percentage", ["0%", "4%", "4,99%"])
def test_article_9_lid_2_gives_no_less_than_5_percent(tmp_path: Path, percentage: str) -> None:
    assert TOETSEN.count(LOCAL) == 1

    assert codes(tmp_path, TOETSEN.replace(LOCAL, LOCAL.replace("5%", percentage))) == {"MW951"}


@pytest.mark.parametrize("percentage", ["0%", "4,99%", "5%"])
def test_article_18_lid_10_is_not_bound_by_the_local_minimum(
    tmp_path: Path, percentage: str
) -> None:
    assert TOETSEN.count(NATIONAL) == 1

    assert codes(tmp_path, TOETSEN.replace(NATIONAL, NATIONAL.replace("2%", percentage))) == set()


def test_without_lid_2_the_table_alone_answers_for_the_ill(tmp_path: Path) -> None:
    """The finding: a table of lid 1 alone leaves no question of weight open once blame is found."""
    head, rest = TEXT.split("# Artikel 9 lid 2")
    table = head + rest[rest.index("invulling verlaging_volgens_verordening") :]
    case = TOETSEN[: TOETSEN.index("# Op vier manieren")].split("\n")
    start = next(at for at, line in enumerate(case) if "oordeel aanleiding_voor" in line)
    toets = "\n".join(case[:start] + case[start + 4 :])
    (tmp_path / "tabel.beleid").write_text(table + "\n" + toets, encoding="utf-8")
    policy = check(str(tmp_path)).policy

    assert policy is not None
    (result,) = run_all(policy)
    assert result.passed

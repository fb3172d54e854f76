"""Where the file of what was found before stands, and what becomes of it."""

from pathlib import Path

from maatwerk_rules import load
from maatwerk_rules.integrations.witness_file import place_of, read
from maatwerk_rules.verification.witnesses import NONE

SHIPPED = "participatiewet"


def test_it_stands_in_the_folder_of_a_policy(tmp_path: Path) -> None:
    (tmp_path / "dorp.beleid").touch()
    assert place_of(str(tmp_path), None) == tmp_path / "getuigen.json"
    assert place_of(str(tmp_path / "dorp.beleid"), None) is None
    assert place_of(str(tmp_path / "dorp.beleid"), "eerder.json") == Path("eerder.json")
    shipped = place_of(SHIPPED, None)
    assert shipped is not None
    assert shipped.is_file()
    assert place_of("bestaat_niet", None) is None


def test_where_it_is_not_there_nothing_was_found_before(tmp_path: Path) -> None:
    policy = load("bijstand_voorbeeld")
    part = policy.slices[-1]
    assert read(None, policy, part, asked=True) == NONE
    assert read(tmp_path / "getuigen.json", policy, part, asked=False) == NONE

from pathlib import Path

import pytest

from maatwerk_rules import resources
from maatwerk_rules.resources import folder, policy_names, read_text, shipped_policies


def test_folder_inside_the_package_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "grammars").mkdir()
    (tmp_path / "grammars" / "x.lark").write_text("// é", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)

    assert folder("grammars") == tmp_path / "grammars"
    assert read_text("grammars/x.lark") == "// é"


def test_in_a_checkout_the_folder_lies_beside_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "policies").mkdir()
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "maatwerk_rules" / "resources.py"))

    assert folder("policies") == tmp_path / "policies"
    assert shipped_policies() == ()


def test_unknown_folder_is_told_by_name() -> None:
    with pytest.raises(FileNotFoundError, match="bestaat_niet"):
        folder("bestaat_niet")


def test_policies_are_folders_and_files_that_hold_one(tmp_path: Path) -> None:
    for name in ("bijstand", ".verborgen", "__pycache__"):
        (tmp_path / name).mkdir()
    for name in ("kinderopvang.beleid", "README.md", ".x.beleid"):
        (tmp_path / name).touch()

    assert policy_names(tmp_path) == ("bijstand", "kinderopvang.beleid")

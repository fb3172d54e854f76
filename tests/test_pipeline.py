from pathlib import Path

import pytest

from maatwerk_rules import pipeline
from maatwerk_rules.errors import PolicyError
from maatwerk_rules.loading import Named
from maatwerk_rules.memory import VARIABLE
from maatwerk_rules.model import kept
from maatwerk_rules.pipeline import check, lint, load
from maatwerk_rules.source import Source

ONE = 'beleid een "Een"\n  taalversie 1\norgaan college "College"\n'
OTHER = 'beleid twee "Twee"\n  taalversie 1\norgaan college "College"\n'


def codes(*texts: str) -> list[str]:
    sources = [Source(f"{place}.beleid", text) for place, text in enumerate(texts)]
    return [one.code for one in check(sources).diagnostics]


def test_two_policies_in_one_folder_give_one_finding() -> None:
    assert codes(ONE, OTHER) == ["MW043"]


def test_a_head_that_does_not_read_is_not_called_absent() -> None:
    assert codes(ONE.replace("taalversie 1", "taalversie een")) == ["MW001"]
    assert codes('orgaan college "College"\n')[0] == "MW042"


def test_a_policy_with_faults_is_not_loaded() -> None:
    with pytest.raises(PolicyError) as raised:
        load([Source("a.beleid", ONE), Source("b.beleid", OTHER)])

    assert [each.code for each in raised.value.diagnostics] == ["MW043"]


WHOLE = ONE.replace("taalversie 1\n", "taalversie 1\n  geldt van 2026-01-01\n")


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "geheugen"
    monkeypatch.setenv(VARIABLE, str(place))
    return place


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Give what was checked, and not remembered."""
    seen: list[object] = []

    def noting(named: Named) -> pipeline.Findings:
        seen.append(named)
        return check(named)

    monkeypatch.setattr(pipeline, "check", noting)
    return seen


def test_a_policy_is_checked_once(memory: Path, checks: list[object]) -> None:
    first, second = load("bijstand_voorbeeld"), load("bijstand_voorbeeld")

    assert checks == ["bijstand_voorbeeld"]
    assert kept.to_text(first) == kept.to_text(second)
    assert len(list(memory.iterdir())) == 1


def test_a_changed_or_spoilt_policy_is_checked_again(
    memory: Path, checks: list[object], tmp_path: Path
) -> None:
    file = tmp_path / "een.beleid"
    for text in (WHOLE, WHOLE, WHOLE.replace("College", "Ons college")):
        file.write_text(text, "utf-8")
        assert load(file).name == "een"
    assert len(checks) == 2

    for each in memory.iterdir():
        each.write_bytes(each.read_bytes()[:-1])
    load(file)

    assert len(checks) == 3


def test_what_is_no_policy_any_more_is_checked_again(
    memory: Path, checks: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "een.beleid"
    file.write_text(WHOLE, "utf-8")
    monkeypatch.setattr(kept, "to_text", lambda policy: "[]")

    names = [load(file).name for _ in range(2)]

    assert names == ["een", "een"]
    assert len(checks) == 2


def test_texts_and_faults_are_not_kept(memory: Path, checks: list[object], tmp_path: Path) -> None:
    file = tmp_path / "een.beleid"
    file.write_text(ONE.replace("taalversie 1", "taalversie 99"), "utf-8")

    for _ in range(2):
        load(Source("a.beleid", WHOLE))
        with pytest.raises(PolicyError):
            load(file)

    assert len(checks) == 4
    assert not memory.exists()


def test_a_text_that_changes_while_it_is_checked_is_not_kept(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "een.beleid"
    file.write_text(WHOLE, "utf-8")

    def changing(named: Named) -> pipeline.Findings:
        found = check(named)
        file.write_text(WHOLE.replace("College", "Ons college"), "utf-8")
        return found

    monkeypatch.setattr(pipeline, "check", changing)

    load(file)

    assert not memory.exists()


def test_lint_refuses_a_preset_that_is_not_there_and_names_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"geen preset `strang`\. Bedoelde u `streng`"):
        lint("bijstand_voorbeeld", preset="strang")

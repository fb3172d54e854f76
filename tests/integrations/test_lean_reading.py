"""Of a used policy that is checked beside, no more toetsen are read than may count above it."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from maatwerk_rules import beside
from maatwerk_rules.integrations import checking, shared_out
from maatwerk_rules.integrations.checking import Asked, check_all
from maatwerk_rules.integrations.lean_reading import LeanReading
from maatwerk_rules.integrations.settings_file import SettingsFiles
from maatwerk_rules.linter import registry
from maatwerk_rules.linter.outcome import to_text
from maatwerk_rules.linter.settings import Rules, Settings
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.resources import folder, shipped_policies

LAW = "bijstand_voorbeeld"
NATIONAL = "participatiewet"
BUILT_ON_THE_LAW = [
    name.removesuffix(".beleid")
    for name in shipped_policies()
    if name.removesuffix(".beleid") not in (LAW, NATIONAL)
]
TOWN = """beleid stad "Bedachte stad"
  taalversie 1
  status concept
  geldt van 2026-01-01
  gebruikt bijstand_voorbeeld

toets stad_vast "Iemand zit vast"
  zoals sam_vast
  verwacht recht is nee op grond van detentie
"""
DAY = date(2026, 11, 22)


@pytest.fixture
def law(tmp_path: Path) -> Path:
    place = tmp_path / LAW
    place.mkdir()
    for file in (folder("policies") / LAW).iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    return place


@pytest.fixture
def town(tmp_path: Path) -> Path:
    file = tmp_path / "stad.beleid"
    file.write_text(TOWN, "utf-8")
    return file


def read(town: Path, *others: Path) -> tuple[set[str], bool]:
    """Give the toetsen of what the town uses, and whether anything was presumed."""
    loaded, presumed = LeanReading([str(town)], map(str, others)).read(str(town))
    assert loaded.diagnostics == ()
    (used,) = loaded.beleid.gebruikt
    return {toets.naam for toets in used.own(Toets)}, bool(presumed)


def test_no_more_toetsen_are_read_than_may_count(law: Path, town: Path) -> None:
    every, nothing = read(town)

    some, presumed = read(town, law)

    assert (nothing, presumed) == (False, True)
    assert {"sam", "sam_vast"} <= some  # what the town builds on, and what that builds on
    assert {"willem_nog_niet_beoordeeld", "willem_met_spaargeld"} <= some  # where somebody looked
    assert "al_19" not in some
    assert some < every


def test_what_nobody_else_checks_is_read_whole(law: Path, town: Path) -> None:
    every, _ = read(town)

    assert read(town, town) == (every, False)
    (law / "meer_toetsen.beleid").unlink()
    (town.parent / "ander").mkdir()
    assert read(town, town.parent / "ander", town.parent / "nergens")[1] is False


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of what was looked at whole; all work is done in this process."""
    seen: list[str] = []
    whole = checking._looked

    def look(path: str, *others: Any) -> Any:
        seen.append(Path(path).stem)
        return whole(path, *others)

    def no_copy() -> int:
        raise OSError

    monkeypatch.setattr(checking, "_looked", look)
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    monkeypatch.setattr(os, "fork", no_copy, raising=False)
    monkeypatch.setattr(shared_out, "shared_out", lambda paths: ((0,), (1,))[: len(paths)])
    return seen


def told(*paths: Path) -> list[str]:
    settings = SettingsFiles(typed=Rules(preset="streng"))
    found = check_all(Asked(tuple(map(str, paths)), settings, DAY))
    return [to_text(attrs.evolve(each.outcome, seconds={})) for each in found]


def told_apart(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> list[str]:
    with monkeypatch.context() as patched:
        patched.setattr(shared_out, "shared_out", lambda paths: ((0,), ()))
        return [one for path in paths for one in told(path)]


def test_a_town_is_told_the_same_and_its_law_is_not_looked_at_twice(
    law: Path, town: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = told_apart(monkeypatch, law, town)
    looks.clear()

    assert told(law, town) == apart
    assert looks == [LAW]


@pytest.mark.parametrize("changed", ["law", "town"])
def test_where_something_is_wrong_the_town_is_looked_at_whole(
    changed: str, law: Path, town: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if changed == "law":
        file = law / "meer_toetsen.beleid"
        text = file.read_text("utf-8").replace("2007-03-01", "2007-13-01")
    else:
        file = town
        text = TOWN.replace("zoals sam_vast", "zoals sam_vasst")
    file.write_text(text, "utf-8")
    apart = told_apart(monkeypatch, law, town)
    looks.clear()

    assert told(law, town) == apart
    assert any("FOUT" in one or "fout" in one for one in apart)
    assert looks == [LAW, "stad"]


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", BUILT_ON_THE_LAW)
def test_every_shipped_policy_is_told_the_same(name: str) -> None:
    wanted = [(one, Settings(Rules(preset="streng"))) for one in (NATIONAL, name)]

    ((lean, presumed),) = checking._looked_leanly(wanted, [1], [0], DAY).values()

    whole, _ = checking._looked(*wanted[1], DAY)
    law = LeanReading([], [NATIONAL])._others
    assert presumed == law
    assert to_text(attrs.evolve(lean, seconds={})) == to_text(attrs.evolve(whole, seconds={}))


@pytest.mark.nachtelijk
def test_nothing_at_all_is_wrong_in_the_law_before_the_linter_looks() -> None:
    _, key = checking._looked(NATIONAL, Settings(), DAY)

    assert {key} == LeanReading([], [NATIONAL])._others


def test_a_check_of_others_sees_every_toets(
    law: Path, town: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def find(subject: Any) -> list[Any]:
        seen.append(len(subject.written.all(Toets)))
        return []

    own = attrs.evolve(registry.shipped()[-1], in_file=None, in_policy=find)
    monkeypatch.setattr(registry, "added", lambda: ((own,), []))
    told_apart(monkeypatch, law, town)
    whole = seen[:]
    seen.clear()

    told(law, town)

    assert seen == whole

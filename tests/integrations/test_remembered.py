"""Findings that are remembered: what is printed stays the same, byte for byte."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

from maatwerk_rules.integrations import checking, cli
from maatwerk_rules.integrations.checking import Asked, check_all
from maatwerk_rules.integrations.command_controleer import FORMS
from maatwerk_rules.integrations.findings.report import Report
from maatwerk_rules.integrations.settings_file import SettingsFiles
from maatwerk_rules.linter import registry
from maatwerk_rules.linter.settings import Rules
from maatwerk_rules.memory import VARIABLE, Memory
from maatwerk_rules.resources import folder, shipped_policies
from tests.contract.test_starting import COMMAND, OURS, imported_by
from tests.integrations.files import replace
from tests.linter.faults import Fault, changed, faults, texts

DAY = date(2026, 11, 22)
SHIPPED = [name.removesuffix(".beleid") for name in shipped_policies()]
SMALL = ("bijstand_voorbeeld", "hardheid_voorbeeldstad")


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Memory:
    place = tmp_path / "geheugen"
    monkeypatch.setenv(VARIABLE, str(place))
    return Memory(place)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the paths of the policies that were looked at, and not remembered."""
    seen: list[str] = []
    whole = checking._looked

    def look(path: str, *others: Any, **more: Any) -> Any:
        seen.append(path)
        return whole(path, *others, **more)

    monkeypatch.setattr(checking, "_looked", look)
    return seen


def told(asked: Asked) -> list[str]:
    report = Report(check_all(asked), terzijde=True)
    forms = (
        import_module(f"maatwerk_rules.integrations.findings.{each}") for each in FORMS.values()
    )
    return [form.render(report) for form in forms]


def assert_the_same_both_ways(path: str, memory: Memory, looks: list[str]) -> None:
    asked = Asked((path,), SettingsFiles(typed=Rules(preset="streng")), DAY, memory)

    first, again = told(asked), told(asked)

    assert looks == [path]
    assert again == first
    assert any(first)


@pytest.mark.parametrize("name", SMALL)
def test_a_shipped_policy_reads_the_same(name: str, memory: Memory, looks: list[str]) -> None:
    assert_the_same_both_ways(name, memory, looks)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", [name for name in SHIPPED if name not in SMALL])
def test_every_shipped_policy_reads_the_same(name: str, memory: Memory, looks: list[str]) -> None:
    assert_the_same_both_ways(name, memory, looks)


def by_name(fault: Fault) -> str:
    return f"{fault.policy}/{fault.name}"


def faulty(fault: Fault, where: Path) -> str:
    """Write the policy with a fault in it, and give its path."""
    for source in changed(texts(fault.policy), fault):
        file = where / "beleid" / source.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source.text, "utf-8")
    return str(where / "beleid")


@pytest.mark.parametrize("fault", [one for one in faults() if one.policy == SMALL[0]], ids=by_name)
def test_a_policy_with_a_fault_reads_the_same(
    fault: Fault, tmp_path: Path, memory: Memory, looks: list[str]
) -> None:
    assert_the_same_both_ways(faulty(fault, tmp_path), memory, looks)


@pytest.mark.nachtelijk
@pytest.mark.parametrize(
    "fault", [one for one in faults() if one.policy != SMALL[0]][::10], ids=by_name
)
def test_a_large_policy_with_a_fault_reads_the_same(
    fault: Fault, tmp_path: Path, memory: Memory, looks: list[str]
) -> None:
    assert_the_same_both_ways(faulty(fault, tmp_path), memory, looks)


def test_the_command_remembers_and_prints_the_same(
    maatwerk: Any, proef: Path, memory: Memory, looks: list[str]
) -> None:
    ran = [maatwerk("controleer proef --vanaf hint --vorm kort") for _ in range(3)]

    assert looks == ["proef"]
    assert ran[0] == ran[1] == ran[2]
    assert len(list(memory.folder.iterdir())) == 1


@pytest.mark.parametrize("option", ["--geen-geheugen", "--meet"])
def test_who_does_not_want_it_gets_everything_looked_at(
    option: str, maatwerk: Any, proef: Path, memory: Memory, looks: list[str]
) -> None:
    for _ in range(2):
        assert maatwerk(f"controleer proef {option}").code == cli.CLEAN

    assert looks == ["proef", "proef"]
    assert not memory.folder.exists()


def test_whatever_changes_is_looked_at_again(
    maatwerk: Any, proef: Path, memory: Memory, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(options: str = "") -> int:
        before = len(looks)
        maatwerk(f"controleer proef --vorm kort {options}")
        return len(looks) - before

    assert look() == 1
    assert look("--vandaag 2030-01-01") == 0
    assert look("--preset streng") == 1
    replace(proef, "\nwaarde ", "\n# een opmerking\n\nwaarde ")
    assert (look(), look()) == (1, 0)
    (proef.parent / "maatwerk.toml").write_text('negeer = ["MW3"]\n', "utf-8")
    assert (look(), look()) == (1, 0)
    monkeypatch.setattr(checking, "code_digest", lambda: "andere code")
    assert (look(), look()) == (1, 0)
    for file in memory.folder.iterdir():
        file.write_bytes(b"stuk")
    assert (look(), look()) == (1, 0)


def test_the_day_counts_where_something_is_set_aside_until_one(
    maatwerk: Any, proef: Path, memory: Memory, looks: list[str]
) -> None:
    replace(proef, "\nwaarde ", '\n# negeer MW309 omdat "Zo." tot 2027-01-01\nwaarde ')

    told = [
        maatwerk(f"controleer proef --vandaag {day} --kies MW012,MW013,MW309 --vorm kort").out
        for day in ("2026-01-01", "2026-01-01", "2027-01-01", "2027-01-01")
    ]

    assert looks == ["proef", "proef"]
    assert ["MW012" in each for each in told] == [True, True, False, False]
    assert ["MW013" in each for each in told] == [False, False, True, True]


def test_a_text_that_changes_while_it_is_looked_at_is_not_remembered(
    maatwerk: Any, proef: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = checking._looked

    def look(*words: Any, **more: Any) -> Any:
        done = whole(*words, **more)
        replace(proef, "\nwaarde ", "\n# later\n\nwaarde ")
        return done

    monkeypatch.setattr(checking, "_looked", look)

    maatwerk("controleer proef")

    assert not memory.folder.exists()


def test_a_text_without_a_head_is_not_remembered(
    maatwerk: Any, here: Path, memory: Memory, looks: list[str]
) -> None:
    (here / "los.beleid").write_text('waarde meedoen "Meedoen."\n', "utf-8")

    for _ in range(2):
        assert maatwerk("controleer los.beleid").code == cli.FINDINGS

    assert looks == ["los.beleid", "los.beleid"]
    assert not memory.folder.exists()


@attrs.frozen
class Package:
    """A package with checks, as far as it is asked."""

    name: str
    version: str
    files: dict[str, str]

    def read_text(self, name: str) -> str | None:
        return self.files.get(name)


class Point:
    """An entry point of a package."""

    group, name, value = registry.GROUP, "eigen", "eigen.controle"

    def __init__(self, dist: Package | None) -> None:
        self.dist = dist

    def load(self) -> Any:
        raise ImportError("niet hier")


def test_checks_of_others_count_by_the_content_of_their_package() -> None:
    one = Package("eigen", "1", {"RECORD": "eigen.py,sha256=a"})
    other = Package("eigen", "1", {"RECORD": "eigen.py,sha256=b"})

    told = {registry.added_by([Point(each)]) for each in (one, other)}  # type: ignore[list-item]

    assert len(told) == 2
    assert None not in told


@pytest.mark.parametrize(
    "package",
    [
        None,
        Package("eigen", "1", {}),
        Package(
            "eigen", "1", {"RECORD": "", "direct_url.json": '{"dir_info": {"editable": true}}'}
        ),
    ],
)
def test_with_checks_that_may_change_unseen_nothing_is_remembered(
    package: Package | None,
    maatwerk: Any,
    proef: Path,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [Point(package)])

    maatwerk("controleer proef")

    assert not memory.folder.exists()


def test_a_check_that_does_not_load_is_not_remembered(
    maatwerk: Any, proef: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Package("eigen", "1", {"RECORD": "eigen.py,sha256=a"})
    monkeypatch.setattr(registry, "entry_points", lambda group: [Point(package)])

    ran = maatwerk("controleer proef --vorm kort")

    assert "MW017" in ran.out
    assert not memory.folder.exists()


def test_what_is_remembered_needs_no_language(memory: Memory) -> None:
    script = COMMAND.format("'controleer', 'bijstand_voorbeeld'")
    imported_by(script)

    modules = imported_by(script)

    parts = {f"{OURS}.{part}" for part in ("analysis", "model", "runtime", "syntax", "loading")}
    assert modules & {*parts, "networkx", f"{OURS}.linter.checks.orphan_intention"} == set()


def test_where_the_texts_lie_does_not_matter() -> None:
    asked = Asked((), SettingsFiles(), DAY, Memory(Path("x")))
    names = ("bijstand_voorbeeld", str(folder("policies") / "bijstand_voorbeeld"))
    keys = checking._keys([(name, SettingsFiles().of("bestaat_niet")) for name in names], asked)

    assert len(keys) == 2
    assert len({*keys}) == 1

"""The recipes use commands, options and hooks that exist, and the examples of settings read."""

import re
from pathlib import Path

import click
import pytest

from maatwerk_rules.integrations.cli import LazyGroup, group
from maatwerk_rules.integrations.settings_file import known
from maatwerk_rules.linter.settings import PRESETS
from maatwerk_rules.linter.settings_text import read_settings
from maatwerk_rules.source import Source

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "docs" / "naslag" / "controleren.md"
RECIPES = ROOT / "docs" / "doen" / "controleren-in-ci.md"
TYPED = re.compile(r"maatwerk ([a-z]+)((?: [^|>\n]+)?)")


@pytest.mark.parametrize("page", [SETTINGS, RECIPES], ids=lambda page: page.stem)
def test_commands_and_options_exist(page: Path) -> None:
    assert isinstance(group, LazyGroup)
    blocks = "\n".join(
        re.findall(r"^```\w+\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )

    typed = TYPED.findall(blocks)

    assert len(typed) > 1
    for name, words in typed:
        command = group.get_command(click.Context(group), name)
        assert command is not None, name
        options = {option for each in command.params for option in each.opts}
        assert set(re.findall(r"--[a-z-]+", words)) <= options


def test_hooks_of_the_recipe_exist_and_call_commands() -> None:
    hooks = re.findall(
        r"^- id: (\S+)\n(?:  .*\n)*?  entry: maatwerk (\S+)$",
        (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"),
        re.MULTILINE,
    )
    used = re.findall(r"^      - id: (\S+)$", RECIPES.read_text("utf-8"), re.MULTILINE)

    assert [name for name, _ in hooks] == ["controleer", "opmaak", "toets"]
    assert all(name == command for name, command in hooks)
    assert set(used) <= {name for name, _ in hooks}


def test_settings_of_the_page_read() -> None:
    (example,) = re.findall(
        r"^```toml\n(.*?)^```", SETTINGS.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )

    found = read_settings(Source("maatwerk.toml", example), known())

    assert found.diagnostics == ()
    assert found.settings is not None


def test_every_preset_is_described() -> None:
    page = SETTINGS.read_text("utf-8")

    assert [name for name in PRESETS if f"\n| `{name}` | " not in page] == []

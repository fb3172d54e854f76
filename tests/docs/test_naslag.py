"""What the reference pages say of cases, decisions and commands is so."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click import Context

from maatwerk_rules.integrations.cli import COMMANDS, group
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.facts import CASE_KEYS, read_facts, write_case
from maatwerk_rules.runtime.record import to_json

FOLDER = Path(__file__).parents[2] / "docs" / "naslag"
CASE = re.compile(r"^<!-- zaak bij: (\w+) -->\n```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DAY = date(2026, 3, 1)


def page(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def keys_in(value: object) -> set[str]:
    """Return all keys of JSON values, however deep; the case in it has keys of its own."""
    if isinstance(value, Mapping):
        inside = (keys_in(each) for key, each in value.items() if key != "feiten")
        return set(value).union(*inside)
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    return set()


@pytest.mark.parametrize(("policy", "text"), CASE.findall(page("zaak.md")))
def test_example_of_a_case_reads_decides_and_is_kept(policy: str, text: str) -> None:
    loaded = load(policy)

    facts = read_facts(loaded, text)

    assert decide(loaded, facts, peildatum=DAY).facts is facts
    assert read_facts(loaded, json.dumps(write_case(facts))) == facts


def test_page_of_a_case_names_every_section() -> None:
    assert [key for key in CASE_KEYS if f"`{key}`" not in page("zaak.md")] == []


def test_page_of_a_decision_names_every_key() -> None:
    policy = load("bijstand_voorbeeld")
    cases = [text for _, text in CASE.findall(page("zaak.md"))]
    written = [to_json(decide(policy, case, peildatum=DAY)) for case in (*cases, "{}")]

    missing = [key for key in sorted(keys_in(written)) if f"`{key}`" not in page("besluit-json.md")]

    assert set(missing) <= {"keuzes", "van", "tot_en_met", "aantal", "eenheid"}


def test_page_of_commands_describes_each_command_and_option() -> None:
    text = page("opdrachten.md")
    context = Context(group)

    missing = [
        option
        for name in COMMANDS
        for command in [group.get_command(context, name)]
        if command is not None
        for each in (command, *getattr(command, "commands", {}).values())
        for param in each.params
        for option in param.opts
        if option.startswith("--") and f"`{option}" not in text
    ]

    assert re.findall(r"^## ([a-z]+)$", text, re.MULTILINE) == sorted(COMMANDS)
    assert missing == []


def test_page_of_commands_names_every_policy_that_travels_along() -> None:
    (sentence,) = re.findall(r"^Meegeleverd zijn (.*)$", page("opdrachten.md"), re.MULTILINE)

    assert re.findall(r"`(\w+)`", sentence) == [
        entry.removesuffix(".beleid") for entry in shipped_policies()
    ]

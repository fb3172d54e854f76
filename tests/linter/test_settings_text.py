"""Settings are read with care: each mistake is told at its line, and none ends in a traceback."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Severity, render_text
from maatwerk_rules.linter.settings import Rules
from maatwerk_rules.linter.settings_text import Known, ReadSettings, read_rules, read_settings
from maatwerk_rules.source import Source

STOPPING = frozenset({"MW001", "MW002", "MW020", "MW021"})
KNOWN = Known(limits=lambda: frozenset({"MW309"}), stopping=lambda: STOPPING)
WHOLE = """
preset = "streng"
kies = ["MW3", "mw855"]
ook = ["verweesde-bedoeling"]
negeer = ["MW301"]
ernst = { MW3 = "hint", verweesde_bedoeling = "fout" }
[grenzen]
MW309 = 20
[paden."policies/x/**"]
negeer = ["MW2"]
"""


def read(text: str, name: str = "maatwerk.toml") -> ReadSettings:
    return read_settings(Source(name, text), KNOWN)


def test_whole_file_is_read() -> None:
    found = read(WHOLE).settings

    assert found is not None
    assert found.rules == Rules(
        preset="streng",
        kies=("MW3", "MW855"),
        ook=("MW309",),
        negeer=("MW301",),
        ernst={"MW3": Severity.HINT, "MW309": Severity.FOUT},
        grenzen={"MW309": 20},
    )
    assert found.paden == (("policies/x/**", Rules(negeer=("MW2",))),)


def test_shared_file_has_them_in_a_table() -> None:
    shared = '[project]\nname = "x"\n[tool.maatwerk]\npreset = "taal"\n'

    found = read(shared, "pyproject.toml").settings
    assert found is not None
    assert found.rules.preset == "taal"
    assert read('[project]\nname = "x"\n', "pyproject.toml") == ReadSettings(None)
    assert read("tool = 3", "pyproject.toml") == ReadSettings(None)


def test_table_that_is_none_is_told() -> None:
    (told,) = read("[tool]\nmaatwerk = 3\n", "pyproject.toml").diagnostics

    assert "hier hoort een tabel" in told.headline
    assert told.spans[0].span.start == 7


def test_broken_file_of_another_tool_is_not_ours() -> None:
    assert read("[project\n", "pyproject.toml") == ReadSettings(None)
    assert read("[tool.maatwerk]\npreset =\n", "pyproject.toml").diagnostics[0].code == "MW019"


@pytest.mark.parametrize(
    ("text", "code", "line", "help_"),
    [
        ('preset = "strenk"', "MW019", 1, "Bedoelt u `streng`?"),
        ("preset = 3", "MW019", 1, None),
        ('\nnegeert = ["MW3"]', "MW018", 2, "Bedoelt u `negeer`?"),
        ("\n\nkleur = 1", "MW018", 3, "Hier kan staan"),
        ('negeer = "MW3"', "MW019", 1, None),
        ("negeer = [3]", "MW019", 1, None),
        ('negeer = ["MW3"]\nkies = ["verweesde-bedoelign"]', "MW019", 2, "Bedoelt u `verwees"),
        ('negeer = [""]', "MW019", 1, None),
        ('[ernst]\nMW3 = "hnt"', "MW019", 2, "Bedoelt u `hint`?"),
        ('[ernst]\nMW3 = "hint"\nZZ1 = "hint"', "MW019", 3, None),
        ('[ernst]\nMW001 = "fout"\nMW00 = "hint"\nMW002 = "hint"', "MW019", 4, None),
        ('[ernst]\nontleedfout = "waarschuwing"', "MW019", 2, None),
        ("ernst = 3", "MW019", 1, None),
        ("[grenzen]\nMW301 = 3", "MW019", 2, None),
        ("[grenzen]\nMW309 = 0", "MW019", 2, None),
        ("[grenzen]\nMW309 = true", "MW019", 2, None),
        ('[paden."a/**"]\npreset = "basis"\npaden = 1', "MW018", 3, "Hier kan staan"),
        ('[paden]\n"a/**" = 3', "MW019", 2, None),
        ("paden = []", "MW019", 1, None),
        ("[[paden]]\nx = 1", "MW019", 1, None),
        ("\n[kleuren.rood]\na = 1", "MW018", 2, "Hier kan staan"),
        ("\n\nkleur.rood = 1", "MW018", 3, "Hier kan staan"),
        ("\n[[paden.x]]\npreset = 1", "MW019", 2, None),
        ('negeer = [\n  "MW3",\n  "MW3O9",\n]', "MW019", 3, "Bedoelt u `MW309`?"),
        ('\nernst = { MW3 = "hint", MW9990 = "hint" }', "MW019", 2, None),
        ("preset = ", "MW019", 1, "Een tekst"),
        ("a = 1\nb = [", "MW019", 2, "Een tekst"),
    ],
)
def test_mistake_is_told_at_its_line(text: str, code: str, line: int, help_: str | None) -> None:
    found = read(f"{text}\n")

    (told,) = found.diagnostics
    source = Source("maatwerk.toml", f"{text}\n")
    assert found.settings is None
    assert (told.code, source.position(told.spans[0].span.start).line) == (code, line)
    assert help_ is None or told.help[0].startswith(help_)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('negeer = ["MW3", "MW3O9"]', '"MW3O9"'),
        ("negeer = ['MW3O9']", "'MW3O9'"),
        ('negeer = ["MW3\\u004F9"]', "negeer"),
        ('ernst = { MW3 = "hint", MW3O9 = "hint" }', "MW3O9"),
        ('ernst = { "MW3O9" = "hint" }', '"MW3O9"'),
        ("[kleuren.rood]", "[kleuren.rood]"),
    ],
)
def test_mistake_is_told_at_its_word(text: str, shown: str) -> None:
    (told,) = read(f'preset = "basis"\n{text}\n').diagnostics

    assert (
        Source("maatwerk.toml", f'preset = "basis"\n{text}\n').text[
            told.spans[0].span.start : told.spans[0].span.end
        ]
        == shown
    )


def test_another_digit_is_another_finding() -> None:
    (told,) = read('negeer = ["MW999"]\n').diagnostics

    assert told.help == ()


def test_without_limits_that_is_said() -> None:
    (told,) = read_settings(Source("maatwerk.toml", "[grenzen]\nMW309 = 3\n")).diagnostics

    assert "geen controle heeft een grens" in told.headline


def test_command_line_is_read_with_the_same_care() -> None:
    assert read_rules({"kies": ["MW3"]}, KNOWN) == (Rules(kies=("MW3",)), ())
    (told,) = read_rules({"negeer": ["MW9x"]}, KNOWN)[1]
    assert told.path == "negeer"


KEYS = st.sampled_from(
    ["preset", "kies", "ook", "negeer", "ernst", "grenzen", "paden", "MW3", "MW309", "a/**", "x"]
)
VALUES = st.recursive(
    st.sampled_from(["basis", "hint", "MW309", "", "MW"]) | st.integers(-2, 40) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_table_is_read_or_refused_with_a_place(table: dict[str, object]) -> None:
    lines = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items())

    assert_read_or_told(lines)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("preset kies[]{}=\"'.\n#\\u00ff3tool.maatwerk"), max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    assert_read_or_told(text)


def assert_read_or_told(text: str) -> None:
    for name in ("maatwerk.toml", "pyproject.toml"):
        found = read(text, name)
        source = Source(name, text)
        assert render_text(found.diagnostics, {name: source}) or not found.diagnostics
        assert found.settings is None or not found.diagnostics


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)

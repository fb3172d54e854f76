"""Colouring without parsing gives each word the sort the parser reads it as."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.integrations import textmate
from maatwerk_rules.integrations.editor.incremental import FileReader
from maatwerk_rules.integrations.highlighting import (
    COMMENT,
    DECLARED,
    KEYWORD,
    NAAM,
    class_of,
    rules,
    scan,
)
from maatwerk_rules.syntax.grammar import productions
from tests.extensie import words_of

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "grammars" / "vscode"
POLICIES = sorted((ROOT / "policies").rglob("*.beleid"))


def sorts(text: str) -> dict[int, str]:
    """Return the sort of each coloured character."""
    return {
        place: NAAM if piece.sort == DECLARED else piece.sort
        for piece in scan(text)
        for place in range(piece.start, piece.end)
    }


@pytest.mark.parametrize("policy", POLICIES, ids=lambda file: file.stem)
def test_each_word_of_a_policy_has_the_colour_of_what_the_parser_reads(policy: Path) -> None:
    text = policy.read_text("utf-8")
    coloured = sorts(text)
    tokens = list(FileReader("a.beleid").read(text).tokens())

    wrong = [
        text[token.start : token.end]
        for token in tokens
        if any(
            coloured.get(place) != class_of(token.terminal)
            for place in range(token.start, token.end)
            if text[place] not in " \t\n,"
        )
    ]

    assert tokens
    assert wrong == []


def test_words_that_are_names_elsewhere_are_coloured_by_their_place() -> None:
    text = (
        "gegeven een: keuze uit geen, gedeeltelijk\n"
        'dekking Pw artikel 8 gedeeltelijk "Deels."\n'
        "soort dag heeft\n  krachtens: ja/nee\n  vraag: ja/nee\n"
    )

    coloured = sorts(text)

    def of(words: str) -> str:
        return coloured[text.index(words)]

    assert of("een: keuze") == of("gedeeltelijk\n") == of("krachtens:") == of("vraag:") == NAAM
    assert of('gedeeltelijk "') == of("keuze uit") == of("artikel 8") == KEYWORD


def test_a_comment_runs_to_the_end_of_its_line_and_not_inside_a_text() -> None:
    text = 'register a "# geen" # wel\n'

    assert [text[p.start : p.end] for p in scan(text) if p.sort == COMMENT] == ["# wel"]


@given(st.text(st.sampled_from('ab "#€1.%:_-\n(é😀'), max_size=40))
def test_pieces_never_overlap_and_stand_in_order(text: str) -> None:
    places = [(piece.start, piece.end) for piece in scan(text)]

    assert all(start < end for start, end in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))


def test_no_pattern_looks_past_its_line() -> None:
    for rule in rules():
        assert "\\s" not in rule.pattern
        assert not any(piece.start < 3 < piece.end for piece in scan("is \nniet meer dan"))
        assert re.compile(rule.pattern).groups in {0, len(rule.sorts)}


# ---------------------------------------------------------------- the files made from it


def test_the_textmate_grammar_is_made_from_the_language() -> None:
    file = EXTENSION / "syntaxes" / "beleid.tmLanguage.json"

    assert file.read_text("utf-8") == textmate.text(), (
        "renew: python -m maatwerk_rules.integrations.textmate > " + file.name
    )


def test_the_extension_names_files_that_are_there() -> None:
    package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    (language,) = package["contributes"]["languages"]
    (grammar,) = package["contributes"]["grammars"]

    for named in (package["main"], language["configuration"], grammar["path"]):
        assert (EXTENSION / named).is_file()
    assert grammar["scopeName"] == textmate.grammar()["scopeName"]
    assert (EXTENSION / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "regel" in productions()


def test_the_lock_file_pins_versions_and_names_no_registry() -> None:
    text = (EXTENSION / "package-lock.json").read_text("utf-8")
    lock = json.loads(text)

    assert '"resolved"' not in text
    assert all("integrity" in each for name, each in lock["packages"].items() if name)


def test_words_for_the_engine_of_editors_stand_at_their_columns() -> None:
    found = words_of(
        "a.beleid", 'register a "😀"  # x\ntoets b "B"\n  verwacht c is\n    onbepaald'
    )

    assert found["expected"][0] == [
        (0, 8, "sleutelwoord"),
        (9, 10, "naam"),
        (11, 15, "tekst"),
    ]
    assert found["expected"][3] == [(4, 13, "sleutelwoord")]


# ---------------------------------------------------------------- Pygments


@pytest.mark.parametrize("policy", POLICIES[::7], ids=lambda file: file.stem)
def test_pygments_shows_a_policy_whole_and_without_errors(policy: Path) -> None:
    token = pytest.importorskip("pygments.token")
    from maatwerk_rules.integrations.pygments_lexer import BeleidLexer

    text = policy.read_text("utf-8")

    tokens = list(BeleidLexer(stripnl=False, ensurenl=False).get_tokens(text))

    assert "".join(part for _, part in tokens) == text
    assert not any(kind in token.Error for kind, _ in tokens)


def test_pygments_finds_the_lexer_by_its_entry_point() -> None:
    pytest.importorskip("pygments")
    from maatwerk_rules.integrations.pygments_lexer import BeleidLexer

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (named,) = project["entry-points"]["pygments.lexers"].values()

    assert named == f"{BeleidLexer.__module__}:{BeleidLexer.__name__}"
    assert [part for _, part in BeleidLexer().get_tokens("wat¿ is dit")] == [
        *("wat", "¿ ", "is", " ", "dit", "\n"),
    ]

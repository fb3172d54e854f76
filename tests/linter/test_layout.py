"""MW101 tells exactly what `maatwerk opmaak` would change, and mends it to exactly that."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.linter import layout
from maatwerk_rules.linter.checks.white_space import find_in_file
from maatwerk_rules.linter.mend import SAFE, apart, fixes_of, mended
from maatwerk_rules.linter.subject import File
from maatwerk_rules.resources import find_policy, shipped_policies
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_declaration, format_source, format_text
from maatwerk_rules.syntax.parser import parse
from maatwerk_rules.verification.syntax_strategies import declarations
from tests.contract.test_meldingen import PAGES, examples

POLICIES = sorted(entry.removesuffix(".beleid") for entry in shipped_policies())
PASSES = 3
GAPS = (" ", "  ", "\t", " \n  ", "\n    ", "\n\n  ", "\n\t", "\r\n  ", "\n", "\n\n\n", "  # x\n  ")
ABOUT_LAYOUT = ("MW032",)
"""Pages whose right example differs from the wrong one in what the layout takes out."""


def found(text: str) -> list[Diagnostic]:
    source = Source("a.beleid", text)
    return list(find_in_file(File(source, parse(source).declaraties)))


def mended_once(text: str) -> str:
    fixes = apart(fixes_of(found(text), (SAFE,)))
    return mended(text, [edit for fix in fixes for edit in fix.edits])


def mended_wholly(text: str) -> str:
    """Mend until nothing is told; that takes a few passes at most."""
    for _ in range(PASSES):
        if not found(text):
            return text
        text = mended_once(text)
    assert found(text) == []
    return text


def assert_mending_is_formatting(text: str) -> None:
    done = mended_wholly(text)

    if not parse(Source("a.beleid", text)).diagnostics:
        assert done == format_text(Source("a.beleid", text))
        assert bool(found(text)) == (done != text)


def texts_of(policy: str) -> list[str]:
    files = find_policy(policy)
    assert files is not None
    return [data.decode("utf-8") for _, data in files.files]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_shipped_policy_has_nothing_to_tell(policy: str) -> None:
    for text in texts_of(policy):
        assert found(text) == []


@pytest.mark.parametrize("policy", ["bijstand_voorbeeld", "inkomenstoeslag_voorbeeldstad"])
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_shipped_policy_with_other_white_space_is_mended_to_its_form(
    policy: str, data: st.DataObject
) -> None:
    for text in texts_of(policy):
        assert_mending_is_formatting(noisy(text, data))


@pytest.mark.nachtelijk
@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_every_shipped_policy_with_other_white_space_is_mended_to_its_form(
    policy: str, data: st.DataObject
) -> None:
    for text in texts_of(policy):
        assert_mending_is_formatting(noisy(text, data))


@settings(max_examples=120, deadline=None)
@given(st.lists(declarations(), min_size=1, max_size=3), st.data())
def test_a_random_policy_is_mended_to_its_form(listed: list[Any], data: st.DataObject) -> None:
    text = "".join(map(format_declaration, listed))

    assert found(text) == []
    assert_mending_is_formatting(noisy(text, data))


@settings(max_examples=60, deadline=None)
@given(declarations(), st.data())
def test_clauses_in_any_order_are_mended_to_the_fixed_one(
    declared: Any, data: st.DataObject
) -> None:
    head, *rest = re.split(r"\n(?=  \S)", format_declaration(declared).rstrip("\n"))
    shuffled = data.draw(st.permutations(rest))

    assert_mending_is_formatting("\n".join([head, *shuffled]) + "\n")


def noisy(text: str, data: st.DataObject) -> str:
    """Return the text with other white space in some places, also within texts and comments."""
    gaps = [gap.span() for gap in re.finditer(r"\s+", text)]
    chosen = data.draw(st.lists(st.sampled_from(gaps), max_size=6, unique=True)) if gaps else []
    for start, stop in sorted(chosen, reverse=True):
        text = text[:start] + data.draw(st.sampled_from(GAPS)) + text[stop:]
    ends = data.draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return re.sub(r"\r?\n", ends, text) if data.draw(st.booleans()) else text


@pytest.mark.parametrize(
    ("text", "what", "new"),
    [
        ('waarde  w "W"\n', "te veel ruimte", " "),
        ('waarde w "W" # x\n', "te weinig ruimte", "  "),
        ('waarde\tw "W"\n', "ander wit dan een spatie", " "),
        ('waarde w "W"', "geen regeleinde", "\n"),
        ('waarde w "W"\n\n', "een lege regel te veel", ""),
        ('\nwaarde w "W"\n', "een lege regel te veel", ""),
        ('waarde w "W"\n\n\nwaarde w "W"\n', "meer dan één lege regel", "\n"),
        ('waarde w "W"\n \nwaarde w "W"\n', "een spatie op een lege regel", "\n"),
        (
            "begrip a: ja/nee\n  is b\n\n  bron Pw artikel 1\n",
            "een andere volgorde",
            "  bron Pw artikel 1\n",
        ),
        ("begrip a: ja/nee\n\n  is b\n", "een lege regel te veel", ""),
        ("begrip a: ja/nee\n   is b\n", "een andere inspringing dan de vaste", "  "),
        ("begrip a: ja/nee\n\tis b\n", "een tab aan het begin van de regel", "  "),
        ("begrip a: ja/nee  \n  is b\n", "een spatie aan het eind van de regel", ""),
        ("begrip a: ja/nee is b\n", "een regel die anders wordt afgebroken", "\n  "),
        ("begrip a: ja/nee\n  is b >= 3\n", "een andere schrijfwijze", "is ten minste"),
        (f"begrip a: ja/nee\n  is {'b en ' * 20}b\n", "een te lange regel", "\n    "),
        ('waarde a\r\n  "A"\nwaarde b "B"\n', "een ander regeleinde dan de meeste", "\n"),
    ],
)
def test_each_difference_is_named_in_its_place(text: str, what: str, new: str) -> None:
    told = found(text)[0]

    assert told.facts["wat"].startswith(what)
    assert told.edits[0].replacement == new


def test_lines_that_change_places_are_one_change_or_none() -> None:
    text = "begrip a: ja/nee\n  is b\n  bron Pw artikel 1\n"
    (told,) = found(text)
    (place, _) = (label.span for label in told.spans)

    assert text[place.start : place.end] == "bron Pw artikel 1"
    assert [label.text for label in told.spans] == ["", "hoort hier"]
    assert mended(text, told.edits) == format_source(Source("", text))
    assert told.help == ("zet de regels van dit blok in de vaste volgorde",)


def test_two_spellings_in_one_block_are_two_findings() -> None:
    text = "begrip a: ja/nee\n  bron Pw artikel 1\n  is b >= € 1000\n    en (c)\n"

    assert [each.edits[0].replacement for each in found(text)] != []
    assert mended_wholly(text) == format_source(Source("", text))


def test_white_space_and_a_spelling_in_one_block_are_told_apart() -> None:
    text = "regel a bepaalt b\n  bron  Pw artikel 1\n  bedoeling c\n  indien d >= 3\n  dan ja\n"

    assert [each.facts["wat"] for each in found(text)] == ["te veel ruimte", layout.SPELLING]
    assert mended_once(text) == format_source(Source("", text))


def test_a_line_with_more_space_and_another_spelling_is_one_change() -> None:
    (told,) = found("begrip a: ja/nee\n  is  b >= 3\n")

    assert told.edits[0].replacement == "  is b is ten minste 3\n"


def test_a_block_that_does_not_parse_is_only_told_of_what_is_sure() -> None:
    text = 'regel  a bepaalt\n\tdan   nee \n  # x\n\n\n\n  dan ja\n\nwaarde  w "W"\n'

    assert [each.facts["wat"] for each in found(text)] == [
        layout.SPACE_AT_END,
        layout.TAB,
        layout.BLANK_LINES,
        "te veel ruimte",
    ]


def test_much_that_differs_is_held_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_LINES", 2)
    text = "begrip a: ja/nee\n  is b >= 3\n  bron Pw artikel 1\n"

    (told,) = found(text)

    assert told.edits[0].replacement == format_source(Source("", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_right_examples_on_the_pages_stand_in_the_fixed_form(page: Path) -> None:
    if page.stem in ABOUT_LAYOUT:
        return
    for example in examples(page, "Goed"):
        assert format_source(Source("", example)) == example

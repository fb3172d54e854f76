"""The page of a report is whole, tells all, loads nothing and lets nothing hostile through."""

import re
from functools import cache
from itertools import pairwise

import attrs
import pytest

from maatwerk_rules.explanation.html_style import STYLE
from maatwerk_rules.verification.page.marks import MEANINGS, SHAPES
from maatwerk_rules.verification.page.page import MOST_CARDS, MOST_STEPS, to_page
from maatwerk_rules.verification.report import Run, about
from maatwerk_rules.verification.verdicts import STATUSES
from tests.explanation.reading import Reader, read
from tests.verification.page.wholly import EXAMPLES, HOSTILE, wholly


@cache
def whole() -> str:
    return to_page(wholly(), EXAMPLES)


@cache
def found() -> Reader:
    return read(whole())


def test_the_page_is_whole_and_its_ids_are_unique() -> None:
    names = found().values("id")

    assert len(names) == len(set(names))
    linked = {one.removeprefix("#") for one in found().values("href") if one.startswith("#")}
    named = {one for each in found().values("aria-labelledby") for one in each.split()}
    assert linked | named <= set(names)
    assert found().values("lang") == ["nl"]


def test_headings_leave_no_level_out() -> None:
    levels = [int(name[1]) for name, _ in found().tags if re.fullmatch("h[1-6]", name)]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_loaded() -> None:
    names = {name for name, _ in found().tags}

    assert not names & {"script", "img", "link", "iframe", "object", "video", "base", "form"}
    assert found().values("src") == []
    assert "url(" not in whole()
    assert "@import" not in whole()
    assert not [one for one in found().values("href") if not one.startswith(("#", "https://"))]


def test_what_a_policy_says_is_text_and_nothing_else() -> None:
    assert HOSTILE in found().text
    assert not any(name.startswith("on") for _, each in found().tags for name in each)


def test_every_table_has_a_caption_a_head_and_rows_of_one_length() -> None:
    for table in re.findall(r"<table.*?</table>", whole(), re.DOTALL):
        inside = read(table)
        rows = [len(re.findall(r"<t[hd]", row)) for row in re.findall("<tr.*?</tr>", table)]

        assert [name for name, _ in inside.tags].count("caption") == 1, table[:200]
        assert len(set(rows)) == 1, table[:200]
        assert inside.values("scope").count("row") == len(rows) - 1


def test_every_status_is_told_with_a_word_and_a_shape() -> None:
    assert set(SHAPES) == set(MEANINGS) == set(STATUSES)
    assert len(set(SHAPES.values())) == len(SHAPES)
    for status in STATUSES:
        assert f"{SHAPES[status]} {status.replace('_', ' ')}" in found().text


def test_each_thing_that_was_asked_stands_on_it() -> None:
    text = found().text

    for one in wholly().verdicts:
        assert about(one).replace("`", "") in text.replace("`", "")
    for title in (
        *("Eigenschappen", "Gevonden", "Gevonden in de tekst", "Sprongen en vallen"),
        *("Elke regel", "Breedte van elk oordeel", "Bewust zo", "Niet beslist", "Alle beweringen"),
    ):
        assert f">{title}</h2>" in whole()
    assert "7 beweringen kloppen niet." in text
    assert "Grondwet artikel 1" in text


def test_pairs_stand_side_by_side() -> None:
    text = found().text

    assert "≠ inkomen (verschilt)€ 1.250,01 per maand€ 1.250 per maand" in text
    assert "uitkomsttoeslag is € 0 per maandtoeslag is € 150 per maand" in text
    assert "toets beproefd" in text


def test_a_rule_that_lives_has_an_example_and_one_that_is_dead_a_reason() -> None:
    text = found().text

    assert (
        "basisrechtartikel 11, eerste lid, van de Participatiewetrecht● levendde toets gewoon"
        in text
    )
    assert f"toeslag† doodZo staat het er {HOSTILE}." in text
    assert "op 1 maart 2026, " in text
    assert "en nog " in text
    assert "Gezocht in 1.200 gevallen." in text
    assert "Niet gezocht." in text


def test_a_judgement_has_its_width_in_outcomes_and_euros() -> None:
    text = found().text

    assert "groot1€ 40 per maand (extra)" in text
    assert "€ 150 per maand tegenover € 200 per maand" in text
    assert "geen verschil gevonden: onevenredig_gevolg_van_beleid" in text


def test_a_course_is_drawn_named_and_told_in_a_table() -> None:
    text = found().text

    assert "vanaf € 1.250,01 per maand gaat toeslag van € 150 per maand naar € 0" in text
    assert "− € 150 per maand" in text
    assert "Weerlegd: het beleid staat een verschil toe van hoogstens € 2 per maand." in text
    assert "nee → ja" in text
    assert "een stijging van 28 dagen, ongunstiger" in text
    assert "van € 300 per maand naar € 10 per maand, geleidelijk" in text
    assert found().values("role").count("img") == whole().count("<svg") == 7


def test_a_report_of_which_all_holds_is_a_page_too() -> None:
    report = wholly(Run(0.5, broken_off=True))
    held = tuple(one for one in report.verdicts if one.status == "bewezen")
    text = read(to_page(attrs.evolve(report, verdicts=held, findings=()))).text

    assert "Er is niets gevonden dat om verbetering vraagt. Alles is beslist." in text
    assert "afgebroken" in text
    assert "Niet beslist" not in text
    assert "Breedte van elk oordeel" not in text


def test_one_of_each_is_told_in_the_singular() -> None:
    report = wholly()
    wrong = [one for one in report.verdicts if one.claim.asks.code == "P07"]
    open_ = [one for one in report.verdicts if one.status == "onbeslist"][:1]
    text = read(to_page(attrs.evolve(report, verdicts=(*wrong, *open_), findings=()))).text

    assert "Eén bewering klopt niet. Over één bewering is niet beslist." in text


def test_thousands_of_verdicts_stay_within_two_million_characters() -> None:
    report = wholly()
    refuted = [one for one in report.findings if one.verdict.status == "weerlegd"]
    many = attrs.evolve(
        report,
        verdicts=report.verdicts * 28,
        findings=tuple(refuted * (MOST_CARDS // len(refuted) + 2)),
    )
    page = to_page(many, EXAMPLES)

    assert len(many.verdicts) > 3_000
    assert len(page.encode()) < 2_000_000
    assert "die staan onder ‘Alle beweringen’" in page
    assert len(many.verdicts) > MOST_STEPS


# ---------------------------------------------------------------- contrast


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    full = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("place", [0, 1, 2], ids=["licht", "donker", "papier"])
def test_text_and_ground_have_contrast_enough(place: int) -> None:
    block = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[place]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", block))
    grounds = [colours[name] for name in ("grond", "vlak", "verschil")]

    for name in ("tekst", "stil", "koppeling", "goed", "mis", "open"):
        assert all(_contrast(colours[name], ground) >= 4.5 for ground in grounds), name
    for name in ("lijn", "grens"):
        assert _contrast(colours[name], colours["grond"]) >= 3, name

"""Questions that belong together stand on one page, each with its own reason."""

from __future__ import annotations

import re
from html import unescape
from time import process_time
from typing import Any

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules import load
from maatwerk_rules.integrations.spreekkamer.addresses import opaque
from maatwerk_rules.integrations.spreekkamer.pages import about_field_of, field_of
from tests.integrations.spreekkamer.visitor import Visitor, text_of
from tests.lopen import case_of, in_form

WILLEM = "participatiewet/zaken/willem.json"
AISHA = "bijzondere_bijstand_voorbeeldstad/zaken/aisha.json"


def asked_of(policy: str, outcome: str) -> Visitor:
    """Return a case of which nothing is known but what is wanted."""
    visitor = Visitor(load(policy))
    visitor.begin(uitkomst=outcome)
    visitor.wish()
    return visitor


def marks_on(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'name="over\d*" value="([^"]+)"', page)]


def filled(page: str, facts: dict[str, Any]) -> dict[str, str]:
    """Return the form of a page of questions as somebody fills it who knows the case."""
    typed = {}
    for number, mark in enumerate(marks_on(page)):
        field = field_of(number)
        text = in_form(facts, mark.split(":"))
        if re.search(rf'name="{field}" value="nee"', page):
            text = {"": "nee", "0": "nee", "1": "ja"}.get(text, text)
        typed |= {about_field_of(number): mark, field: text}
    return typed


def walk(visitor: Visitor, facts: dict[str, Any]) -> list[list[str]]:
    """Answer all questions and return what was asked, page by page."""
    pages = []
    while (found := visitor.at("vragen")).status_code == 200:
        pages.append(marks_on(found.text))
        sent = {**filled(found.text, facts), "sla_over": "ja"}
        assert visitor.send(f"{visitor.base}/vragen", sent).status_code == 303
    return pages


@pytest.mark.parametrize(
    ("policy", "place", "outcome", "most"),
    [
        ("participatiewet", WILLEM, "recht_op_algemene_bijstand", 8),
        ("bijzondere_bijstand_voorbeeldstad", AISHA, "bijzondere_bijstand", 8),
    ],
)
def test_a_case_is_asked_on_few_pages_and_nothing_twice(
    policy: str, place: str, outcome: str, most: int
) -> None:
    visitor = asked_of(policy, outcome)

    pages = walk(visitor, case_of(place)["feiten"])

    every = [mark for page in pages for mark in page]
    assert len(pages) <= most, pages
    assert len(every) == len(set(every))
    assert visitor.at("vragen").location == f"{visitor.base}/uitkomst"


def test_what_only_matters_after_another_answer_is_not_on_the_same_page() -> None:
    visitor = asked_of("participatiewet", "recht_op_algemene_bijstand")
    pages = walk(visitor, case_of(WILLEM)["feiten"])
    every = [mark.rpartition(":")[2] for page in pages for mark in page]
    assert "andere_regeling_mogelijk" in every
    assert not {"soort_andere_regeling", "had_of_heeft_genoeg", "woningschuld"} & {*every}


@pytest.fixture
def together() -> Visitor:
    """Give a case with several questions on its page."""
    return asked_of("participatiewet", "recht_op_algemene_bijstand")


def test_each_field_of_a_page_has_its_own_id_and_each_question_its_own_reason(
    together: Visitor,
) -> None:
    page = together.at("vragen").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    reasons = re.findall(r'class="waarom">.*?<p>(.*?)</p>', page)
    assert len(reasons) == len(marks_on(page)) > 1
    assert len(set(reasons)) > len(reasons) / 2
    assert all("Dit telt mee bij" in one for one in reasons)


def test_an_answer_that_is_not_given_is_asked_again_and_the_others_are_kept(
    together: Visitor,
) -> None:
    first = together.at("vragen").text
    marks = marks_on(first)
    typed = {about_field_of(place): mark for place, mark in enumerate(marks)}
    nothing = together.send(f"{together.base}/vragen", typed)
    assert nothing.status_code == 422
    assert "Geef een antwoord" in text_of(nothing)
    day = marks.index(f"aanvrager:aanvrager:{opaque('aanvrager')}:geboortedatum")
    wrong = {**typed, field_of(0): "nee", field_of(day): "gisteren"}
    told = together.send(f"{together.base}/vragen", wrong)
    assert told.status_code == 422
    assert f'href="#{field_of(day)}"' in told.text
    assert 'value="gisteren"' in told.text
    assert marks[0] not in marks_on(together.at("vragen").text)
    again = {**typed, field_of(day): "1997-05-03"}
    assert together.send(f"{together.base}/vragen", again).status_code == 303
    left = marks_on(together.at("vragen").text)
    assert marks[day] not in left
    assert marks[1] in left


def test_what_came_too_late_on_a_page_is_shown_and_the_rest_is_kept(together: Visitor) -> None:
    marks = marks_on(together.at("vragen").text)
    typed = {about_field_of(place): mark for place, mark in enumerate(marks)}
    one = {about_field_of(0): marks[0], field_of(0): "nee"}
    assert together.send(f"{together.base}/vragen", one).status_code == 303
    both = {**typed, field_of(0): "ja", field_of(1): "nee"}
    late = together.send(f"{together.base}/vragen", both)
    assert late.status_code == 409
    assert "intussen al beantwoord" in text_of(late)
    assert marks[1] not in marks_on(together.at("vragen").text)
    two = {**typed, field_of(0): "ja", field_of(1): "ja"}
    several = together.send(f"{together.base}/vragen", two)
    assert several.status_code == 409
    assert "niet meer aan de orde" in text_of(several)


def test_what_hangs_on_a_question_that_was_left_is_left_too(together: Visitor) -> None:
    seen = set()
    while (found := together.at("vragen")).status_code == 200:
        marks = marks_on(found.text)
        seen |= {mark.rpartition(":")[2] for mark in marks}
        sent = {about_field_of(place): mark for place, mark in enumerate(marks)}
        together.send(f"{together.base}/vragen", {**sent, "sla_over": "ja"})
    assert "vraagt_voor_schulden" in seen
    assert "had_of_heeft_genoeg" not in seen


@pytest.mark.nachtelijk
def test_the_next_page_of_a_large_policy_comes_at_once(together: Visitor) -> None:
    """Measured as 0.3 s of a quiet core; the bound leaves room for a slow or busy machine."""
    facts, took = case_of(WILLEM)["feiten"], []
    while True:
        started = process_time()
        found = together.at("vragen")
        took.append(process_time() - started)
        if found.status_code != 200:
            break
        sent = {**filled(found.text, facts), "sla_over": "ja"}
        together.send(f"{together.base}/vragen", sent)
    assert max(took) < 1.5, took

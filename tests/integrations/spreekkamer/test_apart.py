"""Two people judge the same case apart; only what they judge together is recorded."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from tests.integrations.spreekkamer.visitor import Visitor, aisha, linked, text_of, weighed

ONE, OTHER = "Rust voor haar.", "Gelijke regels voor iedereen."


def answers(page: str, value: str, judged: str) -> dict[str, str]:
    typed = {**weighed(page), "waarden": value, "oordeel-0": judged}
    return {key: one for key, one in typed.items() if key not in ("door", "op", "omdat")}


@pytest.fixture
def two() -> tuple[Visitor, str]:
    """Give a case, and where its deviation is judged apart."""
    visitor = aisha()
    weighing = visitor.get(linked(visitor.at("uitkomst").text, "weging", "onevenredig")).text
    return visitor, linked(weighing, "/apart")


def test_neither_sees_the_other_before_both_are_done(two: tuple[Visitor, str]) -> None:
    visitor, address = two
    first = visitor.get(address)
    assert "apart" in text_of(first)
    assert 'name="door"' not in first.text
    assert visitor.send(address, answers(first.text, ONE, "ja")).status_code == 303
    second = visitor.get(address)
    assert "Geef het scherm aan de ander" in text_of(second)
    elsewhere = (visitor.at(step).text for step in ("uitkomst", "besluit", "wens"))
    weighing = visitor.get(linked(visitor.at("uitkomst").text, "weging", "onevenredig")).text
    for page in (second.text, weighing, *elsewhere):
        assert ONE not in page
    assert ONE not in visitor.at("zaak.json").text
    visitor.get(address)
    assert visitor.send(address, answers(second.text, OTHER, "nee")).status_code == 303
    both = text_of(visitor.get(address))
    assert ONE in both
    assert OTHER in both
    assert "Hier verschilt u (2)" in both


def test_a_form_that_is_sent_twice_counts_for_one(two: tuple[Visitor, str]) -> None:
    visitor, address = two
    page = visitor.get(address).text
    for _ in range(2):
        assert visitor.send(address, answers(page, ONE, "ja")).status_code == 303
    assert "Geef het scherm aan de ander" in text_of(visitor.get(address))


def test_an_empty_or_misleading_answer_is_refused_at_its_place(two: tuple[Visitor, str]) -> None:
    visitor, address = two
    visitor.get(address)
    empty = visitor.send(address, {})
    assert empty.status_code == 422
    assert "minstens één antwoord" in text_of(empty)
    wrong = visitor.send(address, {"waarden": "a\u202eb"})
    assert wrong.status_code == 422
    assert 'href="#waarden"' in wrong.text


def test_only_what_is_judged_together_is_recorded(two: tuple[Visitor, str]) -> None:
    visitor, address = two
    for value in (ONE, OTHER):
        page = visitor.get(address).text
        visitor.send(address, answers(page, value, "ja"))
    joint = linked(visitor.get(address).text, "/weging")
    page = visitor.get(joint).text
    assert ONE not in page
    assert visitor.send(joint, weighed(page)).status_code == 303
    case = json.loads(visitor.at("zaak.json").data)
    assert ONE not in str(case)
    assert len(case["oordelen"]) == 2
    assert not next(iter(visitor.app.walks._walks.values())).apart_answers


def test_both_judgements_can_be_thrown_away_to_begin_again(two: tuple[Visitor, str]) -> None:
    visitor, address = two
    for value in (ONE, OTHER):
        page = visitor.get(address).text
        visitor.send(address, answers(page, value, "ja"))
    visitor.get(address)
    assert visitor.send(address, {"opnieuw": "ja"}).status_code == 303
    assert ONE not in text_of(visitor.get(address))
    assert 'name="waarden"' in visitor.get(address).text


def test_there_is_nothing_to_judge_apart_where_nothing_is_to_be_weighed() -> None:
    visitor = aisha()
    found = visitor.at("apart?uitkomst=recht&grond=niets")
    assert found.location == f"{visitor.base}/uitkomst"

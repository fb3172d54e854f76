"""Practising: one's own judgement is really asked, and the lines differ where the policy does."""

from __future__ import annotations

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules.integrations.spreekkamer import practice_pages
from tests.besluit.cases import AISHA, OUTCOME, WILLEM
from tests.integrations.spreekkamer.visitor import Visitor, aisha, text_of

OWN = {"uitkomst-0": "ja", "waarom": "Zij kan niet anders.", "waarde": "Geen schuld."}


def test_who_practises_judges_first_and_leaves_no_record() -> None:
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin(oefenen="ja")
    visitor.wish()
    assert visitor.at("vragen").location == f"{visitor.base}/eigen"
    assert visitor.at("uitkomst").location == f"{visitor.base}/eigen"
    own = visitor.at("eigen")
    assert "voorlopig" not in text_of(own)
    sent = visitor.send(f"{visitor.base}/eigen", OWN)
    assert sent.location == f"{visitor.base}/uitkomst"
    told = text_of(visitor.at("uitkomst"))

    assert "Uw eigen oordeel" in told
    assert OWN["waarom"] in told
    assert "Welke lijnen zijn te verdedigen?" in told
    assert "Geen lijn gaat voor." in told
    assert visitor.at("vragen").location == f"{visitor.base}/uitkomst"
    for step in ("besluit", "zaak.json", "toets.beleid"):
        assert visitor.at(step).status_code == 403
    assert visitor.at("besluit.json").status_code == 404
    assert visitor.send(f"{visitor.base}/besluit", {"kenmerk": "x"}).status_code == 403
    for step in (
        f"weging?uitkomst={OUTCOME}&grond=noodzakelijke_woonkosten",
        "oordeel?over=onevenredig_gevolg",
    ):
        assert visitor.at(step).location == f"{visitor.base}/uitkomst"


def test_without_practising_there_is_no_page_for_it_and_questions_stay_without_answer() -> None:
    practised = Visitor()
    practised.begin(oefenen="ja")
    practised.wish()

    assert aisha().at("eigen").location.endswith("/uitkomst")
    assert "Tot nu toe" not in text_of(practised.at("vragen"))


def test_lines_are_only_told_where_a_judgement_is_open() -> None:
    visitor = Visitor(case={"feiten": {"in_detentie": True, "nederlander_of_gelijkgesteld": False}})
    visitor.begin(uitkomst="recht", oefenen="ja")
    visitor.wish()
    visitor.send(f"{visitor.base}/eigen", OWN)

    assert "te verdedigen" not in text_of(visitor.at("uitkomst"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "uitkomst-0"),
        ({**OWN, "uitkomst-0": ""}, "uitkomst-0"),
        ({**OWN, "waarom": " "}, "waarom"),
        ({**OWN, "waarom": "\u200b"}, "waarom"),
        ({**OWN, "waarde": "\u202eja"}, "waarde"),
    ],
)
def test_without_an_own_judgement_and_its_reason_nothing_is_shown(
    typed: dict[str, str], field: str
) -> None:
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin(oefenen="ja")
    visitor.wish()
    visitor.at("eigen")
    refused = visitor.send(f"{visitor.base}/eigen", typed)

    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text
    assert visitor.at("uitkomst").location == f"{visitor.base}/eigen"


def test_about_another_outcome_ones_own_judgement_is_asked_again() -> None:
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin(oefenen="ja")
    visitor.wish()
    visitor.at("eigen")
    visitor.send(f"{visitor.base}/eigen", OWN)
    visitor.at("begin")
    about = {"peildatum": "2026-03-01", "uitkomst": "recht"}
    assert visitor.send(f"{visitor.base}/begin", about).status_code == 303

    assert visitor.at("uitkomst").location == f"{visitor.base}/eigen"


def practised(case: dict[str, object], outcome: str) -> str:
    visitor = Visitor(case={**case, "gevraagd": [outcome]})
    visitor.begin(uitkomst=outcome, oefenen="ja")
    visitor.wish()
    visitor.at("eigen")
    visitor.send(f"{visitor.base}/eigen", OWN)
    return text_of(visitor.at("uitkomst"))


def test_the_lines_for_yes_and_no_say_what_each_of_them_serves() -> None:
    told = practised(AISHA, OUTCOME).split("Welke lijnen zijn te verdedigen?")[1]
    yes, no = told.split("Het oordeel ‘onevenredig gevolg’ is nee")

    assert "Tijd om passend te wonen" in yes
    assert "Ouders eerst" not in yes
    assert "Ouders eerst" in no
    assert practice_pages.SAME not in told


def test_where_the_policy_does_not_tell_lines_apart_it_says_so() -> None:
    told = practised(WILLEM, "recht").split("Welke lijnen zijn te verdedigen?")[1]

    assert practice_pages.SAME in told

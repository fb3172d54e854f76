"""A decision as a page: whole, escaped, nothing loaded, all room in order, nothing chosen."""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest

from maatwerk_rules import Policy, decide, load
from maatwerk_rules.besluit.conflicts import Conflicts
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.page.conflicts import conflicts_to_html
from maatwerk_rules.besluit.page.decision import ANYHOW, decision_page
from maatwerk_rules.besluit.page.questions import option_in_words, questions_to_html
from maatwerk_rules.besluit.page.room import (
    HOW_BEYOND,
    NO_ROOM,
    NOTHING_AT_ISSUE,
    Piece,
    room_to_html,
)
from maatwerk_rules.besluit.possibilities import Asked, possibilities
from maatwerk_rules.besluit.weighing import with_weighing
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.html_style import STYLE
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import NO_BESLUIT
from tests.besluit.cases import AISHA, DAY, GROUND, OUTCOME, POLICY, WILLEM, form, weighing
from tests.explanation.hostile import CASE, hostile_policy
from tests.explanation.reading import Reader, read

ROOT = Path(__file__).parents[3]


def page_of(policy: Policy, case: Mapping[str, Any] | str, *names: str) -> str:
    return decision_page(policy, decide(policy, case, peildatum=DAY, uitkomsten=names or None))


@cache
def page_of_willem() -> str:
    case = (ROOT / "policies/participatiewet/zaken/willem.json").read_text("utf-8")
    return page_of(load("participatiewet"), case)


def seen(policy: Policy, case: Mapping[str, Any] | str, *names: str) -> Reader:
    return read(page_of(policy, case, *names))


def test_a_page_is_whole_and_hostile_text_stays_text() -> None:
    found = seen(hostile_policy(), CASE)
    names = {name for name, _ in found.tags}

    assert not names & {"script", "img", "link", "iframe", "form", "input"}
    assert found.text.count("<script>alert('1')</script>") > 50
    assert "onerror" not in {name for _, attrs in found.tags for name in attrs}
    assert found.values("src") == []
    assert "default-src 'none'" in found.values("content")[0]


def test_no_level_of_heading_is_left_out_and_ids_are_unique() -> None:
    for case in (CASE, {}):
        found = seen(hostile_policy(), case)
        levels = [int(name[1]) for name, _ in found.tags if name[0] == "h" and name[1:].isdigit()]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert len(found.values("id")) == len(set(found.values("id")))


def test_the_wish_and_the_answer_come_first_and_it_is_no_besluit() -> None:
    found = seen(POLICY, {**WILLEM, "gewenst_effect": "Rijden."}, "recht").text
    parts = [found.rindex(one) for one in ("Wat wilt u bereiken?", "De uitkomstZo is", "Waarom?")]

    assert parts == sorted(parts)
    assert found.count(NO_BESLUIT) == 2  # with the answer and at the foot


def test_without_the_wish_it_is_asked_first_and_the_outcome_is_folded_behind_it() -> None:
    page = page_of(POLICY, WILLEM, "recht")
    asked, folded = page.split('<details class="na-de-wens">')
    found = seen(POLICY, WILLEM, "recht")

    assert "Wat wil de inwoner bereiken, in eigen woorden?" in asked
    assert "Recht: voorlopig nee" not in asked
    assert "Recht: voorlopig nee" in folded
    assert "<details open" not in folded.split("<h2")[0]
    assert len(found.values("id")) == len(set(found.values("id")))


def test_a_blank_wish_is_none() -> None:
    assert ANYHOW in page_of(POLICY, {**WILLEM, "gewenst_effect": " "}, "recht")


def test_a_municipality_that_does_not_ask_it_says_why_and_nothing_is_folded() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    page = decision_page(POLICY, decision, niet_gevraagd="Ambtshalve <b>.")

    assert "De reden: Ambtshalve <b>." in read(page).text
    assert ANYHOW not in page
    with pytest.raises(FactError):
        decision_page(POLICY, decision, niet_gevraagd=" ")


def test_on_paper_the_outcome_stands_open() -> None:
    assert "details:not(.lang)::details-content { content-visibility: visible; }" in STYLE
    assert 'class="na-de-wens"' in page_of(POLICY, WILLEM, "recht")


def test_room_stands_in_legal_order_with_what_would_follow() -> None:
    found = seen(POLICY, AISHA, OUTCOME).text
    order = ("Wat moet worden beoordeeld", "Afwijken: beleidsregel en hardheid", "Buiten deze")
    places = [found.index(one) for one in order]

    assert places == sorted(places)
    assert "Wat zou er volgen bij elk antwoord?" in found
    assert "Geen antwoord is gekozen." in found
    assert "Dit is een afwijking van de regel." in found


def test_each_question_of_the_weighing_is_there_and_none_is_answered() -> None:
    decision = decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,))
    asked = weigh(POLICY, decision, OUTCOME, GROUND)
    found = read(decision_page(POLICY, decision))

    assert all(one.text in found.text for one in asked.questions)
    assert all(question in found.text for one in asked.judged for _, question in one.factors)
    assert "☑" not in found.text
    assert not any("checked" in attrs or "selected" in attrs for _, attrs in found.tags)


def test_what_is_not_at_issue_is_folded_and_what_is_open_is_not() -> None:
    page = page_of_willem()
    of_room = [part.split("</summary>")[0] for part in page.split('<li class="kaart"><details')[1:]]

    assert all(("niet aan de orde" in one) == (" open " not in one) for one in of_room)
    assert len(of_room) > 10


@pytest.mark.nachtelijk
def test_of_many_powers_five_are_shown_and_the_rest_stands_behind_more() -> None:
    case = (ROOT / "policies/participatiewet/zaken/maatregel.json").read_text("utf-8")
    policy = load("participatiewet")
    decision = decide(policy, case, peildatum=DAY)
    powers = [
        sum(room.karakter == "kan" for room in result.room) for result in decision if result.room
    ]
    page = decision_page(policy, decision)

    for number in powers:
        assert (f"Meer bevoegdheden ({number - 5})" in page) == (number > 5)


def test_rules_that_only_lead_there_are_folded() -> None:
    page = page_of_willem()

    assert "Regels die meedoen, maar niet beslissen (15)" in page
    assert page.index("Vermogen boven grens") < page.index("Regels die meedoen")


def test_sources_are_links_to_where_the_law_stands() -> None:
    found = read(page_of_willem()).values("href")
    links = {one.split("/")[2] for one in found if one.startswith("https")}

    assert links == {"wetten.overheid.nl"}


def test_steps_fold_and_a_link_never_stands_in_what_folds() -> None:
    page = page_of(POLICY, WILLEM, "recht")
    folds = [part.split("</summary>")[0] for part in page.split("<summary>")[1:]]

    assert '<ul class="boom">' in page
    assert not any("<a " in one for one in folds)


def test_a_decision_without_room_or_weighing_is_a_page_too() -> None:
    case = {"feiten": {"geboortedatum": "1957-12-01", "woonkosten": 0}}
    found = seen(POLICY, {**case, "gevraagd": ["woonkostentoeslag"]})

    assert "De uitkomst" in found.text


@pytest.mark.nachtelijk
@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("bijzondere_bijstand_voorbeeldstad", "aisha"),
        ("diemen_afstemming_2015", "zaak_16"),
        ("hardheid_voorbeeldstad", "nabetaling"),
    ],
)
def test_shipped_cases_are_pages(name: str, case: str) -> None:
    policy = load(name)
    data = (ROOT / f"policies/{name}/zaken/{case}.json").read_text("utf-8")
    decision = decide(policy, data, peildatum=DAY)
    found = read(decision_page(policy, decision))

    assert found.values("lang") == ["nl"]
    assert all(result.name.replace("_", " ")[1:] in found.text for result in decision)


def test_more_than_five_powers_are_folded_behind_more() -> None:
    decision = decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,))
    first = possibilities(POLICY, decision, OUTCOME)[0]
    room = attrs.evolve(first.room, karakter="kan", rank=4)
    power = [attrs.evolve(first, room=room) for _ in range(7)]
    words = Vocabulary(POLICY, DAY)
    told = room_to_html([Piece(OUTCOME, one) for one in power], words).text

    assert "Meer bevoegdheden (2)" in told
    assert told.count('<li class="kaart">') == 7
    assert room_to_html([], words).text == f"<p>{NO_ROOM}</p>"


def test_what_is_not_at_issue_stands_behind_one_heading() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    first, *others = possibilities(POLICY, decision, "recht")
    aside = attrs.evolve(first, room=attrs.evolve(first.room, state="niet aan de orde"))
    words = Vocabulary(POLICY, DAY, decision.facts)
    told = room_to_html([Piece("recht", one) for one in (aside, *others, aside)], words).text
    none = room_to_html([Piece("recht", aside)], words).text

    head, behind = told.split("Nu niet aan de orde (2)")
    assert head.count('<li class="kaart">') == sum(one.room.kind != "opschaling" for one in others)
    assert behind.count('<li class="kaart">') == 2
    assert NOTHING_AT_ISSUE in none
    assert "<h4>" not in none


def test_what_no_rule_reaches_says_how_to_go_on_and_is_not_called_open() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    first = possibilities(POLICY, decision, "recht")[0]
    room = attrs.evolve(first.room, kind="buiten de wet", rank=7, state="open", by=("college",))
    beyond = attrs.evolve(first, room=room, asked=(), then=())
    told = room_to_html([Piece("recht", beyond)], Vocabulary(POLICY, DAY)).text

    assert "nog open" not in told
    assert HOW_BEYOND in told


def test_a_favourable_outcome_has_no_room_and_every_answer_to_a_judgement_is_told() -> None:
    decision = decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,))
    given = with_weighing(decision.facts, weighing())
    after = read(decision_page(POLICY, decide(POLICY, given, peildatum=DAY, uitkomsten=(OUTCOME,))))

    assert "Welke ruimte is er?" not in after.text


def test_a_piece_that_someone_decided_says_who_when_and_why_as_far_as_it_is_known() -> None:
    decision = decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,))
    piece = next(one for one in possibilities(POLICY, decision, OUTCOME) if one.asked)
    words = Vocabulary(POLICY, DAY)

    def told(**given: Any) -> str:
        room = attrs.evolve(piece.room, state="afgewezen", decided_by="consulent", **given)
        return room_to_html([Piece(OUTCOME, attrs.evolve(piece, room=room))], words).text

    assert "Waarom</dt>" not in told()
    assert "<dt>Op</dt><dd>1 maart 2026</dd>" in told(decided_on=DAY)
    assert "“Geen nood.”" in told(because="Geen nood.")


def test_a_judgement_that_is_a_number_has_a_line_to_write_on() -> None:
    words = Vocabulary(POLICY, DAY)
    yes_or_no = form()
    asked = Asked(Leaf("oordeel", "woonkosten"), "Hoeveel is redelijk?")
    number = attrs.evolve(yes_or_no, judged=(asked,), not_checked=())

    assert "☐ ja" in questions_to_html(yes_or_no, words).text
    assert "☐ ja" not in questions_to_html(number, words).text
    with pytest.raises(KeyError, match="niets"):
        option_in_words("niets", words)


def test_what_pulls_apart_stands_before_the_outcome() -> None:
    found = seen(POLICY, AISHA, OUTCOME).text

    assert found.index("trekt de andere kant op") < found.index("De uitkomstZo is")


def test_what_is_not_known_of_conflicts_is_told() -> None:
    told = conflicts_to_html(Conflicts((), ("recht", OUTCOME))).text

    assert "Dit is nog niet te zeggen van: recht en woonkostentoeslag." in told
    assert "<ul" not in told

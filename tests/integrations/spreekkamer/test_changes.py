"""Every answer, judgement and weighing can be changed; only what cannot stand is taken back."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules import load
from maatwerk_rules.integrations.spreekkamer.addresses import opaque
from tests.besluit.cases import AISHA, OUTCOME, WILLEM
from tests.integrations.spreekkamer.admissible import BORN, admissible_policy
from tests.integrations.spreekkamer.visitor import WISH, Visitor, aisha, linked, text_of, weighed
from tests.lopen import case_of

GROUND = "beleidsregel_onevenredig"
EXEMPT = "vrijgesteld_bezit"


def willem(case: dict[str, Any] | None = None) -> Visitor:
    visitor = Visitor(case={**(case or WILLEM), "gevraagd": ["recht"]})
    visitor.begin(uitkomst="")
    visitor.wish()
    return visitor


def facts_of(visitor: Visitor) -> Any:
    return json.loads(visitor.at("zaak.json").data)


def weigh(visitor: Visitor, ground: str, **other: str) -> str:
    """Weigh a piece of the room and return its address."""
    address = linked(visitor.at("uitkomst").text, "weging", ground)
    page = visitor.get(address).text
    who = "consulent" if 'value="consulent"' in page else "teammanager"
    sent = visitor.send(address, {**weighed(page), "door": who, **other})
    assert sent.location == f"{visitor.base}/uitkomst", text_of(sent)
    return address


def change(visitor: Visitor, mark: str, answer: str) -> Any:
    visitor.at(f"wijzig?over={mark}")
    return visitor.send(f"{visitor.base}/wijzig", {"over": mark, "antwoord": answer})


def test_every_answer_is_listed_with_a_way_to_change_it() -> None:
    visitor = willem()
    page = visitor.at("uitkomst").text

    assert "Wat u al beantwoordde (9)" in text_of(visitor.at("uitkomst"))
    for mark in ("schulden", "bezittingen", f"bezittingen:bezittingen:{opaque('auto')}:betwist"):
        address = linked(page, "wijzig", mark.replace(":", "%3A"))
        assert "Wijzig een antwoord" in text_of(visitor.get(address))


@pytest.mark.nachtelijk
def test_only_what_was_answered_is_counted_and_a_request_can_still_be_made() -> None:
    visitor = Visitor(load("participatiewet"))
    visitor.begin(uitkomst="recht_op_algemene_bijstand")
    visitor.wish()
    visitor.answer(antwoord="ja")
    told = text_of(visitor.at("vragen"))

    assert "Wat u al beantwoordde (1)" in told
    assert "Verzoeken die er nog niet zijn." in told
    assert "Is er een aanvrager?" not in told
    assert change(visitor, "vraagt_studietoeslag", "ja").status_code == 303
    assert "Wat u al beantwoordde (2)" in text_of(visitor.at("vragen"))


@pytest.mark.parametrize(
    ("mark", "shown", "answer", "kept"),
    [
        ("schulden", 'value="€ 0,00"', "1.000", "€ 1.000,00"),
        ("in_detentie", 'value="nee" checked', "ja", True),
        ("geboortedatum", 'value="1997-05-03"', "1998-05-03", "1998-05-03"),
        (
            f"bezittingen:bezittingen:{opaque('auto')}:waarde_in_euro",
            'value="€ 16.000',
            "9.000",
            "€ 9.000,00",
        ),
    ],
    ids=["amount", "truth", "day", "field"],
)
def test_an_answer_is_shown_as_it_stands_and_changed(
    mark: str, shown: str, answer: str, kept: object
) -> None:
    visitor = willem()
    page = visitor.at(f"wijzig?over={mark}")
    assert shown in page.text
    assert change(visitor, mark, answer).status_code == 303

    name = mark.rpartition(":")[2]
    facts = facts_of(visitor)["feiten"]
    assert facts.get(name, facts["bezittingen"][0].get(name)) == kept


def test_an_answer_can_be_taken_back_and_is_asked_nowhere_unless_one_wants_to() -> None:
    visitor = willem()
    visitor.at("wijzig?over=schulden")
    assert visitor.send(f"{visitor.base}/wijzig", {"over": "schulden", "terug": "ja"}).status_code
    assert "schulden" not in facts_of(visitor)["feiten"]
    assert "nu niet te zeggen" in text_of(visitor.at("uitkomst"))

    assert change(visitor, "schulden", "200").status_code == 303
    assert "schulden" in facts_of(visitor)["feiten"]
    assert "nu niet te zeggen" not in text_of(visitor.at("uitkomst"))


def test_a_change_that_cannot_be_is_refused_and_the_old_answer_stays() -> None:
    visitor = Visitor(admissible_policy())
    visitor.begin()
    visitor.wish()
    visitor.answer(antwoord="2007-12-01")
    refused = change(visitor, "geboortedatum", "2090-01-01")

    assert refused.status_code == 422
    assert BORN in text_of(refused)
    assert 'value="2090-01-01"' in refused.text
    assert facts_of(visitor)["feiten"]["geboortedatum"] == "2007-12-01"
    assert change(visitor, "geboortedatum", "").status_code == 422


def test_a_shorter_list_loses_its_last_records_and_their_judgements_and_says_so() -> None:
    bank = {"@naam": "bank", "waarde_in_euro": 900, "betwist": True, "gewoon_of_nodig": False}
    listed = [*WILLEM["feiten"]["bezittingen"], bank]
    visitor = willem({"feiten": {**WILLEM["feiten"], "bezittingen": listed}})
    weighed_one = {"wie_betaalde": "Ik.", "wie_gebruikt": "Ik.", "bewijs": "Geen."}
    given = {f"oordeel-0-{key}": text for key, text in weighed_one.items()}
    address = f"{visitor.base}/oordeel?over=beschikt_over%3Abezittingen%3A{opaque('bank')}"
    visitor.get(address)
    sent = {**given, "oordeel-0": "ja", "door": "consulent", "op": "2026-03-01", "omdat": "Ja."}
    assert visitor.send(address, sent).status_code == 303
    assert change(visitor, "bezittingen", "1").status_code == 303
    told = visitor.get(visitor.base)
    after = text_of(visitor.get(told.location))

    assert "Het oordeel over ‘beschikt over’ is teruggenomen: bank is er niet meer." in after
    case = facts_of(visitor)
    assert [one["@naam"] for one in case["feiten"]["bezittingen"]] == ["auto"]
    assert "oordelen" not in case
    assert change(visitor, "bezittingen", "3").status_code == 303
    assert len(facts_of(visitor)["feiten"]["bezittingen"]) == 3


def test_a_weighing_can_be_changed_and_shows_what_was_written() -> None:
    visitor = aisha()
    address = weigh(visitor, GROUND)
    assert "Wat al is gewogen" in text_of(visitor.at("uitkomst"))
    page = visitor.get(linked(visitor.at("uitkomst").text, "weging", GROUND))

    assert ">Kort en goed.</textarea>" in page.text
    assert 'value="ja" checked' in page.text
    changed = {**weighed(page.text), "oordeel-0": "nee", "omdat": "Toch niet."}
    assert visitor.send(address, changed).status_code == 303
    assert "Woonkostentoeslag: nee." in text_of(visitor.at("uitkomst"))
    judged = [one for one in facts_of(visitor)["oordelen"] if one["omdat"] == "Toch niet."]
    assert [one["waarde"] for one in judged] == [False]
    assert len(facts_of(visitor)["oordelen"]) == 2


@pytest.mark.nachtelijk
def test_a_weighing_whose_ground_a_later_refusal_closed_can_still_be_changed() -> None:
    case = case_of("bijzondere_bijstand_voorbeeldstad/zaken/aisha.json")
    judged = ("volgens_andere_regeling_niet_nodig", "onevenredig_gevolg")
    case["oordelen"] = [one for one in case["oordelen"] if one["oordeel"] not in judged]
    case |= {"bekeken": [], "gevraagd": ["bijzondere_bijstand"]}
    visitor = Visitor(load("bijzondere_bijstand_voorbeeldstad"), case=case)
    visitor.begin(uitkomst="")
    visitor.wish()
    first = weigh(visitor, "niet_nodig_volgens_andere_regeling", **{"oordeel-0": "nee"})
    weigh(visitor, GROUND, **{"oordeel-0": "nee"})
    page = visitor.get(first)

    assert ">Kort en goed.</textarea>" in page.text
    typed = {
        **weighed(page.text),
        "oordeel-0": "nee",
        "door": "consulent",
        "omdat": "Bij nader inzien.",
    }
    assert visitor.send(first, typed).status_code == 303
    told = {one["oordeel"]: one["omdat"] for one in facts_of(visitor)["oordelen"]}
    assert (told[judged[0]], told[judged[1]]) == ("Bij nader inzien.", "Kort en goed.")


def test_a_change_of_what_a_weighing_rests_on_keeps_it_and_says_to_look_again() -> None:
    visitor = aisha()
    address = weigh(visitor, GROUND)
    change(visitor, "geboortedatum", "2006-12-01")
    told = text_of(visitor.get(visitor.get(visitor.base).location))

    assert "blijft staan. Zij is gemaakt voor deze wijziging" in told
    assert "Kijk of zij nog klopt" in text_of(visitor.at("uitkomst"))
    page = visitor.get(address).text
    visitor.send(address, weighed(page))
    assert "Kijk of zij nog klopt" not in text_of(visitor.at("uitkomst"))


def test_another_wish_lets_the_record_lapse_and_asks_of_each_weighing_whether_it_fits() -> None:
    visitor = aisha()
    address = weigh(visitor, GROUND, gewenst_effect=WISH)
    visitor.at("besluit")
    given = {"kenmerk": "2026-1", "door": "college", "tijdstip": "2026-03-02T10:15:00+01:00"}
    assert visitor.send(f"{visitor.base}/besluit", {**given, "mandaat": "M"}).status_code == 303
    visitor.at("wens")
    visitor.wish()
    assert visitor.at("besluit.json").status_code == 200, "the same wish changes nothing"
    visitor.wish("Ik wil bij mijn tante wonen.")
    told = text_of(visitor.at("uitkomst"))

    assert "Wat u had vastgelegd, geldt niet meer." in told
    assert "blijft staan. Zij is gemaakt voor deze wijziging" in told
    assert "Kijk of zij nog klopt" in text_of(visitor.at("uitkomst"))
    assert visitor.at("besluit.json").status_code == 404
    page = visitor.get(address)
    assert "De inwoner wil nu: ‘Ik wil bij mijn tante wonen.’" in text_of(page)
    assert f">{WISH}</textarea>" in page.text
    fits = {**weighed(page.text), "gewenst_effect": "Ik wil bij mijn tante wonen."}
    assert visitor.send(address, fits).status_code == 303
    assert "Kijk of zij nog klopt" not in text_of(visitor.at("uitkomst"))
    assert "De inwoner wil nu" not in text_of(visitor.get(address))


def test_a_weighing_that_is_not_at_issue_any_more_is_taken_back_and_its_words_are_kept() -> None:
    visitor = aisha()
    address = weigh(visitor, GROUND)
    change(visitor, "geboortedatum", "1990-12-01")
    told = text_of(visitor.get(visitor.get(visitor.base).location))

    assert "is teruggenomen: zij is nu niet meer aan de orde." in told
    assert "Wat u schreef, staat nog in het formulier." in told
    assert "Wat al is gewogen" not in text_of(visitor.at("uitkomst"))
    late = visitor.get(address).text
    assert "Dit is niet meer aan de orde" in late
    assert re.search(r"Waarom is dit het oordeel\?</dt>\s*<dd>Kort en goed\.</dd>", late)
    change(visitor, "geboortedatum", "2007-12-01")
    assert ">Kort en goed.</textarea>" in visitor.get(address).text


def test_a_judgement_on_a_fact_that_was_changed_is_taken_back() -> None:
    visitor = willem()
    address = weigh(visitor, EXEMPT)
    assert "Recht: ja." in text_of(visitor.at("uitkomst"))
    change(visitor, f"bezittingen:bezittingen:{opaque('auto')}:waarde_in_euro", "20.000")
    told = text_of(visitor.get(visitor.get(visitor.base).location))

    assert "Het oordeel over ‘vrijgesteld’ is teruggenomen" in told
    assert "Recht: voorlopig nee." in text_of(visitor.at("uitkomst"))
    assert ">Kort en goed.</textarea>" in visitor.get(address).text
    assert "oordelen" not in facts_of(visitor)


def test_what_a_change_took_back_is_told_once() -> None:
    visitor = aisha()
    weigh(visitor, GROUND)
    change(visitor, "geboortedatum", "1990-12-01")

    assert "Door uw wijziging" in text_of(visitor.at("uitkomst"))
    assert "Door uw wijziging" not in text_of(visitor.at("uitkomst"))


def test_a_judgement_that_came_with_the_case_stays_beside_a_later_one() -> None:
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin(uitkomst="")
    visitor.wish()
    address = f"{visitor.base}/oordeel?over=noodzakelijk_en_bijzonder"
    assert "Wijzig een oordeel" in text_of(visitor.get(address))
    typed = {
        **{f"oordeel-0-{key}": "Kort en goed." for key in AISHA["oordelen"][0]["gewogen"]},
        "oordeel-0": "nee",
        "door": "consulent",
        "op": "2026-03-02",
        "omdat": "Opnieuw.",
    }
    assert visitor.send(address, typed).status_code == 303
    later = [(one["op"], one["waarde"]) for one in facts_of(visitor)["oordelen"]]

    assert later == [("2026-03-01", True), ("2026-03-02", False)]
    visitor.get(address)
    assert visitor.send(address, {**typed, "oordeel-0": "ja"}).status_code == 303
    later = [(one["op"], one["waarde"]) for one in facts_of(visitor)["oordelen"]]
    assert later == [("2026-03-01", True), ("2026-03-02", True)]


def turned(visitor: Visitor, **typed: str) -> Any:
    visitor.at("begin")
    return visitor.send(f"{visitor.base}/begin", {"peildatum": "2026-03-01", **typed})


def test_the_day_and_what_it_is_about_can_be_changed() -> None:
    visitor = aisha()
    weigh(visitor, GROUND)
    assert linked(visitor.at("uitkomst").text, "/begin")
    assert turned(visitor, peildatum="2026-04-01").status_code == 303
    assert "op 1 april 2026" in text_of(visitor.at("uitkomst"))
    assert "Wat al is gewogen" in text_of(visitor.at("uitkomst"))
    assert turned(visitor, uitkomst="recht").status_code == 303
    told = text_of(visitor.at("uitkomst"))

    assert "is teruggenomen: zij is nu niet meer aan de orde." in told
    assert "Wat al is gewogen" not in told
    assert "Recht: " in told
    assert len(facts_of(visitor)["oordelen"]) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"peildatum": "gisteren"}, "lees ik niet als datum"),
        ({"peildatum": "1999-01-01"}, "Op die dag geldt dit beleid niet."),
        ({"uitkomst": "niets"}, "Kies waarover het gaat."),
        ({"peildatum": "2026-01-01"}, BORN),
    ],
)
def test_a_day_or_outcome_that_cannot_be_changes_nothing(typed: dict[str, str], told: str) -> None:
    visitor = Visitor(admissible_policy())
    visitor.begin()
    visitor.wish()
    visitor.answer(antwoord="2026-02-01")
    refused = turned(visitor, **typed)

    assert refused.status_code == 422
    assert told in text_of(refused)
    assert "op 1 maart 2026" in text_of(visitor.at("uitkomst"))


# ---------------------------------------------------------------- two tabs


def test_a_weighing_from_another_tab_is_not_lost_but_laid_beside_the_first() -> None:
    visitor = aisha()
    address = linked(visitor.at("uitkomst").text, "weging", GROUND)
    page = visitor.get(address).text
    old = visitor.seen
    assert visitor.send(address, weighed(page)).status_code == 303
    visitor.seen = old
    late = visitor.send(address, {**weighed(page), "omdat": "Van de andere kant."})

    assert late.status_code == 409
    assert "intussen al vastgelegd" in text_of(late)
    assert ">Van de andere kant.</textarea>" in late.text
    assert "Van de andere kant." not in visitor.at("zaak.json").text
    page = visitor.get(address).text
    assert ">Van de andere kant.</textarea>" in page


def test_two_pieces_of_room_in_two_tabs_are_both_kept() -> None:
    visitor = willem()
    uitkomst = visitor.at("uitkomst").text
    first, second = (linked(uitkomst, "weging", one) for one in ("van_een_ander", EXEMPT))
    pages = [(one, visitor.get(one).text, visitor.seen) for one in (first, second)]
    for address, page, seen in pages:
        visitor.seen = seen
        sent = {**weighed(page), "oordeel-0": "ja", "door": "consulent"}
        assert visitor.send(address, sent).status_code == 303, address

    assert len(facts_of(visitor)["oordelen"]) == 2


def test_a_weighing_that_is_not_at_issue_any_more_gives_back_what_was_written() -> None:
    visitor = aisha()
    address = linked(visitor.at("uitkomst").text, "weging", GROUND)
    typed = {**weighed(visitor.get(address).text), "omdat": "Dit wil ik niet kwijt."}
    change(visitor, "geboortedatum", "1990-12-01")
    late = visitor.send(address, typed)

    assert late.status_code == 409
    assert "Dit wil ik niet kwijt." in text_of(late)
    assert "Is dit geschikt om het doel te bereiken?" in text_of(late)
    assert visitor.get(address).location == f"{visitor.base}/uitkomst"


def test_an_answer_from_another_tab_is_laid_beside_the_first() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.wish()
    visitor.answer(antwoord="2007-12-01")
    over = {"over": "geboortedatum", "antwoord": "2001-01-01"}
    late = visitor.send(f"{visitor.base}/vragen", over)

    assert late.status_code == 409
    assert "intussen al beantwoord" in text_of(late)
    assert 'value="2001-01-01"' in late.text
    old = visitor.seen
    change(visitor, "geboortedatum", "2002-02-02")
    visitor.seen = old
    assert visitor.send(f"{visitor.base}/wijzig", over).status_code == 409
    assert facts_of(visitor)["feiten"]["geboortedatum"] == "2002-02-02"
    assert visitor.send(f"{visitor.base}/wijzig", {"over": "niets"}).status_code == 409
    assert visitor.at("wijzig?over=niets").location == f"{visitor.base}/vragen"


def test_a_judgement_from_another_tab_is_laid_beside_the_first() -> None:
    visitor = willem()
    address = f"{visitor.base}/oordeel?over=beschikt_over%3Abezittingen%3A{opaque('auto')}"
    visitor.get(address)
    given = dict.fromkeys(
        (f"oordeel-0-{one}" for one in ("wie_betaalde", "wie_gebruikt", "bewijs")), "Kort en goed."
    )
    sent = {**given, "oordeel-0": "ja", "door": "consulent", "op": "2026-03-01", "omdat": "Ja."}
    assert visitor.send(address, sent).status_code == 303
    late = visitor.send(address, {**sent, "omdat": "Andere tab."})

    assert late.status_code == 409
    assert ">Andere tab.</textarea>" in late.text


def test_no_address_holds_what_a_thing_was_called_and_each_leads_where_it_should() -> None:
    named = "auto van Jan Jansen"
    owned = [{**WILLEM["feiten"]["bezittingen"][0], "@naam": named}]
    visitor = willem({"feiten": {**WILLEM["feiten"], "bezittingen": owned}})
    page = visitor.at("uitkomst")
    assert named in text_of(page)
    addresses = [unescape(one) for one in re.findall('(?:href|action)="([^"]+)"', page.text)]
    about = [one for one in addresses if "%3A~" in one]
    assert {one.partition("?")[0].rpartition("/")[2] for one in about} >= {"weging", "wijzig"}
    for one in addresses:
        assert "jan" not in unquote(unquote(one)).lower()
    for one in about:
        found = visitor.get(one)
        assert (found.status_code, named in text_of(found)) == (200, True), one

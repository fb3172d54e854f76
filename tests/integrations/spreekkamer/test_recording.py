"""Recording: what is missing is told with the form again, and each gap can be filled."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules import load
from maatwerk_rules.besluit.record import lacking_at, read_besluit
from maatwerk_rules.integrations.spreekkamer.record_pages import DONE, NEEDED
from tests.besluit.cases import AISHA, ANSWERS, OUTCOME
from tests.integrations.spreekkamer.visitor import Visitor, aisha, linked, text_of, weighed
from tests.lopen import case_of

BARE = {
    "kenmerk": "2026-1",
    "door": "college",
    "tijdstip": "2026-03-02T10:15:00+01:00",
    "contact": "Bel 14 010.",
}
HEARD = {
    "gehoord.zienswijze": "Het is vaders auto.",
    "gehoord.op": "2026-02-20",
    "gehoord.gedaan": "Wij vroegen het aankoopbewijs op.",
}


def record(visitor: Visitor, typed: dict[str, str]) -> Any:
    visitor.at("besluit")
    return visitor.send(f"{visitor.base}/besluit", typed)


def gaps(visitor: Visitor) -> list[str]:
    besluit = read_besluit(visitor.at("besluit.json").data)
    return [place for place, _ in lacking_at(besluit)]


def filled(page: str) -> dict[str, str]:
    """Return what stands in the form of a page."""
    texts = re.findall(r'<textarea [^>]*?id="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    lines = re.findall(r'<input [^>]*?value="([^"]*)"[^>]*? id="([^"]+)"', page)
    return {name: text for name, text in (*texts, *((name, text) for text, name in lines)) if text}


def test_without_mandate_the_form_stays_filled_as_it_was_and_can_be_mended() -> None:
    visitor = aisha()
    address = linked(visitor.at("uitkomst").text, "weging", "beleidsregel_onevenredig")
    visitor.send(address, weighed(visitor.get(address).text))
    assert record(visitor, {**BARE, "contact": "Bel 14 010."}).status_code == 303
    first = visitor.at("besluit")

    assert NEEDED in text_of(first)
    assert 'href="#mandaat"' in first.text
    assert 'id="mandaat"' in first.text
    assert filled(first.text)["kenmerk"] == "2026-1"
    assert "<details open>" in first.text
    again = {**filled(first.text), "door": "college", "mandaat": "Mandaatbesluit 2026"}
    assert record(visitor, again).status_code == 303
    assert DONE in text_of(visitor.at("besluit"))
    assert read_besluit(visitor.at("besluit.json").data).data["mandaat"] == "Mandaatbesluit 2026"


def test_what_was_recorded_can_be_recorded_anew_and_falls_away_after_a_change() -> None:
    visitor = aisha()
    record(visitor, {**BARE, "mandaat": "M", "gehoord.niet_nodig": "Zij gaf dit zelf."})
    assert visitor.at("besluit.json").status_code == 200
    wrong = record(visitor, {**BARE, "tijdstip": "straks"})
    assert wrong.status_code == 422
    assert 'value="straks"' in wrong.text

    visitor.at("wijzig?over=woonkosten")
    visitor.send(f"{visitor.base}/wijzig", {"over": "woonkosten", "antwoord": "700"})
    assert visitor.at("besluit.json").status_code == 404


def test_a_deviation_without_weighing_leads_to_its_form_and_then_lacks_nothing() -> None:
    judged = ANSWERS["oordelen"]["onevenredig_gevolg"]
    given = {
        "oordeel": "onevenredig_gevolg",
        "door": "teammanager",
        "op": "2026-03-01",
        "omdat": "Zij kan op niemand terugvallen.",
        **judged,
    }
    case = {**AISHA, "oordelen": [*AISHA["oordelen"], given], "gevraagd": [OUTCOME]}
    visitor = Visitor(case=case)
    visitor.begin(uitkomst="")
    visitor.wish()
    record(visitor, {**BARE, "mandaat": "M"})
    assert gaps(visitor) == ["wegingen.beleidsregel_onevenredig"]
    address = linked(visitor.at("besluit").text, "weging", "beleidsregel_onevenredig")
    page = visitor.get(address).text
    assert visitor.send(address, weighed(page)).status_code == 303
    record(visitor, {**BARE, "mandaat": "M"})

    assert gaps(visitor) == []
    assert len(json.loads(visitor.at("zaak.json").data)["oordelen"]) == 2


def test_every_gap_has_a_way_to_a_field_or_a_page_that_is_there() -> None:
    visitor = Visitor(not_asked="Wij vragen dit mondeling.")
    visitor.begin(uitkomst="recht")
    record(visitor, {**BARE, "rechtsmiddel": "U kunt bezwaar maken.", "contact": ""})
    page = visitor.at("besluit").text
    needed = page.split(NEEDED)[1].split("</div>")[0]
    links = re.findall(r'href="([^"]+)"', needed)

    assert len(links) == len(gaps(visitor)) == 5
    for link in links:
        there = (
            f'id="{link[1:]}"' in page if link[0] == "#" else visitor.get(link).status_code == 200
        )
        assert there, link
    for place in ("bij_botsing", "bij_doenvermogen"):
        assert place not in page


def test_a_judgement_of_a_day_to_come_is_refused_where_it_is_typed() -> None:
    visitor = aisha()
    address = linked(visitor.at("uitkomst").text, "weging", "beleidsregel_onevenredig")
    page = visitor.get(address).text
    weighing = visitor.send(address, {**weighed(page), "op": "2026-03-03"})
    judging = f"{visitor.base}/oordeel?over=noodzakelijk_en_bijzonder"
    page = visitor.get(judging).text
    judgement = visitor.send(judging, {**weighed(page), "op": "2026-03-03"})
    for found in (weighing, judgement):
        assert found.status_code == 422
        assert "hoogstens vandaag (2 maart 2026)" in text_of(found)
        assert 'href="#op"' in found.text
        assert 'value="2026-03-03"' in found.text


def test_what_does_not_fit_leads_to_the_page_on_which_it_was_said() -> None:
    visitor = aisha()
    address = linked(visitor.at("uitkomst").text, "weging", "beleidsregel_onevenredig")
    page = visitor.get(address).text
    assert visitor.send(address, {**weighed(page), "op": "2026-03-02"}).status_code == 303
    earlier = {"tijdstip": "2026-03-01T10:00:00+01:00"}
    wrong = record(visitor, {**BARE, "mandaat": "M", **earlier})

    assert wrong.status_code == 422
    assert "dat is na het vastleggen" in text_of(wrong)
    assert linked(wrong.text, "weging", "beleidsregel_onevenredig")
    assert linked(wrong.text, "oordeel", "onevenredig_gevolg")


@pytest.mark.nachtelijk
def test_a_refusal_under_the_participatiewet_can_be_made_complete_on_the_pages() -> None:
    case = case_of("participatiewet/zaken/willem.json")
    case["gevraagd"] = ["recht_op_algemene_bijstand"]
    visitor = Visitor(load("participatiewet"), case=case)
    visitor.begin(uitkomst="")
    visitor.wish()
    for _ in range(10):
        links = re.findall(r'href="([^"]+weging[^"]+)" class="knop"', visitor.at("uitkomst").text)
        if not links:
            break
        address = links[0].replace("&amp;", "&")
        page = visitor.get(address).text
        answer = "ja" if "van_een_ander" in address else "nee"
        typed = {**weighed(page), "oordeel-0": answer, "door": "college"}
        assert visitor.send(address, typed).status_code == 303
    record(visitor, {**BARE, **HEARD, "mandaat": "M"})
    first = gaps(visitor)
    page = visitor.at("besluit").text
    assert "rechtsmiddel" in first
    assert all(f'id="{place}"' in page for place in first), first
    more = dict.fromkeys(first, "Wij keken daarnaar en deden dit.")
    remedy = "U kunt binnen zes weken bezwaar maken."
    told = {**BARE, **HEARD, "mandaat": "M", **more, "rechtsmiddel": remedy}
    record(visitor, {**told, "ondersteuning": "Hulp bij het zoeken.\nEen gesprek."})

    assert gaps(visitor) == []
    data = read_besluit(visitor.at("besluit.json").data).data
    assert data["ondersteuning"] == ["Hulp bij het zoeken.", "Een gesprek."]
    assert remedy in text_of(visitor.at("besluit"))


@pytest.mark.parametrize("last", ["2026-01-01", "2999-01-01"])
def test_what_is_wrong_with_the_months_leads_to_their_field(last: str) -> None:
    months = {"tijdvak.van": "2026-05-01", "tijdvak.tot": last}
    page = record(aisha(), {**BARE, "mandaat": "M", **months}).text

    assert 'href="#tijdvak.tot"' in page
    assert 'id="tijdvak.tot"' in page
    assert 'id="tijdvak.tot-fout"' in page


def test_a_toets_bears_no_kenmerk_and_at_its_link_stands_what_must_be_changed() -> None:
    visitor = aisha()
    record(visitor, {**BARE, "kenmerk": "Aïsha 2026-77", "mandaat": "M"})
    page = visitor.at("besluit").text
    toets = visitor.at("toets.beleid").text

    assert toets.startswith("# Wat mensen schreven")
    assert '\ntoets zaak "Gelopen in de spreekkamer."' in toets
    assert 'omdat "Gelopen' not in toets
    assert "77" not in toets
    assert "gegeven geboortedatum is 2007-12-01" in toets, "nothing is shifted silently"
    after_link = page.split("toets.beleid")[1].split("</li>")[0]
    assert "Verander ze voordat u de toets bij het beleid bewaart." in after_link


def test_the_motivation_can_be_taken_along_by_itself() -> None:
    visitor = aisha()
    assert visitor.at("motivering.md").status_code == 404
    record(visitor, {**BARE, "mandaat": "M", "contact": "Bel 14 010."})
    assert linked(visitor.at("besluit").text, "motivering.md")
    letter = visitor.at("motivering.md")

    assert letter.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="motivering.md"' in letter.headers["Content-Disposition"]
    assert letter.text.startswith("# ")
    assert "Bel 14 010." in letter.text
    assert "Voor wie het wil nagaan" in letter.text


def test_a_judgement_or_a_look_without_reason_leads_to_its_page() -> None:
    look = {"door": "teammanager", "op": "2026-03-01", "omdat": "."}
    case = {**AISHA, "oordelen": [{**AISHA["oordelen"][0], "omdat": "."}], "bekeken": [look]}
    visitor = Visitor(case={**case, "gevraagd": [OUTCOME]})
    visitor.begin(uitkomst="")
    visitor.wish()
    record(visitor, {**BARE, "mandaat": "M", "gehoord.niet_nodig": "Zij gaf dit zelf."})

    pulls = f"bij_botsing.{OUTCOME}"
    assert gaps(visitor) == [
        pulls,
        "oordelen[0].omdat",
        "bekeken[0].omdat",
        "wegingen.beleidsregel_onevenredig",
    ]
    page = visitor.at("besluit").text
    assert f'id="{pulls}"' in page
    assert "‘ouders eerst’ en ‘tijd om passend te wonen’. Wat is daarmee gedaan?" in page
    needed = page.split(NEEDED)[1].split("</div>")[0]
    _, first, second, _ = re.findall(r'href="([^"]+)"', needed)
    assert "noodzakelijk_en_bijzonder" in first
    assert visitor.get(first.replace("&amp;", "&")).status_code == 200
    assert visitor.get(second).status_code == 200


def test_a_moment_that_is_still_to_come_is_refused_with_what_can_be() -> None:
    visitor = aisha()
    wrong = record(visitor, {**BARE, "tijdstip": "2027-01-01T10:00:00+01:00"})
    assert wrong.status_code == 422
    assert 'href="#tijdstip"' in wrong.text
    assert "hoogstens nu (2026-03-02T09:15:00+00:00)" in text_of(wrong)
    assert visitor.at("besluit.json").status_code == 404


def test_a_period_that_ends_within_a_month_is_refused_with_the_day_that_can_be() -> None:
    visitor = aisha()
    typed = {**BARE, "tijdvak.van": "2026-01-15", "tijdvak.tot": "2026-03-30"}
    wrong = record(visitor, typed)
    assert wrong.status_code == 422
    assert 'href="#tijdvak.tot"' in wrong.text
    assert "Geef hier bijvoorbeeld 31 maart 2026." in text_of(wrong)
    assert record(visitor, {**typed, "tijdvak.tot": "2026-03-31"}).status_code == 303
    told = text_of(visitor.at("besluit"))
    assert "(3 maanden)" not in told

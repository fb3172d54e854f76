"""The spreekkamer over HTTP: a case from wish to besluit, and what it refuses."""

from __future__ import annotations

import io
import json
import logging
import re
from html import unescape
from typing import Any

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules.besluit.record import read_besluit
from maatwerk_rules.integrations.spreekkamer import app as app_module
from maatwerk_rules.integrations.spreekkamer import outcome_page, steps
from maatwerk_rules.integrations.spreekkamer import walk as walk_module
from maatwerk_rules.integrations.spreekkamer.addresses import opaque
from maatwerk_rules.integrations.spreekkamer.visits import LARGEST_BODY
from maatwerk_rules.integrations.spreekkamer.walk import LONGEST_IDLE, MOST_WALKS, Walk, Walks
from maatwerk_rules.pipeline import decide
from tests.besluit.cases import AISHA, OUTCOME, WILLEM
from tests.explanation.hostile import CASE, HOSTILE, hostile_policy
from tests.explanation.reading import read
from tests.integrations.spreekkamer.admissible import BORN, admissible_policy
from tests.integrations.spreekkamer.visitor import (
    DAY,
    HOST,
    POLICY,
    WISH,
    Visitor,
    aisha,
    linked,
    text_of,
    weighed,
)

# ---------------------------------------------------------------- the walk


def test_a_case_is_walked_from_wish_to_besluit() -> None:
    visitor = aisha()
    found = visitor.at("uitkomst")
    address = next(
        unescape(one)
        for one in re.findall(r'href="([^"]+weging[^"]+)"', found.text)
        if "beleidsregel_onevenredig" in one
    )
    form = visitor.get(address).text
    assert "checked" not in form
    sent = visitor.send(address, weighed(form))
    assert sent.location == f"{visitor.base}/uitkomst", text_of(sent)
    assert "Woonkostentoeslag: ja." in text_of(visitor.at("uitkomst"))

    given = {
        "kenmerk": "2026-0001",
        "door": "teammanager",
        "mandaat": "Mandaatbesluit 2026",
        "tijdstip": "2026-03-02T10:15:00+01:00",
        "ontvangen": "2026-02-16",
        "contact": "Bel 14 010.",
    }
    visitor.at("besluit")
    assert visitor.send(f"{visitor.base}/besluit", given).status_code == 303
    told = text_of(visitor.at("besluit"))
    assert "Wij wijken hier af van de regel." in told
    assert "Bel 14 010." in told
    assert "Er ontbreekt niets." in told

    besluit = read_besluit(visitor.at("besluit.json").data)
    assert besluit.data["afwijkingen"] == ["beleidsregel_onevenredig"]
    assert besluit.data["uitkomst"]["feiten"]["gewenst_effect"] == WISH
    assert json.loads(visitor.at("zaak.json").data)["feiten"]["woonkosten"]
    toets = visitor.at("toets.beleid")
    assert '\ntoets zaak "' in toets.text
    assert "Kort en goed." not in toets.text
    assert "attachment" in toets.headers["Content-Disposition"]


def test_questions_are_asked_one_by_one_with_the_reason_and_the_answer_so_far() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.wish()
    first = visitor.at("vragen")
    assert "Tot nu toe" in text_of(first)
    assert "Dit komt uit: Basisregistratie personen" in text_of(first)

    assert visitor.answer(antwoord="").status_code == 422
    wrong = visitor.answer(antwoord="gisteren")
    assert wrong.status_code == 422
    assert "lees ik niet als datum" in text_of(wrong)
    assert 'value="gisteren"' in wrong.text
    assert 'aria-describedby="antwoord-fout"' in wrong.text
    assert visitor.answer(antwoord="2007-12-01").status_code == 303
    assert visitor.at("vragen").location == f"{visitor.base}/uitkomst"
    assert visitor.get(visitor.base).location == f"{visitor.base}/uitkomst"


def test_an_answer_that_cannot_be_is_refused_on_its_own_form() -> None:
    visitor = Visitor(admissible_policy())
    visitor.begin()
    visitor.wish()
    refused = visitor.answer(antwoord="2090-01-01")

    assert refused.status_code == 422
    assert BORN in text_of(refused)
    assert 'href="#antwoord"' in refused.text
    assert 'value="2090-01-01"' in refused.text
    assert visitor.at("uitkomst").status_code == 200
    assert "2090" not in visitor.at("zaak.json").text
    assert visitor.answer(antwoord="2007-12-01").status_code == 303


def test_a_case_that_cannot_be_is_refused_at_the_start() -> None:
    case = (io.BytesIO(b'{"feiten": {"geboortedatum": "2090-01-01"}}'), "zaak.json")
    found = Visitor(admissible_policy()).begin(zaak=case)

    assert found.status_code == 422
    assert BORN in text_of(found)
    assert 'href="#zaak"' in found.text


def test_a_question_that_nobody_can_answer_now_is_left() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.wish()
    assert visitor.answer(sla_over="ja").status_code == 303

    assert visitor.at("vragen").location == f"{visitor.base}/uitkomst"
    assert "Wat zeggen de regels?" in text_of(visitor.at("uitkomst"))


def test_a_page_that_was_sent_late_changes_nothing() -> None:
    visitor = Visitor()
    visitor.begin()
    visitor.wish()
    late = visitor.send(f"{visitor.base}/vragen", {"over": "niets", "antwoord": "mijn antwoord"})

    assert late.status_code == 409
    assert "mijn antwoord" in text_of(late)
    assert "Ga verder met de vragen" in text_of(visitor.at("uitkomst"))
    assert visitor.get(visitor.base).location == f"{visitor.base}/vragen"


def test_records_are_asked_by_their_number_and_then_their_fields() -> None:
    case = {"feiten": {key: one for key, one in WILLEM["feiten"].items() if key != "bezittingen"}}
    visitor = Visitor(case=case, outcomes=("recht",))
    visitor.begin(uitkomst="recht")
    visitor.wish()
    assert "Hoeveel zijn het er?" in text_of(visitor.at("vragen"))
    assert visitor.answer(antwoord="heel veel").status_code == 422
    assert visitor.answer(antwoord="1").status_code == 303
    assert "(€" in text_of(visitor.at("vragen")) or "euro" in text_of(visitor.at("vragen"))
    assert visitor.answer(antwoord="16.000").status_code == 303


def test_the_outcome_is_held_back_until_the_wish_is_known() -> None:
    visitor = Visitor()
    visitor.begin()

    for step in ("", "vragen", "uitkomst", "besluit", "weging", "zaak.json"):
        assert visitor.at(step).location.endswith("/wens")
    assert visitor.wish("  ").status_code == 422
    assert visitor.wish("x" * 20_000).status_code == 422
    assert visitor.wish().status_code == 303


def test_the_wish_may_be_left_out_with_a_reason_that_is_recorded() -> None:
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin()
    sent = visitor.send(f"{visitor.base}/wens", {"niet_gevraagd": "Ambtshalve besluit."})
    given = {"kenmerk": "k", "door": "college", "tijdstip": "2026-03-02T10:15:00+01:00"}
    visitor.at("besluit")
    visitor.send(f"{visitor.base}/besluit", given)
    besluit = read_besluit(visitor.at("besluit.json").data)

    assert sent.status_code == 303
    assert besluit.data["geen_gewenst_effect"] == "Ambtshalve besluit."
    assert "Nog nodig voordat het besluit wordt verstuurd" in text_of(visitor.at("besluit"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"gewenst_effect": "."}, steps.NO_WORDS),
        ({"gewenst_effect": "12 - 3"}, steps.NO_WORDS),
        ({"niet_gevraagd": "."}, steps.NO_REASON),
        ({"niet_gevraagd": "n.v.t."}, steps.NO_REASON),
        ({"gewenst_effect": "Rust.", "niet_gevraagd": "n.v.t."}, steps.NO_REASON),
        ({"gewenst_effect": "Rust.", "niet_gevraagd": "Ambtshalve besluit."}, steps.BOTH),
    ],
)
def test_a_wish_or_a_reason_that_says_nothing_is_refused_at_once(
    typed: dict[str, str], told: str
) -> None:
    visitor = Visitor(case=AISHA)
    visitor.begin()
    sent = visitor.send(f"{visitor.base}/wens", typed)
    field = "gewenst_effect" if told is steps.NO_WORDS else "niet_gevraagd"

    assert sent.status_code == 422
    assert told in text_of(sent)
    assert f'href="#{field}"' in sent.text
    assert all(text in sent.text for text in typed.values())
    assert visitor.at("uitkomst").location.endswith("/wens")


def test_a_municipality_may_turn_the_wish_off() -> None:
    visitor = Visitor(not_asked="Wij vragen dit mondeling.", case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin()

    assert visitor.at("uitkomst").status_code == 200
    assert "Wij vragen dit mondeling." in text_of(visitor.at("wens"))


def test_what_is_not_weighed_wholly_is_not_kept_and_stays_in_the_form() -> None:
    visitor = aisha()
    address = f"{visitor.base}/weging?n=1&grond=beleidsregel_onevenredig"
    links = re.findall(r'href="([^"]+weging[^"]+)"', visitor.at("uitkomst").text)
    address = unescape(next(one for one in links if "beleidsregel_onevenredig" in one))
    typed = weighed(visitor.get(address).text)
    part = {**typed, "ethiek.korte_termijn": " ", "oordeel-0": "", "op": ""}
    part.pop("oordeel-0-gevolg_voor_bewoner")
    wrong = visitor.send(address, part)
    told = text_of(wrong)

    assert wrong.status_code == 422
    for name in ("ethiek.korte_termijn", "oordeel-0", "oordeel-0-gevolg_voor_bewoner"):
        assert f'href="#{name}"' in wrong.text
        assert f'id="{name}"' in wrong.text
    assert "Nog te beantwoorden" in told
    assert "nog niet af" not in told
    at = [
        wrong.text.index(f'href="#{name}"') for name in ("ethiek.korte_termijn", "oordeel-0", "op")
    ]
    assert at == sorted(at)
    assert ">Kort en goed.</textarea>" in visitor.get(address).text
    assert visitor.send(address, {**typed, "op": "morgen"}).status_code == 422
    assert visitor.send(address, typed).status_code == 303
    assert ">Kort en goed.</textarea>" in visitor.get(address).text


def test_a_judgement_outside_the_room_can_be_given_changed_and_taken_back() -> None:
    case = {"feiten": {**CASE["feiten"], "in_detentie": False}}
    visitor = Visitor(case=case)
    visitor.begin(uitkomst="recht")
    visitor.wish()
    address = f"oordeel?over=beschikt_over%3Abezittingen%3A{opaque('auto')}"
    found = visitor.at(address)
    assert found.status_code == 200
    names = re.findall(r'<textarea [^>]*?id="([^"]+)"', found.text)
    typed = {**dict.fromkeys(names, "Kort en goed."), "oordeel-0": "nee", "op": "2026-03-01"}
    assert visitor.send(f"{visitor.base}/{address}", typed).status_code == 422
    typed["door"] = "consulent"
    assert visitor.send(f"{visitor.base}/{address}", typed).status_code == 303
    assert "Recht: ja." in text_of(visitor.at("uitkomst"))

    assert linked(visitor.at("uitkomst").text, "oordeel", "beschikt_over")
    assert 'value="nee" checked' in visitor.at(address).text
    changed = {**typed, "oordeel-0": "ja", "omdat": "Toch zijn auto."}
    assert visitor.send(f"{visitor.base}/{address}", changed).status_code == 303
    (given,) = json.loads(visitor.at("zaak.json").data)["oordelen"]
    assert (given["waarde"], given["omdat"]) == (True, "Toch zijn auto.")

    visitor.at(address)
    assert visitor.send(f"{visitor.base}/{address}", {"terug": "ja"}).status_code == 303
    assert "oordelen" not in json.loads(visitor.at("zaak.json").data)


def test_judgements_that_belong_to_no_room_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = aisha()
    monkeypatch.setattr(Walk, "open_room", lambda *_: [])
    told = visitor.at("uitkomst")

    assert "Ook hierover oordeelt een mens" in text_of(told)
    assert "/oordeel?over=onevenredig_gevolg" in told.text


def test_what_does_not_read_of_a_besluit_is_told_at_its_place() -> None:
    visitor = aisha()
    visitor.at("besluit")
    wrong = visitor.send(f"{visitor.base}/besluit", {"kenmerk": "", "tijdstip": "straks"})

    assert wrong.status_code == 422
    assert 'href="#kenmerk"' in wrong.text
    assert 'href="#door"' in wrong.text
    assert visitor.at("besluit.json").status_code == 404
    assert 'value="straks"' in visitor.at("besluit").text


# ---------------------------------------------------------------- the start


def test_a_case_may_be_brought_as_a_file() -> None:
    visitor = Visitor()
    text = json.dumps({**AISHA, "gevraagd": [OUTCOME], "gewenst_effect": WISH}).encode()
    found = visitor.begin(uitkomst="", zaak=(io.BytesIO(text), "zaak.json"))

    assert found.status_code == 303
    assert WISH in text_of(visitor.at("wens"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"uitkomst": ""}, "Kies waarover het gaat."),
        ({"uitkomst": "niets"}, "Kies waarover het gaat."),
        ({"peildatum": "gisteren"}, "lees ik niet als datum"),
        ({"peildatum": "1999-01-01"}, "Op die dag geldt dit beleid niet."),
        ({"zaak": (io.BytesIO(b'{"feiten": {"fout": 1}}'), "z.json")}, "fout"),
    ],
)
def test_what_is_wrong_at_the_start_is_told(typed: dict[str, Any], told: str) -> None:
    visitor = Visitor()
    found = visitor.begin(**typed)

    assert found.status_code == 422
    assert told in text_of(found)


def test_the_start_offers_what_it_was_opened_with() -> None:
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]}, outcomes=(OUTCOME,))
    found = visitor.get("/")

    assert f'value="{OUTCOME}" selected' in found.text
    assert "U begint met de zaak uit het bestand." in text_of(found)
    assert "zonder keuze: wat de zaak vraagt" in text_of(found)


# ---------------------------------------------------------------- what it refuses


def test_every_answer_forbids_to_load_keep_frame_or_tell() -> None:
    visitor = Visitor()
    visitor.begin()
    for path in ("/", "/niets", f"{visitor.base}/wens", f"{visitor.base}/weg"):
        headers = visitor.get(path).headers

        assert headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "host", ["kwaad.example", "127.0.0.1", "127.0.0.1:80", "kwaad.example:8642"]
)
def test_only_a_host_of_this_machine_is_answered(host: str) -> None:
    visitor = Visitor()

    assert visitor.get("/", Host=host).status_code in (400, 421)
    assert visitor.get("/", Host="localhost:8642").status_code == 200


def test_a_form_from_elsewhere_or_without_its_token_is_refused() -> None:
    visitor = aisha()
    mine = visitor.token
    other = Visitor()
    other.begin()
    sent = {"gewenst_effect": "anders"}
    place = f"{visitor.base}/wens"

    assert visitor.send(place, sent, Origin="http://kwaad.example").status_code == 403
    assert visitor.send(place, sent, Origin="null").status_code == 403
    assert visitor.send(place, sent, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    for token in ("", "fout", other.token, "é"):
        visitor.token = token
        assert visitor.send(place, sent).status_code == 403
        assert visitor.send("/", {"uitkomst": OUTCOME}).status_code == 403
    visitor.token = mine
    assert visitor.send(place, sent, Origin=f"http://{HOST}").status_code == 303


@pytest.mark.parametrize("path", ["/niets", "/zaak", "/zaak/x", "/zaak/x/wens", "/zaak/x/y/z"])
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert Visitor().get(path).status_code == 404


def test_of_a_case_too_there_are_no_other_pages() -> None:
    visitor = aisha()

    assert visitor.at("iets").status_code == 404
    assert visitor.at("weging?n=99999999&grond=x").location.endswith("/uitkomst")
    assert visitor.at("weging?n=x").location.endswith("/uitkomst")
    assert visitor.client.put(visitor.base, headers={"Host": HOST}).status_code == 405


@pytest.mark.parametrize("text", [b"", b" \n"])
def test_an_empty_file_is_told_and_not_taken_for_no_case(text: bytes) -> None:
    visitor = Visitor()
    found = visitor.begin(zaak=(io.BytesIO(text), "zaak.json"))

    assert found.status_code == 422
    assert "Dit bestand is leeg." in text_of(found)
    assert 'href="#zaak"' in found.text
    assert visitor.begin(zaak=(io.BytesIO(b""), "")).status_code == 303


def test_what_is_too_large_or_no_form_is_refused() -> None:
    visitor = Visitor()
    visitor.get("/")
    big = visitor.send("/", {"uitkomst": "x" * (LARGEST_BODY + 1)})
    file = {"zaak": (io.BytesIO(b"{}"), "zaak.json")}
    many = visitor.send("/", {**file, **{f"veld{number}": "x" for number in range(2_000)}})

    assert big.status_code == 413
    assert many.status_code == 413


def test_what_nobody_reads_as_a_request_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from werkzeug.exceptions import BadRequest

    visitor = Visitor()
    monkeypatch.setattr(app_module.Spreekkamer, "_guarded", _raise(BadRequest()))

    assert visitor.get("/").status_code == 400


def test_a_fault_of_ours_tells_nothing_of_a_case(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = aisha()
    monkeypatch.setattr(outcome_page, "outcome", _raise(ValueError(WISH)))
    with caplog.at_level(logging.DEBUG):
        found = visitor.at("uitkomst")

    assert found.status_code == 500
    assert WISH not in found.text + caplog.text
    assert "ValueError" in caplog.text


def _raise(error: Exception) -> Any:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_nothing_of_a_case_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor = aisha()
        visitor.at("uitkomst")

    assert caplog.text == ""


def test_hostile_texts_stay_texts_on_every_page() -> None:
    case = {**CASE, "gevraagd": ["recht"]}
    visitor = Visitor(hostile_policy(), case=case)
    visitor.begin(uitkomst="recht")
    visitor.wish(HOSTILE)
    links = re.findall(r'href="([^"]+(?:weging|oordeel)\?[^"]+)"', visitor.at("uitkomst").text)
    steps = ["/", *(f"{visitor.base}/{one}" for one in ("wens", "vragen", "uitkomst", "besluit"))]
    for path in (*steps, *map(unescape, links)):
        found = read(visitor.get(path).text)

        assert "script" not in {name for name, _ in found.tags}
        assert "onerror" not in {name for _, attrs in found.tags for name in attrs}
    assert links


# ---------------------------------------------------------------- what is kept


def test_a_case_is_forgotten_when_asked_and_another_is_not_touched() -> None:
    visitor = aisha()
    first, token = visitor.base, visitor.token
    visitor.begin(uitkomst="")
    second = visitor.base
    visitor.token = token

    assert visitor.get(f"{first}/weg").location == "/"
    assert visitor.get(f"{first}/wens").status_code == 200
    visitor.token = token
    assert visitor.send(f"{first}/weg", {}).location == "/"
    assert visitor.get(f"{first}/wens").status_code == 404
    assert visitor.get(f"{second}/wens").status_code == 200


def test_no_more_cases_are_kept_than_so_many_and_no_longer_than_so_long() -> None:
    now = [0.0]
    walks = Walks(lambda: now[0])
    names = [walks.add(Walk(POLICY, DAY, (OUTCOME,), {})) for _ in range(MOST_WALKS)]
    assert walks.find(names[0]) is not None
    names.append(walks.add(Walk(POLICY, DAY, (OUTCOME,), {})))

    assert len(walks) == MOST_WALKS
    assert walks.find(names[0]) is not None
    assert walks.find(names[1]) is None
    now[0] = LONGEST_IDLE + 1
    assert walks.find(names[0]) is None
    assert len(walks) == 0
    assert len(set(names)) == len(names)
    assert walk_module.key_of(decide(POLICY, {}, peildatum=DAY).results[0]) == "recht"

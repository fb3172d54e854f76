"""Asking on the terminal: what is answered, skipped, wrong, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.integrations import asking, cli

ASK = "beslis bijstand_voorbeeld --peildatum 2026-03-01 --uitkomst recht --vorm kort --vraag"
PERSON = "ja\nja\n1997-05-03\n"


def kept(file: Path) -> dict[str, Any]:
    feiten: dict[str, Any] = json.loads(file.read_text("utf-8"))["feiten"]
    return feiten


def test_answers_decide_the_case(maatwerk: Any, here: Path) -> None:
    ran = maatwerk(f"{ASK} --bewaar zaak.json", entered=f"{PERSON}0\nnee\n")

    assert ran.code == 0
    assert "Recht: ja." in ran.out
    assert "De zaak staat in zaak.json." in ran.err
    assert kept(here / "zaak.json") == {
        "bezittingen": [],
        "geboortedatum": "1997-05-03",
        "in_detentie": False,
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": True,
    }


def test_kept_case_goes_on_where_it_stopped(maatwerk: Any, here: Path) -> None:
    maatwerk(f"{ASK} --bewaar zaak.json", entered=f"{PERSON}stop\n")

    ran = maatwerk(f"{ASK} --feiten zaak.json --bewaar zaak.json", entered="0\nnee\n")

    assert "geboortedatum" not in ran.err
    assert "Recht: ja." in ran.out
    assert len(kept(here / "zaak.json")) == 5


def test_kept_case_still_says_what_is_asked(maatwerk: Any, here: Path) -> None:
    asked = '{"feiten": {"in_detentie": true}, "gevraagd": ["recht"]}'
    (here / "zaak.json").write_text(asked, encoding="utf-8")

    ran = maatwerk(
        "beslis bijstand_voorbeeld --peildatum 2026-03-01 --vraag --feiten zaak.json"
        " --bewaar nieuw.json",
        entered="stop\n",
    )

    assert "Woonkostentoeslag" not in ran.out
    assert json.loads((here / "nieuw.json").read_text("utf-8"))["gevraagd"] == ["recht"]


def test_outcome_alone_goes_to_standard_output(maatwerk: Any) -> None:
    ran = maatwerk(ASK.replace("kort", "json"), entered="ja\nstop\n")

    assert json.loads(ran.out)
    assert "Enter slaat een vraag over" in ran.err


def test_people_answer_freely(maatwerk: Any, here: Path) -> None:
    maatwerk(f"{ASK} --bewaar zaak.json", entered="J\n N \nstop\n")

    assert kept(here / "zaak.json") == {
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": False,
    }


@pytest.mark.parametrize("ending", ["stop\n", "STOP\n", ""])
def test_stop_or_end_of_input_shows_what_is_known(ending: str, maatwerk: Any) -> None:
    ran = maatwerk(ASK, entered=f"ja\n{ending}")

    assert ran.code == 0
    assert "Recht: nog onbepaald." in ran.out


def test_breaking_off_keeps_what_was_told(
    maatwerk: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["ja"])

    def answer() -> str:
        for one in answers:
            return one
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", answer)

    ran = maatwerk(f"{ASK} --bewaar zaak.json")

    assert (ran.code, ran.out) == (cli.BROKEN_OFF, "")
    assert ran.err.endswith("Gestopt.\n")
    assert kept(here / "zaak.json") == {"nederlander_of_gelijkgesteld": True}


def test_wrong_answer_is_explained_and_asked_again(maatwerk: Any) -> None:
    ran = maatwerk(ASK, entered="ja\nja\n3-5-1997\n1997-05-03\nstop\n")

    assert '"3-5-1997" lees ik niet als datum. Bedoelt u 1997-05-03?' in ran.err
    assert ran.err.count("(datum, bijvoorbeeld 2026-03-01)") == 2


def test_skipped_question_is_not_asked_again(maatwerk: Any) -> None:
    ran = maatwerk(ASK, entered="\n" * 20)

    assert ran.err.count("Zit u vast?") == 1
    assert "nog onbepaald" in ran.out


def test_register_is_named_with_what_it_knows(maatwerk: Any) -> None:
    ran = maatwerk(ASK, entered="stop\n")

    assert "Dit staat in: Basisregistratie personen." in ran.err


def test_list_is_asked_record_by_record(maatwerk: Any, here: Path) -> None:
    records = "veel\n21\n-1\n2\n16000\nja\n\nniets\n€ 900\nn\nn\n"
    ran = maatwerk(f"{ASK} --bewaar zaak.json", entered=f"{PERSON}{records}stop\n")

    assert ran.err.count("Geef een getal van 0 tot en met 20.") == 3
    assert "Waarde in euro van bezitting 2" in ran.err
    assert kept(here / "zaak.json")["bezittingen"] == [
        {"betwist": True, "waarde_in_euro": "€ 16.000,00"},
        {"betwist": False, "gewoon_of_nodig": False, "waarde_in_euro": "€ 900,00"},
    ]


def test_list_can_be_skipped(maatwerk: Any) -> None:
    ran = maatwerk(ASK, entered=f"{PERSON}\nstop\n")

    assert ran.err.count("(hoeveel? ") == 1


@pytest.mark.parametrize("complete", [True, False])
def test_open_field_of_a_known_record_is_asked(complete: bool, maatwerk: Any, here: Path) -> None:
    records = [{"@naam": "auto", "waarde_in_euro": 16000, "betwist": False}]
    listed = records if complete else {"@lijst": records, "@volledig": False}
    feiten = {
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": True,
        "in_detentie": False,
        "schulden": 0,
        "geboortedatum": "1997-05-03",
        "bezittingen": listed,
    }
    (here / "zaak.json").write_text(json.dumps({"feiten": feiten}), "utf-8")

    ran = maatwerk(f"{ASK} --feiten zaak.json --bewaar nieuw.json", entered="ja\n")

    assert "Is dit zo voor auto: ‘gewoon of nodig’?" in ran.err
    assert "hoeveel?" not in ran.err
    written = kept(here / "nieuw.json")["bezittingen"]
    assert (written if complete else written["@lijst"])[0]["gewoon_of_nodig"] is True


def test_settled_case_asks_nothing(maatwerk: Any, here: Path) -> None:
    maatwerk(f"{ASK} --bewaar zaak.json", entered=f"{PERSON}0\nnee\n")

    ran = maatwerk(f"{ASK} --feiten zaak.json")

    assert ran.err == ""
    assert "Recht: ja." in ran.out


def test_wrong_case_is_told_before_the_first_question(maatwerk: Any, here: Path) -> None:
    (here / "zaak.json").write_text('{"feiten": {"in_detentei": true}}', "utf-8")

    ran = maatwerk(f"{ASK} --feiten zaak.json")

    assert ran.code == cli.FINDINGS
    assert "in_detentie" in ran.err
    assert "Enter" not in ran.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--vraag --feiten -", "`--vraag` leest uw antwoorden van de invoer"),
        ("--bewaar zaak.json", "`--bewaar` hoort bij `--vraag`."),
        ("--vraag --bewaar er_al.json", "`er_al.json` bestaat al"),
    ],
)
def test_options_that_do_not_go_together(
    options: str, sentence: str, maatwerk: Any, here: Path
) -> None:
    (here / "er_al.json").write_text("{}", "utf-8")

    ran = maatwerk(f"beslis bijstand_voorbeeld --peildatum 2026-03-01 {options}")

    assert ran.code == cli.WRONG_USE
    assert sentence in ran.err


def test_case_that_cannot_be_kept_is_not_lost(maatwerk: Any, here: Path) -> None:
    ran = maatwerk(f"{ASK} --bewaar er_niet/zaak.json", entered="ja\nstop\n")

    assert ran.code == cli.WRONG_USE
    assert "niet openen: het is er niet" in ran.err
    assert '"nederlander_of_gelijkgesteld": true' in ran.err


def test_every_type_says_its_form() -> None:
    from maatwerk_rules.model import types as t

    forms = {
        t.JaNee(): "ja of nee",
        t.Keuze(("alleen", "met_kind")): "alleen of met kind",
        t.Bedrag(): "bedrag, bijvoorbeeld 1.250,00",
        t.Bedrag("maand"): "bedrag, bijvoorbeeld 1.250,00, per maand",
        t.Datum(): "datum, bijvoorbeeld 2026-03-01",
        t.Aantal("jaar"): "aantal, in jaar",
        t.Aantal(): "aantal",
        t.Percentage(): "percentage, bijvoorbeeld 80%",
    }

    assert {type_: asking._form(type_) for type_ in forms} == forms


def test_option_may_be_written_as_words() -> None:
    from maatwerk_rules.model import types as t

    assert asking._meant("Alleenstaande  Ouder", t.Keuze(("alleenstaande_ouder",))) == (
        "alleenstaande_ouder"
    )
    assert asking._meant("€ 12", t.Bedrag()) == "€ 12"


def test_unreadable_bytes_are_a_wrong_answer(maatwerk: Any) -> None:
    ran = maatwerk(ASK, entered=b"\xff\nja\nstop\n")

    assert "lees ik niet als ja/nee" in ran.err
    assert ran.code == 0


def test_persons_are_asked_field_by_field(maatwerk: Any, here: Path) -> None:
    (here / "proef.beleid").write_text(PERSONEN, "utf-8")

    asked = maatwerk(
        "beslis proef.beleid --peildatum 2026-03-01 --vraag --bewaar zaak.json",
        entered="ja\nmisschien\nja\nnee\n",
    )

    assert "Aanvrager: Bent u Nederlander?" in asked.err
    assert "Partner: Bent u Nederlander?" in asked.err
    assert "Geef ja of nee." in asked.err
    known = {"aanvrager": {"nederlander": True}, "partner": {"nederlander": False}}
    assert kept(here / "zaak.json") == known


def test_nobody_and_skipped_are_answers_about_a_partner(maatwerk: Any, here: Path) -> None:
    (here / "proef.beleid").write_text(PERSONEN, "utf-8")
    typed = "beslis proef.beleid --peildatum 2026-03-01 --vraag --bewaar"

    maatwerk(f"{typed} zaak.json", entered="ja\nn\n")
    assert kept(here / "zaak.json")["partner"] == []
    maatwerk(f"{typed} open.json", entered="ja\n\n")
    assert "partner" not in kept(here / "open.json")


PERSONEN = """beleid proef "Proef"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
soort persoon heeft
  nederlander: ja/nee
    vraag "Bent u Nederlander?"
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
gegeven partner: hoogstens een persoon
  vraag "Hebt u een partner?"
uitkomst recht: ja/nee
  gunstig is ja
  is aanvrager.nederlander en er is een p uit partner waarvoor p.nederlander
"""


def test_a_policy_of_many_outcomes_begins_with_its_first_question(maatwerk: Any) -> None:
    ran = maatwerk("beslis participatiewet --peildatum 2026-03-01")

    assert ran.code == 0
    assert "Er zijn nog geen feiten." in ran.out
    assert "Wat is de volgende vraag?" in ran.out
    assert len(ran.out.splitlines()) < 30

"""What lower policy shows of the policy it uses counts when both run in one command."""

import json
from pathlib import Path
from typing import Any

import pytest

HEAD = """beleid {naam} "{naam}"
  taalversie 1
  status concept
  geldt van 2026-01-01
{gebruikt}  bezwaar "U kunt bezwaar maken."
"""
LAND = """regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
gegeven leeftijd_nu: aantal jaren tussen 0 en 120
  vraag "Hoe oud bent u?"
  grondslag Pw artikel 17 lid 1
begrip leeftijd_in_de_stad: aantal jaren tussen 18 en 30
  bron Pw artikel 8 lid 1
  in te vullen door verordening
uitkomst recht: ja/nee
  door college
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  anders nee
  gunstig is ja
regel oud_genoeg bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien leeftijd_in_de_stad is ten minste 19 jaar en leeftijd_nu is meer dan leeftijd_in_de_stad
  dan ja
"""
ONBEKEND = """toets nog_niets "In de wet alleen staat niets vast"
  op 2026-03-01
  gegeven leeftijd_nu is 40 jaar
  verwacht recht is onbepaald, ontbreekt leeftijd_in_de_stad
"""
STAD = """regeling Verordening verordening voorbeeld "Verordening"
invulling leeftijd_in_de_stad
  bron Verordening artikel 1
  is {jaren} jaar
toets {naam}_oud "Boven de leeftijd"
  op 2026-03-01
  gegeven leeftijd_nu is 40 jaar
  verwacht recht is {oud}
toets {naam}_jong "Onder de leeftijd"
  op 2026-03-01
  gegeven leeftijd_nu is 10 jaar
  verwacht recht is nee
"""


@pytest.fixture(autouse=True)
def policies(here: Path) -> None:
    """Write a law that waits for a filling, and three cities that fill it."""
    _write(here, "land", LAND + ONBEKEND)
    for jaren, oud in (("18", "nee"), ("19", "ja"), ("20", "ja")):
        naam = f"stad_{jaren}"
        _write(here, naam, STAD.format(jaren=jaren, oud=oud, naam=naam), "land")


def _write(here: Path, naam: str, text: str, gebruikt: str = "") -> None:
    (here / naam).mkdir(exist_ok=True)
    line = f"  gebruikt {gebruikt}\n" if gebruikt else ""
    file = here / naam / f"{naam}.beleid"
    file.write_text(HEAD.format(naam=naam, gebruikt=line) + text, "utf-8")


CITIES = "stad_18 stad_19 stad_20"


def test_what_cities_show_counts_for_the_law(maatwerk: Any) -> None:
    asked = "--dekking 100 --dekking-voorwaarden 100 --dekking-grenzen 100"
    alone = maatwerk(f"toets land {asked}")
    every = maatwerk(f"toets land {CITIES}", *asked.split())

    assert alone.code == 1
    assert "met wat lager beleid" not in alone.out
    assert "niet geraakt: oud_genoeg" in alone.out
    assert "nog niet gezien:" in alone.out
    assert "met wat lager beleid hiervan laat zien: regels 1 van 1" in every.out
    assert "nog niet gezien:" not in every.out
    assert every.code == 0


def test_what_no_city_shows_is_still_told(maatwerk: Any) -> None:
    ran = maatwerk("toets land stad_20 --dekking-grenzen 100")

    assert "19 jaar`: niet net eronder of erop" in " ".join(ran.out.split())
    assert ran.code == 1


def test_another_text_of_the_law_shows_nothing_of_this_one(maatwerk: Any, here: Path) -> None:
    (here / "oud").mkdir()
    (here / "land").rename(here / "oud" / "land")
    (here / "stad_19").rename(here / "oud" / "stad_19")
    _write(here, "land", "# Een andere tekst.\n" + LAND + ONBEKEND)

    land = json.loads(maatwerk("toets land oud/stad_19 --vorm json").out)["beleid"][0]

    assert land["met_lager_beleid"]["dekking"]["delen"] == land["dekking"][0]["delen"]


def test_json_holds_what_was_seen_together(maatwerk: Any) -> None:
    land, *cities = json.loads(maatwerk(f"toets land {CITIES} --vorm json").out)["beleid"]

    assert land["regels"] == {"geraakt": [], "niet_geraakt": ["oud_genoeg"]}
    assert land["met_lager_beleid"]["regels"] == {"geraakt": ["oud_genoeg"], "niet_geraakt": []}
    assert land["met_lager_beleid"]["dekking"]["grenzen"] == {"gezien": 1, "totaal": 1, "mist": []}
    assert [one["met_lager_beleid"] for one in cities] == [None] * 3

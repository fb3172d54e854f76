from pathlib import Path

import attrs
import pytest

from maatwerk_rules.analysis.check import find, find_in_part
from maatwerk_rules.model.beleid import Beleid
from tests.analysis.marked import read


def test_circles_are_not_looked_for_before_all_names_are_known() -> None:
    beleid = read("begrip a: ja/nee\n  is a en weg\n")

    assert [each.code for each in find(beleid)] == ["MW002"]


def test_findings_stand_in_order_of_the_text() -> None:
    beleid = read("begrip a: ja/nee\n  is € 1\ngegeven g: bedrag\n")

    assert [each.code for each in find(beleid)] == ["MW003", "MW413"]


def test_sound_names_are_looked_at_for_circles() -> None:
    beleid = read("begrip a: ja/nee\n  is a\n")

    assert "MW005" in [each.code for each in find(beleid)]


def test_nothing_is_said_of_a_policy_whose_base_is_absent() -> None:
    head = 'beleid {naam} "Naam"\n  gebruikt {gebruikt}\n'
    beleid = read(head.format(naam="stad", gebruikt="land") + "begrip a: ja/nee\n  is weg\n")
    land = read(head.format(naam="land", gebruikt="unie"))
    unie = read('beleid unie "Unie"\n')

    alone = find(beleid)
    half = find(attrs.evolve(beleid, gebruikt=(land,)))
    whole = find(attrs.evolve(beleid, gebruikt=(attrs.evolve(land, gebruikt=(unie,)),)))
    failed = find(attrs.evolve(beleid, gebruikt=(Beleid(()),)))

    assert failed == ()
    assert [(each.code, each.facts["naam"]) for each in alone] == [("MW002", "land")]
    assert [(each.code, each.facts["naam"]) for each in half] == [("MW002", "unie")]
    assert [each.facts["naam"] for each in whole if each.code == "MW002"] == ["weg"]


def test_shipped_example_is_clean() -> None:
    folder = Path(__file__).parents[2] / "policies" / "bijstand_voorbeeld"
    text = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.beleid")))

    assert find(read(text)) == ()


def test_of_what_is_too_deep_nothing_more_is_said() -> None:
    chain = "".join(f"uitzondering u{i} op u{i - 1}\n  indien weg\n" for i in range(1, 60))
    beleid = read(chain)

    assert [each.code for each in find(beleid)] == ["MW049"]
    assert find_in_part(beleid) == ()


CAPITAL = "gegeven Rol: ja/nee\nbegrip een: ja/nee\n  is rol\nbegrip twee: ja/nee\n  is niet rol\n"


def test_a_name_declared_with_capitals_is_told_there_with_all_its_uses() -> None:
    (one,) = [each for each in find(read(CAPITAL)) if each.code == "MW002"]
    places = [CAPITAL[label.span.start : label.span.end] for label in one.spans]

    assert places == ["Rol", "rol", "rol"]
    assert one.edits[0].replacement == "rol"
    assert one.edits[0].span == one.spans[0].span


@pytest.mark.parametrize("more", ["begrip drie: ja/nee\n  is Rol\n", "gegeven rol: ja/nee\n"])
def test_a_name_that_is_also_used_as_it_is_declared_stays(more: str) -> None:
    found = [each for each in find(read(CAPITAL + more)) if each.code == "MW002"]

    assert len(found) == (2 if "Rol" in more else 0)
    assert all(CAPITAL[each.spans[0].span.start].islower() for each in found)


@pytest.mark.parametrize(("written", "meant"), [("neen", "nee"), ("jaa", "ja"), ("Ja", "ja")])
def test_another_word_for_an_answer_is_asked_after(written: str, meant: str) -> None:
    text = f'gegeven rol: ja/nee\ntoets t "T"\n  op 2026-03-01\n  gegeven rol is {written}\n'
    (one,) = [each for each in find(read(text)) if each.code == "MW002"]

    assert [each.replacement for each in one.edits] == [meant]

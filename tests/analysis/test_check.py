from maatwerk_rules.analysis.check import find
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

import attrs
import pytest

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.mandate import find, may_judge, may_look
from tests.analysis.marked import read
from tests.analysis.small_policy import (
    DRINGEND,
    GROND,
    GROND_4_84,
    HEAD,
    RECHT,
    TOESLAG,
    assert_finds,
    swap,
    without,
)

FUNCTIES = """orgaan raad "Gemeenteraad"
functie consulent "Consulent" namens college voor oordeel dringend
functie jurist "Jurist" namens college voor regeling Beleid
functie griffier "Griffier" namens raad voor regeling Beleid
functie balie "Balie" namens college
"""
WHOLE = HEAD + FUNCTIES + RECHT + DRINGEND
TOETS = """toets wie_vastzit "Wie vastzit"
  op 2026-03-01
  oordeel dringend is ja door consulent omdat "Acute nood."
    gewogen nood "geen eten"
  ambtshalve bekeken door consulent
  verwacht recht is ja
"""


def judges(text: str, oordeel: str = "dringend") -> tuple[str, ...]:
    beleid = read(text)
    return may_judge(beleid, collect(beleid)[0], oordeel)


def lookers(text: str) -> tuple[str, ...]:
    beleid = read(text)
    return may_look(beleid, collect(beleid)[0])


def test_organ_and_who_has_its_mandate_may_judge() -> None:
    assert judges(WHOLE + GROND) == ("college", "consulent")


def test_mandate_for_a_regeling_covers_the_judgement_of_its_deviation() -> None:
    assert judges(WHOLE + TOESLAG + GROND_4_84) == ("college", "consulent", "jurist")


def test_judgement_that_nobody_knows_can_be_given_by_nobody() -> None:
    assert judges(WHOLE, "onbekend") == ()
    assert judges(swap(WHOLE, "  door college\n", "")) == ()


def test_who_may_judge_in_a_standing_deviation_may_look() -> None:
    assert lookers(WHOLE + GROND) == ("college", "consulent")
    assert lookers(WHOLE + TOESLAG + GROND_4_84) == ("college", "consulent", "jurist")


def test_organs_may_look_where_no_judgement_stands_open() -> None:
    on_request = swap(GROND, "toetsen altijd", "toetsen op verzoek vast")

    assert lookers(WHOLE + on_request) == ("college", "raad")
    assert lookers(WHOLE) == ("college", "raad")


def test_function_is_no_organ() -> None:
    text = swap(WHOLE, "door college", "door consulent # fout: MW613")

    found = assert_finds(find, text)

    assert "door college" in found[0].help[0]


def test_organ_gives_mandate_only_for_its_own_judgements() -> None:
    assert_finds(find, WHOLE)

    text = swap(WHOLE, "namens college voor oordeel dringend", "namens raad voor oordeel dringend")
    text = swap(text, "voor oordeel dringend", "voor oordeel dringend # fout: MW632")

    assert_finds(find, text)


def test_mandate_for_what_is_not_there_is_left_to_the_check_of_names() -> None:
    assert_finds(find, swap(WHOLE, "voor oordeel dringend", "voor oordeel onbekend"))
    assert_finds(find, without(WHOLE, "  door college"))


def test_toets_with_judgement_and_look_by_who_may_gives_nothing() -> None:
    assert_finds(find, WHOLE + GROND + TOETS)


@pytest.mark.parametrize("name", ["jurist", "raad", "balie"])
def test_judgement_without_mandate_names_who_can(name: str) -> None:
    text = swap(TOETS, "door consulent omdat", f"door {name} omdat")
    text = swap(text, '"Acute nood."', '"Acute nood." # fout: MW633')

    found = assert_finds(find, WHOLE + GROND + text)

    assert found[0].facts["wie"] == "`college` of `consulent`"


def test_look_without_mandate_names_who_can() -> None:
    text = swap(TOETS, "bekeken door consulent", "bekeken door balie # fout: MW634")

    found = assert_finds(find, WHOLE + GROND + text)

    assert found[0].facts["wie"] == "`college` of `consulent`"


def test_names_that_nobody_declared_are_left_to_the_check_of_names() -> None:
    text = swap(TOETS, "door consulent omdat", "door onbekend omdat")
    text = swap(text, "bekeken door consulent", "bekeken door onbekend")
    assert_finds(find, WHOLE + GROND + text)

    assert_finds(find, WHOLE + GROND + swap(TOETS, "oordeel dringend", "oordeel onbekend"))


def test_look_in_a_policy_without_organs_is_left_to_the_check_of_names() -> None:
    text = 'functie balie "Balie" namens college\ntoets t "T"\n  ambtshalve bekeken door balie\n'

    assert_finds(find, text)


def test_judgement_in_a_toets_is_complete() -> None:
    text = swap(TOETS, ' omdat "Acute nood."\n    gewogen nood "geen eten"', " # fout: MW957")

    found = assert_finds(find, WHOLE + GROND + text)

    assert found[0].facts["ontbreekt"] == 'de reden (`omdat "…"`) en de weging van `nood`'


def test_reasons_are_asked_only_where_they_are_due() -> None:
    text = without(WHOLE, "  motivering verplicht", '  weegt nood "Wat gebeurt er?"') + GROND

    assert_finds(find, text + swap(TOETS, ' omdat "Acute nood."\n    gewogen nood "geen eten"', ""))


def test_policies_that_are_used_are_looked_at_too() -> None:
    used = read(swap(WHOLE, "door college", "door consulent"))
    beleid = attrs.evolve(read('beleid b "B"\n'), gebruikt=(used,))

    assert [each.code for each in find(beleid, collect(beleid)[0])] == ["MW613"]

import pytest

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.hardship import find
from maatwerk_rules.analysis.supplied import with_supplied
from tests.analysis.marked import read
from tests.analysis.small_policy import (
    DRINGEND,
    GROND_4_84,
    HEAD,
    RECHT,
    TOESLAG,
    assert_finds,
    spoil,
    swap,
    without,
)

WHOLE = HEAD + RECHT + TOESLAG + DRINGEND + GROND_4_84
TOO_RICH = TOESLAG[TOESLAG.index("uitzondering") :].replace("te_laat", "te_rijk")


def test_ground_for_the_whole_policy_rule_gives_nothing() -> None:
    assert_finds(find, WHOLE)


@pytest.mark.parametrize("moment", ["bij aanwijzing vast", "op verzoek vast"])
def test_ground_of_awb_4_84_is_always_looked_at(moment: str) -> None:
    assert_finds(find, swap(WHOLE, "toetsen altijd", f"toetsen {moment} # fout: MW612"))


def test_ground_of_awb_4_84_works_on_policy_rules_only() -> None:
    found = assert_finds(
        find, swap(WHOLE, "terzijde te_laat", "terzijde te_laat, detentie, weg # fout: MW516")
    )

    assert (found[0].facts["regel"], found[0].facts["soort"]) == ("detentie", "de wet")


def test_own_ground_names_every_refusal_of_the_policy_rule() -> None:
    text = spoil(WHOLE + TOO_RICH, "afwijkingsgrond", "MW517")

    found = assert_finds(find, text)

    assert found[0].facts["regels"] == "`te_rijk`"


def test_own_ground_at_one_rule_counts_too() -> None:
    text = without(WHOLE + TOO_RICH, "  stelt terzijde te_laat")
    text = swap(text, "bij regeling Beleid", "bij te_laat # fout: MW517")

    assert_finds(find, text)


def test_ground_that_sets_nothing_aside_is_reported_by_that_alone() -> None:
    assert_finds(find, without(WHOLE, "  stelt terzijde te_laat"))


def test_supplied_ground_is_not_blamed_for_the_rest() -> None:
    beleid = read(WHOLE + TOO_RICH)
    whole = with_supplied(beleid, collect(beleid)[0])

    assert [each.code for each in find(whole, collect(whole)[0])] == ["MW517"]


def clause(regeling: str) -> str:
    return f"hardheidsclausule streng bij regeling {regeling}\n  dan buiten toepassing\n"


def test_policy_rule_has_awb_4_84_and_no_hardship_clause() -> None:
    found = assert_finds(find, HEAD + spoil(clause("Beleid"), "hard", "MW518"))

    assert "Awb artikel 4:84" in found[0].help[0]


def test_participatiewet_has_no_general_hardship_clause() -> None:
    assert_finds(find, HEAD + spoil(clause("Pw"), "hard", "MW519"))


@pytest.mark.parametrize("target", ["regeling Verordening", "regeling Onbekend", "detentie"])
def test_other_clauses_are_not_judged_here(target: str) -> None:
    assert_finds(find, HEAD + RECHT + swap(clause("Pw"), "regeling Pw", target))

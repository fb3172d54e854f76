from datetime import date

import pytest

from maatwerk_rules.analysis.deviations import find
from tests.analysis.small_policy import (
    DRINGEND,
    GROND,
    GROND_4_84,
    HEAD,
    RECHT,
    TOESLAG,
    assert_finds,
    spoil,
    swap,
    without,
)
from tests.small import policy_of

WHOLE = HEAD + RECHT + DRINGEND + GROND
HOOGTE = """uitkomst hoogte: bedrag tussen € 0 en € 100
  anders € 0
  stappen verlagen
aanpassing minder van hoogte in stap verlagen
  bron Pw artikel 18
  indien vast
  dan € 10
"""


def test_deviation_says_which_way_it_works() -> None:
    assert_finds(find, spoil(without(WHOLE, "  ten gunste"), "afwijkingsgrond", "MW615"))


def test_adjustment_says_which_way_it_works_when_it_reads_a_judgement() -> None:
    text = HEAD + DRINGEND + HOOGTE
    assert_finds(find, text)

    text = spoil(swap(text, "indien vast", "indien oordeel dringend"), "aanpassing", "MW615")

    assert_finds(find, text)


@pytest.mark.parametrize("way", ["ten nadele", "in beide richtingen"])
def test_deviation_to_detriment_names_its_power(way: str) -> None:
    assert_finds(find, swap(WHOLE, "  ten gunste", f"  {way} # fout: MW616"))
    assert_finds(find, swap(WHOLE, "  ten gunste", f"  {way}\n  krachtens Pw artikel 18"))


def test_deviation_at_a_regeling_names_what_it_sets_aside() -> None:
    text = HEAD + TOESLAG + DRINGEND + GROND_4_84
    assert_finds(find, text)

    text = without(text, "  stelt terzijde te_laat")

    assert_finds(find, spoil(text, "afwijkingsgrond", "MW617"))


@pytest.mark.parametrize("target", ["bij detentie", "bij groep weigeringen"])
def test_hardship_clause_stands_at_a_regeling(target: str) -> None:
    text = swap(WHOLE, "afwijkingsgrond nood bij detentie", f"hardheidsclausule nood {target}")
    text += 'groep weigeringen "Weigeringen"\n  bevat detentie\n'

    found = assert_finds(find, spoil(text, "hardheidsclausule", "MW618"))

    assert found[0].facts["doel"] == target.rsplit(maxsplit=1)[-1]


def test_what_must_be_done_is_no_deviation() -> None:
    assert_finds(find, swap(WHOLE, "  karakter kan", "  karakter moet # fout: MW628"))


def test_deviation_without_judgement_is_probably_an_exception() -> None:
    text = swap(WHOLE, "indien oordeel dringend", "indien vast")

    assert_finds(find, spoil(text, "afwijkingsgrond", "MW630"))


def test_outcome_of_a_favourable_deviation_says_what_is_favourable() -> None:
    text = without(WHOLE, "  gunstig is ja") + swap(GROND, "nood", "nog_een")

    assert_finds(find, spoil(text, "uitkomst recht", "MW620"))


def test_chain_of_options_says_what_is_favourable() -> None:
    text = swap(WHOLE, "recht: ja/nee", "recht: keuze uit geen, lening, gift")

    assert_finds(find, swap(text, "gunstig is ja", "gunstig van geen naar lening naar gift"))


def test_deviation_to_detriment_needs_no_favourable_way() -> None:
    text = without(WHOLE, "  gunstig is ja")

    assert_finds(find, swap(text, "  ten gunste", "  ten nadele\n  krachtens Pw artikel 18"))


def test_deviation_of_nothing_known_has_no_outcome_to_look_at() -> None:
    assert_finds(find, swap(WHOLE, "nood bij detentie", "nood bij onbekend"))


GROUP = """groep weigeringen "Weigeringen"
  bevat basis, detentie, strenger
uitzondering strenger op detentie
  bron Pw artikel 13
  bedoeling vangnet
  dan nee
regel tweede bepaalt recht
  bron Pw artikel 11
  bedoeling vangnet
  dan ja
"""


def test_one_value_stands_in_the_place_of_a_group_that_hangs_on_one_place() -> None:
    grond = swap(GROND, "bij detentie", "bij groep weigeringen")
    text = HEAD + RECHT + DRINGEND + GROUP + swap(grond, "dan buiten toepassing", "dan ja")
    assert_finds(find, text)
    assert_finds(find, swap(text, "basis, detentie, strenger", "basis, tweede"))

    apart = swap(text, "bevat basis, detentie, strenger", "bevat tweede, detentie")

    assert_finds(find, _marked_last(apart))


def _marked_last(text: str) -> str:
    before, _, _ = text.rpartition("  dan ja\n")
    return f"{before}  dan ja # fout: MW622\n"


def test_members_of_different_outcomes_are_left_to_the_check_of_types() -> None:
    grond = swap(GROND, "bij detentie", "bij groep weigeringen")
    text = HEAD + RECHT + DRINGEND + TOESLAG + swap(grond, "dan buiten toepassing", "dan ja")

    assert_finds(find, text + 'groep weigeringen "Weigeringen"\n  bevat detentie, te_laat\n')


def test_adjustments_of_different_steps_are_different_places() -> None:
    steps = swap(HOOGTE, "stappen verlagen", "gunstig is hoger\n  stappen verlagen, later")
    steps += swap(swap(HOOGTE[HOOGTE.index("aanpassing") :], "minder", "nog"), "verlagen", "later")
    grond = swap(GROND, "bij detentie", "bij groep stappen")
    grond = swap(grond, "dan buiten toepassing", "dan € 50 # fout: MW622")

    assert_finds(
        find,
        HEAD + DRINGEND + steps + grond + 'groep stappen "Stappen"\n  bevat minder, nog, weg\n',
    )


SET_ASIDE = """
uitkomst hulp: ja/nee
  anders ja
  gunstig is ja
oordeel te_streng: ja/nee
  vraag "Is dit te streng?"
  maatstaf Awb artikel 4:84
  door college
  weegt gevolg "Wat gebeurt er?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
regel geen_hulp bepaalt hulp
  bron Beleid artikel 5
  bedoeling eigen_middelen_eerst
  geldt van 2026-01-01 tot 2026-04-01
  indien in_detentie
  dan nee
afwijkingsgrond toch_hulp bij regeling Beleid
  bron Awb artikel 4:84
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  ten gunste
  stelt terzijde geen_hulp
  toetsen altijd
  indien oordeel te_streng
  dan buiten toepassing
"""


def test_a_deviation_is_there_only_while_a_rule_holds_that_it_sets_aside() -> None:
    policy = policy_of(SET_ASIDE)

    during, after = (policy.on(date(2026, month, 1)) for month in (3, 5))

    deviations = [part.program.definitions["hulp"].deviations for part in (during, after) if part]
    assert [[one.node.name for one in each] for each in deviations] == [["toch_hulp"], []]

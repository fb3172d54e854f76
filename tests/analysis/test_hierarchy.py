import pytest

from maatwerk_rules.analysis.hierarchy import find
from tests.analysis.small_policy import (
    DRINGEND,
    GROND,
    HEAD,
    RECHT,
    TOESLAG,
    assert_finds,
    spoil,
    swap,
    without,
)

RUIMTE = "  ruimte voor beleidsregel bron Pw artikel 35"
WHOLE = HEAD + RECHT + TOESLAG + DRINGEND + GROND
CLOSED = without(WHOLE, RUIMTE)
HOOGTE = """uitkomst hoogte: bedrag tussen € 0 en € 900
  anders € 0
  gunstig is hoger
  bij samenloop hoogste
  stappen verlagen
regel norm bepaalt hoogte
  bron Pw artikel 20
  dan € 500
"""


def test_lower_rule_in_the_room_that_the_law_leaves_gives_nothing() -> None:
    assert_finds(find, WHOLE)


def test_policy_rule_makes_no_new_refusal() -> None:
    found = assert_finds(find, spoil(CLOSED, "uitzondering te_laat", "MW507"))

    assert found[0].spans[1].text == "berust op Pw"
    assert "ruimte voor beleidsregel" in found[0].help[0]


def test_room_for_another_layer_is_no_room() -> None:
    text = swap(WHOLE, RUIMTE, "  ruimte voor verordening bron Pw artikel 35")

    assert_finds(find, spoil(text, "uitzondering te_laat", "MW507"))


@pytest.mark.parametrize(
    ("regeling", "rang"), [("Besluit", ""), ("Verordening", "binnenwettelijk")]
)
def test_no_lower_layer_gives_less_than_a_higher_one(regeling: str, rang: str) -> None:
    text = swap(CLOSED, "bron Beleid artikel 4\n  binnenwettelijk", f"bron {regeling} artikel 4")
    text = swap(text, f"{regeling} artikel 4", f"{regeling} artikel 4\n  {rang}")

    assert_finds(find, spoil(text, "uitzondering te_laat", "MW506"))


def test_lower_rule_may_give_more() -> None:
    text = swap(CLOSED, "indien vast\n  dan nee\noordeel", "indien vast\n  dan ja\noordeel")

    assert_finds(find, swap(text, "binnenwettelijk", "buitenwettelijk"))


def test_outcome_that_rests_on_a_statute_counts_as_higher() -> None:
    text = without(CLOSED, "  bron Pw artikel 35")
    text = swap(text, "bepaalt toeslag\n", "bepaalt toeslag\n  eigen lezing\n")
    assert_finds(find, text)

    text = swap(
        text, "uitkomst toeslag: ja/nee\n", "uitkomst toeslag: ja/nee\n  bron Pw artikel 35\n"
    )

    assert_finds(find, spoil(text, "uitzondering te_laat", "MW507"))


def test_policy_rule_may_limit_what_it_gives_itself() -> None:
    text = CLOSED.replace("te_laat op toeslag_voor_ieder", "te_laat op extra")
    text = swap(text, "  indien vast\n  dan nee\noordeel", "  dan buiten toepassing\noordeel")
    text += """regel extra bepaalt toeslag
  bron Beleid artikel 3
  buitenwettelijk
  dan ja
"""
    assert_finds(find, text)

    text = swap(text, "te_laat op extra", "te_laat op toeslag_voor_ieder")

    assert_finds(find, spoil(text, "uitzondering te_laat", "MW507"))


def test_exception_to_nothing_known_is_left_to_the_check_of_names() -> None:
    assert_finds(find, swap(CLOSED, "te_laat op toeslag_voor_ieder", "te_laat op onbekend"))


def test_amount_of_a_lower_rule_may_be_less() -> None:
    lager = "regel lokaal bepaalt hoogte\n  bron Beleid artikel 4\n  binnenwettelijk\n  dan € 100\n"
    assert_finds(find, HEAD + HOOGTE + lager)

    for line in ("  bij samenloop hoogste\n",):
        text = spoil(swap(HOOGTE, line, "") + lager, "regel lokaal", "MW507")
        assert_finds(find, HEAD + text)
    text = spoil(
        swap(HOOGTE, "samenloop hoogste", "samenloop laagste") + lager, "regel lok", "MW507"
    )
    assert_finds(find, HEAD + text)


def test_adjustment_of_a_lower_layer_may_give_less() -> None:
    text = """aanpassing minder van hoogte in stap verlagen
  bron Verordening artikel 9
  binnenwettelijk
  dan vorige - € 50
"""
    assert_finds(find, HEAD + HOOGTE + spoil(text, "aanpassing", "MW506"))


def test_without_favourable_way_the_layers_cannot_be_compared() -> None:
    text = HEAD + without(TOESLAG, RUIMTE, "  gunstig is ja")

    assert_finds(find, spoil(text, "uitzondering te_laat", "MW520"))


def test_local_rule_says_how_it_stands_to_the_law() -> None:
    text = without(WHOLE, "  binnenwettelijk")

    assert_finds(find, spoil(text, "uitzondering te_laat", "MW511"))


def test_rule_of_a_statute_has_no_such_relation() -> None:
    text = swap(
        WHOLE, "bron Pw artikel 11\n", "bron Pw artikel 11\n  binnenwettelijk # fout: MW512\n"
    )

    assert_finds(find, text)


def test_refusal_needs_more_than_an_own_reading() -> None:
    text = swap(WHOLE, "bron Pw artikel 13", "eigen lezing")
    assert_finds(find, spoil(text, "uitzondering detentie", "MW521"))

    assert_finds(find, swap(text, "dan nee", "dan ja"))
    assert_finds(find, swap(WHOLE, "bron Pw artikel 13", "bron ECLI:NL:CRVB:2018:1600"))


def test_no_clause_sets_aside_what_stands_above_it() -> None:
    text = swap(WHOLE, "bron Pw artikel 16\n  karakter", "bron Beleid artikel 9\n  karakter")
    text = swap(text, "karakter kan", "buitenwettelijk\n  karakter kan")
    assert_finds(find, spoil(text, "afwijkingsgrond", "MW513"))

    text = swap(text, "nood bij detentie", "nood bij te_laat")

    assert_finds(find, text)


def test_ground_in_case_law_is_not_held_to_a_layer() -> None:
    text = swap(WHOLE, "bron Pw artikel 16\n  karakter", "bron ECLI:NL:CRVB:2018:1600\n  karakter")

    assert_finds(find, text)


def test_clause_of_a_regeling_works_on_rules_of_that_regeling() -> None:
    text = swap(WHOLE, "nood bij detentie", "nood bij regeling Pw")
    text = swap(text, "  ten gunste\n", "  ten gunste\n  stelt terzijde detentie, onbekend\n")
    assert_finds(find, text)
    assert_finds(find, swap(text, "bij regeling Pw", "bij regeling Weg"))

    text = swap(text, "detentie, onbekend\n", "detentie, te_laat # fout: MW514\n")

    assert_finds(find, text)


def test_rule_without_article_belongs_to_no_regeling() -> None:
    text = swap(WHOLE, "bron Pw artikel 13", "bron ECLI:NL:CRVB:2018:1600")

    assert_finds(find, text)


@pytest.mark.parametrize("way", ["ten nadele", "in beide richtingen"])
def test_power_to_detriment_stands_as_high_as_what_it_takes(way: str) -> None:
    text = swap(WHOLE, "  ten gunste", f"  {way}\n  krachtens Pw artikel 18")
    assert_finds(find, text)

    assert_finds(
        find, spoil(swap(text, "krachtens Pw", "krachtens Beleid"), "afwijkingsgrond", "MW507")
    )
    assert_finds(find, swap(text, "krachtens Pw artikel 18", "krachtens ECLI:NL:CRVB:2018:1600"))
    assert_finds(find, without(text, "  krachtens Pw artikel 18"))
    assert_finds(
        find,
        swap(
            swap(text, "krachtens Pw", "krachtens Beleid"), "nood bij detentie", "nood bij onbekend"
        ),
    )


def test_filling_in_is_for_the_layer_that_the_law_names() -> None:
    text = """begrip verlaging: percentage tussen 5% en 100%
  in te vullen door verordening
invulling verlaging
  bron Verordening artikel 9
  is 10%
"""
    assert_finds(find, HEAD + text)
    assert_finds(find, HEAD + without(text, "  bron Verordening artikel 9"))
    assert_finds(find, HEAD + without(text, "  in te vullen door verordening"))
    assert_finds(find, HEAD + swap(text, "invulling verlaging", "invulling onbekend"))

    found = assert_finds(find, HEAD + spoil(swap(text, "Verordening", "Besluit"), "inv", "MW515"))

    assert (found[0].facts["verwacht"], found[0].facts["gevonden"]) == ("verordening", "amvb")

import pytest

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.duties import find
from maatwerk_rules.analysis.supplied import with_supplied
from tests.analysis.marked import read
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

WHOLE = HEAD + RECHT + DRINGEND + GROND


def test_policy_that_does_its_duties_gives_nothing() -> None:
    assert_finds(find, WHOLE + TOESLAG)


def test_rule_amount_and_table_without_source_are_found() -> None:
    text = without(WHOLE, "  bron Pw artikel 11")
    text += "bedrag grens\n  laatst bekend\ntabel t: ja/nee over vast\n  anders nee\n"
    for name in ("regel basis", "bedrag grens", "tabel t"):
        text = spoil(text, name, "MW201")

    assert_finds(find, text)


def test_own_reading_carries_a_rule_but_no_deviation() -> None:
    text = swap(WHOLE, "bron Pw artikel 11", "eigen lezing")
    text = swap(text, "afwijkingsgrond nood bij detentie", "afwijkingsgrond nood bij basis")
    text = swap(text, "bron Pw artikel 16\n  karakter", "eigen lezing\n  karakter")

    found = assert_finds(find, spoil(text, "afwijkingsgrond", "MW201"))

    assert "eigen lezing" not in found[0].help[0]


def test_rule_that_reads_a_judgement_says_when_it_is_looked_at() -> None:
    text = swap(WHOLE, "indien vast\n", "indien oordeel dringend\n  karakter moet beoordelen\n")

    found = assert_finds(find, spoil(text, "uitzondering detentie", "MW614"))

    assert [label.text for label in found[0].spans] == ["", "hier wordt geoordeeld"]


def test_judgement_behind_a_named_begrip_counts_as_read() -> None:
    text = swap(WHOLE, "indien vast\n", "indien is_dringend\n  karakter moet beoordelen\n")
    text += "begrip is_dringend: ja/nee\n  is oordeel dringend\n"

    found = assert_finds(find, spoil(text, "uitzondering detentie", "MW614"))

    assert len(found[0].spans) == 1


@pytest.mark.parametrize("moment", ["altijd", "bij aanwijzing vast", "op verzoek vast"])
def test_any_of_the_three_moments_will_do(moment: str) -> None:
    assert_finds(find, swap(WHOLE, "toetsen altijd", f"toetsen {moment}"))


def test_rule_with_a_judgement_says_what_the_text_gives_the_organ() -> None:
    text = swap(WHOLE, "indien vast\n", "indien oordeel dringend\n  toetsen altijd\n")

    found = assert_finds(find, spoil(text, "uitzondering detentie", "MW627"))

    assert "`karakter moet`" in found[0].help[0]


def test_deviation_is_not_offered_to_be_bound() -> None:
    text = spoil(without(WHOLE, "  karakter kan"), "afwijkingsgrond", "MW627")

    assert "`karakter moet`" not in assert_finds(find, text)[0].help[0]


def test_power_to_refuse_rests_on_an_article() -> None:
    text = swap(
        WHOLE, "bron Pw artikel 13\n", "bron ECLI:NL:CRVB:2018:1600\n  karakter kan # fout: MW629\n"
    )
    assert_finds(find, text)

    assert_finds(find, swap(text, "kan # fout: MW629", "kan\n  krachtens Pw artikel 13"))
    assert_finds(find, swap(WHOLE, "bron Pw artikel 13\n", "bron Pw artikel 13\n  karakter kan\n"))


def test_power_to_grant_may_rest_on_case_law() -> None:
    text = swap(WHOLE, "bron Pw artikel 11\n", "bron ECLI:NL:CRVB:2018:1600\n  karakter kan\n")

    assert_finds(find, text)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  door college", "MW624"),
        ("  maatstaf Pw artikel 16", "MW625"),
        ('  vraag "Is het dringend?"', "MW626"),
        ("  motivering verplicht", "MW604"),
        ("  bedoeling vangnet", "MW301"),
    ],
)
def test_judgement_is_complete(line: str, code: str) -> None:
    oordeel = without(DRINGEND, line)

    assert_finds(find, HEAD + RECHT + spoil(oordeel, "oordeel", code) + GROND)


def test_judgement_that_nothing_reads_needs_no_reasons() -> None:
    assert_finds(find, HEAD + RECHT + without(DRINGEND, "  motivering verplicht"))


def test_author_names_the_organ_where_the_supplied_ground_cannot() -> None:
    text = HEAD + 'orgaan raad "Gemeenteraad"\n' + TOESLAG

    found = assert_finds(find, spoil(text, "regeling Beleid", "MW624"))

    assert "Awb artikel 4:84" in found[0].help[0]


def test_what_is_supplied_is_reported_once() -> None:
    beleid = read(HEAD + 'orgaan raad "Gemeenteraad"\n' + TOESLAG)
    whole = with_supplied(beleid, collect(beleid)[0])

    assert [each.code for each in find(whole, collect(whole)[0])] == ["MW624"]

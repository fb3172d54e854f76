"""Two people side by side: where they differ stands first and in words, and nobody is measured."""

from maatwerk_rules.besluit.page.beside import (
    DIFFERS,
    EMPTY,
    NOTHING,
    SAME,
    SAME_SO_FAR,
    SERVES,
    beside_page,
)
from maatwerk_rules.besluit.weighing import side_by_side
from tests.besluit.cases import ANSWERS, form
from tests.explanation.reading import read

OTHER = {
    **ANSWERS,
    "waarden": "Gelijke regels wegen zwaar. <script>",
    "belangen_van_anderen": "",
    "oordelen": {
        "onevenredig_gevolg": {
            "waarde": False,
            "gewogen": {
                **ANSWERS["oordelen"]["onevenredig_gevolg"]["gewogen"],
                "doel_van_de_regel": "geld naar wie alleen staat",
            },
        }
    },
}


def test_where_they_differ_stands_first_by_value_and_factor() -> None:
    page = beside_page(form(), ANSWERS, OTHER)
    text = read(page).text
    differing = [one for one in side_by_side(form(), ANSWERS, OTHER) if one.differs]
    above = text.partition("Alle antwoorden")[0]

    assert len(differing) == 4
    assert f"Hier verschilt u ({len(differing)})" in above
    assert all(one.text in above for one in differing)
    assert "Legitimiteit" in above


def test_every_answer_is_there_and_a_difference_is_told_in_words() -> None:
    page = beside_page(form(), ANSWERS, OTHER)
    found = read(page)
    rows = side_by_side(form(), ANSWERS, OTHER)

    told = found.text.casefold().replace(" ", "_")
    for one in rows:
        assert one.first.casefold().replace(" ", "_") in told
        assert one.second.casefold().replace(" ", "_") in told
    assert "Tijd om passend te wonen" in found.text
    assert found.text.count(f"({DIFFERS})") == sum(one.differs for one in rows)
    assert page.count('<tr class="verschilt">') == sum(one.differs for one in rows)
    assert EMPTY in found.text
    assert "script" not in {name for name, _ in found.tags}


def test_who_they_are_is_not_told_and_it_serves_the_talk() -> None:
    text = read(beside_page(form(), ANSWERS, OTHER)).text

    assert SERVES in text
    assert ANSWERS["door"] not in text


def test_two_who_answer_alike_differ_nowhere() -> None:
    text = read(beside_page(form(), ANSWERS, ANSWERS)).text

    assert "Hier verschilt u (0)" in text
    assert SAME in text


def test_two_blanks_are_no_agreement() -> None:
    full = {**ANSWERS, "oordelen": ANSWERS["oordelen"]}
    part = {**full, "belangen_van_anderen": ""}
    for answers, told in ((part, SAME_SO_FAR), ({}, NOTHING)):
        text = read(beside_page(form(), answers, answers)).text
        assert told in text
        assert SAME not in text
        assert "Dit vulde geen van u beiden in" in text

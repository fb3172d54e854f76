"""A document as a page: whole, escaped, in order, and nothing is loaded."""

from itertools import pairwise

import pytest

from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Quote,
    Table,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.html import blocks_to_html, html_of, to_html
from maatwerk_rules.explanation.markup import tag
from tests.explanation.reading import read

HOSTILE = "</style></p><script>alert('1')</script><img src=x onerror=\"1\"> & `x<y`"

WHOLE = Document(
    (
        Heading(1, f"Titel {HOSTILE}"),
        paragraph("Eerst ", Words(HOSTILE, "sterk"), Words("stil", "stil")),
        Heading(3, f"Te diep {HOSTILE}"),
        Heading(2, "Tweede"),
        Quote(line(HOSTILE)),
        Heading(3, "Diep"),
        listing([Item(line(HOSTILE), (paragraph("onder"), listing([HOSTILE])))], numbered=True),
        Heading(2, "Derde"),
        Table(("", HOSTILE), ((line("rij"), line(HOSTILE)), (line("rij 2"), line("x")))),
        Heading(2, "Vierde"),
        paragraph(Words("wet", url='https://wetten.example/x?a=1&b="2"')),
        paragraph(Words("kwaad", url="javascript:alert(1)")),
    )
)


def test_a_page_is_whole_and_hostile_text_stays_text() -> None:
    page = to_html(WHOLE)
    found = read(page)
    names = {name for name, _ in found.tags}

    assert not names & {"script", "img", "link", "iframe", "object"}
    assert "alert('1')" in found.text
    assert "onerror" not in {name for _, attrs in found.tags for name in attrs}
    assert page.startswith("<!doctype html>")
    assert found.values("lang") == ["nl"]
    assert found.text.count("Titel") == 2


def test_a_page_loads_nothing_and_only_links_to_the_web() -> None:
    found = read(to_html(WHOLE))
    links = found.values("href")

    assert found.values("src") == []
    assert [one for one in links if not one.startswith("#")] == [
        'https://wetten.example/x?a=1&b="2"'
    ]
    assert "default-src 'none'" in found.values("content")[0]
    assert {one[1:] for one in links if one.startswith("#")} <= set(found.values("id"))


def test_headings_leave_no_level_out_and_ids_are_unique() -> None:
    found = read(to_html(WHOLE))
    levels = [int(name[1]) for name, _ in found.tags if name in ("h1", "h2", "h3")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(found.values("id")) == len(set(found.values("id")))


def test_every_cell_of_a_head_and_every_first_cell_has_a_scope() -> None:
    found = read(to_html(WHOLE))

    assert found.values("scope") == ["col", "row", "row"]
    assert [name for name, _ in found.tags].count("td") == 3


@pytest.mark.parametrize("blocks", [(), (paragraph("Zonder kop."),)])
def test_a_document_without_a_title_is_a_page_too(blocks: tuple[Block, ...]) -> None:
    found = read(to_html(Document(blocks)))

    assert [name for name, _ in found.tags].count("h1") == 1
    assert ("Zonder kop." in found.text) == bool(blocks)
    assert "nav" not in [name for name, _ in found.tags]


def test_blocks_stand_within_another_page() -> None:
    blocks = (Paragraph(line("Dag.")), Heading(2, "`kop`"), listing(["a"]))

    told = blocks_to_html(blocks).text
    assert told == "<p>Dag.</p><h2><code>kop</code></h2><ul><li>a</li></ul>"


def test_what_is_no_block_has_no_html() -> None:
    with pytest.raises(TypeError, match="no HTML for Block"):
        html_of(Block())


def test_attributes_that_are_false_fall_away() -> None:
    assert tag("a", "x", hidden=True, title=None, open=False, n=1).text == '<a hidden n="1">x</a>'


def test_a_long_list_of_parts_is_folded() -> None:
    listed = [
        to_html(Document(tuple(Heading(2, f"Deel {n}") for n in range(most)))) for most in (40, 41)
    ]

    assert ["Op deze bladzijde (" in one for one in listed] == [False, True]


def test_a_table_of_many_columns_stands_below_each_other_where_it_is_narrow() -> None:
    cells = tuple(
        line(one) for one in ("2025-10-01", "2025-10-31", "€ 500", "een lange reden erbij")
    )
    text = html_of(Table(("van", "tot en met", "uitkomst", "op grond van"), (cells,))).text
    assert 'class="gestapeld" role="table"' in text
    assert '<th scope="row" role="rowheader" data-kop="van" class="kort">2025-10-01</th>' in text
    assert '<td role="cell" data-kop="op grond van">een lange reden erbij</td>' in text
    assert text.count('role="columnheader"') == 4
    assert "gestapeld" not in html_of(Table(("a", "b"), ((line("1"), line("2")),))).text


def test_an_amount_and_a_day_are_not_broken() -> None:
    text = html_of(paragraph("U krijgt € 1.401,50 op 1 maart 2026 en 2 kamers.")).text
    space = "\N{NO-BREAK SPACE}"
    assert f"€{space}1.401,50 op 1{space}maart 2026 en 2 kamers" in text


def test_an_address_is_not_printed_twice() -> None:
    url = "https://wetten.example/x"
    assert 'class="adres"' in html_of(paragraph(Words(url, url=url))).text
    assert "adres" not in html_of(paragraph(Words("wet", url=url))).text

import pytest

from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Quote,
    Words,
    block_to_json,
    line,
    listing,
    paragraph,
    to_json,
    words_in,
)
from maatwerk_rules.explanation.markdown import lines_of as markdown_lines
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import Page, plain, to_text
from maatwerk_rules.explanation.text import lines_of as text_lines

LINK = Words("artikel 11", url="https://wetten.overheid.nl/BWBR0015703")
NESTED = Document(
    (
        Heading(1, "Recht"),
        paragraph("Uw vermogen is € 16.000. Zie ", LINK, "."),
        Quote(line("Welke schulden hebt u?")),
        Listing((Item(line("Auto"), (listing(["waarde"]), paragraph("Meer."))),), numbered=True),
    )
)


def test_a_document_bears_the_title_of_its_first_heading() -> None:
    assert NESTED.title == "Recht"
    assert Document(()).title == ""


def test_json_holds_every_word_tone_and_address() -> None:
    told = to_json(Document((paragraph(Words("ja", "sterk"), LINK), *NESTED.blocks[2:])))

    assert told == {
        "schema": "maatwerk/document/1",
        "titel": "",
        "blokken": [
            {
                "soort": "alinea",
                "woorden": [
                    {"tekst": "ja", "toon": "sterk"},
                    {"tekst": "artikel 11", "adres": "https://wetten.overheid.nl/BWBR0015703"},
                ],
            },
            {"soort": "citaat", "woorden": [{"tekst": "Welke schulden hebt u?"}]},
            {
                "soort": "opsomming",
                "genummerd": True,
                "onderdelen": [
                    {
                        "woorden": [{"tekst": "Auto"}],
                        "blokken": [
                            {
                                "soort": "opsomming",
                                "genummerd": False,
                                "onderdelen": [{"woorden": [{"tekst": "waarde"}]}],
                            },
                            {"soort": "alinea", "woorden": [{"tekst": "Meer."}]},
                        ],
                    }
                ],
            },
        ],
    }


def test_words_are_found_at_every_depth() -> None:
    found = [word.text for block in NESTED.blocks for word in words_in(block)]

    assert found == [
        *("Uw vermogen is € 16.000. Zie ", "artikel 11", ".", "Welke schulden hebt u?"),
        *("Auto", "waarde", "Meer."),
    ]


def test_text_keeps_an_amount_and_an_article_on_one_line() -> None:
    assert to_text(NESTED, 20).splitlines() == [
        *("Recht", "=====", ""),
        *("Uw vermogen is", "€ 16.000. Zie", "artikel 11.", ""),
        *("Welke schulden hebt", "u?", ""),
        *("1. Auto", "- waarde", "Meer."),
    ]


def test_text_keeps_a_day_and_its_month_on_one_line() -> None:
    told = to_text(Document((paragraph("Dit geldt vanaf 1 maart 2026, 2 maanden lang."),)), 20)

    assert told.splitlines() == ["Dit geldt vanaf", "1 maart 2026, 2", "maanden lang."]


def test_text_indents_a_quote_and_what_lies_below_an_item() -> None:
    assert to_text(NESTED, 60).splitlines()[-5:] == [
        *("  Welke schulden hebt u?", "", "1. Auto", "   - waarde", "   Meer."),
    ]


def test_a_style_changes_no_line_breaks() -> None:
    document = Document(
        (Heading(2, "Een lange kop"), paragraph(Words("heel sterk ", "sterk"), "ja"))
    )

    styled = to_text(document, 20, lambda text, tone: f"<{text}>" if tone == "sterk" else text)

    assert styled == "<Een lange kop>\n-------------\n\n<heel sterk> ja\n"
    assert to_text(document, 20) == "Een lange kop\n-------------\n\nheel sterk ja\n"


def test_no_line_is_wider_than_asked_but_for_one_long_word() -> None:
    long = "x" * 50
    written = to_text(Document((paragraph(f"a {long} b"), paragraph())), 40)

    assert written == f"a\n{long}\nb\n"


def test_markdown_keeps_links_and_marks_weight() -> None:
    assert to_markdown(NESTED) == (
        "# Recht\n\n"
        "Uw vermogen is € 16.000. Zie [artikel 11](<https://wetten.overheid.nl/BWBR0015703>).\n\n"
        "> Welke schulden hebt u?\n\n"
        "1. Auto\n   - waarde\n\n   Meer.\n"
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (Words("a_b *c*"), r"a\_b \*c\*"),
        (Words("1. ja"), r"1\. ja"),
        (Words("- ja"), r"\- ja"),
        (Words(" ", "sterk"), " "),
        (Words("ja: ", "goed"), "**ja:** "),
        (Words("https://a.nl", url="https://a.nl"), "<https://a.nl>"),
    ],
)
def test_markdown_means_what_the_text_says(words: Words, written: str) -> None:
    assert markdown_lines(paragraph(words)) == [written]


def test_a_block_that_no_one_knows_is_refused() -> None:
    unknown = Block()

    with pytest.raises(TypeError):
        block_to_json(unknown)
    with pytest.raises(TypeError):
        markdown_lines(unknown)
    with pytest.raises(TypeError):
        text_lines(unknown, Page(40, plain))
    assert list(words_in(unknown)) == []

"""What reading says once all declarations are known: names of more words, and words made a name."""

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.loading import read
from maatwerk_rules.source import Source

HEAD = """beleid a "A"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "Schrijf ons."
"""


def found(text: str) -> tuple[Diagnostic, ...]:
    return read([Source("a.beleid", f"{HEAD}{text}")]).diagnostics


def test_a_fixed_word_that_was_made_a_name_is_told_so_wherever_it_stands() -> None:
    text = (
        "gegeven over: ja/nee\nbegrip a: ja/nee\n  is over en b\nbegrip c: ja/nee\n  is niet over\n"
    )

    told = found(text)

    assert [each.code for each in told] == ["MW033"] * 3
    assert {each.help for each in told} == {("zet er een woord bij, bijvoorbeeld `over_anders`",)}


def test_a_fixed_word_that_no_one_made_a_name_is_told_as_what_it_is() -> None:
    (told,) = found("begrip a: ja/nee\n  is over en b\n")

    assert told.code == "MW001"


def test_a_name_of_more_words_is_offered_where_it_is_made_and_where_it_is_used() -> None:
    text = "regel hoge nood bepaalt a\n  dan ja\nuitzondering b op hoge nood\n  dan nee\n"

    assert [each.edits[0].replacement for each in found(text)] == ["hoge_nood", "hoge_nood"]


def test_a_name_of_more_words_that_no_one_makes_is_not_offered() -> None:
    (told,) = found("uitzondering b op hoge nood\n  dan nee\n")

    assert told.edits == ()

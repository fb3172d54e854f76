"""Encoding, invisible and confusable characters."""

import pytest

from maatwerk_rules.source import Source
from maatwerk_rules.syntax.characters import LARGEST_FILE, check_characters, decode
from maatwerk_rules.syntax.parser import parse


def codes(text: str) -> list[str]:
    return [each.code for each in parse(Source("a.beleid", text)).diagnostics]


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode("a", b"\xef\xbb\xbfregel") == (Source("a", "regel"), ())


def test_a_wrong_byte_is_told_with_its_place() -> None:
    source, (found,) = decode("a", b"\xef\xbb\xbfcaf\xe9 x")

    assert found.code == "MW028"
    assert (found.facts["plaats"], found.facts["byte"]) == ("7", "0xE9")
    assert source.text == "caf\ufffd x"


def test_utf_16_is_recognised() -> None:
    _, (found,) = decode("a", "é regel".encode("utf-16"))

    assert "UTF-16" in found.help[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_gives_one_finding_and_its_text(encoding: str) -> None:
    text = 'register a "Personen"\nregister b "Beëindigd"\n'

    source, told = decode("a", text.encode(encoding))

    assert source.text == text
    (found,) = (*told, *parse(source).diagnostics)
    assert found.code == "MW028"
    assert "UTF-16" in found.help[0]


def test_a_nul_in_utf_8_is_no_utf_16() -> None:
    assert decode("a", b'register a\x00 "Personen"')[1] == ()


def test_a_file_too_large_is_not_read() -> None:
    source, (found,) = decode("a", b"#" * (LARGEST_FILE + 1))

    assert (source.text, found.code) == ("", "MW025")


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("register \u0430b", "MW008", "Cyrillische letter"),
        ("register \u03b1b", "MW008", "Griekse letter"),
        ("register a\uff11", "MW008", "cijfer"),
        ("register \u5165", "MW008", "ander schrift"),
        ('register a "\u202eb"', "MW008", "leesrichting"),
        ("# \u202eb", "MW008", "leesrichting"),
        ("register a\u200bb", "MW029", "zonder breedte"),
        ("register a\u2003b", "MW029", "spatie"),
        ("register e\u0301", "MW029", "accent"),
        ("register a\x00", "MW029", "besturingsteken"),
        ('register a\r"A"', "MW029", "regeleinde"),
    ],
)
def test_a_character_that_deceives_is_named(text: str, code: str, name: str) -> None:
    (found,) = check_characters(Source("a", text))

    assert (found.code, name in found.facts["teken"]) == (code, True)


@pytest.mark.parametrize(
    "text", ['waarde ë "€ “x” – 日本 é"', "# 日本\r\n", "begrip a: ja/nee\n  is b ≥ c"]
)
def test_accents_quotes_and_foreign_texts_are_fine(text: str) -> None:
    assert check_characters(Source("a", text)) == ()


def test_an_invisible_character_gives_no_second_finding() -> None:
    assert codes('register a\u200bb "A"\nregister c "C"\n') == ["MW029"]


def test_at_most_twenty_are_told() -> None:
    assert len(check_characters(Source("a", "\x00" * 1000))) == 20

"""Encoding, invisible and confusable characters."""

import random

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

    assert found.facts["lijkt"] == "dit lijkt UTF-16"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_a_wide_encoding_gives_one_finding_and_its_text(encoding: str) -> None:
    text = 'register a "Personen"\nregister b "Beëindigd"\n'

    source, told = decode("a", text.encode(encoding))

    assert source.text == text
    (found,) = (*told, *parse(source).diagnostics)
    assert found.code == "MW028"
    assert found.headline.endswith(f": dit lijkt {encoding[:6].upper()}.")


@pytest.mark.parametrize(
    ("data", "look"),
    [
        (bytes(range(256)) * 4, "dit lijkt geen tekst"),
        (random.Random(1).randbytes(3000), "dit lijkt geen tekst"),
        (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0\x01" + bytes(60), "dit lijkt geen tekst"),
        (b"\0" * 50, "dit lijkt geen tekst"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "dit lijkt een pdf"),
        (b"PK\x03\x04\x14\0\x06\0word/document.xml", "dit lijkt een zip- of Word-bestand"),
    ],
)
def test_what_is_no_text_is_told_once_and_not_read(data: bytes, look: str) -> None:
    source, (found,) = decode("a", data)

    assert (found.code, found.facts["lijkt"], source.text) == ("MW028", look, "")
    assert data[int(found.facts["plaats"]) - 1] == int(found.facts["byte"], 16)


def test_a_text_about_a_format_is_a_text() -> None:
    text = "%PDF-bestanden worden niet gelezen"

    assert decode("a", text.encode()) == (Source("a", text), ())


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

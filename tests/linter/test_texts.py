"""Which texts residents read, and how their words, sentences and syllables are counted."""

import pytest

from maatwerk_rules.linter.readability import flesch_douma, syllables
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import explanations, questions, resident_texts, sentences, words_in
from maatwerk_rules.linter.words import REPLACED, REWRITTEN
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse

TEXT = """gegeven auto: ja/nee
  vraag "Hebt u een auto?"
oordeel nodig: ja/nee
  vraag "Heeft de belanghebbende de auto nodig?"
regel rijden bepaalt vervoer
  dan ja
  uitleg "Uw auto is {waarde} waard."
"""


def a_file() -> File:
    source = Source("a.beleid", TEXT)
    return File(source, parse(source).declaraties)


def test_residents_read_explanations_and_questions_about_facts() -> None:
    assert [text.raw for text in resident_texts(a_file())] == [
        "Uw auto is {waarde} waard.",
        "Hebt u een auto?",
    ]


def test_question_of_a_judgement_is_for_the_professional() -> None:
    assert [text.raw for text in questions(a_file())] == ["Hebt u een auto?"]


def test_place_of_a_word_is_its_place_in_the_file() -> None:
    (text,) = explanations(a_file())
    start = text.words.index("waard.")
    span = text.span(start, start + 5)

    assert TEXT[span.start : span.end] == "waard"


def test_placeholder_counts_as_one_word_and_keeps_the_places() -> None:
    (text,) = explanations(a_file())

    assert len(words_in(text.words)) == 5
    assert words_in(text.prose) == ["Uw", "auto", "is", "waard"]
    assert len(text.words) == len(text.prose) == len(text.raw)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("...", []),
        (" - ", []),
        ("U krijgt € 1.346,57 per maand. Klopt dat?", 2),
        ('Hij zei "nee." Toen ging hij.', 2),
        ("Dit is art.5 en geen einde", 1),
    ],
)
def test_sentences_end_only_where_a_space_follows(text: str, parts: int | list[str]) -> None:
    assert len(sentences(text)) == (parts if isinstance(parts, int) else len(parts))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("huis", 1),
        ("leeuw", 1),
        ("nieuw", 1),
        ("mooi", 1),
        ("bijstand", 2),
        ("gemeente", 3),
        ("ruïne", 3),
        ("coördinatie", 5),
        ("aanvraag", 2),
        ("2026", 1),
        ("€", 1),
    ],
)
def test_syllables_are_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_long_words_and_long_sentences_read_less_easily() -> None:
    short = flesch_douma("U krijgt geld. Dat is voor eten.")
    long = flesch_douma("U krijgt geld en dat is voor eten.")
    hard = flesch_douma("U ontvangt inkomensvervangende tegemoetkomingen. Dat is voor eten.")

    assert short > long > hard


def test_text_without_words_is_as_easy_as_can_be() -> None:
    assert float(flesch_douma("?!")) == 206.84


def test_no_word_is_in_both_lists_and_no_plain_word_is_hard() -> None:
    assert not REPLACED.keys() & REWRITTEN.keys()
    assert not set(REPLACED.values()) & (REPLACED.keys() | REWRITTEN.keys())

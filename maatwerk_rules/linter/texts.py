"""The texts that residents read, and where each word of them stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Bezwaar, Uitleg, Vraag
from maatwerk_rules.model.declarations import Oordeel
from maatwerk_rules.model.node import Clause, Declaration
from maatwerk_rules.source import Span

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_FILLED = "x"
_SENTENCE = re.compile(r"[^.?!]+(?:[.?!](?![\s\"')]|$)[^.?!]*)*[.?!]*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@attrs.frozen(slots=False)
class Text:
    """A text that a resident reads.

    `words` is the text with each `{placeholder}` filled by letters, so that places stay the same.
    """

    raw: str
    begin: Span
    clause: Clause
    owner: Declaration

    @cached_property
    def words(self) -> str:
        """The text as it reads once its placeholders are filled in."""
        return PLACEHOLDER.sub(lambda found: _FILLED * len(found[0]), self.raw)

    @cached_property
    def prose(self) -> str:
        """The text with its placeholders made blank."""
        return PLACEHOLDER.sub(lambda found: " " * len(found[0]), self.raw)

    def span(self, start: int, end: int) -> Span:
        """Return the place in the file of a part of the text."""
        first = self.begin.start
        return Span(self.begin.source, first + start, first + end)


def resident_texts(file: File) -> tuple[Text, ...]:
    """Return the texts of a file that residents read, kind by kind in the order of the file.

    These are the explanation of a rule, the question about a fact and how to object. The question
    of an oordeel is for the professional who judges.
    """
    return file.once(_resident_texts)


def _resident_texts(file: File) -> tuple[Text, ...]:
    return tuple(_find_texts(file))


def _find_texts(file: File) -> Iterator[Text]:
    nodes = file.nodes
    clauses: tuple[Uitleg | Vraag | Bezwaar, ...] = (
        *nodes.of(Uitleg),
        *nodes.of(Vraag),
        *nodes.of(Bezwaar),
    )
    for clause in clauses:
        owner = nodes.declaration(clause)
        if not isinstance(owner, Oordeel):
            yield text_of(clause, clause.tekst, owner, file)


def questions(file: File) -> Iterator[Text]:
    """Yield the questions of a file that residents answer."""
    return (text for text in resident_texts(file) if isinstance(text.clause, Vraag))


def explanations(file: File) -> Iterator[Text]:
    """Yield the explanations of a file."""
    return (text for text in resident_texts(file) if isinstance(text.clause, Uitleg))


def text_of(clause: Clause, said: str, owner: Declaration, file: File) -> Text:
    """Return the text of a clause with its place."""
    span = clause.span
    start = file.source.text.index('"', span.start) + 1
    return Text(said, Span(span.source, start, start + len(said)), clause, owner)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends.

    A point inside an amount or an abbreviation ends no sentence.

    >>> text = "Dit is € 1.000. Is dat veel? Ja"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dit is € 1.000.', 'Is dat veel?', 'Ja']
    """
    found = []
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        if _WORD.search(text, start, end):
            found.append((start, end))
    return found


def words_in(text: str) -> list[str]:
    """Return the words of a text; numbers count, marks do not.

    >>> words_in("Uw auto's waarde is € 500, zo'n beetje.")
    ['Uw', "auto's", 'waarde', 'is', '500', "zo'n", 'beetje']
    """
    return _WORD.findall(text)

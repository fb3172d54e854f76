"""The words of a document by their sort, so that an editor can colour them by what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from maatwerk_rules.integrations.editor.occurrences import Occurrence, occurrences
from maatwerk_rules.integrations.editor.positions import UTF_16, position_of, units
from maatwerk_rules.integrations.editor.snapshot import Document, Snapshot
from maatwerk_rules.integrations.highlighting import class_of
from maatwerk_rules.model import declarations as d
from maatwerk_rules.values import frozen

# The names are those of the protocol of editors; a token is told by its place in these lists.
SORTS = (
    *("keyword", "string", "number", "comment", "operator"),
    *("namespace", "class", "enum", "enumMember", "property", "variable", "parameter"),
    *("function", "event", "method", "type", "label"),
)
DECLARED, CONSTANT = "declaration", "readonly"
MODIFIERS = (DECLARED, CONSTANT)

_BY_CLASS = {
    "sleutelwoord": "keyword",
    "tekst": "string",
    "waarde": "number",
    "teken": "operator",
    "opmerking": "comment",
}
_BY_SPACE: Mapping[str, str] = MappingProxyType(
    {
        "waarde": "variable",
        "regel": "function",
        "soort": "class",
        "keuze": "enum",
        "optie": "enumMember",
        "groep": "namespace",
        "regeling": "namespace",
        "orgaan": "type",
        "register": "namespace",
        "basiswaarde": "type",
        "bedoeling": "type",
        "toelaatbaar": "function",
        "toets": "method",
        "beleid": "namespace",
        "veld": "property",
        "stap": "label",
        "factor": "label",
        "record": "parameter",
        "lokaal": "parameter",
        "label": "label",
    }
)
_COMMENT = re.compile(r'"[^"\n]*"?|(#[^\n\r]*)')


@frozen
class Word:
    """A word of a document with its sort and what more is known of it."""

    start: int
    end: int
    sort: str
    modifiers: tuple[str, ...] = ()


def words(snapshot: Snapshot, document: Document) -> tuple[Word, ...]:
    """Return the words of a document in its order; none spans more than one line."""
    file = snapshot.file(document)
    found = [
        Word(each.start(1), each.end(1), "comment")
        for each in _COMMENT.finditer(file.source.text)
        if each[1]
    ]
    for block, start in zip(file.blocks, file.starts, strict=True):
        names = {}
        if block.declaratie is not None:
            known = occurrences(block.declaratie, block.source, snapshot.symbols)
            names = {each.start: each for each in known}
        for token in block.tokens:
            sort, modifiers = _sort(token.terminal, names.get(token.start), snapshot)
            found.append(Word(start + token.start, start + token.end, sort, modifiers))
    text = file.source.text
    return tuple(
        part for each in sorted(found, key=lambda it: it.start) for part in _lines(each, text)
    )


def _sort(
    terminal: str, name: Occurrence | None, snapshot: Snapshot
) -> tuple[str, tuple[str, ...]]:
    if name is None:
        return _BY_CLASS.get(class_of(terminal), "variable"), ()
    value = snapshot.symbols.values.get(name.key.name) if name.key.space == "waarde" else None
    constant = isinstance(value, d.Bedrag | d.Aantal | d.Percentage)
    is_judged = name.key.space == "waarde" and name.key.name in snapshot.symbols.oordelen
    sort = "event" if is_judged else _BY_SPACE[name.key.space]
    modifiers = ((DECLARED,) if name.defines else ()) + ((CONSTANT,) if constant else ())
    return sort, modifiers


def _lines(word: Word, text: str) -> Iterator[Word]:
    """Yield a word of several lines, such as a phrase that is broken off, line by line."""
    start = word.start
    if word.sort == "keyword" and text[start] == ",":  # `, ontbreekt` is one word to the parser
        start += 1
    for line in text[start : word.end].splitlines(keepends=True):
        bare = line.strip()
        begin = start + line.index(bare)
        if bare:
            yield attrs.evolve(word, start=begin, end=begin + len(bare))
        start += len(line)


def encoded(snapshot: Snapshot, document: Document, encoding: str = UTF_16) -> list[int]:
    """Return the words as the protocol of editors has them: five numbers each, counted on."""
    text = snapshot.file(document).source.text
    data: list[int] = []
    before = (0, 0)
    for each in words(snapshot, document):
        line, column = position_of(text, each.start, encoding)
        same = line == before[0]
        modifiers = sum(1 << MODIFIERS.index(it) for it in each.modifiers)
        data += (line - before[0], column - before[1] if same else column)
        data += (units(text[each.start : each.end], encoding), SORTS.index(each.sort), modifiers)
        before = line, column
    return data

"""A lexer for Pygments, so that documents can show policies in colour: `pygmentize -l beleid`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Punctuation,
    String,
    Text,
    Whitespace,
    _TokenType,
)

from maatwerk_rules.integrations.highlighting import (
    COMMENT,
    DECLARED,
    KEYWORD,
    NAAM,
    SIGN,
    TEXT,
    VALUE,
    scan,
)

_TOKENS: Mapping[str, _TokenType] = MappingProxyType(
    {
        KEYWORD: Keyword,
        TEXT: String,
        VALUE: Number,
        COMMENT: Comment,
        NAAM: Name,
        DECLARED: Name.Function,
        SIGN: Punctuation,
    }
)


class BeleidLexer(Lexer):
    """Colours policies."""

    name = "Beleid"
    aliases: ClassVar[list[str]] = ["beleid", "maatwerk"]
    filenames: ClassVar[list[str]] = ["*.beleid"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Yield each part of a text with its place and its kind; nothing is left out."""
        place = 0
        for piece in scan(text):
            yield from _between(text, place, piece.start)
            yield piece.start, _TOKENS[piece.sort], text[piece.start : piece.end]
            place = piece.end
        yield from _between(text, place, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, _TokenType, str]]:
    if start < end:
        part = text[start:end]
        yield start, Whitespace if part.isspace() else Text, part

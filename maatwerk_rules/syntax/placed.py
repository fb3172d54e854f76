"""Reading a block so that the place of each word stays known: for editors, which point at words.

The declaration is the same as that of `parser.py`; its names are texts that know where they stand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.automaton import Automaton
from maatwerk_rules.syntax.blocks import Block
from maatwerk_rules.syntax.builder import build_of
from maatwerk_rules.syntax.grammar import NAME, grammar
from maatwerk_rules.syntax.literals import CONVERTERS, Context
from maatwerk_rules.syntax.parser import parse_block_with
from maatwerk_rules.values import frozen


class PlacedName(str):
    """A name that knows where it stands in its text; equal to the same name elsewhere."""

    __slots__ = ("start",)
    start: int

    @property
    def end(self) -> int:
        """Offset just after the name."""
        return self.start + len(self)


@frozen
class Token:
    """A word of a text: the terminal it was read as, and where it stands."""

    terminal: str
    start: int
    end: int


@attrs.define
class PlacedContext(Context):
    """What a block is read in, with the words read so far."""

    tokens: list[Token] = attrs.field(factory=list)


@frozen
class Placed:
    """What a block gave: the words of a block that does not read run up to the fault."""

    declaratie: Declaration | None
    diagnostics: tuple[Diagnostic, ...]
    tokens: tuple[Token, ...]


def read_block(source: Source, block: Block, reported: frozenset[int] = frozenset()) -> Placed:
    r"""Read one block, keeping the place of each word.

    >>> source = Source("a.beleid", "register brp \"Personen\"\n")
    >>> found = read_block(source, Block(0, 0, len(source.text)))
    >>> [(token.terminal, token.start) for token in found.tokens]
    [('REGISTER', 0), ('NAAM', 9), ('TEKST', 13)]
    >>> found.declaratie.naam.start
    9
    """
    context = PlacedContext(source.name)
    declaratie, diagnostics = parse_block_with(machine(), context, source, block, reported)
    return Placed(declaratie, diagnostics, tuple(context.tokens))


@cache
def machine() -> Automaton:
    """Return the automaton that notes each word it reads in a `PlacedContext`."""
    converters = {each.name: _noting(each.name) for each in grammar().terminals}
    return Automaton(grammar(), build_of, converters)


def _noting(terminal: str) -> Callable[[str, int, Any], Any]:
    inner = CONVERTERS.get(terminal)

    def note(word: str, place: int, context: PlacedContext) -> Any:
        context.tokens.append(Token(terminal, place, place + len(word)))
        if terminal == NAME:
            name = PlacedName(word)
            name.start = place
            return name
        return word if inner is None else inner(word, place, context)

    return note

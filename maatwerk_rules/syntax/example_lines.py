"""How a line is written: what is said of a slip when nobody knows what was meant with it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from maatwerk_rules.syntax.grammar import (
    clause_productions,
    clauses_of,
    example_of,
    first_symbol,
)
from maatwerk_rules.syntax.phrases import block_words, words_of
from maatwerk_rules.syntax.slip import PIECE, Slip, phrase_at

_LINES_LOOKED_AT = 40

# Of what begins alike, and of what says more than the example in the grammar.
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "beleid": 'beleid bijstand_voorbeeld "Bijstand, voorbeeld"',
        "soort": "soort bezitting heeft",
        "gegeven": "gegeven in_detentie is nee",
        "oordeel": 'oordeel zeer_dringend is nee door consulent omdat "Geen acute nood."',
        "bedoeling": "bedoeling eigen_middelen_eerst",
        "indien": "indien leeftijd is ten minste 18 en niet in_detentie",
        "verwacht": "verwacht recht is ja op grond van basisrecht",
    }
)


def line_example(slip: Slip, place: int) -> str | None:
    """Return how the line at a place is written, or the one it goes on with."""
    begin = slip.text.rfind("\n", 0, place) + 1
    example = None
    for _ in range(_LINES_LOOKED_AT):
        if begin <= slip.block.head:
            example = _of_head(slip)
            break
        example = _of_line(slip, begin)
        if example is not None:
            break
        begin = slip.text.rfind("\n", 0, begin - 1) + 1
    return None if example is None else f"een voorbeeld van zo'n regel: `{example}`"


def _of_head(slip: Slip) -> str | None:
    word = PIECE.match(slip.text, slip.block.head, slip.block.end)
    if word is None or word[0] not in block_words():
        return None
    own = word[0] in ("beleid", "soort")
    return _EXAMPLES[word[0]] if own else example_of(word[0])


def _of_line(slip: Slip, begin: int) -> str | None:
    first = re.compile(r"[ \t]*").match(slip.text, begin)
    assert first is not None
    phrase = phrase_at(slip.text[first.end() : first.end() + 60])
    block = PIECE.match(slip.text, slip.block.head, slip.block.end)
    if phrase is None or block is None:
        return None
    if phrase in _EXAMPLES:
        return _EXAMPLES[phrase]
    own = (each for each in clauses_of(block[0]) if phrase == _first_words(each))
    return next(map(example_of, own), None) or _by_phrase().get(phrase)


@cache
def _by_phrase() -> Mapping[str, str]:
    return MappingProxyType(dict(_examples()))


def _examples() -> Iterator[tuple[str, str]]:
    for production in sorted(clause_productions(), reverse=True):
        words = _first_words(production)
        if words:
            yield words, example_of(production)


def _first_words(production: str) -> str | None:
    first = first_symbol(production)
    return first.strip('"') if first.startswith('"') else words_of(first)

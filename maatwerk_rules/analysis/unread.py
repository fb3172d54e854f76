"""Which findings may follow from a block that could not be read, and so are not told.

A name that stands in such a block may be declared there. Whatever refers to it, and whatever
refers to that, is not looked at further until the block reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import attrs

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.typecheck_toets import NO_EXPECTATION, OUTSIDE_DOMAIN
from maatwerk_rules.analysis.unknown_name import UNKNOWN_NAME
from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.nearest import plain_letters
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.blocks import split_blocks
from maatwerk_rules.syntax.grammar import grammar
from maatwerk_rules.syntax.parser import parse_partly
from maatwerk_rules.syntax.phrases import words_of
from maatwerk_rules.values import frozen

_TEXT_OR_COMMENT = re.compile(r'"[^"\n]*"?|#[^\n]*')
_FILLED = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"[^\W\d]\w*")
_PART = re.compile(r"\w+")
_HEAD = re.compile(r"^\w+[ \t]+(\w+(?:(?:[ \t]+|-)\w+)+)", re.MULTILINE)
_MOST_JOINED = 10


@frozen
class Piece:
    """A block of a text.

    Args:
        words: The words of code in it; of one that was read in part only those that were not.
        name: The word after the keyword: what a declaration is mostly called.
        unread: Something in it was not read.
        declaratie: What could be read of it all the same.
    """

    place: Span
    words: tuple[str, ...]
    name: str
    unread: bool
    declaratie: Declaration | None = None


def find_in_rest(
    beleid: Beleid,
    found: tuple[Diagnostic, ...],
    find: Callable[[Beleid], tuple[Diagnostic, ...]],
) -> tuple[Diagnostic, ...]:
    """Return what is wrong in what could be read, and does not follow from faults in reading.

    Args:
        found: What is wrong in the texts themselves.
        find: Looks at the names and types of a policy.
    """
    pieces = tuple(_pieces(beleid.texts.values(), found, in_part=True))
    partly = [piece.declaratie for piece in pieces if piece.declaratie is not None]
    kop = next((each for each in partly if isinstance(each, Beleidskop)), beleid.kop)
    if kop is None:
        # The head says which policies this one builds on: without it any name may be known.
        return ()
    whole = attrs.evolve(beleid, declaraties=(*beleid.declaraties, *partly))
    return _without_followers(beleid, pieces, find(whole))


def without_followers(
    beleid: Beleid, found: tuple[Diagnostic, ...], findings: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """Return the findings that surely do not follow from the faults found in reading."""
    if not findings:
        return ()
    return _without_followers(beleid, tuple(_pieces(beleid.texts.values(), found)), findings)


def _without_followers(
    beleid: Beleid, pieces: tuple[Piece, ...], findings: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    symbols, _ = collect(beleid)
    unread = frozenset(word for piece in pieces if piece.unread for word in piece.words)
    # A name that was to be declared there with a capital or an accent may be meant too.
    meant = unread | frozenset(map(plain_letters, unread))
    named = frozenset(piece.name for piece in pieces if piece.unread)
    names = (unread - _words_of_the_language() | named) - _declared(symbols)
    doubtful = _doubtful(pieces, names)

    def is_sure(one: Diagnostic) -> bool:
        sure = not any(_lies_in(one, piece.place) for piece in doubtful)
        if one.kind in (UNKNOWN_NAME, OUTSIDE_DOMAIN):
            return one.facts["naam"] not in meant and (sure or not _is_within(one))
        return sure and not (one.kind is NO_EXPECTATION and one.facts["naam"] in unread)

    return tuple(filter(is_sure, findings))


def _is_within(one: Diagnostic) -> bool:
    """Tell whether a name is sought within a declaration, as a factor or field: it may be gone."""
    words = one.facts.get("soort", "").split()
    return "van" in words or "in" in words


def _pieces(
    sources: Iterable[Source], found: tuple[Diagnostic, ...], *, in_part: bool = False
) -> Iterator[Piece]:
    """Yield the blocks of all texts.

    Args:
        in_part: Read of a block with faults what can be read.
    """
    faults = [one for one in found if one.severity is Severity.FOUT]
    for source in sources:
        for block in split_blocks(source):
            place = Span(source.name, block.start, block.end)
            words = _words_in(source.text[block.start : block.end])
            name = words[1] if len(words) > 1 else ""
            there = [one for one in faults if _lies_in(one, place)]
            if not there:
                yield Piece(place, tuple(words), name, unread=False)
                continue
            read = parse_partly(source, block) if in_part else None
            if read is not None:
                left_out = (name, *_words_in(read[1]))
                yield Piece(place, left_out, name, unread=True, declaratie=read[0])
                continue
            words += _joined(source.text[block.head : block.end])
            edits = (edit for one in there for edit in one.edits)
            words += [word for edit in edits for word in _WORD.findall(edit.replacement)]
            yield Piece(place, tuple(words), name, unread=True)


def _words_in(text: str) -> list[str]:
    return _WORD.findall(_TEXT_OR_COMMENT.sub(_names_in, text))


def _joined(text: str) -> list[str]:
    """Return what the name of a declaration may be when it is written as more than one word."""
    head = _HEAD.match(text)
    words = _PART.findall(head[1])[:_MOST_JOINED] if head else []
    return ["_".join(words[:count]) for count in range(2, len(words) + 1)]


def _names_in(text: re.Match[str]) -> str:
    return f" {' '.join(_FILLED.findall(text[0]))} "


def _lies_in(one: Diagnostic, place: Span) -> bool:
    if not one.spans:
        return False
    span = one.spans[0].span
    return span.source == place.source and place.start <= span.start < place.end


def _doubtful(pieces: tuple[Piece, ...], names: frozenset[str]) -> list[Piece]:
    """Return the blocks that use one of the names, or what is declared with them.

    The block above one that was not read counts too: that may have been the rest of it.
    """
    doubtful: list[Piece] = []
    left: list[Piece] = []
    for piece, below in zip(pieces, (*pieces[1:], None), strict=True):
        is_near = piece.unread or (below is not None and below.unread)
        (doubtful if is_near else left).append(piece)
    while left:
        used: list[Piece] = []
        others: list[Piece] = []
        for piece in left:
            (others if names.isdisjoint(piece.words) else used).append(piece)
        if not used:
            break
        doubtful += used
        left, names = others, frozenset(piece.name for piece in used)
    return doubtful


def _declared(symbols: Symbols) -> frozenset[str]:
    """Return the names that the blocks that were read declare."""
    names = {each.name for each in symbols.beleid.everything()}
    fields = {veld.naam for soort in symbols.soorten.values() for veld in soort.velden}
    return frozenset(names | fields | set(symbols.opties))


@cache
def _words_of_the_language() -> frozenset[str]:
    phrases = (words_of(terminal.name) for terminal in grammar().terminals)
    return frozenset(word for phrase in phrases if phrase for word in phrase.split())

"""What may be written at a place: words of the language, and names by the place they come in.

The automaton knows which words may follow. Which names are meant follows from the word before
them; in an expression names of the type that is asked for come first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

import attrs

from maatwerk_rules.analysis.lookup import WORDS, declaration_of
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.typefout import describe_type
from maatwerk_rules.integrations.editor import wanted
from maatwerk_rules.integrations.editor.outline import picture_of
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.integrations.editor.typed import (
    compares,
    expected_type,
    is_of_type,
    literals_of,
    may_begin,
)
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.types import Datum, JaNee
from maatwerk_rules.syntax.grammar import NAME
from maatwerk_rules.syntax.phrases import block_words, clause_words, spellings_of
from maatwerk_rules.syntax.placed import PlacedContext, Token, machine
from maatwerk_rules.values import frozen

MOST_WORDS = 6
"""A phrase of the language has no more words than this."""

# What can be written for terminals whose pattern is more than a choice of words.
_SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "VERGELIJKER": (
            *("is meer dan", "is minder dan", "is ten minste", "is ten hoogste", "is niet"),
        ),
        "AFRONDING": tuple(
            f"{way} afgerond op" for way in ("rekenkundig", "naar boven", "naar beneden")
        ),
        "EENHEID_VAN_AFRONDING": ("centen", "hele euro's", "hele procenten", "helen"),
        "_BIJ_GROEP": ("bij groep",),
        "_BIJ_REGELING": ("bij regeling",),
        "_AANTAL_UIT": ("aantal",),
        "_BINNEN": ("binnen",),
        "_MAANDEN_VOOR": ("maanden voor",),
        "_BRON_ERACHTER": ("bron",),
        "JA": ("ja",),
        "NEE": ("nee",),
    }
)

# What gives ja or nee, and so cannot be compared with a value of another type.
_ANSWERS = frozenset(
    ("ja", "nee", "niet", "hetzij", "oordeel", "er is een", "voor elke", "niet aangetoond")
)

_DAYS = frozenset(("peildatum", "eerste dag van de maand van"))

_NEEDS_NAME = re.compile(r"\bbij\s+(?:groep|regeling)\s+$")


@frozen
class Offer:
    """One thing that may be written in a place; `order` says how soon it is shown."""

    text: str
    detail: str
    picture: str
    order: str
    place: Place


@frozen
class Spot:
    """Where something is written: the words of the block before it, and what may follow.

    Args:
        begins_line: Only space stands before it on its line.
    """

    tokens: tuple[Token, ...]
    accepted: tuple[str, ...]
    text: str
    begins_line: bool

    def word(self, token: Token) -> str:
        """Return a word of the block as it is written."""
        return self.text[token.start : token.end]

    def cuts(self, back: int) -> bool:
        """Tell whether a place so many characters back lies inside a word, as in `is meer dan`."""
        place = len(self.text) - back
        return any(token.start < place < token.end for token in self.tokens)


def complete(snapshot: Snapshot, document: Document, offset: int) -> tuple[Offer, ...]:
    """Return what may be written at a place of a document, in the order to show it."""
    text = snapshot.file(document).source.text
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    typed = re.search(r"[^\W\d]?\w*$", line)
    begin = offset - (len(typed[0]) if typed else 0)
    here = Place(document, begin, offset)
    if _in_comment(line):
        return ()
    if line.count('"') % 2:
        return tuple(_placeholders(snapshot, here, line))
    if typed is not None and typed[0] == line:
        return tuple(_offers(sorted(block_words()), "blok", "Keyword", "1", here))
    found = snapshot.file(document).block_at(offset)
    if found is None:
        return ()
    block, start = found
    # What is before the cursor is read anew: behind it the block may be anything.
    before = block.source.text[block.head : begin - start]
    spot = _spot(before)
    offers = [*_names(spot, snapshot, here), *_words(spot, snapshot, here)] if spot else []
    begun = _phrases(before, line[: len(line) - (offset - begin)], here, text)
    offers += [each for each in begun if spot is None or not spot.cuts(begin - each.place.start)]
    unique = {(each.text, each.place): each for each in reversed(offers)}
    return tuple(sorted(unique.values(), key=lambda each: (each.order, each.text)))


def _in_comment(line: str) -> bool:
    return "#" in re.sub(r'"[^"]*"?', "", line)


def _placeholders(snapshot: Snapshot, here: Place, line: str) -> Iterator[Offer]:
    """Yield the values that an explanation can fill in, behind a `{` in its text."""
    opened = line.rfind("{")
    if opened > line.rfind("}") and line.lstrip().startswith("uitleg"):
        yield from _offers(snapshot.symbols.values, "waarde", "Variable", "1", here)


def _spot(before: str) -> Spot | None:
    """Return what may follow a text that begins a block; None where it cannot be read.

    Where a line above does not read, only the first line and the one at hand are looked at.
    """
    last = before[before.rfind("\n") + 1 :]
    first, _, more = before.partition("\n")
    for text in (before, f"{first}\n{last}") if more else (before,):
        context = PlacedContext("")
        # Some phrases are only read with a name behind them, which is put there and taken away.
        name = "x" if _NEEDS_NAME.search(text) else ""
        states = machine().states_at(f"{text}{name}", (0, len(text) + len(name)), context)
        if states:
            here = states[: len(states) - len(name)]
            tokens = context.tokens[: len(context.tokens) - len(name)]
            return Spot(tuple(tokens), machine().accepts(here), text, not last.strip())
    return None


def _offers(
    texts: Collection[str], detail: str, picture: str, order: str, place: Place
) -> Iterator[Offer]:
    for text in texts:
        yield Offer(text, detail, picture, order, place)


def spellings(terminal: str) -> tuple[str, ...]:
    """Return what can be written for a terminal with words of its own."""
    return _SPELLINGS.get(terminal) or spellings_of(terminal)


def _words(spot: Spot, snapshot: Snapshot, place: Place) -> Iterator[Offer]:
    """Yield words of the language; behind a comparison literals of the type that is asked."""
    if not spot.tokens or not compares(spot.tokens):
        yield from _keywords(spot, place)
        return
    asked = expected_type(spot.tokens, spot.word, snapshot.symbols)
    literals = literals_of(asked) if asked is not None else ()
    what = "woord" if isinstance(asked, JaNee) else "waarde"
    yield from _offers(literals, what, "Value", "1", place)
    for each in _keywords(spot, place):
        is_answer = each.text in _ANSWERS and not isinstance(asked, JaNee)
        is_day = each.text in _DAYS and not isinstance(asked, Datum)
        if asked is None or not (is_answer or is_day):
            yield each


def _keywords(spot: Spot, place: Place) -> Iterator[Offer]:
    for terminal in spot.accepted:
        for words in spellings(terminal):
            begins = words in clause_words()  # a line of its own
            order = ("2" if begins else "6") if spot.begins_line else "8" if begins else "4"
            yield Offer(words, "woord", "Keyword", order, place)


def _phrases(before: str, line: str, here: Place, text: str) -> Iterator[Offer]:
    """Yield the phrases of which some words stand there already, as in `ten ho`."""
    for count in range(1, MOST_WORDS):
        found = re.search(rf"(?:[^\W\d]\w*[ \t]+){{{count}}}$", line)
        if found is None:
            return
        begin = here.start - len(found[0])
        written = " ".join(text[begin : here.end].split())
        spot = _spot(before[: len(before) - len(found[0])])
        if spot is None:
            continue
        place = attrs.evolve(here, start=begin)
        trailing = " " if here.start == here.end else ""
        for words in {it for terminal in spot.accepted for it in spellings(terminal)}:
            if words.startswith(f"{written}{trailing}") and words != written:
                yield Offer(words, "woord", "Keyword", "1", place)


def _names(spot: Spot, snapshot: Snapshot, place: Place) -> Iterator[Offer]:
    if NAME not in spot.accepted or not spot.tokens:
        return
    symbols = snapshot.symbols
    meant = wanted.wanted(spot.tokens, spot.word, symbols)
    if meant is not None:
        for name in meant.names:
            yield Offer(name, meant.what, _picture(name, meant.what, symbols), "1", place)
        return
    asked = expected_type(spot.tokens, spot.word, symbols)
    compared = asked if compares(spot.tokens) else None
    own = _own_values(spot, symbols)
    for name in (*symbols.values, *symbols.opties):
        if name in own:
            continue
        fits = asked is not None and is_of_type(name, asked, symbols)
        if compared is not None and not fits and not may_begin(name, compared, symbols):
            continue
        detail = _detail(name, symbols)
        order = "3" if asked is None or name in symbols.values else "7"
        if fits:
            order = "2" if isinstance(symbols.values.get(name), Uitkomst) else "1"
        yield Offer(name, detail, _picture(name, detail, symbols), order, place)


def _own_values(spot: Spot, symbols: Symbols) -> frozenset[str]:
    """Return what the block at hand determines itself, so that it cannot rest on that."""
    names = [spot.word(token) for token in spot.tokens if token.terminal == NAME]
    match spot.tokens[0].terminal:
        case "BEGRIP" | "UITKOMST":
            return frozenset(names[:1])
        case "REGEL" | "GELIJKSTELLING" | "AANPASSING":
            return frozenset(names[1:2])
        case "UITZONDERING" if len(names) > 1:
            return frozenset(symbols.outcomes_of(names[1]))
    return frozenset()


def _picture(name: str, what: str, symbols: Symbols) -> str:
    if what in {"veld", "optie"}:
        return {"veld": "Field", "optie": "EnumMember"}[what]
    declaration = declaration_of(name, symbols)
    drawn = picture_of(declaration) if declaration is not None else "Variable"
    return _DRAWN.get(drawn, drawn)


# An editor draws what it offers with fewer pictures than what it lists.
_DRAWN = {"Namespace": "Module", "Object": "Class", "Key": "Keyword", "Array": "Struct"}


def _detail(name: str, symbols: Symbols) -> str:
    declaration = symbols.values.get(name)
    if declaration is None:
        return "optie"
    type_ = symbols.types.get(name)
    word = WORDS.get(type(declaration), "waarde")
    return word if type_ is None else f"{word}: {describe_type(type_)}"

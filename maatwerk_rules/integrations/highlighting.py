"""Colouring a policy line by line, without parsing it: the rules behind every highlighter.

The words come from the grammar. A word that an author may also use as a name is coloured by what
stands around it on its line. A pattern looks at one line only, and at nothing before its beginning:
so the same rules serve editors, which know no more, and Pygments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from maatwerk_rules.syntax.grammar import NAME, RESERVED, grammar
from maatwerk_rules.syntax.phrases import block_words, clause_words, spellings_of
from maatwerk_rules.values import frozen

KEYWORD, TEXT, VALUE, COMMENT, NAAM, SIGN = (
    *("sleutelwoord", "tekst", "waarde", "opmerking", "naam", "teken"),
)
DECLARED = "beschreven naam"
"""A name where it is declared, which is a name too."""

_VALUES = frozenset(
    (
        *("GELD", "PROCENT", "DATUM", "GETAL", "GEHEEL", "ECLI", "KAMERSTUK", "GEMEENTECODE"),
        *("REGELINGNUMMER", "ARTIKELNUMMER", "LIDNUMMER", "ONDERDEEL", "ONDERNUMMER"),
    )
)
_FIXED: Mapping[str, str] = MappingProxyType(
    {NAME: NAAM, "TEKST": TEXT, **dict.fromkeys(_VALUES, VALUE)}
)


@cache
def _signs() -> frozenset[str]:
    fixed = {each.name: each.pattern.replace("\\", "") for each in grammar().terminals}
    return frozenset(name for name, text in fixed.items() if len(text) == 1)


def class_of(terminal: str) -> str:
    """Return the sort of word a terminal is.

    >>> class_of("_GELDT_VAN"), class_of("GELD"), class_of("COLON"), class_of("NAAM")
    ('sleutelwoord', 'waarde', 'teken', 'naam')
    """
    return _FIXED.get(terminal) or (SIGN if terminal in _signs() else KEYWORD)


@frozen
class Rule:
    """A pattern, and the sort of the whole or of each of its groups."""

    pattern: str
    sorts: tuple[str, ...]


@frozen
class Piece:
    """A part of a text and its sort."""

    start: int
    end: int
    sort: str


_WORD = r"[^\W\d_]\w*"
_GAP = r"[ \t\u00a0]+"
_DATE = r"\d{4}-\d{1,2}-\d{1,2}(?!\d)"
_MONEY = r"€[ \u00a0]?\d(?:[\d.,]*\d)?"
_PERCENT = r"\d(?:[\d.,]*\d)?[ \u00a0]?%"
_NUMBER = r"\d+(?:[.,]\d+)*"
_RULING = r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:\d{4}:[A-Z0-9.]+"
_PAPER = r"(?:kst|stb|stcrt)-\d+(?:-[A-Za-z0-9]+)*"

# Words for the first of which the second part is a choice of the terminal: `status concept`.
_FOLLOWED = (
    ("status", "STATUS"),
    ("karakter", "KARAKTER"),
    ("bij samenloop", "SAMENLOOP"),
    ("ruimte voor", "REGELINGSOORT"),
    ("in te vullen door", "REGELINGSOORT"),
    ("volgens", "HERKOMST"),
    ("geeft nooit", "MEER_MINDER"),
    ("per", "PERIODE"),
)
# Single words that stand inside a line, and that no author will take for a name.
_INSIDE = (
    *("voor", "tot", "vanaf", "door", "namens", "naar", "tussen", "omdat", "gewogen", "raakt"),
    *("voorlopig", "onbepaald", "ontbreekt", "strijdig", "geen_regel", "elk", "meer", "bevat"),
    *("verwacht", "eerder", "later", "hoger", "lager"),
)
_PHRASES = (
    *("rekenkundig afgerond op", "naar boven afgerond op", "naar beneden afgerond op"),
    *("hele euro's", "hele procenten", "en mogelijk meer", "gevraagd op", "bij groep"),
    *("bij regeling", "is meer dan", "is minder dan", "is ten minste", "is ten hoogste"),
    *("is niet",),
)
_ALONE = ("ROL", "RANG", "STREKKING")


def _either(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first; spaces may be more than one."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", _GAP).replace("/", "\\/") for word in ordered)


def _words(words: Iterable[str]) -> str:
    return rf"(?<!\w)(?:{_either(words)})(?!\w)"


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are tried; the first that fits counts."""
    return (*_texts(), *_heads(), *_values(), *_in_context(), *_anywhere())


def _texts() -> Iterator[Rule]:
    yield Rule(r"#[^\n]*", (COMMENT,))
    yield Rule(r'"[^"\n]*"?', (TEXT,))


def _heads() -> Iterator[Rule]:
    """Yield the rules for the first line of a block, which begins in column 1."""
    acts, units, periods = map(spellings_of, ("REGELINGSOORT", "EENHEID", "PERIODE"))
    number = r"([A-Za-z][\w.\/-]*)"
    yield Rule(
        rf"^(regeling){_GAP}({_WORD}){_GAP}({_either(acts)})(?!\w){_GAP}{number}",
        (KEYWORD, DECLARED, KEYWORD, VALUE),
    )
    yield Rule(
        rf"^(aantal){_GAP}({_WORD}){_GAP}({_either(units)})(?!\w)", (KEYWORD, DECLARED, KEYWORD)
    )
    yield Rule(
        rf"^(bedrag){_GAP}({_WORD}){_GAP}(per){_GAP}({_either(periods)})(?!\w)",
        (KEYWORD, DECLARED, KEYWORD, KEYWORD),
    )
    yield Rule(
        rf"^({_either(block_words())})(?!\w){_GAP}(?!{_RULING}|{_PAPER})({_WORD})",
        (KEYWORD, DECLARED),
    )
    yield Rule(rf"^(?:{_either(block_words())})(?!\w)", (KEYWORD,))


def _values() -> Iterator[Rule]:
    yield Rule(_RULING, (VALUE,))
    yield Rule(rf"(?<!\w){_PAPER}", (VALUE,))
    article = r"\d+[a-z]*(?::\d+[a-z]*)?(?:\.\d+[a-z]?)*"
    yield Rule(rf"(?<!\w)(artikel){_GAP}({article})", (KEYWORD, VALUE))
    yield Rule(rf"(?<!\w)(lid){_GAP}(\d+[a-z]?\*?)", (KEYWORD, VALUE))
    yield Rule(rf"(?<!\w)(onderdeel){_GAP}([a-z]{{1,3}}(?!\w)|\d+°?)", (KEYWORD, VALUE))
    yield Rule(rf"(?<!\w)(onder){_GAP}(\d+°?)", (KEYWORD, VALUE))
    yield Rule(r"(?<!\w)GM\d{4}(?!\w)", (VALUE,))
    yield Rule(_DATE, (VALUE,))
    yield Rule(rf"{_MONEY}|{_PERCENT}", (VALUE,))
    units = _either(spellings_of("EENHEID"))
    yield Rule(rf"({_NUMBER}){_GAP}({units})(?!\w)", (VALUE, KEYWORD))
    yield Rule(_NUMBER, (VALUE,))


def _in_context() -> Iterator[Rule]:
    """Yield the rules for words that are names elsewhere."""
    units, types = _either(spellings_of("EENHEID")), ("bedrag", "percentage", "datum")
    written = (
        *types,
        "aantal",
        "ja/nee",
        "keuze uit",
        "lijst van hoogstens",
        "hoogstens een",
        "een",
    )
    yield Rule(rf"(:)[ \t]*(aantal){_GAP}({units})(?!\w)", (SIGN, KEYWORD, KEYWORD))
    yield Rule(rf"(:)[ \t]*({_either(written)})(?!\w)", (SIGN, KEYWORD))
    yield Rule(rf"(?<!\w)(schijf){_GAP}(daarboven|tot)(?!\w)", (KEYWORD, KEYWORD))
    yield Rule(rf"(?<!\w)(?!elk(?!\w))({_WORD})(?=[ \t]*:)", (NAAM,))
    yield Rule(rf"(\.)({_WORD})", (SIGN, NAAM))
    for first, terminal in _FOLLOWED:
        choice = _either(spellings_of(terminal))
        pattern = rf"[ \t]*(?<!\w)({_either([first])}){_GAP}({choice})(?!\w)"
        yield Rule(pattern, (KEYWORD, KEYWORD))
    grades = _either(spellings_of("DEKKINGSGRAAD"))
    yield Rule(rf'(?<!\w)(?:{grades})(?!\w)(?=[ \t]*")', (KEYWORD,))
    yield Rule(rf"(afgerond{_GAP}op){_GAP}(centen|helen)(?!\w)", (KEYWORD, KEYWORD))
    yield Rule(rf"(?<!\w)bron(?={_GAP}(?:{_WORD}{_GAP}artikel|{_RULING}|{_PAPER}))", (KEYWORD,))
    yield Rule(rf"(?<!\w)aantal(?={_GAP}\w+{_GAP}uit(?!\w))", (KEYWORD,))
    yield Rule(rf"(?<!\w)regeling(?={_GAP}{_WORD})", (KEYWORD,))
    yield Rule(rf"(?<!\w)binnen(?={_GAP}\d)", (KEYWORD,))


def _anywhere() -> Iterator[Rule]:
    # A choice such as `moet beoordelen` is a phrase only behind its own word.
    single = {each.name for each in grammar().terminals if len(spellings_of(each.name)) == 1}
    phrases = {it for name in single for it in spellings_of(name) if " " in it}
    yield Rule(
        rf"[ \t]*(?<!\w)(is){_GAP}(niet{_GAP}(?:aangetoond|te{_GAP}weten))(?!\w)",
        (KEYWORD, KEYWORD),
    )
    yield Rule(rf"[ \t]*({_words((*phrases, *_PHRASES))})", (KEYWORD,))
    alone = [it for name in _ALONE for it in spellings_of(name)]
    line = _either({*(it for it in clause_words() if " " not in it), *alone, "meer"})
    yield Rule(rf"^[ \t]+({line})(?!\w)(?![ \t]*[:.,)])", (KEYWORD,))
    yield Rule(_words((*RESERVED, *_INSIDE, "ja/nee")), (KEYWORD,))
    yield Rule(r"(?<!\w)(?:centen|helen)(?!\w)", (KEYWORD,))
    yield Rule(_WORD, (NAAM,))
    yield Rule(r">=|<=|!=|<>|[-+*\/()\[\],:.≥≤≠><=]", (SIGN,))


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(each.pattern, re.MULTILINE), each.sorts) for each in rules())


def scan(text: str) -> Iterator[Piece]:
    r"""Yield the coloured parts of a text, in its order; what lies between them has no colour.

    >>> [(piece.start, piece.end, piece.sort) for piece in scan("status concept # x")]
    [(0, 6, 'sleutelwoord'), (7, 14, 'sleutelwoord'), (15, 18, 'opmerking')]
    """
    place = 0
    while place < len(text):
        for pattern, sorts in _compiled():
            found = pattern.match(text, place)
            if found is not None and found.end() > place:
                yield from _pieces(found, sorts)
                place = found.end()
                break
        else:
            place += 1


def _pieces(found: re.Match[str], sorts: tuple[str, ...]) -> Iterator[Piece]:
    if found.re.groups == 0:
        yield Piece(found.start(), found.end(), sorts[0])
        return
    for number, sort in enumerate(sorts, 1):
        if found.start(number) >= 0:
            yield Piece(found.start(number), found.end(number), sort)

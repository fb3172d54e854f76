"""What the terminals of the grammar are called in a Dutch sentence."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from maatwerk_rules.dutch import write_list
from maatwerk_rules.syntax.grammar import (
    RESERVED,
    clause_productions,
    clauses_of,
    first_symbol,
    grammar,
)
from maatwerk_rules.syntax.table import END, Terminal

MOST_EXPECTATIONS = 5

# Parts of a declaration that the formatter writes on lines of their own.
_LATER_LINES = frozenset(("bevat", "alleen als", "dat", "gewogen", "op grond van"))

_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "NAAM": "een naam",
        "TEKST": 'een tekst tussen `"` en `"`',
        "GELD": "een bedrag zoals `€ 1.000`",
        "PROCENT": "een percentage zoals `80%`",
        "DATUM": "een datum zoals `2026-07-01`",
        "GETAL": "een getal",
        "GEHEEL": "een heel getal",
        "ECLI": "een ECLI",
        "KAMERSTUK": "een kamerstuk zoals `kst-36582-3`",
        "GEMEENTECODE": "een gemeentecode zoals `GM0362`",
        "REGELINGSOORT": "een soort regeling zoals `wet` of `beleidsregel`",
        "REGELINGNUMMER": "het nummer van de regeling zoals `BWBR0015703`",
        "ARTIKELNUMMER": "een artikelnummer",
        "LIDNUMMER": "het nummer van een lid",
        "ONDERDEEL": "de letter van een onderdeel",
        "ONDERNUMMER": "een nummer",
        "STATUS": "`concept` of `vastgesteld`",
        "ROL": "`beschermd`, `irrelevant`, `procesgegeven` of `onveranderlijk`",
        "PERIODE": "`maand`, `jaar`, `week` of `dag`",
        "EENHEID": "een eenheid zoals `jaar` of `maanden`",
        "RICHTING": "`ja`, `nee`, `hoger`, `lager`, `eerder` of `later`",
        "SAMENLOOP": "`som`, `hoogste` of `laagste`",
        "KARAKTER": "`moet`, `moet beoordelen` of `kan`",
        "RANG": "`binnenwettelijk`, `buitenwettelijk` of `tegenwettelijk`",
        "STREKKING": "`ten gunste`, `ten nadele` of `in beide richtingen`",
        "DEKKINGSGRAAD": "`gecodeerd`, `gedeeltelijk`, `aan mensen` of `niet gecodeerd`",
        "HERKOMST": "`wettekst`, `tabel`, `uitspraak` of `eigen lezing`",
        "MEER_MINDER": "`meer` of `minder`",
        "DAGKEUZE": "`eerder` of `later`",
        "AFRONDING": "een afronding zoals `rekenkundig afgerond op`",
        "EENHEID_VAN_AFRONDING": "`centen`, `hele euro's`, `hele procenten` of `helen`",
        "EN_MOGELIJK_MEER": "`en mogelijk meer`",
        "_MAANDEN_VOOR": "`maanden voor`",
        "_BINNEN": "`binnen … maanden voor`",
        "_BRON_ERACHTER": "`bron`",
        "_ONTBREEKT": "`, ontbreekt`",
        "VERGELIJKER": "een vergelijking met `is`",
        END: "het einde van het blok",
    }
)

# Terminals that are told as one, when any of them stands with the first.
_GROUPS: tuple[tuple[str, frozenset[str], str], ...] = (
    (
        "LPAR",
        frozenset(("LPAR", "MINUS", "GELD", "PROCENT", "DATUM", "GETAL", "GEHEEL", "NAAM", "JA"))
        | frozenset(("NEE", "OORDEEL", "NIET", "HETZIJ", "_VORIGE", "_PEILDATUM", "_LEEFTIJD_VAN"))
        | frozenset(("_SOM_VAN", "_AANTAL_UIT", "_HOOGSTE_VAN", "_LAAGSTE_VAN", "_VOOR_ELKE"))
        | frozenset(("_ER_IS_EEN", "_NIET_AANGETOOND", "_TEN_MINSTE", "_AANTAL_MAANDEN_WAARIN"))
        | frozenset(("_AANEENGESLOTEN_MAANDEN_WAARIN", "_SOM_OVER_MAANDEN_VAN"))
        | frozenset(("_EERSTE_DAG_VAN_DE_MAAND_VAN",)),
        "een waarde of voorwaarde",
    ),
    (
        "GELD",
        frozenset(("GELD", "PROCENT", "DATUM", "GETAL", "GEHEEL", "MINUS")),
        "een bedrag, percentage, datum of getal",
    ),
    (
        "PLUS",
        frozenset(("PLUS", "MINUS", "STAR", "SLASH", "DAGKEUZE", "_MAAR_TEN_MINSTE"))
        | frozenset(("_MAAR_TEN_HOOGSTE",)),
        "een bewerking zoals `+`",
    ),
    ("VERGELIJKER", frozenset(("VERGELIJKER", "_EEN_VAN", "_GEEN_VAN")), _PHRASES["VERGELIJKER"]),
    ("GETAL", frozenset(("GETAL", "GEHEEL")), "een getal"),
)


# Words that stand alone on a line of a declaration.
_MARKS = frozenset(("RANG", "ROL", "STREKKING"))


@cache
def _terminals() -> Mapping[str, Terminal]:
    return MappingProxyType({each.name: each for each in grammar().terminals})


@cache
def words_of(name: str) -> str | None:
    """Return the words an author writes for a terminal, or None when it has no fixed words.

    >>> words_of("_GELDT_VAN"), words_of("NAAM")
    ('geldt van', None)
    """
    terminal = _terminals().get(name)
    if terminal is None:
        return None
    if terminal.word:
        return terminal.word
    plain = re.sub(r"\(\?[^)]*\)", "", terminal.pattern).replace(r"\s+", " ").replace(r"\b", "")
    plain = plain.replace("\\/", "/")
    return plain if name not in _PHRASES and re.fullmatch(r"[a-z]+([ /][a-z]+)*", plain) else None


@cache
def spellings_of(name: str) -> tuple[str, ...]:
    """Return all that can be written for a terminal with fixed words, one or a choice of them.

    >>> spellings_of("PERIODE"), spellings_of("_GELDT_VAN"), spellings_of("NAAM")
    (('maand', 'jaar', 'week', 'dag'), ('geldt van',), ())
    """
    words = words_of(name)
    if words is not None:
        return (words,)
    pattern = _terminals()[name].pattern if name in _terminals() else ""
    choice = re.fullmatch(r"\(([a-z_]+(?:(?:\\s\+|\|)[a-z_]+)*)\)\\b", pattern)
    return tuple(choice[1].replace(r"\s+", " ").split("|")) if choice else ()


@cache
def clause_words() -> frozenset[str]:
    """Return the phrases by which a line inside a declaration can begin.

    >>> sorted(clause_words())[:3]
    ['alleen als', 'alleen indien', 'ambtshalve bekeken']
    """
    return frozenset(filter(None, map(_first_words, clause_productions()))) | _LATER_LINES


@cache
def block_words() -> frozenset[str]:
    """Return the words by which a declaration can begin.

    >>> "uitzondering" in block_words()
    True
    """
    machine = grammar()
    accepted = machine.actions[machine.starts["start"]]
    return frozenset(filter(None, map(words_of, accepted)))


def _first_words(production: str) -> str | None:
    first = first_symbol(production)
    return first.strip('"') if first.startswith('"') else words_of(first)


def phrase_of(name: str) -> str:
    """Return how a terminal is called in a sentence.

    >>> phrase_of("TEKST"), phrase_of("_GELDT_VAN"), phrase_of("COMMA")
    ('een tekst tussen `"` en `"`', '`geldt van`', '`,`')
    """
    known = _PHRASES.get(name)
    if known is not None:
        return known
    words = words_of(name)
    return f"`{words}`" if words else f"`{_terminals()[name].pattern.lstrip(chr(92))}`"


@cache
def lines_of(block: str) -> tuple[str, ...]:
    """Return the words by which lines of a block begin, reserved words last.

    >>> lines_of("voorrang")
    ('omdat', 'bron', 'eigen lezing')
    """
    own = filter(None, map(_first_words, clauses_of(block) or sorted(clause_productions())))
    return tuple(sorted(own, key=lambda words: words in RESERVED))


def expectation(names: Iterable[str], block: str = "") -> str:
    """Return what is expected, grouped, and at most five of them.

    Args:
        names: The terminals that could stand there, in the order of the grammar.
        block: The word by which the block begins.

    >>> expectation(["TEKST", "COMMA"])
    'een tekst tussen `"` en `"` of `,`'
    """
    left = list(names)
    phrases: list[str] = []
    for mark, group, phrase in _GROUPS:
        if mark in left:
            phrases.append(phrase)
            left = [name for name in left if name not in group]
    clauses = [each for each in left if words_of(each) in clause_words() or each in _MARKS]
    if len(clauses) > 3:
        left = [name for name in left if name not in clauses]
    else:
        clauses = []
    phrases.extend(dict.fromkeys(phrase_of(name) for name in left if name != END))
    if clauses:
        possible = [words for each in clauses if (words := words_of(each))]
        # `zoals zoals` reads as a slip of the pen.
        lines = [each for each in lines_of(block) if each != "zoals"]
        told = next((each for each in lines if each in possible), possible[0])
        phrases.append(f"een volgende regel van dit blok, zoals `{told}`")
    elif END in left and not phrases:
        phrases.append(_PHRASES[END])
    return write_list(phrases[:MOST_EXPECTATIONS], "of")

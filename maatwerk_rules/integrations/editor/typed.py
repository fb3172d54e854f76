"""Which type a place in an expression asks for, from the words before it."""

from __future__ import annotations

from collections.abc import Sequence

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.integrations.editor.wanted import Word
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Type,
)
from maatwerk_rules.syntax.grammar import NAME
from maatwerk_rules.syntax.placed import Token

_CONDITIONS = frozenset(
    (
        *("INDIEN", "EN", "OF", "NIET", "HETZIJ", "_GESCHONDEN_ALS", "_ALLEEN_INDIEN", "DAT"),
        *("_TOETSEN_BIJ_AANWIJZING", "_BLIJFT_GELDIG_VOOR", "_ALLEEN_ALS", "WAARVOOR", "GELDT"),
        *("_AANTAL_MAANDEN_WAARIN", "_AANEENGESLOTEN_MAANDEN_WAARIN"),
    )
)
_DATES = frozenset(
    (
        *("_LEEFTIJD_VAN", "OP", "_GELDEND_OP", "_BEGINT_OP", "_BEGINT_NA", "_MAANDEN_VOOR"),
        *("_EERSTE_DAG_VAN_DE_MAAND_VAN", "_IN_HET_KALENDERJAAR"),
    )
)
_BESIDE = frozenset(
    (
        *("IS", "VERGELIJKER", "_EEN_VAN", "_GEEN_VAN", "PLUS", "MINUS"),
        *("_MAAR_TEN_MINSTE", "_MAAR_TEN_HOOGSTE"),
    )
)
_TYPES: tuple[tuple[str, Type], ...] = (
    ("_JANEE", JaNee()),
    ("BEDRAG", Bedrag()),
    ("PERCENTAGE", Percentage()),
    ("AANTAL", Aantal()),
    ("DATUM", Datum()),
)
_COMPARISONS = frozenset(("IS", "VERGELIJKER"))
_VALUES = frozenset(("BEGRIP", "UITKOMST", "OORDEEL"))


def expected_type(tokens: Sequence[Token], word: Word, symbols: Symbols) -> Type | None:
    """Return the type that is asked for at the end of the words, or None where it is open."""
    last = tokens[-1].terminal
    if last in _CONDITIONS:
        return JaNee()
    if last in _DATES and tokens[0].terminal != "TOETS":
        return Datum()
    if last in {"DAN", "ANDERS"} or (last == "IS" and _is_clause(tokens)):
        return _of_block(tokens, word, symbols)
    if last == "LPAR" and len(tokens) > 2 and tokens[-2].terminal in {"_EEN_VAN", "_GEEN_VAN"}:
        tokens = tokens[:-1]
    if tokens[-1].terminal in _BESIDE and len(tokens) > 1 and tokens[-2].terminal == NAME:
        return _type_of(word(tokens[-2]), tokens, symbols)
    return None


def compares(tokens: Sequence[Token]) -> bool:
    """Tell whether a comparison stands at the end of the words, of which one side is to come."""
    last = tokens[-1].terminal
    return last in _COMPARISONS and not (last == "IS" and _is_clause(tokens))


def literals_of(asked: Type) -> tuple[str, ...]:
    """Return values of a type as they are written, to begin with.

    >>> literals_of(Bedrag("maand")), literals_of(Aantal("jaar")), literals_of(JaNee())
    (('€ 0 per maand',), ('0 jaar',), ('ja', 'nee'))
    >>> literals_of(Percentage()), literals_of(Datum()), literals_of(Keuze(("a", "b")))
    (('0%',), ('peildatum',), ())
    """
    match asked:
        case JaNee():
            return ("ja", "nee")
        case Bedrag(periode=periode):
            return (f"€ 0 per {periode}" if periode else "€ 0",)
        case Percentage():
            return ("0%",)
        case Aantal(eenheid=eenheid):
            return (f"0 {eenheid}" if eenheid else "0",)
        case Datum():
            return ("peildatum",)
        case _:
            return ()


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Tell whether the last `is` begins the line that says what a begrip is."""
    first = next(each for each in tokens if each.terminal == "IS")
    return tokens[0].terminal in _VALUES | {"INVULLING"} and first is tokens[-1]


def _of_block(tokens: Sequence[Token], word: Word, symbols: Symbols) -> Type | None:
    """Return the type of what the block decides, gives or describes."""
    block = tokens[0].terminal
    names = [word(each) for each in tokens if each.terminal == NAME]
    if block in _VALUES and names:
        kinds = {each.terminal for each in tokens}
        known = symbols.types.get(names[0])
        return known or next((type_ for terminal, type_ in _TYPES if terminal in kinds), None)
    if block == "INVULLING" and names:
        return symbols.types.get(names[0])
    if len(names) < 2:
        return None
    if block in {"REGEL", "AANPASSING"}:
        return symbols.types.get(names[1])
    outcome = symbols.outcome_of(names[1]) or symbols.outcome_of(names[0])
    return symbols.types.get(outcome) if outcome is not None else None


def _type_of(name: str, tokens: Sequence[Token], symbols: Symbols) -> Type | None:
    """Return the type of a value, or of a field when a point stands before its name."""
    if len(tokens) > 2 and tokens[-3].terminal == "DOT":
        for soort in symbols.soorttypes.values():
            found = soort.field(name)
            if found is not None:
                return found
    return symbols.types.get(name)


def is_of_type(name: str, asked: Type, symbols: Symbols) -> bool:
    """Tell whether a value, or an option, may stand where a type is asked."""
    if name in symbols.values:
        found = symbols.types.get(name)
        if isinstance(found, Lijst) or isinstance(asked, Keuze):
            return found == asked
        return type(found) is type(asked)
    return isinstance(asked, Keuze) and name in asked.opties


_NUMBERS = (Bedrag, Percentage, Aantal)


def may_begin(name: str, asked: Type, symbols: Symbols) -> bool:
    """Tell whether a value of another type may begin a sum of the type that is asked.

    An amount may be a percentage times a number; the name of a record may have a field behind it.
    """
    found = symbols.types.get(name)
    if isinstance(found, Lijst):
        return found.single
    return isinstance(found, _NUMBERS) and isinstance(asked, _NUMBERS)

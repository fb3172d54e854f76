"""Which names a place asks for, from the words before it; None inside an expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis.expression_names import fields_of
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.syntax.grammar import NAME
from maatwerk_rules.syntax.placed import Token
from maatwerk_rules.values import frozen

Word = Callable[[Token], str]
"""Gives a word as it is written."""


@frozen
class Meant:
    """Names that fit a place, and the word for what they are."""

    what: str
    names: tuple[str, ...]


# By the word before a name, or the list it stands in; where it differs, by the block too.
_BY_ANCHOR: Mapping[tuple[str, str] | str, look.Wanted] = MappingProxyType(
    {
        "NAMENS": look.ORGAAN,
        ("BELEID", "GEBRUIKT"): look.Wanted("beleid", lambda symbols: dict.fromkeys(_policies())),
        ("FUNCTIE", "OORDEEL"): look.OORDEEL,
        ("FUNCTIE", "REGELING"): look.REGELING,
        "BRON": look.REGELING,
        "_BRON_ERACHTER": look.REGELING,
        "GRONDSLAG": look.REGELING,
        "MAATSTAF": look.REGELING,
        "KRACHTENS": look.REGELING,
        "HERKOMST": look.REGELING,
        ("DEKKING", "DEKKING"): look.REGELING,
        "DIENT": look.WAARDE,
        "BEDOELING": look.BEDOELING,
        "_UIT_REGISTER": look.REGISTER,
        "VERMOEDEN": look.GEGEVEN,
        "DOOR": look.WIE,
        "EEN": look.SOORT,
        "_HOOGSTENS_EEN": look.SOORT,
        ("BEGRIP", "PER"): look.SOORT,
        ("UITKOMST", "PER"): look.SOORT,
        ("OORDEEL", "PER"): look.SOORT,
        ("INVULLING", "INVULLING"): look.OPEN_BEGRIP,
        "_VERGT_EERST": look.ALLEEN_UITKOMST,
        ("TABEL", "OVER"): look.WAARDENAAM,
        ("SCHIJVEN", "OVER"): look.WAARDENAAM,
        "BEPAALT": look.UITKOMST,
        ("UITZONDERING", "OP"): look.REGEL,
        ("AANPASSING", "VAN"): look.UITKOMST,
        ("AFWIJKINGSGROND", "BIJ"): look.REGEL,
        ("HARDHEIDSCLAUSULE", "BIJ"): look.REGEL,
        ("GELIJKSTELLING", "BIJ"): look.UITKOMST,
        "_BIJ_GROEP": look.GROEP,
        "_BIJ_REGELING": look.REGELING,
        "_STELT_TERZIJDE": look.GEWONE_REGEL,
        "_TOETSEN_OP_VERZOEK": look.GEGEVEN,
        ("GROEP", "BEVAT"): look.GEWONE_REGEL,
        ("HUISHOUDEN", "BEVAT"): look.LIJSTGEGEVEN,
        ("VOORRANG", "VOORRANG"): look.REGEL,
        "BOVEN": look.REGEL,
        "ONGEACHT": look.GEGEVEN,
        "MEER": look.GEGEVEN_OF_BEGRIP,
        "MEER_MINDER": look.UITKOMST,
        "_VOLGORDE_VAN": look.LIJSTGEGEVEN,
        "GRENS": look.REGEL,
        "RAAKT": look.UITKOMST,
        ("TOETS", "ZOALS"): look.Wanted("toets", lambda symbols: symbols.toetsen),
        ("TOETS", "GEGEVEN"): look.GEGEVEN,
        "_ZONDER_GEGEVEN": look.GEGEVEN,
        "_ZONDER_OORDEEL": look.OORDEEL,
        ("TOETS", "OORDEEL"): look.OORDEEL,
        ("TOETS", "VERWACHT"): look.UITKOMST,
        "_OP_GROND_VAN": look.REGEL,
        "OORDEEL": look.OORDEEL,
        "_NIET_AANGETOOND": look.GEGEVEN,
        "UIT": look.LIJST,
        "WEEGT": look.GEGEVEN,
    }
)

# The blocks whose first name is no new one.
_NOT_NEW = frozenset(("INVULLING", "VOORRANG", "DEKKING", "GELIJKHEID", "OPSCHALING"))
_LISTED = frozenset((NAME, "COMMA", "TEKST"))


def wanted(tokens: Sequence[Token], word: Word, symbols: Symbols) -> Meant | None:
    """Return the names a place asks for; None where any value may stand, as in an expression."""
    block = tokens[0].terminal
    last = tokens[-1].terminal
    if len(tokens) == 1 and block not in _NOT_NEW:
        return Meant("naam", ())
    if last == "DOT":
        return Meant("veld", _fields(tokens, word, symbols))
    if last == "GEHEEL" and tokens[-2].terminal == "_LIJST_VAN_HOOGSTENS":
        return Meant(look.SOORT.what, tuple(look.SOORT.names(symbols)))
    anchor = _anchor(tokens)
    if last not in {anchor, "COMMA"}:
        return None
    if anchor == "_IN_STAP":
        return Meant("stap", symbols.stappen(word(tokens[-2])))
    if block == "TOETS" and anchor == "VOOR":
        return Meant("record", tuple(_records(tokens, word, symbols)))
    if anchor == "COLON" or (anchor == "UIT" and block == "KEUZE"):
        return Meant("keuze", tuple(symbols.keuzes) if anchor == "COLON" else ())
    found = _BY_ANCHOR.get((block, anchor)) or _BY_ANCHOR.get(anchor)
    is_head = anchor == block and (block, anchor) not in _BY_ANCHOR
    if found is None or (is_head and len(tokens) < 3):
        return None
    return Meant(found.what, tuple(found.names(symbols)))


def _anchor(tokens: Sequence[Token]) -> str:
    """Return the word that says what the list of names at the end is of."""
    for token in reversed(tokens):
        if token.terminal not in _LISTED:
            return token.terminal
    return tokens[0].terminal


def _policies() -> Collection[str]:
    return [name.removesuffix(".beleid") for name in shipped_policies()]


def _fields(tokens: Sequence[Token], word: Word, symbols: Symbols) -> tuple[str, ...]:
    """Return what can be read of the record before the point."""
    record = word(tokens[-2])
    soort = _records(tokens, word, symbols).get(record)
    lijst = symbols.types.get(record)
    if soort is None and isinstance(lijst, Lijst):
        soort = lijst.soort.naam
    if soort is None and record in symbols.soorttypes:
        soort = record
    if soort is None:  # `som van b.…`: the list comes behind the cursor
        held = (each.soort.naam for each in symbols.types.values() if isinstance(each, Lijst))
        names = [veld for each in dict.fromkeys(held) for veld in fields_of(each, symbols)]
        return tuple(dict.fromkeys(names))
    return fields_of(soort, symbols) if soort in symbols.soorttypes else ()


def _records(tokens: Sequence[Token], word: Word, symbols: Symbols) -> dict[str, str]:
    """Return the records that are named so far, each with its soort."""
    found: dict[str, str] = {}
    for one, sign, two in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if one.terminal != NAME or two.terminal != NAME:
            continue
        if sign.terminal == "UIT":
            lijst = symbols.types.get(word(two))
            if isinstance(lijst, Lijst):
                found[word(one)] = lijst.soort.naam
        elif sign.terminal == "COLON":
            found[word(one)] = word(two)
    return {name: soort for name, soort in found.items() if re.match(r"\w", soort)}

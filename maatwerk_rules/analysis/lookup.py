"""Finding what a name refers to: what a place wants, and what is said when it is not there."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, cast

import attrs

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.unknown_name import offer_names, report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.clauses import InTeVullen
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.values import frozen

OTHER_KIND = Kind(
    "MW063",
    "naam-van-andere-soort",
    Severity.FOUT,
    "`{naam}` is {gevonden}; hier hoort {verwacht}.",
    "",
)

# The word for each declaration, without its article.
WORDS: Mapping[type[Declaration], str] = {
    d.Gegeven: "gegeven",
    d.Bedrag: "gedateerd bedrag",
    d.Aantal: "gedateerd aantal",
    d.Percentage: "gedateerd percentage",
    d.Begrip: "begrip",
    d.Uitkomst: "uitkomst",
    d.Tabel: "tabel",
    d.Schijven: "blok schijven",
    d.Termijn: "termijn",
    d.Oordeel: "oordeel",
    d.Regel: "regel",
    d.Gelijkstelling: "gelijkstelling",
    d.Uitzondering: "uitzondering",
    d.Aanpassing: "aanpassing",
    d.Afwijkingsgrond: "afwijkingsgrond",
    d.Hardheidsclausule: "hardheidsclausule",
    d.Groep: "groep",
    d.Huishouden: "huishouden",
    d.Regeling: "regeling",
    d.Orgaan: "orgaan",
    d.Functie: "functie",
    d.Register: "register",
    d.Waarde: "waarde",
    d.Bedoeling: "bedoeling",
    d.Soort: "soort",
    d.Keuze: "keuze",
}


Table: TypeAlias = Callable[[Symbols], Mapping[str, object]]


@frozen
class Wanted:
    """What a place asks for: its Dutch name without article, and what of a table fits."""

    what: str
    table: Table
    fits: Callable[[Any, Symbols], bool] = lambda found, symbols: True

    def has(self, name: str, symbols: Symbols) -> bool:
        """Tell whether a name is one of those that fit."""
        found = self.table(symbols).get(name)
        return found is not None and self.fits(found, symbols)

    def names(self, symbols: Symbols) -> list[str]:
        """Return all names that fit, to offer one of them."""
        table = self.table(symbols)
        return [naam for naam, each in table.items() if self.fits(each, symbols)]


def _values(symbols: Symbols) -> Mapping[str, Declaration]:
    return symbols.values


def _regels(symbols: Symbols) -> Mapping[str, Declaration]:
    return symbols.regels


def _of(*kinds: type[Declaration]) -> Callable[[Declaration, Symbols], bool]:
    return lambda found, symbols: isinstance(found, kinds)


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return two tables as one, without a look at all that is in them."""
    return ChainMap(cast("dict[str, Any]", other), cast("dict[str, Any]", one))


def _is_list_fact(found: Declaration, symbols: Symbols) -> bool:
    return isinstance(found, d.Gegeven) and isinstance(symbols.types[found.naam], Lijst)


def _is_list(found: Declaration, symbols: Symbols) -> bool:
    return isinstance(found, d.Huishouden) or _is_list_fact(found, symbols)


REGELING = Wanted("regeling", lambda symbols: symbols.regelingen)
ORGAAN = Wanted("orgaan", lambda symbols: symbols.organen)
WIE = Wanted("functie of orgaan", lambda symbols: _both(symbols.functies, symbols.organen))
REGISTER = Wanted("register", lambda symbols: symbols.registers)
WAARDE = Wanted("waarde", lambda symbols: symbols.waarden)
BEDOELING = Wanted("bedoeling", lambda symbols: symbols.bedoelingen)
OORDEEL = Wanted("oordeel", lambda symbols: symbols.oordelen)
SOORT = Wanted("soort", lambda symbols: symbols.soorten)
GROEP = Wanted("groep", lambda symbols: symbols.groepen)
REGEL = Wanted("regel", _regels)
GEWONE_REGEL = Wanted(
    "regel, uitzondering of aanpassing", _regels, _of(d.Regel, d.Uitzondering, d.Aanpassing)
)
GEGEVEN = Wanted("gegeven", _values, _of(d.Gegeven))
GEGEVEN_OF_BEGRIP = Wanted("gegeven of begrip", _values, _of(d.Gegeven, d.Begrip, d.Uitkomst))
UITKOMST = Wanted("begrip of uitkomst", _values, _of(d.Begrip, d.Uitkomst))
ALLEEN_UITKOMST = Wanted("uitkomst", _values, _of(d.Uitkomst))
GEDATEERD = Wanted(
    "gedateerd bedrag, aantal of percentage", _values, _of(d.Bedrag, d.Aantal, d.Percentage)
)
LIJST = Wanted(
    "lijst of huishouden", lambda symbols: _both(symbols.values, symbols.huishoudens), _is_list
)
LIJSTGEGEVEN = Wanted("lijst", _values, _is_list_fact)
OPEN_BEGRIP = Wanted(
    "begrip dat is in te vullen",
    _values,
    lambda found, symbols: found.one(InTeVullen) is not None,
)
WAARDENAAM = Wanted("waarde", _values)


def with_article(word: str) -> str:
    """Return the Dutch word with its indefinite article, which is the same for all genders.

    >>> with_article("regel")
    'een regel'
    """
    return f"een {word}"


def _called(name: str, wanted: Wanted, symbols: Symbols) -> str | None:
    """Return the name of what is called so in full, or with other capitals."""
    table = wanted.table(symbols)
    for each in wanted.names(symbols):
        if name.lower() in (each.lower(), getattr(table[each], "titel", "").lower()):
            return each
    return None


def find_reference(
    name: str, wanted: Wanted, node: Node, symbols: Symbols, *, occurrence: int = 0
) -> Iterator[Diagnostic]:
    """Yield a finding when a name within a node is not one of those wanted.

    A name of another kind is told apart from a name that nobody declared.
    """
    if wanted.has(name, symbols):
        return
    span = symbols.place(node, name, occurrence)
    other = declaration_of(name, symbols)
    if other is None:
        called = _called(name, wanted, symbols)
        found = report_unknown(name, wanted.what, span, wanted.names(symbols))
        yield found if called is None else offer_names(found, (called,))
        return
    found = diagnostic(
        OTHER_KIND,
        span,
        labels=(Label(symbols.place_of_name(other), "hier beschreven"),),
        naam=name,
        gevonden=with_article(_word_of(other)),
        verwacht=with_article(wanted.what),
    )
    yield found


def _word_of(declaration: Declaration) -> str:
    """Return the word by which an author wrote a declaration."""
    written = declaration.word if isinstance(declaration, WrittenOut) else declaration
    return WORDS[type(written)]


def declaration_of(name: str, symbols: Symbols) -> Declaration | None:
    """Return whatever bears a name, values first, or None."""
    tables: tuple[Mapping[str, Declaration], ...] = (
        symbols.values,
        symbols.oordelen,
        symbols.regels,
        symbols.groepen,
        symbols.huishoudens,
        symbols.regelingen,
        symbols.organen,
        symbols.functies,
        symbols.registers,
        symbols.waarden,
        symbols.bedoelingen,
        symbols.soorten,
        symbols.keuzes,
    )
    return next((table[name] for table in tables if name in table), None)


def offer(found: Diagnostic, replacement: str) -> Diagnostic:
    """Return the finding with a change of its main place that may be what the author means."""
    edit = Edit(found.spans[0].span, replacement, "suggestie")
    return attrs.evolve(found, edits=(*found.edits, edit))


def with_label(found: Diagnostic, label: Label) -> Diagnostic:
    """Return the finding with one more place that explains it."""
    return attrs.evolve(found, spans=(*found.spans, label))

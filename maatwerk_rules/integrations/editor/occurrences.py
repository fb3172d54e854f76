"""Every place where a name stands, and what it is the name of.

A name is known by its space: a regel and a begrip may bear the same name. The simple cases stand
in one table; names whose meaning hangs on what stands around them have a function of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import singledispatch
from types import MappingProxyType

import attrs

from maatwerk_rules.analysis.expression_names import Opsomming, fields_of, soort_of
from maatwerk_rules.analysis.scopes import records_of
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model import typenodes as tn
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.placed import PlacedName
from maatwerk_rules.values import frozen

_PLACEHOLDER = re.compile(r"\{([^{}\"]*)\}")
_WORD = re.compile(r"\w+")


@frozen
class Key:
    """What a name is the name of.

    Args:
        space: waarde, regel, soort, keuze, optie, groep, regeling, orgaan, register, basiswaarde,
            bedoeling, toelaatbaar, toets, beleid, veld, stap, factor, record, lokaal or label.
        holder: What the name belongs to, for the last seven: a soort, an outcome, a toets.
    """

    space: str
    name: str
    holder: str = ""


@frozen
class Occurrence:
    """A place in a block where a name stands; `defines` where it is declared."""

    start: int
    end: int
    key: Key
    defines: bool = False


# Per class the fields that hold names, with their space; a `+` says that the name is declared here.
_FIELDS: Mapping[type[Node], Mapping[str, str]] = MappingProxyType(
    {
        d.Beleidskop: {"naam": "+beleid"},
        c.Gebruikt: {"beleid": "beleid"},
        d.Regeling: {"naam": "+regeling"},
        d.Orgaan: {"naam": "+orgaan"},
        d.Functie: {"naam": "+orgaan", "namens": "orgaan"},
        c.Oordeelmandaat: {"oordeel": "waarde"},
        c.Regelingmandaat: {"regeling": "regeling"},
        d.Register: {"naam": "+register"},
        d.Waarde: {"naam": "+basiswaarde"},
        d.Bedoeling: {"naam": "+bedoeling"},
        c.Dient: {"waarden": "basiswaarde"},
        Artikelverwijzing: {"regeling": "regeling"},
        c.Bedoelingclausule: {"bedoelingen": "bedoeling"},
        d.Keuze: {"naam": "+keuze", "opties": "+optie"},
        d.Gegeven: {"naam": "+waarde"},
        d.Huishouden: {"naam": "+waarde", "lijsten": "waarde"},
        c.UitRegister: {"register": "register"},
        c.Vermoeden: {"gegeven": "waarde"},
        c.Bewijslast: {"partij": "label"},
        tn.Keuzetype: {"opties": "+optie"},
        tn.Lijsttype: {"soort": "soort"},
        tn.Eentype: {"soort": "soort"},
        tn.HoogstensEentype: {"soort": "soort"},
        tn.Naamtype: {"naam": "keuze"},
        d.Bedrag: {"naam": "+waarde"},
        d.Aantal: {"naam": "+waarde"},
        d.Percentage: {"naam": "+waarde"},
        d.Begrip: {"naam": "+waarde", "per": "soort"},
        d.Uitkomst: {"naam": "+waarde", "per": "soort"},
        c.GunstigVan: {"eerste": "optie", "volgende": "optie"},
        c.VergtEerst: {"uitkomsten": "waarde"},
        d.Invulling: {"naam": "waarde"},
        d.Tabel: {"naam": "+waarde", "kolommen": "waarde"},
        d.Schijven: {"naam": "+waarde"},
        d.Termijn: {"naam": "+waarde"},
        d.Oordeel: {"naam": "+waarde", "per": "soort"},
        c.Door: {"orgaan": "orgaan"},
        d.Regel: {"naam": "+regel", "bepaalt": "waarde"},
        d.Gelijkstelling: {"naam": "+regel", "bepaalt": "waarde"},
        d.Uitzondering: {"naam": "+regel", "op": "regel"},
        d.Aanpassing: {"naam": "+regel", "van": "waarde"},
        d.Afwijkingsgrond: {"naam": "+regel"},
        d.Hardheidsclausule: {"naam": "+regel"},
        c.BijRegel: {"regel": "regel"},
        c.BijGroep: {"groep": "groep"},
        c.BijRegeling: {"regeling": "regeling"},
        c.SteltTerzijde: {"regels": "regel"},
        c.ToetsenOpVerzoek: {"gegeven": "waarde"},
        d.Groep: {"naam": "+groep", "regels": "regel"},
        d.Voorrang: {"hoger": "regel", "lager": "regel"},
        c.Eerst: {"methode": "label", "door": "orgaan"},
        c.Daarna: {"methode": "label", "door": "orgaan"},
        c.Ongeacht: {"gegevens": "waarde"},
        c.Monotoon: {"gegeven": "waarde", "uitkomst": "waarde"},
        c.Helling: {"gegeven": "waarde", "uitkomst": "waarde"},
        c.VolgordeIrrelevant: {"lijst": "waarde"},
        c.Grens: {"regel": "regel"},
        d.Toelaatbaar: {"naam": "+toelaatbaar"},
        d.Aanname: {"naam": "+toelaatbaar"},
        d.Dekking: {"raakt": "waarde"},
        d.Toets: {"naam": "+toets"},
        t.Zoals: {"basis": "toets"},
        t.Toetsgegeven: {"naam": "waarde"},
        t.Bekeken: {"door": "orgaan"},
        e.Oordeelverwijzing: {"naam": "waarde"},
        e.GeldendOp: {"naam": "waarde"},
        e.NietAangetoond: {"naam": "waarde"},
    }
)


@frozen
class Scope:
    """Where a node stands: its declaration, and the records by the names they bear there.

    Args:
        records: The soort of each record.
        local: What each name of a record is the name of.
    """

    symbols: Symbols
    declaration: Declaration
    source: Source
    records: Mapping[str, str]
    local: Mapping[str, Key]

    def record(self, name: str, soort: str, key: Key) -> Scope:
        """Return the scope with one more record."""
        records = {**self.records, name: soort}
        return attrs.evolve(self, records=records, local={**self.local, name: key})


def occurrences(declaration: Declaration, source: Source, symbols: Symbols) -> list[Occurrence]:
    """Return every name in a block, in the order of the text; `source` is the text of the block."""
    records = dict(records_of(declaration, symbols))
    local = {name: Key("soort", soort) for name, soort in records.items()}
    scope = Scope(symbols, declaration, source, records, local)
    if isinstance(declaration, d.Toets):
        scope = _toets_scope(declaration, scope)
    found = _visit(declaration, scope)
    return sorted(found, key=lambda each: each.start)


def in_snapshot(
    snapshot: Snapshot, name: str = "", documents: Collection[Document] | None = None
) -> Iterator[tuple[Document, int, Occurrence]]:
    """Yield every name of a policy with its document and the beginning of its block.

    Args:
        name: Leave out blocks in which this does not stand.
        documents: The documents to look in; when left out all.
    """
    for document, block, start in snapshot.blocks():
        if documents is not None and document not in documents:
            continue
        if block.declaratie is not None and name in block.source.text:
            for each in occurrences(block.declaratie, block.source, snapshot.symbols):
                yield document, start, each


def at(snapshot: Snapshot, document: Document, offset: int) -> tuple[Place, Occurrence] | None:
    """Return the name at a place in a document; the place just behind a name counts too."""
    found = snapshot.file(document).block_at(offset)
    if found is None or found[0].declaratie is None:
        return None
    block, start = found
    for each in occurrences(found[0].declaratie, block.source, snapshot.symbols):
        if each.start <= offset - start <= each.end:
            return Place(document, start + each.start, start + each.end), each
    return None


def _visit(node: Node, scope: Scope) -> Iterator[Occurrence]:
    for field, space in _FIELDS.get(type(node), {}).items():
        value = getattr(node, field)
        for name in value if isinstance(value, tuple) else (value,):
            yield from _named(name, Key(space.lstrip("+"), str(name)), defines=space[0] == "+")
    yield from visit(node, scope)


def _named(name: object, key: Key, *, defines: bool = False) -> Iterator[Occurrence]:
    """Yield the occurrence of a name; what stands nowhere in the text has none."""
    if isinstance(name, PlacedName):
        yield Occurrence(name.start, name.end, key, defines)


def _children(node: Node, scope: Scope) -> Iterator[Occurrence]:
    for child in node.children():
        yield from _visit(child, scope)


@singledispatch
def visit(node: Node, scope: Scope) -> Iterator[Occurrence]:
    """Yield the names in a node that are not in the table, and those below it."""
    yield from _children(node, scope)


@visit.register
def _(node: e.Naam, scope: Scope) -> Iterator[Occurrence]:
    yield from _named(node.naam, value_key(node.naam, scope.symbols))


def value_key(name: str, symbols: Symbols) -> Key:
    """Return what a bare name in an expression is: a value, or else an option."""
    is_option = name in symbols.opties and name not in symbols.values
    return Key("optie" if is_option else "waarde", str(name))


@visit.register
def _(node: e.Veldverwijzing, scope: Scope) -> Iterator[Occurrence]:
    record, veld = str(node.record), str(node.veld)
    yield from _named(node.record, scope.local.get(record, Key("waarde", record)))
    soort = soort_of(node, scope.symbols, scope.records)
    yield from _named(node.veld, field_key(veld, soort, scope.symbols))


def field_key(veld: str, soort: str | None, symbols: Symbols) -> Key:
    """Return what is read of a record: a field, or a value that exists per record."""
    type_ = symbols.soorttypes.get(soort or "")
    if type_ is not None and type_.field(veld) is None and veld in fields_of(type_.naam, symbols):
        return Key("waarde", veld)
    return Key("veld", veld, soort or "")


@visit.register(e.Somlijst)
@visit.register(e.Aantallijst)
@visit.register(e.Hoogste)
@visit.register(e.Laagste)
@visit.register(e.Elke)
@visit.register(e.ErIsEen)
def _(node: Opsomming, scope: Scope) -> Iterator[Occurrence]:
    record = str(node.record)
    key = Key("lokaal", record, f"{scope.source.name}:{node.span.start}")
    yield from _named(node.record, key, defines=True)
    yield from _named(node.lijst, Key("waarde", str(node.lijst)))
    lijst = scope.symbols.types.get(node.lijst)
    inner = scope.record(record, lijst.soort.naam if isinstance(lijst, Lijst) else "", key)
    outside = node.anders if isinstance(node, e.Hoogste | e.Laagste) else None
    for child in node.children():
        yield from _visit(child, scope if child is outside else inner)


@visit.register
def _(node: d.Soort, scope: Scope) -> Iterator[Occurrence]:
    yield from _named(node.naam, Key("soort", str(node.naam)), defines=True)
    for veld in node.velden:
        key = Key("veld", str(veld.naam), str(node.naam))
        yield from _named(veld.naam, key, defines=True)
        yield from _children(veld, scope)


@visit.register
def _(node: c.Stappen, scope: Scope) -> Iterator[Occurrence]:
    for name in node.stappen:
        key = Key("stap", str(name), scope.declaration.name)
        yield from _named(name, key, defines=True)


@visit.register
def _(node: d.Aanpassing, scope: Scope) -> Iterator[Occurrence]:
    yield from _named(node.stap, Key("stap", str(node.stap), str(node.van)))
    yield from _children(node, scope)


@visit.register
def _(node: c.Factor, scope: Scope) -> Iterator[Occurrence]:
    key = factor_key(str(node.naam), scope.declaration, scope.symbols)
    yield from _named(node.naam, key, defines=key.space == "factor")


def factor_key(name: str, oordeel: Declaration, symbols: Symbols) -> Key:
    """Return what a factor of a judgement is: a fact, a field, or a question of its own."""
    for weegt in oordeel.all(c.Weegt):
        if any(each.naam == name and each.vraag is not None for each in weegt.factoren):
            return Key("factor", name, oordeel.name)
    if name in symbols.values:
        return Key("waarde", name)
    for soort in records_of(oordeel, symbols).values():
        return Key("veld", name, soort)
    return Key("factor", name, oordeel.name)


@visit.register
def _(node: c.Uitleg, scope: Scope) -> Iterator[Occurrence]:
    for found in _PLACEHOLDER.finditer(scope.source.text, node.span.start, node.span.end):
        words = [_placed(each, found.start(1)) for each in _WORD.finditer(found[1])]
        if len(words) == 1 and words[0] == found[1]:
            (name,) = words
            yield from _named(name, scope.local.get(name, Key("waarde", str(name))))
        elif len(words) == 2 and ".".join(words) == found[1]:
            record, veld = words
            yield from _named(record, scope.local.get(record, Key("waarde", str(record))))
            soort = scope.records.get(record)
            yield from _named(veld, field_key(str(veld), soort, scope.symbols))


def _placed(found: re.Match[str], begin: int) -> PlacedName:
    name = PlacedName(found[0])
    name.start = begin + found.start()
    return name


# ---------------------------------------------------------------- toetsen


def _toets_scope(toets: d.Toets, scope: Scope) -> Scope:
    """Return the scope of a toets: its records, and those of the toetsen it builds on."""
    chain, seen = [toets], {toets.naam}
    while basis := chain[-1].one(t.Zoals):
        below = scope.symbols.toetsen.get(basis.basis)
        if below is None or below.naam in seen:
            break
        seen.add(below.naam)
        chain.append(below)
    for each in reversed(chain):
        for given in each.all(t.Toetsgegeven):
            for record in _records(given.waarde):
                if record.naam is not None:
                    key = Key("record", str(record.naam), str(each.naam))
                    scope = scope.record(str(record.naam), str(record.soort), key)
    return scope


def _records(value: Node) -> tuple[e.Record, ...]:
    if isinstance(value, e.Lijstwaarde):
        return value.records or ()
    return (value,) if isinstance(value, e.Record) else ()


def _voor(name: str | None, scope: Scope) -> Iterator[Occurrence]:
    if name is not None:
        key = scope.local.get(name, Key("waarde", str(name)))
        yield from _named(name, key)


@visit.register
def _(node: e.Record, scope: Scope) -> Iterator[Occurrence]:
    if node.naam is not None:
        key = Key("record", str(node.naam), scope.declaration.name)
        yield from _named(node.naam, key, defines=True)
    yield from _named(node.soort, Key("soort", str(node.soort)))
    for veld in node.velden or ():
        yield from _named(veld.veld, Key("veld", str(veld.veld), str(node.soort)))
        yield from _children(veld, scope)


@visit.register
def _(node: t.Toetsveld, scope: Scope) -> Iterator[Occurrence]:
    yield from _voor(node.record, scope)
    yield from _named(node.veld, Key("veld", str(node.veld), _soort_of(node.record, scope)))
    yield from _children(node, scope)


@visit.register
def _(node: t.ZonderGegeven, scope: Scope) -> Iterator[Occurrence]:
    yield from _voor(node.naam, scope)
    if node.veld is not None:
        yield from _named(node.veld, Key("veld", str(node.veld), _soort_of(node.naam, scope)))


def _soort_of(record: str, scope: Scope) -> str:
    """Return the soort of a record by its own name, or by that of the list that holds it."""
    lijst = scope.symbols.types.get(record)
    of_list = lijst.soort.naam if isinstance(lijst, Lijst) else ""
    return scope.records.get(record, of_list)


@visit.register
def _(node: t.ZonderOordeel, scope: Scope) -> Iterator[Occurrence]:
    yield from _named(node.naam, Key("waarde", str(node.naam)))
    yield from _voor(node.voor, scope)


@visit.register
def _(node: t.Toetsoordeel, scope: Scope) -> Iterator[Occurrence]:
    yield from _named(node.naam, Key("waarde", str(node.naam)))
    yield from _voor(node.voor, scope)
    yield from _named(node.door, Key("orgaan", str(node.door)))
    oordeel = scope.symbols.oordelen.get(node.naam)
    for weging in node.gewogen or ():
        name = str(weging.factor)
        key = Key("label", name) if oordeel is None else factor_key(name, oordeel, scope.symbols)
        yield from _named(weging.factor, key)
    yield from _visit(node.waarde, scope)


@visit.register
def _(node: t.Verwachting, scope: Scope) -> Iterator[Occurrence]:
    yield from _named(node.uitkomst, Key("waarde", str(node.uitkomst)))
    yield from _voor(node.voor, scope)
    for name in node.gronden or ():
        yield from _named(name, Key("regel", str(name)))
    yield from _children(node, scope)


@visit.register
def _(node: t.Ontbrekend, scope: Scope) -> Iterator[Occurrence]:
    name, symbols = str(node.naam), scope.symbols
    known = name in symbols.values or name in symbols.oordelen
    soort = _soort_of(node.voor, scope) if node.voor is not None else ""
    is_field = soort in symbols.soorttypes and symbols.soorttypes[soort].field(name) is not None
    yield from _named(
        node.naam, Key("veld", name, soort) if is_field or not known else Key("waarde", name)
    )
    yield from _voor(node.voor, scope)

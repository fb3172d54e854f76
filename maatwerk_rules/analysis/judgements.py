"""Which human judgements a rule reads, also through a begrip that only gives them a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.model.clauses import Dan, Indien, Is
from maatwerk_rules.model.declarations import Begrip, Tabel, Uitkomst
from maatwerk_rules.model.expressions import Naam, Oordeelverwijzing, Veldverwijzing
from maatwerk_rules.model.node import Declaration, Node


def judgements_of(regel: Regelnaam, symbols: Symbols) -> tuple[str, ...]:
    """Return the judgements that the condition or value of a rule holds, in order of the text.

    A begrip with `is`, an invulling and the columns of a tabel are read as if their text stood in
    the rule; a begrip that is determined by rules is not: those rules have their own duties.
    """
    return symbols.once_for(regel, _judgements_of)


def _judgements_of(regel: Regelnaam, symbols: Symbols) -> tuple[str, ...]:
    leading = symbols.once(_leading)
    nodes = [
        node
        for node in regel.once(_in_rule)
        if isinstance(node, Oordeelverwijzing) or _named(node) in leading
    ]
    found = _read(nodes, symbols, set()) if nodes else ()
    return tuple(dict.fromkeys([one.naam for one in found if isinstance(one, Oordeelverwijzing)]))


def _leading(symbols: Symbols) -> frozenset[str]:
    """Return the names of values behind which a judgement is read; most rules read none of them."""
    readers: dict[str, list[str]] = {}
    waiting: list[str] = []
    for naam, value in symbols.values.items():
        if isinstance(value, Tabel):
            for kolom in value.kolommen:
                readers.setdefault(kolom, []).append(naam)
        for nodes in (
            _behind([naam], symbols, set()) if isinstance(value, Begrip | Uitkomst) else ()
        ):
            for node in nodes:
                if isinstance(node, Oordeelverwijzing):
                    waiting.append(naam)
                else:
                    readers.setdefault(_named(node), []).append(naam)
    leading: set[str] = set()
    while waiting:
        naam = waiting.pop()
        if naam not in leading:
            leading.add(naam)
            waiting += readers.get(naam, ())
    return frozenset(leading)


def read_through(declaration: Declaration, symbols: Symbols) -> frozenset[str]:
    """Return the names of values that a derived value reads, those behind other derivations too."""
    seen: set[str] = set()
    for nodes in _behind([declaration.name], symbols, seen):
        for _ in _read(nodes, symbols, seen):
            pass
    return frozenset(seen - {declaration.name})


Reading: TypeAlias = Naam | Veldverwijzing | Oordeelverwijzing
"""What in an expression reads something by its name."""


def _in_rule(regel: Regelnaam) -> tuple[Reading, ...]:
    """Return what reads something in the condition and value of a rule."""
    return _readings(clause for kind in (Indien, Dan) for clause in regel.all(kind))


def _in_value(holder: Declaration) -> tuple[Reading, ...]:
    """Return what reads something in what a begrip or invulling `is`."""
    return _readings(holder.all(Is))


def _readings(clauses: Iterable[Node]) -> tuple[Reading, ...]:
    found = (node for clause in clauses for node in clause.walk())
    return tuple([node for node in found if isinstance(node, Reading)])


def _read(nodes: Iterable[Reading], symbols: Symbols, seen: set[str]) -> Iterator[Reading]:
    """Yield what reads something, and in what it reads, as if its text stood in its place.

    Without recursion: derivations may be chained without end.
    """
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Oordeelverwijzing):
            naam = _named(node)
            if naam not in seen:
                for each in _behind([naam], symbols, seen)[::-1]:
                    waiting += each[::-1]


def _named(node: Naam | Veldverwijzing) -> str:
    return node.naam if isinstance(node, Naam) else node.veld


def _behind(names: Iterable[str], symbols: Symbols, seen: set[str]) -> list[tuple[Reading, ...]]:
    """Return what derives the names that are not yet seen, columns of a tabel included."""
    found: list[tuple[Reading, ...]] = []
    waiting = [*names]
    while waiting:
        naam = waiting.pop(0)
        if naam in seen:
            continue
        seen.add(naam)
        match symbols.values.get(naam):
            case Begrip() | Uitkomst() as begrip:
                holders = (begrip, *symbols.invullingen.get(naam, ()))
                found += [holder.once(_in_value) for holder in holders]
            case Tabel(kolommen=kolommen):
                waiting = [*kolommen, *waiting]
    return found

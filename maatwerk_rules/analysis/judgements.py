"""Which human judgements a rule reads, also through a begrip that only gives them a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    parts = [clause for kind in (Indien, Dan) for clause in regel.all(kind)]
    found = (
        node.naam for node in _read(parts, symbols, set()) if isinstance(node, Oordeelverwijzing)
    )
    return tuple(dict.fromkeys(found))


def read_through(declaration: Declaration, symbols: Symbols) -> frozenset[str]:
    """Return the names of values that a derived value reads, those behind other derivations too."""
    seen: set[str] = set()
    for _ in _read(_behind([declaration.name], symbols, seen), symbols, seen):
        pass
    return frozenset(seen - {declaration.name})


def _read(parts: Iterable[Node], symbols: Symbols, seen: set[str]) -> Iterator[Node]:
    """Yield the nodes of the parts and of what they read, as if its text stood in their place.

    Without recursion: derivations may be chained without end.
    """
    walks = [part.walk() for part in parts][::-1]
    while walks:
        node = next(walks[-1], None)
        if node is None:
            walks.pop()
            continue
        yield node
        match node:
            case Naam(naam=naam) | Veldverwijzing(veld=naam):
                walks += [part.walk() for part in _behind([naam], symbols, seen)[::-1]]


def _behind(names: Iterable[str], symbols: Symbols, seen: set[str]) -> list[Node]:
    """Return what derives the names that are not yet seen, columns of a tabel included."""
    found: list[Node] = []
    waiting = [*names]
    while waiting:
        naam = waiting.pop(0)
        if naam in seen:
            continue
        seen.add(naam)
        match symbols.values.get(naam):
            case Begrip() | Uitkomst() as begrip:
                holders = (begrip, *symbols.invullingen.get(naam, ()))
                found += [each for holder in holders for each in holder.all(Is)]
            case Tabel(kolommen=kolommen):
                waiting = [*kolommen, *waiting]
    return found

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
    parts = [clause for kind in (Indien, Dan) for clause in regel.all(kind)]
    found = (
        node.naam for node in _read(parts, symbols, set()) if isinstance(node, Oordeelverwijzing)
    )
    return tuple(dict.fromkeys(found))


def read_through(declaration: Declaration, symbols: Symbols) -> frozenset[str]:
    """Return the names of values that a derived value reads, those behind other derivations too."""
    seen: set[str] = set()
    for _ in _through(declaration.name, symbols, seen):
        pass
    return frozenset(seen - {declaration.name})


def _read(parts: Iterable[Node], symbols: Symbols, seen: set[str]) -> Iterator[Node]:
    for part in parts:
        for node in part.walk():
            yield node
            match node:
                case Naam(naam=naam) | Veldverwijzing(veld=naam):
                    yield from _through(naam, symbols, seen)


def _through(naam: str, symbols: Symbols, seen: set[str]) -> Iterator[Node]:
    if naam in seen:
        return
    seen.add(naam)
    match symbols.values.get(naam):
        case Begrip() | Uitkomst() as begrip:
            holders = (begrip, *symbols.invullingen.get(naam, ()))
            derived = [each for holder in holders for each in holder.all(Is)]
            yield from _read(derived, symbols, seen)
        case Tabel(kolommen=kolommen):
            for kolom in kolommen:
                yield from _through(kolom, symbols, seen)

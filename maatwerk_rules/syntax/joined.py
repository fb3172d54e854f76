"""A name that was written as more words: offered whole where a name is made, or where it is known.

Reading one block knows no other, so there the offer is made with the name in the facts; who has all
declarations takes back what nobody declares.
"""

from collections.abc import Iterator, Mapping

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Keuze, Soort
from maatwerk_rules.model.node import Node
from maatwerk_rules.model.typenodes import Keuzetype

NAME_FACT, KIND_FACT = "aaneen", "soort"
VALUE, ANY = "waarde", "naam"
_VALUES = frozenset(
    (
        *("gegeven", "begrip", "bedrag", "aantal", "percentage", "uitkomst", "termijn"),
        *("tabel", "schijven", "oordeel", "veld", "optie"),
    )
)


def only_known(found: tuple[Diagnostic, ...], beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Return the findings of reading, without offers of names that no one declares."""
    if not any(NAME_FACT in each.facts for each in found):
        return found
    known = _names(beleid)
    return tuple(
        attrs.evolve(each, help=(), edits=()) if _is_unknown(each, known) else each
        for each in found
    )


def _is_unknown(found: Diagnostic, known: Mapping[str, frozenset[str]]) -> bool:
    name = found.facts.get(NAME_FACT)
    if name is None:
        return False
    kinds = known.get(name, frozenset())
    match found.facts[KIND_FACT]:
        case "waarde":
            return not kinds & _VALUES
        case "naam":
            return not kinds
        case kind:
            return kind not in kinds


def _names(beleid: Beleid) -> dict[str, frozenset[str]]:
    """Return all names of a policy and what it uses, with what bears them."""
    known: dict[str, frozenset[str]] = {}
    waiting, seen = [beleid], {id(beleid)}
    while waiting:
        part = waiting.pop()
        for declaratie in part.declaraties:
            for name, kind in _named(declaratie):
                known[name] = known.get(name, frozenset()) | {kind}
        new = [each for each in part.gebruikt if id(each) not in seen]
        seen |= set(map(id, new))
        waiting += new
    return known


def _named(declaratie: Node) -> Iterator[tuple[str, str]]:
    name = getattr(declaratie, "naam", None)
    if isinstance(name, str):
        yield name, type(declaratie).__name__.lower()
    if isinstance(declaratie, Soort):
        for veld in declaratie.velden:
            yield veld.naam, "veld"
            yield from _options(veld.type)
    yield from _options(declaratie)
    yield from _options(getattr(declaratie, "type", None))


def _options(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, Keuze | Keuzetype):
        yield from ((each, "optie") for each in node.opties)

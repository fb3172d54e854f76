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
MADE_FACT, BLOCK_FACT = "verklaart", "blok"
"""Of a name that a declaration makes in more words: the whole, and the word of the block."""
VALUE, ANY = "waarde", "naam"
_RESERVED = "MW033"
_NAMED = ("een waarde of voorwaarde", "een naam")
_VALUES = frozenset(
    (
        *("gegeven", "begrip", "bedrag", "aantal", "percentage", "uitkomst", "termijn"),
        *("tabel", "schijven", "oordeel", "veld", "optie"),
    )
)


def only_known(found: tuple[Diagnostic, ...], beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Return the findings of reading, as who knows all declarations would say them.

    Offers of names that no one declares go, and a fixed word that was taken for a name is told as
    such wherever it is used.
    """
    found = tuple(_as_reserved(found))
    if not any(NAME_FACT in each.facts for each in found):
        return found
    known = _names(beleid)
    for each in found:
        if MADE_FACT in each.facts:
            known[each.facts[MADE_FACT]] = _VALUES | {each.facts[BLOCK_FACT]}
    return tuple(_as_known(each, known) if NAME_FACT in each.facts else each for each in found)


def _as_known(found: Diagnostic, known: Mapping[str, frozenset[str]]) -> Diagnostic:
    """Return the finding with the offer of its name, or with what stands behind that offer."""
    if _is_unknown(found, known):
        return attrs.evolve(found, help=found.help[1:], edits=())
    return attrs.evolve(found, help=found.help[:1])


def _as_reserved(found: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """Yield the findings; where a fixed word stands for a value it may have been made a name."""
    made = {each.facts["woord"]: each for each in found if each.kind.code == _RESERVED}
    for each in found:
        first = made.get(each.facts.get("gevonden", "").strip("`"))
        if first is None or not each.facts["verwacht"].startswith(_NAMED):
            yield each
        else:
            yield attrs.evolve(each, kind=first.kind, facts=first.facts, help=first.help, edits=())


def _is_unknown(found: Diagnostic, known: Mapping[str, frozenset[str]]) -> bool:
    kinds = known.get(found.facts[NAME_FACT], frozenset())
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

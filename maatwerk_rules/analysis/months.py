"""Expressions over months: how deep they may lie in each other, and whether anything varies.

Each month is a reckoning of its own. Months in months in months multiply, so their depth is
bounded; what is the same in every month is mostly a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias, get_args

from maatwerk_rules.analysis.graph import readings
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.clauses import Verloopt
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.model.node import Declaration, Node

TOO_DEEP = Kind(
    "MW085",
    "maanden-te-diep",
    Severity.FOUT,
    "Hier wordt {diepte} keer diep over maanden gerekend; {meest} keer is het meeste.",
    "Elke maand wordt apart uitgerekend, en binnen elke maand weer elke maand.",
)
SAME_EACH_MONTH = Kind(
    "MW086",
    "elke-maand-gelijk",
    Severity.WAARSCHUWING,
    "`{naam}` verloopt niet: in elke maand telt dezelfde waarde.",
    "Wie over maanden rekent, bedoelt bijna altijd iets dat in de tijd verandert.",
)

MOST_DEEP = 3
"""How many expressions over months may lie in each other, also through begrippen."""

OverMonths: TypeAlias = e.MaandenWaarin | e.AaneengeslotenMaanden | e.SomOverMaanden


def find(symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the expressions over months that lie too deep or count the same in every month.

    Linear in the size of the policy. Of begrippen in a circle nothing is said.
    """
    holders = _holders(symbols)
    used = {naam: found for naam, nodes in holders.items() if (found := _over_months(nodes))}
    if not used:
        return
    depths = _depths(holders, frozenset(used), symbols)
    for node in {id(one): one for found in used.values() for one in found}.values():
        depth = _depth(node, depths)
        if depth == MOST_DEEP + 1:
            advice = ("reken een deel hiervan niet over maanden uit",)
            yield diagnostic(
                TOO_DEEP, node.span, help=advice, diepte=str(depth), meest=str(MOST_DEEP)
            )
        yield from _find_same(node, symbols)


def _holders(symbols: Symbols) -> dict[str, list[Declaration]]:
    """Return the declarations that determine each value."""
    found: dict[str, list[Declaration]] = {naam: [value] for naam, value in symbols.values.items()}
    for naam, invullingen in symbols.invullingen.items():
        found.setdefault(naam, []).extend(invullingen)
    for regel in symbols.regels.values():
        for naam in symbols.outcomes_of(regel.naam):
            found.setdefault(naam, []).append(regel)
    return found


def _over_months(holders: list[Declaration]) -> list[OverMonths]:
    found = (node for each in holders for node in each.below(*get_args(OverMonths)))
    return [node for node in found if isinstance(node, OverMonths)]


def _depths(
    holders: Mapping[str, list[Declaration]], over_months: frozenset[str], symbols: Symbols
) -> dict[str, int]:
    """Return for each value how deep it reckons over months, itself or through others.

    Args:
        over_months: The values of which a holder itself reckons over months.
    """
    graph: dict[str, set[str]] = {naam: set() for naam in holders}
    for reading in readings(symbols):
        if reading.van != reading.naar:
            graph.setdefault(reading.van, set()).add(reading.naar)
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError:
        return {}
    depths: dict[str, int] = {}
    for naam in order:
        if naam not in over_months and not any(depths[other] for other in graph[naam]):
            depths[naam] = 0
            continue
        found = (_depth(holder, depths) for holder in holders.get(naam, ()))
        depths[naam] = max(found, default=0)
    return depths


def _depth(node: Node, depths: Mapping[str, int]) -> int:
    match node:
        case e.Naam(naam=naam):
            return depths.get(naam, 0)
        case e.Veldverwijzing(veld=veld):
            return depths.get(veld, 0)
        case e.MaandenWaarin() | e.AaneengeslotenMaanden() | e.SomOverMaanden():
            return max(1 + _depth(node.deel, depths), _depth(node.venster, depths))
    return max((_depth(child, depths) for child in node.children()), default=0)


def _find_same(node: OverMonths, symbols: Symbols) -> Iterator[Diagnostic]:
    if not isinstance(node.deel, e.Naam):
        return
    gegeven = symbols.values.get(node.deel.naam)
    if isinstance(gegeven, Gegeven) and gegeven.one(Verloopt) is None:
        label = Label(symbols.place_of_name(gegeven), "hier staat niet `verloopt`")
        yield diagnostic(
            SAME_EACH_MONTH,
            node.deel.span,
            labels=(label,),
            naam=gegeven.naam,
            help=(f"zet `verloopt` bij `{gegeven.naam}` als het in de tijd verandert",),
        )

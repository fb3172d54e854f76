"""Expressions over months: how deep they may lie in each other, and whether anything varies.

Each month is a reckoning of its own. Months in months in months multiply, so their depth is
bounded; what is the same in every month is mostly a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, get_args

from maatwerk_rules.analysis.graph import are_in_line, is_in_line, reads
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
    return [node for each in holders for node in each.once(_in_one)]


def _in_one(holder: Declaration) -> tuple[OverMonths, ...]:
    found = holder.below(*get_args(OverMonths))
    return tuple([node for node in found if isinstance(node, OverMonths)])


def _read_in(holder: Declaration) -> frozenset[str]:
    """Return the names of the values that a declaration reads."""
    found: tuple[e.Naam | e.Veldverwijzing, ...] = holder.below(e.Naam, e.Veldverwijzing)
    return frozenset([one.naam if isinstance(one, e.Naam) else one.veld for one in found])


def _depths(
    holders: Mapping[str, list[Declaration]], over_months: frozenset[str], symbols: Symbols
) -> dict[str, int]:
    """Return for each value how deep it reckons over months, itself or through others.

    Args:
        over_months: The values of which a holder itself reckons over months.
    """
    pairs = [
        (naam, other)
        for naam, others in reads(symbols).items()
        for other in others
        if other != naam
    ]
    if not is_in_line(symbols) and not are_in_line(pairs):
        return {}
    readers: dict[str, list[str]] = {}
    for naam, other in pairs:
        readers.setdefault(other, []).append(naam)
    left: dict[str, int] = {}  # of how many others the depth must be known first
    waiting = [*over_months]
    seen = set(over_months)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            left[reader] = left.get(reader, 0) + 1
            if reader not in seen:
                seen.add(reader)
                waiting.append(reader)
    depths = dict.fromkeys(holders, 0)
    waiting = [naam for naam in over_months if naam not in left]
    while waiting:
        naam = waiting.pop()
        depths[naam] = max(_depth_of(holder, depths) for holder in holders[naam])
        for reader in readers.get(naam, ()):
            left[reader] -= 1
            if not left[reader]:
                waiting.append(reader)
    return depths


def _depth_of(holder: Declaration, depths: Mapping[str, int]) -> int:
    """Return what `_depth` does; without an expression over months it is that of what is read."""
    if holder.once(_in_one):
        return _depth(holder, depths)
    return max([depths.get(naam, 0) for naam in holder.once(_read_in)], default=0)


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

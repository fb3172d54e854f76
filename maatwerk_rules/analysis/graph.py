"""What depends on what, and circles in it: the only door to networkx.

A point is a name in a pass (0 regulier, 1 afwijking, 2 hardheid). In pass k a name means its
result in pass k; inside a deviation of that same outcome its result of pass k-1. Without its
deviations an outcome in pass k leans on the same rules, read in pass k.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import attrs

from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

if TYPE_CHECKING:
    from networkx import DiGraph

CIRCLE = Kind(
    "MW005",
    "kringdefinitie",
    Severity.FOUT,
    "`{naam}` hangt van zichzelf af: {kring}.",
    "Wie in een kring rekent komt nooit aan een begin.",
)
HANGING_CIRCLE = Kind(
    "MW503",
    "uitzonderingskring",
    Severity.FOUT,
    "Deze uitzonderingen hangen aan elkaar en aan geen regel: {kring}.",
    "Een uitzondering heeft een regel nodig waarop zij een uitzondering is.",
)
PRIORITY_CIRCLE = Kind(
    "MW083",
    "voorrangskring",
    Severity.FOUT,
    "De voorrang loopt in een kring: {kring}.",
    "In een kring gaat elk voor elk, dus niets gaat voor.",
)

FIRST_CIRCLE = Kind(
    "MW635",
    "vergt-eerst-kring",
    Severity.FOUT,
    "Deze uitkomsten vergen elkaar eerst: {kring}.",
    "Zo kan geen van deze beslissingen ooit de eerste zijn.",
)

PASSES = (0, 1, 2)
_PASS_WORDS = ("", " na afwijkingen", " na hardheid")

Point: TypeAlias = tuple[str, int]
"""A name in a pass."""

Edge: TypeAlias = tuple[Point, Point]
"""That one point reads another."""


@frozen
class Reading:
    """That one name reads another, and where; from which pass on it does so."""

    van: str
    naar: str
    span: Span
    deviation_pass: int = 0


def readings(symbols: Symbols) -> tuple[Reading, ...]:
    """Return which name reads which, once for each place in the text."""
    return symbols.once(_readings)


def _readings(symbols: Symbols) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for naam, value in symbols.values.items():
        found += [Reading(naam, other, span) for other, span in _reads(value, symbols)]
    for naam, invullingen in symbols.invullingen.items():
        for each in invullingen:
            found += [Reading(naam, other, span) for other, span in _reads(each, symbols)]
    for regel in symbols.regels.values():
        number = pass_of(symbols.base_of(regel.naam))
        for naam in sorted(symbols.outcomes_of(regel.naam)):
            found += [Reading(naam, other, span, number) for other, span in _reads(regel, symbols)]
    return tuple(found)


def pass_of(base: Regelnaam | None) -> int:
    """Return the pass in which a rule, or what hangs on it, takes part."""
    if isinstance(base, d.Afwijkingsgrond):
        return 1
    return 2 if isinstance(base, d.Hardheidsclausule) else 0


def _reads(holder: Declaration, symbols: Symbols) -> Iterator[tuple[str, Span]]:
    """Yield the value names that the expressions of a declaration read."""
    if isinstance(holder, d.Tabel):
        for kolom in holder.kolommen:
            yield kolom, symbols.place(holder, kolom)
    for naam, span in holder.once(_read_in):
        if naam in symbols.values:
            yield naam, span


def _read_in(holder: Declaration) -> tuple[tuple[str, Span], ...]:
    """Return what the expressions of a declaration may read, whatever bears those names."""
    found: tuple[e.Naam | e.GeldendOp | e.Veldverwijzing, ...]
    found = holder.below(e.Naam, e.GeldendOp, e.Veldverwijzing)
    return tuple(
        [(one.veld if isinstance(one, e.Veldverwijzing) else one.naam, one.span) for one in found]
    )


def dependencies(symbols: Symbols) -> DiGraph[Point]:
    """Return the graph over (name, pass), with the place of each reading on its edge.

    Linear in the number of readings.
    """
    from networkx import DiGraph

    graph: DiGraph[Point] = DiGraph()
    graph.add_nodes_from((naam, number) for naam in symbols.values for number in PASSES)
    for (one, other), span in _edges(symbols).items():
        graph.add_edge(one, other, span=span)
    return graph


def _edges(symbols: Symbols) -> dict[Edge, Span]:
    """Return the edges of the graph over (name, pass), with where one first reads the other."""
    found: dict[Edge, Span] = {}
    for reading in readings(symbols):
        for number in PASSES[reading.deviation_pass :]:
            # A deviation reads its own outcome, or what stands for it, as it was a pass earlier.
            earlier = reading.deviation_pass and reading.van == reading.naar
            target = (reading.naar, reading.deviation_pass - 1 if earlier else number)
            found.setdefault(((reading.van, number), target), reading.span)
    return found


def are_in_line(edges: Iterable[tuple[Hashable, Hashable]]) -> bool:
    """Tell whether there is no circle, without what is needed to say which one."""
    below: dict[Hashable, list[Hashable]] = {}
    left: dict[Hashable, int] = {}
    for one, other in edges:
        below.setdefault(one, []).append(other)
        left[other] = left.get(other, 0) + 1
    waiting = [one for one in below if one not in left]
    while waiting:
        for other in below.get(waiting.pop(), ()):
            left[other] -= 1
            if not left[other]:
                waiting.append(other)
    return not any(left.values())


def is_in_line(symbols: Symbols) -> bool:
    """Tell whether no name reads itself, through others or not, in any pass.

    Without a circle between names there is none between names in a pass: from a deviation to its
    own outcome leads only to an earlier pass.
    """
    return symbols.once(_is_in_line)


def _is_in_line(symbols: Symbols) -> bool:
    return are_in_line((one, other) for one, others in reads(symbols).items() for other in others)


def reads(symbols: Symbols) -> Mapping[str, set[str]]:
    """Return which values each value reads; itself only where that is in one pass."""
    return symbols.once(_reads_of_each)


def _reads_of_each(symbols: Symbols) -> dict[str, set[str]]:
    found = {naam: set(value.once(_names_in)) for naam, value in symbols.values.items()}
    for naam, invullingen in symbols.invullingen.items():
        found.setdefault(naam, set()).update(*(each.once(_names_in) for each in invullingen))
    for regel in symbols.regels.values():
        later = pass_of(symbols.base_of(regel.naam)) > 0
        for naam in symbols.outcomes_of(regel.naam):
            names = regel.once(_names_in)
            found.setdefault(naam, set()).update(names - {naam} if later else names)
    known = symbols.values.keys()
    return {naam: read & known for naam, read in found.items()}


def _names_in(holder: Declaration) -> frozenset[str]:
    """Return the names that a declaration reads, whatever bears them."""
    columns = holder.kolommen if isinstance(holder, d.Tabel) else ()
    return frozenset((*columns, *(naam for naam, _ in holder.once(_read_in))))


def cycles(symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return each circle of definitions once, in the first pass that it shows in."""
    return (
        *_defining_cycles(symbols),
        *_hanging_cycles(symbols),
        *_priority_cycles(symbols),
        *_first_cycles(symbols),
    )


def _defining_cycles(symbols: Symbols) -> Iterator[Diagnostic]:
    if is_in_line(symbols) or are_in_line(_edges(symbols)):
        return
    graph = dependencies(symbols)
    seen: set[frozenset[str]] = set()
    for circle in _circles(graph):
        names = frozenset(naam for naam, _ in circle)
        if names not in seen:
            seen.add(names)
            yield _report_circle(circle, graph, symbols)


def _circles(graph: DiGraph[Point]) -> Iterator[list[Point]]:
    """Yield a shortest circle of each knot, those of earlier passes first."""
    import networkx

    knots = sorted(map(sorted, networkx.strongly_connected_components(graph)))
    for knot in sorted(knots, key=lambda points: (min(number for _, number in points), points)):
        start = min(knot, key=lambda point: (point[1], point[0]))
        if len(knot) == 1 and not graph.has_edge(start, start):
            continue
        part = graph.subgraph(knot)
        roads = [networkx.shortest_path(part, after, start) for after in sorted(part[start])]
        yield [start, *min(roads, key=len)[:-1]]


def _report_circle(circle: list[Point], graph: DiGraph[Point], symbols: Symbols) -> Diagnostic:
    steps = list(zip(circle, [*circle[1:], circle[0]], strict=True))
    names = [_words(point, circle) for point in (*circle, circle[0])]
    labels = [
        Label(graph.edges[one, other]["span"], f"`{one[0]}` leest hier `{other[0]}`")
        for one, other in steps
    ]
    found = diagnostic(
        CIRCLE, labels[0], labels=labels[1:], naam=circle[0][0], kring=" → ".join(names)
    )
    again = _named_again(labels[0].span, symbols) if len(circle) == 1 else None
    if again is None:
        return attrs.evolve(found, help=("laat één van deze stappen iets anders lezen",))
    help_ = f"na `dan` staat alleen de waarde: laat `{circle[0][0]} {again.vergelijker}` weg"
    edit = Edit(attrs.evolve(again.span, end=again.rechts.span.start), "", "suggestie")
    return attrs.evolve(found, help=(help_,), edits=(edit,))


def _named_again(span: Span, symbols: Symbols) -> e.Vergelijking | None:
    """Return the value of a rule as in `dan streng is ja`, where this is what reads itself."""
    for regel in symbols.regels.values():
        for dan in regel.all(c.Dan):
            if isinstance(dan.waarde, e.Vergelijking) and dan.waarde.links.span == span:
                return dan.waarde
    return None


def _words(point: Point, circle: list[Point]) -> str:
    """Return a point as an author reads it; the pass only where the circle spans several."""
    naam, number = point
    several = len({its for _, its in circle}) > 1
    return f"{naam}{_PASS_WORDS[number]}" if several else naam


def _hanging_cycles(symbols: Symbols) -> Iterator[Diagnostic]:
    hanging = [each for each in symbols.regels.values() if isinstance(each, d.Uitzondering)]
    if are_in_line((each.naam, each.op) for each in hanging):
        return
    pairs = [(each.naam, each.op, symbols.place(each, each.op)) for each in hanging]
    for circle in _simple_circles(pairs):
        yield _report_names(HANGING_CIRCLE, circle, "hangt hier aan", pairs)


def _priority_cycles(symbols: Symbols) -> Iterator[Diagnostic]:
    pairs = [
        (each.hoger, each.lager, each.span)
        for each in symbols.beleid.all(d.Voorrang)
        if each.hoger != each.lager
    ]
    for circle in _simple_circles(pairs):
        yield _report_names(PRIORITY_CIRCLE, circle, "gaat hier boven", pairs)


def _first_cycles(symbols: Symbols) -> Iterator[Diagnostic]:
    firsts = [
        (uitkomst.naam, eerst, clausule)
        for uitkomst in symbols.beleid.all(d.Uitkomst)
        for clausule in uitkomst.all(c.VergtEerst)
        for eerst in clausule.uitkomsten
    ]
    if are_in_line((naam, eerst) for naam, eerst, _ in firsts):
        return
    pairs = [(naam, eerst, symbols.place(where, eerst)) for naam, eerst, where in firsts]
    for circle in _simple_circles(pairs):
        yield _report_names(FIRST_CIRCLE, circle, "vergt eerst", pairs)


def _simple_circles(pairs: Iterable[tuple[str, str, Span]]) -> Iterator[list[str]]:
    edges = [((one, 0), (other, 0)) for one, other, _ in pairs]
    if are_in_line(edges):
        return
    from networkx import DiGraph

    graph: DiGraph[Point] = DiGraph(edges)
    for circle in _circles(graph):
        yield [naam for naam, _ in circle]


def _report_names(
    kind: Kind, circle: list[str], verb: str, pairs: list[tuple[str, str, Span]]
) -> Diagnostic:
    spans = {(one, other): span for one, other, span in reversed(pairs)}
    labels = [
        Label(spans[one, other], f"`{one}` {verb} `{other}`")
        for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)
    ]
    words = " → ".join([*circle, circle[0]])
    return diagnostic(kind, labels[0], labels=labels[1:], kring=words)


def levels(symbols: Symbols) -> tuple[tuple[str, ...], ...]:
    """Return the value names in layers: each reads only names of earlier layers.

    Names that lean on a circle are left out.
    """
    from networkx import DiGraph, descendants, strongly_connected_components

    graph: DiGraph[str] = DiGraph()
    graph.add_nodes_from(symbols.values)
    graph.add_edges_from(
        (reading.van, reading.naar)
        for reading in readings(symbols)
        if reading.van != reading.naar or not reading.deviation_pass
    )
    looped = {
        naam
        for knot in strongly_connected_components(graph)
        for naam in knot
        if len(knot) > 1 or graph.has_edge(naam, naam)
    }
    blocked = {naam for naam in graph if looped & {naam, *descendants(graph, naam)}}
    found: list[tuple[str, ...]] = []
    placed: set[str] = set()
    while rest := [naam for naam in graph if naam not in placed | blocked]:
        layer = tuple(sorted(naam for naam in rest if placed.issuperset(graph[naam])))
        placed.update(layer)
        found.append(layer)
    return tuple(found)

"""What reads what in a policy: as a graph of names, as a picture, as words and as Mermaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.layered import Layered, Point, layered
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.values import frozen

Sort = Literal["uitkomst", "begrip", "oordeel", "gegeven"]
SIGNS: Mapping[Sort, str] = {"uitkomst": "◆", "begrip": "", "oordeel": "?", "gegeven": "▸"}
"""What stands before a name, so that no meaning hangs on the form of a box."""
MEANINGS = "◆ uitkomst, ? oordeel van een mens, ▸ gegeven, zonder teken: begrip; … leest nog meer"
MOST_DRAWN = 22
"""So many boxes are drawn in one picture; what they read beyond these is named in words."""
WIDTH, HEIGHT, ACROSS, DOWN = 200, 44, 56, 12
PASSING = 10
"""How high the place is where a long line passes."""
LONGEST = 22
"""So many characters go on a line in a box."""


@frozen
class Graph:
    """What reads what: each name with its sort, in the order of the policy."""

    sorts: Mapping[str, Sort]
    reads: Mapping[str, tuple[str, ...]]

    def around(self, name: str, most: int = MOST_DRAWN) -> tuple[str, ...]:
        """Return a name and what it reads, near before far, at most so many."""
        found = {name: None}
        waiting = [name]
        while waiting and len(found) < most:
            for other in self.reads.get(waiting.pop(0), ()):
                if other not in found and len(found) < most:
                    found[other] = None
                    waiting.append(other)
        return tuple(found)


def graph_of(policy: Policy, peildatum: date, names: Iterable[str] = ()) -> Graph:
    """Return what reads what on a date; of these outcomes or begrippen, or of all.

    >>> from maatwerk_rules import load
    >>> graph = graph_of(load("bijstand_voorbeeld"), date(2026, 3, 1))
    >>> graph.reads["vermogen"], graph.sorts["geboortedatum"]
    (('bezittingen', 'telt_mee', 'schulden'), 'gegeven')
    """
    program = policy.program_on(peildatum)
    assert program is not None, "this is asked of a day on which the policy holds"
    definitions = program.definitions
    waiting = [*names] or [one.name for one in definitions.values() if one.published]
    waiting += [] if names else list(definitions)
    sorts: dict[str, Sort] = {}
    reads: dict[str, tuple[str, ...]] = {}
    while waiting:
        name = waiting.pop(0)
        if name in sorts:
            continue
        definition = definitions.get(name)
        if definition is None:
            sorts[name] = "oordeel" if name in program.judgements else "gegeven"
            continue
        sorts[name] = "uitkomst" if definition.published else "begrip"
        reads[name] = tuple(dict.fromkeys(_read_by(definition)))
        waiting += reads[name]
    return Graph(sorts, reads)


def _read_by(definition: core.Definition) -> Iterator[str]:
    for part in definition.parts:
        match part:
            case core.Fact(name=name) | core.Read(name=name) | core.Judged(name=name):
                if name != definition.name:
                    yield name
            case core.Aggregate(lists=lists):
                yield from (one.name for one in lists)


# ---------------------------------------------------------------- in words


def in_words(graph: Graph, names: Iterable[str]) -> Iterator[str]:
    """Yield what a picture of some names shows, and what each of them reads outside it.

    >>> graph = Graph({"a": "begrip", "b": "begrip", "c": "gegeven"}, {"a": ("b", "c")})
    >>> list(in_words(graph, ("a", "b")))
    ['A leest: b. Buiten deze tekening ook: c.']
    """
    drawn = tuple(names)
    for name in drawn:
        reads = graph.reads.get(name, ())
        inside = [write_name(one) for one in reads if one in drawn]
        outside = [write_name(one) for one in reads if one not in drawn]
        told = f"{capital(write_name(name))} leest: {write_list(inside)}." if inside else ""
        if outside and inside:
            told += f" Buiten deze tekening ook: {write_list(outside)}."
        elif outside:
            told = f"{capital(write_name(name))} leest buiten deze tekening: {write_list(outside)}."
        if told:
            yield told


def to_mermaid(graph: Graph) -> str:
    """Return the graph as Mermaid, to stand in Markdown.

    >>> print(to_mermaid(Graph({"recht": "uitkomst", "leeftijd": "gegeven"},
    ...     {"recht": ("leeftijd",)})))
    flowchart LR
      n0[["◆ recht"]]
      n1(["▸ leeftijd"])
      n0 --> n1
    """
    return "\n".join(mermaid_lines(graph))


def mermaid_lines(graph: Graph) -> Iterator[str]:
    """Yield the lines of a graph as Mermaid; a name has the number of its place as its id."""
    ids = {name: f"n{place}" for place, name in enumerate(graph.sorts)}
    shapes: Mapping[Sort, tuple[str, str]] = {
        "uitkomst": ("[[", "]]"),
        "begrip": ("[", "]"),
        "oordeel": ("{{", "}}"),
        "gegeven": ("([", "])"),
    }
    yield "flowchart LR"
    for name, sort in graph.sorts.items():
        opens, closes = shapes[sort]
        yield f'  {ids[name]}{opens}"{_signed(name, sort)}"{closes}'
    for name, others in graph.reads.items():
        yield from (f"  {ids[name]} --> {ids[other]}" for other in others)


def _signed(name: str, sort: Sort) -> str:
    return f"{SIGNS[sort]} {write_name(name)}".strip()


# ---------------------------------------------------------------- as a picture


def picture(graph: Graph, names: tuple[str, ...], title: str, key: str) -> Markup:
    """Return a picture of some names with its words below it; `key` makes its ids its own."""
    placed = layered(names, graph.reads)
    high = max((_height(column) for column in placed.columns), default=0)
    wide = len(placed.columns) * (WIDTH + ACROSS) - ACROSS + 2
    places = {point: place for place, point in _places(placed, high)}
    svg = tag(
        "svg",
        tag("title", title, id=f"{key}-t"),
        *(_line(way, places) for way in placed.ways),
        *(_box(name, graph, names, places[name]) for name in names),
        viewBox=f"0 0 {wide} {high + 2}",
        width=wide,
        height=high + 2,
        role="img",
        aria_labelledby=f"{key}-t",
        aria_describedby=f"{key}-d",
        class_="graaf",
    )
    told = tag("ul", *(tag("li", one) for one in in_words(graph, names)))
    frame = tag("div", svg, class_="schuift", role="group", tabindex="0", aria_label=title)
    words = tag("details", tag("summary", "Dezelfde tekening in woorden"), told, class_="lang")
    caption = tag("figcaption", f"{title}. {MEANINGS}.", id=f"{key}-d")
    return tag("figure", frame, caption, words)


def _height(column: tuple[Point, ...]) -> int:
    return sum(_size(point) + DOWN for point in column) - DOWN


def _size(point: Point) -> int:
    return HEIGHT if isinstance(point, str) else PASSING


def _places(placed: Layered, high: int) -> Iterator[tuple[tuple[float, float], Point]]:
    """Yield where the left side of each point is halfway; each column stands in the middle."""
    for number, column in enumerate(placed.columns):
        down = 1 + (high - _height(column)) / 2
        for point in column:
            yield (1 + number * (WIDTH + ACROSS), down + _size(point) / 2), point
            down += _size(point) + DOWN


def _line(way: tuple[Point, ...], places: Mapping[Point, tuple[float, float]]) -> Markup:
    x, y = places[way[0]]
    drawn = [f"M{x + WIDTH:g},{y:g}"]
    for point in way[1:]:
        left, level = places[point]
        middle = left - ACROSS / 2
        drawn.append(f"C{middle:g},{y:g} {middle:g},{level:g} {left:g},{level:g}")
        if not isinstance(point, str):
            drawn.append(f"H{left + WIDTH:g}")
        y = level
    return tag("path", d=" ".join(drawn), class_="lijn")


def _box(name: str, graph: Graph, names: tuple[str, ...], place: tuple[float, float]) -> Markup:
    x, y = place
    sort = graph.sorts[name]
    more = " …" if any(one not in names for one in graph.reads.get(name, ())) else ""
    lines = _broken(_signed(name, sort) + more)
    first = y + 5 - 8 * (len(lines) - 1)
    return tag(
        "g",
        tag(
            "rect",
            x=x,
            y=f"{y - HEIGHT / 2:g}",
            width=WIDTH,
            height=HEIGHT,
            rx=HEIGHT / 2 if sort == "gegeven" else 4,
        ),
        *(tag("text", text, x=x + 12, y=f"{first + 16 * row:g}") for row, text in enumerate(lines)),
        class_=f"vak {sort}",
    )


def _broken(text: str) -> list[str]:
    """Return a name on at most two lines; what does not fit is cut, the words below are whole.

    >>> _broken("kort"), _broken("recht op algemene bijstand voor jongeren en ouderen")
    (['kort'], ['recht op algemene', 'bijstand voor jongere…'])
    """
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST and len(lines) == 1:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [one if len(one) <= LONGEST else f"{one[: LONGEST - 1]}…" for one in lines]

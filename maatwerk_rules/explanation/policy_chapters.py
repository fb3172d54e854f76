"""What reads what in a large policy: an overview, and a picture for each chapter.

A chapter is a file of the policy. Each line stands in one picture, that of the chapter of who
reads; what another chapter tells is drawn dashed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from maatwerk_rules.dutch import write_date, write_name
from maatwerk_rules.explanation.policy_graph import Graph, graph_of, mermaid_lines, to_mermaid
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.values import frozen

MOST_LINES = 40
"""So many lines a person can follow in one picture; a name that reads more has one of its own."""
HOW = (
    "Dit zijn {namen} namen en {lijnen} lijnen: te veel voor één tekening. {eerst}"
    " Elke lijn staat in precies één tekening, en er is niets weggelaten."
    " Wat een stippellijn heeft, leest zelf ook iets: dat staat in een andere tekening."
)
OVERVIEW = "Daarom ziet u eerst een overzicht en dan een tekening per hoofdstuk."
PARTS = "Daarom ziet u het in delen."
NARROWER = "Alleen wat één uitkomst leest: geef `--uitkomst NAAM`."
COUNTED = (
    "Een hoofdstuk is een bestand van het beleid; tussen haakjes staat hoeveel namen het heeft."
)


@frozen
class Chapter:
    """A part of a policy that is drawn by itself: a file, or a piece of a large one.

    Args:
        names: What it determines, in the order of the policy.
    """

    title: str
    names: tuple[str, ...]


def drawn_as_mermaid(policy: Policy, peildatum: date, names: Sequence[str] = ()) -> str:
    """Return what reads what as Mermaid; where that is too much for one picture, as Markdown.

    Args:
        names: Only these outcomes or begrippen and all that they read; all without any.

    >>> from maatwerk_rules import load
    >>> small = drawn_as_mermaid(load("bijstand_voorbeeld"), date(2026, 3, 1), ["recht"])
    >>> large = drawn_as_mermaid(load("participatiewet"), date(2026, 3, 1))
    >>> small.splitlines()[0], large.count("```mermaid") > 20
    ('flowchart LR', True)
    """
    graph = graph_of(policy, peildatum, names)
    if _lines(graph, graph.reads) <= MOST_LINES:
        return to_mermaid(graph)
    found = chapters(policy, peildatum, graph)
    return "\n".join(_written(policy, peildatum, graph, found))


def chapters(policy: Policy, peildatum: date, graph: Graph) -> tuple[Chapter, ...]:
    """Return the files of a policy that determine something in a graph, in its order."""
    program = policy.program_on(peildatum)
    assert program is not None, "a graph is of a day on which the policy holds"
    found: dict[str, list[str]] = {}
    for name in graph.reads:
        origin = program.definitions[name].origin
        source = policy.name if origin is None else origin.span.source
        found.setdefault(source, []).append(name)
    return tuple(
        Chapter(capital(write_name(PurePath(source).stem)), tuple(names))
        for source, names in found.items()
    )


def parts(chapter: Chapter, graph: Graph) -> tuple[Chapter, ...]:
    """Return a chapter in pieces of at most MOST_LINES lines, or of one name."""
    pieces: list[list[str]] = [[]]
    for name in chapter.names:
        if pieces[-1] and _lines(graph, (*pieces[-1], name)) > MOST_LINES:
            pieces.append([])
        pieces[-1].append(name)
    if len(pieces) == 1:
        return (chapter,)
    return tuple(
        Chapter(f"{chapter.title} ({number} van {len(pieces)})", tuple(names))
        for number, names in enumerate(pieces, 1)
    )


def _lines(graph: Graph, names: Sequence[str] | Mapping[str, object]) -> int:
    return sum(len(graph.reads[name]) for name in names)


def _written(
    policy: Policy, peildatum: date, graph: Graph, found: Sequence[Chapter]
) -> Iterator[str]:
    several = len(found) > 1
    count = {"namen": len(graph.sorts), "lijnen": _lines(graph, graph.reads)}
    yield f"# {policy.title}: wat leest wat?\n"
    yield f"Zo is het op {write_date(peildatum)}."
    yield HOW.format(**count, eerst=OVERVIEW if several else PARTS)
    yield f"{NARROWER}\n"
    if several:
        yield f"## Overzicht\n\n{COUNTED}\n"
        yield from _fenced(_overview(graph, found))
    for chapter in found:
        for part in parts(chapter, graph):
            yield f"## {part.title}\n"
            yield from _fenced(_picture(graph, part))


def _fenced(lines: Iterator[str]) -> Iterator[str]:
    yield "```mermaid"
    yield from lines
    yield "```\n"


def _overview(graph: Graph, found: Sequence[Chapter]) -> Iterator[str]:
    place = {name: number for number, one in enumerate(found) for name in one.names}
    yield "flowchart LR"
    for number, one in enumerate(found):
        yield f'  h{number}["{one.title} ({len(one.names)})"]'
    lines = (
        (place[name], place[other])
        for name, others in graph.reads.items()
        for other in others
        if other in place and place[other] != place[name]
    )
    yield from (f"  h{one} --> h{other}" for one, other in dict.fromkeys(lines))


def _picture(graph: Graph, chapter: Chapter) -> Iterator[str]:
    """Yield a picture of what a chapter determines, with all that it reads at once."""
    own = {name: graph.reads[name] for name in chapter.names}
    shown = dict.fromkeys((*own, *(other for others in own.values() for other in others)))
    yield from mermaid_lines(Graph({name: graph.sorts[name] for name in shown}, own))
    elsewhere = [
        f"n{number}"
        for number, name in enumerate(shown)
        if name not in own and graph.reads.get(name)
    ]
    if elsewhere:
        yield "  classDef elders stroke-dasharray: 5 5"
        yield f"  class {','.join(elsewhere)} elders"

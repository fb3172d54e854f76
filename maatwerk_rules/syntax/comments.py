"""Giving each comment to the line it speaks of, so that the formatter can keep it there.

A line is the head of a declaration, one of its clauses, or a clause of a field. A comment behind a
line stays there; one on a line of its own speaks of the line below; one inside a line moves above
it; and one after the last line stays below that.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

import attrs

from maatwerk_rules.model.node import Comment, Declaration, Node
from maatwerk_rules.source import Span

# The fields of declarations whose items stand on lines of their own.
LINE_FIELDS = ("clausules", "velden", "treden", "eigenschappen")

Place = tuple[int, int]
N = TypeVar("N", bound=Node)


def lines_of(declaratie: Declaration) -> tuple[Node, ...]:
    """Return the parts of a declaration that stand on lines of their own, in its order."""
    return tuple(line for _, line in indented_lines(declaratie))


def indented_lines(node: Node, depth: int = 1) -> Iterator[tuple[int, Node]]:
    """Yield the parts that stand on lines of their own, each with how deep it stands."""
    for name in _line_fields(type(node)):  # type: ignore[arg-type]  # a class is hashable
        for item in getattr(node, name):
            yield depth, item
            yield from indented_lines(item, depth + 1)


@cache
def _line_fields(kind: type[Node]) -> tuple[str, ...]:
    known = {field.name for field in attrs.fields(kind)}
    return tuple(name for name in LINE_FIELDS if name in known)


def attach_comments(
    declaratie: Declaration, text: str, places: Sequence[Place], end: int
) -> Declaration:
    """Return the declaration with the comments of its block on its lines.

    Args:
        places: Where the comments stand, in order.
        end: Where the block ends.
    """
    if not places:
        return declaratie
    carriers: tuple[Node, ...] = (declaratie, *lines_of(declaratie))
    given: list[list[Comment]] = [[] for _ in carriers]
    starts = [*(carrier.span.start for carrier in carriers), end]
    index = 0
    run: list[Comment] = []
    for start, stop in places:
        while starts[index + 1] < start:
            _give(text, run, index, given, starts)
            run, index = [], index + 1
        said = text[start:stop].rstrip()
        span = Span(declaratie.span.source, start, start + len(said))
        run.append(Comment(said, span=span))
    _give(text, run, index, given, starts)
    return _with_comments(declaratie, iter(given))


def _give(
    text: str, run: list[Comment], index: int, given: list[list[Comment]], starts: list[int]
) -> None:
    """Give out the comments that stand between the start of one line and that of the next."""
    is_last = index + 1 == len(given)
    edge = starts[index + 1]
    after = len(run)
    while after and not _holds_code(text, run[after - 1].span.end, edge):
        after -= 1
        edge = run[after].span.start
    for count, comment in enumerate(run):
        start = comment.span.start
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if count < after:
            given[index].append(comment)
        elif line.strip():
            given[index].append(attrs.evolve(comment, trailing=True))
        elif is_last:
            given[index].append(attrs.evolve(comment, below=True))
        else:
            given[index + 1].append(comment)


def _holds_code(text: str, start: int, end: int) -> bool:
    return not text[start:end].isspace() and start < end


def _with_comments(node: N, given: Iterator[list[Comment]]) -> N:
    """Return a node with the next comments given out, and its lines with those that follow."""
    comments = tuple(next(given))
    changes: dict[str, Any] = {"comments": comments} if comments else {}
    for name in _line_fields(type(node)):  # type: ignore[arg-type]  # a class is hashable
        if items := getattr(node, name):
            changes[name] = tuple(_with_comments(item, given) for item in items)
    return attrs.evolve(node, **changes) if changes else node

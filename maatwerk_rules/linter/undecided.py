"""What a check could not decide, and what stood in the way: MW014 tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

from maatwerk_rules.analysis.boxes import Region
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.known_days import unknown_amount
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model import core
from maatwerk_rules.source import Span

T = TypeVar("T")

NO_EXAMPLE = "er is geen voorbeeld gevonden"


@attrs.frozen
class Undecided:
    """A claim that is neither shown nor refuted, and why; both in the words of MW014.

    Args:
        part: The definition that the claim is about.
        node: The rule that it is about, if any.
        place: Where it is told; when left out at the definition, or the rule.
    """

    part: Part
    claim: str
    why: str
    node: core.Node | None = None
    place: Span | None = None


@attrs.frozen
class Examined(Generic[T]):
    """What a check found, and what it could not decide."""

    found: tuple[T, ...]
    undecided: tuple[Undecided, ...]


def examined(stream: Iterable[T | Undecided]) -> Examined[T]:
    """Return what was found apart from what could not be decided.

    >>> examined([1, 2]).found
    (1, 2)
    """
    found: list[T] = []
    undecided: list[Undecided] = []
    for one in stream:
        if isinstance(one, Undecided):
            undecided.append(one)
        else:
            found.append(one)
    return Examined(tuple(found), tuple(undecided))


def why(subject: Subject, part: Part, region: Region) -> str:
    """Return what stood in the way of a case in a region: a quantity that is not looked into."""
    study = part.study
    assert study is not None
    unknown = unknown_amount(study, region)
    if unknown is not None:
        return unknown
    for box in witness.boxes(study, region):
        for axis, _ in box.sides:
            if not axis.is_leaf and axis.expr.span.source in subject.sources:
                return not_worked_out(subject.text(axis.expr.span, 50))
    return NO_EXAMPLE


def not_worked_out(text: str) -> str:
    """Return that something the author wrote was not worked out.

    >>> not_worked_out("loon * deel")
    '`loon * deel` is niet uitgerekend'
    """
    return f"`{text}` is niet uitgerekend"

"""What a definition reads: other definitions, and what may be missing of a case.

From it follow the highest pass that can change a result, and what a change of one fact leaves be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.model.core import (
    Aggregate,
    Definition,
    Fact,
    Field,
    Judged,
    nodes,
)
from maatwerk_rules.model.types import Lijst, Type


def leaves(
    definitions: Mapping[str, Definition], facts: Mapping[str, Type]
) -> dict[str, frozenset[str]]:
    """Return for each definition the names of the facts, lists and judgements it may read.

    What it reads through other definitions counts. Of a field any list of the case may hold it.

    >>> from maatwerk_rules.model.core import Read
    >>> from maatwerk_rules.model.types import JaNee
    >>> werkt = Definition("werkt", JaNee(), expression=Fact("heeft_werk", JaNee()))
    >>> recht = Definition("recht", JaNee(), expression=Read("werkt", None, JaNee()))
    >>> leaves({"werkt": werkt, "recht": recht}, {})["recht"]
    frozenset({'heeft_werk'})
    """
    lists = {name for name, type_ in facts.items() if isinstance(type_, Lijst)}
    found: dict[str, frozenset[str]] = {}
    for name, read in from_the_bottom(definitions):
        own = _own_leaves(definitions[name], lists)
        found[name] = own.union(*(found[other] for other in read))
    return found


def fields(definitions: Mapping[str, Definition]) -> dict[str, frozenset[str]]:
    """Return for each definition the names of the fields it may read, itself or through others.

    >>> from maatwerk_rules.model.types import JaNee
    >>> telt = Definition("telt", JaNee(), "bezit", expression=Field("bezit", "betwist", JaNee()))
    >>> fields({"telt": telt})["telt"]
    frozenset({'betwist'})
    """
    found: dict[str, frozenset[str]] = {}
    for name, read in from_the_bottom(definitions):
        own = {part.field for part in definitions[name].parts if isinstance(part, Field)}
        found[name] = frozenset(own).union(*(found[other] for other in read))
    return found


def from_the_bottom(
    definitions: Mapping[str, Definition],
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each name with the other names it reads, after all of those; linear in the readings.

    Names in a circle, or leaning on one, are left out.

    >>> from maatwerk_rules.model.core import Read
    >>> from maatwerk_rules.model.types import JaNee
    >>> later = Definition("later", JaNee(), expression=Read("eerst", None, JaNee()))
    >>> first = Definition("eerst", JaNee(), expression=Fact("werkt", JaNee()))
    >>> [name for name, _ in from_the_bottom({"later": later, "eerst": first})]
    ['eerst', 'later']
    """
    names = definitions.keys()
    read = {name: (each.reads & names) - {name} for name, each in definitions.items()}
    readers: dict[str, list[str]] = {name: [] for name in names}
    for name, others in read.items():
        for other in others:
            readers[other].append(name)
    left = {name: len(others) for name, others in read.items()}
    waiting = [name for name, count in left.items() if not count]
    while waiting:
        name = waiting.pop()
        yield name, read[name]
        for reader in readers[name]:
            left[reader] -= 1
            if not left[reader]:
                waiting.append(reader)


def _own_leaves(definition: Definition, lists: set[str]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes(definition):
        found |= {judged.name for judged in node.judgements}
    for part in definition.parts:
        match part:
            case Fact(name=name) | Judged(name=name):
                found.add(name)
            case Aggregate(lists=listed):
                found |= {one.name for one in listed}
            case Field():
                found |= lists
    return frozenset(found)


def levels(definitions: Mapping[str, Definition]) -> dict[str, int]:
    """Return for each definition the highest pass with deviations in it or in what it reads.

    Passes above it give the same result, so they need no reckoning. Linear in the size of the
    definitions; cycles do no harm.

    >>> from maatwerk_rules.model.core import Constant, Deviation, Node, Read
    >>> from maatwerk_rules.model.types import JaNee
    >>> ja = Constant(True, JaNee())
    >>> grond = Deviation(Node("grond", ja, ja), 1, True, replaces="regel")
    >>> recht = Definition("recht", JaNee(), rules=(Node("regel", ja, ja),), deviations=(grond,))
    >>> brief = Definition("brief", JaNee(), expression=Read("recht", None, JaNee()))
    >>> levels({"recht": recht, "brief": brief, "los": Definition("los", JaNee(), expression=ja)})
    {'recht': 1, 'brief': 1, 'los': 0}
    """
    readers: dict[str, list[str]] = {name: [] for name in definitions}
    for name, definition in definitions.items():
        for read in definition.reads & definitions.keys():
            readers[read].append(name)
    found = dict.fromkeys(definitions, 0)
    for phase in (1, 2):
        waiting = [
            name
            for name, definition in definitions.items()
            if any(deviation.phase == phase for deviation in definition.deviations)
        ]
        while waiting:
            name = waiting.pop()
            if found[name] < phase:
                found[name] = phase
                waiting.extend(readers[name])
    return found

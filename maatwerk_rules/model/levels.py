"""What a definition reads: other definitions, and what may be missing of a case.

From it follow the highest pass that can change a result, and what a change of one fact leaves be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.model.core import (
    Aggregate,
    Definition,
    Expr,
    Fact,
    Field,
    Judged,
    Node,
    Read,
    walk,
)
from maatwerk_rules.model.types import Lijst, Type


def nodes(definition: Definition) -> Iterator[Node]:
    """Yield each rule, adjustment and deviation of a definition, and all that hangs on them.

    >>> from maatwerk_rules.model.core import ReferenceDate
    >>> from maatwerk_rules.model.types import Datum
    >>> rule = Node("regel", ReferenceDate(), None, (Node("uitzondering", ReferenceDate(), None),))
    >>> [node.name for node in nodes(Definition("dag", Datum(), rules=(rule,)))]
    ['regel', 'uitzondering']
    """
    waiting = [
        *definition.rules,
        *(node for stage in definition.stages for node in stage.adjustments),
        *(deviation.node for deviation in definition.deviations),
        *(one.stands_in for one in definition.deviations if one.stands_in is not None),
    ]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.exceptions))


def expressions(definition: Definition) -> Iterator[Expr]:
    """Yield the outermost expressions of a definition.

    >>> from maatwerk_rules.model.core import ReferenceDate
    >>> from maatwerk_rules.model.types import Datum
    >>> list(expressions(Definition("vandaag", Datum(), expression=ReferenceDate())))
    [ReferenceDate()]
    """
    yield from (one for one in (definition.expression, definition.default) if one is not None)
    for node in nodes(definition):
        yield node.guard
        if node.value is not None:
            yield node.value


def reads(definition: Definition) -> frozenset[str]:
    """Return the names of the definitions that a definition reads.

    >>> from maatwerk_rules.model.types import JaNee
    >>> sorted(reads(Definition("b", JaNee(), expression=Read("a", None, JaNee()))))
    ['a']
    """
    return frozenset(
        part.name
        for expr in expressions(definition)
        for part in walk(expr)
        if isinstance(part, Read)
    )


def leaves(
    definitions: Mapping[str, Definition], facts: Mapping[str, Type]
) -> dict[str, frozenset[str]]:
    """Return for each definition the names of the facts, lists and judgements it may read.

    What it reads through other definitions counts. Of a field any list of the case may hold it.

    >>> from maatwerk_rules.model.types import JaNee
    >>> werkt = Definition("werkt", JaNee(), expression=Fact("heeft_werk", JaNee()))
    >>> recht = Definition("recht", JaNee(), expression=Read("werkt", None, JaNee()))
    >>> leaves({"werkt": werkt, "recht": recht}, {})["recht"]
    frozenset({'heeft_werk'})
    """
    lists = {name for name, type_ in facts.items() if isinstance(type_, Lijst)}
    own = {name: _own_leaves(each, lists) for name, each in definitions.items()}
    read = {name: reads(each) & definitions.keys() for name, each in definitions.items()}
    found = {}
    for name in definitions:
        reached = {name}
        waiting = [name]
        while waiting:
            further = read[waiting.pop()] - reached
            reached |= further
            waiting += further
        found[name] = frozenset().union(*(own[each] for each in reached))
    return found


def _own_leaves(definition: Definition, lists: set[str]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes(definition):
        found |= {judged.name for judged in node.judgements}
    for part in (part for expr in expressions(definition) for part in walk(expr)):
        match part:
            case Fact(name=name) | Judged(name=name) | Aggregate(list=name):
                found.add(name)
            case Field():
                found |= lists
    return frozenset(found)


def levels(definitions: Mapping[str, Definition]) -> dict[str, int]:
    """Return for each definition the highest pass with deviations in it or in what it reads.

    Passes above it give the same result, so they need no reckoning. Linear in the size of the
    definitions; cycles do no harm.

    >>> from maatwerk_rules.model.core import Constant, Deviation
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
        for read in reads(definition) & definitions.keys():
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

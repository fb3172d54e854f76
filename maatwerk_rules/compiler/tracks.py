"""What a trace looks like, from as little as it hangs on: how each condition came out.

Which rules worked, what was set aside and what was read hangs on conditions alone; amounts only
count through them. For each definition the code gives how its conditions came out, in a fixed
form; cases in which those are equal have traces of one shape. It looks no further than the
evaluator does, where it can: behind what is nee already nothing is asked.

Left out, and left to the evaluator: records, other days, and deviations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from maatwerk_rules.compiler.expressions import Scope
from maatwerk_rules.compiler.whole import (
    Body,
    Key,
    LocalWriter,
    Part,
    Statement,
    Together,
    Whole,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.types import JaNee, Keuze

if TYPE_CHECKING:
    from maatwerk_rules.compiler.python import Compiled


class UntrackedError(Exception):
    """A definition holds what is left to the evaluator."""


@attrs.frozen
class Tracks:
    """How the conditions came out on which outcomes hang: of each definition, in one function.

    `function` gives one value for each of `names`, None where that is not known; `places` says
    for each outcome of which of them its trace hangs, and `cones` what it may read, itself among
    it; one that is left to the evaluator is in neither.
    """

    function: Together
    names: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    cones: Mapping[str, tuple[str, ...]]

    def pickers(self) -> dict[str, Callable[[Sequence[Any]], tuple[Any, ...]]]:
        """Return for each outcome what takes its part out of what the function gives."""
        return {name: _picker(places) for name, places in self.places.items()}

    def unsure(self, outcome: str, track: Sequence[Any]) -> frozenset[str]:
        """Return the definitions of which it is not known how their conditions came out."""
        names = (self.names[place] for place in self.places[outcome])
        return frozenset(name for name, one in zip(names, track, strict=True) if one is None)


def keyed(compiled: Compiled, names: Sequence[str], called: str, give: str) -> Together | None:
    """Return outcomes that exist once as one function that tells how all conditions came out too.

    It hands over the case, the values of the outcomes, and a key that is equal in two cases only
    where all their tracks are; None where something is not known. None where an outcome has no
    track.

    Args:
        called: The name of the function.
        give: The name of the function that is handed all this, and gives the result.
    """
    whole = _Keyed(compiled, names, called, give)
    cones = dict.fromkeys(one for name in names for one in _cone(compiled.program, name))
    if not all(whole.is_tracked(one) for one in cones):
        return None
    for one in cones:
        whole.place(one)
    return whole.made(lambda source: compiled.run_for(called, source))


def _picker(places: tuple[int, ...]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda found: tuple([found[place] for place in places])


def tracks(compiled: Compiled, names: Sequence[str], called: str) -> Tracks | None:
    """Return the tracks of outcomes that exist once, or None where there is none.

    Args:
        called: The name of the function.
    """
    whole = _Tracking(compiled, called)
    places: dict[str, tuple[int, ...]] = {}
    cones: dict[str, tuple[str, ...]] = {}
    for name in names:
        cone = _cone(compiled.program, name)
        if all(whole.is_tracked(one) for one in cone):
            found = [whole.place(one) for one in cone]
            places[name] = tuple(place for place in found if place is not None)
            cones[name] = cone
    if not places:
        return None
    function = whole.made(lambda source: compiled.run_for(called, source))
    return Tracks(function, tuple(whole.names), places, cones)


def _cone(program: core.Program, name: str) -> tuple[str, ...]:
    """Return a definition with all that it reads, in a fixed order."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        definition = program.definitions.get(name)
        if name not in found and definition is not None:
            found[name] = None
            waiting += sorted(definition.reads)
    return tuple(found)


class _Tracking(Whole):
    """The function that gives how conditions came out, while it is written."""

    def __init__(self, compiled: Compiled, called: str, asked: Sequence[str] = ()) -> None:
        super().__init__(compiled, asked, called)
        self.names: list[str] = []
        self._places: dict[str, int | None] = {}
        self._found: dict[str, tuple[Part, Sequence[Item]] | None] = {}
        self._parts: list[tuple[Part, Sequence[Item]]] = []

    def is_tracked(self, name: str) -> bool:
        """Tell whether it can be told how the conditions of a definition come out."""
        if name not in self._found:
            try:
                self._found[name] = self._items(name)
            except UntrackedError:
                self._found[name] = None
        return self._found[name] is not None

    def _items(self, name: str) -> tuple[Part, Sequence[Item]]:
        if self.looks_back(name):
            raise UntrackedError
        part = Part(self)
        items = _Items(part, Scope(self.compiled.last_pass(name, 2)))
        return part, items.of_definition(self.compiled.program.definitions[name])

    def place(self, name: str) -> int | None:
        """Return the place of a definition in what is given; None where it has no conditions."""
        if name not in self._places:
            found = self._found[name]
            assert found is not None, "only what is tracked has a place"
            part, items = found
            self._places[name] = len(self.names) if items else None
            if items:
                self.names.append(name)
                self._parts.append((part, items))
        return self._places[name]

    def wanted(self) -> tuple[Key, ...]:
        """Return the definitions that are read."""
        read = (key for part, _ in self._parts for key in part.reads)
        return tuple(dict.fromkeys((*self.asked, *read)))

    def root(self, bodies: dict[Key, Body]) -> list[Statement]:
        """Return the statements that give how each came out, each by itself."""
        found = [
            _unless_unknown(f"spoor{place}", items) for place, (_, items) in enumerate(self._parts)
        ]
        given = "".join(f"spoor{place}, " for place in range(len(self._parts)))
        return [*found, Statement([f"return ({given})"], [[]])]


class _Keyed(_Tracking):
    """The function that gives values too, and one key for how all conditions came out."""

    def __init__(self, compiled: Compiled, names: Sequence[str], called: str, give: str) -> None:
        super().__init__(compiled, called, names)
        self._give = give

    def root(self, bodies: dict[Key, Body]) -> list[Statement]:
        """Return what hands over the values and the key."""
        items = dict.fromkeys(item for _, found in self._parts for item in found)
        asked_of_all: set[Item] = {item for item in items if not isinstance(item, Branch)}
        told = [item for item in items if not _is_told(item, asked_of_all)]
        often = Counter(item.of for item in told if isinstance(item, Option))
        told = [it.of if isinstance(it, Option) and often[it.of] >= it.least else it for it in told]
        given = Statement([f"return {self._give}(zaak, {self.given(bodies)}spoor)"], [[]])
        return [_unless_unknown("spoor", told), given]


def _unless_unknown(name: str, items: Sequence[Item]) -> Statement:
    """Return the statement that puts items in a variable; None where one is not known."""
    found = [Statement([f"{name} = {_tuple(items)}"], [[]])]
    unknown = [Statement([f"{name} = None"], [[]])]
    return Statement(["try:", "except HANDED_OVER:"], [found, unknown])


@attrs.frozen
class Branch:
    """Items that are looked at only where a condition holds, or where it does not."""

    test: str
    holds: tuple[Item, ...]
    otherwise: tuple[Item, ...] | None = None

    def __str__(self) -> str:
        rest = "None" if self.otherwise is None else _tuple(self.otherwise)
        return f"{_tuple(self.holds)} if {self.test} else {rest}"


@attrs.frozen
class Option:
    """Whether something is one option: where more are looked at, what it is tells of all.

    With `least` that are looked at, a key holds what it is; what is not known has no hash there.
    """

    of: str
    test: str
    least: int = 2

    def __str__(self) -> str:
        return self.test


Item = str | Option | Branch
"""How something came out, as source."""


def _is_told(item: Item, elsewhere: Collection[Item]) -> bool:
    """Tell whether all that lies behind a branch is asked in any case."""
    if not isinstance(item, Branch):
        return False
    below = (*item.holds, *(item.otherwise or ()))
    return all(one in elsewhere or _is_told(one, elsewhere) for one in below)


def _tuple(items: Sequence[Item]) -> str:
    return f"({''.join(f'{item}, ' for item in dict.fromkeys(items))})"


@attrs.frozen
class _Items:
    """Writes how the conditions in something come out, as items of a tuple."""

    part: Part
    scope: Scope

    def of_definition(self, definition: core.Definition) -> list[Item]:
        """Return the items of a definition."""
        if definition.record is not None or definition.deviations:
            raise UntrackedError
        found = [*self.of(definition.expression), *self.of(definition.default)]
        adjusting = [one for stage in definition.stages for one in stage.adjustments]
        for node in (*definition.rules, *adjusting):
            found += self.of_node(node)
        values = (node.value for node in core.nodes(definition))
        if any(not isinstance(one, core.Constant | None) for one in values):
            # Whether rules contradict may hang on amounts: then nothing is told.
            value = self.part.local(definition.name, self.scope.phase).text
            found.append(f"({value} is not ONBEKEND) or onbekend()")
        return found

    def of_node(self, node: core.Node) -> list[Item]:
        """Return the items of a rule and of what hangs on it, as far as it is looked at."""
        below = [item for one in node.exceptions for item in self.of_node(one)]
        found, below = self.of(node.guard), [*below, *self.of(node.value)]
        if isinstance(node.guard, core.Constant):
            found += below if node.guard.value else []
        elif below:
            found.append(Branch(self._test(node.guard), tuple(below)))
        if node.closed_by_look:
            found.append("zaak.bekeken")
            found += [item for judged in node.judgements for item in self.of(judged)]
        return found

    def of(self, expr: core.Expr | None) -> list[Item]:
        """Return the items of an expression."""
        match expr:
            case None:
                return []
            case core.Aggregate() | core.Field() | core.OverMonths():
                raise UntrackedError
            case core.Judged(variable=str()):
                raise UntrackedError
            case core.Fact(type=JaNee()) | core.Judged(type=JaNee()):
                return [Option(self._written(expr), f"not {self._test(expr)}", least=1)]
            case core.Compare(operator="eq" | "ne", left=left, right=core.Constant(type=Keuze())):
                return [Option(self._written(left), self._test(expr)), *self.of(left)]
            case core.Compare(left=left, right=right):
                return [self._test(expr), *self.of(left), *self.of(right)]
            case core.Gate(first=first, then=then):
                items = self.of(then)
                behind = [Branch(self._test(first), tuple(items))] if items else []
                return [*self.of(first), *behind]
            case core.Choose(branches=branches, otherwise=otherwise):
                found = self.of(otherwise)
                for condition, value in reversed(branches):
                    chosen, rest = tuple(self.of(value)), tuple(found)
                    found = self.of(condition)
                    if chosen or rest:
                        found.append(Branch(self._test(condition), chosen, rest))
                return found
        return [item for part in reversed([*core.below(expr)]) for item in self.of(part)]

    def _test(self, expr: core.Expr) -> str:
        if any(isinstance(part, core.Previous) for part in core.walk(expr)):
            raise UntrackedError
        return f"({self._written(expr)})"

    def _written(self, expr: core.Expr) -> str:
        return LocalWriter(self.part, self.scope).code(expr).text

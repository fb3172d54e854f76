"""Claims: a property said of one outcome of one policy, ready to be tested, proved or refuted.

A claim of one case says what must be so in it, or that a case exists. A claim of a pair says in
what the second case differs from the first, and how their outcomes must compare. Everything that
tests or proves reads claims, so that all mean the same by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Literal

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Node, Program, nodes
from maatwerk_rules.model.node import Clause
from maatwerk_rules.model.types import Lijst, Number, Scalar, Type
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.properties import Property

Direction = Literal["meer", "minder"]


@frozen
class Place:
    """What may be varied: a fact, a field of the records of a list, a judgement, or a begrip.

    `list` names the list of a field, and of a judgement that is given per record the soort. A
    begrip is varied as if it were a fact: `program_for` makes it one.
    """

    kind: Literal["gegeven", "oordeel", "begrip"]
    name: str
    list: str | None = None

    def __str__(self) -> str:
        """The place as people read it.

        >>> str(Place("gegeven", "geslacht", "aanvrager"))
        'aanvrager.geslacht'
        """
        return f"{self.list}.{self.name}" if self.list and self.kind == "gegeven" else self.name


# ---------------------------------------------------------------- in what two cases differ


@frozen
class Other:
    """The place has another value, any."""

    place: Place


@frozen
class More:
    """The place has a higher value, by any amount."""

    place: Place


@frozen
class Step:
    """The place has a value that is `size` higher."""

    place: Place
    size: Number | timedelta


@frozen
class Turned:
    """The place has one value in the first case and another in the second."""

    place: Place
    before: Scalar
    after: Scalar


@frozen
class Swapped:
    """Two records of a list that stand next to each other have changed places."""

    list: str


@frozen
class Later:
    """The same case, so many days later, under the same rules; nobody has a birthday between.

    Where `in_month` both days lie in one calendar month: the next month is another decision.
    """

    days: int = 1
    in_month: bool = False


Change = Other | More | Step | Turned | Swapped | Later


# ---------------------------------------------------------------- what must hold


@frozen
class Decides:
    """A rule decides: there is a value or a conflict."""


@frozen
class Agrees:
    """No two rules contradict each other."""


@frozen
class Lives:
    """There is a case in which this rule helps to decide."""

    rule: str


@frozen
class Reaches:
    """There is a case in which this is the outcome."""

    value: bool | str


@frozen
class OnlyJudged:
    """This deviation works in no case in which one of its judgements is not given."""

    rule: str


@frozen
class Same:
    """Both cases have the same outcome, and where `grounds` the same deciding rules."""

    grounds: bool = True


@frozen
class BothDecide:
    """Both cases have an outcome, or neither has.

    A case has none where no rule decides or rules contradict each other: about the outcome, or
    about a begrip that it hangs on.
    """


@frozen
class Never:
    """The second outcome is never `meer` (or `minder`) than the first.

    What is more follows the order of the outcome: more favourable where it has one that way.
    """

    direction: Direction


@frozen
class AtMost:
    """The second outcome is at most so much less favourable than the first."""

    loss: Number


@frozen
class Measured:
    """Nothing must hold: how far the outcomes lie apart is measured, the largest is told.

    With a direction only what is more, or less, in the second case counts.
    """

    direction: Direction | None = None


@frozen
class Holds:
    """What Python says holds, of the outcome of a case or of those of both cases of a pair.

    An outcome is None where no rule decides or rules contradict each other. `name` tells claims of
    one outcome apart. It is searched for what goes against it; nothing can be proved of it.
    """

    name: str
    test: Callable[..., bool]


@frozen
class ByLaw:
    """It holds of every policy: the language has no way to break it."""


@frozen
class Grounded:
    """This deviation names a ground and an intention, and asks a judgement."""

    rule: str


@frozen
class Used:
    """Something is done with this fact or field."""

    place: Place


Demand = (
    Decides
    | Agrees
    | Lives
    | Reaches
    | OnlyJudged
    | Same
    | BothDecide
    | Never
    | AtMost
    | Measured
    | Holds
    | ByLaw
    | Grounded
    | Used
)


@frozen
class Claim:
    """A property said of one outcome (or begrip) under one program.

    `change` is None for a claim of one case. `documented` are the rules of which the policy says
    that their limit is meant: a pair in which one of those works in one case and not in the other
    is no violation. `said` is the clause of the policy it comes from; None for what holds without
    being said. What is said of a fact, and not of an outcome, bears the name of no outcome.
    """

    asks: Property
    outcome: str
    demand: Demand
    change: Change | None = None
    documented: frozenset[str] = frozenset()
    said: Clause | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def exists(self) -> bool:
        """Tell whether one case is enough to show that the claim holds."""
        return isinstance(self.demand, Lives | Reaches)

    @property
    def key(self) -> str:
        """The name of the claim; the same in every run.

        >>> from maatwerk_rules.verification.properties import P09
        >>> place = Place("gegeven", "geslacht", "aanvrager")
        >>> Claim(P09, "recht", Same(), Other(place)).key
        'P09 recht aanvrager.geslacht'
        """
        words = (self.asks.code, self.outcome, *_about(self))
        return " ".join(str(word) for word in words if str(word))


def _about(claim: Claim) -> Iterator[object]:
    match claim.change:
        case Other(place=place) | More(place=place) | Step(place=place):
            yield place
        case Turned(place=place, before=before):
            yield from (place, before)
        case Swapped(list=name):
            yield name
    match claim.demand:
        case Lives(rule=rule) | OnlyJudged(rule=rule) | Grounded(rule=rule):
            yield rule
        case Reaches(value=value):
            yield value if isinstance(value, str) else "ja" if value else "nee"
        case Never(direction=direction):
            yield f"nooit {direction}"
        case Measured(direction=str(direction)):
            yield direction
        case AtMost():
            yield "hoogstens"
        case Holds(name=name):
            yield name
        case Used(place=place):
            yield place


def program_for(claim: Claim, program: Program) -> Program:
    """Return the program in which a begrip that is varied stands as a fact.

    >>> from maatwerk_rules.model.types import Aantal
    >>> from maatwerk_rules.verification.properties import P12
    >>> age = core.Definition("leeftijd", Aantal("jaar"), expression=core.Fact("n", Aantal()))
    >>> program = Program({"leeftijd": age}, {"n": Aantal()}, {})
    >>> claim = Claim(P12, "recht", Never("minder"), More(Place("begrip", "leeftijd")))
    >>> sorted(program_for(claim, program).facts)
    ['leeftijd', 'n']
    """
    if not isinstance(claim.change, Other | More | Step) or claim.change.place.kind != "begrip":
        return program
    name = claim.change.place.name
    old = program.definitions[name]
    fact = attrs.evolve(
        core.Definition(name, old.type, origin=old.origin), expression=core.Fact(name, old.type)
    )
    return attrs.evolve(
        program,
        definitions={**program.definitions, name: fact},
        facts={**program.facts, name: old.type},
        leaves={},
        fields={},
    )


def node_named(definition: core.Definition, name: str) -> Node | None:
    """Return the rule, exception, adjustment or deviation of a definition with a name."""
    return next((node for node in nodes(definition) if node.name == name), None)


def type_of(place: Place, program: Program) -> Type | None:
    """Return the type of what may be varied, or None of what the program does not have.

    >>> from maatwerk_rules.model.types import JaNee
    >>> type_of(Place("gegeven", "werkt"), Program({}, {"werkt": JaNee()}, {}))
    JaNee()
    """
    if place.kind == "oordeel":
        found = program.judgements.get(place.name)
        return None if found is None else found[0]
    if place.kind == "begrip":
        definition = program.definitions.get(place.name)
        return None if definition is None else definition.type
    if place.list is None:
        return program.facts.get(place.name)
    lijst = program.facts.get(place.list)
    return lijst.soort.field(place.name) if isinstance(lijst, Lijst) else None

"""What an outcome may read: the cone of a claim. What lies outside it proves itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maatwerk_rules.model.core import Age, Fact, Field, Program, walk
from maatwerk_rules.model.exact import age
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.verification.claims import (
    Claim,
    Holds,
    More,
    Other,
    Place,
    Step,
    Swapped,
    Turned,
)


def may_read(program: Program, name: str) -> frozenset[Place]:
    """Return the facts, fields of lists and judgements that a definition may read.

    It leaves out nothing that is read but what the case records of itself, such as that a fact was
    not shown; of a field it may name a list too many.

    >>> from maatwerk_rules.model.core import Definition, Fact
    >>> from maatwerk_rules.model.types import JaNee
    >>> recht = Definition("recht", JaNee(), expression=Fact("werkt", JaNee()))
    >>> leaves = {"recht": frozenset({"werkt"})}
    >>> program = Program({"recht": recht}, {"werkt": JaNee()}, {}, leaves=leaves)
    >>> [str(place) for place in may_read(program, "recht")]
    ['werkt']
    """
    fields = program.fields.get(name, frozenset())
    found: set[Place] = set()
    for leaf in program.leaves.get(name, frozenset()):
        type_ = program.facts.get(leaf)
        if isinstance(type_, Lijst):
            found |= {
                Place("gegeven", veld.naam, leaf)
                for veld in type_.soort.velden
                if veld.naam in fields
            }
        elif type_ is not None:
            found.add(Place("gegeven", leaf))
        elif leaf in program.judgements:
            found.add(Place("oordeel", leaf, program.judgements[leaf][1]))
    return frozenset(found)


def births(program: Program) -> frozenset[str]:
    """Return the facts and fields from which an age is reckoned, by name; told once per program.

    >>> from maatwerk_rules.model.core import Age, Definition, Fact, ReferenceDate
    >>> from maatwerk_rules.model.types import Aantal, Datum
    >>> age = Definition("n", Aantal(), expression=Age(Fact("geboren", Datum()), ReferenceDate()))
    >>> sorted(births(Program({"n": age}, {"geboren": Datum()}, {})))
    ['geboren']
    """
    kept: frozenset[str] | None = program.derived.get(births)
    if kept is None:
        kept = program.derived[births] = frozenset(_births(program))
    return kept


def _births(program: Program) -> Iterator[str]:
    parts = (part for one in program.definitions.values() for part in one.parts)
    dates = (below for part in parts if isinstance(part, Age) for below in walk(part.birth))
    for birth in dates:
        if isinstance(birth, Fact | Field):
            yield birth.field if isinstance(birth, Field) else birth.name


def grows(born: date, before: date, after: date) -> bool:
    """Tell whether somebody is born or turns a year older after one day and not after another.

    >>> grows(date(2008, 3, 2), date(2026, 3, 1), date(2026, 3, 2))
    True
    >>> grows(date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 2))
    True
    >>> grows(date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3))
    False
    """
    return before < born <= after or age(born, before) != age(born, after)


def is_outside(claim: Claim, program: Program) -> bool:
    """Tell whether a claim holds because nothing of what changes can reach its outcome."""
    if isinstance(claim.demand, Holds):
        return False  # it may ask of two equal outcomes what they are not
    match claim.change:
        case Other(place=place) | More(place=place) | Step(place=place) | Turned(place=place) if (
            place.kind != "begrip"
        ):
            return place not in may_read(program, claim.outcome)
        case Swapped(list=name):
            return name not in program.leaves.get(claim.outcome, frozenset({name}))
    return False

"""A case laid out for generated code: known values by name, records with their fields.

Generated code reckons with whole numbers where the type says so. A case with a value that is none
is left to the evaluator, which reckons with any.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import attrs

from maatwerk_rules.compiler.support import Deel
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import Bedrag, Lijst, Percentage, Scalar, Type, is_ordered
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen


@frozen
class Prepared:
    """What is known of a case on one day; `records` gives each record by its name.

    `named` holds the names of the records of each list that is complete.
    """

    facts: Mapping[str, Scalar]
    lists: Mapping[str, tuple[Deel, ...]]
    records: Mapping[RecordId, Deel]
    named: Mapping[str, tuple[RecordId, ...]]
    looked: bool

    def varied(self, leaf: Leaf, value: Scalar, type_: Type | None) -> Prepared | None:
        """Return the case with another value of something known, as `prepared` lays it out.

        >>> case = Prepared({"leeftijd": 20}, {}, {}, {}, False)
        >>> case.varied(Leaf("gegeven", "leeftijd"), 21, None).facts
        {'leeftijd': 21}
        """
        if isinstance(value, Fraction | bool) and not _fits(value, type_):
            return None
        if leaf.record is None:
            return attrs.evolve(self, facts={**self.facts, _key(leaf): value})
        old = self.records.get(leaf.record)
        if old is None:
            return self
        new = old.copied()
        new[_key(leaf)] = value
        lists = {
            name: tuple([new if one is old else one for one in listed])
            for name, listed in self.lists.items()
        }
        return attrs.evolve(self, lists=lists, records={**self.records, leaf.record: new})


def prepared(program: Program, case: Case) -> Prepared | None:
    """Return a case laid out, or None where generated code cannot reckon with it.

    Linear in all that is known of the case.

    >>> from datetime import date
    >>> from maatwerk_rules.model.types import Aantal
    >>> program = Program({}, {"leeftijd": Aantal("jaar")}, {})
    >>> case = Case(date(2026, 1, 1), {Leaf("gegeven", "leeftijd"): 20})
    >>> prepared(program, case).facts
    {'leeftijd': 20}
    """
    facts: dict[str, Scalar] = {}
    records: dict[RecordId, Deel] = {}
    lists: dict[str, tuple[Deel, ...]] = {}
    named: dict[str, tuple[RecordId, ...]] = {}
    for name, type_ in _lists(program):
        listed = case.records(name, type_)
        found = tuple([records.setdefault(one, Deel(name=one)) for one in listed.records])
        if listed.complete:
            lists[name], named[name] = found, listed.records
    ordered = _ordered(program)
    for leaf, value in _known(case).items():
        key, kind = _key(leaf), value.__class__
        looked = kind is Fraction or (kind is bool and key in ordered)
        if looked and not _fits(cast(Fraction | bool, value), type_of(leaf, program)):
            return None
        place = facts if leaf.record is None else records.get(leaf.record)
        if place is not None:
            place[key] = value
    return Prepared(facts, lists, records, named, case.looked)


def prepared_on(program: Program, still: Prepared, case: Case) -> Prepared | None:
    """Return a case laid out on its day, from what does not change in it.

    Linear in the facts, quick where little changes.
    """
    known = {leaf: case.value(leaf) for leaf in case.courses if leaf not in case.values}
    records = (
        {one: deel.copied() for one, deel in still.records.items()}
        if any(leaf.record is not None for leaf in known)
        else still.records
    )
    facts = {**still.facts}
    for leaf, value in known.items():
        if isinstance(value, Fraction | bool) and not _fits(value, type_of(leaf, program)):
            return None
        place = facts if leaf.record is None else records.get(leaf.record)
        if value is not None and place is not None:
            place[_key(leaf)] = value
    lists = {name: tuple(records[one] for one in named) for name, named in still.named.items()}
    return Prepared(facts, lists, records, still.named, still.looked)


def _known(case: Case) -> Mapping[Leaf, Scalar]:
    if not case.courses:
        return case.values
    on_the_day = {leaf: case.value(leaf) for leaf in case.courses}
    known = {leaf: value for leaf, value in on_the_day.items() if value is not None}
    return {**case.values, **known}


def _key(leaf: Leaf) -> str:
    if leaf.kind == "gegeven":
        return leaf.name if leaf.field is None else leaf.field
    return f"{leaf.kind}:{leaf.name}"


def type_of(leaf: Leaf, program: Program) -> Type | None:
    """Return the type of a fact, field or judgement, or None of what the program does not name."""
    if leaf.kind == "oordeel":
        return program.judgements[leaf.name][0] if leaf.name in program.judgements else None
    type_ = program.facts.get(leaf.name)
    if isinstance(type_, Lijst):
        return type_.soort.field(leaf.field) if leaf.field is not None else None
    return type_


def _lists(program: Program) -> tuple[tuple[str, Lijst], ...]:
    """Return the lists of a program with their types, found once."""
    found: tuple[tuple[str, Lijst], ...] | None = program.derived.get(_lists)
    if found is None:
        every = program.facts.items()
        found = tuple((name, type_) for name, type_ in every if isinstance(type_, Lijst))
        program.derived[_lists] = found
    return found


def _ordered(program: Program) -> frozenset[str]:
    """Return the keys under which a number or date may stand, found once."""
    found: frozenset[str] | None = program.derived.get(_ordered)
    if found is None:
        fields = (veld for _, type_ in _lists(program) for veld in type_.soort.velden)
        every = [*program.facts.items(), *((veld.naam, veld.type) for veld in fields)]
        every += [(f"oordeel:{name}", type_) for name, (type_, _) in program.judgements.items()]
        found = frozenset(key for key, type_ in every if is_ordered(type_))
        program.derived[_ordered] = found
    return found


def _fits(value: Fraction | bool, type_: Type | None) -> bool:
    """Tell whether a value is of the kind that code for its type reckons with."""
    if isinstance(value, bool):
        return type_ is None or not is_ordered(type_)
    return isinstance(type_, Percentage) or (isinstance(type_, Bedrag) and type_.exact)

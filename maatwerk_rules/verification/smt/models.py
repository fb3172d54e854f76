"""From what a solver found to a case, as the evaluator reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from maatwerk_rules.model.exact import tidy
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.quantities import (
    Amount,
    Option,
    Quantities,
    Truth,
    Value,
)
from maatwerk_rules.verification.smt.reckoned import Worth, reckoned
from maatwerk_rules.verification.smt.situation import Situation, leaves_of
from maatwerk_rules.verification.smt.terms import FREE, Pool, Term, cone, is_truth


def terms_of(value: Value) -> tuple[Term, ...]:
    """Return the terms that a value is made of."""
    if isinstance(value, Day):
        return value.year, value.month, value.day
    return (value.term,)


def settled(quantities: Quantities, value: Value, worth: Mapping[Term, Worth]) -> Scalar:
    """Return the value that a formula is worth."""
    match value:
        case Truth(term=term):
            return bool(worth[term])
        case Option(term=term):
            return quantities.named(int(worth[term]))
        case Amount(term=term, per=per):
            return tidy(Fraction(int(worth[term]), per))
    return date(*(int(worth[term]) for term in terms_of(value)))


def case_of(situation: Situation, found: Mapping[Term, Worth]) -> Case:
    """Return the complete case in which all that is free has these values; the rest are plain.

    An amount left open by a policy stays open where nothing hangs on it.
    """
    free, pool = situation.free, situation.free.quantities.pool
    lists = {
        name: free.slots(name, type_)
        for name, type_ in free.program.facts.items()
        if isinstance(type_, Lijst)
    }
    for leaf, type_ in leaves_of(free):
        free.value(leaf, type_)
    values = {leaf: situation.value(leaf, free.types[leaf]) for leaf in free.values}
    tops = [term for value in values.values() for term in terms_of(value)]
    tops += terms_of(situation.peildatum)
    tops += [slots.length for slots in lists.values()]
    worth = _worth(pool, tops, found)
    records = {
        name: tuple(
            situation.stands_for.get(record, record)
            for record in slots.records[: int(worth[slots.length])]
        )
        for name, slots in lists.items()
    }
    present = {record for each in records.values() for record in each}
    known = {
        _back(leaf, situation): settled(free.quantities, value, worth)
        for leaf, value in values.items()
        if leaf.record is None or leaf.record in present
    }
    listed = {name: Records(each) for name, each in records.items()}
    day = settled(free.quantities, situation.peildatum, worth)
    assert isinstance(day, date)
    return Case(day, known, listed)


def _worth(pool: Pool, tops: list[Term], found: Mapping[Term, Worth]) -> dict[Term, Worth]:
    """Return what terms are worth; nearly all are free or known, and cost one look."""
    worth: dict[Term, Worth] = {}
    made: list[Term] = []
    for term in tops:
        if term.op in ("ivar", "bvar"):
            worth[term] = found[term] if term in found else _closest_to_nil(term)
        else:
            made.append(term)
    return {**worth, **reckoned(pool, made, plain(pool, made, found))}


def _closest_to_nil(term: Term) -> Worth:
    return False if is_truth(term) else min(max(0, term.low), term.high)


def _back(leaf: Leaf, situation: Situation) -> Leaf:
    """Return the leaf of the record that a place holds: its values move along with a record."""
    if leaf.record is None or leaf.record not in situation.stands_for:
        return leaf
    record: RecordId = situation.stands_for[leaf.record]
    return Leaf(leaf.kind, leaf.name, record, leaf.field)


def plain(pool: Pool, tops: list[Term], found: Mapping[Term, Worth]) -> dict[Term, Worth]:
    """Return values for all that is free below some terms: those found, else one close to nil."""
    worth = dict(found)
    for term in cone(pool, tops):
        if term.op in FREE and term.op != "civil" and term not in worth:
            worth[term] = _closest_to_nil(term)
    return {term: value for term, value in worth.items() if term.op != "civil"}

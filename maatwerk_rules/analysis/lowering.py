"""Words of law written out in what the language already has, before anything else is checked.

A gelijkstelling is a rule with `dan ja`, a termijn and schijven are begrippen with `is`. Each stays
what the author called it: only what its word says is added. What lacks a line has nothing to write
out; shape.py asks for the line. All nodes made here bear the place of the text they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import singledispatch
from types import MappingProxyType

import attrs

from maatwerk_rules.analysis.lowering_schijven import write_out_schijven
from maatwerk_rules.analysis.passes import looks_at
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Clause, Declaration, Expression, TypeNode
from maatwerk_rules.model.typenodes import Aantaltype, Datumtype

Declared = Mapping[str, Declaration]
"""What declares each name of a value."""

_VALUES = (d.Gegeven, d.Bedrag, d.Aantal, d.Percentage, d.Begrip, d.Uitkomst, d.Tabel)
_MONTHS = frozenset(("maand", "maanden", "jaar", "jaren"))


def lowered(beleid: Beleid) -> Beleid:
    """Return a policy, and all it uses, with its words of law written out.

    Writing out twice changes nothing; what holds no such word is returned as it is, so that a
    policy that is used along two ways stays one.
    """
    declared: dict[str, Declaration] = {}
    for each in beleid.everything():
        if isinstance(each, _VALUES):
            declared.setdefault(each.name, each)
    return _lowered(beleid, MappingProxyType(declared), {})


def _lowered(beleid: Beleid, declared: Declared, done: dict[int, Beleid]) -> Beleid:
    if id(beleid) not in done:
        gebruikt = tuple(_lowered(used, declared, done) for used in beleid.gebruikt)
        read = tuple(declared.get(name) for name in beleid.once(_names_in_words))
        key = (lowered, *map(id, gebruikt), *map(id, read))
        # With what stands in the key, so that nothing else gets its identity.
        *_, changed = beleid.kept(
            key, lambda: (gebruikt, read, _written_out(beleid, gebruikt, declared))
        )
        done[id(beleid)] = beleid if changed is None else changed
    return done[id(beleid)]


def _written_out(beleid: Beleid, gebruikt: tuple[Beleid, ...], declared: Declared) -> Beleid | None:
    """Return a policy with its words of law written out; None where there are none."""
    declaraties = tuple(
        [
            write_out(each, declared) if looks_at(write_out, type(each)) else each
            for each in beleid.declaraties
        ]
    )
    pairs = zip((*declaraties, *gebruikt), (*beleid.declaraties, *beleid.gebruikt), strict=True)
    same = all(one is other for one, other in pairs)
    return None if same else attrs.evolve(beleid, declaraties=declaraties, gebruikt=gebruikt)


def _names_in_words(beleid: Beleid) -> tuple[str, ...]:
    """Return the names in the words of law of a policy: of no other it counts what declares it."""
    words = (each for each in beleid.declaraties if looks_at(write_out, type(each)))
    return tuple(dict.fromkeys(node.naam for word in words for node in word.below(e.Naam)))


@singledispatch
def write_out(declaration: Declaration, declared: Declared) -> Declaration:
    """Return a declaration with what its word says; most say nothing that is not written."""
    return declaration


@write_out.register
def _(declaration: d.Schijven, declared: Declared) -> Declaration:
    return _begrip(declaration, declaration.type, write_out_schijven(declaration, declared))


@write_out.register
def _(declaration: d.Termijn, declared: Declared) -> Declaration:
    """The last day of a term, with the days added in which it stood still.

    With `begint op` that day is the first that counts, with `begint na` the day behind it. Where a
    month is too short its last day counts. That a term may end on a weekend is left as it is.
    """
    return _begrip(declaration, Datumtype(span=declaration.span), _last_day(declaration, declared))


@write_out.register
def _(declaration: d.Gelijkstelling, declared: Declared) -> Declaration:
    if declaration.one(c.Dan):
        return declaration
    place = declaration.span
    dan = c.Dan(e.Janee(True, span=place), span=place)
    return attrs.evolve(declaration, clausules=(*declaration.clausules, dan))


def _begrip(word: d.Schijven | d.Termijn, type_: TypeNode, value: Expression | None) -> WrittenOut:
    said = (c.Bron, c.EigenLezing, c.LetOp, c.Bedoelingclausule, c.Uitleg)
    kept = [clausule for clausule in word.all(Clause) if isinstance(clausule, said)]
    computed = [] if value is None else [c.Is(value, span=value.span)]
    return WrittenOut(
        word.naam,
        None,
        type_,
        (*kept, *computed),
        word=word,
        span=word.span,
        comments=word.comments,
    )


def _last_day(termijn: d.Termijn, declared: Declared) -> Expression | None:
    op, na, duurt = termijn.one(c.BegintOp), termijn.one(c.BegintNa), termijn.one(c.Duurt)
    begin = op or na
    if begin is None or duurt is None:
        return None
    choice = "eerder" if _unit(duurt.duur, declared) in _MONTHS else None
    last: Expression = e.Optelling(begin.dag, duurt.duur, choice, span=duurt.span)
    if op is not None:
        last = e.Aftrekking(last, e.Getalliteraal(Fraction(1), "dag", span=op.span), span=op.span)
    for opgeschort in termijn.all(c.Opgeschort):
        last = e.Optelling(last, opgeschort.dagen, span=opgeschort.span)
    return last


def _unit(duur: Expression, declared: Declared) -> str | None:
    """Return the unit in which a term counts, as it is written or declared."""
    if isinstance(duur, e.Getalliteraal):
        return duur.eenheid
    match declared.get(duur.naam) if isinstance(duur, e.Naam) else None:
        case d.Aantal(eenheid=eenheid):
            return eenheid
        case d.Begrip(type=type_) | d.Uitkomst(type=type_) | d.Gegeven(type=type_):
            return type_.eenheid if isinstance(type_, Aantaltype) else None
        case d.Tabel(type=type_):
            return type_.eenheid if isinstance(type_, Aantaltype) else None
    return None

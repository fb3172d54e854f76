"""Words of law written out in what the language already has, before anything else is checked.

A gelijkstelling is a rule with `dan ja`. It stays what the author called it: only what its word
says is added. All nodes made here bear the place of the text they come from.
"""

from __future__ import annotations

from functools import singledispatch

import attrs

from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Dan
from maatwerk_rules.model.expressions import Janee
from maatwerk_rules.model.node import Declaration


def lowered(beleid: Beleid) -> Beleid:
    """Return a policy, and all it uses, with its words of law written out.

    Writing out twice changes nothing; what holds no such word is returned as it is, so that a
    policy that is used along two ways stays one.
    """
    return _lowered(beleid, {})


def _lowered(beleid: Beleid, done: dict[int, Beleid]) -> Beleid:
    if id(beleid) not in done:
        declaraties = tuple(map(write_out, beleid.declaraties))
        gebruikt = tuple(_lowered(used, done) for used in beleid.gebruikt)
        pairs = zip((*declaraties, *gebruikt), (*beleid.declaraties, *beleid.gebruikt), strict=True)
        same = all(one is other for one, other in pairs)
        done[id(beleid)] = (
            beleid if same else attrs.evolve(beleid, declaraties=declaraties, gebruikt=gebruikt)
        )
    return done[id(beleid)]


@singledispatch
def write_out(declaration: Declaration) -> Declaration:
    """Return a declaration with what its word says; most say nothing that is not written."""
    return declaration


@write_out.register
def _(declaration: d.Gelijkstelling) -> Declaration:
    if declaration.one(Dan):
        return declaration
    place = declaration.span
    dan = Dan(Janee(True, span=place), span=place)
    return attrs.evolve(declaration, clausules=(*declaration.clausules, dan))

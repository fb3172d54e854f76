"""A policy cut at every date on which its rules change.

Between two dates the rules are the same; the peildatum stays a variable inside a slice, and dated
amounts are looked up on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from maatwerk_rules.analysis.desugar import passing, translate
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Geldigheid
from maatwerk_rules.model.core import Definition, Node, OverMonths, Program
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import EARLIEST


def validity(beleid: Beleid) -> tuple[date, date | None]:
    """Return from when (included) to when (not included) a policy and all it uses hold."""
    vanaf, tot = EARLIEST, None
    for part in (beleid, *(_all_used(beleid))):
        geldigheid = part.kop.one(Geldigheid) if part.kop else None
        if geldigheid is None:
            continue
        vanaf = max(vanaf, geldigheid.vanaf)
        if geldigheid.tot is not None:
            tot = geldigheid.tot if tot is None else min(tot, geldigheid.tot)
    return vanaf, tot


def _all_used(beleid: Beleid) -> tuple[Beleid, ...]:
    found: list[Beleid] = []
    for used in beleid.gebruikt:
        found += [used, *_all_used(used)]
    return tuple(found)


def first_days(beleid: Beleid) -> tuple[date, ...]:
    """Return the days on which the rules change, the first day of the policy included, in order."""
    vanaf, tot = validity(beleid)
    heads = [used.kop for used in beleid.all_used() if used.kop is not None]
    dates = {vanaf}.union(*map(_edges, heads), *(part.once(_days) for part in beleid.parts))
    return tuple(sorted(day for day in dates if vanaf <= day and (tot is None or day < tot)))


def _days(beleid: Beleid) -> frozenset[date]:
    """Return the days on which a rule of a policy itself begins or ends to hold."""
    dated = (each for each in beleid.declaraties if each is not beleid.kop)
    return frozenset().union(*map(_edges, dated))


def _edges(declaration: Declaration) -> tuple[date, ...]:
    geldigheid = declaration.one(Geldigheid)
    edges = (geldigheid.vanaf, geldigheid.tot) if geldigheid else ()
    return tuple([day for day in edges if day is not None])


def cut(symbols: Symbols) -> tuple[Slice, ...]:
    """Return the slices of a policy without errors, in order of time.

    What no rule with an own period works on is the same in all slices, and translated once.
    """
    inside = first_days(symbols.beleid)
    ends: list[date | None] = [*inside[1:], validity(symbols.beleid)[1]]
    programs: list[Program] = []
    for start in inside:
        programs.append(translate(symbols, start, programs[0] if programs else None))
    return tuple(
        Slice(start, end, program)
        for start, end, program in zip(inside, ends, with_other_days(programs), strict=True)
    )


def with_other_days(programs: Sequence[Program]) -> list[Program]:
    """Return the programs with what each may read of a case, and pass through to others.

    An expression over months reads the rules of other slices; what is said here of `levels`,
    `leaves` and `fields` must then hold for those too. Without such an expression each program
    speaks for itself.
    """
    if not any(_looks_at_months(program) for program in programs):
        return [passing(program, program.definitions) for program in programs]
    names = dict.fromkeys(name for program in programs for name in program.definitions)
    merged = {
        name: _merged([p.definitions[name] for p in programs if name in p.definitions])
        for name in names
    }
    of_all = passing(programs[0], merged)
    return [
        attrs.evolve(one, levels=of_all.levels, leaves=of_all.leaves, fields=of_all.fields)
        for one in programs
    ]


def _merged(definitions: Sequence[Definition]) -> Definition:
    """Return a definition that reads all that any of these does; it is never worked out."""
    first = definitions[0]
    if all(one is first for one in definitions):
        return first
    plain = tuple(
        Node(first.name, expr, None)
        for one in definitions
        for expr in (one.expression, one.default)
        if expr is not None
    )
    return attrs.evolve(
        first,
        expression=None,
        default=None,
        rules=(*plain, *(rule for one in definitions for rule in one.rules)),
        stages=tuple(stage for one in definitions for stage in one.stages),
        deviations=tuple(each for one in definitions for each in one.deviations),
    )


def _looks_at_months(program: Program) -> bool:
    return any(
        isinstance(part, OverMonths)
        for definition in program.definitions.values()
        for part in definition.parts
    )

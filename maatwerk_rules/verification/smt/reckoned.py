"""What formulas are worth when all that is free in them has a value.

It knows nothing of how they were made. Held against the evaluator it shows whether a policy was
made into the right formulas; held against a solver, whether the solver reads them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from maatwerk_rules.verification.smt.terms import Pool, Term, cone, linear

Worth = int | bool


def reckoned(pool: Pool, tops: Iterable[Term], free: Mapping[Term, Worth]) -> dict[Term, Worth]:
    """Return what terms and all below them are worth; linear in their size.

    >>> pool = Pool()
    >>> x = pool.variable("x", 0, 9)
    >>> double = pool.scale(x, 2)
    >>> reckoned(pool, [double], {x: 4})[double]
    8
    """
    found: dict[Term, Worth] = {}
    for term in cone(pool, tops):
        found[term] = free[term] if term in free else _OF[term.op](term, found)
    return found


def _civil(term: Term, found: Mapping[Term, Worth]) -> Worth:
    number, part = term.args
    return int(getattr(date.fromordinal(int(found[number])), str(part)))  # type: ignore[index]


def _sum(term: Term, found: Mapping[Term, Worth]) -> Worth:
    const, pairs = linear(term)
    return const + sum(times * found[atom] for atom, times in pairs)


def _chosen(term: Term, found: Mapping[Term, Worth]) -> Worth:
    when, then, other = term.args
    return found[then if found[when] else other]  # type: ignore[index]


def _parts(term: Term, found: Mapping[Term, Worth]) -> list[Worth]:
    return [found[part] if isinstance(part, Term) else part for part in term.args]  # type: ignore[misc]


_OF: dict[str, Callable[[Term, Mapping[Term, Worth]], Worth]] = {
    "true": lambda term, found: True,
    "false": lambda term, found: False,
    "not": lambda term, found: not _parts(term, found)[0],
    "and": lambda term, found: all(_parts(term, found)),
    "or": lambda term, found: any(_parts(term, found)),
    "iff": lambda term, found: len(set(_parts(term, found))) == 1,
    "bite": _chosen,
    "ite": _chosen,
    "le0": lambda term, found: _parts(term, found)[0] <= 0,
    "eq0": lambda term, found: _parts(term, found)[0] == 0,
    "int": lambda term, found: term.low,
    "lin": _sum,
    "div": lambda term, found: _parts(term, found)[0] // _parts(term, found)[1],
    "mod": lambda term, found: _parts(term, found)[0] % _parts(term, found)[1],
    "mul": lambda term, found: _parts(term, found)[0] * _parts(term, found)[1],
    "civil": _civil,
}

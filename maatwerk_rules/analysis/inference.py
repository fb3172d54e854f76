"""The frame of type inference: one function per node class, and parts that must be alike.

`infer` yields what is wrong and returns the type. A name that names.py already reported gives
`Typefout`, about which nothing more is said. The functions for the nodes are in
typecheck_arithmetic.py and typecheck_expressions.py; import `infer` from the latter.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TypeAlias

from maatwerk_rules.analysis.typecheck_scope import (
    Inference,
    Scope,
    fits,
    is_exact,
    is_unknown,
)
from maatwerk_rules.analysis.typefout import report_mismatch, report_type
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    Percentage,
    Type,
    Typefout,
    is_ordered,
)

Branch: TypeAlias = tuple[Expression, tuple[Expression, ...]]
"""A part, and the conditions under which it counts."""


@singledispatch
def infer(expression: Expression, scope: Scope) -> Inference:
    """Yield what is wrong in an expression and return its type."""
    raise TypeError(f"infer knows no {type(expression).__name__}")


def require(expression: Expression, expected: Type, scope: Scope) -> Inference:
    """Infer an expression of which this type is asked, and say so when it does not fit."""
    found = yield from infer(expression, scope.expecting(expected))
    if fits(found, expected):
        return found
    yield report_mismatch(expression, found, expected)
    return Typefout()


def infer_alike(parts: tuple[Expression, ...], scope: Scope) -> Inference:
    """Infer parts that must be of one type; what is bare takes it from the first that is not."""
    return (yield from infer_branches_alike([(part, ()) for part in parts], scope))


def infer_branches_alike(branches: Iterable[Branch], scope: Scope) -> Inference:
    """Do the same for parts that each count only while their conditions hold."""
    first, *others = sorted(branches, key=lambda branch: is_bare(branch[0], scope))
    common = yield from infer(first[0], scope.given(*first[1]))
    exact = is_exact(common)
    for part, conditions in others:
        inner = scope.expecting(or_expected(common, scope)).given(*conditions)
        found = yield from infer(part, inner)
        if not fits(found, common):
            yield report_mismatch(part, found, common)
            return Typefout()
        exact = exact or is_exact(found)
        common = found if is_unknown(common) else common
    return widened(common, exact=exact)


def or_expected(common: Type, scope: Scope) -> Type:
    """Return what a part is asked to be: what the others are, else what the whole is."""
    return scope.expected or common if is_unknown(common) else common


def widened(type_: Type, *, exact: bool) -> Type:
    """Return the type without the range of any one value."""
    match type_:
        case Bedrag(periode=periode):
            return Bedrag(periode, exact=exact)
        case Aantal(eenheid=eenheid):
            return Aantal(eenheid, exact=exact)
        case Percentage():
            return Percentage()
        case Datum():
            return Datum()
    return type_


def is_bare(expression: Expression, scope: Scope) -> bool:
    """Tell whether the type hangs on what is expected: a literal without unit, or an option."""
    match expression:
        case e.Bedragliteraal(periode=None) | e.Getalliteraal(eenheid=None):
            return True
        case e.Naam(naam=naam):
            return naam not in scope.symbols.values
        case e.Tegengestelde(deel=deel) | e.Afronding(deel=deel):
            return is_bare(deel, scope)
        case e.Optelling() | e.Aftrekking():
            return all(is_bare(part, scope) for part in (expression.links, expression.rechts))
        case e.TenMinste() | e.TenHoogste():
            return all(is_bare(part, scope) for part in (expression.deel, expression.grens))
        case e.Voorwaardelijk():
            return all(is_bare(part, scope) for part in values_of(expression))
    return False


def values_of(expression: e.Voorwaardelijk) -> tuple[Expression, ...]:
    """Return the values that a conditional value may take."""
    return (*(tak.waarde for tak in expression.takken), expression.anders)


def ordered(expression: Expression, found: Type) -> Inference:
    """Return the type found, and say so when its values have no order."""
    if is_unknown(found) or is_ordered(found):
        return found
    yield report_type(expression.span, found, "een bedrag, aantal, percentage of datum")
    return Typefout()

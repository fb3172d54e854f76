"""All checks of types, over a whole policy; `type_of` gives the type of one expression."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis import shape, typecheck_declarations, typecheck_toets
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.typecheck_expressions import type_of
from maatwerk_rules.analysis.typecheck_scope import Scope, scope_of
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.node import Declaration

__all__ = ["Scope", "check_types", "scope_of", "type_of"]


def check_types(
    beleid: Beleid, symbols: Symbols, left_out: frozenset[int] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Return what has the wrong type or the wrong lines; linear in the size of the policy.

    Args:
        left_out: By their identity the declarations that are not looked at.
    """
    return tuple(
        one
        for each in beleid.everything()
        if id(each) not in left_out
        for one in find_in(each, symbols)
    )


def find_in(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what has the wrong type, or the wrong lines, in one declaration."""
    yield from shape.find(declaration, symbols)
    if isinstance(declaration, Toets):
        yield from typecheck_toets.find(declaration, symbols)
    else:
        yield from typecheck_declarations.find(declaration, symbols)

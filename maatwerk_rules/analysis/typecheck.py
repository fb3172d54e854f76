"""All checks of types, over a whole policy; `type_of` gives the type of one expression."""

from __future__ import annotations

from maatwerk_rules.analysis import shape, typecheck_declarations, typecheck_toets
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.typecheck_expressions import type_of
from maatwerk_rules.analysis.typecheck_scope import Scope, scope_of
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Toets

__all__ = ["Scope", "check_types", "scope_of", "type_of"]


def check_types(
    beleid: Beleid, symbols: Symbols, left_out: frozenset[int] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Return what has the wrong type or the wrong lines; linear in the size of the policy.

    Args:
        left_out: By their identity the declarations that are not looked at.
    """
    found: list[Diagnostic] = []
    for declaration in beleid.everything():
        if id(declaration) in left_out:
            continue
        found.extend(shape.find(declaration, symbols))
        if isinstance(declaration, Toets):
            found.extend(typecheck_toets.find(declaration, symbols))
        else:
            found.extend(typecheck_declarations.find(declaration, symbols))
    return tuple(found)

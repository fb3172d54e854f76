"""All checks of meaning over a policy as written, in order, with cascades stopped."""

from __future__ import annotations

from maatwerk_rules.analysis import dating, duties, graph, hierarchy, mandate, names, typecheck
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Severity, sort_diagnostics
from maatwerk_rules.model.beleid import Beleid


def find(beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Return what is wrong in a policy, sorted by place.

    Names come before types, and only a policy whose names all refer to something is looked at for
    circles, duties, dates, layers of law and mandates.

    >>> find(Beleid(()))
    ()
    """
    symbols, found = collect(beleid)
    found = (*found, *names.find(beleid, symbols))
    sound = not any(each.severity is Severity.FOUT for each in found)
    found = (*found, *typecheck.check_types(beleid, symbols))
    if sound:
        found = (*found, *_find_by_meaning(beleid, symbols))
    return sort_diagnostics(found, tuple(symbols.sources))


def _find_by_meaning(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    return (
        *graph.cycles(symbols),
        *duties.find(beleid, symbols),
        *dating.find(beleid, symbols),
        *hierarchy.find(beleid, symbols),
        *mandate.find(beleid, symbols),
    )

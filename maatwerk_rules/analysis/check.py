"""All checks of meaning over a policy as written, in order, with cascades stopped."""

from __future__ import annotations

from collections.abc import Container, Iterator

from maatwerk_rules.analysis import (
    dating,
    drafts,
    duties,
    graph,
    hierarchy,
    limits,
    mandate,
    months,
    names,
    transition,
    typecheck,
)
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.analysis.places import gather_sources
from maatwerk_rules.analysis.supplied import with_supplied
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Severity, sort_diagnostics
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Gebruikt


def find(beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Return what is wrong in a policy, sorted by place; with drafts both without and with them.

    >>> find(Beleid(()))
    ()
    """
    if not drafts.drafts_of(beleid):
        return _find_as_one(beleid)
    without, taken = (
        _find_as_one(each) for each in (drafts.in_force(beleid), drafts.taken_in(beleid))
    )
    sources = tuple(gather_sources(beleid))
    return sort_diagnostics(drafts.join_findings(beleid, without, taken), sources)


def _find_as_one(beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Return what is wrong in a policy, sorted by place.

    Nothing more is said of a policy that builds on one that was not read with it, nor of one that
    passes a limit.
    Names come before types, and only a policy whose names all refer to something is looked at for
    circles, duties, dates, layers of law, mandates and months.
    """
    beleid = lowered(beleid)
    symbols, found = collect(beleid)
    if not _is_whole(beleid):
        return sort_diagnostics(_find_absent(beleid, symbols), tuple(symbols.sources))
    if too_much := tuple(limits.find(beleid)):
        return sort_diagnostics(too_much, tuple(symbols.sources))
    if not found:
        beleid = with_supplied(beleid, symbols)
        symbols, found = collect(beleid)
    found = (*found, *names.find(beleid, symbols))
    sound = not any(each.severity is Severity.FOUT for each in found)
    found = (*found, *typecheck.check_types(beleid, symbols))
    if sound:
        found = (*found, *_find_by_meaning(beleid, symbols))
    return sort_diagnostics(found, tuple(symbols.sources))


def find_in_part(beleid: Beleid, texts: Container[str] | None = None) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the names and types of a policy of which not all could be read.

    What a policy owes and how its parts go together is not told of a part: the rest may hold it.

    Args:
        texts: The names of the texts to look at; when left out all.
    """
    beleid = lowered(beleid)
    symbols, found = collect(beleid)
    if not _is_whole(beleid) or any(limits.find(beleid)):
        return ()
    part = beleid
    if texts is not None:
        part = Beleid(tuple(each for each in beleid.declaraties if each.span.source in texts))
        found = tuple(each for each in found if each.spans and each.spans[0].span.source in texts)
    found = (*found, *names.find(part, symbols), *typecheck.check_types(part, symbols))
    return sort_diagnostics(found, tuple(symbols.sources))


def _is_whole(beleid: Beleid) -> bool:
    """Tell whether every policy that is built on was read too."""
    return not _absent(beleid) and all(map(_is_whole, beleid.gebruikt))


def _absent(beleid: Beleid) -> tuple[Gebruikt, ...]:
    there = {used.kop.naam for used in beleid.gebruikt if used.kop}
    clausules = beleid.kop.all(Gebruikt) if beleid.kop else ()
    return tuple(each for each in clausules if each.beleid not in there)


def _find_absent(beleid: Beleid, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the policies that nobody tried to read.

    Where the reading failed an empty policy stands in its place, and the reader has said why.
    """
    absent = _absent(beleid)
    if not any(used.kop is None for used in beleid.gebruikt):
        for clausule in absent:
            span = symbols.place(clausule, clausule.beleid)
            advice = f"zet de map `{clausule.beleid}` naast dit beleid"
            yield report_unknown(clausule.beleid, "beleid", span, (), advice)
    for used in beleid.gebruikt:
        yield from _find_absent(used, symbols)


def _find_by_meaning(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    return (
        *graph.cycles(symbols),
        *duties.find(beleid, symbols),
        *dating.find(beleid, symbols),
        *hierarchy.find(beleid, symbols),
        *mandate.find(beleid, symbols),
        *transition.find(symbols),
        *months.find(symbols),
    )

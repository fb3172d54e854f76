"""All checks of meaning over a policy as written, in order, with cascades stopped."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

import attrs

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
from maatwerk_rules.analysis.settled import remember, settled
from maatwerk_rules.analysis.sound import Sound
from maatwerk_rules.analysis.supplied import with_supplied
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.unknown_name import report_unknown, told_at_declaration
from maatwerk_rules.diagnostics import Diagnostic, Severity, sort_diagnostics
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Gebruikt
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Zoals
from maatwerk_rules.values import frozen


def find(beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Return what is wrong in a policy, sorted by place; with drafts both without and with them.

    >>> find(Beleid(()))
    ()
    """
    return look(beleid).diagnostics


@frozen
class Looked:
    """What is wrong in a policy, and the names of what of it is in force.

    Without findings that are faults, `symbols` are those of the policy with what is supplied.
    `is_settled` tells that nothing is wrong with any name or type.
    """

    diagnostics: tuple[Diagnostic, ...]
    symbols: Symbols
    is_settled: bool


def look(beleid: Beleid, sound: Sound | None = None) -> Looked:
    """Return what `find` gives, with the names that were collected on the way.

    Args:
        sound: What was sound when the policy was last looked at, which is not looked at again.
    """
    if not drafts.drafts_of(beleid):
        return _look_as_one(beleid, sound=sound)
    in_force, taken_in = drafts.in_force(beleid), drafts.taken_in(beleid)
    without = _look_as_one(in_force, sound=sound)
    needless = drafts.settled_without(beleid, without.diagnostics)
    if without.is_settled:
        # The drafts add names and hide none, so what refers well refers well with them too.
        needless |= frozenset(map(id, in_force.everything()))
    taken = _look_as_one(taken_in, needless, sound)
    found = drafts.join_findings(beleid, without.diagnostics, taken.diagnostics)
    ordered = sort_diagnostics(found, tuple(gather_sources(beleid)))
    return Looked(ordered, without.symbols, without.is_settled and taken.is_settled)


def _look_as_one(
    beleid: Beleid, left_out: frozenset[int] = frozenset(), sound: Sound | None = None
) -> Looked:
    """Return what is wrong in a policy, sorted by place.

    Nothing more is said of a policy that builds on one that was not read with it, nor of one that
    passes a limit.
    Names come before types, and only a policy whose names all refer to something is looked at for
    circles, duties, dates, layers of law, mandates and months.

    Args:
        left_out: By their identity the declarations whose names and types are not looked at.
    """
    beleid = lowered(beleid)
    symbols, found = collect(beleid)
    if not _is_whole(beleid):
        return _sorted(_find_absent(beleid, symbols), symbols)
    if too_much := tuple(limits.find(beleid)):
        return _sorted(too_much, symbols)
    if not found:
        whole = with_supplied(beleid, symbols)
        if whole is not beleid:
            beleid = whole
            symbols, found = collect(beleid)
    needless = left_out
    if not found and not left_out:
        needless = settled(beleid)
    if sound is None:
        named = names.find(beleid, symbols, needless)
        typed = typecheck.check_types(beleid, symbols, needless)
    else:
        named, typed = sound.find(beleid, symbols, needless)
    all_refer = not any(each.severity is Severity.FOUT for each in (*found, *named))
    found = (*found, *named, *typed)
    found = tuple(told_at_declaration(found, symbols.beleid.declaraties, symbols.sources))
    is_settled = not found
    if is_settled and not left_out and not beleid.gebruikt:
        remember(beleid)
    if all_refer:
        found = (*found, *_find_by_meaning(beleid, symbols))
    return _sorted(found, symbols, is_settled=is_settled)


def _sorted(found: Iterable[Diagnostic], symbols: Symbols, *, is_settled: bool = False) -> Looked:
    return Looked(sort_diagnostics(found, tuple(symbols.sources)), symbols, is_settled)


def find_in_part(beleid: Beleid, texts: Container[str] | None = None) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the names and types of a policy of which not all could be read.

    What a policy owes and how its parts go together is not told of a part: the rest may hold it.

    Args:
        texts: The names of the texts to look at; when left out all.
    """
    beleid = lowered(beleid)
    if texts is not None:
        beleid = _with_toetsen_of(beleid, texts)
    symbols, found = collect(beleid)
    if not _is_whole(beleid) or any(limits.find(beleid)):
        return ()
    part = beleid
    if texts is not None:
        part = Beleid(tuple(each for each in beleid.declaraties if each.span.source in texts))
        found = tuple(each for each in found if each.spans and each.spans[0].span.source in texts)
    found = (*found, *names.find(part, symbols), *typecheck.check_types(part, symbols))
    if texts is None:
        found = tuple(told_at_declaration(found, beleid.declaraties, symbols.sources))
    return sort_diagnostics(found, tuple(symbols.sources))


def _with_toetsen_of(beleid: Beleid, texts: Container[str]) -> Beleid:
    """Return a policy without toetsen but those in some texts, and those that they build on."""
    toetsen = {each.naam: each for each in beleid.all(Toets)}
    needed = {each.naam for each in beleid.own(Toets) if each.span.source in texts}
    waiting = list(needed)
    while waiting:
        toets = toetsen.get(waiting.pop())
        for zoals in toets.all(Zoals) if toets is not None else ():
            if zoals.basis not in needed:
                needed.add(zoals.basis)
                waiting.append(zoals.basis)
    return _without_toetsen(beleid, needed, {})


def _without_toetsen(beleid: Beleid, needed: Container[str], done: dict[int, Beleid]) -> Beleid:
    if id(beleid) not in done:
        done[id(beleid)] = attrs.evolve(
            beleid,
            declaraties=tuple(
                each
                for each in beleid.declaraties
                if not isinstance(each, Toets) or each.naam in needed
            ),
            gebruikt=tuple(_without_toetsen(used, needed, done) for used in beleid.gebruikt),
        )
    return done[id(beleid)]


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

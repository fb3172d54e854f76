"""What is written before it is in force: left out of the rules, taken in where a toets asks so.

From one text come two policies. Without its drafts nothing of them is there, and no rule in force
may name one; groups, precedence, mandates and what a deviation sets aside just do without them.
With its drafts taken in they are like any other rule, and the policy lasts as long as they do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from operator import is_
from typing import TypeVar

import attrs

from maatwerk_rules.analysis.dating import KNOWN_TOO_SHORT, VERSION_GAP
from maatwerk_rules.analysis.places import gather_sources, place_of_name
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    Geldigheid,
    NogNietInWerking,
    Oordeelmandaat,
    SteltTerzijde,
)
from maatwerk_rules.model.node import Clause, Declaration
from maatwerk_rules.model.toetsclauses import MetOntwerp
from maatwerk_rules.source import Span

DRAFT_READ = Kind(
    "MW637",
    "ontwerp-gelezen",
    Severity.FOUT,
    "`{naam}` is nog niet in werking, maar wordt hier genoemd door iets wat wel geldt.",
    "Wat nog niet in werking is, doet nergens mee; dan staat hier een naam zonder inhoud.",
)

D = TypeVar("D", bound=Declaration)


def drafts_of(beleid: Beleid) -> tuple[Declaration, ...]:
    """Return what is not in force yet, in a policy and all that it uses."""
    found = [each for used in beleid.gebruikt for each in used.once(drafts_of)]
    own = [each for each in beleid.declaraties if each.one(NogNietInWerking)]
    # A policy that is used along two ways is one.
    return tuple({id(each): each for each in (*found, *own)}.values())


def in_force(beleid: Beleid) -> Beleid:
    """Return the policy without its drafts; without any it is returned as it is."""
    drafts = drafts_of(beleid)
    if not drafts:
        return beleid
    names = frozenset(each.name for each in drafts)

    def keep(declaration: Declaration) -> Declaration | None:
        return None if declaration.one(NogNietInWerking) else _without(declaration, names)

    return _changed(beleid, keep, (in_force, names), {})


def _without(declaration: Declaration, names: frozenset[str]) -> Declaration | None:
    """Return a declaration without the drafts it only puts together; None when nothing is left."""
    match declaration:
        case d.Groep(regels=regels) if not names.isdisjoint(regels):
            left = tuple(each for each in regels if each not in names)
            return attrs.evolve(declaration, regels=left)
        case d.Voorrang(hoger=hoger, lager=lager) if {hoger, lager} & names:
            return None
        case d.Functie(mandaten=mandaten) if mandaten:
            kept = tuple(
                each
                for each in mandaten
                if not (isinstance(each, Oordeelmandaat) and each.oordeel in names)
            )
            return attrs.evolve(declaration, mandaten=kept)
        case d.Afwijkingsgrond() | d.Hardheidsclausule():
            return _with_clauses(declaration, lambda each: _set_aside(each, names))
    return declaration


def _set_aside(clausule: Clause, names: frozenset[str]) -> Clause:
    if not isinstance(clausule, SteltTerzijde):
        return clausule
    left = tuple(each for each in clausule.regels if each not in names)
    return attrs.evolve(clausule, regels=left)


def taken_in(beleid: Beleid) -> Beleid:
    """Return the policy with its drafts as if in force, lasting as long as they do."""
    periods = [each.one(Geldigheid) for each in drafts_of(beleid)]
    ends = [each.tot or date.max for each in periods if each is not None]
    end = max(ends, default=date.min)

    def take(declaration: Declaration) -> Declaration:
        if isinstance(declaration, d.Beleidskop):
            return _with_clauses(declaration, lambda each: _until(each, end))
        if declaration.one(NogNietInWerking):
            return _with_clauses(declaration, _as_in_force)
        return declaration

    return _changed(beleid, take, (taken_in, end), {})


def _until(clausule: Clause, end: date) -> Clause:
    if not isinstance(clausule, Geldigheid) or clausule.tot is None or end <= clausule.tot:
        return clausule
    return attrs.evolve(clausule, tot=None if end == date.max else end)


def _as_in_force(clausule: Clause) -> Clause | None:
    return None if isinstance(clausule, NogNietInWerking) else clausule


def _with_clauses(declaration: D, change: Callable[[Clause], Clause | None]) -> D:
    clausules: tuple[Clause, ...] = getattr(declaration, "clausules", ())
    changed = tuple(new for each in clausules if (new := change(each)) is not None)
    if len(changed) == len(clausules) and all(map(is_, changed, clausules)):
        return declaration
    return attrs.evolve(declaration, clausules=changed)  # type: ignore[call-arg]  # it has some


def _changed(
    beleid: Beleid,
    change: Callable[[Declaration], Declaration | None],
    key: Hashable,
    done: dict[int, Beleid],
) -> Beleid:
    """Return a policy and all it uses with each declaration changed; a shared one stays one.

    Args:
        key: Tells this change from others: what was changed so before is not changed again.
    """
    if id(beleid) not in done:
        gebruikt = tuple(_changed(used, change, key, done) for used in beleid.gebruikt)
        _, done[id(beleid)] = beleid.kept(
            (key, *map(id, gebruikt)),
            # With what stands in the key, so that nothing else gets its identity.
            lambda: (
                gebruikt,
                attrs.evolve(
                    beleid,
                    declaraties=tuple(new for each in beleid.declaraties if (new := change(each))),
                    gebruikt=gebruikt,
                ),
            ),
        )
    return done[id(beleid)]


def settled_without(beleid: Beleid, without: tuple[Diagnostic, ...]) -> frozenset[int]:
    """Return by their identity the toetsen that say nothing new once the drafts are taken in.

    Of a toets that is decided under what is in force only that counts. Where something is wrong
    none is settled: what was found without the drafts is then held against what is with them.
    """
    names = frozenset(each.name for each in drafts_of(beleid))
    if any(one.severity is Severity.FOUT or one.facts.get("naam") in names for one in without):
        return frozenset()
    toetsen = (each for each in beleid.everything() if isinstance(each, d.Toets))
    return frozenset(id(each) for each in toetsen if not each.one(MetOntwerp))


def join_findings(
    beleid: Beleid, without: tuple[Diagnostic, ...], taken: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    """Yield what is wrong in a policy with drafts, from what is wrong without and with them.

    A toets is held to the policy that it decides under. That an amount is not known on the days
    that only the drafts reach is no fault of the amount.
    """
    toetsen = [each for each in beleid.everything() if isinstance(each, d.Toets)]
    of_draft = [each.span for each in toetsen if each.one(MetOntwerp)]
    of_force = [each.span for each in toetsen if not each.one(MetOntwerp)]
    drafts = {each.name: each for each in drafts_of(beleid)}
    for one in without:
        named = drafts.get(one.facts.get("naam", ""))
        if _lies_in(one, of_draft):
            continue
        if named is None or one in taken:
            yield one
        else:
            yield _report(one, named, beleid)
    for one in taken:
        by_drafts = one not in without and one.kind not in (KNOWN_TOO_SHORT, VERSION_GAP)
        if _lies_in(one, of_draft) or (by_drafts and not _lies_in(one, of_force)):
            yield one


def _report(one: Diagnostic, draft: Declaration, beleid: Beleid) -> Diagnostic:
    declared = place_of_name(draft, gather_sources(beleid))
    label = Label(declared, "dit is nog niet in werking")
    advice = ("schrijf `nog niet in werking` ook bij dit blok, of haal de naam hier weg",)
    span = one.spans[0].span
    return diagnostic(DRAFT_READ, span, labels=(label,), naam=draft.name, help=advice)


def _lies_in(one: Diagnostic, places: list[Span]) -> bool:
    span = one.spans[0].span if one.spans else None
    return span is not None and any(
        span.source == place.source and place.start <= span.start < place.end for place in places
    )

"""Old rules that keep their force for some cases: what they need, and what meets them then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from maatwerk_rules.analysis.desugar import valid_on
from maatwerk_rules.analysis.scopes import parts_of
from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.analysis.typecheck_scope import negation_of
from maatwerk_rules.diagnostics import (
    Certainty,
    Diagnostic,
    Kind,
    Label,
    Severity,
    diagnostic,
)
from maatwerk_rules.dutch import write_date
from maatwerk_rules.model.clauses import BijSamenloop, BlijftGeldigVoor, Geldigheid, Indien
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitzondering, Voorrang

NO_END = Kind(
    "MW522",
    "blijft-geldig-zonder-einde",
    Severity.FOUT,
    "`{naam}` blijft geldig voor oude gevallen, maar houdt nooit op te gelden.",
    "Alleen wat op een dag ophoudt te gelden, kan daarna voor sommige gevallen blijven gelden.",
)
OLD_MEETS_NEW = Kind(
    "MW523",
    "oud-en-nieuw-samen",
    Severity.HINT,
    "Vanaf {datum} kunnen `{oud}` en `{nieuw}` voor hetzelfde geval gelden.",
    "Voor wie de oude regel blijft gelden, is de nieuwe meestal niet bedoeld.",
)
EXCEPTION_LOST = Kind(
    "MW524",
    "uitzondering-blijft-niet",
    Severity.WAARSCHUWING,
    "`{regel}` blijft geldig voor oude gevallen, maar de uitzondering `{naam}` niet.",
    "Zo werkt de oude regel voor die gevallen strenger of ruimer dan zij ooit deed.",
)


def find(symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what is wrong with rules that stay valid for some cases.

    Of two siblings it is only told that they may meet: whether they give the same value, or can
    both apply, is not worked out.
    """
    for regel in symbols.regels.values():
        clausule = regel.one(BlijftGeldigVoor)
        if clausule is None:
            continue
        geldigheid = regel.one(Geldigheid)
        if geldigheid is None or geldigheid.tot is None:
            advice = ("schrijf `geldt van … tot …` met de dag waarop de regel vervalt",)
            yield diagnostic(NO_END, clausule.span, naam=regel.naam, help=advice)
            continue
        yield from _find_meeting(regel, clausule, geldigheid.tot, symbols)
        yield from _find_lost(regel, geldigheid.tot, symbols)


def _find_meeting(
    old: Regelnaam, clausule: BlijftGeldigVoor, end: date, symbols: Symbols
) -> Iterator[Diagnostic]:
    outcomes = [symbols.values.get(naam) for naam in symbols.outcomes_of(old.naam)]
    if any(each is not None and each.one(BijSamenloop) for each in outcomes):
        return
    ordered = {(one.hoger, one.lager) for one in symbols.beleid.all(Voorrang)}
    shut_out = negation_of(clausule.voorwaarde)
    for new in symbols.regels.values():
        if not _are_siblings(old, new) or not _begins_on(new, end):
            continue
        conditions = [part for each in new.all(Indien) for part in parts_of(each.voorwaarde)]
        if shut_out in conditions or {(old.naam, new.naam), (new.naam, old.naam)} & ordered:
            continue
        found = diagnostic(
            OLD_MEETS_NEW,
            clausule.span,
            labels=(Label(symbols.place_of_name(new), "hier begint de nieuwe"),),
            oud=old.naam,
            nieuw=new.naam,
            datum=write_date(end),
            help=(
                f"zet in de voorwaarde van `{new.naam}` dat zij niet voor die gevallen is",
                f"of schrijf `voorrang {old.naam} boven {new.naam}`",
            ),
        )
        yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)


def _are_siblings(one: Regelnaam, other: Regelnaam) -> bool:
    match one, other:
        case Regel(), Regel():
            return one.bepaalt == other.bepaalt
        case Uitzondering(), Uitzondering():
            return one.op == other.op
        case Aanpassing(), Aanpassing():
            return (one.van, one.stap) == (other.van, other.stap)
    return False


def _begins_on(regel: Regelnaam, day: date) -> bool:
    geldigheid = regel.one(Geldigheid)
    return geldigheid is not None and geldigheid.vanaf == day and valid_on(regel, day)


def _find_lost(regel: Regelnaam, end: date, symbols: Symbols) -> Iterator[Diagnostic]:
    for one in symbols.children_of(regel.naam):
        geldigheid = one.one(Geldigheid)
        ended = geldigheid is not None and geldigheid.tot == end
        if ended and not one.one(BlijftGeldigVoor):
            advice = ("schrijf ook hier `blijft geldig voor …`, of laat haar einddatum weg",)
            span = symbols.place_of_name(one)
            yield diagnostic(EXCEPTION_LOST, span, regel=regel.naam, naam=one.naam, help=advice)

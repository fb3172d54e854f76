"""From when and until when: the policy, its rules, its amounts and its toetsen fit in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from maatwerk_rules.analysis.slices import validity
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_date
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    BekendTot,
    BlijftGeldigVoor,
    Datumkolommen,
    Geldigheid,
    Ingang,
    LaatstBekend,
    NietBekend,
    Taalversie,
)
from maatwerk_rules.model.declarations import (
    Aantal,
    Bedrag,
    Beleidskop,
    Invulling,
    Percentage,
    Tabel,
    Toets,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.toetsclauses import Toetsdatum, Verwachting
from maatwerk_rules.model.types import EARLIEST, LATEST
from maatwerk_rules.source import Span

LANGUAGE_VERSION = 1

VERSION_UNKNOWN = Kind(
    "MW006",
    "taalversie-ontbreekt",
    Severity.WAARSCHUWING,
    "Dit beleid noemt {gevonden}; dit gereedschap kent taalversie 1.",
    "In een andere versie van de taal kan dezelfde tekst iets anders betekenen.",
)
NO_VALIDITY = Kind(
    "MW801",
    "geldigheid-ontbreekt",
    Severity.FOUT,
    "Bij het beleid `{naam}` staat niet vanaf wanneer het geldt.",
    "Een beleid zonder datum zou stil voor elke dag gelden, ook voor oude jaren.",
)
SAME_DAY = Kind(
    "MW802",
    "versies-overlappen",
    Severity.FOUT,
    "`{naam}` krijgt met ingang van {datum} twee waarden.",
    "Dan is niet te zeggen welke van de twee geldt.",
)
VERSION_GAP = Kind(
    "MW803",
    "versie-gat",
    Severity.WAARSCHUWING,
    "`{naam}` heeft geen waarde van {vanaf} tot {tot}, terwijl het beleid dan geldt.",
    "In de tijd ertussen blijft elke uitkomst die ervan afhangt onbepaald.",
)
OUT_OF_ORDER = Kind(
    "MW812",
    "ingangen-door-elkaar",
    Severity.WAARSCHUWING,
    "De waarden van `{naam}` staan niet op volgorde van datum.",
    "Zo is een waarde die ontbreekt of dubbel staat moeilijk te zien.",
)
DATES_UNORDERED = Kind(
    "MW092",
    "datums-niet-oplopend",
    Severity.FOUT,
    "De datums van `{naam}` lopen niet op: {datum} staat na {ervoor}.",
    "De waarden van een rij horen bij de datums in deze volgorde; een verwisseling ziet niemand.",
)
NO_VALUE = Kind(
    "MW813",
    "waarde-ontbreekt",
    Severity.FOUT,
    "`{naam}` heeft op geen enkele dag een waarde.",
    "",
)
END_BEFORE_START = Kind(
    "MW814",
    "bekend-tot-te-vroeg",
    Severity.FOUT,
    "`{naam}` is bekend tot {tot}, maar de laatste waarde begint pas op {vanaf}.",
    "Die waarde zou nooit gelden.",
)
END_UNKNOWN = Kind(
    "MW815",
    "einde-onbekend",
    Severity.FOUT,
    "Bij `{naam}` staat niet tot wanneer de laatste waarde bekend is.",
    "Anders rekent het beleid volgend jaar ongemerkt met het bedrag van nu.",
)
OUTSIDE_POLICY = Kind(
    "MW817",
    "buiten-geldigheid-beleid",
    Severity.WAARSCHUWING,
    "`{naam}` geldt alleen op dagen waarop dit beleid niet geldt.",
    "Zo doet dit blok nooit iets.",
)
TOETS_OUTSIDE_POLICY = Kind(
    "MW818",
    "toets-buiten-geldigheid",
    Severity.FOUT,
    "De toets `{naam}` speelt op {datum}, maar dan geldt dit beleid niet.",
    "Op een dag waarop het beleid niet geldt is er geen uitkomst om te toetsen.",
)
KNOWN_TOO_SHORT = Kind(
    "MW819",
    "bekend-korter-dan-beleid",
    Severity.HINT,
    "`{naam}` is bekend tot {tot}, maar het beleid geldt tot {einde}.",
    "In de tijd ertussen blijft elke uitkomst die ervan afhangt onbepaald.",
)
UNKNOWN_TOO_EARLY = Kind(
    "MW820",
    "niet-bekend-te-vroeg",
    Severity.FOUT,
    "`{naam}` is niet bekend voor zijn eerste waarde van {vanaf}; dat hoeft u niet te schrijven.",
    "Op die dagen geldt het beleid nog niet: dit staat bij dagen waarop het wel geldt.",
)
TOETS_WITHOUT_DATE = Kind(
    "MW958",
    "toets-zonder-datum",
    Severity.FOUT,
    "Bij de toets `{naam}` staat niet op welke dag zij speelt.",
    "Regels en bedragen hangen af van de dag; er is geen vandaag in een beleid.",
)

Gedateerd: TypeAlias = Bedrag | Aantal | Percentage
Period: TypeAlias = tuple[date, date | None]

_DATED = (Beleidskop, Bedrag, Aantal, Percentage, Tabel)


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return what does not fit in time; a policy that is used is held to its own period."""
    period = validity(beleid)
    return (
        *(
            found
            for part, while_it_holds in [(part, validity(part)) for part in _parts(beleid)]
            for each in part.once(_dated)
            for found in _find_in(each, while_it_holds, symbols)
        ),
        *(found for toets in beleid.own(Toets) for found in _find_in_toets(toets, period, symbols)),
        *(
            found
            for invullingen in symbols.invullingen.values()
            for found in _find_between(invullingen, symbols)
        ),
    )


def _parts(beleid: Beleid) -> tuple[Beleid, ...]:
    """Return a policy and all that it uses, each once."""
    found: dict[int, Beleid] = {}
    waiting = [beleid]
    while waiting:
        part = waiting.pop()
        found[id(part)] = part
        waiting.extend(used for used in part.gebruikt if id(used) not in found)
    return tuple(found.values())


def _dated(beleid: Beleid) -> tuple[Declaration, ...]:
    """Return the declarations of a policy itself that say something of days."""
    return tuple(
        [each for each in beleid.declaraties if isinstance(each, _DATED) or each.one(Geldigheid)]
    )


def _find_in(declaration: Declaration, period: Period, symbols: Symbols) -> Iterator[Diagnostic]:
    for geldigheid in declaration.all(Geldigheid):
        yield from _find_in_validity(geldigheid, declaration, period)
    if isinstance(declaration, Beleidskop):
        yield from _find_in_head(declaration, symbols)
    if isinstance(declaration, Bedrag | Aantal | Percentage):
        yield from _find_in_values(declaration, period, symbols)
        days = [ingang.vanaf for ingang in declaration.all(Ingang)]
        yield from _find_unknown_days(declaration, days, period, symbols)
    if isinstance(declaration, Tabel) and (datums := declaration.one(Datumkolommen)):
        yield from _find_in_columns(declaration, datums, symbols)
        yield from _find_unknown_days(declaration, datums.dagen, period, symbols)


def _find_in_head(kop: Beleidskop, symbols: Symbols) -> Iterator[Diagnostic]:
    span = symbols.place_of_name(kop)
    if not kop.one(Geldigheid):
        advice = "schrijf `geldt van 2026-01-01` met de eerste dag"
        yield diagnostic(NO_VALIDITY, span, naam=kop.naam, help=(advice,))
    versie = kop.one(Taalversie)
    if versie is None:
        advice = f"schrijf `taalversie {LANGUAGE_VERSION}`"
        yield diagnostic(VERSION_UNKNOWN, span, gevonden="geen taalversie", help=(advice,))
    elif versie.nummer > LANGUAGE_VERSION:
        advice = "gebruik een nieuwere versie van het gereedschap"
        found = f"taalversie {versie.nummer}"
        yield diagnostic(VERSION_UNKNOWN, versie.span, gevonden=found, help=(advice,))


def _find_in_validity(
    geldigheid: Geldigheid, holder: Declaration, period: Period
) -> Iterator[Diagnostic]:
    start, end = period
    vanaf, tot = geldigheid.vanaf, geldigheid.tot
    stays = holder.one(BlijftGeldigVoor) is not None
    if (tot is not None and tot <= start and not stays) or (end is not None and end <= vanaf):
        yield diagnostic(OUTSIDE_POLICY, geldigheid.span, naam=holder.name)


def _find_in_values(amount: Gedateerd, period: Period, symbols: Symbols) -> Iterator[Diagnostic]:
    naam, ingangen = amount.naam, amount.all(Ingang)
    if not ingangen:
        advice = "schrijf `met ingang van 2026-01-01: …`"
        yield diagnostic(NO_VALUE, symbols.place_of_name(amount), naam=naam, help=(advice,))
        return
    first: dict[date, Ingang] = {}
    for ingang in ingangen:
        if ingang.vanaf in first:
            label = Label(first[ingang.vanaf].span, "hier de andere waarde")
            day = write_date(ingang.vanaf)
            yield diagnostic(SAME_DAY, ingang.span, labels=(label,), naam=naam, datum=day)
        first.setdefault(ingang.vanaf, ingang)
    for gap in amount.all(NietBekend):
        if gap.vanaf in first:
            label = Label(first[gap.vanaf].span, "hier de waarde van die dag")
            day = write_date(gap.vanaf)
            yield diagnostic(SAME_DAY, gap.span, labels=(label,), naam=naam, datum=day)
        elif gap.vanaf < min(first) <= period[0]:
            yield diagnostic(UNKNOWN_TOO_EARLY, gap.span, naam=naam, vanaf=write_date(min(first)))
    late = next((here for before, here in pairwise(ingangen) if here.vanaf < before.vanaf), None)
    if late:
        advice = "zet de oudste datum bovenaan"
        yield diagnostic(OUT_OF_ORDER, late.span, naam=naam, help=(advice,))
    yield from _find_end(amount, max(first), first[max(first)].span, symbols)


def _find_in_columns(tabel: Tabel, datums: Datumkolommen, symbols: Symbols) -> Iterator[Diagnostic]:
    for before, here in pairwise(datums.dagen):
        if here <= before:
            span = symbols.place(datums, here.isoformat(), occurrence=here == before)
            advice = "zet de datums van oud naar nieuw, elk één keer"
            yield diagnostic(
                DATES_UNORDERED,
                span,
                naam=tabel.naam,
                datum=write_date(here),
                ervoor=write_date(before),
                help=(advice,),
            )
    last = max(datums.dagen)
    yield from _find_end(tabel, last, symbols.place(datums, last.isoformat()), symbols)


def _find_end(
    holder: Gedateerd | Tabel, last: date, place: Span, symbols: Symbols
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the day until which the last value, at its place, is known."""
    naam, bekend_tot = holder.naam, holder.one(BekendTot)
    if bekend_tot and bekend_tot.datum <= last:
        yield diagnostic(
            END_BEFORE_START,
            bekend_tot.span,
            labels=(Label(place, "hier begint de laatste waarde"),),
            naam=naam,
            tot=write_date(bekend_tot.datum),
            vanaf=write_date(last),
        )
    if not bekend_tot and not holder.one(LaatstBekend):
        expected = "schrijf `bekend tot …` met de dag waarop een nieuwe waarde wordt verwacht"
        none = "of schrijf `laatst bekend` als er geen vaste dag is"
        span = symbols.place_of_name(holder)
        yield diagnostic(END_UNKNOWN, span, naam=naam, help=(expected, none))


def _find_unknown_days(
    holder: Gedateerd | Tabel, days: Iterable[date], period: Period, symbols: Symbols
) -> Iterator[Diagnostic]:
    """Yield the days of the policy, at its begin and end, on which there is no value.

    Args:
        days: On which a value begins.
    """
    begin, end = period
    first = min(days, default=begin)
    told = any(gap.vanaf <= begin for gap in holder.all(NietBekend))
    if EARLIEST < begin < first and not told and _is_read_before(first, holder, symbols):
        advice = "voeg de oudere waarde toe met haar eigen `met ingang van`"
        if isinstance(holder, Tabel):
            advice = "voeg de oudere datum toe, met in elke rij de waarde van toen"
        yield diagnostic(
            VERSION_GAP,
            symbols.place_of_name(holder),
            naam=holder.naam,
            vanaf=write_date(begin),
            tot=write_date(first),
            help=(advice,),
        )
    bekend_tot = holder.one(BekendTot)
    if bekend_tot and end is not None and bekend_tot.datum < end:
        yield diagnostic(
            KNOWN_TOO_SHORT,
            bekend_tot.span,
            naam=holder.naam,
            tot=write_date(bekend_tot.datum),
            einde=write_date(end),
        )


def _find_between(invullingen: Iterable[Invulling], symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the days between two versions of what is filled in, on which neither holds."""
    dated = [(each, each.one(Geldigheid)) for each in invullingen]
    versions = sorted(
        ((validity.vanaf, validity.tot or LATEST, each) for each, validity in dated if validity),
        key=lambda version: version[:2],
    )
    if len(versions) < len(dated):
        return
    for (_, end, before), (start, _, after) in pairwise(versions):
        if end < start:
            yield diagnostic(
                VERSION_GAP,
                symbols.place_of_name(after),
                labels=(Label(symbols.place_of_name(before), "hier de versie ervoor"),),
                naam=after.naam,
                vanaf=write_date(end),
                tot=write_date(start),
                help=("laat de ene versie beginnen op de dag waarop de andere eindigt",),
            )


def _is_read_before(first: date, holder: Gedateerd | Tabel, symbols: Symbols) -> bool:
    """Tell whether something that holds before a day reads a value; also when nothing reads it."""
    return symbols.read_from.get(holder.naam, EARLIEST) < first


def _find_in_toets(toets: Toets, period: Period, symbols: Symbols) -> Iterator[Diagnostic]:
    begin, end = period
    op = symbols.bases.date_of(toets)
    if op is None and toets.one(Verwachting) is None:
        return
    if op is None:
        advice = "schrijf `op 2026-01-01` met de dag van het geval"
        span = symbols.place_of_name(toets)
        yield diagnostic(TOETS_WITHOUT_DATE, span, naam=toets.naam, help=(advice,))
    elif toets.one(Toetsdatum) is not None and not _lies_within(op.datum, begin, end):
        day = write_date(op.datum)
        yield diagnostic(TOETS_OUTSIDE_POLICY, op.span, naam=toets.naam, datum=day)


def _lies_within(day: date, begin: date, end: date | None) -> bool:
    return begin <= day and (end is None or day < end)

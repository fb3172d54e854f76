"""Who may give a judgement and who may look: organs, and functions with their mandate.

A judgement that a toets records is held to the same demands as one of a real case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.analysis.judgements import judgements_of
from maatwerk_rules.analysis.symbols import Afwijking, Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    BijRegeling,
    Door,
    MotiveringVerplicht,
    Oordeelmandaat,
    Regelingmandaat,
    ToetsenAltijd,
    Weegt,
)
from maatwerk_rules.model.declarations import (
    Afwijkingsgrond,
    Functie,
    Hardheidsclausule,
    Oordeel,
    Toets,
    Uitkomst,
)
from maatwerk_rules.model.toetsclauses import Bekeken, Toetsoordeel

NO_ORGAN = Kind(
    "MW613",
    "onbevoegd-orgaan",
    Severity.FOUT,
    "`{naam}` is een functie en geen bestuursorgaan.",
    "Bevoegd is het orgaan; een functie beslist alleen namens het orgaan, met een mandaat.",
)
MANDATE_OF_OTHER_ORGAN = Kind(
    "MW632",
    "mandaat-van-ander-orgaan",
    Severity.FOUT,
    "`{functie}` werkt namens `{namens}`, maar over `{oordeel}` gaat `{orgaan}`.",
    "Een orgaan kan alleen mandaat geven voor wat het zelf mag beslissen.",
)
JUDGED_WITHOUT_MANDATE = Kind(
    "MW633",
    "oordeel-zonder-mandaat",
    Severity.FOUT,
    "`{door}` mag het oordeel `{oordeel}` niet geven. Dit oordeel kan alleen {wie} geven.",
    "Een oordeel van wie niet bevoegd is, kan geen besluit dragen.",
)
LOOKED_WITHOUT_MANDATE = Kind(
    "MW634",
    "bekeken-zonder-mandaat",
    Severity.FOUT,
    "`{door}` mag niet vastleggen dat er is bekeken of afwijken nodig is. Dat kan alleen {wie}.",
    "Wie vastlegt dat geen afwijking past, sluit die afwijkingen af.",
)

JUDGEMENT_INCOMPLETE = Kind(
    "MW957",
    "toetsoordeel-onvolledig",
    Severity.FOUT,
    "Bij dit oordeel over `{oordeel}` ontbreekt {ontbreekt}.",
    "Een oordeel zonder redenen of met een overgeslagen factor kan geen besluit dragen.",
)


def may_judge(beleid: Beleid, symbols: Symbols, oordeel: str) -> tuple[str, ...]:
    """Return who may give a judgement: the organ first, then the functions with a mandate.

    A function has one by the oordeel itself, or by the regeling of a deviation that reads it.
    An oordeel that does not exist, or names no organ, can be given by nobody.
    """
    declaration = symbols.oordelen.get(oordeel)
    door = declaration.one(Door) if declaration else None
    if door is None:
        return ()
    regelingen = symbols.once(_regelingen_by_judgement).get(oordeel, frozenset())
    functies = (
        functie.naam
        for functie in symbols.functies.values()
        if functie.namens == door.orgaan and _has_mandate(functie, oordeel, regelingen)
    )
    return (door.orgaan, *functies)


def may_look(beleid: Beleid, symbols: Symbols) -> tuple[str, ...]:
    """Return who may record that the deviations `toetsen altijd` were looked at and none applies.

    Everyone who may give a judgement in one of them; where none reads a judgement, any organ.
    """
    found: dict[str, None] = {}
    for deviation in _deviations(symbols):
        if deviation.one(ToetsenAltijd):
            for oordeel in judgements_of(deviation, symbols):
                found |= dict.fromkeys(may_judge(beleid, symbols, oordeel))
    organs = dict.fromkeys(name for name in found if name in symbols.organen)
    return tuple((organs or dict.fromkeys(symbols.organen)) | found)


def _deviations(symbols: Symbols) -> Iterator[Afwijking]:
    for regel in symbols.regels.values():
        if isinstance(regel, Afwijkingsgrond | Hardheidsclausule):
            yield regel


def _regelingen_by_judgement(symbols: Symbols) -> dict[str, frozenset[str]]:
    """Return for each judgement the regelingen that a deviation reading it hangs on."""
    found: dict[str, frozenset[str]] = {}
    for deviation in _deviations(symbols):
        if isinstance(deviation.doel, BijRegeling):
            for oordeel in judgements_of(deviation, symbols):
                found[oordeel] = found.get(oordeel, frozenset()) | {deviation.doel.regeling}
    return found


def _has_mandate(functie: Functie, oordeel: str, regelingen: frozenset[str]) -> bool:
    return any(
        mandaat.oordeel == oordeel
        if isinstance(mandaat, Oordeelmandaat)
        else mandaat.regeling in regelingen
        for mandaat in functie.mandaten or ()
    )


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return who is said to decide without the power to."""
    judges = {name: may_judge(beleid, symbols, name) for name in symbols.oordelen}
    lookers = may_look(beleid, symbols)
    toetsen = [toets for part in beleid.parts for toets in part.once(_with_people)]
    return (
        *_find_organs(symbols),
        *_find_mandates(symbols),
        *(found for toets in toetsen for found in _find_in_toets(toets, symbols, judges, lookers)),
    )


def _with_people(beleid: Beleid) -> tuple[Toets, ...]:
    """Return the toetsen of a policy itself in which somebody judges or looks."""
    toetsen = beleid.own(Toets)
    return tuple([each for each in toetsen if each.one(Toetsoordeel) or each.one(Bekeken)])


def _find_organs(symbols: Symbols) -> Iterator[Diagnostic]:
    for declaration in (*symbols.oordelen.values(), *symbols.beleid.all(Uitkomst)):
        for door in declaration.all(Door):
            functie = symbols.functies.get(door.orgaan)
            if functie:
                label = Label(symbols.place_of_name(functie), "hier beschreven")
                advice = f"schrijf `door {functie.namens}`"
                if isinstance(declaration, Oordeel):
                    advice += f" en geef de functie mandaat: `voor oordeel {declaration.naam}`"
                span = symbols.place(door, door.orgaan)
                yield diagnostic(NO_ORGAN, span, labels=(label,), help=(advice,), naam=door.orgaan)


def _find_mandates(symbols: Symbols) -> Iterator[Diagnostic]:
    for functie in symbols.functies.values():
        for mandaat in functie.mandaten or ():
            oordeel = _judgement_of(mandaat, symbols)
            door = oordeel.one(Door) if oordeel else None
            # A `door` that names no organ is reported by itself.
            if oordeel and door and door.orgaan in symbols.organen.keys() - {functie.namens}:
                yield diagnostic(
                    MANDATE_OF_OTHER_ORGAN,
                    symbols.place(mandaat, oordeel.naam),
                    labels=(Label(door.span, "hier staat het orgaan"),),
                    functie=functie.naam,
                    namens=functie.namens,
                    oordeel=oordeel.naam,
                    orgaan=door.orgaan,
                )


def _judgement_of(mandaat: Oordeelmandaat | Regelingmandaat, symbols: Symbols) -> Oordeel | None:
    return symbols.oordelen.get(mandaat.oordeel) if isinstance(mandaat, Oordeelmandaat) else None


def _find_in_toets(
    toets: Toets, symbols: Symbols, judges: Mapping[str, tuple[str, ...]], lookers: tuple[str, ...]
) -> Iterator[Diagnostic]:
    known = symbols.organen.keys() | symbols.functies.keys()
    for given in toets.all(Toetsoordeel):
        allowed = judges.get(given.naam, ())
        if allowed and given.door in known.difference(allowed):
            yield diagnostic(
                JUDGED_WITHOUT_MANDATE,
                symbols.place(given, given.door),
                help=(f"of geef het mandaat: `functie … voor oordeel {given.naam}`",),
                door=given.door,
                oordeel=given.naam,
                wie=_either(allowed),
            )
        yield from _find_incomplete(given, symbols)
    for look in toets.all(Bekeken):
        if lookers and look.door in known.difference(lookers):
            span = symbols.place(look, look.door)
            who = _either(lookers)
            yield diagnostic(LOOKED_WITHOUT_MANDATE, span, door=look.door, wie=who)


def _find_incomplete(given: Toetsoordeel, symbols: Symbols) -> Iterator[Diagnostic]:
    oordeel = symbols.oordelen.get(given.naam)
    if oordeel is None:
        return
    missing = []
    if oordeel.one(MotiveringVerplicht) and given.omdat is None:
        missing.append('de reden (`omdat "…"`)')
    weighed = {weging.factor for weging in given.gewogen or ()}
    factors = [factor.naam for weegt in oordeel.all(Weegt) for factor in weegt.factoren]
    missing += [f"de weging van `{naam}`" for naam in factors if naam not in weighed]
    if missing:
        yield diagnostic(
            JUDGEMENT_INCOMPLETE,
            given.span,
            labels=(Label(symbols.place_of_name(oordeel), "hier staat wat nodig is"),),
            help=('schrijf wat ontbreekt: `omdat "…"` en daarna `gewogen … "…"`',),
            oordeel=given.naam,
            ontbreekt=write_list(missing),
        )


def _either(names: tuple[str, ...]) -> str:
    return write_list((f"`{name}`" for name in names), "of")

"""The duties of a deviation on which its meaning hangs: direction, power, and what it replaces."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import order_of
from maatwerk_rules.analysis.judgements import judgements_of
from maatwerk_rules.analysis.symbols import Afwijking, Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    BijGroep,
    BijRegel,
    BijRegeling,
    Dan,
    Karakter,
    Krachtens,
    SteltTerzijde,
    Strekking,
)
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Regel,
    Uitzondering,
)

NO_DIRECTION = Kind(
    "MW615",
    "strekking-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` staat niet of zij ten gunste of ten nadele werkt.",
    "Een afwijking ten gunste kan de uitkomst nooit slechter maken; dat moet zijn gezegd.",
)
NO_POWER = Kind(
    "MW616",
    "krachtens-ontbreekt",
    Severity.FOUT,
    "`{naam}` kan ten nadele werken, maar noemt niet krachtens welk artikel dat mag.",
    "Afwijken in iemands nadeel kan alleen met een uitdrukkelijke bevoegdheid in de wet.",
)
SETS_NOTHING_ASIDE = Kind(
    "MW617",
    "terzijde-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` staat niet welke regels van `{regeling}` zij terzijde stelt.",
    "Een afwijking zet nooit een hele regeling opzij, alleen regels die zij noemt.",
)
HARDSHIP_NOT_AT_REGELING = Kind(
    "MW618",
    "hardheid-niet-bij-regeling",
    Severity.FOUT,
    "De hardheidsclausule `{naam}` hoort bij een regeling te staan, en staat bij `{doel}`.",
    "Een hardheidsclausule staat in een regeling; wat bij één regel hoort is een afwijkingsgrond.",
)
FAVOUR_MISSING = Kind(
    "MW620",
    "gunstig-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` staat niet wat gunstig is, terwijl een afwijking ten gunste erop werkt.",
    "Dan is niet te zien welke van twee uitkomsten de gunstigste is.",
)
MORE_PLACES = Kind(
    "MW622",
    "afwijking-op-meer-plaatsen",
    Severity.FOUT,
    "`{naam}` geeft één waarde in de plaats van regels die niet op één plaats hangen.",
    "Dan is niet te zeggen waar die ene waarde komt te staan.",
)
BOUND_IS_NO_DEVIATION = Kind(
    "MW628",
    "moet-is-geen-afwijking",
    Severity.WAARSCHUWING,
    "`{naam}` zegt `karakter moet`; wat moet, is een regel en geen afwijking.",
    "Wie een plicht een afwijking noemt, verbergt dat de weigering zelf fout zou zijn.",
)
NO_JUDGEMENT = Kind(
    "MW630",
    "afwijking-zonder-oordeel",
    Severity.HINT,
    "In de afwijking `{naam}` komt geen oordeel voor.",
    "Wat zonder oordeel volgt uit de feiten, is meestal een uitzondering.",
)

_DEVIATIONS: tuple[type[Afwijking], ...] = (Afwijkingsgrond, Hardheidsclausule)


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return the deviations whose meaning is not complete."""
    return (
        *(
            found
            for each in beleid.all(Aanpassing, *_DEVIATIONS)
            for found in _find_direction(each, symbols)
        ),
        *(
            found
            for each in beleid.all(*_DEVIATIONS)
            for found in _find_in_deviation(each, symbols)
        ),
        *_find_favour(beleid, symbols),
    )


def _find_direction(declaration: object, symbols: Symbols) -> Iterator[Diagnostic]:
    match declaration:
        case Aanpassing() if not judgements_of(declaration, symbols):
            return
        case Aanpassing() | Afwijkingsgrond() | Hardheidsclausule():
            if not declaration.one(Strekking):
                advice = "schrijf `ten gunste`, of `ten nadele` of `in beide richtingen`"
                span = symbols.place_of_name(declaration)
                yield diagnostic(NO_DIRECTION, span, naam=declaration.naam, help=(advice,))


def _find_in_deviation(deviation: Afwijking, symbols: Symbols) -> Iterator[Diagnostic]:
    naam = deviation.naam
    strekking = deviation.one(Strekking)
    if strekking and strekking.strekking != "ten gunste" and not deviation.one(Krachtens):
        advice = "schrijf `krachtens …` met het artikel dat dit toestaat"
        yield diagnostic(NO_POWER, strekking.span, naam=naam, help=(advice,))
    doel = deviation.doel
    if isinstance(doel, BijRegeling) and not deviation.one(SteltTerzijde):
        advice = "schrijf `stelt terzijde …` met de namen van de regels"
        yield diagnostic(
            SETS_NOTHING_ASIDE, doel.span, naam=naam, regeling=doel.regeling, help=(advice,)
        )
    if isinstance(deviation, Hardheidsclausule) and not isinstance(doel, BijRegeling):
        yield _report_hardship(deviation, doel)
    karakter = deviation.one(Karakter)
    if karakter and karakter.karakter == "moet":
        advice = "maak er een uitzondering van, of schrijf `moet beoordelen` of `kan`"
        yield diagnostic(BOUND_IS_NO_DEVIATION, karakter.span, naam=naam, help=(advice,))
    if not judgements_of(deviation, symbols):
        advice = "maak er een uitzondering van, of laat een mens oordelen met `oordeel …`"
        yield diagnostic(NO_JUDGEMENT, symbols.place_of_name(deviation), naam=naam, help=(advice,))
    yield from _find_places(deviation, symbols)


def _report_hardship(clause: Hardheidsclausule, doel: BijRegel | BijGroep) -> Diagnostic:
    target = doel.regel if isinstance(doel, BijRegel) else doel.groep
    advice = "schrijf `bij regeling …` met `stelt terzijde …`, of maak er een `afwijkingsgrond` van"
    return diagnostic(
        HARDSHIP_NOT_AT_REGELING, doel.span, naam=clause.naam, doel=target, help=(advice,)
    )


def _find_places(deviation: Afwijking, symbols: Symbols) -> Iterator[Diagnostic]:
    dan = deviation.one(Dan)
    # Rules of more than one outcome are reported by themselves.
    if dan is None or symbols.outcome_of(deviation.naam) is None:
        return
    names = symbols.targets_of(deviation)
    tops = {place: regel for regel, place in _tops(names, symbols)}
    if len(tops) > 1:
        labels = [Label(symbols.place_of_name(each), "hangt hier") for each in tops.values()]
        advice = "schrijf `dan buiten toepassing`, of maak voor elke plaats een eigen afwijking"
        yield diagnostic(MORE_PLACES, dan.span, naam=deviation.naam, labels=labels, help=(advice,))


def _tops(
    names: tuple[str, ...], symbols: Symbols
) -> Iterator[tuple[Regel | Uitzondering | Aanpassing, tuple[str, ...]]]:
    """Yield the targets that hang on none of the others, each with what it does hang on."""
    for name in names:
        match symbols.regels.get(name):
            case Uitzondering(op=op) as regel if op not in names:
                yield regel, ("op", op)
            case Regel(bepaalt=outcome) as regel:
                yield regel, ("bepaalt", outcome)
            case Aanpassing(van=outcome, stap=stap) as regel:
                yield regel, ("stap", outcome, stap)


def _find_favour(beleid: Beleid, symbols: Symbols) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    for each in beleid.all(*_DEVIATIONS):
        strekking = each.one(Strekking)
        if strekking is None or strekking.strekking != "ten gunste":
            continue
        for outcome in sorted(symbols.outcomes_of(each.naam) - reported):
            declaration = symbols.declaration(outcome)
            if declaration and order_of(outcome, symbols) is None:
                reported.add(outcome)
                label = Label(symbols.place_of_name(each), "deze afwijking werkt erop")
                advice = "schrijf `gunstig is …` met ja, nee, hoger, lager, eerder of later"
                span = symbols.place_of_name(declaration)
                yield diagnostic(
                    FAVOUR_MISSING, span, labels=(label,), naam=outcome, help=(advice,)
                )

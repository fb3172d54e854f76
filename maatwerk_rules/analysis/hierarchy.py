"""Layers of law: what a lower regeling may not do to what a higher one gives.

The part that shows in the text alone: a rule of a lower layer that can refuse or lower needs room
that the higher text leaves, and no clause sets aside what stands above it. Whether a rule really
gives less in some case is for the proofs.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis import citations, hardship
from maatwerk_rules.analysis.favour import may_lower, order_of
from maatwerk_rules.analysis.layers import (
    LOCAL,
    cites_awb_4_84,
    layer_of,
    rank,
    regeling_of,
    regelingen_of,
)
from maatwerk_rules.analysis.symbols import Afwijking, Regelnaam, Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    BijRegeling,
    BijSamenloop,
    BuitenToepassing,
    EigenLezing,
    GunstigIs,
    InTeVullen,
    Krachtens,
    Rang,
    Ruimte,
    Strekking,
)
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Invulling,
    Regel,
    Regeling,
    Uitzondering,
)
from maatwerk_rules.model.node import Declaration

LOWER_AGAINST_HIGHER = Kind(
    "MW506",
    "lager-tegen-hoger",
    Severity.FOUT,
    "`{naam}` staat in `{lager}` en kan minder geven dan wat volgt uit `{hoger}`.",
    "Een lagere regeling kan alleen minder geven waar de hogere daar ruimte voor laat.",
)
NEW_REFUSAL = Kind(
    "MW507",
    "beleidsregel-nieuwe-weigeringsgrond",
    Severity.FOUT,
    "`{naam}` staat in de beleidsregel `{lager}` en kan weigeren of verlagen wat `{hoger}` geeft.",
    "Een beleidsregel legt uit en weegt; een nieuwe weigeringsgrond kan zij niet maken.",
)
RANK_MISSING = Kind(
    "MW511",
    "rang-ontbreekt",
    Severity.WAARSCHUWING,
    "Bij `{naam}` uit `{regeling}` staat niet hoe zij zich verhoudt tot de wet.",
    "Ruimte van de wet invullen, iets extra's geven en tegen de wet in geven zijn drie dingen.",
)
RANK_OF_STATUTE = Kind(
    "MW512",
    "rang-overbodig",
    Severity.WAARSCHUWING,
    "`{naam}` staat in de wet `{regeling}` zelf; daar past `{rang}` niet bij.",
    "Alleen een regel van een gemeente vult de wet in of gaat erbuiten.",
)
SETS_HIGHER_ASIDE = Kind(
    "MW513",
    "hogere-regel-terzijde",
    Severity.FOUT,
    "`{naam}` berust op `{lager}` en kan `{regel}` uit `{hoger}` niet terzijde stellen.",
    "Een bepaling van een lagere regeling zet nooit een hogere opzij.",
)
OTHER_REGELING = Kind(
    "MW514",
    "terzijde-uit-andere-regeling",
    Severity.FOUT,
    "`{regel}` staat niet in `{regeling}`, maar in `{andere}`.",
    "Een afwijking bij een regeling werkt alleen op regels van die regeling.",
)
FILLED_BY_OTHER_LAYER = Kind(
    "MW515",
    "invulling-uit-verkeerde-laag",
    Severity.FOUT,
    "`{naam}` is in te vullen door een {verwacht}, en wordt hier ingevuld door een {gevonden}.",
    "Wie mag invullen staat in de wet.",
)
DIRECTION_UNKNOWN = Kind(
    "MW520",
    "richting-van-begrip-onbekend",
    Severity.WAARSCHUWING,
    "Bij `{naam}` staat niet wat gunstig is, terwijl `{regel}` uit een lagere regeling erop werkt.",
    "Dan is niet na te gaan of die regel minder geeft dan de hogere regeling.",
)
REFUSAL_BY_OWN_READING = Kind(
    "MW521",
    "weigering-op-eigen-lezing",
    Severity.WAARSCHUWING,
    "`{naam}` kan weigeren of verlagen, en berust alleen op een eigen lezing.",
    "Wat iemand minder krijgt moet in een regeling staan.",
)

_RULES = (Regel, Uitzondering, Aanpassing, Afwijkingsgrond, Hardheidsclausule)
_DEVIATIONS = (Afwijkingsgrond, Hardheidsclausule)


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return where a lower regeling does what only a higher one may, and ids that fit no layer."""
    return (
        *(found for each in beleid.all(*_RULES, Invulling) for found in _find_in(each, symbols)),
        *hardship.find(beleid, symbols),
        *citations.find(beleid, symbols),
    )


def _find_in(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    if isinstance(declaration, _RULES):
        yield from _find_rank(declaration, symbols)
    match declaration:
        case Regel() | Uitzondering() | Aanpassing():
            yield from _find_burden(declaration, symbols)
        case Afwijkingsgrond() | Hardheidsclausule():
            yield from _find_detriment(declaration, symbols)
            yield from _find_aside(declaration, symbols)
        case Invulling():
            yield from _find_filling(declaration, symbols)


def _find_rank(regel: Regelnaam, symbols: Symbols) -> Iterator[Diagnostic]:
    regeling, rang = layer_of(regel, symbols), regel.one(Rang)
    if regeling is None:
        return
    if regeling.soort in LOCAL and rang is None:
        advice = "schrijf `binnenwettelijk`, `buitenwettelijk` of `tegenwettelijk`"
        span = symbols.place_of_name(regel)
        yield diagnostic(
            RANK_MISSING, span, naam=regel.naam, regeling=regeling.naam, help=(advice,)
        )
    if regeling.soort == "wet" and rang is not None:
        advice = f"haal `{rang.rang}` weg"
        yield diagnostic(
            RANK_OF_STATUTE,
            rang.span,
            naam=regel.naam,
            regeling=regeling.naam,
            rang=rang.rang,
            help=(advice,),
        )


# ---------------------------------------------------------------- giving less


def _find_burden(
    regel: Regel | Uitzondering | Aanpassing, symbols: Symbols
) -> Iterator[Diagnostic]:
    outcome = symbols.outcome_of(regel.naam)
    if outcome is None:
        return
    own = layer_of(regel, symbols)
    if own is not None and rank(own) == 0:
        return  # nothing stands above a statute
    if own is None and not regel.one(EigenLezing):
        return
    beside = _beside(regel, outcome, symbols)
    if own is None:
        if beside and may_lower(regel, symbols):
            advice = "noem met `bron …` het artikel, of laat de regel weg"
            span = symbols.place_of_name(regel)
            yield diagnostic(REFUSAL_BY_OWN_READING, span, naam=regel.naam, help=(advice,))
        return
    higher = [(each, regeling) for each, regeling in beside if rank(regeling) < rank(own)]
    if not higher:
        return
    if order_of(outcome, symbols) is None:
        advice = f"schrijf bij `{outcome}` wat gunstig is: `gunstig is …`"
        span = symbols.place_of_name(regel)
        yield diagnostic(DIRECTION_UNKNOWN, span, naam=outcome, regel=regel.naam, help=(advice,))
    elif may_lower(regel, symbols) and not _only_adds(regel, outcome, symbols):
        yield from _report_less(regel, own, higher[0], outcome, symbols)


def _beside(
    regel: Regel | Uitzondering | Aanpassing, outcome: str, symbols: Symbols
) -> list[tuple[Declaration, Regeling]]:
    """Return what a rule can take something from, each with the highest regeling it rests on.

    An exception `buiten toepassing` takes only from what it hangs on; a value meets all other
    rules of the outcome, and what the outcome itself rests on.
    """
    others: list[Declaration] = []
    if isinstance(regel, Uitzondering) and regel.one(BuitenToepassing):
        others = [symbols.regels[regel.op]]
    else:
        others = [
            each
            for each in symbols.working_on(outcome)
            if isinstance(each, Regel | Uitzondering | Aanpassing) and each.naam != regel.naam
        ]
        declaration = symbols.declaration(outcome)
        others += [declaration] if declaration else []
    found = ((each, _highest(each, symbols)) for each in others)
    return [(each, regeling) for each, regeling in found if regeling is not None]


def _highest(declaration: Declaration, symbols: Symbols) -> Regeling | None:
    return symbols.once_for(declaration, _found_highest)


def _found_highest(declaration: Declaration, symbols: Symbols) -> Regeling | None:
    return min(regelingen_of(declaration, symbols), key=rank, default=None)


def _only_adds(regel: Regel | Uitzondering | Aanpassing, outcome: str, symbols: Symbols) -> bool:
    """Tell whether a rule stands beside the others so that the more favourable one counts."""
    declaration = symbols.declaration(outcome)
    together = declaration.one(BijSamenloop) if declaration else None
    direction = declaration.one(GunstigIs) if declaration else None
    if not isinstance(regel, Regel) or together is None or direction is None:
        return False
    best = {"hoger": "hoogste", "later": "hoogste", "lager": "laagste", "eerder": "laagste"}
    return together.wijze == best.get(direction.richting)


def _report_less(
    regel: Regelnaam,
    own: Regeling,
    above: tuple[Declaration, Regeling],
    outcome: str,
    symbols: Symbols,
) -> Iterator[Diagnostic]:
    """Yield the finding, unless the outcome leaves room for the layer of the rule."""
    declaration = symbols.declaration(outcome)
    rooms = declaration.all(Ruimte) if declaration else ()
    if own.soort in {ruimte.soort for ruimte in rooms}:
        return
    holder, higher = above
    words = own.soort.replace("_", " ")
    advice = (
        f"laat de wet hier ruimte, schrijf dan bij `{outcome}`: `ruimte voor {own.soort} bron …`",
        f"laat de wet die niet, dan kan een {words} dit niet regelen",
    )
    yield diagnostic(
        NEW_REFUSAL if own.soort == "beleidsregel" else LOWER_AGAINST_HIGHER,
        symbols.place_of_name(regel),
        labels=(Label(symbols.place_of_name(holder), f"berust op {higher.naam}"),),
        naam=regel.naam,
        lager=own.naam,
        hoger=higher.naam,
        help=advice,
    )


def _find_detriment(deviation: Afwijking, symbols: Symbols) -> Iterator[Diagnostic]:
    """Hold the power to deviate to detriment against what it deviates from."""
    strekking, krachtens = deviation.one(Strekking), deviation.one(Krachtens)
    if strekking is None or strekking.strekking == "ten gunste" or krachtens is None:
        return
    power = regeling_of(krachtens.verwijzing, symbols)
    if power is None:
        return
    for name in symbols.targets_of(deviation):
        regel, outcome = symbols.regels.get(name), symbols.outcome_of(name)
        higher = _highest(regel, symbols) if regel else None
        if regel and outcome and higher and rank(higher) < rank(power):
            yield from _report_less(deviation, power, (regel, higher), outcome, symbols)
            return


# ---------------------------------------------------------------- setting aside, filling in


def _find_aside(deviation: Afwijking, symbols: Symbols) -> Iterator[Diagnostic]:
    own, doel = layer_of(deviation, symbols), deviation.doel
    if own is None or cites_awb_4_84(deviation, symbols):
        return
    for name in symbols.targets_of(deviation):
        regel = symbols.regels.get(name)
        stands_in = layer_of(regel, symbols) if regel else None
        if regel is None or stands_in is None:
            continue
        if rank(stands_in) < rank(own):
            yield diagnostic(
                SETS_HIGHER_ASIDE,
                symbols.place(deviation, name),
                labels=(Label(symbols.place_of_name(regel), "hier beschreven"),),
                naam=deviation.naam,
                lager=own.naam,
                regel=name,
                hoger=stands_in.naam,
                help=(
                    "noem als bron de grond om af te wijken die in de hogere regeling zelf staat",
                    "geeft de gemeente iets extra's: maak er een uitzondering van, met haar rang",
                ),
            )
        elif isinstance(doel, BijRegeling) and doel.regeling in symbols.regelingen:
            yield from _find_other_regeling(deviation, doel, regel, symbols)


def _find_other_regeling(
    deviation: Afwijking, doel: BijRegeling, regel: Regelnaam, symbols: Symbols
) -> Iterator[Diagnostic]:
    named = [each.naam for each in regelingen_of(regel, symbols)]
    if doel.regeling not in named:
        span = symbols.place(deviation, regel.naam)
        yield diagnostic(
            OTHER_REGELING, span, regel=regel.naam, regeling=doel.regeling, andere=named[0]
        )


def _find_filling(invulling: Invulling, symbols: Symbols) -> Iterator[Diagnostic]:
    begrip = symbols.declaration(invulling.naam)
    open_to = begrip.one(InTeVullen) if begrip else None
    own = layer_of(invulling, symbols)
    if begrip and open_to and own and own.soort != open_to.soort:
        yield diagnostic(
            FILLED_BY_OTHER_LAYER,
            symbols.place_of_name(invulling),
            labels=(Label(open_to.span, "hier staat wie mag invullen"),),
            naam=invulling.naam,
            verwacht=open_to.soort.replace("_", " "),
            gevonden=own.soort.replace("_", " "),
        )

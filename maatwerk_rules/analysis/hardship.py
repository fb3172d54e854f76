"""The two general ways out of a regeling: Awb 4:84 for a beleidsregel, else its own clause."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.layers import layer_of
from maatwerk_rules.analysis.supplied import (
    burdening,
    grounds_of_awb_4_84,
    is_supplied,
)
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import BijRegeling, ToetsenBijAanwijzing, ToetsenOpVerzoek
from maatwerk_rules.model.declarations import Afwijkingsgrond, Hardheidsclausule, Regeling

NOT_A_POLICY_RULE = Kind(
    "MW516",
    "awb-4-84-buiten-beleidsregel",
    Severity.FOUT,
    "`{naam}` berust op Awb 4:84, maar `{regel}` staat in {soort} `{regeling}`.",
    "Awb 4:84 laat alleen afwijken van een beleidsregel, nooit van een wet of verordening.",
)
GROUND_INCOMPLETE = Kind(
    "MW517",
    "awb-4-84-onvolledig",
    Severity.WAARSCHUWING,
    "`{naam}` noemt niet alle regels van `{regeling}` die kunnen weigeren; het gaat om {regels}.",
    "Awb 4:84 geldt voor de hele beleidsregel; voor deze regels wordt de grond vanzelf aangevuld.",
)
HARDSHIP_AT_POLICY_RULE = Kind(
    "MW518",
    "hardheid-bij-beleidsregel",
    Severity.FOUT,
    "`{regeling}` is een beleidsregel; daar past geen hardheidsclausule bij.",
    "Van een beleidsregel moet worden afgeweken volgens Awb 4:84, ook zonder clausule.",
)
NO_SUCH_CLAUSE = Kind(
    "MW519",
    "geen-hardheidsclausule-in-wet",
    Severity.FOUT,
    "De {titel} heeft geen algemene hardheidsclausule.",
    "De wet geeft per bepaling een eigen grond om af te wijken, elk met een eigen maatstaf.",
)
NARROWER_THAN_SOURCE = Kind(
    "MW612",
    "eis-buiten-bron",
    Severity.FOUT,
    "`{naam}` stelt een eis aan het toetsen die niet in Awb 4:84 staat.",
    "Bij elke beleidsregel kijkt het bestuursorgaan uit zichzelf of afwijken nodig is.",
)

# Statutes of which is known that they hold no general clause, by their id.
WITHOUT_CLAUSE = {"BWBR0015703": "Participatiewet"}


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return the clauses that stand where the law has none, and grounds that fall short."""
    return (
        *(
            found
            for clause in beleid.all(Hardheidsclausule)
            for found in _find_in_clause(clause, symbols)
        ),
        *(
            found
            for ground in grounds_of_awb_4_84(symbols)
            for found in _find_in_ground(ground, symbols)
        ),
        *(
            found
            for regeling in symbols.regelingen.values()
            for found in _find_incomplete(regeling, symbols)
        ),
    )


def _find_in_clause(clause: Hardheidsclausule, symbols: Symbols) -> Iterator[Diagnostic]:
    doel = clause.doel
    if not isinstance(doel, BijRegeling) or doel.regeling not in symbols.regelingen:
        return
    regeling = symbols.regelingen[doel.regeling]
    if regeling.soort == "beleidsregel":
        advice = "schrijf `afwijkingsgrond` met `bron Awb artikel 4:84`, of laat de clausule weg"
        yield diagnostic(HARDSHIP_AT_POLICY_RULE, doel.span, regeling=regeling.naam, help=(advice,))
    elif regeling.nummer in WITHOUT_CLAUSE:
        advice = "schrijf een `afwijkingsgrond` met het artikel dat hier afwijken toestaat"
        title = WITHOUT_CLAUSE[regeling.nummer]
        yield diagnostic(NO_SUCH_CLAUSE, doel.span, titel=title, help=(advice,))


def _find_in_ground(ground: Afwijkingsgrond, symbols: Symbols) -> Iterator[Diagnostic]:
    for moment in (ToetsenBijAanwijzing, ToetsenOpVerzoek):
        for clause in ground.all(moment):
            advice = "schrijf `toetsen altijd`"
            yield diagnostic(NARROWER_THAN_SOURCE, clause.span, naam=ground.naam, help=(advice,))
    for name in symbols.targets_of(ground):
        regel = symbols.regels.get(name)
        regeling = layer_of(regel, symbols) if regel else None
        if regel and regeling and regeling.soort != "beleidsregel":
            yield diagnostic(
                NOT_A_POLICY_RULE,
                symbols.place(ground, name),
                labels=(Label(symbols.place_of_name(regel), "hier beschreven"),),
                naam=ground.naam,
                regel=name,
                soort=f"de {regeling.soort.replace('_', ' ')}",
                regeling=regeling.naam,
            )


def _find_incomplete(regeling: Regeling, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield a finding at the author's ground when it leaves out rules of its beleidsregel."""
    names = [regel.naam for regel in burdening(regeling, symbols)]
    grounds = [each for each in grounds_of_awb_4_84(symbols) if not is_supplied(each)]
    mine = [
        ground
        for ground in grounds
        if symbols.targets_of(ground)
        and (
            ground.doel == BijRegeling(regeling.naam)
            or not set(names).isdisjoint(symbols.targets_of(ground))
        )
    ]
    covered = {name for ground in mine for name in symbols.targets_of(ground)}
    missing = [name for name in names if name not in covered]
    if mine and missing:
        ground = mine[0]
        advice = f"schrijf `stelt terzijde {', '.join(missing)}` erbij"
        yield diagnostic(
            GROUND_INCOMPLETE,
            symbols.place_of_name(ground),
            labels=[
                Label(symbols.place_of_name(symbols.regels[name]), "hier staat zo'n regel")
                for name in missing
            ],
            naam=ground.naam,
            regeling=regeling.naam,
            regels=write_list(f"`{name}`" for name in missing),
            help=(advice,),
        )

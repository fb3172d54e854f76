"""What the tool adds to a policy by itself: for each beleidsregel the ground of Awb 4:84.

A bestuursorgaan must deviate from its own beleidsregel when the effects are disproportionate
through special circumstances. That duty exists whether or not an author thinks of it, so no
refusal by a beleidsregel is without this way out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.layers import (
    AWB,
    DEVIATION_FROM_POLICY_RULE,
    cites_awb_4_84,
    layer_of,
)
from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    Bedoelingclausule,
    BijRegeling,
    Bron,
    BuitenToepassing,
    Door,
    Factor,
    Indien,
    Karakter,
    Maatstaf,
    MotiveringVerplicht,
    SteltTerzijde,
    Strekking,
    ToetsenAltijd,
    Uitleg,
    Vraag,
    Weegt,
)
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Oordeel,
    Regel,
    Regeling,
    Uitzondering,
)
from maatwerk_rules.model.expressions import Oordeelverwijzing
from maatwerk_rules.model.node import Clause, Comment, Declaration
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.model.typenodes import Janeetype
from maatwerk_rules.source import Span

MARK = Comment("# aangevuld: Awb artikel 4:84 geldt bij elke beleidsregel")

QUESTION = (
    "Zijn de gevolgen voor deze persoon door bijzondere omstandigheden onevenredig"
    " in verhouding tot het doel van de beleidsregel?"
)
FACTORS = (
    Factor("gevolg_voor_bewoner", "Wat gebeurt er met de bewoner?"),
    Factor("doel_van_de_regel", "Wat wil de regel bereiken?"),
    Factor("andere_oplossing", "Kan het ook anders?"),
)
Made = tuple[tuple[Regelnaam, ...], tuple[Oordeel, Afwijkingsgrond]]

EXPLANATION = (
    "De gevolgen van deze beleidsregel zijn voor u te groot in verhouding tot het doel."
    " Daarom geldt deze regel nu niet voor u."
)


def with_supplied(beleid: Beleid, symbols: Symbols) -> Beleid:
    """Return the policy with what is supplied behind its own declarations.

    Collect the names again afterwards; a policy that lacks nothing is returned as it is.
    """
    supplied = supplied_grounds(beleid, symbols)
    return (
        attrs.evolve(beleid, declaraties=(*beleid.declaraties, *supplied)) if supplied else beleid
    )


def is_supplied(declaration: Declaration) -> bool:
    """Tell whether the tool added a declaration, so that no author wrote it."""
    return MARK in declaration.comments


def supplied_grounds(beleid: Beleid, symbols: Symbols) -> tuple[Declaration, ...]:
    """Return the oordeel and ground of Awb 4:84 for the beleidsregels that still need them.

    What an author's own grounds already set aside is left to those. The nodes bear the place of
    the regeling, so that whatever is said of them points there.

    Source: Algemene wet bestuursrecht art. 4:84.
    """
    supplied: list[Declaration] = []
    awb = next((each for each in symbols.regelingen.values() if each.nummer == AWB), None)
    for regeling in symbols.regelingen.values():
        regels = uncovered(regeling, symbols)
        if not regels:
            continue
        if awb is None:
            name = free_name("Awb", symbols.regelingen)
            title = "Algemene wet bestuursrecht"
            awb = Regeling(name, "wet", AWB, title, span=regeling.span, comments=(MARK,))
            supplied.append(awb)
        supplied.extend(_ground(regeling, awb.naam, regels, symbols))
    return tuple(supplied)


def uncovered(regeling: Regeling, symbols: Symbols) -> tuple[Regelnaam, ...]:
    """Return the rules that `burdening` gives and that no ground of Awb 4:84 sets aside."""
    covered = {
        name for ground in grounds_of_awb_4_84(symbols) for name in symbols.targets_of(ground)
    }
    return tuple(regel for regel in burdening(regeling, symbols) if regel.naam not in covered)


def grounds_of_awb_4_84(symbols: Symbols) -> Iterator[Afwijkingsgrond]:
    """Yield the grounds that rest on Awb 4:84."""
    for regel in symbols.regels.values():
        if isinstance(regel, Afwijkingsgrond) and cites_awb_4_84(regel, symbols):
            yield regel


def burdening(regeling: Regeling, symbols: Symbols) -> Iterator[Regelnaam]:
    """Yield the rules of a beleidsregel that can refuse or lower; none for any other regeling.

    What hangs on a deviation is left out: no deviation can set that aside.
    """
    if regeling.soort != "beleidsregel":
        return
    for regel in symbols.regels.values():
        if (
            isinstance(regel, Regel | Uitzondering | Aanpassing)
            and layer_of(regel, symbols) == regeling
            and may_lower(regel, symbols)
            and not isinstance(symbols.base_of(regel.naam), Afwijkingsgrond | Hardheidsclausule)
        ):
            yield regel


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return the name, or with the first number behind it that nobody uses.

    >>> free_name("Awb", ["Pw"]), free_name("Awb", ["Awb", "Awb_2"])
    ('Awb', 'Awb_3')
    """
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _ground(
    regeling: Regeling, awb: str, regels: tuple[Regelnaam, ...], symbols: Symbols
) -> tuple[Oordeel, Afwijkingsgrond]:
    """Return what is supplied for a regeling; the same nodes as long as nothing in them changes."""
    suffix = regeling.naam.lower()
    oordeel = free_name(f"onevenredig_gevolg_van_{suffix}", {*symbols.values, *symbols.oordelen})
    ground = free_name(f"afwijking_van_{suffix}", symbols.regels)
    organ, known = _organ(symbols), regeling.once(_known_grounds)
    key = awb, oordeel, ground, organ, tuple(map(id, regels))
    if key not in known:
        known.clear()
        # With the rules, so that nothing else gets their identity.
        known[key] = regels, _made(regeling, (awb, oordeel, ground), regels, organ)
    return known[key][1]


def _known_grounds(regeling: Declaration) -> dict[object, Made]:
    return {}


def _made(
    regeling: Regeling,
    names: tuple[str, str, str],
    regels: tuple[Regelnaam, ...],
    organ: tuple[Door, ...],
) -> tuple[Oordeel, Afwijkingsgrond]:
    (awb, oordeel, ground), place = names, regeling.span
    article = Artikelverwijzing(awb, DEVIATION_FROM_POLICY_RULE, span=place)
    judged = (
        Vraag(QUESTION),
        Maatstaf(article),
        *organ,
        Weegt(FACTORS),
        *_intention(regels),
        MotiveringVerplicht(),
    )
    deviates = (
        Bron(article),
        Karakter("moet beoordelen"),
        *_intention(regels),
        Strekking("ten gunste"),
        SteltTerzijde(tuple(regel.naam for regel in regels)),
        ToetsenAltijd(),
        Indien(Oordeelverwijzing(oordeel, span=place)),
        BuitenToepassing(),
        Uitleg(EXPLANATION),
    )
    janee, doel = Janeetype(span=place), BijRegeling(regeling.naam, span=place)
    return (
        Oordeel(oordeel, None, janee, _at(place, judged), span=place, comments=(MARK,)),
        Afwijkingsgrond(ground, doel, _at(place, deviates), span=place, comments=(MARK,)),
    )


def _intention(regels: tuple[Regelnaam, ...]) -> tuple[Bedoelingclausule, ...]:
    """Return the intentions of the rules set aside: those are what the effects are held against."""
    served = dict.fromkeys(
        name
        for regel in regels
        for each in regel.all(Bedoelingclausule)
        for name in each.bedoelingen
    )
    return (Bedoelingclausule(tuple(served)),) if served else ()


def _organ(symbols: Symbols) -> tuple[Door, ...]:
    """Return who decides where only one organ can be meant.

    With several organs it is the one that gives all judgements of the policy; else the oordeel is
    left without an organ, and the check of duties asks the author.
    """
    judging = {door.orgaan for each in symbols.oordelen.values() for door in each.all(Door)}
    for names in (symbols.organen.keys(), judging & symbols.organen.keys()):
        if len(names) == 1:
            return (Door(*names),)
    return ()


def _at(place: Span, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(attrs.evolve(clause, span=place) for clause in clauses)

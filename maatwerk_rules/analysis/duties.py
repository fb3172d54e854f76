"""What each rule and judgement owes its reader: source, moment, character, norm and reasons.

Intentions are in intentions.py and what is peculiar to a deviation in deviations.py; `find` runs
them all. Where meaning hangs on a duty its absence is an error, else the policy still runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis import deviations, intentions
from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.judgements import judgements_of
from maatwerk_rules.analysis.supplied import is_supplied, supplied_grounds
from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import (
    Bron,
    Door,
    EigenLezing,
    Karakter,
    Krachtens,
    Maatstaf,
    MotiveringVerplicht,
    ToetsenAltijd,
    ToetsenBijAanwijzing,
    ToetsenOpVerzoek,
    Vraag,
)
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Aantal,
    Afwijkingsgrond,
    Bedrag,
    Hardheidsclausule,
    Oordeel,
    Percentage,
    Regel,
    Tabel,
    Uitzondering,
)
from maatwerk_rules.model.expressions import Oordeelverwijzing
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Clause, Declaration
from maatwerk_rules.model.references import Artikelverwijzing

NO_SOURCE = Kind(
    "MW201",
    "bron-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` staat geen bron.",
    "De inwoner en de rechter moeten kunnen nagaan waarop dit berust.",
)
REASONS_NOT_REQUIRED = Kind(
    "MW604",
    "motivering-oordeel-ontbreekt",
    Severity.FOUT,
    "Het oordeel `{naam}` telt mee in {regel}, maar hoeft niet te worden gemotiveerd.",
    "Een besluit dat op een oordeel berust, moet zeggen waarom zo is geoordeeld (Awb 3:46).",
)
NO_MOMENT = Kind(
    "MW614",
    "toetsmoment-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` staat niet wanneer hiernaar wordt gekeken.",
    "Zonder toetsmoment is niet te zeggen of het oordeel uit zichzelf moet worden gegeven.",
)
NO_ORGAN = Kind(
    "MW624",
    "oordeel-zonder-orgaan",
    Severity.FOUT,
    "Bij het oordeel `{naam}` staat niet welk bestuursorgaan het geeft.",
    "Zonder orgaan is niemand bevoegd.",
)
NO_NORM = Kind(
    "MW625",
    "oordeel-zonder-maatstaf",
    Severity.FOUT,
    "Bij het oordeel `{naam}` staat geen maatstaf.",
    "Zonder maatstaf is niet na te gaan of in gelijke gevallen gelijk wordt geoordeeld.",
)
NO_QUESTION = Kind(
    "MW626",
    "oordeel-zonder-vraag",
    Severity.WAARSCHUWING,
    "Bij het oordeel `{naam}` staat geen vraag.",
    "Wie oordeelt moet lezen wat er precies wordt gevraagd.",
)
NO_CHARACTER = Kind(
    "MW627",
    "karakter-ontbreekt",
    Severity.WAARSCHUWING,
    "Bij `{naam}` staat niet of het bestuursorgaan hier moet, moet beoordelen of kan.",
    "Een plicht, een plicht om te beoordelen en een bevoegdheid zijn niet hetzelfde.",
)
POWER_WITHOUT_ARTICLE = Kind(
    "MW629",
    "kan-ten-nadele-zonder-artikel",
    Severity.FOUT,
    "`{naam}` zegt `kan` en kan ten nadele werken, maar noemt geen artikel.",
    "Een bevoegdheid in iemands nadeel bestaat alleen als een artikel haar geeft.",
)

_SOURCED = (
    *(Regel, Uitzondering, Aanpassing, Afwijkingsgrond, Hardheidsclausule),
    *(Bedrag, Aantal, Percentage, Tabel, WrittenOut),
)
_RULES: tuple[type[Regelnaam], ...] = (
    *(Regel, Uitzondering, Aanpassing, Afwijkingsgrond, Hardheidsclausule),
)
_DEVIATIONS = (Afwijkingsgrond, Hardheidsclausule)
_MOMENTS: tuple[type[Clause], ...] = (ToetsenAltijd, ToetsenBijAanwijzing, ToetsenOpVerzoek)


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return the duties that a policy, with the policies it uses, does not fulfil.

    What will be supplied is looked at as well: it may lack what only an author can say.
    """
    declarations = (*beleid.all(*_SOURCED, Oordeel), *supplied_grounds(beleid, symbols))
    return (
        *(found for each in declarations for found in _find_in_declaration(each, symbols)),
        *_find_reasons(beleid, symbols),
        *deviations.find(beleid, symbols),
        *intentions.find(beleid, symbols),
    )


def _find_in_declaration(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    if isinstance(declaration, _SOURCED):
        yield from _find_source(declaration, symbols)
    if isinstance(declaration, _RULES):
        yield from _find_in_rule(declaration, symbols)
    if isinstance(declaration, Oordeel):
        yield from _find_in_judgement(declaration, symbols)


def _find_source(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Report what rests on nothing; for a deviation an own reading is no ground."""
    deviates = isinstance(declaration, _DEVIATIONS)
    if declaration.one(Bron) or (declaration.one(EigenLezing) and not deviates):
        return
    advice = "schrijf `bron …` met het artikel"
    if not deviates:
        advice += ", of `eigen lezing`"
    span = symbols.place_of_name(declaration)
    yield diagnostic(NO_SOURCE, span, naam=declaration.name, help=(advice,))


def _find_in_rule(regel: Regelnaam, symbols: Symbols) -> Iterator[Diagnostic]:
    deviates = isinstance(regel, _DEVIATIONS)
    karakter = regel.one(Karakter)
    has_moment = any(regel.one(moment) for moment in _MOMENTS)
    is_complete = has_moment and karakter is not None
    if not is_complete and (deviates or judgements_of(regel, symbols)):
        if not has_moment:
            advice = (
                "schrijf wat de tekst zegt: `toetsen altijd`, `toetsen bij aanwijzing …`"
                " of `toetsen op verzoek …`"
            )
            span = symbols.place_of_name(regel)
            yield diagnostic(
                NO_MOMENT, span, labels=_labels(regel), naam=regel.naam, help=(advice,)
            )
        if karakter is None:
            advice = "schrijf `karakter moet`, `karakter moet beoordelen` of `karakter kan`"
            if deviates:
                advice = "schrijf `karakter moet beoordelen` of `karakter kan`"
            span = symbols.place_of_name(regel)
            yield diagnostic(NO_CHARACTER, span, naam=regel.naam, help=(advice,))
    # A deviation that can be to detriment already needs `krachtens`.
    if karakter and karakter.karakter == "kan" and not deviates and may_lower(regel, symbols):
        powers = [each.verwijzing for each in regel.all(Bron)]
        powers += [each.verwijzing for each in regel.all(Krachtens)]
        if not any(isinstance(power, Artikelverwijzing) for power in powers):
            advice = "schrijf `bron …` met het artikel dat de bevoegdheid geeft"
            yield diagnostic(POWER_WITHOUT_ARTICLE, karakter.span, naam=regel.naam, help=(advice,))


def _labels(regel: Regelnaam) -> Iterator[Label]:
    for node in regel.walk():
        if isinstance(node, Oordeelverwijzing):
            yield Label(node.span, "hier wordt geoordeeld")
            return


def _find_in_judgement(oordeel: Oordeel, symbols: Symbols) -> Iterator[Diagnostic]:
    naam = oordeel.naam
    if not oordeel.one(Door):
        advice = "schrijf `door …` met de naam van een orgaan"
        if is_supplied(oordeel):
            advice = (
                "schrijf zelf een afwijkingsgrond met bron Awb artikel 4:84 bij deze regeling,"
                " en noem in haar oordeel het orgaan"
            )
        yield diagnostic(NO_ORGAN, symbols.place_of_name(oordeel), naam=naam, help=(advice,))
    if not oordeel.one(Maatstaf):
        advice = "schrijf `maatstaf …` met het artikel waarin de norm staat"
        yield diagnostic(NO_NORM, symbols.place_of_name(oordeel), naam=naam, help=(advice,))
    if not oordeel.one(Vraag):
        advice = 'schrijf `vraag "…?"`'
        yield diagnostic(NO_QUESTION, symbols.place_of_name(oordeel), naam=naam, help=(advice,))


def _find_reasons(beleid: Beleid, symbols: Symbols) -> Iterator[Diagnostic]:
    users: dict[str, dict[str, None]] = {}
    for each in beleid.all(*_RULES):
        for naam in judgements_of(each, symbols):
            users.setdefault(naam, {})[each.naam] = None
    for oordeel in beleid.all(Oordeel):
        if oordeel.naam in users and not oordeel.one(MotiveringVerplicht):
            regels = tuple(users[oordeel.naam])
            yield diagnostic(
                REASONS_NOT_REQUIRED,
                symbols.place_of_name(oordeel),
                naam=oordeel.naam,
                regel=write_list(f"`{naam}`" for naam in regels),
                labels=[
                    Label(symbols.place_of_name(symbols.regels[naam]), "hier telt het mee")
                    for naam in regels[:1]
                ],
                help=("schrijf `motivering verplicht`",),
            )

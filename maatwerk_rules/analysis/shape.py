"""Which lines a declaration must have, may have once, and may not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from maatwerk_rules.analysis.scopes import REGELS
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model.expressions import Getalliteraal
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Clause, Declaration, Node
from maatwerk_rules.model.types import Lijst

LINE_TWICE = Kind(
    "MW065",
    "regel-dubbel",
    Severity.FOUT,
    "Deze regel kan in een {blok} maar één keer staan.",
    "Staan er twee, dan is niet te zien welke geldt.",
)
NO_CONSEQUENCE = Kind(
    "MW066",
    "gevolg-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` staat niet wat er volgt.",
    "Een regel zonder gevolg doet niets.",
)
ASIDE_MISPLACED = Kind(
    "MW067",
    "buiten-toepassing-niet-hier",
    Severity.FOUT,
    "Een {soort} kan niet buiten toepassing zijn; zij geeft een waarde.",
    "Alleen een uitzondering of afwijking zet iets anders opzij.",
)
ONE_VALUE_FOR_MORE = Kind(
    "MW068",
    "waarde-voor-meer-uitkomsten",
    Severity.FOUT,
    "`{naam}` geeft één waarde, maar werkt op {uitkomsten}.",
    "Eén waarde kan niet tegelijk de uitkomst van verschillende vragen zijn.",
)

FIRST_AT_BEGRIP = Kind(
    "MW636",
    "vergt-eerst-bij-begrip",
    Severity.FOUT,
    "`{naam}` is een begrip; alleen een uitkomst vergt eerst een andere beslissing.",
    "Over een begrip wordt niet beslist, dus er gaat ook geen beslissing aan vooraf.",
)
ORGAN_AT_BEGRIP = Kind(
    "MW638",
    "orgaan-bij-begrip",
    Severity.FOUT,
    "`{naam}` is een begrip; alleen bij een uitkomst staat wie erover beslist.",
    "Een begrip is een stap op weg naar een uitkomst; daarover neemt niemand apart een besluit.",
)
MONTH_MISPLACED = Kind(
    "MW645",
    "per-kalendermaand-niet-hier",
    Severity.FOUT,
    "`{naam}` is een begrip; alleen over een uitkomst wordt per kalendermaand beslist.",
    "Een begrip wordt uitgerekend waar het nodig is. Wat per maand naar buiten gaat, is een"
    " uitkomst.",
)
INCOMPLETE = Kind(
    "MW093",
    "blok-onvolledig",
    Severity.FOUT,
    "Bij {blok} `{naam}` staat niet {vraag}.",
    "Zonder die regel heeft het blok geen betekenis.",
)

LIST_VARIES = Kind(
    "MW088",
    "lijst-verloopt",
    Severity.FOUT,
    "`{naam}` is een lijst; een lijst kan niet verlopen.",
    "Een zaak zegt één keer welke records een lijst heeft.",
)

# Lines that may stand in a block more than once; all others only once.
_REPEATED: tuple[type[Node], ...] = (
    *(c.Bron, c.LetOp, c.Bedoelingclausule, c.Gebruikt, c.Dient, c.Maatstaf, c.Grondslag),
    *(c.Ingang, c.NietBekend, c.Rij, c.SchijfTot, c.Opgeschort, c.Ruimte, c.Weegt),
    *(c.SteltTerzijde, c.Krachtens),
    *(t.Verhaal, t.Toetsgegeven, t.Toetsveld, t.Toetsoordeel, t.Bekeken, t.Verwachting),
    *(t.ZonderGegeven, t.ZonderOordeel),
)
_Need = tuple[tuple[type[Node], ...], str, str]
# Per word of law the lines of which it needs one, what is not said without, and what to write.
_NEEDED: tuple[tuple[type[Declaration], str, tuple[_Need, ...]], ...] = (
    (
        d.Gelijkstelling,
        "de gelijkstelling",
        (((c.Indien,), "wie gelijk wordt gesteld", "schrijf `indien …` met de voorwaarde"),),
    ),
    (
        d.Schijven,
        "de schijven",
        (
            ((c.SchijfTot,), "tot waar de eerste schijf loopt", "schrijf `schijf tot …: …%`"),
            (
                (c.SchijfDaarboven,),
                "wat boven de laatste grens telt",
                "schrijf `schijf daarboven: …%`",
            ),
        ),
    ),
    (
        d.Termijn,
        "de termijn",
        (
            (
                (c.BegintOp, c.BegintNa),
                "wanneer zij begint",
                "schrijf `begint op …` als die dag meetelt, anders `begint na …`",
            ),
            ((c.Duurt,), "hoe lang zij duurt", "schrijf een heel aantal, zoals `duurt 4 weken`"),
        ),
    ),
)
# Lines that say the same thing in two ways.
_TOGETHER: tuple[tuple[type[Node], ...], ...] = (
    (c.Dan, c.BuitenToepassing),
    (c.GunstigIs, c.GunstigVan),
    (c.BekendTot, c.LaatstBekend),
    (c.BegintOp, c.BegintNa),
    (c.ToetsenAltijd, c.ToetsenBijAanwijzing, c.ToetsenOpVerzoek),
)


def find(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the lines of a declaration that are missing, too many or out of place."""
    written = declaration.word if isinstance(declaration, WrittenOut) else declaration
    yield from _find_doubled(written)
    yield from _find_missing(written, symbols)
    if isinstance(declaration, d.Soort):
        for veld in declaration.velden:
            yield from _find_doubled(veld)
    if isinstance(declaration, REGELS):
        yield from _find_in_rule(declaration, symbols)
    if isinstance(declaration, d.Gegeven):
        yield from _find_of_list(declaration, symbols)
    if isinstance(declaration, d.Begrip):
        yield from _find_of_outcome(declaration)


def _find_of_list(gegeven: d.Gegeven, symbols: Symbols) -> Iterator[Diagnostic]:
    verloopt = gegeven.one(c.Verloopt)
    if verloopt is not None and isinstance(symbols.types.get(gegeven.naam), Lijst):
        advice = "haal `verloopt` hier weg"
        yield diagnostic(LIST_VARIES, verloopt.span, naam=gegeven.naam, help=(advice,))


def _find_of_outcome(begrip: d.Begrip) -> Iterator[Diagnostic]:
    """Yield the lines that only an outcome can have."""
    for first in begrip.all(c.VergtEerst):
        advice = ("zet deze regel bij de uitkomst die hierop wacht",)
        yield diagnostic(FIRST_AT_BEGRIP, first.span, naam=begrip.naam, help=advice)
    for door in begrip.all(c.Door):
        advice = ("haal deze regel weg, of maak er een uitkomst van",)
        yield diagnostic(ORGAN_AT_BEGRIP, door.span, naam=begrip.naam, help=advice)
    for monthly in begrip.all(c.PerKalendermaand):
        advice = ("haal deze regel weg, of maak er een uitkomst van",)
        yield diagnostic(MONTH_MISPLACED, monthly.span, naam=begrip.naam, help=advice)


def _find_doubled(declaration: Node) -> Iterator[Diagnostic]:
    first: dict[type[Node], Node] = {}
    for clausule in declaration.all(Clause):
        kind = _said_once(type(clausule))  # type: ignore[arg-type]  # a class is hashable
        if kind is None:
            continue
        if kind in first:
            blok = "blok `schijven`" if isinstance(declaration, d.Schijven) else _word(declaration)
            label = Label(first[kind].span, "hier al gezegd")
            advice = ("houd één van beide over",)
            yield diagnostic(LINE_TWICE, clausule.span, labels=(label,), help=advice, blok=blok)
        first.setdefault(kind, clausule)


@cache
def _said_once(kind: type[Node]) -> type[Node] | None:
    """Return the first class of lines that say the same; None for what may be said again."""
    if issubclass(kind, _REPEATED):
        return None
    return next((kinds[0] for kinds in _TOGETHER if issubclass(kind, kinds)), kind)


def _find_missing(written: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what a word of law needs and does not say."""
    for kind, blok, needs in _NEEDED:
        if not isinstance(written, kind):
            continue
        for lines, question, advice in needs:
            said = [clausule for clausule in written.all(Clause) if isinstance(clausule, lines)]
            wrong = next((each for each in said if _says_nothing(each)), None)
            if said and wrong is None:
                continue
            yield diagnostic(
                INCOMPLETE,
                wrong.span if wrong else symbols.place_of_name(written),
                blok=blok,
                naam=written.name,
                vraag=question,
                help=(advice,),
            )


def _says_nothing(clausule: Clause) -> bool:
    """Tell whether a length is no whole number from 1: on such a day nothing can end."""
    if not isinstance(clausule, c.Duurt) or not isinstance(clausule.duur, Getalliteraal):
        return False
    number = clausule.duur.getal
    return number < 1 or number.denominator != 1


def _find_in_rule(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    dan, aside = declaration.one(c.Dan), declaration.one(c.BuitenToepassing)
    if dan is None and aside is None:
        advice = "schrijf `dan …` met de waarde"
        if not isinstance(declaration, d.Regel | d.Aanpassing):
            advice = "schrijf `dan …` met de waarde, of `dan buiten toepassing`"
        span = symbols.place_of_name(declaration)
        yield diagnostic(NO_CONSEQUENCE, span, naam=declaration.name, help=(advice,))
    if aside is not None and isinstance(declaration, d.Regel | d.Aanpassing):
        soort = _word(declaration)
        yield diagnostic(ASIDE_MISPLACED, aside.span, soort=soort)
    outcomes = sorted(symbols.outcomes_of(declaration.name))
    if dan is not None and len(outcomes) > 1:
        advice = "schrijf `dan buiten toepassing`, of maak voor elke uitkomst een eigen afwijking"
        yield diagnostic(
            ONE_VALUE_FOR_MORE,
            dan.span,
            naam=declaration.name,
            uitkomsten=write_list(f"`{naam}`" for naam in outcomes),
            help=(advice,),
        )


def _word(declaration: Node) -> str:
    return type(declaration).__name__.lower()

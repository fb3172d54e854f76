"""Clauses: the lines inside a declaration, in the order of the grammar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from maatwerk_rules.model.node import Clause, Expression, Node, Reference
from maatwerk_rules.values import frozen


@frozen
class Taalversie(Clause):
    """The version of the language the file is written in."""

    nummer: int


@frozen
class Status(Clause):
    """concept or vastgesteld."""

    status: str


@frozen
class Geldigheid(Clause):
    """Valid from a date (included) to a date (not included)."""

    vanaf: date
    tot: date | None = None


@frozen
class Bezwaar(Clause):
    """What a resident can do against the decision."""

    tekst: str


@frozen
class Gebruikt(Clause):
    """Another policy this one builds on."""

    beleid: str


@frozen
class Gemeente(Clause):
    """The municipality by its code."""

    code: str


@frozen
class Oordeelmandaat(Clause):
    """A mandate to give one judgement."""

    oordeel: str


@frozen
class Regelingmandaat(Clause):
    """A mandate to deviate from one regeling."""

    regeling: str


@frozen
class Dient(Clause):
    """The base values an intention serves."""

    waarden: tuple[str, ...]


@frozen
class Geschonden(Clause):
    """When the intention is violated."""

    voorwaarde: Expression


@frozen
class Bron(Clause):
    """The legal source."""

    verwijzing: Reference


@frozen
class EigenLezing(Clause):
    """Marks an intention or a rule as our own reading."""


@frozen
class LetOp(Clause):
    """A remark on the text of the law, such as a fault in it."""

    tekst: str
    bron: Reference | None = None


@frozen
class Bedoelingclausule(Clause):
    """The intentions a rule serves."""

    bedoelingen: tuple[str, ...]


@frozen
class Vraag(Clause):
    """The question by which a fact or judgement is asked."""

    tekst: str


@frozen
class Uitleg(Clause):
    """What the resident reads when the rule decides; `{name}` is filled in."""

    tekst: str


@frozen
class NogNietInWerking(Clause):
    """The declaration is a draft: in no rule in force, and why not."""

    tekst: str


@frozen
class Omdat(Clause):
    """The reason."""

    tekst: str


@frozen
class Grondslag(Clause):
    """The legal basis for asking a fact."""

    verwijzing: Reference


@frozen
class UitRegister(Clause):
    """The register a fact comes from."""

    register: str


@frozen
class Rol(Clause):
    """beschermd, irrelevant, procesgegeven or onveranderlijk (nobody can change it)."""

    rol: str


@frozen
class AlleenIndien(Clause):
    """The fact exists only while this holds."""

    voorwaarde: Expression


@frozen
class Verloopt(Clause):
    """The fact has a course over time."""


@frozen
class Vermoeden(Clause):
    """The fact is presumed from another; shown with the question."""

    gegeven: str


@frozen
class Bewijslast(Clause):
    """Who must show the fact; shown with the question."""

    partij: str


@frozen
class Moeite(Clause):
    """What asking the fact costs, for the order of questions."""

    moeite: Fraction


@frozen
class Ingang(Clause):
    """The value from a date on."""

    vanaf: date
    waarde: Expression


@frozen
class NietBekend(Clause):
    """From when no value is known, until the next one."""

    vanaf: date
    reden: str


@frozen
class BekendTot(Clause):
    """The values are known up to this date (not included)."""

    datum: date


@frozen
class LaatstBekend(Clause):
    """The last value holds until a newer one is known."""


@frozen
class Is(Clause):
    """What a begrip is."""

    waarde: Expression


@frozen
class Anders(Clause):
    """The value when no rule gives one."""

    waarde: Expression


@frozen
class GunstigIs(Clause):
    """Which way is favourable: ja, nee, hoger, lager, eerder, later."""

    richting: str


@frozen
class GunstigVan(Clause):
    """The options from least to most favourable."""

    eerste: str
    volgende: tuple[str, ...]


@frozen
class BijSamenloop(Clause):
    """What happens when several rules give a value: som, hoogste, laagste."""

    wijze: str


@frozen
class Stappen(Clause):
    """The steps of an outcome, in order."""

    stappen: tuple[str, ...]


@frozen
class Ruimte(Clause):
    """A lower regeling may decide less favourably here."""

    soort: str
    verwijzing: Reference


@frozen
class InTeVullen(Clause):
    """Left to a lower regeling to fill in."""

    soort: str


@frozen
class VergtEerst(Clause):
    """The outcomes that must be decided before this one."""

    uitkomsten: tuple[str, ...]


@frozen
class PerKalendermaand(Clause):
    """The outcome is decided once for each calendar month."""


@frozen
class Datumkolommen(Clause):
    """The days from which the values of each row hold, one value for each day."""

    dagen: tuple[date, ...]


@frozen
class Rij(Clause):
    """A row of a table: one value, or one for each day of the table."""

    cellen: tuple[Clause, ...]
    waarden: tuple[Expression, ...]


@frozen
class SchijfTot(Clause):
    """The part of the amount up to a boundary, and the percentage of it that counts."""

    grens: Expression
    tarief: Expression


@frozen
class SchijfDaarboven(Clause):
    """The percentage that counts of what lies above the last boundary."""

    tarief: Expression


@frozen
class Afrondingsclausule(Clause):
    """How the sum of the slices is rounded: `wijze` to `eenheid`."""

    wijze: str
    eenheid: str


@frozen
class BegintOp(Clause):
    """The first day of a term."""

    dag: Expression


@frozen
class BegintNa(Clause):
    """The day before the first day of a term."""

    dag: Expression


@frozen
class Duurt(Clause):
    """How long a term is."""

    duur: Expression


@frozen
class Opgeschort(Clause):
    """Days in which a term does not run; they come after its last day."""

    dagen: Expression


@frozen
class Maatstaf(Clause):
    """The norm of a judgement."""

    verwijzing: Reference


@frozen
class Door(Clause):
    """The organ that decides."""

    orgaan: str


@frozen
class Factor(Node):
    """A factor of a judgement: a gegeven, a field, or a question of its own."""

    naam: str
    vraag: str | None = None


@frozen
class Weegt(Clause):
    """The factors a judgement weighs."""

    factoren: tuple[Factor, ...]


@frozen
class MotiveringVerplicht(Clause):
    """A judgement must bear reasons."""


@frozen
class GeldigDuur(Clause):
    """How long a judgement lasts before a review."""

    aantal: int
    eenheid: str


@frozen
class BijRegel(Clause):
    """The deviation hangs on a rule, exception or aanpassing."""

    regel: str


@frozen
class BijGroep(Clause):
    """The deviation hangs on a group."""

    groep: str


@frozen
class BijRegeling(Clause):
    """The deviation hangs on a regeling and names what it sets aside."""

    regeling: str


@frozen
class Karakter(Clause):
    """What the text gives the authority: moet, moet beoordelen, kan."""

    karakter: str


@frozen
class Rang(Clause):
    """binnenwettelijk, buitenwettelijk or tegenwettelijk."""

    rang: str


@frozen
class Strekking(Clause):
    """ten gunste, ten nadele or in beide richtingen."""

    strekking: str


@frozen
class Krachtens(Clause):
    """The explicit power for a deviation that may be to detriment."""

    verwijzing: Reference


@frozen
class SteltTerzijde(Clause):
    """The rules a deviation sets aside."""

    regels: tuple[str, ...]


@frozen
class ToetsenAltijd(Clause):
    """The authority looks of its own motion."""


@frozen
class ToetsenBijAanwijzing(Clause):
    """The authority looks when this holds."""

    voorwaarde: Expression


@frozen
class ToetsenOpVerzoek(Clause):
    """The authority looks when this request is made."""

    gegeven: str


@frozen
class Indien(Clause):
    """The condition."""

    voorwaarde: Expression


@frozen
class Dan(Clause):
    """The value the rule gives."""

    waarde: Expression


@frozen
class BuitenToepassing(Clause):
    """The rule sets its base aside instead of giving a value."""


@frozen
class BlijftGeldigVoor(Clause):
    """After its end date the rule still holds for the cases in which this is so."""

    voorwaarde: Expression


@frozen
class TenHoogsteDuur(Clause):
    """How long the outcome lasts at most."""

    aantal: int
    eenheid: str


@frozen
class Eerst(Clause):
    """The first rung of the ladder."""

    methode: str
    door: str
    voorwaarde: Expression | None = None


@frozen
class Daarna(Clause):
    """A next rung of the ladder."""

    methode: str
    door: str
    voorwaarde: Expression | None = None


@frozen
class Ongeacht(Clause):
    """These facts do not matter."""

    gegevens: tuple[str, ...]


@frozen
class Monotoon(Clause):
    """More of one never gives more (or less) of the other."""

    gegeven: str
    richting: str
    uitkomst: str


@frozen
class Helling(Clause):
    """One step of a fact costs at most this much of an outcome."""

    stap: Expression
    gegeven: str
    hoogstens: Expression
    uitkomst: str


@frozen
class VolgordeIrrelevant(Clause):
    """The order of a list does not matter."""

    lijst: str


@frozen
class Stabiel(Clause):
    """The outcome is stable in time."""


@frozen
class Grens(Clause):
    """A deliberate cliff, with its reason and source."""

    regel: str
    omdat: str
    bron: Reference | None = None

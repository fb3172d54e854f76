"""Clauses: the lines inside a declaration, in the order of the grammar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from maatwerk_rules.model.node import Clause, Expression, Node, Reference


@attrs.frozen
class Taalversie(Clause):
    """The version of the language the file is written in."""

    nummer: int


@attrs.frozen
class Status(Clause):
    """concept or vastgesteld."""

    status: str


@attrs.frozen
class Geldigheid(Clause):
    """Valid from a date (included) to a date (not included)."""

    vanaf: date
    tot: date | None = None


@attrs.frozen
class Bezwaar(Clause):
    """What a resident can do against the decision."""

    tekst: str


@attrs.frozen
class Gebruikt(Clause):
    """Another policy this one builds on."""

    beleid: str


@attrs.frozen
class Gemeente(Clause):
    """The municipality by its code."""

    code: str


@attrs.frozen
class Oordeelmandaat(Clause):
    """A mandate to give one judgement."""

    oordeel: str


@attrs.frozen
class Regelingmandaat(Clause):
    """A mandate to deviate from one regeling."""

    regeling: str


@attrs.frozen
class Dient(Clause):
    """The base values an intention serves."""

    waarden: tuple[str, ...]


@attrs.frozen
class Geschonden(Clause):
    """When the intention is violated."""

    voorwaarde: Expression


@attrs.frozen
class Bron(Clause):
    """The legal source."""

    verwijzing: Reference


@attrs.frozen
class EigenLezing(Clause):
    """Marks an intention or a rule as our own reading."""


@attrs.frozen
class LetOp(Clause):
    """A remark on the text of the law, such as a fault in it."""

    tekst: str
    bron: Reference | None = None


@attrs.frozen
class Bedoelingclausule(Clause):
    """The intentions a rule serves."""

    bedoelingen: tuple[str, ...]


@attrs.frozen
class Vraag(Clause):
    """The question by which a fact or judgement is asked."""

    tekst: str


@attrs.frozen
class Uitleg(Clause):
    """What the resident reads when the rule decides; `{name}` is filled in."""

    tekst: str


@attrs.frozen
class NogNietInWerking(Clause):
    """The declaration is a draft: in no rule in force, and why not."""

    tekst: str


@attrs.frozen
class Omdat(Clause):
    """The reason."""

    tekst: str


@attrs.frozen
class Grondslag(Clause):
    """The legal basis for asking a fact."""

    verwijzing: Reference


@attrs.frozen
class UitRegister(Clause):
    """The register a fact comes from."""

    register: str


@attrs.frozen
class Rol(Clause):
    """beschermd, irrelevant, procesgegeven or onveranderlijk (nobody can change it)."""

    rol: str


@attrs.frozen
class AlleenIndien(Clause):
    """The fact exists only while this holds."""

    voorwaarde: Expression


@attrs.frozen
class Verloopt(Clause):
    """The fact has a course over time."""


@attrs.frozen
class Vermoeden(Clause):
    """The fact is presumed from another; shown with the question."""

    gegeven: str


@attrs.frozen
class Bewijslast(Clause):
    """Who must show the fact; shown with the question."""

    partij: str


@attrs.frozen
class Moeite(Clause):
    """What asking the fact costs, for the order of questions."""

    moeite: Fraction


@attrs.frozen
class Ingang(Clause):
    """The value from a date on."""

    vanaf: date
    waarde: Expression


@attrs.frozen
class NietBekend(Clause):
    """From when no value is known, until the next one."""

    vanaf: date
    reden: str


@attrs.frozen
class BekendTot(Clause):
    """The values are known up to this date (not included)."""

    datum: date


@attrs.frozen
class LaatstBekend(Clause):
    """The last value holds until a newer one is known."""


@attrs.frozen
class Is(Clause):
    """What a begrip is."""

    waarde: Expression


@attrs.frozen
class Anders(Clause):
    """The value when no rule gives one."""

    waarde: Expression


@attrs.frozen
class GunstigIs(Clause):
    """Which way is favourable: ja, nee, hoger, lager, eerder, later."""

    richting: str


@attrs.frozen
class GunstigVan(Clause):
    """The options from least to most favourable."""

    eerste: str
    volgende: tuple[str, ...]


@attrs.frozen
class BijSamenloop(Clause):
    """What happens when several rules give a value: som, hoogste, laagste."""

    wijze: str


@attrs.frozen
class Stappen(Clause):
    """The steps of an outcome, in order."""

    stappen: tuple[str, ...]


@attrs.frozen
class Ruimte(Clause):
    """A lower regeling may decide less favourably here."""

    soort: str
    verwijzing: Reference


@attrs.frozen
class InTeVullen(Clause):
    """Left to a lower regeling to fill in."""

    soort: str


@attrs.frozen
class VergtEerst(Clause):
    """The outcomes that must be decided before this one."""

    uitkomsten: tuple[str, ...]


@attrs.frozen
class PerKalendermaand(Clause):
    """The outcome is decided once for each calendar month."""


@attrs.frozen
class Datumkolommen(Clause):
    """The days from which the values of each row hold, one value for each day."""

    dagen: tuple[date, ...]


@attrs.frozen
class Rij(Clause):
    """A row of a table: one value, or one for each day of the table."""

    cellen: tuple[Clause, ...]
    waarden: tuple[Expression, ...]


@attrs.frozen
class SchijfTot(Clause):
    """The part of the amount up to a boundary, and the percentage of it that counts."""

    grens: Expression
    tarief: Expression


@attrs.frozen
class SchijfDaarboven(Clause):
    """The percentage that counts of what lies above the last boundary."""

    tarief: Expression


@attrs.frozen
class Afrondingsclausule(Clause):
    """How the sum of the slices is rounded: `wijze` to `eenheid`."""

    wijze: str
    eenheid: str


@attrs.frozen
class BegintOp(Clause):
    """The first day of a term."""

    dag: Expression


@attrs.frozen
class BegintNa(Clause):
    """The day before the first day of a term."""

    dag: Expression


@attrs.frozen
class Duurt(Clause):
    """How long a term is."""

    duur: Expression


@attrs.frozen
class Opgeschort(Clause):
    """Days in which a term does not run; they come after its last day."""

    dagen: Expression


@attrs.frozen
class Maatstaf(Clause):
    """The norm of a judgement."""

    verwijzing: Reference


@attrs.frozen
class Door(Clause):
    """The organ that decides."""

    orgaan: str


@attrs.frozen
class Factor(Node):
    """A factor of a judgement: a gegeven, a field, or a question of its own."""

    naam: str
    vraag: str | None = None


@attrs.frozen
class Weegt(Clause):
    """The factors a judgement weighs."""

    factoren: tuple[Factor, ...]


@attrs.frozen
class MotiveringVerplicht(Clause):
    """A judgement must bear reasons."""


@attrs.frozen
class GeldigDuur(Clause):
    """How long a judgement lasts before a review."""

    aantal: int
    eenheid: str


@attrs.frozen
class BijRegel(Clause):
    """The deviation hangs on a rule, exception or aanpassing."""

    regel: str


@attrs.frozen
class BijGroep(Clause):
    """The deviation hangs on a group."""

    groep: str


@attrs.frozen
class BijRegeling(Clause):
    """The deviation hangs on a regeling and names what it sets aside."""

    regeling: str


@attrs.frozen
class Karakter(Clause):
    """What the text gives the authority: moet, moet beoordelen, kan."""

    karakter: str


@attrs.frozen
class Rang(Clause):
    """binnenwettelijk, buitenwettelijk or tegenwettelijk."""

    rang: str


@attrs.frozen
class Strekking(Clause):
    """ten gunste, ten nadele or in beide richtingen."""

    strekking: str


@attrs.frozen
class Krachtens(Clause):
    """The explicit power for a deviation that may be to detriment."""

    verwijzing: Reference


@attrs.frozen
class SteltTerzijde(Clause):
    """The rules a deviation sets aside."""

    regels: tuple[str, ...]


@attrs.frozen
class ToetsenAltijd(Clause):
    """The authority looks of its own motion."""


@attrs.frozen
class ToetsenBijAanwijzing(Clause):
    """The authority looks when this holds."""

    voorwaarde: Expression


@attrs.frozen
class ToetsenOpVerzoek(Clause):
    """The authority looks when this request is made."""

    gegeven: str


@attrs.frozen
class Indien(Clause):
    """The condition."""

    voorwaarde: Expression


@attrs.frozen
class Dan(Clause):
    """The value the rule gives."""

    waarde: Expression


@attrs.frozen
class BuitenToepassing(Clause):
    """The rule sets its base aside instead of giving a value."""


@attrs.frozen
class BlijftGeldigVoor(Clause):
    """After its end date the rule still holds for the cases in which this is so."""

    voorwaarde: Expression


@attrs.frozen
class TenHoogsteDuur(Clause):
    """How long the outcome lasts at most."""

    aantal: int
    eenheid: str


@attrs.frozen
class Eerst(Clause):
    """The first rung of the ladder."""

    methode: str
    door: str
    voorwaarde: Expression | None = None


@attrs.frozen
class Daarna(Clause):
    """A next rung of the ladder."""

    methode: str
    door: str
    voorwaarde: Expression | None = None


@attrs.frozen
class Ongeacht(Clause):
    """These facts do not matter."""

    gegevens: tuple[str, ...]


@attrs.frozen
class Monotoon(Clause):
    """More of one never gives more (or less) of the other."""

    gegeven: str
    richting: str
    uitkomst: str


@attrs.frozen
class Helling(Clause):
    """One step of a fact costs at most this much of an outcome."""

    stap: Expression
    gegeven: str
    hoogstens: Expression
    uitkomst: str


@attrs.frozen
class VolgordeIrrelevant(Clause):
    """The order of a list does not matter."""

    lijst: str


@attrs.frozen
class Stabiel(Clause):
    """The outcome is stable in time."""


@attrs.frozen
class Grens(Clause):
    """A deliberate cliff, with its reason and source."""

    regel: str
    omdat: str
    bron: Reference | None = None

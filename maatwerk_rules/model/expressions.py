"""Expressions: what can stand where a value is asked, in the order of the grammar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from maatwerk_rules.model.node import Clause, Expression, Node
from maatwerk_rules.values import frozen


@frozen
class En(Expression):
    """All parts hold."""

    delen: tuple[Expression, ...]


@frozen
class Of(Expression):
    """At least one part holds (inclusive)."""

    delen: tuple[Expression, ...]


@frozen
class Hetzij(Expression):
    """Exactly one part holds."""

    delen: tuple[Expression, ...]


@frozen
class Niet(Expression):
    """The part does not hold."""

    deel: Expression


@frozen
class Vergelijking(Expression):
    """Two values compared; `vergelijker` is one of the canonical words."""

    links: Expression
    vergelijker: str
    rechts: Expression


@frozen
class EenVan(Expression):
    """The value is in the list."""

    deel: Expression
    waarden: tuple[Expression, ...]


@frozen
class GeenVan(Expression):
    """The value is not in the list."""

    deel: Expression
    waarden: tuple[Expression, ...]


@frozen
class Telling(Expression):
    """At least `minimum` of the parts hold."""

    minimum: int
    delen: tuple[Expression, ...]


@frozen
class TenMinste(Expression):
    """The value, but not below the bound (`maar ten minste`)."""

    deel: Expression
    grens: Expression


@frozen
class TenHoogste(Expression):
    """The value, but not above the bound (`maar ten hoogste`)."""

    deel: Expression
    grens: Expression


@frozen
class Optelling(Expression):
    """A sum; `dagkeuze` says which day a month without that day gives (eerder, later)."""

    links: Expression
    rechts: Expression
    dagkeuze: str | None = None


@frozen
class Aftrekking(Expression):
    """A difference; `dagkeuze` as with Optelling."""

    links: Expression
    rechts: Expression
    dagkeuze: str | None = None


@frozen
class Vermenigvuldiging(Expression):
    """A product."""

    links: Expression
    rechts: Expression


@frozen
class Deling(Expression):
    """A quotient."""

    links: Expression
    rechts: Expression


@frozen
class Tegengestelde(Expression):
    """The value with its sign turned."""

    deel: Expression


@frozen
class Bedragliteraal(Expression):
    """An amount of money in whole cents, with its period."""

    centen: int
    periode: str | None = None


@frozen
class Percentageliteraal(Expression):
    """A percentage as a ratio: 80% is Fraction(4, 5)."""

    waarde: Fraction


@frozen
class Datumliteraal(Expression):
    """A calendar date."""

    datum: date


@frozen
class Getalliteraal(Expression):
    """A number, with its unit in the singular where one is written (jaar, maand, week)."""

    getal: Fraction
    eenheid: str | None = None


@frozen
class Janee(Expression):
    """`ja` or `nee`."""

    waarde: bool


@frozen
class Naam(Expression):
    """A name that stands for a value: a gegeven, a begrip, an amount, an option of a keuze."""

    naam: str


@frozen
class Veldverwijzing(Expression):
    """A field or per-record begrip of the record at hand: `b.telt_mee`."""

    record: str
    veld: str


@frozen
class Oordeelverwijzing(Expression):
    """The value of a recorded human judgement."""

    naam: str


@frozen
class Vorige(Expression):
    """The value before this step."""


@frozen
class Peildatum(Expression):
    """The date of the decision."""


@frozen
class GeldendOp(Expression):
    """A dated amount as it was on another date."""

    naam: str
    datum: Expression


@frozen
class Leeftijd(Expression):
    """The age in completed years."""

    geboortedatum: Expression
    datum: Expression


@frozen
class EersteDagVanDeMaand(Expression):
    """The first day of the calendar month of a date."""

    datum: Expression


@frozen
class Somlijst(Expression):
    """The sum over the records of a list; an empty list gives nil."""

    deel: Expression
    record: str
    lijst: str
    waarvoor: Expression | None = None


@frozen
class Aantallijst(Expression):
    """The number of records for which the condition holds."""

    record: str
    lijst: str
    waarvoor: Expression | None = None


@frozen
class Hoogste(Expression):
    """The highest value over the records; `anders` is the value of an empty list."""

    deel: Expression
    record: str
    lijst: str
    waarvoor: Expression | None = None
    anders: Expression | None = None


@frozen
class Laagste(Expression):
    """The lowest value over the records; `anders` is the value of an empty list."""

    deel: Expression
    record: str
    lijst: str
    waarvoor: Expression | None = None
    anders: Expression | None = None


@frozen
class Elke(Expression):
    """The condition holds for every record; an empty list gives ja."""

    record: str
    lijst: str
    voorwaarde: Expression


@frozen
class ErIsEen(Expression):
    """The condition holds for at least one record."""

    record: str
    lijst: str
    voorwaarde: Expression


@frozen
class NietAangetoond(Expression):
    """The event that a fact was not shown after a recorded request and term."""

    naam: str


@frozen
class MaandenWaarin(Expression):
    """The number of months of the window in which the condition holds."""

    deel: Expression
    venster: BinnenMaanden | InKalenderjaar


@frozen
class AaneengeslotenMaanden(Expression):
    """The length of the unbroken run of such months that ends with the last of the window."""

    deel: Expression
    venster: BinnenMaanden | InKalenderjaar


@frozen
class SomOverMaanden(Expression):
    """The sum of the values in the months of the window."""

    deel: Expression
    venster: BinnenMaanden | InKalenderjaar


@frozen
class BinnenMaanden(Node):
    """So many calendar months before the month of a date."""

    aantal: int
    datum: Expression


@frozen
class InKalenderjaar(Node):
    """From January up to and with the month of a date."""

    datum: Expression


@frozen
class Tak(Node):
    """One branch of a conditional value."""

    waarde: Expression
    voorwaarde: Expression


@frozen
class Voorwaardelijk(Expression):
    """The value of the first branch whose condition holds, else `anders`."""

    takken: tuple[Tak, ...]
    anders: Expression


@frozen
class Afronding(Expression):
    """A written rounding: `wijze` (rekenkundig, naar boven, naar beneden) to `eenheid`."""

    deel: Expression
    wijze: str
    eenheid: str


@frozen
class NietTeWeten(Expression):
    """A fact that cannot become known; only in a toets."""


@frozen
class NietGetoond(Expression):
    """A fact that was asked for on a day, with a term, and not shown; only in a toets."""

    gevraagd_op: date
    aantal: int
    eenheid: str


@frozen
class Verloopdeel(Node):
    """The value from one day (included) up to another (not included; None: without end)."""

    vanaf: date
    tot: date | None
    waarde: Expression


@frozen
class Verloopwaarde(Expression):
    """The values that a fact has one after another; only in a toets."""

    delen: tuple[Verloopdeel, ...]


@frozen
class Veldwaarde(Node):
    """One field of a record in a toets."""

    veld: str
    waarde: Expression


@frozen
class Record(Expression):
    """One record of a list in a toets, with its own name where it has one."""

    naam: str | None
    soort: str
    velden: tuple[Veldwaarde, ...] | None


@frozen
class Lijstwaarde(Expression):
    """A list in a toets; `open` says that there may be more records."""

    records: tuple[Record, ...] | None
    open: bool = False


@frozen
class Elk(Clause):
    """A cell of a table that holds for every value."""


@frozen
class Celwaarde(Clause):
    """A cell that holds for one value."""

    waarde: Expression


@frozen
class CelVanafTot(Clause):
    """A cell that holds from one value (included) up to another (not included)."""

    vanaf: Expression
    tot: Expression


@frozen
class CelVanaf(Clause):
    """A cell that holds from a value, included."""

    vanaf: Expression


@frozen
class CelTot(Clause):
    """A cell that holds below a value."""

    tot: Expression

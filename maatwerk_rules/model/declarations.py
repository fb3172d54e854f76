"""Declarations: the blocks of a policy file, in the order of the grammar."""

from __future__ import annotations

import attrs

from maatwerk_rules.model.clauses import (
    BijGroep,
    BijRegel,
    BijRegeling,
    Daarna,
    Eerst,
    Oordeelmandaat,
    Regelingmandaat,
)
from maatwerk_rules.model.expressions import Naam
from maatwerk_rules.model.node import Clause, Declaration, Expression, Node, Reference, TypeNode
from maatwerk_rules.model.postponed import Postponed
from maatwerk_rules.values import frozen


@frozen
class Beleidskop(Declaration):
    """The head of a policy: `beleid naam "titel"`."""

    naam: str
    titel: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Regeling(Declaration):
    """A legal act that is cited."""

    naam: str
    soort: str
    nummer: str
    titel: str


@frozen
class Orgaan(Declaration):
    """A bestuursorgaan."""

    naam: str
    titel: str


@frozen
class Functie(Declaration):
    """A function with a mandate of an organ."""

    naam: str
    titel: str
    namens: str
    mandaten: tuple[Oordeelmandaat | Regelingmandaat, ...] | None = None


@frozen
class Register(Declaration):
    """A register facts come from."""

    naam: str
    titel: str


@frozen
class Waarde(Declaration):
    """A base value."""

    naam: str
    tekst: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Bedoeling(Declaration):
    """What a rule is for."""

    naam: str
    tekst: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Keuze(Declaration):
    """A named list of options."""

    naam: str
    opties: tuple[str, ...]


@frozen
class Veld(Node):
    """One field of a soort."""

    naam: str
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@frozen
class Soort(Declaration):
    """A kind of record."""

    naam: str
    velden: tuple[Veld, ...]


@frozen
class Gegeven(Declaration):
    """A fact the policy asks for."""

    naam: str
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@frozen
class Huishouden(Declaration):
    """Lists of one soort that are read together."""

    naam: str
    lijsten: tuple[str, ...]


@frozen
class Bedrag(Declaration):
    """A dated amount."""

    naam: str
    periode: str | None
    clausules: tuple[Clause, ...] = ()


@frozen
class Aantal(Declaration):
    """A dated number."""

    naam: str
    eenheid: str | None
    clausules: tuple[Clause, ...] = ()


@frozen
class Percentage(Declaration):
    """A dated percentage."""

    naam: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Begrip(Declaration):
    """A derived value."""

    naam: str
    per: str | None
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@frozen
class Uitkomst(Declaration):
    """A derived value that is published."""

    naam: str
    per: str | None
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@frozen
class Invulling(Declaration):
    """What a lower regeling fills in."""

    naam: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Tabel(Declaration):
    """A decision table."""

    naam: str
    type: TypeNode
    kolommen: tuple[str, ...]
    clausules: tuple[Clause, ...] = ()


@frozen
class Schijven(Declaration):
    """A sum over the slices of one amount, each with its own percentage."""

    naam: str
    type: TypeNode
    over: Naam
    clausules: tuple[Clause, ...] = ()


@frozen
class Termijn(Declaration):
    """The last day of a term."""

    naam: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Oordeel(Declaration):
    """A human judgement on an open norm."""

    naam: str
    per: str | None
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@frozen
class Regel(Declaration):
    """A rule that gives a value."""

    naam: str
    bepaalt: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Gelijkstelling(Regel):
    """A rule that puts a group on a par: it gives ja."""


@frozen
class Uitzondering(Declaration):
    """An exception to a rule, exception, aanpassing or deviation."""

    naam: str
    op: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Aanpassing(Declaration):
    """A change of a value in a step."""

    naam: str
    van: str
    stap: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Afwijkingsgrond(Declaration):
    """A ground to deviate."""

    naam: str
    doel: BijRegel | BijGroep | BijRegeling
    clausules: tuple[Clause, ...] = ()


@frozen
class Hardheidsclausule(Declaration):
    """A clause for harsh outcomes of a regeling."""

    naam: str
    doel: BijRegel | BijGroep | BijRegeling
    clausules: tuple[Clause, ...] = ()


@frozen
class Groep(Declaration):
    """Rules that a deviation sets aside together."""

    naam: str
    titel: str
    regels: tuple[str, ...]


@frozen
class Voorrang(Declaration):
    """One sibling goes before another."""

    hoger: str
    lager: str
    clausules: tuple[Clause, ...] = ()


@frozen
class Opschaling(Declaration):
    """The ladder of methods and who decides."""

    treden: tuple[Eerst | Daarna, ...]


@frozen
class Gelijkheid(Declaration):
    """How like cases must be treated."""

    eigenschappen: tuple[Clause, ...]


@frozen
class Toelaatbaar(Declaration):
    """Cases in which this is surely false do not exist."""

    naam: str
    tekst: str
    voorwaarde: Expression


@frozen
class Aanname(Declaration):
    """A premise of proofs."""

    naam: str
    tekst: str
    voorwaarde: Expression


@frozen
class Dekking(Declaration):
    """How far an article is encoded, and which outcomes what is left touches (None: all)."""

    verwijzing: Reference
    graad: str
    tekst: str
    raakt: tuple[str, ...] | None = None


@attrs.frozen(slots=False, getstate_setstate=True)
class Toets(Declaration, Postponed):
    """An example case with its expected outcome; most of a policy, and seldom read."""

    naam: str
    titel: str
    clausules: tuple[Clause, ...] = ()

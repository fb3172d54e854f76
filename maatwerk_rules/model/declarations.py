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


@attrs.frozen
class Beleidskop(Declaration):
    """The head of a policy: `beleid naam "titel"`."""

    naam: str
    titel: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Regeling(Declaration):
    """A legal act that is cited."""

    naam: str
    soort: str
    nummer: str
    titel: str


@attrs.frozen
class Orgaan(Declaration):
    """A bestuursorgaan."""

    naam: str
    titel: str


@attrs.frozen
class Functie(Declaration):
    """A function with a mandate of an organ."""

    naam: str
    titel: str
    namens: str
    mandaten: tuple[Oordeelmandaat | Regelingmandaat, ...] | None = None


@attrs.frozen
class Register(Declaration):
    """A register facts come from."""

    naam: str
    titel: str


@attrs.frozen
class Waarde(Declaration):
    """A base value."""

    naam: str
    tekst: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Bedoeling(Declaration):
    """What a rule is for."""

    naam: str
    tekst: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Keuze(Declaration):
    """A named list of options."""

    naam: str
    opties: tuple[str, ...]


@attrs.frozen
class Veld(Node):
    """One field of a soort."""

    naam: str
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Soort(Declaration):
    """A kind of record."""

    naam: str
    velden: tuple[Veld, ...]


@attrs.frozen
class Gegeven(Declaration):
    """A fact the policy asks for."""

    naam: str
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Huishouden(Declaration):
    """Lists of one soort that are read together."""

    naam: str
    lijsten: tuple[str, ...]


@attrs.frozen
class Bedrag(Declaration):
    """A dated amount."""

    naam: str
    periode: str | None
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Aantal(Declaration):
    """A dated number."""

    naam: str
    eenheid: str | None
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Percentage(Declaration):
    """A dated percentage."""

    naam: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Begrip(Declaration):
    """A derived value."""

    naam: str
    per: str | None
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Uitkomst(Declaration):
    """A derived value that is published."""

    naam: str
    per: str | None
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Invulling(Declaration):
    """What a lower regeling fills in."""

    naam: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Tabel(Declaration):
    """A decision table."""

    naam: str
    type: TypeNode
    kolommen: tuple[str, ...]
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Schijven(Declaration):
    """A sum over the slices of one amount, each with its own percentage."""

    naam: str
    type: TypeNode
    over: Naam
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Termijn(Declaration):
    """The last day of a term."""

    naam: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Oordeel(Declaration):
    """A human judgement on an open norm."""

    naam: str
    per: str | None
    type: TypeNode
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Regel(Declaration):
    """A rule that gives a value."""

    naam: str
    bepaalt: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Gelijkstelling(Regel):
    """A rule that puts a group on a par: it gives ja."""


@attrs.frozen
class Uitzondering(Declaration):
    """An exception to a rule, exception, aanpassing or deviation."""

    naam: str
    op: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Aanpassing(Declaration):
    """A change of a value in a step."""

    naam: str
    van: str
    stap: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Afwijkingsgrond(Declaration):
    """A ground to deviate."""

    naam: str
    doel: BijRegel | BijGroep | BijRegeling
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Hardheidsclausule(Declaration):
    """A clause for harsh outcomes of a regeling."""

    naam: str
    doel: BijRegel | BijGroep | BijRegeling
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Groep(Declaration):
    """Rules that a deviation sets aside together."""

    naam: str
    titel: str
    regels: tuple[str, ...]


@attrs.frozen
class Voorrang(Declaration):
    """One sibling goes before another."""

    hoger: str
    lager: str
    clausules: tuple[Clause, ...] = ()


@attrs.frozen
class Opschaling(Declaration):
    """The ladder of methods and who decides."""

    treden: tuple[Eerst | Daarna, ...]


@attrs.frozen
class Gelijkheid(Declaration):
    """How like cases must be treated."""

    eigenschappen: tuple[Clause, ...]


@attrs.frozen
class Toelaatbaar(Declaration):
    """Cases in which this is surely false do not exist."""

    naam: str
    tekst: str
    voorwaarde: Expression


@attrs.frozen
class Aanname(Declaration):
    """A premise of proofs."""

    naam: str
    tekst: str
    voorwaarde: Expression


@attrs.frozen
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

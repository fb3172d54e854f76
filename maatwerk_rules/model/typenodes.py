"""Types as an author writes them; what they mean is in types.py."""

from __future__ import annotations

from maatwerk_rules.model.node import Clause, Expression, TypeNode
from maatwerk_rules.values import frozen


@frozen
class Bereik(Clause):
    """The range of values, both ends included."""

    van: Expression
    tot: Expression


@frozen
class Janeetype(TypeNode):
    """ja or nee."""


@frozen
class Bedragtype(TypeNode):
    """An amount, with period and range."""

    periode: str | None = None
    bereik: Bereik | None = None


@frozen
class Percentagetype(TypeNode):
    """A percentage with its range."""

    bereik: Bereik | None = None


@frozen
class Aantaltype(TypeNode):
    """A number, with unit and range."""

    eenheid: str | None = None
    bereik: Bereik | None = None


@frozen
class Datumtype(TypeNode):
    """A date with its range."""

    bereik: Bereik | None = None


@frozen
class Keuzetype(TypeNode):
    """One of the named options."""

    opties: tuple[str, ...]


@frozen
class Lijsttype(TypeNode):
    """A list of at most `maximum` records of a soort."""

    maximum: int
    soort: str


@frozen
class Eentype(TypeNode):
    """Exactly one record of a soort."""

    soort: str


@frozen
class HoogstensEentype(TypeNode):
    """One record of a soort, or none."""

    soort: str


@frozen
class Naamtype(TypeNode):
    """A declared keuze by its name."""

    naam: str

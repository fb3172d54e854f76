"""Types as an author writes them; what they mean is in types.py."""

from __future__ import annotations

import attrs

from maatwerk_rules.model.node import Clause, Expression, TypeNode


@attrs.frozen
class Bereik(Clause):
    """The range of values, both ends included."""

    van: Expression
    tot: Expression


@attrs.frozen
class Janeetype(TypeNode):
    """ja or nee."""


@attrs.frozen
class Bedragtype(TypeNode):
    """An amount, with period and range."""

    periode: str | None = None
    bereik: Bereik | None = None


@attrs.frozen
class Percentagetype(TypeNode):
    """A percentage with its range."""

    bereik: Bereik | None = None


@attrs.frozen
class Aantaltype(TypeNode):
    """A number, with unit and range."""

    eenheid: str | None = None
    bereik: Bereik | None = None


@attrs.frozen
class Datumtype(TypeNode):
    """A date with its range."""

    bereik: Bereik | None = None


@attrs.frozen
class Keuzetype(TypeNode):
    """One of the named options."""

    opties: tuple[str, ...]


@attrs.frozen
class Lijsttype(TypeNode):
    """A list of at most `maximum` records of a soort."""

    maximum: int
    soort: str


@attrs.frozen
class Eentype(TypeNode):
    """Exactly one record of a soort."""

    soort: str


@attrs.frozen
class HoogstensEentype(TypeNode):
    """One record of a soort, or none."""

    soort: str


@attrs.frozen
class Naamtype(TypeNode):
    """A declared keuze by its name."""

    naam: str

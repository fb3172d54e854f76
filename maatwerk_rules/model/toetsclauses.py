"""The lines of a toets: an example case and what is expected of it."""

from __future__ import annotations

from datetime import date

from maatwerk_rules.model.node import Clause, Expression, Node, Reference
from maatwerk_rules.values import frozen


@frozen
class Zoals(Clause):
    """The toets this one takes its case from; what it says itself goes before that."""

    basis: str


@frozen
class MetOntwerp(Clause):
    """The toets decides with the drafts of the policy taken in."""


@frozen
class Verhaal(Clause):
    """The story of a case."""

    teksten: tuple[str, ...]


@frozen
class Toetsdatum(Clause):
    """The peildatum of a toets."""

    datum: date


@frozen
class GewenstEffect(Clause):
    """What the resident wants to reach, in their own words."""

    tekst: str


@frozen
class ZonderGegeven(Clause):
    """A fact that is not taken over, or one field of a record."""

    naam: str
    veld: str | None = None


@frozen
class ZonderOordeel(Clause):
    """A judgement that is not taken over; without `voor` that of every record."""

    naam: str
    voor: str | None = None


@frozen
class ZonderBekeken(Clause):
    """The recorded look is not taken over."""


@frozen
class Toetsgegeven(Clause):
    """A fact of the case."""

    naam: str
    waarde: Expression


@frozen
class Toetsveld(Clause):
    """One field of a record: by the name of the record, or of the list that holds just one."""

    record: str
    veld: str
    waarde: Expression


@frozen
class Weging(Node):
    """What was weighed under one factor."""

    factor: str
    tekst: str


@frozen
class Toetsoordeel(Clause):
    """A recorded judgement of the case."""

    naam: str
    voor: str | None
    waarde: Expression
    door: str
    op: date | None = None
    omdat: str | None = None
    gewogen: tuple[Weging, ...] | None = None


@frozen
class Bekeken(Clause):
    """A recorded look at the deviations that need no request."""

    door: str
    op: date | None = None
    omdat: str | None = None


@frozen
class Volgens(Clause):
    """Where the expectation comes from: the law, a table of amounts, a ruling or an own reading."""

    herkomst: str
    verwijzing: Reference | None = None
    toelichting: str | None = None


@frozen
class Ontbrekend(Node):
    """Something that is missing, for one record where `voor` names it."""

    naam: str
    voor: str | None = None


@frozen
class Vast(Clause):
    """Expected: settled on this value."""

    waarde: Expression


@frozen
class Voorlopig(Clause):
    """Expected: provisional on this value while judgements are missing."""

    waarde: Expression
    ontbreekt: tuple[Ontbrekend, ...] | None = None


@frozen
class Onbepaald(Clause):
    """Expected: undetermined."""

    ontbreekt: tuple[Ontbrekend, ...] | None = None


@frozen
class ZonderRegel(Clause):
    """Expected: no rule decides."""


@frozen
class Strijdig(Clause):
    """Expected: rules contradict each other."""


@frozen
class Verwachting(Clause):
    """What a toets expects of one outcome."""

    uitkomst: str
    voor: str | None
    verwacht: Clause
    gronden: tuple[str, ...] | None = None

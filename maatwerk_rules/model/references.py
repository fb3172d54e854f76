"""Legal sources as an author cites them."""

from __future__ import annotations

from maatwerk_rules.model.node import Reference
from maatwerk_rules.values import frozen


@frozen
class Artikelverwijzing(Reference):
    """An article of a regeling, down to lid, onderdeel and number."""

    regeling: str
    artikel: str
    lid: str | None = None
    onderdeel: str | None = None
    onder: str | None = None


@frozen
class Uitspraak(Reference):
    """A ruling by its ECLI."""

    ecli: str


@frozen
class Kamerstuk(Reference):
    """A parliamentary or official paper (kst, stb, stcrt)."""

    nummer: str

"""The values a case is made of: facts, records of judgement and of looking, and signals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Course

NOT_SHOWN = "niet_aangetoond_na_verzoek"
STANDINGS = ("gesteld", "aannemelijk", "bewezen", "weersproken", NOT_SHOWN)
NO_REQUEST = "geen verzoek geregistreerd"

SignalKind = Literal["verouderd", "nieuw_feit", "verlopen", "vervangen", "zonder_datum"]


@attrs.frozen
class FactValue:
    """A known fact or field.

    Args:
        value: Money in cents, a percentage as a ratio.
        op: The day it was observed.
        bewijs: What shows it.
        herkomst: Where it comes from.
        standing: One of `STANDINGS`, or None when nobody said.
    """

    value: Scalar
    op: date | None = None
    bewijs: str | None = None
    herkomst: str | None = None
    standing: str | None = None


@attrs.frozen
class FactCourse:
    """A fact or field that has known values one after another.

    Args:
        periods: In order of time, without overlap; on a day between them it is unknown.
        op: The day it was observed; the rest as with `FactValue`.
    """

    periods: Course
    op: date | None = None
    bewijs: str | None = None
    herkomst: str | None = None
    standing: str | None = None


@attrs.frozen
class NotShown:
    """The event that a fact was asked for in a given term and not shown.

    Args:
        termijn: The term as it was given, such as `2 weken`.
        verlopen_op: The first day after the term.
    """

    verzocht_op: date
    termijn: str
    verlopen_op: date


@attrs.frozen
class Judgement:
    """A recorded human judgement; it never changes.

    Args:
        voor: The record it is about, for an oordeel `per s`.
        door: The organ or function that gave it.
        gewogen: What was weighed, by factor.
        toen: The values the weighed facts had at that moment, by factor; an unknown one is absent.
        mandaat: The mandate it was given under, when recorded.
    """

    oordeel: str
    voor: RecordId | None
    waarde: Scalar
    door: str
    op: date | None = None
    omdat: str | None = None
    gewogen: Mapping[str, str] = MappingProxyType({})
    toen: Mapping[str, Scalar] = MappingProxyType({})
    mandaat: str | None = None

    @property
    def leaf(self) -> Leaf:
        """What it makes known."""
        return Leaf("oordeel", self.oordeel, self.voor)


@attrs.frozen
class Look:
    """A record that a named function considered the deviations and found none to apply."""

    door: str
    op: date | None = None
    omdat: str | None = None


@attrs.frozen
class Signal:
    """Something about a judgement or a look that a person should see.

    Args:
        leaf: The judgement; None for a look.
        text: One Dutch sentence.
    """

    kind: SignalKind
    leaf: Leaf | None
    text: str

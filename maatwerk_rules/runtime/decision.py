"""What deciding a case gives: per outcome a Result, together a Decision. Plain values.

A decision is what follows from the rules. It is no besluit: the college decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, Possible, RecordId
from maatwerk_rules.runtime.facts import Facts, Signal
from maatwerk_rules.runtime.later import Later, Worker, lazily, worker_of
from maatwerk_rules.runtime.steps import DefinitionStep
from maatwerk_rules.values import frozen

NO_BESLUIT = "Uitkomst van de regels. Dit is geen besluit; het college beslist."

Status = Literal["strijdig", "geen_regel", "onbepaald", "voorlopig", "vast"]
STATUSES: tuple[Status, ...] = ("strijdig", "geen_regel", "onbepaald", "voorlopig", "vast")
"""From least to most settled."""

Role = Literal[
    "beslist", "past aan", "stelt terzijde", "niet vervuld", "via", "terzijde gesteld", "valt weg"
]
DECIDING: tuple[Role, ...] = ("beslist", "past aan", "stelt terzijde")
StageName = Literal["regulier", "afwijking", "hardheid"]


@frozen
class Ground:
    """A rule that took part in an outcome, and how.

    `of` is the begrip or outcome it works on. For a rule that did not fire (`niet vervuld`),
    `failed` holds the parts of its condition that are nee, as the author wrote them. `aside_by` is
    the rule that set it aside, or that goes before it (`valt weg`); the outcome does not rest on
    rules that were set aside or fell away.
    """

    rule: str
    role: Role
    of: str
    record: RecordId | None = None
    failed: tuple[str, ...] = ()
    aside_by: str | None = None


RoomKind = Literal[
    "feit", "regel", "uitzondering", "aanpassing", "afwijkingsgrond", "hardheidsclausule",
    "opschaling", "buiten de wet",
]  # fmt: skip
RoomState = Literal[
    "toegepast", "afgewezen", "open", "niet aan de orde", "op verzoek, nog niet gevraagd"
]


@frozen
class Room:
    """One piece of the room there was: what could have changed an unfavourable outcome.

    `rank` is its place in the legal order: 1 facts and qualification, 2 moet, 3 moet beoordelen,
    4 kan, 5 Awb 4:84 and hardship clauses, 6 the ladder, 7 beyond the law.
    """

    rank: int
    kind: RoomKind
    name: str
    state: RoomState
    record: RecordId | None = None
    karakter: str | None = None
    by: tuple[str, ...] = ()
    decided_by: str | None = None
    decided_on: date | None = None
    because: str | None = None
    missing: tuple[Leaf, ...] = ()
    bedoelingen: tuple[str, ...] = ()
    note: str | None = None


@frozen
class Question:
    """Something to ask, to whom, and what the answer may settle.

    `after` are the facts that must be known before it is of use to ask this; a record does not
    keep them.
    """

    leaf: Leaf
    to: Literal["register", "belanghebbende", "beoordelaar", "beleid"]
    by: tuple[str, ...] = ()
    settles: tuple[Scalar, ...] = ()
    cost: int = 0
    after: frozenset[Leaf] = attrs.field(default=frozenset(), eq=False)


@frozen
class Result(Later):
    """The result of one outcome, for one record where the outcome exists once per record.

    `possible` holds the values still possible; `no_rule` and `conflict` are its flags. `value` is
    the settled or provisional value. `bedoelingen` and `waarden` are what it rests on;
    `geschonden` the intentions that are violated. `gebonden` is False when a judgement or a power
    took part or is open in it. `first` names the outcomes that must be decided before this one;
    it changes no value. `trace` and `shown` are not part of equality; `shown` is the trace
    of the value: for a provisional one without the rules that wait for a judgement.

    What `decide` gives works out a field when it is first asked: a value takes microseconds,
    grounds, room and trace take the evaluator.
    """

    name: str
    record: RecordId | None
    status: Status
    value: Scalar | None
    possible: Possible | None
    no_rule: bool
    conflict: tuple[str, ...]
    missing: tuple[Leaf, ...]
    grounds: tuple[Ground, ...]
    stage: StageName
    favourable: bool | None
    room: tuple[Room, ...]
    bedoelingen: tuple[str, ...]
    waarden: tuple[str, ...]
    geschonden: tuple[str, ...]
    gebonden: bool
    at_most: tuple[int, str] | None = None
    rang: str | None = None
    first: tuple[str, ...] = ()
    trace: DefinitionStep | None = attrs.field(default=None, eq=False, repr=False)
    shown: DefinitionStep | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def deciding(self) -> tuple[Ground, ...]:
        """The grounds that decide; where none does, also the rules that did not fire for it."""
        found = [ground for ground in self.grounds if ground.role in DECIDING]
        if not any(ground.role == "beslist" for ground in found):
            own = [ground for ground in self.grounds if ground.of == self.name]
            found += [ground for ground in own if ground.role == "niet vervuld"]
        return tuple(found)

    @property
    def settled(self) -> bool:
        """The outcome stands on these facts."""
        return self.status not in ("onbepaald", "voorlopig")


class Filling(Result):
    """A result that its maker still fills: then it becomes one of the three below."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
    if not TYPE_CHECKING:
        __init__ = object.__init__  # quicker than `object.__new__`


Named = lazily(Result, ("name", "record"))
"""A result of which it is still to be worked out what it is."""
Standing = lazily(Result, ("name", "record", "status", "value"))
"""A result of which it is settled what it is."""
PUT = ("grounds", "bedoelingen", "missing")
KEPT = ("stage", "waarden", "gebonden", "at_most", "rang", "conflict")
Told = lazily(Result, ("name", "record", "status", "value", "favourable", "room", *PUT), kept=KEPT)
"""A result of which it is known what it rests on too."""


def named(worker: Worker, name: str, record: RecordId | None) -> Result:
    """Return a result of which a worker fills the rest when it is asked."""
    made: Any = Filling()  # type: ignore[call-arg]
    made._desk, made.name, made.record = [worker], name, record
    made.__class__ = Named
    return cast(Result, made)


def standing(
    worker: Worker, name: str, record: RecordId | None, status: Status, value: Scalar | None
) -> Result:
    """Return a result of which it is settled what it is."""
    made: Any = Filling()  # type: ignore[call-arg]
    made._desk, made.name, made.record = [worker], name, record
    made.status, made.value = status, value
    made.__class__ = Standing
    return cast(Result, made)


@frozen
class Decision(Later):
    """What the rules say of one case on one date; made by `decide`.

    `missing` and `questions` are over all outcomes, in the order of the next question.
    """

    policy: str
    title: str
    policy_hash: str
    language_version: int
    library_version: str
    peildatum: date
    facts: Facts = attrs.field(repr=False)
    results: tuple[Result, ...]
    questions: tuple[Question, ...]
    signals: tuple[Signal, ...] = ()
    not_assessed: tuple[str, ...] = ()

    def __getitem__(self, key: str | tuple[str, str]) -> Result:
        """Return the result of an outcome; with a record as `decision["toeslag", "kind1"]`.

        Raises:
            KeyError: no such outcome was decided.
        """
        name, record = (key, None) if isinstance(key, str) else key
        worker = None if type(self) is Decided else worker_of(self)
        if (
            worker is not None
            and record is None
            and (alone := worker.alone(self, name)) is not None
        ):
            return cast(Result, alone)
        for result in self.results:
            same = record is None or (result.record is not None and result.record.key == record)
            if result.name == name and same:
                return result
        known = ", ".join(dict.fromkeys(result.name for result in self.results))
        raise KeyError(f"{key!r}; decided were: {known}")

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    @property
    def status(self) -> Status:
        """The least settled status of the results."""
        return min((result.status for result in self.results), key=STATUSES.index, default="vast")

    @property
    def missing(self) -> tuple[Leaf, ...]:
        """What is missing over all outcomes, in the order of the next question."""
        return tuple(question.leaf for question in self.questions)


class Unfinished(Decision):
    """A decision that its maker still fills: then it becomes one of the two below."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
    if not TYPE_CHECKING:
        __init__ = object.__init__


Asking = lazily(Decision)
"""A decision of which nothing was worked out yet."""
Decided = lazily(Decision, ("results",))
"""A decision of which the results are there."""

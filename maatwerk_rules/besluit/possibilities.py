"""The room in one outcome as a screen shows it: what it is, who decides, and what would follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from maatwerk_rules.explanation.follows import Then, follows
from maatwerk_rules.explanation.room import MOST_POWERS, moment_in_full, write_nature
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary
from maatwerk_rules.model.clauses import Bezwaar, Weegt
from maatwerk_rules.model.declarations import Bedoeling, Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision, Result, Room, RoomKind
from maatwerk_rules.values import frozen

DEVIATIONS: tuple[RoomKind, ...] = ("afwijkingsgrond", "hardheidsclausule")


@frozen
class Asked:
    """A judgement or fact that is open: the question, who may answer, and what is weighed.

    `factors` holds for each factor its name and its question; without one of its own its name.
    """

    leaf: Leaf
    question: str
    by: tuple[str, ...] = ()
    factors: tuple[tuple[str, str], ...] = ()


@frozen
class Possibility:
    """One piece of the room in an outcome, with all that who decides must know of it.

    Args:
        room: Its place in the legal order, its state, who decided or may decide.
        nature: What it is, in words; only a deviation is called one.
        source: The legal source of the power or exception.
        intentions: What it is for, in the words of the policy.
        moment: When it is at issue, in words; empty where it always is.
        remedy: What can be done against the decision; None where the policy does not say.
        asked: What is open.
        then: What would follow from each answer, in the order in which the policy names the
            answers; none of them is chosen beforehand.
    """

    room: Room
    nature: str
    source: Source | None
    intentions: tuple[str, ...]
    moment: str
    remedy: str | None
    asked: tuple[Asked, ...]
    then: tuple[Then, ...]

    @property
    def is_deviation(self) -> bool:
        """Tell whether using it is to deviate; an exception in the rules themselves is not."""
        return self.room.kind in DEVIATIONS


def possibilities(
    policy: Policy, decision: Decision, outcome: str | tuple[str, str]
) -> tuple[Possibility, ...]:
    """Return all the room in an outcome, in legal order; none where it is favourable.

    Costs a decision for each combination of answers to open judgements, at most MOST_ANSWERS for
    each piece.

    Raises:
        KeyError: no such outcome was decided.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}}
    >>> decision = decide(policy, case, peildatum=date(2026, 3, 1))
    >>> [one.room.name for one in possibilities(policy, decision, "woonkostentoeslag")][:2]
    ['noodzakelijke_woonkosten', 'beleidsregel_onevenredig']
    """
    finder = _Finder(policy, decision, decision[outcome])
    return tuple(finder.possibility(room) for room in finder.result.room)


def shown_first(found: Sequence[Possibility]) -> tuple[Possibility, ...]:
    """Return what is shown at once: all that must, and of the powers (kan) at most MOST_POWERS.

    Powers that are at issue come before those that are not; the order stays that of the law.
    """
    powers = [one for one in found if one.room.karakter == "kan"]
    powers.sort(key=lambda one: one.room.state == "niet aan de orde")
    hidden = {id(one) for one in powers[MOST_POWERS:]}
    return tuple(one for one in found if id(one) not in hidden)


@frozen
class _Finder:
    policy: Policy
    decision: Decision
    result: Result
    words: Vocabulary = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        words = Vocabulary(self.policy, self.decision.peildatum, self.decision.facts)
        object.__setattr__(self, "words", words)

    def possibility(self, room: Room) -> Possibility:
        declaration = self.words.rule(room.name) if _is_rule(room) else None
        found = (self.policy.find(Bedoeling, name) for name in room.bedoelingen)
        nature = write_nature(room.kind, declaration, self.words) if declaration else ""
        return Possibility(
            room,
            nature or OTHER[room.kind],
            self.words.source_of(declaration) if declaration else None,
            tuple(one.tekst for one in found if one is not None),
            moment_in_full(room, self.words),
            self._remedy(),
            tuple(self._asked(room)),
            tuple(follows(room, self.result, self.words)),
        )

    def _remedy(self) -> str | None:
        kop = self.policy.beleid.kop
        bezwaar = kop.one(Bezwaar) if kop is not None else None
        return bezwaar.tekst if bezwaar is not None else None

    def _asked(self, room: Room) -> Iterator[Asked]:
        for leaf in room.missing:
            question = self.words.question(leaf) or str(leaf)
            by = self.policy.mandates.get(leaf.name, ()) if leaf.kind == "oordeel" else ()
            oordeel = self.policy.find(Oordeel, leaf.name) if leaf.kind == "oordeel" else None
            factors = () if oordeel is None else tuple(factors_of(oordeel))
            yield Asked(leaf, question, by, factors)


OTHER: Mapping[RoomKind, str] = {
    "feit": "een feit dat nog niet bekend is",
    "opschaling": "hulp van een ander; dit verandert de regels niet",
    "buiten de wet": "buiten deze regels; alleen het orgaan zelf kan dat",
}


def _is_rule(room: Room) -> bool:
    return room.kind not in OTHER


def factors_of(oordeel: Oordeel) -> Iterable[tuple[str, str]]:
    """Yield the name and the question of all that a judgement weighs, in the order of the text."""
    for weegt in oordeel.all(Weegt):
        for factor in weegt.factoren:
            yield factor.naam, factor.vraag or factor.naam

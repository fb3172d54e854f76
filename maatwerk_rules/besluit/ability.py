"""Duties that may ask more than a resident can do now: flagged, not silently failed.

What a person can do is never computed. A policy says with a base value which of its intentions see
to it; an exception, deviation or judgement that serves such an intention is where people look
whether a duty fits. The flag is about the duty, not about the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from maatwerk_rules.analysis.desugar_expressions import not_shown
from maatwerk_rules.besluit.possibilities import Asked, factors_of
from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.summary import rule_and_source
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import BijGroep, BijRegel, Dient, SteltTerzijde
from maatwerk_rules.model.declarations import (
    Afwijkingsgrond,
    Bedoeling,
    Groep,
    Hardheidsclausule,
    Oordeel,
    Uitzondering,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf
from maatwerk_rules.runtime.decision import Decision, Result, Room
from maatwerk_rules.runtime.steps import deciding_round, steps
from maatwerk_rules.values import frozen

VALUE = "doenvermogen"
"""How the base value is called unless a municipality says otherwise."""

FlagState = Literal["niet bekeken", "bekeken", "vraagt te veel"]


@frozen
class Flag:
    """A duty of which someone must see, or saw, whether it asks more than can be done now.

    Args:
        state: `niet bekeken`: nobody looked yet. `bekeken`: someone did and found that it fits.
            `vraagt te veel`: the policy holds its intention for violated.
        outcomes: The outcomes it bears on, in the order of the decision.
        duty: The rules that ask it.
        ground: The rule that makes room for who cannot; None for a fact that was not shown.
        asked: What is still to be judged.
        text: All of it in Dutch, about the duty.
    """

    state: FlagState
    outcomes: tuple[str, ...]
    record: RecordId | None
    duty: tuple[str, ...]
    ground: str | None
    bedoelingen: tuple[str, ...]
    asked: tuple[Asked, ...]
    text: str


@frozen
class Flags:
    """The flags of a decision, and whether the policy says at all which intentions see to it."""

    found: tuple[Flag, ...]
    is_declared: bool

    @property
    def unseen(self) -> tuple[Flag, ...]:
        """Those at which someone must still look, or that are too much."""
        return tuple(one for one in self.found if one.state != "bekeken")


NOT_DECLARED = "Dit beleid zegt niet welke bedoelingen over doenvermogen gaan. Dat is niet bekeken."


def flags(policy: Policy, decision: Decision, *, waarde: str = VALUE) -> Flags:
    """Return the duties of which it must be seen whether they ask more than can be done now.

    Args:
        waarde: The base value by which a policy marks the intentions that see to it.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> flags(policy, decide(policy, {}, peildatum=date(2026, 3, 1))).is_declared
    False
    """
    seeing = frozenset(
        one.naam
        for one in policy.all(Bedoeling)
        if any(waarde in dient.waarden for dient in one.all(Dient))
    )
    words = Vocabulary(policy, decision.peildatum, decision.facts)
    finder = _Finder(policy, decision, words, seeing)
    return Flags((*finder.of_rooms(), *finder.of_events()), bool(seeing))


@frozen
class _Finder:
    policy: Policy
    decision: Decision
    words: Vocabulary
    seeing: frozenset[str]

    def of_rooms(self) -> Iterator[Flag]:
        """Yield a flag for each piece of room that sees to it, once for all outcomes."""
        found: dict[tuple[str, RecordId | None], tuple[Room, list[Result]]] = {}
        for result in self.decision:
            for room in result.room:
                if self.seeing.intersection(room.bedoelingen):
                    found.setdefault((room.name, room.record), (room, []))[1].append(result)
        for room, results in found.values():
            state = self._state(room, results)
            if state is not None:
                yield self._flag(state, room, results)

    def _state(self, room: Room, results: list[Result]) -> FlagState | None:
        violated = {name for one in results for name in one.geschonden}
        if violated & self.seeing.intersection(room.bedoelingen):
            return "vraagt te veel"
        match room.state:
            case "open" | "op verzoek, nog niet gevraagd":
                return "niet bekeken"
            case "afgewezen":
                return "bekeken"
        return None

    def _flag(self, state: FlagState, room: Room, results: list[Result]) -> Flag:
        pressed = tuple(_pressed(self.words.rule(room.name), self.policy)) or (room.name,)
        taking_part = {ground.rule for one in results for ground in one.grounds}
        duty = tuple(one for one in pressed if one in taking_part) or pressed
        served = tuple(one for one in room.bedoelingen if one in self.seeing)
        asked = tuple(_asked(leaf, self.words) for leaf in room.missing if leaf.kind == "oordeel")
        about = f" ({self.words.record(room.record)})" if room.record is not None else ""
        named = write_list(rule_and_source(one, self.words) for one in duty)
        text = f"De plicht achter {named}{about} {self._said(state, room, asked)}"
        names = tuple(one.name for one in results)
        return Flag(state, names, room.record, duty, room.name, served, asked, text)

    def _said(self, state: FlagState, room: Room, asked: tuple[Asked, ...]) -> str:
        if state == "bekeken":
            by = self.words.title(room.decided_by) if room.decided_by else "een mens"
            on = f" op {write_date(room.decided_on)}" if room.decided_on is not None else ""
            return f"past volgens {by} bij wat nu kan (bekeken{on})."
        if state == "vraagt te veel":
            return "vraagt nu meer dan deze inwoner kan."
        questions = " ".join(f"“{one.question}”" for one in asked)
        who = f" Daarover oordeelt: {self.words.who(room.by)}." if room.by else ""
        told = "vraagt misschien meer dan nu kan. Dat is nog niet bekeken."
        return " ".join(each for each in (told, questions) if each) + who

    def of_events(self) -> Iterator[Flag]:
        """Yield a flag for each fact that was not shown in time and that an outcome rests on."""
        for leaf, event in self.decision.facts.not_shown.items():
            if event.verlopen_op > self.decision.peildatum:
                continue
            name = not_shown(leaf.name)
            resting = [
                one for one in self.decision if one.favourable is not True and _reads(one, name)
            ]
            if resting:
                shown = capital(write_name(leaf.name))
                text = (
                    f"‘{shown}’ is niet op tijd aangetoond, en daar hangt een gevolg aan. Kon de"
                    " inwoner dit nu wel laten zien? Kijk daar eerst naar."
                )
                names = tuple(one.name for one in resting)
                rules = tuple(dict.fromkeys(g.rule for one in resting for g in one.deciding))
                yield Flag("niet bekeken", names, None, rules, None, (), (), text)


def _reads(result: Result, name: str) -> bool:
    """Tell whether an event took part in an outcome."""
    if result.trace is None:
        return False
    whole = deciding_round(result.trace)
    rounds = [whole, *(deciding_round(one) for one in whole.reached if one.rounds)]
    wanted = fact_leaf(name)
    return any(
        isinstance(step.expr, core.Fact) and fact_leaf(step.expr.name) == wanted and step.is_true
        for one in rounds
        for step in steps(one)
    )


def _asked(leaf: Leaf, words: Vocabulary) -> Asked:
    oordeel = words.policy.find(Oordeel, leaf.name)
    factors = () if oordeel is None else tuple(factors_of(oordeel))
    by = words.policy.mandates.get(leaf.name, ())
    return Asked(leaf, words.question(leaf) or str(leaf), by, factors)


def _pressed(declaration: Declaration | None, policy: Policy) -> Iterator[str]:
    """Yield the rules that ask what an exception or deviation makes room in."""
    if isinstance(declaration, Uitzondering):
        yield declaration.op
    if isinstance(declaration, Afwijkingsgrond | Hardheidsclausule):
        if isinstance(declaration.doel, BijRegel):
            yield declaration.doel.regel
        if isinstance(declaration.doel, BijGroep):
            groep = policy.find(Groep, declaration.doel.groep)
            assert groep is not None, "the check knows every group that is named"
            yield from groep.regels
        for aside in declaration.all(SteltTerzijde):
            yield from aside.regels

"""Where intentions pull apart: in one decision, or between two policies on one case.

Reckoned, never weighed: a conflict says that what serves one intention goes against another, with
both by name. What people do with it they say themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Literal

from maatwerk_rules.besluit.possibilities import DEVIATIONS
from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.follows import MOST_ANSWERS, answers_of, supposing
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary, capital
from maatwerk_rules.model.clauses import Bedoelingclausule, Dient
from maatwerk_rules.model.declarations import Bedoeling, Waarde
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING, Decision, Result, Room
from maatwerk_rules.values import frozen

Answers = tuple[tuple[Leaf, Scalar], ...]
"""Judgements with the answer that is supposed."""
ConflictKind = Literal["geschonden", "andere kant", "andere regeling", "zelfde feit"]


@frozen
class Pole:
    """One of two intentions that pull apart.

    Args:
        policy: The title of the policy it stands in.
        rules: The rules that bring it in, each with its source.
        waarden: The base values it serves, in words.
    """

    policy: str
    bedoeling: str
    tekst: str
    source: Source | None
    waarden: tuple[str, ...]
    rules: tuple[tuple[str, Source | None], ...] = ()


@frozen
class Conflict:
    """Two intentions that pull apart in one outcome.

    Args:
        kind: `geschonden`: the outcome violates an intention while it serves another.
            `andere kant`: a piece of the room that is open serves another intention, and would
            give another outcome. `andere regeling`: the outcome is a fact in another policy, and
            goes against what that policy is for. `zelfde feit`: what would help in one policy
            harms in the other.
        answers: The judgements with which it is so; none where it is so already.
        serves: What the outcome serves; `against` what it goes against.
        text: Both by name, in Dutch.
    """

    kind: ConflictKind
    outcome: str
    record: RecordId | None
    value: Scalar | None
    answers: Answers
    serves: tuple[Pole, ...]
    against: tuple[Pole, ...]
    text: str

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two conflicts the same one: the outcome and the intentions on both ends."""
        ends = (one.bedoeling for one in (*self.serves, *self.against))
        return self.kind, self.outcome, tuple(ends)


Tried = tuple[tuple[Answers, Result], ...]
"""An outcome with each combination of answers."""


@frozen
class Conflicts:
    """What pulls apart, and of which outcomes that cannot be said yet.

    Args:
        unseen: Outcomes of which facts are missing, or of which too many judgements are open.
    """

    found: tuple[Conflict, ...]
    unseen: tuple[str, ...] = ()


def conflicts(policy: Policy, decision: Decision) -> Conflicts:
    """Return the intentions that pull apart within one decision, settled or with a judgement open.

    With judgements open each combination of answers is tried, at most MOST_ANSWERS for an outcome;
    none of them is chosen.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}}
    >>> decision = decide(policy, case, peildatum=date(2026, 3, 1), uitkomsten=("recht",))
    >>> conflicts(policy, decision)
    Conflicts(found=(), unseen=('recht',))
    """
    one = Side(policy, decision)
    found: dict[tuple[object, ...], Conflict] = {}
    unseen: dict[str, None] = {}
    for result in decision:
        tried = one.tried(result)
        if tried is None:
            unseen[result.name] = None
            for conflict in _behind(one, result, one.sampled(result)):
                found.setdefault((conflict.key, conflict.record, conflict.value), conflict)
            continue
        here = [conflict for answers, each in tried for conflict in _violated(one, each, answers)]
        there = _other_side(one, result, [each for _, each in tried])
        for conflict in (*here, *there, *_behind(one, result, tried)):
            found.setdefault((conflict.key, conflict.record, conflict.value), conflict)
    return Conflicts(tuple(found.values()), tuple(unseen))


def violated(policy: Policy, decision: Decision) -> tuple[Conflict, ...]:
    """Return what settled outcomes violate while they serve something else; costs no decision."""
    side = Side(policy, decision)
    return tuple(
        one for result in decision if result.settled for one in _violated(side, result, ())
    )


def _beside(
    answers: Mapping[Leaf, Scalar], options: Mapping[Leaf, Iterable[Scalar]]
) -> Iterator[dict[Leaf, Scalar]]:
    """Yield the answers with one of them another."""
    for leaf, each in options.items():
        yield from ({**answers, leaf: value} for value in each if value != answers[leaf])


def served(result: Result, words: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Return the intentions of the rules that decide an outcome, each with those rules.

    Where no rule decides, those of the outcome itself.
    """
    found: dict[str, list[str]] = {}
    for ground in result.grounds:
        rule = words.rule(ground.rule) if ground.role in DECIDING else None
        for clausule in rule.all(Bedoelingclausule) if rule is not None else ():
            for name in clausule.bedoelingen:
                found.setdefault(name, []).append(ground.rule)
    if not found:
        return dict.fromkeys(result.bedoelingen, ())
    return {name: tuple(dict.fromkeys(rules)) for name, rules in found.items()}


@frozen
class Side:
    """A decision with the words of its policy."""

    policy: Policy
    decision: Decision

    @property
    def words(self) -> Vocabulary:
        """How things are called in it."""
        return Vocabulary(self.policy, self.decision.peildatum, self.decision.facts)

    def tried(self, result: Result) -> Tried | None:
        """Return the outcome with each combination of answers; None where that cannot be told."""
        if result.settled:
            return (((), result),)
        leaves = result.missing
        if any(leaf.kind != "oordeel" for leaf in leaves):
            return None
        options = [answers_of(self.policy.types[leaf.name]) for leaf in leaves]
        if prod(map(len, options)) > MOST_ANSWERS:
            return None
        return tuple(
            (answers, self._with(result, dict(answers)))
            for each in product(*options)
            if (answers := tuple(zip(leaves, each, strict=True)))
        )

    def sampled(self, result: Result) -> Tried:
        """Return the outcome with some of many combinations of answers; none where facts miss.

        One is looked for with which the outcome is another, with as few deviations as it takes, and
        then each answer beside it. Costs at most five decisions for each open judgement.
        """
        leaves = result.missing
        if any(leaf.kind != "oordeel" for leaf in leaves):
            return ()
        options = {leaf: answers_of(self.policy.types[leaf.name]) for leaf in leaves}
        tries = (
            answers
            for start in ({leaf: each[end] for leaf, each in options.items()} for end in (0, -1))
            for answers in (start, *_beside(start, options))
        )
        turned = next((one for one in tries if self._turns(result, one)), None)
        if turned is None:
            return ()
        rooms = (room for room in result.room if room.kind in DEVIATIONS)
        for leaf in (one for room in rooms for one in room.missing if one in options):
            without = {**turned, leaf: options[leaf][-1]}
            turned = without if self._turns(result, without) else turned
        near = (turned, *_beside(turned, options))
        return tuple((tuple(one.items()), self._with(result, one)) for one in near)

    def _turns(self, result: Result, answers: Mapping[Leaf, Scalar]) -> bool:
        return self._with(result, answers).value != result.value

    def _with(self, result: Result, answers: Mapping[Leaf, Scalar]) -> Result:
        facts = supposing(self.decision.facts, answers)
        day = self.decision.peildatum
        found = decide(self.policy, facts, peildatum=day, uitkomsten=(result.name,), bare=True)
        return next(one for one in found if one.record == result.record)

    def needed(self, result: Result, answers: Answers) -> Answers:
        """Return those of the answers without which an outcome does not rest on the same."""
        kept = dict(answers)
        wanted = (result.value, tuple(self.served(result)))
        for leaf, _ in answers:
            fewer = {one: value for one, value in kept.items() if one != leaf}
            found = self._with(result, fewer)
            if (found.value, tuple(self.served(found))) == wanted:
                kept = fewer
        return tuple(kept.items())

    def served(self, result: Result) -> Mapping[str, tuple[str, ...]]:
        """Return the intentions that an outcome serves, each with the rules that do."""
        return served(result, self.words)

    def pole(self, name: str, rules: Iterable[str] = ()) -> Pole:
        """Return an intention as one end of a conflict."""
        words = self.words
        bedoeling = self.policy.find(Bedoeling, name)
        assert bedoeling is not None, "the check knows every intention that is named"
        values = (each for one in bedoeling.all(Dient) for each in one.waarden)
        named = (self.policy.find(Waarde, each) for each in values)
        declared = ((rule, words.rule(rule)) for rule in rules)
        return Pole(
            self.policy.title,
            name,
            bedoeling.tekst,
            words.source_of(bedoeling),
            tuple(one.tekst for one in named if one is not None),
            tuple((rule, words.source_of(one) if one else None) for rule, one in declared),
        )

    def shown(self, result: Result) -> str:
        """Return an outcome as a clause: `recht is nee`."""
        return f"{self.named(result)} is {self.told(result)}"

    def named(self, result: Result) -> str:
        """Return an outcome by its name, with the record it is about."""
        of = "" if result.record is None else f" voor {self.words.record(result.record)}"
        return f"‘{write_name(result.name)}’{of}"

    def told(self, result: Result) -> str:
        """Return what an outcome is, without its name."""
        if result.value is None:
            return "niet te beslissen met deze regels"
        return write_value(result.value, self.policy.types[result.name])

    def supposed(self, answers: Iterable[tuple[Leaf, Scalar]]) -> str:
        """Return the answers with which something is so, as the beginning of a sentence."""
        types = self.policy.types
        told = [
            f"{self.words.leaf(leaf)} {write_value(value, types[leaf.name])}"
            for leaf, value in answers
        ]
        return f"Is {write_list(told)}, dan geldt dit: " if told else ""


# ---------------------------------------------------------------- within one decision


def _violated(side: Side, result: Result, answers: Answers) -> Iterator[Conflict]:
    """Yield that an outcome violates an intention while it serves others."""
    served = {
        name: rules for name, rules in side.served(result).items() if name not in result.geschonden
    }
    if not served:
        return
    serves = tuple(side.pole(name, rules) for name, rules in served.items())
    for name in result.geschonden:
        against = side.pole(name)
        text = (
            f"{side.supposed(answers)}{side.shown(result)}. {for_which(serves)}"
            f" Deze bedoeling wordt dan niet gehaald: {quoted(against)}."
        )
        yield _conflict("geschonden", result, answers, (serves, (against,)), text)


def _other_side(side: Side, result: Result, tried: Iterable[Result]) -> Iterator[Conflict]:
    """Yield the open room that serves another intention, and with which the outcome is another."""
    if result.value is None:
        return
    served = side.served(result)
    otherwise = {
        (ground.rule, ground.record)
        for each in tried
        if each.value != result.value
        for ground in each.grounds
        if ground.role in DECIDING
    }
    for room in result.room:
        names = [name for name in room.bedoelingen if name not in served]
        if names and room.missing and (room.name, room.record) in otherwise:
            yield _pulled(side, result, room, names)


def _behind(side: Side, result: Result, tried: Tried) -> Iterator[Conflict]:
    """Yield what pulls apart once other judgements are given: by then a rule stands in the way.

    Such a rule is not reached while the judgement before it is open, and yet it decides.
    """
    for room in result.room if result.value is not None else ():
        for answers, each in tried:
            given = tuple(one for one in answers if one[0] not in room.missing)
            served = side.served(each)
            names = [name for name in room.bedoelingen if name not in served]
            if not (given and names and any(served.values())):
                continue
            if each.value == result.value and _turns(room, given, each, tried):
                yield _pulled(side, each, room, names, side.needed(each, given))


def _turns(room: Room, given: Answers, each: Result, tried: Tried) -> bool:
    """Tell whether a piece of the room alone makes another outcome of it."""
    return any(
        other.value != each.value
        and all(one in answers for one in given)
        and any(
            (ground.rule, ground.record) == (room.name, room.record) and ground.role in DECIDING
            for ground in other.grounds
        )
        for answers, other in tried
    )


def _pulled(
    side: Side, result: Result, room: Room, names: Iterable[str], answers: Answers = ()
) -> Conflict:
    serves = tuple(side.pole(name, rules) for name, rules in side.served(result).items())
    against = tuple(side.pole(name, (room.name,)) for name in names)
    who = f" Daarover oordeelt: {side.words.who(room.by)}." if room.by else ""
    rules = dict.fromkeys(rule for one in serves for rule, _ in one.rules) if answers else ()
    through = write_list(f"‘{write_name(rule)}’" for rule in rules)
    text = (
        f"{side.supposed(answers)}{side.shown(result)}{f', door {through}' if through else ''}."
        f" {for_which(serves)} ‘{capital(write_name(room.name))}’ trekt de"
        f" andere kant op. {for_which(against)}{who}"
    )
    return _conflict("andere kant", result, answers, (serves, against), text)


def _conflict(
    kind: ConflictKind,
    result: Result,
    answers: Answers,
    ends: tuple[tuple[Pole, ...], tuple[Pole, ...]],
    text: str,
) -> Conflict:
    return Conflict(kind, result.name, result.record, result.value, answers, *ends, capital(text))


def for_which(poles: Iterable[Pole]) -> str:
    """Return what something is for, as a sentence."""
    return f"Dat is hiervoor: {write_list(map(quoted, poles))}."


def quoted(pole: Pole) -> str:
    """Return an intention in its own words, with its source."""
    source = f" ({pole.source.text})" if pole.source is not None else ""
    return f"“{pole.tekst.rstrip('.')}”{source}"

"""Where intentions pull apart: in one decision, or between two policies on one case.

Reckoned, never weighed: a conflict says that what serves one intention goes against another, with
both by name. What people do with it they say themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Literal

from maatwerk_rules.besluit.possibilities import MOST_ANSWERS, answers_of, supposing
from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary, capital
from maatwerk_rules.model.clauses import Bedoelingclausule, Dient
from maatwerk_rules.model.declarations import Bedoeling, Waarde
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING, Decision, Result, Room
from maatwerk_rules.values import frozen

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
    answers: tuple[tuple[Leaf, Scalar], ...]
    serves: tuple[Pole, ...]
    against: tuple[Pole, ...]
    text: str

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two conflicts the same one: the outcome and the intentions on both ends."""
        ends = (one.bedoeling for one in (*self.serves, *self.against))
        return self.kind, self.outcome, tuple(ends)


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
            continue
        here = [conflict for answers, each in tried for conflict in _violated(one, each, answers)]
        for conflict in (*here, *_other_side(one, result, [each for _, each in tried])):
            found.setdefault((conflict.key, conflict.record, conflict.value), conflict)
    return Conflicts(tuple(found.values()), tuple(unseen))


def violated(policy: Policy, decision: Decision) -> tuple[Conflict, ...]:
    """Return what settled outcomes violate while they serve something else; costs no decision."""
    side = Side(policy, decision)
    return tuple(
        one for result in decision if result.settled for one in _violated(side, result, ())
    )


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

    def tried(
        self, result: Result
    ) -> tuple[tuple[tuple[tuple[Leaf, Scalar], ...], Result], ...] | None:
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

    def _with(self, result: Result, answers: Mapping[Leaf, Scalar]) -> Result:
        facts = supposing(self.decision.facts, answers)
        day = self.decision.peildatum
        found = decide(self.policy, facts, peildatum=day, uitkomsten=(result.name,), bare=True)
        return next(one for one in found if one.record == result.record)

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


def _violated(
    side: Side, result: Result, answers: tuple[tuple[Leaf, Scalar], ...]
) -> Iterator[Conflict]:
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


def _pulled(side: Side, result: Result, room: Room, names: Iterable[str]) -> Conflict:
    serves = tuple(side.pole(name, rules) for name, rules in side.served(result).items())
    against = tuple(side.pole(name, (room.name,)) for name in names)
    who = f" Daarover oordeelt: {side.words.who(room.by)}." if room.by else ""
    text = (
        f"{side.shown(result)}. {for_which(serves)} ‘{capital(write_name(room.name))}’ trekt de"
        f" andere kant op. {for_which(against)}{who}"
    )
    return _conflict("andere kant", result, (), (serves, against), text)


def _conflict(
    kind: ConflictKind,
    result: Result,
    answers: tuple[tuple[Leaf, Scalar], ...],
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

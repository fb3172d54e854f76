"""Where two policies on one case pull apart: what the one gives, and what the other asks.

Two policies meet in names: an outcome of the one is a fact in the other, or both read one fact.
Only what has the same name and the same type is held to be the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from maatwerk_rules.besluit.conflicts import Conflict, ConflictKind, Pole, Side, for_which, quoted
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.follows import answers_of
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.model.types import JaNee, Keuze, Scalar
from maatwerk_rules.model.unknown import Leaf, fact_leaf
from maatwerk_rules.runtime.changes import Change, what_would_change
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import FactValue
from maatwerk_rules.values import frozen


def conflicts_between(first: Side, second: Side) -> tuple[Conflict, ...]:
    """Return where two decisions on one case pull apart, each end by name and with its source.

    Of an outcome that is a fact in the other policy: each value it may still have, against the
    others. Of a fact that both read: each change that would make an outcome favourable in the one.
    Costs some decisions of the other policy for each of these.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> side = Side(policy, decide(policy, {}, peildatum=date(2026, 3, 1), uitkomsten=("recht",)))
    >>> conflicts_between(side, side)
    ()
    """
    found: dict[object, Conflict] = {}
    for here, there in ((first, second), (second, first)):
        for one in (*_as_fact(here, there), *_same_fact(here, there)):
            found.setdefault((one.key, one.record, one.value), one)
    return tuple(found.values())


@frozen
class _Turned:
    """An outcome of the other policy that comes out differently for one value of a fact."""

    before: Result
    after: Result

    @property
    def broken(self) -> tuple[str, ...]:
        """The intentions that are violated after and not before."""
        return tuple(one for one in self.after.geschonden if one not in self.before.geschonden)

    @property
    def is_worse(self) -> bool:
        """Tell whether it stood favourable, and now stands unfavourable."""
        before, after = self.before, self.after
        return before.settled and after.settled and bool(before.favourable) > bool(after.favourable)


# ---------------------------------------------------------------- an outcome that is a fact there


def _as_fact(here: Side, there: Side) -> Iterator[Conflict]:
    for result in here.decision:
        type_ = here.policy.types[result.name]
        if result.record is not None or not _is_fact(result.name, here, there):
            continue
        options = answers_of(type_) if isinstance(type_, JaNee | Keuze) else ()
        for value in (result.value,) if result.value is not None else options:
            assert value is not None
            others = [one for one in options if one != value] or _said(result.name, value, there)
            with_it = _with(there, result.name, value)
            for other in others:
                before = _with(there, result.name, other)
                for turned in _turned(before, with_it):
                    yield from _against(here, there, (result, value), turned)


def _said(name: str, value: Scalar, there: Side) -> list[Scalar]:
    """Return what the other case says of the fact, where that is something else."""
    fact = there.decision.facts.values.get(fact_leaf(name))
    return [] if fact is None or fact.value == value else [fact.value]


def _against(
    here: Side, there: Side, given: tuple[Result, Scalar], turned: _Turned
) -> Iterator[Conflict]:
    result, value = given
    serves = tuple(here.pole(name, rules) for name, rules in here.served(result).items())
    shown = write_value(value, here.policy.types[result.name])
    told = f"In ‘{here.policy.title}’ is {here.named(result)} {shown}."
    start = f"{told} {for_which(serves)}" if serves else told
    for name in turned.broken:
        against = there.pole(name)
        text = (
            f"{start} In ‘{there.policy.title}’ wordt deze bedoeling dan niet gehaald:"
            f" {quoted(against)}."
        )
        yield _conflict("andere regeling", result, value, (serves, (against,)), text)
    if turned.is_worse and not turned.broken:
        against_all = _poles(there, turned.after)
        text = (
            f"{start} In ‘{there.policy.title}’ is {there.named(turned.after)} dan"
            f" {there.told(turned.after)}, en anders {there.told(turned.before)}."
            f" {for_which(against_all)}"
        )
        yield _conflict("andere regeling", result, value, (serves, against_all), text)


# ---------------------------------------------------------------- a fact that both read


def _same_fact(here: Side, there: Side) -> Iterator[Conflict]:
    for result in here.decision:
        if result.favourable is not False or result.record is not None:
            continue
        for change in what_would_change(here.policy, here.decision, result):
            if not _is_shared(change.leaf, change.now, here, there):
                continue
            helped = _with(here, change.leaf.name, change.needed)[result.name]
            harmed = _with(there, change.leaf.name, change.needed)
            for turned in _turned(there.decision, harmed):
                if helped.favourable and (turned.broken or turned.is_worse):
                    yield _both(here, there, change, (result, helped), turned)


def _is_shared(leaf: Leaf, now: Scalar, here: Side, there: Side) -> bool:
    if leaf.record is not None or not _is_fact(leaf.name, here, there):
        return False
    fact = there.decision.facts.values.get(leaf)
    return fact is not None and fact.value == now


def _both(
    here: Side, there: Side, change: Change, helped: tuple[Result, Result], turned: _Turned
) -> Conflict:
    result, other = helped
    type_ = here.policy.types[change.leaf.name]
    now, needed = (write_value(one, type_) for one in (change.now, change.needed))
    serves = _poles(here, result)
    against = tuple(there.pole(name) for name in turned.broken) or _poles(there, turned.after)
    text = (
        f"‘{write_name(change.leaf.name)}’ is {now}. Bij {needed} is {here.named(other)} in"
        f" ‘{here.policy.title}’ {here.told(other)}. Maar in ‘{there.policy.title}’ is"
        f" {there.named(turned.after)} dan {there.told(turned.after)}."
        f" Dat komt van twee bedoelingen: {_two(serves, against)}."
    )
    return _conflict("zelfde feit", result, result.value, (serves, against), text)


def _two(serves: Iterable[Pole], against: Iterable[Pole]) -> str:
    return " en ".join(", ".join(map(quoted, ends)) for ends in (serves, against))


# ---------------------------------------------------------------- the parts


def _poles(side: Side, result: Result) -> tuple[Pole, ...]:
    return tuple(side.pole(name, rules) for name, rules in side.served(result).items())


def _conflict(
    kind: ConflictKind,
    result: Result,
    value: Scalar | None,
    ends: tuple[tuple[Pole, ...], tuple[Pole, ...]],
    text: str,
) -> Conflict:
    return Conflict(kind, result.name, None, value, (), *ends, capital(text))


def _is_fact(name: str, here: Side, there: Side) -> bool:
    """Tell whether a name stands for the same kind of thing in both, and is a fact in the other."""
    if there.policy.find(Gegeven, name) is None:
        return False
    return here.policy.types.get(name) == there.policy.types[name]


def _with(side: Side, name: str, value: Scalar) -> Decision:
    """Return the decision with another value of one fact; nobody said it, and it is not kept."""
    facts = side.decision.facts
    fact = facts.values.get(fact_leaf(name), FactValue(value))
    values = {**facts.values, fact_leaf(name): attrs.evolve(fact, value=value)}
    names = tuple(dict.fromkeys(one.name for one in side.decision))
    changed = attrs.evolve(facts, values=values)
    return decide(
        side.policy, changed, peildatum=side.decision.peildatum, uitkomsten=names, bare=True
    )


def _turned(before: Decision, after: Decision) -> Iterator[_Turned]:
    """Yield the outcomes of two decisions that differ in a fact without a record, side by side."""
    found = {(one.name, one.record): one for one in before}
    return (_Turned(found[one.name, one.record], one) for one in after)

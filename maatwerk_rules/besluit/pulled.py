"""The conflicts of intentions that a besluit keeps, and whether it says what was done with each.

An answer ends a conflict for who judges, not for who reads the besluit: where a person said nee to
what serves the other intention, both stay in the record by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

import attrs

from maatwerk_rules.besluit.conflicts import Side, violated
from maatwerk_rules.explanation.follows import MOST_ANSWERS, answers_of
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING, Decision, Result, Room
from maatwerk_rules.runtime.facts import Judgement
from maatwerk_rules.runtime.record import write_record
from maatwerk_rules.runtime.written_text import REASON, is_said

Pull = Mapping[str, Any]
"""A conflict as a besluit keeps it: `uitkomst`, `voor`, `dient`, `tegen`, `gronden`."""


def pulled(policy: Policy, decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Return what pulls apart in settled outcomes, each conflict once with the grounds behind it.

    Either an outcome violates an intention while it serves another, or a ground was refused that
    serves another intention and would have given another outcome. Costs a decision for each other
    answer to the judgements of a refused ground, at most MOST_ANSWERS.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> looked = [{"door": "teammanager", "op": "2026-03-01", "omdat": "Haar tante betaalt."}]
    >>> case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}, "bekeken": looked}
    >>> pulled(policy, [decide(policy, case, peildatum=date(2026, 3, 1))])
    []
    """
    found: list[dict[str, Any]] = []
    for one in (each for decision in decisions for each in _each(policy, decision)):
        same = next((each for each in found if _is_same(each, one)), None)
        if same is None:
            found.append(one)
            continue
        for key in ("tegen", "gronden"):
            same[key] += [name for name in one[key] if name not in same[key]]
    return found


def _is_same(each: Pull, one: Pull) -> bool:
    alike = all(each[key] == one[key] for key in ("uitkomst", "voor", "dient"))
    return alike and not frozenset(each["tegen"]).isdisjoint(one["tegen"])


def _each(policy: Policy, decision: Decision) -> Iterator[dict[str, Any]]:
    for one in violated(policy, decision):
        serves, against = ([each.bedoeling for each in end] for end in (one.serves, one.against))
        yield _pull(one.outcome, one.record, serves, against, [])
    side = Side(policy, decision)
    for result in decision:
        if not result.settled or result.favourable is not False:
            continue
        serves = [name for name in side.served(result) if name not in result.geschonden]
        for room in result.room if serves else ():
            against = [name for name in room.bedoelingen if name not in serves]
            if room.state == "afgewezen" and against and _turns(side, result, room):
                yield _pull(result.name, result.record, serves, against, [room.name])


def _pull(
    outcome: str,
    record: RecordId | None,
    serves: list[str],
    against: list[str],
    grounds: list[str],
) -> dict[str, Any]:
    return {
        "uitkomst": outcome,
        "voor": write_record(record),
        "dient": serves,
        "tegen": against,
        "gronden": grounds,
    }


def _turns(side: Side, result: Result, room: Room) -> bool:
    """Tell whether another answer to what was refused would have given another outcome by it."""
    leaves = tuple(_asked(side, room))
    options = [answers_of(side.policy.types[leaf.name]) for leaf in leaves]
    if not leaves or prod(map(len, options)) > MOST_ANSWERS:
        return False
    facts = side.decision.facts
    others = tuple(one for one in facts.judgements if one.leaf not in leaves)
    for each in product(*options):
        given = (
            Judgement(leaf.name, leaf.record, value, "")
            for leaf, value in zip(leaves, each, strict=True)
        )
        tried = attrs.evolve(facts, judgements=(*others, *given))
        found = decide(
            side.policy,
            tried,
            peildatum=side.decision.peildatum,
            uitkomsten=(result.name,),
            bare=True,
        )
        if any(_is_other(one, result, room) for one in found if one.record == result.record):
            return True
    return False


def _is_other(one: Result, result: Result, room: Room) -> bool:
    return one.value != result.value and any(
        (ground.rule, ground.record) == (room.name, room.record) and ground.role in DECIDING
        for ground in one.grounds
    )


def _asked(side: Side, room: Room) -> Iterator[Leaf]:
    """Yield the judgements of a ground; of one about each record of a list that of each."""
    program = side.policy.program_on(side.decision.peildatum)
    assert program is not None, "it was decided on"
    nodes = (node for each in program.definitions.values() for node in core.nodes(each))
    for one in next((node.judgements for node in nodes if node.name == room.name), ()):
        if one.variable is None or room.record is not None:
            yield Leaf("oordeel", one.name, room.record if one.variable is not None else None)
            continue
        for listed, found in side.decision.facts.lists.items():
            type_ = side.policy.types[listed]
            if isinstance(type_, Lijst) and type_.soort.naam == side.policy.records[one.name]:
                yield from (Leaf("oordeel", one.name, each) for each in found.records)


# ---------------------------------------------------------------- what was done with it


def place_of(one: Pull, every: Iterable[Pull]) -> str:
    """Return under which name it is said what was done with a conflict: the key in `bij_botsing`.

    The outcome, where it has one conflict; else the intention that it goes against.
    """
    ends = {str((each["dient"], each["tegen"])) for each in every if _same_outcome(each, one)}
    name: str = one["uitkomst"] if len(ends) == 1 else one["tegen"][0]
    return name


def _same_outcome(each: Pull, one: Pull) -> bool:
    found: bool = each["uitkomst"] == one["uitkomst"]
    return found


def said_of(one: Pull, every: Iterable[Pull], said: Mapping[str, str | None]) -> str | None:
    """Return what was said to be done with a conflict, or None; by name, or by its outcome."""
    keys = dict.fromkeys((place_of(one, every), *one["tegen"]))
    texts = (said.get(key) for key in keys)
    return next((text for text in texts if is_said(text, REASON)), None)


def weighed_in(one: Pull, weighings: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether exactly this conflict was weighed: its ground, or the intention it goes against.

    A weighing of something else in the same outcome says nothing of it.
    """
    grounds, against = one.get("gronden", ()), one["tegen"]
    return any(
        each["uitkomst"] == one["uitkomst"]
        and (each["grond"] in grounds or each["antwoorden"].get("bedoeling") in against)
        for each in weighings
    )


def unanswered(data: Mapping[str, Any], outcomes: Iterable[str]) -> Iterator[tuple[str, Pull]]:
    """Yield the conflicts in outcomes of which a besluit does not say what was done, with a key."""
    every, about = data["botsingen"], frozenset(outcomes)
    told: set[str] = set()
    for one in every:
        key = place_of(one, every)
        if one["uitkomst"] not in about or key in told or weighed_in(one, data["wegingen"]):
            continue
        if said_of(one, every, data["bij_botsing"] or {}) is None:
            told.add(key)
            yield key, one

"""How an outcome was built up: the value it began with, and what each of its `stappen` made of it.

Only what is settled is told so; of an open outcome the missing facts are told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import write_possible
from maatwerk_rules.explanation.document import Block, Heading, Item, Listing, Words, line
from maatwerk_rules.explanation.summary import rule_and_source
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.runtime.decision import Result
from maatwerk_rules.runtime.steps import NodeStep, Round, StageStep, deciding_round


def write_steps_taken(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield the steps of an outcome that has them, each with its value and what gave it."""
    if result.shown is None or not result.shown.settled or not result.shown.rounds:
        return
    decided = deciding_round(result.shown)
    if decided.stages:
        yield Heading(3, "In stappen")
        yield Listing(tuple(_items(result, decided, words)))


def _items(result: Result, decided: Round, words: Vocabulary) -> Iterator[Item]:
    type_ = words.policy.types[result.name]
    first = write_possible(decided.stages[0].before, type_)
    begun = [name for node in decided.rules for name in _giving(node)]
    yield _item("Begin", f"{first}{_by(begun, words)}.")
    for stage in decided.stages:
        yield _item(capital(write_name(stage.name)), _said(stage, result, words))


def _said(stage: StageStep, result: Result, words: Vocabulary) -> str:
    names = [name for node in stage.adjustments for name in _giving(node)]
    if not names:
        return "er verandert niets."
    assert stage.after is not None
    after = write_possible(stage.after, words.policy.types[result.name])
    unchanged = "blijft" if stage.after == stage.before else "wordt"
    return f"{unchanged} {after}{_by(names, words)}."


def _giving(node: NodeStep) -> Iterator[str]:
    """Yield what gave the value of a rule: itself, or what came in its place."""
    if not node.fired:
        return
    instead = [one for one in (*node.exceptions, *node.replacing) if one.fired]
    for one in instead:
        yield from _giving(one)
    if not instead:
        yield node.node.name


def _by(names: list[str], words: Vocabulary) -> str:
    told = [rule_and_source(name, words) for name in dict.fromkeys(names)]
    return f", door {write_list(told)}" if told else ""


def _item(name: str, said: str) -> Item:
    return Item(line(Words(f"{name}: ", "sterk"), said))

"""What a besluit is about: each outcome, and over a period each part of it, with its own law.

The half page tells them one by one; the layer for who checks it says once what is alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.behind import behind
from maatwerk_rules.explanation.summary import heading, rule_and_source
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Afwijkingsgrond, Hardheidsclausule
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.period_decision import PeriodDecision, SubPeriod
from maatwerk_rules.values import frozen


@frozen
class Stretch:
    """An outcome on the peildatum, or in one part of a period.

    `title` names the outcome without that part; `words` read the law as it is there.
    """

    title: str
    result: Result
    words: Vocabulary
    part: SubPeriod | None = None

    @property
    def rests_on(self) -> str:
        """The rules that decide and those behind them, with their articles; nothing if open."""
        if not self.result.settled:
            return ""
        return write_list(rule_and_source(one, self.words) for one in self._rules())

    def _rules(self) -> dict[str, None]:
        rules: dict[str, None] = {}
        for ground in self.result.deciding:
            rules.setdefault(ground.rule)
            rules |= dict.fromkeys(one.rule for one in behind(ground, self.result, self.words))
        return rules

    @property
    def deviations(self) -> tuple[str, ...]:
        """The deviations and hardship clauses it rests on, also those behind what it adds up."""
        every = (self.words.rule(one) for one in self._rules())
        return tuple(
            one.naam for one in every if isinstance(one, Afwijkingsgrond | Hardheidsclausule)
        )

    @property
    def is_deviation(self) -> bool:
        """A deviation or a hardship clause takes part in it."""
        return self.result.stage != "regulier"


def stretches(
    decision: Decision, period: PeriodDecision | None, words: Vocabulary
) -> tuple[Stretch, ...]:
    """Return each outcome, or each part of it in which the policy holds, in order of reading."""
    if period is None:
        return tuple(Stretch(heading(one, words), one, words) for one in decision)
    found = []
    for outcome in period:
        of = "" if outcome.record is None else f" voor {words.record(outcome.record)}"
        title = f"{capital(write_name(outcome.name))}{of}"
        for part in outcome.parts:
            if part.result is not None:
                there = Vocabulary(words.policy, part.first, words.facts)
                found.append(Stretch(title, part.result, there, part))
    return tuple(found)


def write_rules(every: Iterable[Stretch]) -> Iterator[str]:
    """Yield on which rules each outcome rests: once where that is alike in all its parts."""
    for title, group in groupby(every, key=lambda one: one.title):
        own = tuple(group)
        for text in dict.fromkeys(one.rests_on for one in own):
            alike = [one for one in own if one.rests_on == text]
            if text:
                yield f"{_named(title, alike, own)} rust op: {text}."


def write_some(some: Iterable[Stretch], every: Iterable[Stretch]) -> str:
    """Return some of the stretches by their names, and by when they are where others differ."""
    whole, chosen = tuple(every), {id(one) for one in some}
    told = []
    for title, group in groupby(whole, key=lambda one: one.title):
        own = tuple(group)
        meant = [one for one in own if id(one) in chosen]
        if meant:
            told.append(_named(title, meant, own))
    return write_list(told)


def _named(title: str, some: Iterable[Stretch], every: Iterable[Stretch]) -> str:
    meant = tuple(some)
    return title if meant == tuple(every) else f"{title} {_when(meant)}"


def _when(some: Iterable[Stretch]) -> str:
    """Return when they are; parts that follow each other as one."""
    runs: list[list[SubPeriod]] = []
    for part in (one.part for one in some):
        assert part is not None, "only the parts of a period differ"
        if runs and part.first - runs[-1][-1].last == timedelta(days=1):
            runs[-1].append(part)
        else:
            runs.append([part])
    return write_list(
        f"van {write_date(run[0].first)} tot en met {write_date(run[-1].last)}" for run in runs
    )

"""PeriodDecision -> Document: per outcome its sub-periods in a table, with grounds and total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from maatwerk_rules.dutch import write_date, write_list, write_month, write_name
from maatwerk_rules.explanation.behind import behind
from maatwerk_rules.explanation.coverage import write_not_assessed, write_what_is_left
from maatwerk_rules.explanation.describe import STATUS_WORDS, tells, write_range, write_value
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Line,
    Listing,
    Table,
    Words,
    line,
    paragraph,
)
from maatwerk_rules.explanation.first import write_first
from maatwerk_rules.explanation.motivate import ALL_LAYERS, write_remedy
from maatwerk_rules.explanation.questions import write_next_question
from maatwerk_rules.explanation.room import write_room
from maatwerk_rules.explanation.summary import MOST_NAMED, lasts, lead_of, reasons
from maatwerk_rules.explanation.trace import write_versions
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Bedrag
from maatwerk_rules.model.unknown import Interval, Leaf, RecordId
from maatwerk_rules.runtime.decision import NO_BESLUIT, Ground, Result, Room
from maatwerk_rules.runtime.period_decision import (
    PeriodDecision,
    PeriodOutcome,
    SubPeriod,
    Total,
)

HEAD = ("van", "tot en met", "uitkomst", "op grond van")


def explain_period(policy: Policy, found: PeriodDecision, *, layers: int = ALL_LAYERS) -> Document:
    """Return a decided period in Dutch; its last words are NO_BESLUIT.

    The first layer is a table per outcome with its total; the second says why in each sub-period
    and what to ask; the third what the rules leave out, and the versions. The steps of a month
    stand in the explanation of that month by itself.

    Raises:
        ValueError: `layers` is not 1, 2 or 3.
    """
    if not 1 <= layers <= ALL_LAYERS:
        raise ValueError(f"een uitleg heeft 1, 2 of 3 lagen, niet {layers}")
    words = Vocabulary(policy, found.months[0].peildatum, found.facts)
    blocks = [*_head(found)]
    for outcome in found:
        blocks += _outcome(outcome, words, layers)
        if layers > 1:
            blocks += _beside(outcome, found, words)
    if layers > 1:
        blocks += _next_question(found)
        blocks += write_not_assessed(found, words)
        blocks += write_remedy(policy)
    if layers == ALL_LAYERS:
        blocks += write_what_is_left(found, words)
        blocks += write_versions(found.months[0])
    blocks.append(paragraph(Words(NO_BESLUIT, "sterk")))
    return Document(tuple(blocks))


def _head(found: PeriodDecision) -> Iterator[Block]:
    yield Heading(1, found.title)
    yield paragraph(
        f"Van {write_date(found.van)} tot en met {write_date(found.tot_en_met)}, elke kalendermaand"
        " apart, met de feiten die bekend zijn."
    )
    if found.outside:
        months = _months(found.outside)
        yield paragraph(
            Words("Let op: ", "let op"),
            f"over {months} is niet beslist, want dan geldt dit beleid niet.",
        )


def _outcome(outcome: PeriodOutcome, words: Vocabulary, layers: int) -> Iterator[Block]:
    name = capital(write_name(outcome.name))
    record = "" if outcome.record is None else f" voor {words.record(outcome.record)}"
    yield Heading(2, f"{name}{record}")
    yield Table(HEAD, tuple(_row(part, words) for part in outcome.parts))
    if outcome.total is not None:
        yield paragraph(*_total(outcome.total, words))
    if layers > 1:
        told = tuple(_why(outcome, words))
        if told:
            yield Heading(3, "Waarom?")
            yield Listing(told)


def _beside(outcome: PeriodOutcome, found: PeriodDecision, words: Vocabulary) -> Iterator[Block]:
    """Yield who decides and what comes first, and the room: once where it is the same all along."""
    decided = [(part, part.result) for part in outcome.parts if part.result is not None]
    if not decided:
        return
    last, result = decided[-1]
    (decision,) = (month for month in found.months if month.peildatum == last.first)
    yield from write_first(result, decision, _words_of(last, words))
    told: list[tuple[Room, ...]] = []
    for part, each in decided:
        if not each.room or each.room in told:
            continue
        if told:
            yield paragraph(f"Vanaf {write_date(part.first)} is de ruimte anders.")
        told.append(each.room)
        yield from write_room(each, _words_of(part, words))


def _row(part: SubPeriod, words: Vocabulary) -> tuple[Line, ...]:
    days = (line(part.first.isoformat()), line(part.last.isoformat()))
    if part.result is None:
        return *days, line(Words("niet beslist", "let op")), line("dit beleid geldt dan niet")
    lead, tone = lead_of(part.result, words)
    there = _words_of(part, words)
    return *days, line(Words(lead, tone)), line(_grounds(part.result, there))


def _words_of(part: SubPeriod, words: Vocabulary) -> Vocabulary:
    return Vocabulary(words.policy, part.first, words.facts)


def _grounds(result: Result, words: Vocabulary) -> str:
    """Return the rules a result rests on with their articles; what is missing while it is open."""
    if result.status == "onbepaald":
        return f"er ontbreekt: {_named(result.missing, words)}"
    told = []
    for ground in result.deciding:
        told.append(_ground(ground, words))
        told += (_said(one.rule, None, words) for one in behind(ground, result, words))
    if result.status == "voorlopig":
        told.append(f"nog nodig: {_named(result.missing, words)}")
    return "; ".join(dict.fromkeys(told)) or "geen regel werkt hier"


def _ground(ground: Ground, words: Vocabulary) -> str:
    said = _said(ground.rule, ground.record, words)
    return f"niet vervuld: {said}" if ground.role == "niet vervuld" else said


def _said(rule: str, record: RecordId | None, words: Vocabulary) -> str:
    """Return a rule with its article behind it."""
    declaration = words.rule(rule)
    source = words.source_of(declaration) if declaration is not None else None
    name = write_name(rule)
    if record is not None:
        name = f"{name} voor {words.record(record)}"
    return f"{name}, {source.text}" if source is not None else name


def _named(leaves: Sequence[Leaf], words: Vocabulary) -> str:
    named = [words.leaf(leaf) for leaf in leaves[:MOST_NAMED]]
    rest = len(leaves) - len(named)
    return write_list([*named, *([f"nog {rest}"] if rest else [])])


def _why(outcome: PeriodOutcome, words: Vocabulary) -> Iterator[Item]:
    """Yield why it is so, in the words of the rules; once for parts of which the same is told."""
    told = [(part, _told(part, words)) for part in outcome.parts]
    for text, group in groupby(told, key=lambda one: one[1]):
        parts = [part for part, _ in group]
        months = sum(part.months for part in parts)
        count = "1 maand" if months == 1 else f"{months} maanden"
        period = f"{write_date(parts[0].first)} tot en met {write_date(parts[-1].last)} ({count}): "
        if text:
            yield Item(line(Words(period, "sterk"), text))


def _told(part: SubPeriod, words: Vocabulary) -> str:
    if part.result is None:
        return ""
    said = (
        f"Dit {STATUS_WORDS[part.result.status]}.",
        *_because(part, part.result, words),
    )
    return " ".join(each for each in said if each)


def _because(part: SubPeriod, result: Result, words: Vocabulary) -> Iterator[str]:
    there = _words_of(part, words)
    if result.status == "onbepaald":
        type_ = words.policy.types[result.name]
        if result.possible is not None and tells(result.possible, type_):
            yield f"Nog mogelijk: {write_range(result.possible, type_)}."
        yield f"Er ontbreekt: {_named(result.missing, there)}."
        return
    yield from reasons(result, there)
    if result.status == "voorlopig":
        yield f"Er is nog nodig: {_named(result.missing, there)}."
    yield lasts(result)


def _total(total: Total, words: Vocabulary) -> Iterator[str | Words]:
    """Yield the sum, or what it lies between, and what keeps it from being told."""
    if total.value is not None:
        yield Words(f"Totaal: {write_value(total.value, Bedrag())}.", "sterk")
        return
    if not total.months:
        yield "Er is geen totaal: in geen enkele maand staat vast dat er een bedrag is."
        return
    only = " van de andere maanden" if total.uncounted else ""
    if total.low is None or total.high is None:
        yield Words(f"Het totaal{only} is nog niet bekend.", "open")
    elif total.low == total.high:
        yield Words(f"Het totaal{only} is {write_value(total.low, Bedrag())}.", "sterk")
    else:
        between = write_range(Interval(total.low, total.high), Bedrag())
        yield Words(f"Het totaal{only} staat niet vast; nog mogelijk: {between}.", "open")
    if total.known_months and (total.low is None or total.low != total.high):
        known = write_value(total.known, Bedrag())
        count = "1 maand" if total.known_months == 1 else f"{total.known_months} maanden"
        yield f" Over {count} staat vast: samen {known}."
    if total.missing:
        yield f" Er ontbreekt: {_named(total.missing, words)}."
    if total.uncounted:
        yield f" Niet meegeteld: {_months(total.uncounted)}."


def _months(days: Sequence[date]) -> str:
    """Return months as runs: `maart 2024 tot en met juni 2024 en mei 2025`.

    >>> _months([date(2024, 3, 5), date(2024, 4, 1), date(2025, 5, 1)])
    'maart 2024 tot en met april 2024 en mei 2025'
    """
    numbered = [(day.year * 12 + day.month - place, day) for place, day in enumerate(days)]
    runs = []
    for _, group in groupby(numbered, key=lambda one: one[0]):
        run = [write_month(day) for _, day in group]
        runs.append(run[0] if len(run) == 1 else f"{run[0]} tot en met {run[-1]}")
    return write_list(runs)


def _next_question(found: PeriodDecision) -> Iterator[Block]:
    """Yield the question of the first month that has one."""
    month = next((one for one in found.months if one.questions), None)
    if month is not None:
        words = Vocabulary(found.facts.policy, month.peildatum, found.facts)
        yield from write_next_question(month, words)

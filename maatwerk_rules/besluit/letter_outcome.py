"""One outcome as a resident reads it: what it is, why, and what is still wanted.

Over a period it stands part by part; why it is so is said once for parts of which that is alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from maatwerk_rules.besluit.conflicts import served
from maatwerk_rules.dutch import MONTHS, write_date, write_list, write_month, write_name
from maatwerk_rules.explanation.behind import behind
from maatwerk_rules.explanation.conditions import Lack, explained, lacking
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Tone,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.summary import authors_words, heading, is_monthly, lasts, lead_of
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.types import Bedrag
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decision import Result, Status
from maatwerk_rules.runtime.period_decision import PeriodOutcome, SubPeriod

NO_ANSWER: Mapping[Status, str] = {
    "strijdig": "De regels spreken elkaar tegen. Een mens moet beslissen.",
    "geen_regel": "Voor deze situatie zeggen de regels niets. Een mens moet beslissen.",
}
MOST_ASKED = 5
"""How many questions are told while an outcome is open; the others come later."""
APPLIES = "De regel ‘{naam}’ geldt voor u."
LACK = "is dit niet zo:"
BARS = "staat dit in de weg:"
OUTSIDE = "niet beslist, want deze regels gelden dan niet."
TO_JUDGE = "Dit moet een mens nog beoordelen:"
TO_KNOW = "Dit moeten wij nog weten:"
TOGETHER = "Alle maanden samen: {bedrag}."
PER_MONTH = " per maand"


def write_outcome(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield an outcome on one day; while it is open what is wanted for it."""
    if not result.settled:
        yield paragraph(Words(f"{heading(result, words)}: nog niet beslist.", "open"))
        yield from _wanted(result, words)
        return
    lead, tone = _lead(result, words)
    yield paragraph(Words(f"{heading(result, words)}: {lead}.", tone), f" {lasts(result)}".rstrip())
    if result.value is None:
        yield paragraph(NO_ANSWER[result.status])


def _lead(result: Result, words: Vocabulary, months: int = 1) -> tuple[str, Tone]:
    """Return what an outcome is; of one month whose name stands in front not `per maand`."""
    lead, tone = lead_of(result, words)
    monthly = is_monthly(words.policy.find(Uitkomst, result.name))
    return (lead.removesuffix(PER_MONTH) if monthly and months == 1 else lead), tone


def why(result: Result, words: Vocabulary, of: str = "Hier") -> tuple[str, ...]:
    """Return why it is so: the words of the author, else the rule or what it lacks.

    What a rule was tested on stands below as facts and judgements.
    """
    found: list[str] = []
    lacks: list[Lack] = []
    for ground in result.deciding:
        told = authors_words(ground, result, words)
        each = (
            explained(one.rule, one.step.record, one.step, words)
            for one in behind(ground, result, words)
        )
        below = [one for one in each if one is not None]
        found += below
        if told is not None:
            named = ground.record if ground.record == result.record else None
            found.append(told.removesuffix(_about(named, words)))
        elif ground.role == "niet vervuld":
            lacks += lacking(ground, result, words)
        elif not below:
            found.append(APPLIES.format(naam=write_name(ground.rule)))
    for told, is_so in ((LACK, False), (BARS, True)):
        names = dict.fromkeys(f"‘{one.name}’" for one in lacks if one.is_so is is_so)
        if names:
            found.append(f"{of} {told} {write_list(names, 'en' if is_so else 'of')}.")
    return tuple(dict.fromkeys(found))


def _wanted(result: Result, words: Vocabulary) -> Iterator[Block]:
    """Yield what must be judged and known before it is decided, in the words of the policy.

    The record in the name of the outcome is not named again.
    """
    asked = dict.fromkeys(result.missing)
    for told, judged in ((TO_JUDGE, True), (TO_KNOW, False)):
        wanted = (one for one in asked if (one.kind == "oordeel") is judged)
        questions = [_question(one, result.record, words) for one in wanted]
        if questions:
            yield paragraph(told)
            yield listing(questions[:MOST_ASKED])
        more = len(questions) - MOST_ASKED
        if more > 0:
            yield paragraph(f"En nog {more} andere {'vraag' if more == 1 else 'vragen'}.")


def _about(record: RecordId | None, words: Vocabulary) -> str:
    return "" if record is None else f" Dit gaat over: {words.record(record)}."


def _question(leaf: Leaf, named: RecordId | None, words: Vocabulary) -> str:
    asked = words.question(leaf)
    about = "" if leaf.record == named else _about(leaf.record, words)
    return f"{capital(words.leaf(leaf))}." if asked is None else f"{asked}{about}"


def write_parts(outcome: PeriodOutcome, words: Vocabulary) -> Iterator[Block]:
    """Yield an outcome over a period: what it comes to in each part, and why."""
    of = "" if outcome.record is None else f" voor {words.record(outcome.record)}"
    yield Heading(2, f"{capital(write_name(outcome.name))}{of}")
    reasons = [_reason(part, words) for part in outcome.parts]
    told = [one for one in reasons if one]
    if len(set(told)) == len(told):
        for part, reason in zip(outcome.parts, reasons, strict=True):
            yield paragraph(*_part(part, words), f" {reason}".rstrip())
            yield from _still(part, words)
        return
    yield Listing(tuple(Item(line(*_part(part, words))) for part in outcome.parts))
    if outcome.total is not None and outcome.total.value is not None:
        yield paragraph(TOGETHER.format(bedrag=write_value(outcome.total.value, Bedrag())))
    for part in outcome.parts:
        yield from _still(part, words)
    yield Heading(3, "Waarom?")
    for reason in dict.fromkeys(told):
        own = [one for one, said in zip(outcome.parts, reasons, strict=True) if said == reason]
        yield paragraph(Words(f"{capital(_when(own))}: ", "sterk"), reason)


def served_in(outcome: PeriodOutcome, words: Vocabulary) -> Iterator[str]:
    """Yield the intentions that the settled parts of an outcome serve."""
    for part in outcome.parts:
        if part.result is not None and part.result.settled:
            yield from served(part.result, words)


def _part(part: SubPeriod, words: Vocabulary) -> tuple[Words, ...]:
    """Return when a part is and what it comes to."""
    count = f" ({part.months} maanden)" if part.months > 2 and part.first.day == 1 else ""
    when = f"{capital(_when([part]))}{count}: "
    if part.result is None:
        return Words(when, "sterk"), Words(OUTSIDE)
    if not part.result.settled:
        return (Words(f"{when}nog niet beslist.", "open"),)
    lead, tone = _lead(part.result, _there(part, words), part.months)
    return (Words(f"{when}{lead}.", tone),)


def _reason(part: SubPeriod, words: Vocabulary) -> str:
    result = part.result
    if result is None or not result.settled:
        return ""
    said = NO_ANSWER.get(result.status) or " ".join(why(result, _there(part, words)))
    most = lasts(result)
    if part.months > 1:
        most = most.replace("Dit geldt", "Hiervan geldt dit")
    return f"{said} {most}".strip()


def _still(part: SubPeriod, words: Vocabulary) -> Iterator[Block]:
    """Yield what a part that is open still wants."""
    if part.result is not None and not part.result.settled:
        yield from _wanted(part.result, _there(part, words))


def _there(part: SubPeriod, words: Vocabulary) -> Vocabulary:
    return Vocabulary(words.policy, part.first, words.facts)


def _when(parts: Sequence[SubPeriod]) -> str:
    """Return when parts are, in months; those that follow each other as one."""
    runs: list[list[SubPeriod]] = []
    for part in parts:
        if runs and part.first - runs[-1][-1].last == timedelta(days=1):
            runs[-1].append(part)
        else:
            runs.append([part])
    return write_list(text for run in runs for text in _run(run, alone=len(runs) == 1))


def _run(run: Sequence[SubPeriod], *, alone: bool) -> Iterator[str]:
    """Yield the months of parts that follow each other; two beside others each by its name."""
    first, last = run[0].first, run[-1].last
    months = sum(part.months for part in run)
    begin = MONTHS[first.month - 1] if first.year == last.year else write_month(first)
    if first.day != 1:
        yield f"{write_date(first)} tot en met {write_date(last)}"
    elif months == 2 and alone:
        yield f"{begin} en {write_month(last)}"
    elif months <= 2:
        yield from dict.fromkeys((write_month(first), write_month(last)))
    else:
        yield f"{begin} tot en met {write_month(last)}"

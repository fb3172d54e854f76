"""What came of beproeven as a whole: per property how many claims hold, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from maatwerk_rules.dutch import write_aantal, write_date, write_list
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Table,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.finding import Example, Finding, work_out
from maatwerk_rules.verification.properties import PROPERTIES, Property
from maatwerk_rules.verification.share import Extent
from maatwerk_rules.verification.told import headline, tell
from maatwerk_rules.verification.verdicts import STATUSES, Status, Verdict

NO_JUDGEMENT = (
    "Een eigenschap die niet klopt is nog niet onrechtmatig, en een die is bewezen nog niet"
    " rechtmatig. Wat hier staat gaat over de tekst van het beleid, niet over de uitvoering."
)

FOUND: tuple[Status, ...] = ("weerlegd", "dood")
"""What asks to be mended."""

MOST_MEASURED = 3
"""So many of the largest differences of a property are told."""


@frozen
class Run:
    """How it was run: how many seconds it took, with which seed, and whether it was broken off."""

    seconds: float
    seed: int = 0
    broken_off: bool = False


@attrs.frozen(slots=False)
class Report:
    """What came of beproeven: all verdicts, and the findings worked out."""

    policy: Policy = attrs.field(repr=False)
    part: Slice = attrs.field(repr=False)
    verdicts: tuple[Verdict, ...] = attrs.field(repr=False)
    findings: tuple[Finding, ...] = attrs.field(repr=False)
    run: Run

    @cached_property
    def counts(self) -> dict[Property, Counter[Status]]:
        """How many claims of each property have each status."""
        found: dict[Property, Counter[Status]] = {}
        for one in self.verdicts:
            found.setdefault(one.claim.asks, Counter())[one.status] += 1
        order = dict.fromkeys((*PROPERTIES, *found))
        return {each: found[each] for each in order if each in found}

    @property
    def refuted(self) -> tuple[Finding, ...]:
        """What asks to be mended."""
        return tuple(each for each in self.findings if each.verdict.status in FOUND)

    @property
    def undecided(self) -> tuple[Verdict, ...]:
        """The claims that were neither proved nor refuted."""
        return tuple(one for one in self.verdicts if one.status in ("onbeslist", "niet_gevonden"))

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was found that asks to be mended."""
        return not any(one.status in FOUND for one in self.verdicts)


def report(
    policy: Policy,
    part: Slice,
    verdicts: Iterable[Verdict],
    examples: Sequence[Example],
    run: Run,
) -> Report:
    """Return the verdicts as a report, with what is to be told worked out.

    Of what is meant for one reason only the largest difference is. Some hundreds of evaluations for
    each thing that is told.
    """
    found = tuple(verdicts)
    told = [one for one in found if one.cases and one.status in FOUND]
    told += _meant(found).values()
    for measured in _largest(found).values():
        told += measured
    findings = tuple(work_out(policy, part.program, one, examples) for one in told)
    return Report(policy, part, found, findings, run)


def with_extents(found: Report, counted: Sequence[Extent | None]) -> Report:
    """Return a report with for each finding how many cases it touches."""
    findings = (
        attrs.evolve(one, extent=extent)
        for one, extent in zip(found.findings, counted, strict=True)
    )
    return attrs.evolve(found, findings=tuple(findings))


def _meant(verdicts: Iterable[Verdict]) -> dict[tuple[Property, str], Verdict]:
    """Return for each reason why something is meant the verdict with the largest difference."""
    found: dict[tuple[Property, str], Verdict] = {}
    for one in verdicts:
        if one.status == "bewust" and one.cases:
            largest = found.setdefault((one.claim.asks, one.reason), one)
            if (one.size or 0) > (largest.size or 0):
                found[one.claim.asks, one.reason] = one
    return found


def _alike(one: Verdict, found: Report) -> int:
    """Return how many others of the property are meant for the same reason."""
    asks, reason = one.claim.asks, one.reason
    same = (each for each in found.verdicts if each.status == "bewust" and each.cases)
    return sum(each.claim.asks == asks and each.reason == reason for each in same) - 1


def _largest(verdicts: Iterable[Verdict]) -> dict[Property, list[Verdict]]:
    """Return for each property that is measured the verdicts with the largest differences."""
    found: dict[Property, list[Verdict]] = {}
    for one in verdicts:
        if one.status == "gemeten" and one.cases and one.size:
            found.setdefault(one.claim.asks, []).append(one)
    return {
        asks: sorted(each, key=lambda one: (-(one.size or 0), one.claim.key))[:MOST_MEASURED]
        for asks, each in found.items()
    }


# ---------------------------------------------------------------- as a document


def to_document(found: Report) -> Document:
    """Return a report as a document, for the terminal, Markdown or a page."""
    return Document(tuple(_blocks(found)))


def _blocks(found: Report) -> Iterator[Block]:
    title = found.policy.title
    yield Heading(1, f"Beproefd: {title}")
    yield paragraph(in_short(found))
    yield _table(found)
    yield from _section("Gevonden", found.refuted, found)
    textual = [one for one in found.verdicts if one.status in FOUND and not one.cases]
    if textual:
        yield Heading(2, "Gevonden in de tekst")
        yield listing([f"{one.claim.asks.name}: {about(one)}. {one.reason}" for one in textual])
    measured = [each for each in found.findings if each.verdict.status == "gemeten"]
    yield from _section("De grootste verschillen", measured, found)
    meant = [each for each in found.findings if each.verdict.status == "bewust"]
    yield from _section("Bewust zo", meant, found)
    yield from _undecided(found)
    yield paragraph(Words(NO_JUDGEMENT, "stil"))


def in_short(found: Report) -> str:
    """Return in a line which rules were tried, how many claims there are and how long it took."""
    until = f" tot {write_date(found.part.tot)}" if found.part.tot is not None else ""
    claims = write_aantal(len(found.verdicts))
    rest = " De opdracht is afgebroken; dit is wat er toen was." if found.run.broken_off else ""
    seconds = round(found.run.seconds)
    took = f"{seconds} seconden" if seconds > 1 else "een seconde"
    held = f"De regels vanaf {write_date(found.part.vanaf)}{until}"
    return f"{held}: {claims} beweringen, in {took}.{rest}"


def _table(found: Report) -> Table:
    rows = tuple(
        (line(asks.code), line(asks.name), line(_counted(counts)))
        for asks, counts in found.counts.items()
    )
    return Table(("nr.", "eigenschap", "uitslag"), rows)


def _counted(counts: Counter[Status]) -> str:
    named = (each for each in STATUSES if counts[each])
    return ", ".join(f"{counts[each]} {each.replace('_', ' ')}" for each in named)


def _section(title: str, findings: Sequence[Finding], found: Report) -> Iterator[Block]:
    if not findings:
        return
    yield Heading(2, title)
    for number, each in enumerate(findings, 1):
        yield Heading(3, f"{number}. {headline(each, found.policy)}")
        if each.verdict.status == "bewust":
            others = _alike(each.verdict, found)
            also = f" Zo is het om deze reden bij nog {write_aantal(others)}." if others else ""
            yield paragraph(Words("Waarom: ", "sterk"), f"{each.verdict.reason}{also}")
        yield from tell(found.policy, found.part.program, each)
        yield paragraph(Words(_asked(each.claim.asks), "stil"))


def _asked(asks: Property) -> str:
    return f"{asks.code} {asks.name}. Kijk ook naar: {write_list(asks.norms, 'en')}."


def about(one: Verdict) -> str:
    """Return what a claim is about: the outcome, and what was varied."""
    words = one.claim.key.split(" ")[1:]
    return " ".join(f"`{word}`" for word in words)


def _undecided(found: Report) -> Iterator[Block]:
    open_ = found.undecided
    if not open_:
        return
    yield Heading(2, "Niet beslist")
    reasons = Counter((one.claim.asks, one.reason or tried(one)) for one in open_)
    yield listing(
        [
            f"{asks.code} {asks.name}, {write_aantal(number)} keer: {reason}"
            for (asks, reason), number in sorted(
                reasons.items(), key=lambda one: (one[0][0].code, -one[1])
            )
        ]
    )


def tried(one: Verdict) -> str:
    """Return why nothing was decided, where the verdict itself does not say it."""
    if one.status == "niet_gevonden":
        return "gezocht en niets gevonden; dat is geen bewijs."
    return "niet te onderzoeken."

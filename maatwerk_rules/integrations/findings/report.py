"""What a run of the linter gave, as every form of output takes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from maatwerk_rules.diagnostics import Diagnostic, Severity, write_witness
from maatwerk_rules.dutch import write_date
from maatwerk_rules.linter.outcome import Marked, Outcome
from maatwerk_rules.resources import sees
from maatwerk_rules.source import Position, Source, Span
from maatwerk_rules.values import frozen

State = Literal["nieuw", "onderdrukt", "basislijn"]
LEVELS = tuple(Severity)
"""From worst to least."""
_NOT_EXAMINED = "MW014"
WORDS: Mapping[Severity, tuple[str, str]] = {
    Severity.FOUT: ("fout", "fouten"),
    Severity.WAARSCHUWING: ("waarschuwing", "waarschuwingen"),
    Severity.HINT: ("hint", "hints"),
}


@frozen
class Found:
    """One finding as it is told.

    Args:
        mark: The finding with its fingerprint and block.
        file: The path of its file from here, with slashes; None when it stands in no file here.
        state: `onderdrukt` in the text, known in the `basislijn`, or else `nieuw`.
        reason: Why it was set aside.
        until: The first day on which that no longer holds.
        stops: It keeps the policy from running.
    """

    mark: Marked
    file: str | None = None
    state: State = "nieuw"
    reason: str = ""
    until: date | None = None
    stops: bool = False

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding itself."""
        return self.mark.diagnostic

    @property
    def why(self) -> str:
        """Why it was set aside, and until when, for people."""
        if self.state == "basislijn":
            return "staat in de basislijn"
        return f"{self.reason} (tot {write_date(self.until)})" if self.until else self.reason


@frozen
class Checked:
    """One policy: its path as it was named, what was found, and what was set aside."""

    path: str
    outcome: Outcome
    found: tuple[Found, ...]
    aside: tuple[Found, ...] = ()

    @property
    def sources(self) -> Mapping[str, Source]:
        """The texts by name."""
        return self.outcome.sources

    def begin(self, one: Found) -> Position | None:
        """Return where a finding begins; None when it has no place in a text."""
        spans = one.diagnostic.spans
        if not spans or spans[0].span.source not in self.sources:
            return None
        return self.sources[spans[0].span.source].position(spans[0].span.start)

    def end(self, one: Found) -> Position | None:
        """Return where a finding ends."""
        spans = one.diagnostic.spans
        if not spans or spans[0].span.source not in self.sources:
            return None
        return self.sources[spans[0].span.source].position(spans[0].span.end)

    def place(self, one: Found) -> str:
        """Return where a finding stands, for people: file, line, column."""
        begin = self.begin(one)
        spans = one.diagnostic.spans
        named = one.file or (spans[0].span.source if spans else one.diagnostic.path or self.path)
        return named if begin is None else f"{named}:{begin.line}:{begin.column}"


@frozen
class Report:
    """All that was checked.

    Args:
        vanaf: From which severity a finding counts for the exit code.
        statistiek: Show how often each finding was made instead of the findings.
        meet: Show how long each check took.
        terzijde: Show what was set aside too, where people read.
    """

    policies: tuple[Checked, ...]
    vanaf: Severity = Severity.WAARSCHUWING
    statistiek: bool = False
    meet: bool = False
    terzijde: bool = False

    @property
    def found(self) -> tuple[tuple[Checked, Found], ...]:
        """All findings that were not set aside, each with its policy."""
        return tuple((policy, one) for policy in self.policies for one in policy.found)

    @property
    def aside(self) -> tuple[tuple[Checked, Found], ...]:
        """All findings that were set aside, each with its policy."""
        return tuple((policy, one) for policy in self.policies for one in policy.aside)

    @property
    def is_serious(self) -> bool:
        """Tell whether something counts for the exit code."""
        return any(self.counts(one) for _, one in self.found)

    def counts(self, one: Found) -> bool:
        """Tell whether a finding is as serious as asked, or more."""
        return LEVELS.index(one.diagnostic.severity) <= LEVELS.index(self.vanaf)

    def seconds(self) -> list[tuple[str, float]]:
        """Return how long each check took over all policies, the slowest first."""
        total: Counter[str] = Counter()
        for policy in self.policies:
            total.update(policy.outcome.seconds)
        return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))

    def per_code(self) -> list[tuple[Diagnostic, int]]:
        """Return how often each code was found, most often first, with a finding of it."""
        count: Counter[str] = Counter(one.diagnostic.code for _, one in self.found)
        first = {one.diagnostic.code: one.diagnostic for _, one in reversed(self.found)}
        ordered = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(first[code], number) for code, number in ordered]


def counted(report: Report) -> str:
    """Return how much was looked at and found, in words without a full stop."""
    number = len(report.policies)
    policies = f"{number} beleid" if number == 1 else f"{number} plaatsen met beleid"
    levels = Counter(one.diagnostic.severity for _, one in report.found)
    parts = [_number(levels[level], *words) for level, words in WORDS.items() if levels[level]]
    aside = ", ".join((*_aside(one.state for _, one in report.aside), *_unexamined(report)))
    told = ", ".join(parts) or "geen meldingen"
    return f"{policies} bekeken: {told}{f' ({aside})' if aside else ''}"


def sentences(texts: Iterable[str]) -> str:
    """Return advice behind each other as sentences: each begins and ends as one.

    >>> sentences(["haal dan weg", "`a` of b?"])
    'Haal dan weg. `a` of b?'
    """
    whole = (f"{text[:1].upper()}{text[1:]}" for text in texts)
    return " ".join(each if each[-1:] in ".?!:" else f"{each}." for each in whole)


def witness(found: Diagnostic) -> tuple[str, ...]:
    """Return as a sentence the case that triggers a finding, or why nothing could be told.

    >>> from maatwerk_rules.diagnostics import Diagnostic, Kind
    >>> kind = Kind("MW999", "proef", Severity.FOUT, "Proef.", "")
    >>> witness(Diagnostic(kind, (), {}, witness={"inkomen": "€ 5"}))
    ('Bij: inkomen = € 5.',)
    """
    case = write_witness(found)
    if case:
        return (f"Bij: {case}.",)
    why = found.spans[0].text if found.code == _NOT_EXAMINED and found.spans else ""
    return (f"Reden: {why}.",) if why else ()


def _aside(states: Iterable[State]) -> Iterator[str]:
    count = Counter(states)
    if count["onderdrukt"]:
        number = _number(count["onderdrukt"], "melding", "meldingen")
        yield f"{number} onderdrukt met een reden"
    if count["basislijn"]:
        yield f"{_number(count['basislijn'], 'melding', 'meldingen')} in de basislijn"


def _unexamined(report: Report) -> Iterator[str]:
    number = sum(policy.outcome.unexamined for policy in report.policies)
    if number:
        yield f"{number} keer niet onderzocht: `--kies MW014`"


def _number(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def file_of(policy: str, span: Span) -> str | None:
    """Return the path from here of the file a place lies in, with slashes; None when elsewhere."""
    place = Path(policy)
    file = (place if sees(place.is_dir) else place.parent) / span.source
    if not sees(file.is_file):
        return None
    try:
        return file.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return file.resolve().as_posix()

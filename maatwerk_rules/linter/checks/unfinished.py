"""MW111: words that say that something is not finished, in an enacted policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Status
from maatwerk_rules.source import Span

KIND = Kind(
    "MW111",
    "onafgemaakt",
    Severity.WAARSCHUWING,
    "`{woord}` zegt dat hier iets niet af is, maar dit beleid is vastgesteld.",
    "Wat is vastgesteld, geldt voor mensen; wat nog open is, hoort daar niet in.",
)

# Behind an amount `p.m.` is per month; `in te vullen door` is a line of the language.
_OPEN = re.compile(
    r"\bPM\b|(?i:\b(?:to[d]o|fix[m]e|xx[x]+|tbd|n\.?t\.?b)\b|(?<!\d )\bp\.m\."
    r"|\b(?:nader te bepalen|nog te bepalen|nader in te vullen|nog in te vullen|nog invullen"
    r"|hier invullen|nog uitzoeken|volgt nog|werk in uitvoering|lorem ipsum"
    r"|moet nog (?:worden|ingevuld|bepaald|uitgezocht|komen)|vul hier\b[^\".\n]*? in)\b"
    r"|[\[<(](?:invullen|in te vullen|\u2026|\.\.\.)[\])>]"
    # A text that holds nothing else.
    r'|(?<=[\s(])"\s*(?:\u2026|\.{2,}|\?+|-+|x+|pm|invullen|in te vullen|volgt)\s*\.?")'
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the words for later in the texts and comments of a policy that is enacted."""
    kop = subject.written.kop
    status = kop.one(Status) if kop else None
    if status is None or status.status != "vastgesteld":
        return
    for source in subject.written.sources.values():
        for match in _OPEN.finditer(source.text):
            place = Span(source.name, *match.span())
            yield suspected(diagnostic(KIND, place, woord=match[0].strip('"')))

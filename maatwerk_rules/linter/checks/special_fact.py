"""MW904: a fact on health, crime, origin or belief that is asked on a low ground."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.analysis.layers import LOCAL, regeling_of
from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Grondslag, Vraag
from maatwerk_rules.model.declarations import Gegeven, Veld

KIND = Kind(
    "MW904",
    "bijzonder-gegeven",
    Severity.WAARSCHUWING,
    "`{naam}` lijkt een bijzonder persoonsgegeven, en de grondslag is alleen `{regeling}`.",
    "Vragen naar gezondheid, geloof, afkomst of strafbare feiten mag alleen waar de wet dat zegt.",
)
HELP = ("Noem bij `grondslag` het artikel van de wet, of vraag het gegeven niet.",)
SPECIAL = re.compile(
    r"(gezondheid|ziekte|ziek\b|medisch|diagnose|handicap|beperking|verslaafd|verslaving|zwanger"
    r"|geloof|godsdienst|kerk|moskee|afkomst|etnisch|etniciteit|\bras\b|huidskleur|seksue"
    r"|geaardheid|vakbond|politieke|strafblad|strafbaar|veroordeeld|veroordeling|delict)"
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the facts that look special and rest on a local regeling alone."""
    facts: tuple[Gegeven | Veld, ...] = (*subject.nodes.of(Gegeven), *subject.nodes.of(Veld))
    for asked in facts:
        vraag, grondslag = asked.one(Vraag), asked.one(Grondslag)
        words = f"{asked.naam.replace('_', ' ')} {vraag.tekst if vraag else ''}".lower()
        regeling = regeling_of(grondslag.verwijzing, subject.symbols) if grondslag else None
        if grondslag is None or regeling is None or regeling.soort not in LOCAL:
            continue
        if SPECIAL.search(words):
            span = grondslag.span
            found = diagnostic(KIND, span, help=HELP, naam=asked.naam, regeling=regeling.naam)
            yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)

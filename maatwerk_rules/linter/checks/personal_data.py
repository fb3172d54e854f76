"""MW906: a toets that holds data of a real person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.source import Span

KIND = Kind(
    "MW906",
    "echte-persoon-in-toets",
    Severity.WAARSCHUWING,
    "In toets `{naam}` staat {wat}: `{tekst}`.",
    "Een toets gaat over een verzonnen mens. Wie echt bestaat, is hieraan te herkennen.",
)
HELP = ("Laat dit weg uit de toets.",)
PATTERNS = (
    ("een postcode", "", re.compile(r"[1-9](?<!\w.)[0-9]{3} ?[A-Z]{2}\b")),
    ("een e-mailadres", "@", re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")),
    ("een rekeningnummer", "NL", re.compile(r"\bNL[0-9]{2} ?[A-Z]{4} ?(?:[0-9] ?){10}")),
    ("een telefoonnummer", "", re.compile(r"0[1-9](?<![\w.,€-]..)(?:[ -]?[0-9]){8}(?![0-9])")),
)
"""What it is, what is always in it, and its form. A form that begins with what is rare, and looks
back from there, is found much sooner in a long text."""


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield postal codes, addresses for mail, account and telephone numbers in toetsen."""
    for toets in file.nodes.of(Toets):
        text = file.source.text[toets.span.start : toets.span.end]
        for what, sign, pattern in PATTERNS:
            for found in pattern.finditer(text) if sign in text else ():
                start = toets.span.start + found.start()
                span = Span(file.source.name, start, start + len(found[0]))
                seen = diagnostic(
                    KIND, span, help=HELP, naam=toets.naam, wat=what, tekst=found[0].strip()
                )
                yield attrs.evolve(seen, certainty=Certainty.VERMOEDEN)

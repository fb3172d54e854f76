"""MW202: an act under a number that is not its own."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.citations import EXAMPLE
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Regeling

KIND = Kind(
    "MW202",
    "bron-onbekend",
    Severity.WAARSCHUWING,
    "`{nummer}` is niet het nummer van `{titel}`; dat is `{goed}`.",
    "Wie de bron opzoekt, komt bij een andere regeling of bij geen.",
)
KNOWN = {
    "participatiewet": "BWBR0015703",
    "algemene wet bestuursrecht": "BWBR0005537",
    "grondwet": "BWBR0001840",
    "boetebesluit socialezekerheidswetten": "BWBR0011708",
}
"""Acts that policies of a municipality cite, by their title; each number was looked up."""


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the acts whose title is known with another number, here or in a policy that is used."""
    used = {
        each.titel.casefold(): each.nummer
        for each in subject.written.all(Regeling)
        if not subject.is_own(each) and each.nummer != EXAMPLE
    }
    numbers = used | KNOWN
    for regeling in subject.nodes.of(Regeling):
        right = numbers.get(regeling.titel.casefold(), regeling.nummer)
        if regeling.nummer not in (right, EXAMPLE):
            place = subject.place(regeling, regeling.nummer)
            found = diagnostic(
                KIND, place, nummer=regeling.nummer, titel=regeling.titel, goed=right
            )
            yield with_edits(found, Edit(place, right, "suggestie"))

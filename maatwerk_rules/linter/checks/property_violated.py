"""MW305: a declared property that the rules do not keep, with two cases that show it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.taint import Facts, readings, with_role
from maatwerk_rules.linter.thresholds import Limit
from maatwerk_rules.linter.wrong_way import wrong_ways
from maatwerk_rules.model.clauses import Grens, Monotoon, Ongeacht
from maatwerk_rules.runtime.scalars import show

KIND = Kind(
    "MW305",
    "eigenschap-geschonden",
    Severity.WAARSCHUWING,
    "Deze eigenschap klopt niet: {hoe}.",
    "Wat het beleid over gelijke behandeling belooft, doen de regels niet.",
)
HELP = ("Pas de regel aan, of haal de eigenschap weg als zij niet is bedoeld.",)
ROLES = ("beschermd", "irrelevant", "procesgegeven")
"""Of facts with these roles other checks say where they are read."""


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own properties `ongeacht` and `meer … geeft nooit meer …` that do not hold."""
    for found in subject.once(wrong_ways).found:
        yield _report(found.clause, found.limit)
    yield from _mattering(subject)


def _mattering(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the facts that may not matter and that a rule reads on the way to an outcome."""
    meant = {grens.regel for grens in subject.everything.of(Grens)}
    elsewhere = frozenset().union(*(with_role(subject, role).names for role in ROLES))
    said = {name: each for each in subject.nodes.of(Ongeacht) for name in each.gegevens}
    for reading in readings(subject, Facts(frozenset(said) - elsewhere)):
        if reading.origin.name not in meant:
            reached = write_list([f"`{name}`" for name in reading.outcomes], "en")
            how = f"`{reading.origin.name}` leest `{reading.fact}` op weg naar {reached}"
            there = Label(reading.span, "hier wordt het gelezen")
            place = said[reading.fact].span
            yield diagnostic(KIND, place, labels=(there,), help=HELP, hoe=how)


def _report(clause: Monotoon, limit: Limit) -> Diagnostic:
    type_ = limit.part.definition.type
    before, after = limit.before.result.value, limit.after.result.value
    assert before is not None and after is not None
    how = (
        f"bij één stap meer `{clause.gegeven}` gaat `{clause.uitkomst}`"
        f" van {show(before, type_)} naar {show(after, type_)}"
    )
    there = Label(limit.node.guard.span, "door deze voorwaarde")
    found = diagnostic(KIND, clause.span, labels=(there,), help=HELP, hoe=how)
    return attrs.evolve(
        found, witness=limit.before.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
    )

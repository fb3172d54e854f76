"""MW574: a value that names facts, and is the same whatever they are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.bounds import fixed
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.types import Aantal, Bedrag, Percentage
from maatwerk_rules.runtime.scalars import show

KIND = Kind(
    "MW574",
    "waarde-altijd-gelijk",
    Severity.WAARSCHUWING,
    "Wat de feiten ook zijn, voor `{naam}` komt hier altijd {waarde} uit.",
    "Er wordt naar feiten gevraagd die voor deze waarde niets uitmaken.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the amounts, percentages and numbers that their facts never change."""
    for one in subject.once(fixed).found:
        type_, value = subject.policy.types.get(one.name), one.value
        whole = int(value) if Fraction(value).denominator == 1 else value
        counted = isinstance(type_, Bedrag | Aantal) and isinstance(whole, int)
        if type_ is not None and (counted or isinstance(type_, Percentage)):
            advice = ("klopt een grens of bedrag niet, verbeter dat",)
            waarde = show(whole, type_)
            yield diagnostic(KIND, one.span, naam=one.name, waarde=waarde, help=advice)

"""MW905: a number in the text that can be a citizen service number."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.source import Span

KIND = Kind(
    "MW905",
    "bsn-in-tekst",
    Severity.WAARSCHUWING,
    "`{nummer}` kan het burgerservicenummer van iemand zijn.",
    "Een beleidsbestand wordt gedeeld en bewaard. Daarin hoort geen nummer van een echt mens.",
)
HELP = ("Haal het nummer weg, of noem een verzonnen geval bij een naam.",)
# It looks back from the first digit: a form that begins with what is rare is found much sooner.
NINE = re.compile(r"[0-9](?<![\w.,-].)[0-9]{3}[ .]?[0-9]{2}[ .]?[0-9]{3}(?![\w]|[.,-][0-9])")
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the numbers of nine digits that pass the test of eleven.

    Source: Regeling burgerservicenummer; weights 9 to 2 and -1, the sum divisible by 11.
    """
    for found in NINE.finditer(file.source.text):
        digits = [int(sign) for sign in found[0] if sign.isdigit()]
        total = sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True))
        if total % 11 == 0 and any(digits):
            span = Span(file.source.name, found.start(), found.end())
            seen = diagnostic(KIND, span, help=HELP, nummer=found[0])
            yield attrs.evolve(seen, certainty=Certainty.VERMOEDEN)

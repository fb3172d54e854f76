"""MW416: an act that rules stand in, and of which is not said what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.citations import EXAMPLE
from maatwerk_rules.analysis.layers import layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Dekking, Regel, Uitzondering
from maatwerk_rules.model.references import Artikelverwijzing

KIND = Kind(
    "MW416",
    "dekking-ontbreekt",
    Severity.HINT,
    "Nergens staat welk deel van `{regeling}` niet is gecodeerd.",
    "Wie de uitkomst leest, denkt dat de hele regeling is meegenomen.",
)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield at the first rule of each act without any `dekking`, in the policies used as well.

    An act that is made up for an example has no text of which something could be left out.
    """
    told = {
        each.verwijzing.regeling
        for each in subject.written.all(Dekking)
        if isinstance(each.verwijzing, Artikelverwijzing)
    }
    rules: tuple[Regel | Uitzondering, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
    )
    for regel in rules:
        regeling = layer_of(regel, subject.symbols)
        if regeling is not None and regeling.nummer != EXAMPLE and regeling.naam not in told:
            told.add(regeling.naam)
            place = subject.place_of_name(regel)
            advice = f'schrijf `dekking {regeling.naam} artikel … gedeeltelijk "…"`'
            yield diagnostic(KIND, place, help=(advice,), regeling=regeling.naam)

"""MW218: one act under two names."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.citations import EXAMPLE
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Regeling

KIND = Kind(
    "MW218",
    "regeling-twee-namen",
    Severity.WAARSCHUWING,
    "`{naam}` en `{ander}` zijn dezelfde regeling: nummer `{nummer}`.",
    "Wie zoekt wat er op deze regeling berust, vindt dan maar de helft.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the acts whose number another name bears too, in the policies used as well."""
    first: dict[str, Regeling] = {}
    for each in subject.written.all(Regeling):
        if each.nummer == EXAMPLE:
            continue
        known = first.setdefault(each.nummer, each)
        if known is not each and subject.is_own(each):
            label = Label(subject.place_of_name(known), "hier staat zij ook")
            place = subject.place_of_name(each)
            advice = f"gebruik overal de naam `{known.naam}`"
            yield diagnostic(
                KIND,
                place,
                labels=(label,),
                help=(advice,),
                naam=each.naam,
                ander=known.naam,
                nummer=each.nummer,
            )

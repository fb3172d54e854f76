"""MW115: two names that differ in their underscores only."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Regeling, Toets
from maatwerk_rules.model.node import Declaration

KIND = Kind(
    "MW115",
    "naam-lijkt-te-veel",
    Severity.WAARSCHUWING,
    "`{naam}` en `{ander}` verschillen bijna niet.",
    "Wie het beleid leest of schrijft, houdt de twee niet uit elkaar.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the names that are another one, but for underscores and capitals."""
    first: dict[str, Declaration] = {}
    for each in subject.written.everything():
        if not each.name or isinstance(each, Toets | Regeling):
            continue
        known = first.setdefault(each.name.replace("_", "").casefold(), each)
        if known.name != each.name and subject.is_own(each):
            label = Label(subject.place_of_name(known), f"hier staat `{known.name}`")
            place = subject.place_of_name(each)
            advice = "geef één van de twee een naam die zegt wat het verschil is"
            yield diagnostic(
                KIND, place, labels=(label,), help=(advice,), naam=each.name, ander=known.name
            )

"""MW115: two names that differ in their underscores only."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.beleid import Beleid
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
    for name, bare, each in (one for part in subject.written.parts for one in part.once(_named)):
        known = first.setdefault(bare, each)
        if known is not each and known.name != name and subject.is_own(each):
            label = Label(subject.place_of_name(known), f"hier staat `{known.name}`")
            place = subject.place_of_name(each)
            advice = "geef één van de twee een naam die zegt wat het verschil is"
            yield diagnostic(
                KIND, place, labels=(label,), help=(advice,), naam=name, ander=known.name
            )


def _named(beleid: Beleid) -> list[tuple[str, str, Declaration]]:
    """Return the names of a policy itself as they are, and without what hardly tells them apart."""
    return [
        (name, name.replace("_", "").casefold(), each)
        for each in beleid.declaraties
        if not isinstance(each, Toets | Regeling) and (name := each.name)
    ]

"""MW114: two derived values with the same derivation."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Is
from maatwerk_rules.model.declarations import Begrip
from maatwerk_rules.model.expressions import (
    Bedragliteraal,
    Datumliteraal,
    Getalliteraal,
    Janee,
    Naam,
    Percentageliteraal,
    Veldverwijzing,
)
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW114",
    "zelfde-afleiding",
    Severity.HINT,
    "`{naam}` is op dezelfde manier afgeleid als `{ander}`.",
    "Twee namen voor één ding: later gaan zij uit elkaar lopen.",
)

# Naming a value again is no second derivation.
_BARE = (
    Bedragliteraal,
    Datumliteraal,
    Getalliteraal,
    Janee,
    Naam,
    Percentageliteraal,
    Veldverwijzing,
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the begrippen with the derivation of an earlier one, in the policies used as well."""
    first: dict[tuple[str | None, Expression], Begrip] = {}
    for each in subject.written.all(Begrip):
        derived = each.one(Is)
        if derived is None or isinstance(derived.waarde, _BARE) or not _reads(derived):
            continue
        known = first.setdefault((each.per, derived.waarde), each)
        if known is not each and subject.is_own(each):
            label = Label(subject.place_of_name(known), "hier staat zij ook")
            place = subject.place_of_name(each)
            advice = f"gebruik overal `{known.naam}`"
            facts = {"naam": each.naam, "ander": known.naam}
            yield diagnostic(KIND, place, labels=(label,), help=(advice,), **facts)


def _reads(derived: Is) -> bool:
    """Tell whether it reads a name; `eerste dag van de maand van peildatum` is a phrase."""
    return any(isinstance(node, Naam | Veldverwijzing) for node in derived.walk())

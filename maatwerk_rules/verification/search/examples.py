"""The plain cases of a policy: its own toetsen, completed."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.toets_case import facts_of


def examples(policy: Policy, part: Slice) -> Iterator[tuple[str, Case]]:
    """Yield the name and the case of each toets on a day of the slice.

    What a toets does not say is unknown in its case.

    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> len([*examples(policy, policy.slices[-1])]) > 5
    True
    """
    for toets in policy.all(Toets):
        datum = toets.one(Toetsdatum)
        if datum is None or not part.holds_on(datum.datum):
            continue
        try:
            facts = facts_of(policy, toets)
        except FactError:
            continue  # `maatwerk toets` tells what does not read
        yield toets.naam, facts.case(datum.datum)

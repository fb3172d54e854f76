"""What a judgement weighs, and until when it stands before it is reviewed."""

from __future__ import annotations

from datetime import date

from maatwerk_rules.dutch import singular
from maatwerk_rules.model.clauses import GeldigDuur, Weegt
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.exact import shift
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId


def factors(oordeel: Oordeel) -> tuple[str, ...]:
    """Return the names of all that the judgement weighs, in the order of the text."""
    return tuple(factor.naam for weegt in oordeel.all(Weegt) for factor in weegt.factoren)


def weighed_facts(
    oordeel: Oordeel, record: RecordId | None, policy: Policy
) -> dict[str, tuple[Leaf, Type]]:
    """Return the factors that are facts: fields of the record at hand, and gegevens.

    A factor with a question of its own is no fact, whatever its name; nor is a whole list.
    """
    found: dict[str, tuple[Leaf, Type]] = {}
    for weegt in oordeel.all(Weegt):
        for factor in weegt.factoren:
            fact = None if factor.vraag is not None else _fact(factor.naam, record, policy)
            if fact is not None:
                found[factor.naam] = fact
    return found


def _fact(name: str, record: RecordId | None, policy: Policy) -> tuple[Leaf, Type] | None:
    if record is not None:
        list_type = policy.types[record.list]
        assert isinstance(list_type, Lijst)
        field = list_type.soort.field(name)
        if field is not None:
            return Leaf("gegeven", record.list, record, name), field
    type_ = policy.types.get(name)
    if type_ is None or isinstance(type_, Lijst) or policy.find(Gegeven, name) is None:
        return None
    return Leaf("gegeven", name), type_


def review_day(oordeel: Oordeel, given: date | None) -> date | None:
    """Return the day from which a judgement asks for a review, or None when it never does."""
    lasts = oordeel.one(GeldigDuur)
    if lasts is None or given is None:
        return None
    return shift(given, lasts.aantal, singular(lasts.eenheid), "later")

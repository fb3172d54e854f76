"""Whether a besluit follows from its policy: what no record can show of itself.

Anyone can put a hash under outcomes that do not follow from the facts, or under a weighing that
names what the policy does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.model.declarations import Bedoeling, Waarde
from maatwerk_rules.model.policy import Policy


def unfounded(policy: Policy, besluit: Besluit) -> Iterator[str]:
    """Yield what does not follow from the policy a besluit was made with, in Dutch sentences.

    Costs two decisions.
    """
    for one in replay(policy, besluit).differences:
        yield f"De uitkomst `{one.name}` volgt niet uit de feiten en de regels die erin staan."
    known = {
        "bedoeling": {one.naam for one in policy.all(Bedoeling)},
        "waarde": {one.naam for one in policy.all(Waarde)},
    }
    for one in besluit.data["wegingen"]:
        for asked, names in known.items():
            said = one["antwoorden"].get(asked)
            if said and said not in names:
                called = f"De {asked} `{said}` in de weging van `{one['grond']}`"
                yield f"{called} staat niet in dit beleid."

"""What an author set aside with a reason, as what is meant of the claims of a policy.

Who wrote why no rule has to decide somewhere does not hear it again when the policy is put to the
test: it is listed as meant, with that reason.
"""

from __future__ import annotations

from maatwerk_rules.linter.codes import Codes
from maatwerk_rules.linter.suppression import Suppression, suppressions
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification.properties import P01, P02, P14, Property

SAME: dict[str, Property] = {
    "MW401": P01,
    "MW402": P01,
    "MW501": P02,
    "MW555": P14,
    "MW901": P14,
}
"""The findings of the linter that say the same as a claim that does not hold."""


def meant_in(policy: Policy) -> dict[str, str]:
    """Return by the key of a claim why its author meant that it does not hold; linear in the text.

    >>> from maatwerk_rules import load
    >>> meant_in(load("participatiewet"))["P01 minimum_studietoeslag"]
    'De tabel met bedragen begint bij 15 jaar.'
    """
    codes = Codes()
    texts = policy.written.texts
    found: dict[str, str] = {}
    for declared in policy.written.everything():
        for said in suppressions(declared, texts[declared.span.source], codes):
            if isinstance(said, Suppression) and said.reason:
                for _, code in said.codes:
                    if code in SAME:
                        found[f"{SAME[code].code} {declared.name}"] = said.reason
    return found

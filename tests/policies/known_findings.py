"""What the checks find in the policies that travel with the package: nothing, save here.

By policy: the code and the line it stands at.
"""

from collections.abc import Mapping

EXAMPLE = "bijstand_voorbeeld"
"""The policy of one page, which stays as it was written."""

KNOWN: Mapping[str, frozenset[tuple[str, str]]] = {
    EXAMPLE: frozenset({("MW407", "uitzondering jonger_dan_18 op basisrecht")}),
}


def known(policy: str) -> frozenset[tuple[str, str]]:
    return KNOWN.get(policy, frozenset())

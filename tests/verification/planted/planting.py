"""A fault planted in a shipped policy: which text is replaced, and what has to come of it."""

from __future__ import annotations

from functools import cache

import attrs

from maatwerk_rules.analysis.build import build
from maatwerk_rules.loading import Reader, read, read_texts
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Number
from maatwerk_rules.source import Source
from maatwerk_rules.verification.claims import Claim, Demand, Never, Same
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.properties import P17
from maatwerk_rules.verification.verdicts import Status, Verdict
from maatwerk_rules.verification.versions import together

EXAMPLE = "bijstand_voorbeeld"
NATIONAL = "participatiewet"


@attrs.frozen
class Planted:
    """A fault, or a trap: what looks like a fault and is none.

    `claim` is the key of the claim that the fault breaks; of P17 it compares with the shipped
    policy (`nooit minder`, `nooit meer` or `anders`). Each text that is `replaced` stands in the
    policy once; `added` stands in a file beside its others. `comes_out` are the statuses that tell
    the fault, or that leave a trap alone; of what is measured the difference is `at_least` so
    large.
    """

    what: str
    policy: str
    claim: str
    replaced: tuple[tuple[str, str], ...] = ()
    added: str = ""
    comes_out: tuple[Status, ...] = ("weerlegd",)
    at_least: Number = 0

    @property
    def property(self) -> str:
        """The number of the property that it breaks."""
        return self.claim.split(" ")[0]

    def is_told_by(self, found: Verdict) -> bool:
        """Tell whether a verdict says what has to come of it."""
        return found.status in self.comes_out and (found.size or 0) >= self.at_least


@attrs.frozen(eq=False)
class Ground:
    """A policy with a fault in it, and the claim that the fault breaks."""

    policy: Policy
    part: Slice
    claim: Claim


@cache
def planted_policy(name: str, replaced: tuple[tuple[str, str], ...], added: str = "") -> Policy:
    """Return a shipped policy with texts replaced, each of which stands in it once."""
    sources = [*read(name).beleid.sources.values()]
    for old, new in replaced:
        (place,) = [at for at, one in enumerate(sources) for _ in range(one.text.count(old))]
        text = sources[place].text.replace(old, new)
        sources[place] = Source(sources[place].name, text)
    if added:
        sources.append(Source("geplant.beleid", added))
    loaded = read_texts(sources, None, Reader())
    checked = build(loaded.beleid, loaded.diagnostics)
    assert checked.policy is not None, [
        (one.kind.code, one.headline) for one in checked.diagnostics
    ]
    return checked.policy


def ground_of(planted: Planted) -> Ground:
    """Return the policy in which a fault stands, with the claim that it breaks."""
    policy = planted_policy(planted.policy, planted.replaced, planted.added)
    if planted.property == P17.code:
        shared = together(planted_policy(planted.policy, ()), policy)
        assert shared is not None, "both hold on the same days"
        _, outcome, *way = planted.claim.split(" ")
        demands: dict[str, Demand] = {
            "minder": Never("minder"),
            "meer": Never("meer"),
            "anders": Same(grounds=False),
        }
        claim = Claim(P17, outcome, demands[way[-1]], shared.turned)
        return Ground(shared.policy, shared.part, claim)
    part = policy.slices[-1]
    (claim,) = [one for one in derive(policy, part.program) if one.key == planted.claim]
    return Ground(policy, part, claim)

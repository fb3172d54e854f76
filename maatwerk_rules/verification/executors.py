"""Search and proof for one policy, and the plain cases they begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal

from maatwerk_rules.memory import Memory, usual_memory
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.checking import Means
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.proved_before import ProvedBefore
from maatwerk_rules.verification.search.cases import Drafts
from maatwerk_rules.verification.search.examples import examples
from maatwerk_rules.verification.search.layout import Layout
from maatwerk_rules.verification.search.search import nothing_elsewhere, search
from maatwerk_rules.verification.standing import Elsewhere
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.witnesses import NONE, Witnesses

Proof = Literal["auto", "eis", "uit"]
"""Proofs where z3 is installed, proofs demanded, or none."""


def can_prove() -> bool:
    """Tell whether the extra `bewijs` is installed."""
    return find_spec("z3") is not None


def plain_cases(policy: Policy, part: Slice) -> tuple[Example, ...]:
    """Return the case of each toets under these rules, with plain values for what it leaves open.

    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> plain_cases(policy, policy.slices[-1])[0].name
    'willem_a'
    """
    drafts = Drafts(Layout(part.program))
    return tuple(
        Example(name, drafts.case(drafts.drafted(case))) for name, case in examples(policy, part)
    )


def plain_case(policy: Policy, part: Slice) -> Case:
    """Return the case of the first toets under these rules, or without one the plainest there is.

    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> plain_case(policy, policy.slices[-1]) == plain_cases(policy, policy.slices[-1])[0].case
    True
    """
    drafts = Drafts(Layout(part.program))
    for _, case in examples(policy, part):
        return drafts.case(drafts.drafted(case))
    return drafts.case(drafts.plain(part.vanaf))


@contextmanager
def means_for(  # noqa: PLR0913 - each may be left out
    policy: Policy,
    part: Slice,
    examples: Sequence[Example],
    *,
    proof: Proof,
    seed: int,
    witnesses: Witnesses = NONE,
    memory: Memory | None = None,
) -> Iterator[Means]:
    """Give search, and proof where it is wanted and installed; a solver runs while it is used.

    Args:
        memory: Where proofs are kept as long as the rules they hang on stay; None: where the user
            keeps what was worked out before.
    """

    def searching(
        claims: Sequence[Claim], seconds: float, elsewhere: Elsewhere = nothing_elsewhere
    ) -> Iterator[Verdict]:
        cases = [each.case for each in examples]
        return search(
            policy,
            part,
            claims,
            seconds=seconds,
            seed=seed,
            examples=cases,
            witnesses=witnesses,
            elsewhere=elsewhere,
        )

    if proof == "uit" or not can_prove():
        yield Means(searching)
        return
    from maatwerk_rules.verification.smt.proving import Prover
    from maatwerk_rules.verification.smt.solving import solver_version

    with Prover(policy, part) as prover:
        way = f"{solver_version()}, {prover.limit.records}"
        before = ProvedBefore(policy, part, way, usual_memory() if memory is None else memory)
        yield Means(searching, prover.prove, prover.prove_all, searching, before)

"""A planted fault held against each executor alone, and against the ladder as a whole."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Sequence
from time import process_time

import attrs

from maatwerk_rules.verification.checking import Asked, Means, climb
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.properties import P17, PROPERTIES
from maatwerk_rules.verification.search.examples import examples
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.smt.proving import Prover
from maatwerk_rules.verification.structural import Structural
from maatwerk_rules.verification.verdicts import Verdict
from tests.verification.planted.planting import Ground, Planted, ground_of

SEARCHED = 2.0
"""How many seconds of the processor a search gets, alone or as part of the ladder."""
PROVED = 60.0
"""How many seconds a proof gets."""


@attrs.frozen
class Outcome:
    """What one executor made of a fault: nothing where it has no verdict, and how long it took.

    The seconds are of the processor, with those of the solver.
    """

    found: Verdict | None
    seconds: float


def _timed(work: Callable[[], Verdict | None]) -> Outcome:
    began = _spent()
    found = work()
    return Outcome(found, _spent() - began)


def _spent() -> float:
    """Return the processor time of this process and of those that ended before it."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def by_text(ground: Ground) -> Outcome:
    """Ask what follows from the language, the text, exact regions and the cone."""
    if ground.claim.asks is P17:
        return Outcome(None, 0.0)
    program = ground.part.program
    return _timed(lambda: Structural(ground.policy, program).verdict(ground.claim))


def by_search(ground: Ground, seed: int, seconds: float = SEARCHED) -> Outcome:
    """Search for it from the cases of the toetsen."""
    cases = [case for _, case in examples(ground.policy, ground.part)]

    effort = Effort(seconds, seed, clock=process_time)

    def work() -> Verdict | None:
        rest = (ground.policy, ground.part, [ground.claim], effort)
        return next(iter(searched(*rest, examples=cases)))

    return _timed(work)


def by_proof(ground: Ground, seconds: float = PROVED) -> Outcome:
    """Let the solver tell, without a search before."""

    def work() -> Verdict:
        with Prover(ground.policy, ground.part) as prover:
            return prover.prove(ground.claim, seconds)

    return _timed(work)


def by_ladder(planted: Planted, seed: int = 0, seconds: float = SEARCHED) -> Outcome:
    """Climb the ladder for the claim, with and without the limits that are meant."""
    ground = ground_of(planted)
    cases = [case for _, case in examples(ground.policy, ground.part)]

    effort = Effort(seconds, seed, clock=process_time)

    def searching(claims: Sequence[Claim], _: float) -> Iterator[Verdict]:
        own = [one for one in claims if one.key == ground.claim.key]
        return searched(ground.policy, ground.part, own, effort, examples=cases)

    def work() -> Verdict | None:
        with Prover(ground.policy, ground.part) as prover:
            return _climbed(ground, Means(searching, prover.prove, prover.prove_all))

    return _timed(work)


def _climbed(ground: Ground, means: Means) -> Verdict | None:
    claim = ground.claim
    if claim.asks is P17:
        assert means.search is not None
        assert means.prove is not None
        found = next(iter(means.search([claim], SEARCHED)))
        return found if found.status == "weerlegd" else means.prove(claim, PROVED)
    wanted = tuple(one for one in PROPERTIES if one is claim.asks)
    asked = Asked(wanted, frozenset({claim.outcome}), 4 * PROVED)
    for found in climb(ground.policy, ground.part, means, asked):
        if found.claim == claim:
            return found
    return None

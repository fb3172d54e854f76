"""Putting a policy to the test from Python: which properties, with which bounds, and own ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from time import monotonic
from types import MappingProxyType

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Number
from maatwerk_rules.verification.checking import Asked, climb, slice_on
from maatwerk_rules.verification.claims import AtMost, Claim, Place, Step
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.executors import Proof, can_prove, means_for, plain_cases
from maatwerk_rules.verification.properties import P13, PROPERTIES, Property, find
from maatwerk_rules.verification.report import Report, Run, report

Own = Callable[[Policy, Program], Iterable[Claim]]
"""An own property: the claims it makes of a policy under one of its programs."""
Wanted = str | Property | Claim | Own


def check_willekeur(  # noqa: PLR0913 - each may be left out
    policy: Policy,
    properties: Iterable[Wanted] = PROPERTIES,
    *,
    outcomes: Iterable[str] | None = None,
    facts: Iterable[str] | None = None,
    seconds: float = 10.0,
    proof: Proof = "auto",
    seed: int = 0,
    peildatum: date | None = None,
    meant: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    """Put a policy to the test for arbitrariness; takes about so many seconds.

    Args:
        properties: Those to test, by code, name or object; claims, such as that of `limit`; and
            functions from the policy and its program to claims.
        outcomes: Only claims of these outcomes or begrippen.
        facts: Only claims in which one of these is varied: a fact, a list, a judgement or begrip.
        proof: `auto` proves where z3 is installed, `eis` asks for that, `uit` only searches.
        peildatum: The day on which the rules hold; the last ones when left out.
        meant: Why it is meant that a claim does not hold, by its key.

    Raises:
        ValueError: a property or outcome does not exist, or no rules hold on the day.
        ImportError: proofs are demanded and z3 is not installed.

    >>> from maatwerk_rules import load
    >>> found = check_willekeur(load("bijstand_voorbeeld"), ["P05"], seconds=2, proof="uit")
    >>> found.is_clean, {status for one in found.counts.values() for status in one}
    (True, {'levend'})
    """
    if proof == "eis" and not can_prove():
        raise ImportError('proof="eis" needs z3: pip install "maatwerk-rules[bewijs]"')
    part = slice_on(policy, peildatum)
    if part is None:
        raise ValueError(f"no rules of {policy.name} hold on {peildatum}")
    names = None if outcomes is None else frozenset(outcomes)
    for name in sorted((names or frozenset()) - part.program.definitions.keys()):
        raise ValueError(f"{policy.name} has no outcome or begrip {name}")
    own = _claims(policy, part.program, properties)
    if facts is not None:
        wanted = frozenset(facts)
        own = [one for one in own if _varied(one) & wanted]
    asked = Asked((), names, seconds, meant, tuple(own))
    examples = plain_cases(policy, part)
    start = monotonic()
    with means_for(policy, part, examples, proof=proof, seed=seed) as means:
        verdicts = [*climb(policy, part, means, asked)]
    return report(policy, part, verdicts, examples, Run(monotonic() - start, seed))


def _claims(policy: Policy, program: Program, wanted: Iterable[Wanted]) -> list[Claim]:
    """Return what is asked, each key once: the last that says it, so that a bound may be own."""
    found: dict[str, Claim] = {}
    for one in wanted:
        found |= {claim.key: claim for claim in _claims_of(policy, program, one)}
    return [*found.values()]


def _claims_of(policy: Policy, program: Program, one: Wanted) -> Iterator[Claim]:
    if isinstance(one, Claim):
        if one.outcome not in program.definitions:
            raise ValueError(f"{policy.name} has no outcome or begrip {one.outcome}")
        yield one
    elif isinstance(one, str):
        asks = find(one)
        if asks is None:
            raise ValueError(f"there is no property {one}")
        yield from derive(policy, program, (asks,))
    elif isinstance(one, Property):
        yield from derive(policy, program, (one,))
    else:
        yield from one(policy, program)


def _varied(claim: Claim) -> frozenset[str]:
    """Return the names of what a claim varies."""
    place = getattr(claim.change, "place", None) or getattr(claim.demand, "place", None)
    if isinstance(place, Place):
        return frozenset({place.name, str(place), *([place.list] if place.list else [])})
    name = getattr(claim.change, "list", None)
    return frozenset({name} if name else ())


def limit(
    policy: Policy, outcome: str, fact: str, *, step: Number | timedelta, loss: Number
) -> Claim:
    """Return the claim of P13 that a step costs at most so much; amounts are in cents.

    It stands in the place of what the policy says itself of that outcome and fact.

    Args:
        fact: A fact, or `lijst.veld` for a field of the records of a list.

    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> limit(policy, "recht", "schulden", step=1, loss=0).key
    'P13 recht schulden hoogstens'
    """
    return Claim(P13, outcome, AtMost(loss), Step(place_of(policy, fact), step))


def place_of(policy: Policy, fact: str) -> Place:
    """Return what may be varied, by its name: a fact, `lijst.veld`, a judgement or a begrip.

    Raises:
        ValueError: the policy has nothing of that name that can be varied.

    >>> from maatwerk_rules import load
    >>> place_of(load("bijstand_voorbeeld"), "bezittingen.waarde_in_euro")
    Place(kind='gegeven', name='waarde_in_euro', list='bezittingen')
    """
    name, _, field = fact.partition(".")
    for part in reversed(policy.slices):
        program = part.program
        type_ = program.facts.get(name)
        if isinstance(type_, Lijst) and type_.soort.field(field) is not None:
            return Place("gegeven", field, name)
        if type_ is not None and not field and not isinstance(type_, Lijst):
            return Place("gegeven", name)
        if fact in program.judgements:
            return Place("oordeel", fact, program.judgements[fact][1])
        if fact in program.definitions:
            return Place("begrip", fact)
    raise ValueError(f"{policy.name} has no fact, field, judgement or begrip {fact}")

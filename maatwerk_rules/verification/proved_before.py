"""Proofs that hold still: kept in the memory of the user, each under all that it hangs on.

A proof is kept under its claim and the text of the rules in its cone, so that it holds as long as
none of those is changed, whatever else is. Only what has no case is kept: of a case the evaluator
is the judge, each time anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from maatwerk_rules.memory import Memory, code_digest, key_of
from maatwerk_rules.model.core import Aggregate, Expr, Fact, Field, Judged, Program, Read, walk
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.printed import printed_definition, printed_value
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.verification.claims import Claim, Measured, program_for
from maatwerk_rules.verification.cone import births
from maatwerk_rules.verification.verdicts import Status, Verdict

MOST = 20_000
"""So many proofs are kept; those that were kept longest go first."""
_STATUSES: tuple[Status, ...] = ("bewezen", "dood", "gemeten")


class ProvedBefore:
    """The proofs of one policy that hold without a case.

    Args:
        way: What else a proof hangs on: the solver, and how many records a list holds.
    """

    def __init__(self, policy: Policy, part: Slice, way: str, memory: Memory) -> None:
        self._policy = policy
        self._part = part
        self._way = way
        self._memory = memory if memory.is_private else Memory()
        self._key = key_of("bewijzen", code_digest(), way)
        self._kept = self._read()
        self._new: dict[str, list[str]] = {}

    def recall(self, claim: Claim) -> Verdict | None:
        """Return what was proved of a claim, or None where that is not known or holds no more.

        Linear in the rules of the policy the first time, in the claim after that.
        """
        kept = self._kept.get(self._place(claim)) if self._kept else None
        if kept is None:
            return None
        status, reason = kept
        size = 0 if isinstance(claim.demand, Measured) else None
        return Verdict(claim, status, "bewijs", size=size, reason=reason)

    def remember(self, found: Verdict) -> None:
        """Take in what was proved, where it holds without a case."""
        if found.method == "bewijs" and found.status in _STATUSES and not found.cases:
            self._new[self._place(found.claim)] = [found.status, found.reason]

    def keep(self) -> None:
        """Write what was taken in, beside what another process may have kept meanwhile."""
        if self._new:
            found = {**self._read(), **self._new}
            self._new = {}
            last = dict([*found.items()][-MOST:])
            self._memory.remember(self._key, lambda: json.dumps(last))

    def _read(self) -> dict[str, Any]:
        """Return what was kept; what does not read as that is nothing."""
        try:
            found = json.loads(self._memory.recall(self._key) or "{}")
        except ValueError:
            return {}
        listed = found.items() if isinstance(found, dict) else ()
        return {key: one for key, one in listed if _reads(one)}

    # ---------------------------------------------------------------- what a proof hangs on

    def _place(self, claim: Claim) -> str:
        """Return what tells a claim, and all that a proof of it hangs on, from all others."""
        program = program_for(claim, self._part.program)
        own = _premises_read(program) | {claim.outcome}
        other = self._on_other_days(program, own)
        told = (
            self._way,
            claim.asks.code,
            claim.outcome,
            printed_value(claim.demand),
            "-" if claim.change is None else printed_value(claim.change),
            " ".join(sorted(claim.documented)),
            f"{self._part.vanaf} {self._part.tot}",
            " ".join(sorted(births(program))),
        )
        digests = _digests(program)
        base = _base(program, own)
        return key_of(*told, *base, *(digests[name] for name in sorted(own)), *other)

    def _on_other_days(self, program: Program, tops: frozenset[str]) -> Iterator[str]:
        """Yield the rules of all days, where a sum over months may look at those."""
        if not program.looking_back.isdisjoint(tops):
            for each in self._policy.slices:
                yield f"{each.vanaf} {each.tot} {_digest(sorted(_digests(each.program).values()))}"


def _reads(one: object) -> bool:
    return (
        isinstance(one, list) and len(one) == 2 and one[0] in _STATUSES and isinstance(one[1], str)
    )


def _digests(program: Program) -> Mapping[str, str]:
    """Return of each definition what tells it and all that it reads from any other."""
    found: dict[str, str] | None = program.derived.get(_digests)
    if found is None:
        found = program.derived[_digests] = {}
        for name, read in from_the_bottom(program.definitions):
            own = "\n".join(printed_definition(program.definitions[name]))
            below = sorted(found[other] for other in read if other in found)
            found[name] = _digest((own, *below))
    return found


def _base(program: Program, tops: frozenset[str]) -> Iterator[str]:
    """Yield the premises of every case, and the facts and judgements that some definitions read."""
    for told in (program.admissible, program.assumptions):
        for expr in told.values():
            yield printed_value(expr)
    leaves = _leaves(program, tops)
    for what in (program.facts, program.judgements, program.conditions):
        for name, one in sorted(what.items()):
            if leaves is None or name in leaves:
                yield f"{name}: {printed_value(one)}"


def _leaves(program: Program, tops: frozenset[str]) -> frozenset[str] | None:
    """Return the names of what definitions and premises read of a case; None where not known."""
    if not tops <= program.leaves.keys():
        return None
    return _read_by_premises(program).union(*(program.leaves[name] for name in tops))


def _read_by_premises(program: Program) -> frozenset[str]:
    """Return the names of the facts, lists and judgements that premises read themselves."""
    found: set[str] = set()
    for part in _parts_of_premises(program):
        match part:
            case Fact(name=name) | Judged(name=name):
                found.add(name)
            case Aggregate(lists=listed):
                found |= {one.name for one in listed}
            case Field():
                found |= {name for name, one in program.facts.items() if isinstance(one, Lijst)}
    return frozenset(found)


def _premises_read(program: Program) -> frozenset[str]:
    """Return the definitions that the premises of every case read."""
    return frozenset(part.name for part in _parts_of_premises(program) if isinstance(part, Read))


def _parts_of_premises(program: Program) -> Iterator[Expr]:
    for told in (program.admissible, program.assumptions):
        for expr in told.values():
            yield from walk(expr)


def _digest(texts: Iterable[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()

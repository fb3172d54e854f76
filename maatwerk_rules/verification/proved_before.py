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
from maatwerk_rules.model.core import Program, Read, walk
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.printed import printed_definition, printed_value
from maatwerk_rules.verification.claims import Claim, Measured, program_for
from maatwerk_rules.verification.cone import births
from maatwerk_rules.verification.verdicts import Status, Verdict

MOST = 20_000
"""So many proofs of one policy are kept; those that were kept longest go first."""
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
        self._key = key_of("bewijzen", code_digest(), way, policy.name)
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
        own = frozenset({claim.outcome, *_premises_read(program)})
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
        return key_of(*told, _base(program), *(digests[name] for name in sorted(own)), *other)

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


def _base(program: Program) -> str:
    """Return what tells facts, judgements and premises: on those every claim hangs."""
    found: str | None = program.derived.get(_base)
    if found is None:
        lines = [f"{name}: {printed_value(one)}" for name, one in program.facts.items()]
        lines += [f"{name}: {printed_value(one)}" for name, one in program.judgements.items()]
        for told in (program.admissible, program.assumptions, program.conditions):
            lines += [f"{name}: {printed_value(one)}" for name, one in told.items()]
        found = program.derived[_base] = _digest(lines)
    return found


def _premises_read(program: Program) -> frozenset[str]:
    """Return the definitions that the premises of every case read."""
    exprs = (*program.admissible.values(), *program.assumptions.values())
    return frozenset(part.name for expr in exprs for part in walk(expr) if isinstance(part, Read))


def _digest(texts: Iterable[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()

"""Proofs that a copy of this process gives while this one searches.

What it proves comes as lines of text: which claim, and what came of it. A case that it found was
shown by the evaluator there; it is read as what was kept in a file is, and what does not read
leaves the claim open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from time import monotonic
from types import TracebackType
from typing import Any

from maatwerk_rules.beside import Lines, can_copy
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.exact import tidy
from maatwerk_rules.verification.claims import Claim, program_for
from maatwerk_rules.verification.kept import Keeper
from maatwerk_rules.verification.verdicts import Verdict

ProverOfMany = Callable[[Sequence[Claim], float, Sequence[Verdict]], Iterator[Verdict]]
"""Proves or refutes many claims within so many seconds, beginning with what was found before."""

RESERVED = 0.03
"""What part of the time is left to read the last of it."""


class ProofsBeside:
    """What a copy proves, from when it is begun; nothing is left running after the `with`."""

    def __init__(self, program: Program, prove_many: ProverOfMany) -> None:
        self._program = program
        self._prove_many = prove_many
        self._lines = Lines()
        self._claims: Sequence[Claim] = ()
        self.has_begun = False

    @staticmethod
    def can_be() -> bool:
        """Tell whether a copy can be made, and has a processor to run on."""
        return can_copy()

    def begin(
        self, batches: Iterable[Sequence[Claim]], known: Sequence[Verdict], seconds: float
    ) -> None:
        """Prove claims beside this process within so many seconds, one batch after the other.

        Args:
            known: What was found before, to begin with.
        """
        batches = [*batches]
        self.has_begun = True
        self._claims = [claim for batch in batches for claim in batch]
        self._lines.begin(lambda: self._written(batches, known, seconds))

    def come(self) -> list[Verdict]:
        """Return the verdicts that came since they were last asked for; waits for none."""
        return [self._read(json.loads(line)) for line in self._lines.come()]

    def rest(self) -> Iterator[Verdict]:
        """Yield the verdicts that still come."""
        for line in self._lines.rest():
            yield self._read(json.loads(line))

    def _written(
        self, batches: Iterable[Sequence[Claim]], known: Sequence[Verdict], seconds: float
    ) -> Iterator[str]:
        end = monotonic() + seconds * (1 - RESERVED)
        numbers = {claim: number for number, claim in enumerate(self._claims)}
        for batch in batches:
            left = end - monotonic()
            if batch and left > 0:
                for one in self._prove_many(batch, left, known):
                    yield json.dumps(self._write(numbers[one.claim], one))

    def _write(self, number: int, one: Verdict) -> Mapping[str, Any]:
        keeper = Keeper(program_for(one.claim, self._program))
        return {
            "claim": number,
            "status": one.status,
            "method": one.method,
            "cases": [keeper.write(case) for case in one.cases],
            "tried": one.tried,
            "size": None if one.size is None else str(one.size),
            "reason": one.reason,
            "seconds": one.seconds,
        }

    def _read(self, told: Mapping[str, Any]) -> Verdict:
        claim = self._claims[told["claim"]]
        keeper = Keeper(program_for(claim, self._program))
        cases = [keeper.read(each) for each in told["cases"]]
        if None in cases:
            return Verdict(claim, "onbeslist", told["method"], tried=told["tried"])
        return Verdict(
            claim,
            told["status"],
            told["method"],
            tuple(case for case in cases if case is not None),
            told["tried"],
            None if told["size"] is None else tidy(Fraction(told["size"])),
            told["reason"],
            told["seconds"],
        )

    def __enter__(self) -> ProofsBeside:
        self._lines.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lines.__exit__(kind, error, trace)

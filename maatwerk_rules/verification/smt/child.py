"""The process that runs the solver: questions come in as lines of JSON, answers go out.

It is a process of its own, so that a question that takes too much time or memory ends that process
and nothing else. Only here z3 is imported.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from maatwerk_rules.verification.smt.smtlib import SIZE, SURE

Answer = dict[str, Any]


def limit_memory(megabytes: int) -> None:
    """Take no more memory than this, where the system can hold a process to it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = megabytes * 1_000_000
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def answer(asked: Mapping[str, Any]) -> Answer:
    """Return the answer to one question: `ja` with values, `nee`, or `onbekend` with why.

    `zeker` says that nothing was open in the case that was found.
    """
    import z3

    solver = z3.Solver()
    solver.set("random_seed", 0)
    if asked["rlimit"]:
        solver.set("rlimit", asked["rlimit"])
    clock = _Clock(asked["seconds"])
    solver.from_string(asked["text"])
    if asked["climb"]:
        return _climbed(z3, solver, asked, clock)
    for sure in (True, False):
        found = _checked(z3, solver, clock, [z3.Bool(SURE)] if sure else [])
        if found == "ja":
            return {"found": "ja", "sure": sure, "values": _values(z3, solver, asked["names"])}
        if found != "nee" and not sure:
            return {"found": "onbekend", "reason": found}
    return {"found": "nee"}


class _Clock:
    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> int:
        """Return the milliseconds left."""
        return max(1, int((self._until - time.monotonic()) * 1000))


def _checked(z3: Any, solver: Any, clock: _Clock, supposed: list[Any]) -> str:
    """Return `ja`, `nee`, or why neither was found."""
    solver.set("timeout", clock.left())
    found = solver.check(*supposed)
    if found == z3.sat:
        return "ja"
    return "nee" if found == z3.unsat else str(solver.reason_unknown())


def _values(z3: Any, solver: Any, names: Mapping[str, str]) -> dict[str, int | bool]:
    model = solver.model()
    found: dict[str, int | bool] = {}
    for name, sort in names.items():
        const = z3.Int(name) if sort == "Int" else z3.Bool(name)
        value = model.eval(const, model_completion=True)
        found[name] = value.as_long() if sort == "Int" else z3.is_true(value)
    return found


def _climbed(z3: Any, solver: Any, asked: Mapping[str, Any], clock: _Clock) -> Answer:
    """Return the largest size there is, or the largest found, and that it may be larger.

    First where nothing is open, and only where that gives nothing elsewhere.
    """
    climbing = _Climbing(z3, solver, asked, clock)
    for supposed in ([z3.Bool(SURE)], []):
        found = climbing.highest(supposed)
        if climbing.best is not None and supposed:
            most = climbing.most if found != "nee" or climbing.more() else climbing.low
            return climbing.told(sure=True, most=most)
        if found != "nee" and climbing.best is None:
            return {"found": "onbekend", "reason": found}
    if climbing.best is None:
        return {"found": "nee"}
    return climbing.told(sure=False, most=climbing.low if found == "nee" else climbing.most)


class _Climbing:
    """Looks for a larger and larger size, by doubling from what was found and then halving."""

    def __init__(self, z3: Any, solver: Any, asked: Mapping[str, Any], clock: _Clock) -> None:
        self._z3, self._solver, self._clock = z3, solver, clock
        self._names = asked["names"]
        self._size = z3.Int(SIZE)
        self.best: dict[str, int | bool] | None = None
        self.low, self.most = 0, int(asked["climb"])

    def told(self, *, sure: bool, most: int) -> Answer:
        """Return what was found."""
        found = {"found": "ja", "sure": sure, "values": self.best}
        return {**found, "size": self.low, "most": most}

    def highest(self, supposed: list[Any]) -> str:
        """Climb as high as can be; return `nee`, or why it is not known whether it is higher."""
        high, step = self.most, 1
        while self.low < high:
            goal = min(high, self.low + step)
            found = self._reached(goal, supposed)
            if found == "ja":
                step *= 2
            elif found == "nee":
                high, step = goal - 1, max(1, (goal - 1 - self.low) // 2)
            else:
                return found
        return "nee"

    def more(self) -> bool:
        """Tell whether it may be higher where nothing is supposed."""
        return self.low < self.most and self._reached(self.low + 1, [], keep=False) != "nee"

    def _reached(self, goal: int, supposed: list[Any], *, keep: bool = True) -> str:
        self._solver.push()
        self._solver.add(self._size >= goal)
        found = _checked(self._z3, self._solver, self._clock, supposed)
        if found == "ja" and keep:
            self.best = _values(self._z3, self._solver, self._names)
            self.low = self._solver.model().eval(self._size, model_completion=True).as_long()
        self._solver.pop()
        return found


def main() -> None:
    """Answer questions until there are none."""
    limit_memory(int(sys.argv[1]))
    for line in sys.stdin:
        try:
            told = answer(json.loads(line))
        except MemoryError:
            told = {"found": "onbekend", "reason": "geheugen"}
        except Exception as error:
            if type(error).__module__.split(".")[0] != "z3":
                raise
            told = {"found": "onbekend", "reason": str(error)[:200]}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Asking the solver: in a process of its own, with an end to its time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from queue import Empty, Queue
from threading import Thread
from types import MappingProxyType, TracebackType

from maatwerk_rules.errors import MaatwerkError
from maatwerk_rules.memory import Memory, key_of
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.smt.situation import MOST
from maatwerk_rules.verification.smt.smtlib import Question
from maatwerk_rules.verification.smt.terms import is_truth

_PATIENCE = 2.0
"""Seconds more than asked for before a solver that does not stop is ended."""


class NoSolverError(MaatwerkError):
    """The solver is not installed."""


@frozen
class Limit:
    """How much one question may take: seconds, megabytes, and steps where those must not vary.

    A list holds at most `records` records in it.

    Steps (`rlimit` of z3) are the same on every machine, so that a verdict does not hang on how
    busy it is; nil sets no end to them.
    """

    seconds: float = 10.0
    megabytes: int = 4_000
    steps: int = 0
    records: int = MOST


@frozen
class Answer:
    """What the solver found: a case (`values`), that there is none, or neither and why.

    `sure`: nothing is open in the case. `size` and `most` tell what was measured, and how large it
    can be at most.
    """

    found: bool | None
    values: Mapping[str, int | bool] = MappingProxyType({})
    sure: bool = True
    reason: str = ""
    size: int = 0
    most: float = 0


def solver_version() -> str:
    """Return the name and version of the solver, without starting it."""
    if find_spec("z3") is None:
        raise NoSolverError(
            "Voor bewijzen is een solver nodig die niet is geïnstalleerd. "
            'Installeer hem met: pip install "maatwerk-rules[bewijs]"'
        )
    try:
        return f"z3 {version('z3-solver')}"
    except PackageNotFoundError:
        return "z3"


class Solver:
    """A solver that answers one question after another; to be closed after use."""

    def __init__(self, limit: Limit = Limit(), memory: Memory = Memory()) -> None:  # noqa: B008
        self._limit = limit
        self._memory = memory
        self._version = solver_version()
        self._process: subprocess.Popen[str] | None = None
        self._lines: Queue[str] = Queue()

    def __enter__(self) -> Solver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def version(self) -> str:
        """The name and version of the solver."""
        return self._version

    def close(self) -> None:
        """End the process, also while another thread waits for its answer."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError, ValueError):  # what was still to be written goes nowhere
                process.communicate()

    def ask(
        self, question: Question, climb: int = 0, seconds: float | None = None, steps: int = 0
    ) -> Answer:
        """Return the answer to a question, from memory where it was answered before.

        Args:
            climb: The largest that what is measured can be; nil where nothing is measured.
            seconds: Fewer than the limit, where less time is left.
            steps: Fewer than the limit, where that much is not wanted yet; nil for no fewer.
        """
        seconds = self._limit.seconds if seconds is None else min(seconds, self._limit.seconds)
        names = {name: "Bool" if is_truth(term) else "Int" for name, term in question.names.items()}
        key = key_of("bewijs", self._version, question.text, str(climb))
        kept = self._recalled(key, names)
        if kept is not None:
            return kept
        asked = {
            "text": question.text,
            "names": names,
            "climb": climb,
            "seconds": seconds,
            "rlimit": min(steps, self._limit.steps) or steps or self._limit.steps,
        }
        told = self._told(json.dumps(asked), seconds)
        found = _read(told)
        if found.found is not None and (not climb or found.size == found.most):
            self._memory.remember(key, lambda: json.dumps(told))
        return found

    def _recalled(self, key: str, names: Mapping[str, str]) -> Answer | None:
        kept = self._memory.recall(key)
        if kept is None:
            return None
        try:
            found = _read(json.loads(kept))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return found if found.found is False or found.values.keys() == names.keys() else None

    def _told(self, line: str, seconds: float) -> Mapping[str, object]:
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            told = self._lines.get(timeout=seconds + _PATIENCE)
        except Empty:
            self.close()
            return {"found": "onbekend", "reason": "timeout"}
        except (OSError, ValueError):  # it ended, or was ended
            told = ""
        if not told.startswith("{"):  # it ended, or complained before it could begin
            self.close()
            return {"found": "onbekend", "reason": "geheugen"}
        found: Mapping[str, object] = json.loads(told)
        return found

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            child = (sys.executable, "-m", "maatwerk_rules.verification.smt.child")
            self._process = subprocess.Popen(
                (*child, str(self._limit.megabytes)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            self._lines = Queue()
            Thread(target=_pump, args=(self._process, self._lines), daemon=True).start()
        return self._process


def _pump(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    """Hand on each line of a process; an empty one when it ended."""
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put("")


def _read(told: Mapping[str, object]) -> Answer:
    found = {"ja": True, "nee": False}.get(str(told["found"]))
    if found is None:
        return Answer(None, reason=str(told.get("reason", "")))
    values = told.get("values", {})
    size, most = told.get("size", 0), told.get("most", 0)
    if not (isinstance(values, dict) and isinstance(size, int) and isinstance(most, int)):
        raise TypeError("no answer of a solver")
    return Answer(found, values, bool(told.get("sure", True)), "", size, most)

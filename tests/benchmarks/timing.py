"""How a duration is measured: processor time, so that what else runs counts as little as can be."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import attrs

from maatwerk_rules.memory import VARIABLE


def seconds(work: Callable[[], object], *, rounds: int = 9, least: float = 0.02) -> float:
    """Return the median processor time of one call, each round at least so many seconds long."""
    work()
    started = process_time()
    work()
    once = process_time() - started
    calls = max(1, round(least / max(once, 1e-7)))
    found = []
    for _ in range(rounds):
        started = process_time()
        for _ in range(calls):
            work()
        found.append((process_time() - started) / calls)
    return median(found)


def seconds_of_command(*arguments: str, rounds: int = 15, memory: str = "") -> float:
    """Return the median processor time of a Python process.

    Args:
        memory: The folder in which outcomes are kept; when left out nothing is.
    """
    return median(_cost(arguments, memory).processor for _ in range(rounds))


@attrs.frozen
class Cost:
    """What a process took, in seconds."""

    processor: float
    clock: float


def cost_of_command(*arguments: str, rounds: int = 3) -> Cost:
    """Return the medians of a Python process that keeps nothing; it may end with findings."""
    found = [_cost(arguments, "", fine=(0, 1)) for _ in range(rounds)]
    return Cost(median(one.processor for one in found), median(one.clock for one in found))


def _cost(arguments: tuple[str, ...], memory: str, fine: tuple[int, ...] = (0,)) -> Cost:
    environment = {**os.environ, VARIABLE: memory}
    command = [sys.executable, *arguments]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    ended = subprocess.run(command, capture_output=True, check=False, env=environment)
    clock = perf_counter() - started
    if ended.returncode not in fine:
        raise RuntimeError(ended.stderr.decode("utf-8", "replace"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return Cost(user + system, clock)

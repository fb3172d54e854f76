"""How a duration is measured: processor time, so that what else runs counts as little as can be."""

import os
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Mapping
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


@attrs.frozen
class Spread:
    """How long a call took in several rounds, in seconds of processor time."""

    least: float
    median: float
    most: float


def interleaved(
    works: Mapping[str, Callable[[], object]], rounds: int = 7, least: float = 0.01
) -> dict[str, Spread]:
    """Return how long each work took, all in turn in each round, so that a ratio is of one run.

    What takes less than `least` seconds is called more often in each round.
    """
    found: dict[str, list[float]] = {what: [] for what in works}
    calls = {}
    for what, work in works.items():
        work()
        calls[what] = max(1, round(least / max(first_call(work), 1e-6)))
    for _ in range(rounds):
        for what, work in works.items():
            started = process_time()
            for _ in range(calls[what]):
                work()
            found[what].append((process_time() - started) / calls[what])
    return {what: Spread(min(each), median(each), max(each)) for what, each in found.items()}


def first_call(work: Callable[[], object]) -> float:
    """Return the processor time of one call, in seconds."""
    started = process_time()
    work()
    return process_time() - started


def peak_of(work: Callable[[], object]) -> int:
    """Return how many bytes beside what was there already a call held at most.

    NumPy tells `tracemalloc` of its arrays; what compiled code holds by itself does not count.
    """
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        kept = work()
        _, most = tracemalloc.get_traced_memory()
        del kept
    finally:
        tracemalloc.stop()
    return most - before

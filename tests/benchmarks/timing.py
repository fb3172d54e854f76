"""How a duration is measured: processor time, so that what else runs counts as little as can be."""

import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import process_time


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


def seconds_of_command(*arguments: str, rounds: int = 15) -> float:
    """Return the median processor time of a Python process."""
    found = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
        found.append(user + system)
    return median(found)

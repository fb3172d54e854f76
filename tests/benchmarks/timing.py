"""How a duration is measured: processor time, so that what else runs counts as little as can be."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import process_time

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
    environment = {**os.environ, VARIABLE: memory}
    found = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, *arguments]
        subprocess.run(command, capture_output=True, check=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
        found.append(user + system)
    return median(found)

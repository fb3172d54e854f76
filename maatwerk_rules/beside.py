"""Work that a second process does, a copy of this one, while this one goes on.

Where there is no second processor, or a copy cannot be made safely, or goes wrong, the work is
done in this process when its result is asked: the result is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


def can_copy() -> bool:
    """Tell whether a copy of this process can be made, and has a processor to run on.

    A copy has only the thread that makes it, so there must be no other.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return False
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1


class Beside(Generic[T]):
    """Some work, begun at once beside this process where that can be.

    The work must change nothing, and what it gives must be fit to be pickled. Use it in a `with`:
    at the end of the block nothing is left running.

    >>> with Beside(lambda: 6 * 7, wanted=False) as work:
    ...     work.result()
    42
    """

    def __init__(self, work: Callable[[], T], *, wanted: bool = True) -> None:
        """Begin.

        Args:
            wanted: False leaves all work to this process.
        """
        self._work = work
        self._child: tuple[int, int] | None = None
        if wanted and can_copy():
            with suppress(OSError):
                self._child = self._begin()

    def _begin(self) -> tuple[int, int]:
        """Return the number of the copy and where its result is read."""
        read, write = os.pipe()
        child = os.fork()
        if not child:
            self._work_and_end(read, write)
        os.close(write)
        return child, read

    def _work_and_end(self, read: int, write: int) -> NoReturn:  # pragma: no cover
        """Do the work in the copy, and end it; what is counted of tests ends with it."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.close(read)
            with os.fdopen(write, "wb") as pipe:
                pickle.dump(self._work(), pipe, pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            # Nothing of this process is tidied up or written twice.
            os._exit(status)

    def result(self) -> T:
        """Return what the work gives; when the copy fails it is done here."""
        if self._child is None:
            return self._work()
        (child, read), self._child = self._child, None
        with os.fdopen(read, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        # What is read comes from a copy of this very process, over a pipe that no other has.
        return pickle.loads(told) if status == 0 else self._work()

    def __enter__(self) -> Beside[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child is not None:
            (child, read), self._child = self._child, None
            os.close(read)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)

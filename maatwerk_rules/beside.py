"""Work that a second process does, a copy of this one, while this one goes on.

Where there is no second processor, or a copy cannot be made safely, or goes wrong, the work is
done in this process when its result is asked: the result is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
    """Some work, begun beside this process where that can be, as soon as its `with` is entered.

    The work must change nothing, and what it gives must be fit to be pickled. At the end of the
    block nothing is left running, nor waiting to be counted as dead, whatever broke it off.

    >>> with Beside(lambda: 6 * 7, wanted=False) as work:
    ...     work.result()
    42
    """

    def __init__(self, work: Callable[[], T], *, wanted: bool = True) -> None:
        """Say what the work is.

        Args:
            wanted: False leaves all work to this process.
        """
        self._work = work
        self._wanted = wanted
        self._child: tuple[int, int] | None = None

    def __enter__(self) -> Beside[T]:
        if self._wanted and can_copy():
            try:
                with suppress(OSError), _undisturbed():
                    self._begin()
            except BaseException:
                self._end()  # the block is not entered, so nobody else will
                raise
        return self

    def _begin(self) -> None:
        """Make the copy; keep its number and where its result is read."""
        read, write = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(read)
            os.close(write)
            raise
        if not child:
            self._work_and_end(read, write)
        self._child = child, read
        os.close(write)

    def _work_and_end(self, read: int, write: int) -> NoReturn:  # pragma: no cover
        """Do the work in the copy, and end it; what is counted of tests ends with it."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
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
        with os.fdopen(self._child[1], "rb", closefd=False) as pipe:
            told = pipe.read()
        # What is read comes from a copy of this very process, over a pipe that no other has.
        return pickle.loads(told) if self._wait() == 0 else self._work()

    def _wait(self) -> int:
        """Wait until the copy has ended, and return with which status; then it is forgotten."""
        assert self._child is not None
        child, read = self._child
        with _undisturbed():
            _, status = os.waitpid(child, 0)
            self._child = None
            os.close(read)
        return status

    def _end(self) -> None:
        """End the copy if there still is one."""
        if self._child is not None:
            os.kill(self._child[0], signal.SIGKILL)
            self._wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a Ctrl-C wait until the end of the block: what is done in it belongs together."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

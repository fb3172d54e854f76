"""Work that a second process does, a copy of this one, while this one goes on.

Where there is no second processor, or a copy cannot be made safely, or goes wrong, `Beside` does
the work in this process when its result is asked: the result is the same. `Lines` are what a copy
writes on its way; without a copy there are none.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import BinaryIO, Generic, NoReturn, TypeVar

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


class _Copy:
    """A copy of this process that writes to a pipe, from its begin until its end.

    At its end nothing is left running, nor waiting to be counted as dead, whatever broke it off.
    """

    def __init__(self, work: Callable[[BinaryIO], None]) -> None:
        self._work = work
        self._child: tuple[int, int] | None = None

    @property
    def pipe(self) -> int | None:
        """Where is read what it writes; None without a copy."""
        return None if self._child is None else self._child[1]

    def begin(self) -> None:
        """Make the copy, where that can be."""
        try:
            with suppress(OSError), _undisturbed():
                self._begin()
        except BaseException:
            self.end()  # what begins it is not entered, so nobody else will
            raise

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
            os.setpgid(0, 0)  # what it starts itself ends with it
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            os.close(read)
            with os.fdopen(write, "wb") as pipe:
                self._work(pipe)
            status = 0
        finally:
            # Nothing of this process is tidied up or written twice.
            os._exit(status)

    def wait(self) -> int:
        """Wait until the copy has ended, and return with which status; then it is forgotten."""
        assert self._child is not None
        child, read = self._child
        with _undisturbed():
            _, status = os.waitpid(child, 0)
            self._child = None
            os.close(read)
        return status

    def end(self) -> None:
        """End the copy, and what it started, if there still is one."""
        if self._child is not None:
            child, _ = self._child
            with suppress(OSError):  # it has only just begun, or has ended what it started
                os.killpg(child, signal.SIGKILL)
            os.kill(child, signal.SIGKILL)
            self.wait()


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
        self._copy = _Copy(self._write)

    def _write(self, pipe: BinaryIO) -> None:
        pickle.dump(self._work(), pipe, pickle.HIGHEST_PROTOCOL)

    def __enter__(self) -> Beside[T]:
        if self._wanted and can_copy():
            self._copy.begin()
        return self

    def result(self) -> T:
        """Return what the work gives; when the copy fails it is done here."""
        if self._copy.pipe is None:
            return self._work()
        with os.fdopen(self._copy.pipe, "rb", closefd=False) as pipe:
            told = pipe.read()
        # What is read comes from a copy of this very process, over a pipe that no other has.
        return pickle.loads(told) if self._copy.wait() == 0 else self._work()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._copy.end()


class Lines:
    """Lines of text that a copy of this process gives while this one goes on, read as they come.

    Where no copy can be made there are none. At the end of the `with` nothing is left running.

    >>> with Lines() as lines:
    ...     lines.come()
    []
    """

    def __init__(self) -> None:
        """Say that there may be some; `begin` says what gives them."""
        self._copy: _Copy | None = None
        self._begun = b""

    @property
    def are_coming(self) -> bool:
        """There is a copy that may give more of them."""
        return self._copy is not None and self._copy.pipe is not None

    def begin(self, work: Callable[[], Iterable[str]]) -> None:
        """Let a copy, as this process is now, give lines from now on; none where that fails."""

        def write(pipe: BinaryIO) -> None:  # pragma: no cover - in the copy
            for line in work():
                pipe.write(line.encode() + b"\n")
                pipe.flush()

        if can_copy():
            self._copy = _Copy(write)
            self._copy.begin()

    def come(self) -> list[str]:
        """Return the lines that came since they were last asked for; waits for none."""
        return self._read(wait=False)

    def rest(self) -> Iterator[str]:
        """Yield the lines that still come, until the copy has ended."""
        while self.are_coming:
            yield from self._read(wait=True)

    def _read(self, *, wait: bool) -> list[str]:
        pipe = None if self._copy is None else self._copy.pipe
        if self._copy is None or pipe is None:
            return []
        while select.select([pipe], [], [], None if wait else 0)[0]:
            told = os.read(pipe, 1 << 20)
            self._begun += told
            if not told:
                self._copy.wait()
                break
            if wait:
                break
        *lines, self._begun = self._begun.split(b"\n")
        return [line.decode() for line in lines]

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._copy is not None:
            self._copy.end()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a Ctrl-C wait until the end of the block: what is done in it belongs together."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

"""Working without looking for circles of garbage: while much is made, that takes long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting(*, once: bool = False) -> Iterator[None]:
    """Let the collector rest for a while; it costs a fifth of checking a policy and frees little.

    What is no longer used goes away as ever, by counting.

    Args:
        once: This is work that a process does once. All that is there at the end then counts as
            old, which the collector seldom looks at. Else it looks at all that was made as soon as
            it works again: after checking ten policies that took a quarter of a second.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if once and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # gives back to the oldest, not to where it came from
            gc.enable()

"""Machine code that was made before, kept in the memory of the user.

It is kept under the texts of which it is made and the processor it is made for, so that it never
stands for something else. Code of which another user may have written a byte is not run.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence

from maatwerk_rules.compiler.columns.machine_code import compiled, processor
from maatwerk_rules.memory import Memory, key_of

Told = Callable[[int, int], None]
"""Is told how many parts are made, of how many."""


def code_of(texts: Sequence[str], memory: Memory, told: Told | None = None) -> tuple[bytes, ...]:
    """Return the machine code of each of these modules: kept, or made now and then kept.

    Args:
        told: Is told before the first part is made and after each; of what was kept, nothing.
    """
    key = key_of("machinecode", processor(), *texts)
    kept = memory.recall(key) if memory.is_private else None
    if kept is not None:
        return tuple(b64decode(one) for one in json.loads(kept))
    made: list[bytes] = []
    told = told or _tell_nobody
    told(0, len(texts))
    for text in texts:
        made.append(compiled(text))
        told(len(made), len(texts))
    if memory.is_private:
        memory.remember(key, lambda: json.dumps([b64encode(one).decode() for one in made]))
    return tuple(made)


def _tell_nobody(made: int, of: int) -> None:
    """Tell nothing."""

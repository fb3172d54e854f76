"""The file of what `maatwerk beproef` found before: where it stands, reading it, writing it."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.terminal import complain
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.resources import folder, reason, sees, shipped_policies
from maatwerk_rules.runtime.json_text import LARGEST_TEXT
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.witnesses import NAME, NONE, Witnesses, read_witnesses


def place_of(beleid: str, given: str | None) -> Traversable | None:
    """Return where the file stands: where somebody says, or else in the folder of the policy.

    None of a policy that is one file: there is no folder of its own.
    """
    if given is not None:
        return Path(given)
    own = Path(beleid)
    if sees(own.exists):
        return own / NAME if sees(own.is_dir) else None
    return folder("policies") / beleid / NAME if beleid in shipped_policies() else None


def read(place: Traversable | None, policy: Policy, part: Slice, *, asked: bool) -> Witnesses:
    """Return what was found before; nothing where there is no file.

    What does not read is told, and then everything is sought anew: no outcome hangs on the file.

    Args:
        asked: Somebody named the file, so it is told too where it is not there.
    """
    if place is None:
        return NONE
    try:
        with place.open("rb") as stream:
            data = stream.read(LARGEST_TEXT + 1)
    except OSError as error:
        if asked or not isinstance(error, FileNotFoundError):
            complain(f"`{place.name}` is niet te lezen: {reason(error)}. Alles wordt gezocht.")
        return NONE
    try:
        return read_witnesses(data, derive(policy, part.program), part)
    except FactError as error:
        for one in error.diagnostics:
            complain(f"{place.name}: {one.headline}")
        complain("Alles wordt opnieuw gezocht.")
        return NONE


def write_whole(place: Path, text: str) -> bool:
    """Put a text in a file that is never half written; tell where that did not go."""
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(place)
    except OSError as error:
        complain(f"fout: `{place}` is niet te schrijven: {reason(error)}.")
        with suppress(OSError):
            beside.unlink()
        return False
    return True

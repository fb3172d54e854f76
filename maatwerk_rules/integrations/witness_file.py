"""The file of what `maatwerk beproef` found before: where it stands, reading it, writing it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.terminal import complain
from maatwerk_rules.memory import MOST_POLICIES, names_used_by
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.resources import (
    find_policy,
    folder,
    read_policy,
    reason,
    sees,
    shipped_policies,
)
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


def places_below(beleid: str) -> Iterator[Traversable]:
    """Yield where the files stand of the policies that a policy uses, those nearest to it first.

    A policy lies beside the one that uses it, or among the shipped ones; a file that is not there
    is yielded too. Reads the texts of all of them.
    """
    files = read_policy(Path(beleid)) or find_policy(beleid)
    waiting = [] if files is None else [(each, files.where) for each in names_used_by(files)]
    seen: set[str] = set()
    for name, where in waiting:
        used = find_policy(name, where)
        if name in seen or used is None or len(seen) == MOST_POLICIES:
            continue
        seen.add(name)
        waiting += [(each, used.where) for each in names_used_by(used)]
        is_beside = where is not None and sees((where / name).is_dir)
        yield (where if where is not None and is_beside else folder("policies")) / name / NAME


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

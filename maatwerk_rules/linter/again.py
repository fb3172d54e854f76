"""Running the checks over a policy keystroke after keystroke: what did not change is not redone.

The texts of such a policy are blocks, each under a name that no other text bears. So what a check
found in one file is known by the names of its blocks; a check that looks at a file as a whole gets
the file. Of the checks over a policy each definition keeps what was worked out of it, as long as it
is with all it reads what it was (`parts.py`). What comes out is what `run` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import is_

import attrs

from maatwerk_rules.analysis.sound import Sound
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.linter.parts import Workshop
from maatwerk_rules.linter.registry import Check
from maatwerk_rules.linter.run import Ran, asked, in_policy, sorted_own
from maatwerk_rules.linter.subject import File, Subject, files_of, nodes_of
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.policy import Policy


@attrs.frozen
class InBlocks:
    """A policy of which the texts are blocks, as an editor holds it.

    Args:
        homes: For the name of each block that of its file.
        whole: Gives the files as a whole; with True their declarations too.
        inside: Gives a finding in a file as one in the block it lies in.
    """

    beleid: Beleid
    homes: Mapping[str, str]
    whole: Callable[[bool], Iterable[File]]
    inside: Callable[[Diagnostic], Diagnostic]


@attrs.define
class Again:
    """What is kept of running the checks over a policy, for when they run over it again.

    Args:
        sound: What was sound when names and types were last looked at.
    """

    sound: Sound = attrs.field(factory=Sound)
    _workshop: Workshop = attrs.field(factory=Workshop)
    _checks: tuple[Check, ...] = ()
    _blocks: dict[str, tuple[File, list[Diagnostic]]] = attrs.field(factory=dict)
    _files: dict[str, tuple[File, list[Diagnostic]]] = attrs.field(factory=dict)

    def run(self, written: InBlocks, policy: Policy | None, checks: Iterable[Check]) -> Ran:
        """Return what the checks find, as `run` does; nothing is said of how long each took."""
        checks = tuple(checks)
        if checks != self._checks:
            # What is found may hang on the limit of a check, and on which others take part.
            self._checks, self._blocks, self._files, self._workshop = checks, {}, {}, Workshop()
        of_files = [check for check in checks if check.in_file is not None]
        blocks = self._in_blocks(written.beleid, [one for one in of_files if not one.whole_file])
        found = [one for _, listed in blocks.values() for one in listed]
        whole = [check for check in of_files if check.whole_file]
        files = written.whole(any(check.page is not None for check in whole))
        found += map(written.inside, self._in_files(files, whole))
        if policy is not None:
            nodes = nodes_of(written.beleid, (file for file, _ in blocks.values()))
            codes = frozenset(check.kind.code for check in checks)
            subject = Subject(policy, written.beleid, nodes, codes, self._workshop)
            for check in checks:
                found += in_policy(check, subject)
        return sorted_own(written.beleid, found, written.homes)

    def _in_files(self, files: Iterable[File], checks: Iterable[Check]) -> list[Diagnostic]:
        """Return what is found in files as a whole, at places in those."""
        left, self._files = self._files, {}
        found: list[Diagnostic] = []
        for file in files:
            name = file.source.name
            known = left.get(name)
            if known is None or not _is_what_it_was(file, known[0]):
                known = file, _in_file(file, checks)
            self._files[name] = known
            found += known[1]
        return found

    def _in_blocks(
        self, beleid: Beleid, checks: Iterable[Check]
    ) -> dict[str, tuple[File, list[Diagnostic]]]:
        """Return each block with what is found in it by itself."""
        left, self._blocks = self._blocks, {}
        for file in files_of(beleid):
            name = file.source.name
            known = left.get(name)
            self._blocks[name] = (file, _in_file(file, checks)) if known is None else known
        return self._blocks


def _in_file(file: File, checks: Iterable[Check]) -> list[Diagnostic]:
    """Return what the checks find in one file, or in one block of it."""
    found: list[Diagnostic] = []
    for check in checks:
        assert check.in_file is not None, "these look at files"
        found += asked(check, check.in_file, file)
    return found


def _is_what_it_was(file: File, before: File) -> bool:
    """Tell whether a file has the text it had, and of that the same declarations."""
    if file.source != before.source:
        return False
    here, there = file.by_place.values(), before.by_place.values()
    return len(here) == len(there) and all(map(is_, here, there))

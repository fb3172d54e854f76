"""pytest plugin: each `toets` block in a `*.beleid` file is a test item.

An item passes, or fails with the tree of conditions and the nearest fact that would flip it. A
folder with several policy files is one policy: its toetsen run against the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from maatwerk_rules.model.policy import Policy
    from maatwerk_rules.runtime.toets import ToetsResult


class ToetsFailed(Exception):  # noqa: N818 - how a failing toets reaches the report
    """A toets did not pass."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the files of policies."""
    if file_path.suffix == ".beleid":
        return Beleidsbestand.from_parent(parent, path=file_path)
    return None


class Beleidsbestand(pytest.File):
    """One policy file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each toets in this file."""
        from maatwerk_rules.model.declarations import Toets
        from maatwerk_rules.source import Source
        from maatwerk_rules.syntax.characters import decode
        from maatwerk_rules.syntax.parser import parse

        source, _ = decode(self.path.name, self.path.read_bytes())
        assert isinstance(source, Source)
        for declaratie in parse(source).declaraties:
            if isinstance(declaratie, Toets):
                line = source.position(declaratie.span.start).line
                yield Toetsgeval.from_parent(self, name=declaratie.naam, line=line)


class Toetsgeval(pytest.Item):
    """One toets block."""

    def __init__(self, *, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self._line = line

    def runtest(self) -> None:
        """Run the toets against the whole policy."""
        from maatwerk_rules.model.declarations import Toets
        from maatwerk_rules.runtime.toets import run

        policy = _policy_of(self.path)
        toets = next(one for one in policy.beleid.own(Toets) if one.naam == self.name)
        result = run(policy, toets)
        if not result.passed:
            raise ToetsFailed(_told(policy, result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return why the toets failed, without a traceback of the program."""
        from maatwerk_rules.errors import PolicyError

        if isinstance(excinfo.value, ToetsFailed | PolicyError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the toets stands."""
        return self.path, self._line - 1, f"toets {self.name}"


def _told(policy: Policy, result: ToetsResult) -> str:
    from maatwerk_rules.explanation.toets_report import describe_result

    head = f"toets {result.toets.naam}: {result.toets.titel}"
    return "\n".join([head, *describe_result(policy, result)])


def _policy_of(path: Path) -> Policy:
    """Return the policy a file belongs to: its folder when that holds one policy, else itself."""
    from maatwerk_rules.pipeline import load

    return _loaded(_root_of(path), load)


@cache
def _loaded(root: Path, load: Any) -> Policy:
    policy: Policy = load(root)
    return policy


DEEPEST = 10
"""How many folders up the head of a policy is looked for."""


def _root_of(path: Path) -> Path:
    """Return the nearest folder with the one head of the policy, or the file itself."""
    for folder in path.parents[:DEEPEST]:
        heads = [file for file in sorted(folder.glob("*.beleid")) if _has_head(file)]
        if len(heads) == 1:
            return folder
        if heads:
            break
    return path


@cache
def _has_head(file: Path) -> bool:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.startswith("beleid ") for line in lines)

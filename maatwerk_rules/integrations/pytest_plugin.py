"""pytest plugin: each `toets` block in a `*.beleid` file is a test item.

An item passes, or fails with the tree of conditions and the nearest fact that would flip it. A
folder with several policy files is one policy: its toetsen run against the whole. With
`--maatwerk-beproef` each property of a policy is an item too; see `properties_as_tests.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from maatwerk_rules.model.policy import Policy
    from maatwerk_rules.runtime.toets import ToetsResult


SECONDS = 10.0
"""So long may one property of one policy be put to the test."""


class ToetsFailed(Exception):  # noqa: N818 - how a failing toets reaches the report
    """A toets did not pass, or a property does not hold."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("maatwerk", "beleid")
    group.addoption(
        "--maatwerk-beproef", action="store_true", help="beproef elk beleid op willekeur"
    )
    group.addoption(
        "--maatwerk-tijd",
        type=float,
        default=SECONDS,
        metavar="SECONDEN",
        help=f"hoe lang elke eigenschap mag worden beproefd; zonder deze optie {SECONDS:g}",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the files of policies."""
    if file_path.suffix == ".beleid":
        return Beleidsbestand.from_parent(parent, path=file_path)
    return None


class Beleidsbestand(pytest.File):
    """One policy file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each toets in this file, and one for what does not read in it."""
        from maatwerk_rules.diagnostics import Severity
        from maatwerk_rules.model.declarations import Beleidskop, Toets
        from maatwerk_rules.model.toetsclauses import Verwachting
        from maatwerk_rules.syntax.characters import decode
        from maatwerk_rules.syntax.parser import parse

        source, found = decode(self.path.name, self.path.read_bytes())
        parsed = parse(source)
        if any(one.severity is Severity.FOUT for one in (*found, *parsed.diagnostics)):
            yield Leesgeval.from_parent(self, name="leest")
        for declaratie in parsed.declaraties:
            if isinstance(declaratie, Toets) and declaratie.one(Verwachting) is not None:
                line = source.position(declaratie.span.start).line
                yield Toetsgeval.from_parent(self, name=declaratie.naam, line=line)
            elif isinstance(declaratie, Beleidskop) and self.config.option.maatwerk_beproef:
                yield from self._properties(source.position(declaratie.span.start).line)

    def _properties(self, line: int) -> Iterator[pytest.Item]:
        from maatwerk_rules.verification.properties import PROPERTIES

        for asks in PROPERTIES:
            yield Eigenschapsgeval.from_parent(self, name=f"{asks.code} {asks.slug}", line=line)


class Leesgeval(pytest.Item):
    """The reading of a policy: a toets that does not read cannot fail by itself."""

    funcargs: Mapping[str, object] = MappingProxyType({})
    """An item has no fixtures; there are plugins that look for them in every item."""

    def runtest(self) -> None:
        """Read the whole policy."""
        _policy_of(self.path, self.config.rootpath)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return why the policy cannot run, without a traceback of the program."""
        from maatwerk_rules.diagnostics import render_text
        from maatwerk_rules.errors import PolicyError

        if isinstance(excinfo.value, PolicyError):
            return render_text(excinfo.value.diagnostics, excinfo.value.sources)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the item stands."""
        return self.path, 0, self.name


class Toetsgeval(Leesgeval):
    """One toets block."""

    def __init__(self, *, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self._line = line

    def runtest(self) -> None:
        """Run the toets against the whole policy."""
        from maatwerk_rules.model.declarations import Toets
        from maatwerk_rules.runtime.toets import run

        policy = _policy_of(self.path, self.config.rootpath)
        toets = next(one for one in policy.beleid.own(Toets) if one.naam == self.name)
        result = run(policy, toets)
        if not result.passed:
            raise ToetsFailed(_told(policy, result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return why the toets failed, without a traceback of the program."""
        if isinstance(excinfo.value, ToetsFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the toets stands."""
        return self.path, self._line - 1, f"toets {self.name}"


class Eigenschapsgeval(Toetsgeval):
    """One property of one policy."""

    def runtest(self) -> None:
        """Put the policy to the test; what failed before is tried first."""
        from maatwerk_rules.integrations.properties_as_tests import failures

        policy = _policy_of(self.path, self.config.rootpath)
        code = self.name.partition(" ")[0]
        where = sha256(self.nodeid.encode()).hexdigest()[:12]  # two policies may bear one name
        key = f"maatwerk/beproefd/{policy.name}-{where}/{code}"
        cache = getattr(self.config, "cache", None)  # absent where its plugin is off
        before = cache.get(key, None) if cache is not None else None
        found = failures(policy, code, self.config.option.maatwerk_tijd, before)
        if cache is not None:
            cache.set(key, found.kept)
        if found.told:
            raise ToetsFailed("\n\n".join(found.told))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the policy begins."""
        return self.path, self._line - 1, self.name


def _told(policy: Policy, result: ToetsResult) -> str:
    from maatwerk_rules.explanation.toets_report import describe_result

    head = f"toets {result.toets.naam}: {result.toets.titel}"
    return "\n".join([head, *describe_result(policy, result)])


def _policy_of(path: Path, top: Path) -> Policy:
    """Return the policy a file belongs to: its folder when that holds one policy, else itself."""
    from maatwerk_rules.pipeline import load

    return _loaded(_root_of(path, top), load)


@cache
def _loaded(root: Path, load: Any) -> Policy:
    policy: Policy = load(root)
    return policy


def _root_of(path: Path, top: Path) -> Path:
    """Return the nearest folder, up to the top one, that is one policy; else the file itself."""
    folders = [each for each in path.parents if each == top or top in each.parents]
    for folder in folders:
        heads = len(_heads_below(folder))
        if heads == 1:
            return folder
        if heads > 1:
            break
    return path


@cache
def _heads_below(folder: Path) -> tuple[str, ...]:
    """Return the files in a folder, and in the folders in it, that have the head of a policy."""
    from maatwerk_rules.loading import has_head
    from maatwerk_rules.resources import read_policy
    from maatwerk_rules.syntax.characters import decode

    files = read_policy(folder)
    return tuple(
        name for name, data in (files.files if files else ()) if has_head(decode(name, data)[0])
    )

"""Run the checks over a policy: first each file by itself, then the policy as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from time import perf_counter
from types import MappingProxyType

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic, sort_diagnostics
from maatwerk_rules.linter.registry import Check
from maatwerk_rules.linter.subject import File, Subject, files_of, nodes_of
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.policy import Policy

CHECK_FAILED = Kind(
    "MW016",
    "controle-liep-vast",
    Severity.WAARSCHUWING,
    "De controle `{naam}` liep vast: {reden}.",
    "De andere controles zijn wel gedaan. Meld dit bij wie de controle maakte.",
)


NO_HOMES: Mapping[str, str] = MappingProxyType({})


@attrs.frozen
class Ran:
    """What the checks found, sorted by place, and how many seconds each took by its code."""

    diagnostics: tuple[Diagnostic, ...]
    seconds: dict[str, float]


def run(beleid: Beleid, policy: Policy | None, checks: Iterable[Check]) -> Ran:
    """Run checks over a policy; of one with faults only those that need a single file.

    What is found in a policy that this one uses is left to the check of that policy.

    Args:
        beleid: The policy as its author wrote it.
        policy: The checked policy; None when it has faults.

    >>> run(Beleid(()), None, ()).diagnostics
    ()
    """
    found: list[Diagnostic] = []
    seconds: dict[str, float] = {}
    files, checks = files_of(beleid), tuple(checks)
    subject = None
    if policy is not None:
        asked = frozenset(check.kind.code for check in checks)
        subject = Subject(policy, beleid, nodes_of(beleid, files), asked)
    for check in checks:
        start = perf_counter()
        found += _found(check, files, subject)
        seconds[check.kind.code] = seconds.get(check.kind.code, 0.0) + perf_counter() - start
    return attrs.evolve(sorted_own(beleid, found), seconds=seconds)


def sorted_own(
    beleid: Beleid, found: Iterable[Diagnostic], homes: Mapping[str, str] = NO_HOMES
) -> Ran:
    """Return what was found in a policy itself, sorted by place.

    Args:
        homes: The files of texts that are a part of one: what is found in those counts too.
    """
    names = (*beleid.sources, *dict.fromkeys(homes.values()))
    own = frozenset(names)
    listed = [one for one in found if not one.spans or one.spans[0].span.source in own]
    return Ran(sort_diagnostics(listed, names), {})


def joined(beleid: Beleid, parts: Iterable[Ran]) -> Ran:
    """Return what several runs over one policy found together."""
    parts = tuple(parts)
    found = (one for part in parts for one in part.diagnostics)
    seconds = {code: took for part in parts for code, took in part.seconds.items()}
    return Ran(sort_diagnostics(found, tuple(beleid.sources)), seconds)


def _found(check: Check, files: tuple[File, ...], subject: Subject | None) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if check.in_file is not None:
        for file in files:
            found += asked(check, check.in_file, file)
    if subject is not None:
        found += in_policy(check, subject)
    return found


def in_policy(check: Check, subject: Subject) -> list[Diagnostic]:
    """Return what a check finds in a policy as a whole."""
    return [] if check.in_policy is None else asked(check, check.in_policy, subject)


def asked(
    check: Check, find: Callable[..., Iterable[Diagnostic]], what: File | Subject
) -> list[Diagnostic]:
    """Return what a check finds; of one that does not do as it should only that."""
    try:
        found = list(find(what) if check.limit is None else find(what, check.limit))
    except Exception as error:
        return [_failed(check, f"{type(error).__name__} {error}".strip())]
    wrong = next(filter(None, (_wrong_with(one, check) for one in found)), None)
    return found if wrong is None else [_failed(check, wrong)]


def _failed(check: Check, reason: str) -> Diagnostic:
    code = f"{check.kind.code} {check.kind.slug}"
    return diagnostic(CHECK_FAILED, code, naam=code, reden=reason)


def _wrong_with(one: object, check: Check) -> str | None:
    """Return why what a check gave is no finding of it; a check may come from elsewhere."""
    if not isinstance(one, Diagnostic):
        return f"zij gaf geen melding, maar {type(one).__name__}"
    if one.code != check.kind.code:
        return f"zij gaf een melding met een andere code, {one.code}"
    return None

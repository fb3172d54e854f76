"""Findings that were there when a team began to check: kept in a file that only gets shorter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.outcome import Marked

SCHEMA = "maatwerk/basislijn/1"
GONE = Kind(
    "MW037",
    "basislijn-verouderd",
    Severity.WAARSCHUWING,
    "In de basislijn staat een melding die er niet meer is: {melding}.",
    "Blijft zij staan, dan valt het niet op als zij later terugkomt.",
)
_KEYS = ("vingerafdruk", "code", "beleid", "blok", "kop")


@attrs.frozen(order=True)
class Entry:
    """A known finding; all but the fingerprint is for people who read the file."""

    beleid: str
    code: str
    blok: str
    kop: str
    vingerafdruk: str


@attrs.frozen
class Baseline:
    """The known findings, sorted."""

    entries: tuple[Entry, ...]

    @property
    def fingerprints(self) -> frozenset[str]:
        """What the known findings are known by."""
        return frozenset(entry.vingerafdruk for entry in self.entries)

    def gone(
        self, policy: str, present: Iterable[str], looked: Callable[[str], bool]
    ) -> tuple[Entry, ...]:
        """Return the findings of a policy that are there no more, where they were looked for."""
        there = frozenset(present)
        return tuple(
            entry
            for entry in self.entries
            if entry.beleid == policy and entry.vingerafdruk not in there and looked(entry.code)
        )

    def without(self, gone: Iterable[Entry]) -> Baseline:
        """Return the baseline less some findings; there is no way to add one."""
        left = frozenset(gone)
        return Baseline(tuple(entry for entry in self.entries if entry not in left))


def baseline_of(policies: Iterable[tuple[str, Iterable[Marked]]]) -> Baseline:
    """Return the baseline that knows the findings of some policies, each by name.

    >>> baseline_of([]).entries
    ()
    """
    found = (
        Entry(name, one.diagnostic.code, one.block, one.diagnostic.headline, one.fingerprint)
        for name, marks in policies
        for one in marks
    )
    return Baseline(tuple(sorted(set(found))))


def to_text(baseline: Baseline) -> str:
    """Return the baseline as the text of its file; equal baselines give equal texts."""
    listed = [{key: getattr(entry, key) for key in _KEYS} for entry in sorted(baseline.entries)]
    return json.dumps({"schema": SCHEMA, "meldingen": listed}, ensure_ascii=False, indent=2) + "\n"


def read_baseline(text: str) -> Baseline:
    """Return the baseline in a text.

    Raises:
        ValueError: it is none; the Dutch sentence says why.

    >>> read_baseline(to_text(Baseline(()))).entries
    ()
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("het is geen goede JSON") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"de vorm is niet `{SCHEMA}`")
    listed = data.get("meldingen")
    if not isinstance(listed, list) or not all(_is_entry(each) for each in listed):
        raise ValueError(f"elke melding heeft {', '.join(_KEYS)}, elk een tekst")
    return Baseline(tuple(sorted({Entry(**{key: each[key] for key in _KEYS}) for each in listed})))


def _is_entry(data: object) -> bool:
    return isinstance(data, dict) and all(isinstance(data.get(key), str) for key in _KEYS)


def report_gone(entry: Entry, file: str) -> Diagnostic:
    """Return the finding that one in the baseline is there no more."""
    where = f" bij `{entry.blok}`" if entry.blok else ""
    advice = "Haal haar weg met `--krimp-basislijn`."
    return diagnostic(GONE, file, help=(advice,), melding=f"{entry.code}{where}")

"""Checking policies as asked on the command line: settings, and what is set aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs

from maatwerk_rules.diagnostics import Diagnostic, sort_diagnostics
from maatwerk_rules.integrations.changed_lines import Changed
from maatwerk_rules.integrations.findings.report import Checked, Found, file_of
from maatwerk_rules.integrations.settings_file import SettingsFiles
from maatwerk_rules.lint.baseline import Baseline, Entry, report_gone
from maatwerk_rules.lint.fingerprint import Marked, marked
from maatwerk_rules.lint.suppression import Suppressed
from maatwerk_rules.pipeline import Linted, lint


@attrs.frozen
class Asked:
    """What to check, and how.

    Args:
        paths: The policies.
        today: The day on which suppressions are judged.
    """

    paths: tuple[str, ...]
    settings: SettingsFiles
    today: date


def check_all(asked: Asked) -> tuple[Checked, ...]:
    """Return what was found in each policy.

    Raises:
        click.UsageError: settings do not read.
    """
    settings = [asked.settings.of(path) for path in asked.paths]
    return tuple(
        _checked(path, lint(path, settings=each, today=asked.today))
        for path, each in zip(asked.paths, settings, strict=True)
    )


def _checked(path: str, linted: Linted) -> Checked:
    aside = {id(one.diagnostic): one for one in linted.suppressed}
    everything = (*linted.diagnostics, *(one.diagnostic for one in linted.suppressed))
    ordered = sort_diagnostics(everything, tuple(linted.sources))
    found = [_found(path, mark, aside) for mark in marked(linted.manners.beleid, ordered)]
    return Checked(
        path,
        linted,
        tuple(one for one in found if one.state == "nieuw"),
        tuple(one for one in found if one.state != "nieuw"),
    )


def _found(path: str, mark: Marked, aside: dict[int, Suppressed]) -> Found:
    spans = mark.diagnostic.spans
    file = file_of(path, spans[0].span) if spans else None
    suppressed = aside.get(id(mark.diagnostic))
    if suppressed is None:
        return Found(mark, file)
    return Found(mark, file, "onderdrukt", suppressed.by.reason, suppressed.by.until)


def only_changed(checked: Checked, changed: Changed) -> Checked:
    """Return the policy with only the findings in changed lines, and what stops the policy.

    Raises:
        click.UsageError: git does not tell what changed.
    """
    return attrs.evolve(
        checked,
        found=tuple(one for one in checked.found if _is_touched(one, checked, changed)),
        aside=tuple(one for one in checked.aside if _is_touched(one, checked, changed)),
    )


def _is_touched(one: Found, checked: Checked, changed: Changed) -> bool:
    begin, end = checked.begin(one), checked.end(one)
    if one.file is None or begin is None or end is None:
        return True
    if one.diagnostic in checked.linted.faults:
        return True
    return changed.touches(Path(one.file), begin.line, end.line)


def name_of(checked: Checked) -> str:
    """Return the name of a policy, as its head says it; the path when it has none."""
    kop = checked.linted.manners.beleid.kop
    return kop.naam if kop is not None else checked.path


def may_be_known(checked: Checked) -> list[Marked]:
    """Return the findings that a baseline may hold: not those that stop the policy."""
    faults = checked.linted.faults
    return [one.mark for one in checked.found if one.diagnostic not in faults]


def with_baseline(checked: Checked, baseline: Baseline) -> tuple[Checked, tuple[Entry, ...]]:
    """Return the policy with known findings set aside, and what is known but there no more."""
    allowed = {mark.fingerprint for mark in may_be_known(checked)}
    known = baseline.fingerprints & allowed
    left = tuple(one for one in checked.found if one.mark.fingerprint not in known)
    held = [one for one in checked.found if one.mark.fingerprint in known]
    put_aside = (*checked.aside, *(attrs.evolve(one, state="basislijn") for one in held))
    aside = tuple(sorted(put_aside, key=_at))
    manners = checked.linted.manners
    present = {one.mark.fingerprint for one in (*checked.found, *checked.aside)}
    gone = baseline.gone(name_of(checked), present, lambda code: manners.looked(code, ""))
    return attrs.evolve(checked, found=left, aside=aside), gone


def _at(one: Found) -> tuple[str, int]:
    spans = one.diagnostic.spans
    return (spans[0].span.source, spans[0].span.start) if spans else ("", 0)


def with_gone(checked: Checked, gone: tuple[Entry, ...], file: str) -> Checked:
    """Return the policy with a finding for each that the baseline need not hold any more."""
    told: list[Diagnostic] = [report_gone(entry, file) for entry in gone]
    marks = marked(checked.linted.manners.beleid, told)
    return attrs.evolve(checked, found=(*checked.found, *map(Found, marks)))

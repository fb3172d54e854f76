"""Findings as one line each: file, line, column, severity, code, name, sentence, case."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.integrations.findings.report import Report, witness
from maatwerk_rules.integrations.terminal import safe


def render(report: Report) -> str:
    """Return a line for each finding, or for each code when only counts were asked."""
    return safe("\n".join(_counts(report) if report.statistiek else _lines(report)))


def _lines(report: Report) -> Iterator[str]:
    for policy, one in report.found:
        found = one.diagnostic
        said = " ".join((found.headline, *witness(found)))
        told = f"{found.severity} {found.code} {found.kind.slug}: {said}"
        yield " ".join(f"{policy.place(one)}: {told}".split())
    for policy, one in report.aside if report.terzijde else ():
        found = one.diagnostic
        told = f"terzijde {found.code} {found.kind.slug}: {one.why}"
        yield " ".join(f"{policy.place(one)}: {told}".split())


def _counts(report: Report) -> Iterator[str]:
    for found, number in report.per_code():
        yield f"{number} {found.code} {found.kind.slug} {found.severity}"

"""Findings as commands of a GitHub workflow, which shows them beside the changed lines."""

from __future__ import annotations

from maatwerk_rules.diagnostics import Severity
from maatwerk_rules.integrations.findings.report import Checked, Found, Report, sentences, witness
from maatwerk_rules.integrations.terminal import safe

_LEVELS = {Severity.FOUT: "error", Severity.WAARSCHUWING: "warning", Severity.HINT: "notice"}


def render(report: Report) -> str:
    """Return a command for each finding."""
    return safe("\n".join(_command(policy, one) for policy, one in report.found))


def _command(policy: Checked, one: Found) -> str:
    found = one.diagnostic
    named: dict[str, object] = {}
    begin, end = policy.begin(one), policy.end(one)
    if one.file is not None and begin is not None and end is not None:
        named = {"file": one.file, "line": begin.line, "endLine": end.line}
        if begin.line == end.line:
            named |= {"col": begin.column, "endColumn": max(end.column, begin.column + 1)}
    named["title"] = f"{found.code} {found.kind.slug}"
    parts = ",".join(f"{name}={_property(str(value))}" for name, value in named.items())
    headline = found.headline if one.file else f"{policy.place(one)}: {found.headline}"
    told = " ".join(filter(None, (headline, *witness(found), sentences(found.help))))
    return f"::{_LEVELS[found.severity]} {parts}::{_data(told)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

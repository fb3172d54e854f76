"""Findings as a Code Quality report of GitLab, which shows them in a merge request."""

from __future__ import annotations

from collections import Counter
from typing import Any

from maatwerk_rules.diagnostics import Severity
from maatwerk_rules.integrations.findings.report import Report, witness
from maatwerk_rules.integrations.terminal import json_text

_LEVELS = {Severity.FOUT: "critical", Severity.WAARSCHUWING: "minor", Severity.HINT: "info"}


def render(report: Report) -> str:
    """Return the report; each fingerprint in it is unique, as GitLab wants."""
    seen: Counter[str] = Counter()
    told: list[dict[str, Any]] = []
    for policy, one in report.found:
        found = one.diagnostic
        mark = one.mark.fingerprint
        seen[mark] += 1
        begin = policy.begin(one)
        told.append(
            {
                "description": " ".join((found.code, found.headline, *witness(found))),
                "check_name": found.kind.slug,
                "fingerprint": mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
                "severity": _LEVELS[found.severity],
                "location": {
                    "path": one.file or policy.path,
                    "lines": {"begin": 1 if begin is None else begin.line},
                },
            }
        )
    return json_text(told)

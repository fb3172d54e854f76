"""Findings as JSON for programs: `maatwerk/meldingen/2`, with its schema among the documents."""

from __future__ import annotations

from typing import Any

from maatwerk_rules.diagnostics import to_json
from maatwerk_rules.integrations.findings.report import Checked, Found, Report
from maatwerk_rules.integrations.terminal import json_text
from maatwerk_rules.version import __version__

SCHEMA = "maatwerk/meldingen/2"


def render(report: Report) -> str:
    """Return all findings, those that were set aside too."""
    return json_text(
        {
            "schema": SCHEMA,
            "versie": __version__,
            "beleid": [_policy(policy) for policy in report.policies],
            "statistiek": {found.code: number for found, number in report.per_code()},
            "seconden": dict(report.seconds()) if report.meet else None,
        }
    )


def _policy(policy: Checked) -> dict[str, Any]:
    return {
        "pad": policy.path,
        "preset": policy.outcome.preset,
        "meldingen": [_finding(policy, one) for one in policy.found],
        "terzijde": [_finding(policy, one) for one in policy.aside],
        "niet_onderzocht": policy.outcome.unexamined,
    }


def _finding(policy: Checked, one: Found) -> dict[str, Any]:
    return {
        **to_json(one.diagnostic, policy.sources),
        "bestand": one.file,
        "blok": one.mark.block,
        "vingerafdruk": one.mark.fingerprint,
        "toestand": one.state,
        "reden": one.reason or None,
        "tot": None if one.until is None else one.until.isoformat(),
    }

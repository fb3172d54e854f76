"""Findings as Markdown, for a comment on a change or the summary of a build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.integrations.findings.report import Checked, Found, Report, counted, witness
from maatwerk_rules.integrations.terminal import safe

_SPECIAL = re.compile(r"([\\|<>*_\[\]#])")
_CODE = re.compile(r"(`[^`]*`)")


def render(report: Report) -> str:
    """Return a heading, what was counted, and a table of findings for each policy."""
    return safe("\n".join(_lines(report)))


def _lines(report: Report) -> Iterator[str]:
    yield "# Controle van beleid"
    yield ""
    yield f"{counted(report)}."
    for policy in report.policies:
        if policy.found:
            yield from ("", f"## {_escaped(policy.path)}", "")
            yield "| ernst | melding | plaats | wat er is |"
            yield "|---|---|---|---|"
            yield from (_row(policy, one) for one in policy.found)
    if report.aside:
        yield from ("", "## Terzijde gelegd", "")
        yield "| melding | plaats | wat er is | waarom |"
        yield "|---|---|---|---|"
        yield from (_row_aside(policy, one) for policy, one in report.aside)


def _row(policy: Checked, one: Found) -> str:
    found = one.diagnostic
    told = "<br>".join(map(_escaped, (found.headline, *witness(found), *found.help)))
    named = f"{found.code} {found.kind.slug}"
    return f"| {found.severity} | {named} | {_escaped(policy.place(one))} | {told} |"


def _row_aside(policy: Checked, one: Found) -> str:
    found = one.diagnostic
    cells = (f"{found.code} {found.kind.slug}", policy.place(one), found.headline, one.why)
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    """Return words as they are; between backticks only what would break the table."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") and len(part) > 1 else _plain(part)
        for part in parts
    )


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("`", "\\`")

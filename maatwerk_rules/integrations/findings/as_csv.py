"""Findings as rows for a spreadsheet; semicolons, as Dutch spreadsheets read."""

from __future__ import annotations

import csv
import io

from maatwerk_rules.diagnostics import write_witness
from maatwerk_rules.integrations.findings.report import Checked, Found, Report, sentences
from maatwerk_rules.integrations.terminal import safe

COLUMNS = (
    *("beleid", "bestand", "regel", "kolom", "ernst", "code", "naam", "kop", "hulp", "blok"),
    *("toestand", "reden", "tot", "vingerafdruk", "voorbeeld"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> str:
    """Return a row for each finding, those that were set aside too."""
    stream = io.StringIO()
    rows = csv.writer(stream, delimiter=";", lineterminator="\n")
    rows.writerow(COLUMNS)
    for policy, one in (*report.found, *report.aside):
        rows.writerow([_plain(cell) for cell in _cells(policy, one)])
    return stream.getvalue()


def _cells(policy: Checked, one: Found) -> list[str]:
    found = one.diagnostic
    begin = policy.begin(one)
    source = found.spans[0].span.source if found.spans else found.path or ""
    return [
        policy.path,
        one.file or source,
        "" if begin is None else str(begin.line),
        "" if begin is None else str(begin.column),
        found.severity.value,
        found.code,
        found.kind.slug,
        found.headline,
        sentences(found.help),
        one.mark.block,
        one.state,
        one.reason,
        "" if one.until is None else one.until.isoformat(),
        one.mark.fingerprint,
        write_witness(found),
    ]


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    cell = safe(" ".join(cell.split()))
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

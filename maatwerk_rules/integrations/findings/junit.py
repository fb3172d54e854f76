"""Findings as JUnit XML: a suite per policy, a case per finding."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from maatwerk_rules.diagnostics import render_text
from maatwerk_rules.integrations.findings.report import Checked, Found, Report
from maatwerk_rules.integrations.terminal import safe

_WIDTH = 100


def render(report: Report) -> str:
    """Return the findings: those that count fail, those set aside are skipped, others pass."""
    root = Element("testsuites", {"name": "maatwerk controleer"})
    for policy in report.policies:
        failed = sum(report.counts(one) for one in policy.found)
        counts = {
            "tests": str(max(len(policy.found) + len(policy.aside), 1)),
            "failures": str(failed),
            "skipped": str(len(policy.aside)),
        }
        suite = SubElement(root, "testsuite", {"name": safe(policy.path), **counts})
        for one in policy.found:
            _found(_case(suite, policy, one), policy, one, fails=report.counts(one))
        for one in policy.aside:
            case = _case(suite, policy, one)
            SubElement(case, "skipped", {"message": safe(one.why)})
        if not policy.found and not policy.aside:
            SubElement(
                suite, "testcase", {"classname": safe(policy.path), "name": "geen meldingen"}
            )
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'


def _case(suite: Element, policy: Checked, one: Found) -> Element:
    found = one.diagnostic
    begin = policy.begin(one)
    names = {
        "classname": safe(policy.path),
        "name": safe(f"{found.code} {found.kind.slug} {policy.place(one)}"),
    }
    if one.file is not None and begin is not None:
        names |= {"file": safe(one.file), "line": str(begin.line)}
    return SubElement(suite, "testcase", names)


def _found(case: Element, policy: Checked, one: Found, *, fails: bool) -> None:
    found = one.diagnostic
    text = safe(render_text((found,), policy.sources, _WIDTH))
    if fails:
        told = {"message": safe(found.headline), "type": found.severity.value}
        SubElement(case, "failure", told).text = text
    else:
        SubElement(case, "system-out").text = text

"""Findings as SARIF 2.1.0 (OASIS), as code scanning services read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from maatwerk_rules.diagnostics import Diagnostic, Edit, Severity
from maatwerk_rules.integrations.findings.report import (
    Checked,
    Found,
    Report,
    file_of,
    sentences,
)
from maatwerk_rules.integrations.terminal import json_text
from maatwerk_rules.linter.codes import page_of
from maatwerk_rules.source import Span
from maatwerk_rules.version import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "maatwerk/v1"
_LEVELS = {Severity.FOUT: "error", Severity.WAARSCHUWING: "warning", Severity.HINT: "note"}
_SUGGESTED = "Suggestie: kies zelf of dit is wat u bedoelt."
_SAFETY = {
    "veilig": "Veilig: het beleid blijft hetzelfde betekenen.",
    "onveilig": "Onveilig: het beleid kan iets anders gaan betekenen.",
}

_SHORT = re.compile(r"^## In het kort\n+(.+?)\n\n", re.MULTILINE | re.DOTALL)

Json = dict[str, Any]


def render(report: Report) -> str:
    """Return one run, with the findings that were set aside as suppressed results."""
    everything = (*report.found, *report.aside)
    kinds = {one.diagnostic.code: one.diagnostic for _, one in everything}
    codes = sorted(kinds)
    driver = {
        "name": "maatwerk",
        "version": __version__,
        "language": "nl-NL",
        "rules": [_rule(kinds[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "nl-NL",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(policy, one, codes) for policy, one in everything],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(found: Diagnostic) -> Json:
    kind = found.kind
    rule: Json = {
        "id": kind.code,
        "name": "".join(word.capitalize() for word in kind.slug.split("-")),
        "shortDescription": {"text": f"{kind.code} {kind.slug}"},
        "fullDescription": {"text": kind.explanation or _in_short(kind.code) or kind.headline},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }
    page = page_of(kind.code)
    if page is not None:
        plain = f"Uitleg: maatwerk leguit {kind.code}"
        rule["help"] = {"text": plain, "markdown": page}
    return rule


def _in_short(code: str) -> str | None:
    """Return the first paragraph of the page about a finding."""
    page = page_of(code)
    found = _SHORT.search(page) if page is not None else None
    return " ".join(found[1].split()) if found is not None else None


def _result(policy: Checked, one: Found, codes: list[str]) -> Json:
    found = one.diagnostic
    result: Json = {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": _LEVELS[found.severity],
        "message": {"text": " ".join(filter(None, (found.headline, sentences(found.help))))},
        "partialFingerprints": {FINGERPRINT: one.mark.fingerprint},
        "properties": _properties(one),
    }
    if found.spans:
        main, *others = found.spans
        result["locations"] = [_location(policy, main.span)]
        if others:
            result["relatedLocations"] = [
                {
                    "id": number,
                    **_location(policy, each.span),
                    "message": {"text": each.text or "hoort hierbij"},
                }
                for number, each in enumerate(others, start=1)
            ]
    else:
        result["locations"] = [_logical(found.path or policy.path)]
    fixes = list(_fixes(policy, found))
    if fixes:
        result["fixes"] = fixes
    if one.state != "nieuw":
        result["suppressions"] = [_suppression(one)]
    return result


def _properties(one: Found) -> Json:
    found = one.diagnostic
    told: Json = {"zekerheid": found.certainty.value}
    if one.mark.block:
        told["blok"] = one.mark.block
    if found.sources:
        told["bron"] = list(found.sources)
    if found.witness is not None:
        told["voorbeeld"] = dict(found.witness)
    return told


def _suppression(one: Found) -> Json:
    kind = "external" if one.state == "basislijn" else "inSource"
    return {"kind": kind, "justification": one.why}


def _location(policy: Checked, span: Span) -> Json:
    source = policy.sources.get(span.source)
    if source is None:
        return _logical(span.source or policy.path)
    place: Json = {"artifactLocation": {"uri": _uri(policy, span)}}
    place["region"] = _region(policy, span)
    return {"physicalLocation": place}


def _region(policy: Checked, span: Span) -> Json:
    source = policy.sources[span.source]
    begin, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": begin.line,
        "startColumn": begin.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _logical(name: str) -> Json:
    return {"logicalLocations": [{"fullyQualifiedName": name}]}


def _uri(policy: Checked, span: Span) -> str:
    """Return the path from here, or the whole place of a file elsewhere, as a URI."""
    file = file_of(policy.path, span)
    if file is None:
        return quote(span.source)
    return Path(file).as_uri() if Path(file).is_absolute() else quote(file)


def _fixes(policy: Checked, found: Diagnostic) -> Iterator[Json]:
    """Yield a fix for each safety: its edits belong together, so half of them is no fix.

    Each suggestion is a fix of its own: a person chooses one.
    """
    proposed = [
        (told, [edit for edit in found.edits if edit.safety == safety])
        for safety, told in _SAFETY.items()
    ]
    proposed += [(_SUGGESTED, [edit]) for edit in found.edits if edit.safety == "suggestie"]
    for told, edits in proposed:
        if not edits or any(edit.span.source not in policy.sources for edit in edits):
            continue
        files = dict.fromkeys(edit.span.source for edit in edits)
        yield {
            "description": {"text": told},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": _uri(policy, Span(file, 0, 0))},
                    "replacements": [
                        _replacement(policy, edit) for edit in edits if edit.span.source == file
                    ],
                }
                for file in files
            ],
        }


def _replacement(policy: Checked, edit: Edit) -> Json:
    return {
        "deletedRegion": _region(policy, edit.span),
        "insertedContent": {"text": edit.replacement},
    }

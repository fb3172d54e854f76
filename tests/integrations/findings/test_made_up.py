"""Findings with everything a finding can have, and with almost nothing, in every form."""

import json
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Edit, Kind, Label, Severity
from maatwerk_rules.integrations.command_controleer import FORMS
from maatwerk_rules.integrations.findings.report import Checked, Found, Report
from maatwerk_rules.linter.outcome import Marked, Outcome
from maatwerk_rules.source import Source, Span

SARIF = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8")
)
SOURCE = Source("a.beleid", "regel een\n  dan ja\nregel twee\n  dan \u202enee\x1b[8m\n")
OWN = Kind("XX001", "eigen-controle", Severity.FOUT, "Dit is `een` ` <i>|* 100%: [x].", "")
FULL = Diagnostic(
    Kind("MW501", "x", Severity.WAARSCHUWING, "Kop met `naam`.", "Uitleg."),
    (
        Label(Span("a.beleid", 0, 18), "eerst"),
        Label(Span("a.beleid", 19, 25)),
        Label(Span("weg.beleid", 0, 1), "elders"),
    ),
    {},
    sources=("Pw artikel 11", "Pw artikel 13"),
    witness={"in_detentie": "ja"},
    certainty=Certainty.VERMOEDEN,
    help=("Doe dit.", "Of dat."),
    edits=(
        Edit(Span("a.beleid", 0, 5), "Regel", "veilig"),
        Edit(Span("a.beleid", 6, 6), "`b`", "onveilig"),
        Edit(Span("a.beleid", 6, 9), "", "suggestie"),
        Edit(Span("weg.beleid", 6, 9), "", "onveilig"),
    ),
)
BARE = Diagnostic(OWN, (), {}, path=None)
ELSEWHERE = Diagnostic(OWN, (Label(Span("weg.beleid", 3, 4)),), {})
HERE = Diagnostic(OWN, (Label(Span("a.beleid", 39, 42)),), {})


def report() -> Report:
    sources = {"a.beleid": SOURCE}
    listed = (FULL, BARE, ELSEWHERE, HERE)
    found = tuple(
        Found(Marked(one, f"{place:032x}", ""), "a.beleid" if one in (FULL, HERE) else None)
        for place, one in enumerate(listed)
    )
    one = Checked("beleid", Outcome("a", "basis", sources=sources), found)
    return Report((one, Checked("schoon", Outcome("schoon", "basis"), ())), Severity.FOUT)


@pytest.mark.parametrize("form", FORMS)
def test_form_tells_every_finding_and_no_control_character(form: str) -> None:
    text = import_module(f"maatwerk_rules.integrations.findings.{FORMS[form]}").render(report())

    told = "eigen-controle" if form not in ("tekst", "html", "sarif") else "XX001"
    assert text.count(told) >= 3
    assert not any(char in text for char in "\u202e\x1b")


def test_sarif_of_anything_fits_the_schema() -> None:
    from maatwerk_rules.integrations.findings import sarif

    log = json.loads(sarif.render(report()))

    jsonschema.validate(log, SARIF)
    full = log["runs"][0]["results"][0]
    assert full["properties"] == {
        "zekerheid": "vermoeden",
        "bron": ["Pw artikel 11", "Pw artikel 13"],
        "voorbeeld": {"in_detentie": "ja"},
    }
    assert [each["message"]["text"] for each in full["relatedLocations"]] == [
        "hoort hierbij",
        "elders",
    ]
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert "help" not in rules["XX001"]


def test_half_of_a_fix_is_offered_nowhere() -> None:
    from maatwerk_rules.integrations.findings import sarif

    log = json.loads(sarif.render(report()))

    safe, suggested = log["runs"][0]["results"][0]["fixes"]
    assert safe["description"]["text"].startswith("Veilig:")
    assert suggested["description"]["text"].startswith("Suggestie:")
    assert len(safe["artifactChanges"]) == len(suggested["artifactChanges"]) == 1


def test_markdown_keeps_its_table() -> None:
    from maatwerk_rules.integrations.findings import markdown

    rows = [line for line in markdown.render(report()).splitlines() if line.startswith("| fout")]

    assert len(rows) == 3
    assert all(row.replace("\\|", "").count("|") == 5 for row in rows)


def test_github_leaves_columns_out_over_more_lines() -> None:
    from maatwerk_rules.integrations.findings import github

    lines = github.render(report()).splitlines()

    assert lines[0].startswith("::warning file=a.beleid,line=1,endLine=2,title=MW501 x::")
    assert lines[1].startswith("::error title=XX001 eigen-controle::beleid: ")
    assert "100%25" in lines[1]


def test_html_tells_all_and_escapes_it() -> None:
    from maatwerk_rules.integrations.findings import html

    page = html.render(report())

    for told in ("Pw artikel 11; Pw artikel 13", "in_detentie = ja", "dit is een vermoeden"):
        assert told in page
    assert "<i>" not in page
    assert "Geen meldingen." in page


def test_html_without_findings_has_no_table() -> None:
    from maatwerk_rules.integrations.findings import html

    page = html.render(Report(report().policies[1:]))

    assert "<table" not in page
    assert "1 beleid bekeken: geen meldingen." in page


def test_repeated_code_is_explained_once_by_the_text() -> None:
    from maatwerk_rules.integrations.findings import as_text

    one = report().policies[0]
    twice = Report((Checked("a", one.outcome, (one.found[0], one.found[0])),))

    assert as_text.render(twice).count("= uitleg:") == 1

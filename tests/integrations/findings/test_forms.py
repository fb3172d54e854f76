"""Every form tells the same findings, in the shape that its readers ask for."""

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from maatwerk_rules.integrations.command_controleer import FORMS
from maatwerk_rules.linter.codes import documented
from maatwerk_rules.version import __version__

Golden = Callable[[str, Callable[[str], str]], None]
ROOT = Path(__file__).parents[3]
SARIF = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8")
)
OWN = json.loads((ROOT / "docs/naslag/schemas/meldingen-2.schema.json").read_text("utf-8"))
POLICY = """# Eén beleid met van alles: een fout in een tekst | met streepjes, en <b>tekens</b>.
beleid proef "Proef | met <b>tekens</b>"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
waarde zekerheid "Zekerheid."
bedoeling los "Los."
  bron Pw artikel 7 lid 1 onderdeel a
bedoeling ook "Ook los."  # negeer MW309, MW313 omdat "Komt | nog <b>." tot 2999-01-01
  bron Pw artikel 7 lid 1 onderdeel a
  # negeer MW309 omdat "x"
"""
ONLY = "--kies MW012,MW309,MW313"
RUN = f"controleer proef {ONLY} --vandaag 2026-03-01 --basislijn bekend.json --vorm"


@pytest.fixture
def policy(here: Path, maatwerk: Any) -> Path:
    """Give a policy with findings of each state: new, set aside in the text, and known."""
    file = here / "proef" / "proef.beleid"
    file.parent.mkdir()
    file.write_text(POLICY, "utf-8")
    assert maatwerk("controleer proef --kies MW313 --maak-basislijn bekend.json").code == 0
    return file


@pytest.mark.parametrize("form", FORMS)
def test_form_reads_as_stored(form: str, policy: Path, maatwerk: Any, golden: Golden) -> None:
    def play(_: str) -> str:
        ran = maatwerk(f"{RUN} {form}")
        pages = re.sub(r'"markdown": "# (MW\d{3}).*"', r'"markdown": "# \1 …"', ran.out)
        pages = pages.replace(__version__, "VERSIE")
        return f"{pages}[code {ran.code}]\n"

    golden(f"meldingen/{form}.txt", play)


OUTSIDE = """beleid proef "Proef"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
gegeven inkomen: bedrag tussen € 0 en € 500
begrip toegestaan: bedrag tussen € 0 en € 400
  bron Pw artikel 31
  is inkomen
uitkomst hoogte: bedrag
regel geef bepaalt hoogte
  bron Pw artikel 19
  dan toegestaan
"""


@pytest.mark.parametrize("form", FORMS)
def test_form_tells_the_case_a_finding_rests_on(
    form: str, here: Path, maatwerk: Any, golden: Golden
) -> None:
    (here / "proef.beleid").write_text(OUTSIDE, "utf-8")

    told = maatwerk(f"controleer proef.beleid --kies MW208 --vorm {form}").out

    assert "inkomen" in told
    assert re.search(r"inkomen( = |\": \")€ 400,01", told)
    if form in ("kort", "github", "gitlab", "markdown", "csv"):
        golden(f"meldingen/voorbeeld_{form}.txt", lambda _: told)


def test_sarif_fits_the_official_schema(policy: Path, maatwerk: Any) -> None:
    log = json.loads(maatwerk(f"{RUN} sarif").out)

    jsonschema.validate(log, SARIF)
    assert log["$schema"] == SARIF["id"]
    (run,) = log["runs"]
    results = run["results"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    kinds = [one["suppressions"][0]["kind"] for one in results if "suppressions" in one]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in results)
    assert sorted(kinds) == ["external", "inSource", "inSource"]
    assert len({one["partialFingerprints"]["maatwerk/v1"] for one in results}) == len(results)
    (fixed,) = (one for one in results if "fixes" in one)
    (change,) = fixed["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "proef/proef.beleid"
    assert change["replacements"][0]["insertedContent"]["text"] == ""


def test_sarif_has_the_other_places_of_a_finding(policy: Path, maatwerk: Any) -> None:
    policy.write_text(f'{POLICY}orgaan college "Nog een"\n', "utf-8")

    log = json.loads(maatwerk("controleer proef er_niet --vorm sarif").out)

    jsonschema.validate(log, SARIF)
    related = [
        one["relatedLocations"] for one in log["runs"][0]["results"] if "relatedLocations" in one
    ]
    assert related[0][0]["physicalLocation"]["region"]["startLine"] == 8
    absent = next(one for one in log["runs"][0]["results"] if one["ruleId"] == "MW040")
    assert absent["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "er_niet"}]}]


def test_sarif_names_a_file_elsewhere_in_full(
    policy: Path, maatwerk: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elders"))

    log = json.loads(maatwerk(f"controleer {policy.parent} --vorm sarif").out)

    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == policy.resolve().as_uri()


def test_every_finding_has_a_page_for_its_rule(policy: Path, maatwerk: Any) -> None:
    log = json.loads(maatwerk(f"{RUN} sarif").out)

    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']} {documented()[rule['id']]}")


def test_json_fits_its_schema(policy: Path, maatwerk: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(OWN)

    for options in ("", " --meet"):
        data = json.loads(maatwerk(f"{RUN} json{options}").out)
        jsonschema.validate(data, OWN)
        assert (data["seconden"] is not None) is bool(options)


def test_junit_counts_what_it_holds(policy: Path, maatwerk: Any) -> None:
    (suite,) = ElementTree.fromstring(maatwerk(f"{RUN} junit").out)

    assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))


def test_junit_of_a_clean_policy_has_a_case(maatwerk: Any, here: Path) -> None:
    maatwerk("nieuw schoon --vanaf 2026-01-01")

    (suite,) = ElementTree.fromstring(maatwerk("controleer schoon --vorm junit").out)

    assert [case.attrib["name"] for case in suite] == ["geen meldingen"]


def test_gitlab_fingerprints_are_unique(policy: Path, maatwerk: Any) -> None:
    told = json.loads(maatwerk("controleer proef proef --vorm gitlab").out)

    assert len({one["fingerprint"] for one in told}) == len(told) > 2


def test_csv_reads_back_and_holds_no_formula(policy: Path, maatwerk: Any) -> None:
    policy.write_text(POLICY.replace('omdat "Komt', 'omdat "=1+1;'), "utf-8")

    rows = list(csv.DictReader(io.StringIO(maatwerk(f"{RUN} csv").out), delimiter=";"))

    assert {row["toestand"] for row in rows} == {"nieuw", "onderdrukt", "basislijn"}
    assert {row["reden"][:2] for row in rows if row["reden"]} == {"'="}


def test_github_escapes_what_would_end_a_command(policy: Path, maatwerk: Any) -> None:
    folder = policy.parent.parent / "a,b:100%"
    policy.parent.rename(folder)

    told = maatwerk(f"controleer a,b:100% {ONLY} --vorm github").out

    assert told.startswith("::notice file=a%2Cb%3A100%25/proef.beleid,line=10,")


def test_html_is_whole_and_asks_nothing_of_a_network(policy: Path, maatwerk: Any) -> None:
    page = maatwerk(f"{RUN} html").out
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert not {"src", "href"} & {name for name, _ in attrs}
            seen.append(tag)

        def handle_endtag(self, tag: str) -> None:
            while seen and seen.pop() != tag:
                assert seen, f"{tag} closes nothing"

    Reader().feed(page.replace("<meta charset", "<br><meta charset"))
    assert '<html lang="nl">' in page
    assert "http" not in page
    assert "<b>" not in page

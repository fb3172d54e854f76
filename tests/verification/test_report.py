"""A report says what holds, what was found and what was not decided, for people and programs."""

import json
from collections.abc import Callable
from pathlib import Path

import attrs
import jsonschema

from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.verification.checking import Means, climb
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.report import Report, Run, report, to_document
from maatwerk_rules.verification.report_json import to_json
from maatwerk_rules.verification.verdicts import Status, Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.test_structural import MORE
from tests.verification.test_told import DAY, PLAIN
from tests.verification.town import TEXT

POLICY = policy_of(TEXT + MORE + DAY)
PART = POLICY.slices[-1]
SCHEMA = Path(__file__).parents[2] / "docs/naslag/schemas/willekeur-1.schema.json"
RUN = Run(12.4, 7)

PAIRS = {
    "P09 vroeg geslacht": ("bewust", case(geslacht="v"), case(geslacht="m")),
    "P13 toeslag inkomen": ("gemeten", case(4, inkomen=125_000), case(4, inkomen=125_001)),
    "P12 toeslag inkomen nooit meer": (
        *("weerlegd", case(4, inkomen=190_001), case(4, inkomen=25_000)),
    ),
}


def reported(run: Run = RUN) -> Report:
    found = [told(one) for one in climb(POLICY, PART, Means())]
    return report(POLICY, PART, found, PLAIN, run)


def told(one: Verdict) -> Verdict:
    status, *cases = PAIRS.get(one.claim.key, (one.status,))
    claim = one.claim
    if not cases:
        return attrs.evolve(one, tried=3, status=plain_status(one, claim))
    return Verdict(claim, status, "zoeken", tuple(cases), 3, 15_000, "Zo staat het er.")


def plain_status(one: Verdict, claim: Claim) -> Status:
    alive = claim.asks.code == "P05"
    return "niet_gevonden" if one.status == "onbeslist" and alive else one.status


def test_a_report_is_told_as_agreed(golden: Callable[[str, Callable[[str], str]], None]) -> None:
    golden("willekeur/verslag.txt", lambda _: to_text(to_document(reported())))


def test_a_report_that_was_broken_off_says_so() -> None:
    text = to_text(to_document(reported(Run(0.2, broken_off=True))))
    assert "afgebroken" in text
    assert "in 1 seconden" not in text
    assert "in een seconde" in text


def test_a_report_reads_as_markdown_too() -> None:
    assert to_markdown(to_document(reported())).startswith("# Beproefd: ")


def test_a_report_as_json_fits_its_schema_and_can_be_written() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    written = to_json(reported())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(json.dumps(written)), schema)
    assert len(written["uitslagen"]) == len(derive(POLICY, PART.program))
    assert {one["sleutel"] for one in written["bevindingen"]} == set(PAIRS)


def test_only_what_was_found_makes_a_report_unclean() -> None:
    found = reported()
    assert not found.is_clean
    assert {one.claim.key for one in found.refuted} == {"P12 toeslag inkomen nooit meer"}
    clean = attrs.evolve(found, verdicts=tuple(v for v in found.verdicts if v.status == "bewezen"))
    assert clean.is_clean
    assert clean.undecided == ()
    assert "Niet beslist" not in to_text(to_document(attrs.evolve(clean, findings=())))


def test_of_what_is_meant_for_one_reason_the_largest_is_told_and_the_others_are_counted() -> None:
    (verdict,) = (one for one in reported().verdicts if one.claim.key == "P09 vroeg geslacht")
    small, large = (attrs.evolve(verdict, size=size) for size in (1, 2))
    other = attrs.evolve(verdict, reason="Om iets anders.", size=None)
    found = report(POLICY, PART, [small, large, attrs.evolve(large, size=None), other], PLAIN, RUN)
    text = " ".join(to_text(to_document(found)).split())

    assert [one.verdict for one in found.findings] == [large, other]
    assert "Waarom: Zo staat het er. Zo is het om deze reden bij nog 2." in text
    assert "Waarom: Om iets anders. P09" not in text
    assert "Waarom: Om iets anders." in text

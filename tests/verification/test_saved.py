"""What is found is kept as toetsen that run, and that say what the rules give now."""

import attrs
import pytest

from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.toets import run_all
from maatwerk_rules.verification.finding import Finding, work_out
from maatwerk_rules.verification.saved import as_toetsen
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.test_told import CLAIMS, DAY, FINDINGS, PLAIN, POLICY, PROGRAM
from tests.verification.town import TEXT


def passes(text: str) -> int:
    """Return how many toetsen passed; none may fail."""
    results = run_all(policy_of(f"{TEXT}{DAY}\n{text}"))
    assert [one.toets.naam for one in results if not one.passed] == []
    return len(results)


@pytest.mark.parametrize("name", sorted(FINDINGS.keys() - {"begrip"}))
def test_the_cases_of_a_finding_pass_as_toetsen(name: str) -> None:
    finding = FINDINGS[name]()
    text = as_toetsen(POLICY, PROGRAM, finding, "bewaard")
    assert text is not None
    assert passes(text) == len(finding.cases)


def test_a_judgement_and_a_look_are_kept_with_who_and_why() -> None:
    bare = case(4)
    values = {**bare.values, Leaf("oordeel", "te_hard"): True}
    whole = attrs.evolve(bare, values=values, looked=True)
    finding = shown(whole, "P05 toeslag toch_toeslag")
    text = as_toetsen(POLICY, PROGRAM, finding, "geoordeeld")
    assert text is not None
    assert "oordeel te_hard is ja door college" in text
    assert "ambtshalve bekeken door" in text
    assert passes(text) == 1


def shown(whole: Case, key: str) -> Finding:
    verdict = Verdict(CLAIMS[key], "levend", "zoeken", (whole,))
    finding = work_out(POLICY, PROGRAM, verdict, PLAIN)
    return attrs.evolve(finding, cases=(whole,))


def test_a_begrip_that_was_varied_cannot_be_told_as_a_toets() -> None:
    assert as_toetsen(POLICY, PROGRAM, FINDINGS["begrip"](), "begrip") is None


def test_what_was_not_shown_cannot_be_told_as_a_toets() -> None:
    finding = FINDINGS["gat"]()
    values = {**finding.cases[0].values, Leaf("gegeven", "niet aangetoond inkomen"): True}
    hidden = attrs.evolve(finding, cases=(attrs.evolve(finding.cases[0], values=values),))
    assert as_toetsen(POLICY, PROGRAM, hidden, "verzwegen") is None

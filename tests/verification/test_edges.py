"""What seldom happens when versions are compared and findings are told."""

from datetime import date

import attrs
import pytest

from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.toets import run_all
from maatwerk_rules.verification import comparison_told, told
from maatwerk_rules.verification.comparing import Change, Comparison, Shift
from maatwerk_rules.verification.comparison_json import to_json
from maatwerk_rules.verification.comparison_told import to_document
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.finding import work_out
from maatwerk_rules.verification.observed import Observed
from maatwerk_rules.verification.report import Run, report
from maatwerk_rules.verification.report import to_document as report_document
from maatwerk_rules.verification.report_json import to_json as report_json
from maatwerk_rules.verification.saved import as_toetsen
from maatwerk_rules.verification.structural import Structural
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.versions import together
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.test_told import CLAIMS, FINDINGS, POLICY, PROGRAM
from tests.verification.test_versions import (
    MIDDLE,
    OLD_POLICY,
    POOR,
    WIDER,
    changed,
    compared,
    effect,
    means,
    pair_of,
    shared,
)

NO_RULE, CONFLICT = Observed(None, no_rule=True), Observed(None, conflict=True)


def told_of(found: Comparison) -> str:
    return to_text(to_document(found))


def test_an_answer_that_comes_or_goes_is_told_as_no_rule_or_contradiction() -> None:
    found = compared(WIDER, means({("toeslag", "meer"): MIDDLE}))
    shift = Shift(pair_of(case()), None, NO_RULE, CONFLICT)
    verdict = Verdict(CLAIMS["P01 vroeg"], "levend", "zoeken", (case(),))
    change = Change("strijd", (("anders", verdict),), (("anders", shift),))
    odd = attrs.evolve(found, changes=(change,))
    text = told_of(odd)
    assert "Met de oude regels: geen regel beslist over strijd" in text
    assert "Met de nieuwe regels: regels spreken elkaar tegen over strijd" in text
    assert "soms anders" in text
    assert "scheelt" not in text
    (example,) = to_json(odd)["uitkomsten"][0]["voorbeelden"]
    assert (example["oud"], example["nieuw"], example["verschil"]) == (
        "geen_regel",
        "strijdig",
        None,
    )


def test_more_changed_clauses_than_fit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison_told, "MOST_CLAUSES", 1)
    new = changed(("dan € 150", "dan € 140"), ("is minder dan 12", "is minder dan 14"))
    assert "En nog 1; die staan in de JSON." in told_of(compared(new, means({})))


def test_what_was_not_found_and_what_is_proved_equal_are_told_as_that() -> None:
    assert "geen verschil gevonden; dat is geen bewijs" in told_of(compared(WIDER, means({})))
    assert "gelijk, bewezen" in told_of(compared(WIDER, means({}, "bewezen")))


def test_where_nothing_is_the_same_or_comparable_nothing_is_said_of_it() -> None:
    found = compared(WIDER, means({}))
    bare = attrs.evolve(found, shared=attrs.evolve(found.shared, same=(), unlike=("strijd",)))
    text = told_of(bare)
    assert "uitkomsten zijn gelijk" not in text
    assert "van een andere soort: `strijd`." in text


def test_a_case_in_which_nothing_differs_is_not_shown() -> None:
    assert effect(compared(WIDER, means({("toeslag", "meer"): POOR}))).shifts == ()


def test_an_answer_that_goes_has_no_size() -> None:
    new = changed(("indien geslacht is v of team is noord", "indien geslacht is v"))
    gone = case(team="noord")
    (change,) = compared(new, means({("vroeg", "anders"): gone})).changes
    shift = change.shifts[0][1]
    assert (shift.before.value, shift.after.no_rule, shift.gap) == (True, True, None)


def test_versions_that_follow_each_other_share_no_day() -> None:
    (part,) = OLD_POLICY.slices
    first = attrs.evolve(OLD_POLICY, slices=(Slice(part.vanaf, date(2026, 7, 1), part.program),))
    second = attrs.evolve(OLD_POLICY, slices=(Slice(date(2026, 7, 1), None, part.program),))
    assert together(first, second) is None


def test_an_outcome_without_order_is_only_other() -> None:
    new = changed(("indien team is zuid", "indien kanaal is balie"))
    found = effect(compared(new, means({})))
    ways = [way for way, _ in found.verdicts]
    assert (found.outcome, ways) == ("strijd", ["geen regel", "anders"])
    assert not found.is_bounded


def test_what_reads_a_change_along_two_ways_is_changed_once() -> None:
    both = """
uitkomst dubbel: bedrag tussen € 0 en € 9.000
  anders € 0
  gunstig is hoger
regel dubbel_telt bepaalt dubbel
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien jonge_kinderen is ten minste 2 en toeslag is meer dan € 0
  dan € 5
"""
    old = changed(("gelijkheid", f"{both}\ngelijkheid"))
    new = changed(("gelijkheid", f"{both}\ngelijkheid"), ("is minder dan 12", "is minder dan 14"))
    assert set(shared(old, new).changed) == {"toeslag", "dubbel"}


def test_more_than_can_be_read_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_TOLD", 1)
    text = to_text(Document(told.tell(POLICY, PROGRAM, FINDINGS["helling"]())))
    assert "- en nog 1 gegevens" in text


def test_a_claim_that_was_not_decided_without_a_reason_says_so() -> None:
    open_ = Verdict(CLAIMS["P01 vroeg"], "onbeslist", "zoeken")
    found = report(POLICY, POLICY.slices[-1], [open_], (), Run(1.0))
    assert "niet te onderzoeken" in to_text(report_document(found))


def test_what_the_program_does_not_name_is_left_out_of_the_json() -> None:
    gap = FINDINGS["gat"]()
    values = {**gap.cases[0].values, Leaf("gegeven", "nergens"): True}
    odd = attrs.evolve(gap, cases=(Case(gap.cases[0].peildatum, values, gap.cases[0].lists),))
    found = report(POLICY, POLICY.slices[-1], [], (), Run(1.0))
    (written,) = report_json(attrs.evolve(found, findings=(odd,)))["bevindingen"]
    assert "nergens" not in {one["naam"] for one in written["gevallen"][0]["waarden"]}


def test_regions_that_proved_that_there_is_no_gap_prove_the_claim() -> None:
    whole = attrs.evolve(PROGRAM.definitions["vroeg"], no_gap=True)
    program = attrs.evolve(PROGRAM, definitions={**PROGRAM.definitions, "vroeg": whole})
    found = Structural(POLICY, program).verdict(CLAIMS["P01 vroeg"])
    assert found is not None
    assert (found.status, found.method) == ("bewezen", "gebieden")


ONE = """
soort persoon heeft
  leeftijd: aantal jaren tussen 0 en 120
    vraag "Hoe oud bent u?"
    grondslag Pw artikel 17 lid 1
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  vraag "Hebt u een partner?"
  grondslag Pw artikel 17 lid 1
uitkomst oud: ja/nee
  anders nee
  gunstig is ja
regel oud_vanaf_67 bepaalt oud
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien aanvrager.leeftijd is ten minste 67 jaar
    of er is een p uit partner waarvoor p.leeftijd is ten minste 67 jaar
  dan ja
"""


def test_a_fact_that_is_one_record_is_kept_as_one() -> None:
    policy = policy_of(ONE)
    program = policy.slices[-1].program
    who = RecordId("aanvrager", "aanvrager")
    values = {Leaf("gegeven", "aanvrager", who, "leeftijd"): 70}
    lists = {"aanvrager": Records((who,)), "partner": Records(())}
    whole = Case(date(2026, 3, 1), values, lists)
    claims = {claim.key: claim for claim in derive(policy, program)}
    verdict = Verdict(claims["P05 oud oud_vanaf_67"], "levend", "zoeken", (whole,))
    text = as_toetsen(policy, program, work_out(policy, program, verdict), "een")
    assert text is not None
    assert "gegeven aanvrager is persoon(leeftijd 70 jaar)" in text
    assert "gegeven partner is []" in text
    assert all(one.passed for one in run_all(policy_of(f"{ONE}\n{text}")))

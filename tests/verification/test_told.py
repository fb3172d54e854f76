"""A finding is told so that a policy officer can act on it."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import AtMost, Claim, Measured, Swapped
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.finding import Example, Finding, work_out
from maatwerk_rules.verification.told import advice_for, headline, tell
from maatwerk_rules.verification.verdicts import Status, Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.town import TEXT

DAY = """
uitkomst jong: ja/nee
  anders nee
  gunstig is ja
regel jong_in_vier_weken bepaalt jong
  bron Pw artikel 41 lid 4
  bedoeling eigen_middelen_eerst
  indien peildatum is minder dan datum_melding + 4 weken
  dan ja
uitkomst strijd: ja/nee
regel strijd_een bepaalt strijd
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien geslacht is m
  dan ja
regel strijd_twee bepaalt strijd
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien team is zuid
  dan nee
uitkomst zoekdag: datum
  anders peildatum
  gunstig is eerder
regel zoekdag_rijk bepaalt zoekdag
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 2.000
  dan peildatum + 4 weken
"""
POLICY = policy_of(TEXT + DAY)
PROGRAM = POLICY.slices[-1].program
CLAIMS = {claim.key: claim for claim in derive(POLICY, PROGRAM)}
PLAIN = (Example("gewoon", case()), Example("rijk", case(inkomen=1_500_000)))


def found(key: str, *cases: Case, status: Status = "weerlegd", free: bool = False) -> Finding:
    claim = CLAIMS[key]
    if free:
        claim = attrs.evolve(claim, documented=frozenset())
    return work_out(POLICY, PROGRAM, Verdict(claim, status, "zoeken", cases), PLAIN)


def with_children(number: int) -> Case:
    bare = case(team="noord")
    return attrs.evolve(bare, values={**bare.values, Leaf("gegeven", "jonge_kinderen"): number})


REPORTED = date(2026, 3, 4)
FINDINGS: dict[str, Callable[[], Finding]] = {
    "helling": lambda: found(
        "P13 toeslag inkomen hoogstens",
        case(4, 9, inkomen=125_000, team="noord"),
        case(4, 9, inkomen=125_001, team="noord"),
    ),
    "beschermd": lambda: found(
        "P09 vroeg geslacht", case(geslacht="v"), case(geslacht="m"), free=True
    ),
    "gat": lambda: found("P01 vroeg", case(4, geslacht="m")),
    "richting": lambda: found(
        "P12 toeslag inkomen nooit meer", case(4, inkomen=190_001), case(4, inkomen=25_000)
    ),
    "dag": lambda: found(
        "P16 jong",
        case(datum_melding=REPORTED, day=date(2026, 3, 31)),
        case(datum_melding=REPORTED, day=date(2026, 4, 1)),
    ),
    "levend": lambda: found("P05 recht detentie", case(in_detentie=True), status="levend"),
    "begrip": lambda: found(
        "P12 toeslag jonge_kinderen nooit minder", with_children(3), with_children(0)
    ),
    "veel": lambda: found("P02 strijd", case(3, geslacht="m", inkomen=1_500_000)),
}


def test_findings_are_told_as_agreed(golden: Callable[[str, Callable[[str], str]], None]) -> None:
    def produce(source: str) -> str:
        texts = []
        for name in source.split():
            finding = FINDINGS[name]()
            text = to_text(Document(tell(POLICY, PROGRAM, finding)))
            texts.append(f"## {headline(finding, POLICY)}\n\n{text}")
        return "\n".join(texts)

    golden("willekeur/bevindingen.txt", produce)


def test_without_examples_what_both_have_is_told_and_long_lists_are_cut_off() -> None:
    claim = attrs.evolve(CLAIMS["P01 vroeg"])
    verdict = Verdict(claim, "weerlegd", "zoeken", (case(geslacht="m"),))
    text = to_text(Document(tell(POLICY, PROGRAM, work_out(POLICY, PROGRAM, verdict))))
    assert "Een geval op 1 maart 2026, met:" in text
    assert "- geslacht: m" in text
    assert "- team: zuid" in text
    assert "kanaal" not in text  # no rule reads it


def test_what_the_evaluator_does_not_confirm_is_not_told() -> None:
    verdict = Verdict(CLAIMS["P01 vroeg"], "weerlegd", "zoeken", (case(geslacht="v"),))
    with pytest.raises(ValueError, match="P01 vroeg"):
        work_out(POLICY, PROGRAM, verdict, PLAIN)
    for cases in ((), (attrs.evolve(case(), values={}),)):
        with pytest.raises(ValueError, match="P01 vroeg"):
            work_out(POLICY, PROGRAM, attrs.evolve(verdict, cases=cases), PLAIN)


def test_a_gap_is_told_in_the_measure_of_the_outcome() -> None:
    step = attrs.evolve(CLAIMS["P13 zoekdag inkomen"])
    pair = case(inkomen=200_000), case(inkomen=200_001)
    days = work_out(POLICY, PROGRAM, Verdict(step, "gemeten", "zoeken", pair), PLAIN)
    assert headline(days, POLICY) == "Eén stap in `inkomen` verandert `zoekdag` met 28 dagen."
    assert advice_for(days) is None
    truth = attrs.evolve(
        days, gap=1, verdict=Verdict(CLAIMS["P13 jong datum_melding"], "gemeten", "zoeken")
    )
    assert headline(truth, POLICY) == "Eén stap in `datum_melding` verandert `jong`."


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            attrs.evolve(CLAIMS["P01 vroeg"], change=Swapped("kinderen")),
            "De volgorde van `kinderen` doet ertoe voor `vroeg`.",
        ),
        (attrs.evolve(CLAIMS["P15 toeslag te_hard"]), "`te_hard` doet ertoe voor `toeslag`."),
        (attrs.evolve(CLAIMS["P01 vroeg"], demand=Measured()), "Geen gat."),
        (attrs.evolve(CLAIMS["P01 vroeg"], demand=AtMost(1)), "Geen gat: `vroeg`."),
    ],
)
def test_each_claim_has_a_headline(claim: Claim, said: str) -> None:
    finding = Finding(Verdict(claim, "weerlegd", "zoeken"), (), None, ())
    assert headline(finding, POLICY) == said


def test_a_pair_that_differs_in_the_order_of_a_list_says_so() -> None:
    claim = attrs.evolve(CLAIMS["P04 toeslag kinderen"])
    seen = found(
        "P13 toeslag inkomen hoogstens", case(4, inkomen=125_000), case(4, inkomen=125_001)
    ).seen
    finding = Finding(
        Verdict(claim, "weerlegd", "zoeken"), (case(4), case(4)), None, seen, plain=PLAIN[0]
    )
    text = to_text(Document(tell(POLICY, PROGRAM, finding)))
    assert text.startswith("Twee gevallen die alleen in de volgorde van een lijst verschillen.")


def test_the_width_of_a_judgement_names_it_as_a_judgement() -> None:
    before = case(4)
    values = {**before.values, Leaf("oordeel", "te_hard"): True}
    pair = before, attrs.evolve(before, values=values)
    finding = found("P15 toeslag te_hard", *pair, status="gemeten")
    text = to_text(Document(tell(POLICY, PROGRAM, finding)))
    assert "- het oordeel ‘te hard’: nee tegenover ja" in text
    assert finding.gap == 5_000

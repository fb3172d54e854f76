"""Two versions of a policy as one program, and what a change does to each outcome."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import attrs
import jsonschema
import pytest

from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification.checking import Means
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.comparing import Change, Comparison, clauses, compare
from maatwerk_rules.verification.comparison_told import to_document, to_json
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.observed import observe
from maatwerk_rules.verification.verdicts import Status, Verdict
from maatwerk_rules.verification.versions import LESS, MORE, OLD, OTHER, Shared, together
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.test_told import DAY
from tests.verification.town import TEXT

SCHEMA = Path(__file__).parents[2] / "docs/naslag/schemas/vergelijking-1.schema.json"
OLD_POLICY = policy_of(TEXT + DAY)
POOR, MIDDLE, RICH = case(4), case(4, inkomen=127_000), case(4, inkomen=900_000)
EXAMPLES = (Example("arm", POOR), Example("rijk", RICH))


def changed(*replacements: tuple[str, str]) -> Policy:
    text = TEXT + DAY
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    return policy_of(text)


WIDER = changed(("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"))


def shared(old: Policy, new: Policy) -> Shared:
    found = together(old, new)
    assert found is not None
    return found


def test_the_same_policy_twice_shares_everything() -> None:
    found = shared(OLD_POLICY, OLD_POLICY)
    assert found.changed == found.within == found.lost == found.added == ()
    assert set(found.same) == {"recht", "toeslag", "vroeg", "jong", "strijd", "zoekdag"}
    assert not [name for name in found.part.program.definitions if name.endswith(OLD)]


def test_only_what_leads_to_a_change_stands_there_twice() -> None:
    found = shared(OLD_POLICY, WIDER)
    assert found.changed == ("toeslag",)
    twice = [name for name in found.part.program.definitions if name.endswith(OLD)]
    assert twice == [f"toeslag{OLD}"]


def test_what_reads_a_changed_begrip_is_changed_too() -> None:
    found = shared(OLD_POLICY, changed(("is minder dan 12", "is minder dan 14")))
    assert found.changed == ("toeslag",)
    assert found.within == ("jonge_kinderen",)
    assert f"jonge_kinderen{OLD}" in found.part.program.definitions


@pytest.mark.parametrize(
    ("whole", "values"),
    [(POOR, (15_000, 15_000)), (MIDDLE, (0, 15_000)), (RICH, (0, 0))],
)
def test_both_versions_decide_the_same_case_side_by_side(
    whole: object, values: tuple[int, int]
) -> None:
    found = shared(OLD_POLICY, WIDER)
    names = (f"toeslag{OLD}", "toeslag")
    seen = [observe(found.policy, found.part.program, whole, name) for name in names]  # type: ignore[arg-type]
    assert tuple(one[None].value for one in seen if one) == values


@pytest.mark.parametrize(
    ("whole", "says"),
    [(POOR, (False, False, False)), (MIDDLE, (True, False, True))],
)
def test_the_program_says_itself_in_what_an_outcome_differs(
    whole: object, says: tuple[bool, bool, bool]
) -> None:
    found = shared(OLD_POLICY, WIDER)
    seen = [
        observe(found.policy, found.part.program, whole, f"toeslag{how}")  # type: ignore[arg-type]
        for how in (OTHER, LESS, MORE)
    ]
    assert tuple(one[None].value for one in seen if one) == says


def test_less_follows_the_order_of_options_dates_and_truths() -> None:
    new = changed(
        ("indien inkomen is meer dan € 2.000", "indien inkomen is meer dan € 1.000"),
        ("indien geslacht is v of team is noord", "indien geslacht is v"),
    )
    found = shared(OLD_POLICY, new)
    program = found.part.program
    later = observe(found.policy, program, case(inkomen=150_000), f"zoekdag{LESS}")
    assert later is not None
    assert later[None].value is True  # a later day is less favourable there
    assert f"strijd{LESS}" not in program.definitions  # it has no order
    assert f"vroeg{LESS}" in program.definitions


def test_outcomes_of_one_version_and_of_another_kind_are_told_apart() -> None:
    new = changed(
        ("uitkomst jong: ja/nee", "uitkomst jeugdig: ja/nee"), ("bepaalt jong", "bepaalt jeugdig")
    )
    found = shared(OLD_POLICY, new)
    assert (found.lost, found.added) == (("jong",), ("jeugdig",))
    other = changed(
        ("uitkomst strijd: ja/nee", "uitkomst strijd: keuze uit wel, geen"),
        ("geslacht is m\n  dan ja", "geslacht is m\n  dan wel"),
        ("team is zuid\n  dan nee", "team is zuid\n  dan geen"),
    )
    assert shared(OLD_POLICY, other).unlike == ("strijd",)


def test_versions_that_never_hold_on_one_day_are_not_compared() -> None:
    assert together(OLD_POLICY, attrs.evolve(OLD_POLICY, slices=())) is None
    assert together(OLD_POLICY, WIDER, date(2020, 1, 1)) is None
    assert together(OLD_POLICY, WIDER, date(2026, 3, 1)) is not None


def test_changed_clauses_are_named_and_comments_and_toetsen_do_not_count() -> None:
    new = changed(
        ("regel vroeg_geboren", "# een opmerking\nregel vroeg_geboren"),
        ("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"),
        ("regel jong_in_vier_weken", "regel jong_bij_melding"),
    )
    found = clauses(OLD_POLICY, new)
    assert found.changed == ("toeslag_kind",)
    assert found.added == ("jong_bij_melding",)
    assert found.lost == ("jong_in_vier_weken",)


# ---------------------------------------------------------------- what it does


def means(finds: dict[str, object], proves: Status | None = None) -> Means:
    def search(claims: Sequence[Claim], seconds: float) -> Iterator[Verdict]:
        for claim in claims:
            found = finds.get(claim.outcome)
            cases = () if found is None else (found,)
            yield Verdict(claim, "levend" if cases else "niet_gevonden", "zoeken", cases)  # type: ignore[arg-type]

    def prove(claim: Claim, seconds: float) -> Verdict:
        assert proves is not None
        return Verdict(claim, proves, "bewijs", reason="Zo is het.", seconds=0.1)

    return Means(search, prove if proves is not None else None)


def compared(new: Policy, tried: Means) -> Comparison:
    return compare(shared(OLD_POLICY, new), tried, EXAMPLES, 5.0)


def effect(found: Comparison) -> Change:
    (change,) = found.changes
    return change


def test_what_is_found_one_way_and_proved_the_other_way_is_bounded() -> None:
    found = effect(compared(WIDER, means({f"toeslag{MORE}": MIDDLE}, "dood")))
    assert (found.effect, found.is_bounded) == ("gunstiger", True)


def test_what_is_found_both_ways_goes_up_and_down() -> None:
    found = effect(compared(WIDER, means({f"toeslag{MORE}": MIDDLE, f"toeslag{LESS}": MIDDLE})))
    assert found.effect == "wisselend"


def test_nothing_found_is_no_proof_and_a_proof_is() -> None:
    assert effect(compared(WIDER, means({}))).effect == "niet gevonden"
    assert effect(compared(WIDER, means({}, "dood"))).effect == "gelijk"
    left = effect(compared(WIDER, means({}, "onbeslist")))
    assert {one.reason for _, one in left.verdicts} == {"Zo is het."}
    assert (
        effect(compared(WIDER, Means())).effect == "gelijk"
        or not effect(compared(WIDER, Means())).verdicts
    )


def test_the_cases_of_toetsen_that_come_out_otherwise_are_named() -> None:
    lower = changed(("dan € 150", "dan € 140"))
    assert compared(lower, means({})).affected == ("arm",)
    assert compared(WIDER, means({})).affected == ()


def test_a_comparison_is_told_as_agreed(
    golden: Callable[[str, Callable[[str], str]], None],
) -> None:
    new = changed(
        ("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"),
        ("dan € 150", "dan € 140"),
        ("indien inkomen is meer dan € 2.000", "indien inkomen is meer dan € 1.000"),
        ("uitkomst jong: ja/nee", "uitkomst jeugdig: ja/nee"),
        ("bepaalt jong", "bepaalt jeugdig"),
    )
    finds = {
        f"toeslag{MORE}": case(4, inkomen=127_000, team="noord"),
        f"toeslag{LESS}": case(4, 9),
        f"zoekdag{LESS}": case(inkomen=150_000),
    }
    found = compared(new, means(finds, "dood"))  # type: ignore[arg-type]
    assert found.differs
    golden("willekeur/vergelijking.txt", lambda _: to_text(to_document(found)))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(to_json(found))), schema)


def test_two_equal_policies_do_not_differ() -> None:
    found = compared(OLD_POLICY, means({}))
    assert not found.differs
    assert "Niets." in to_text(to_document(found))

"""Two versions of a policy as one program, and what a change does to each outcome."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import attrs
import jsonschema
import pytest

from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification import comparing
from maatwerk_rules.verification.checking import Means
from maatwerk_rules.verification.claims import (
    AtMost,
    BothDecide,
    Claim,
    Measured,
    Never,
    Same,
    Turned,
)
from maatwerk_rules.verification.comparing import Change, Comparison, compare, look_at
from maatwerk_rules.verification.comparison_json import to_json
from maatwerk_rules.verification.comparison_told import to_document
from maatwerk_rules.verification.executors import means_for
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.observed import observe, shown
from maatwerk_rules.verification.properties import P17
from maatwerk_rules.verification.verdicts import Status, Verdict
from maatwerk_rules.verification.versions import NEW, OLD, RULES, Shared, followed, together
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


def under(rules: str, whole: Case) -> Case:
    """Return a case under the old or the new rules."""
    return attrs.evolve(whole, values={**whole.values, Leaf("gegeven", RULES): rules})


def pair_of(whole: Case, first: str = OLD) -> tuple[Case, Case]:
    return under(first, whole), under(NEW, whole)


def test_the_same_policy_twice_shares_everything() -> None:
    found = shared(OLD_POLICY, OLD_POLICY)
    assert found.changed == found.lost == found.added == ()
    assert set(found.same) == {"recht", "toeslag", "vroeg", "jong", "strijd", "zoekdag"}
    assert RULES not in found.part.program.facts


def test_only_what_changed_itself_stands_there_more_than_once() -> None:
    found = shared(OLD_POLICY, changed(("is minder dan 12", "is minder dan 14")))
    assert found.changed == ("toeslag",)
    assert found.clauses == {"jonge_kinderen": ("toeslag",)}
    twice = [name for name in found.part.program.definitions if " (" in name]
    assert twice == [
        "jonge_kinderen (oud)",
        "jonge_kinderen (nieuw)",
        "jonge_kinderen (zonder jonge_kinderen)",
    ]


@pytest.mark.parametrize(
    ("whole", "values"),
    [(POOR, (15_000, 15_000)), (MIDDLE, (0, 15_000)), (RICH, (0, 0))],
)
def test_one_fact_says_by_which_rules_a_case_is_decided(
    whole: Case, values: tuple[int, int]
) -> None:
    found = shared(OLD_POLICY, WIDER)
    for one, value in zip(pair_of(whole), values, strict=True):
        for name in ("toeslag", followed(found.part.program, one, "toeslag")):
            seen = observe(found.policy, found.part.program, one, name)
            assert seen is not None
            assert seen[None].value == value


def test_each_clause_can_be_turned_back_by_itself() -> None:
    new = changed(
        ("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"),
        ("is minder dan 12", "is minder dan 14"),
    )
    found = shared(OLD_POLICY, new)
    assert set(found.clauses) == {"jonge_kinderen", "toeslag_kind"}
    program = found.part.program
    old_child = case(13, inkomen=127_000)
    values = {}
    for rules in (OLD, "zonder jonge_kinderen", "zonder toeslag_kind", NEW):
        seen = observe(found.policy, program, under(rules, old_child), "toeslag")
        assert seen is not None
        values[rules] = seen[None].value
    assert values == {OLD: 0, "zonder jonge_kinderen": 0, "zonder toeslag_kind": 0, NEW: 15_000}
    without = under("zonder jonge_kinderen", old_child)
    assert followed(program, without, "toeslag") == "toeslag (nieuw)"
    assert followed(program, without, "vroeg") == "vroeg"


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


def test_what_hangs_on_a_fact_that_became_another_is_not_compared() -> None:
    new = changed(
        ("gegeven team: keuze uit noord, zuid", "gegeven team: ja/nee"),
        ("team is noord", "team"),
        ("indien team is zuid", "indien niet team"),
    )
    found = shared(OLD_POLICY, new)
    assert set(found.unlike) == {"vroeg", "strijd"}
    assert "toeslag" in found.same


def test_versions_that_never_hold_on_one_day_are_not_compared() -> None:
    assert together(OLD_POLICY, attrs.evolve(OLD_POLICY, slices=())) is None
    assert together(OLD_POLICY, WIDER, date(2020, 1, 1)) is None
    assert together(OLD_POLICY, WIDER, date(2026, 3, 1)) is not None


def test_options_that_came_or_went_are_held_by_the_type_of_both() -> None:
    old = changed(KEUZE)
    text = KEUZE[1].replace(", midden", ", hoog").replace("naar midden", "naar hoog")
    new = changed((KEUZE[0], text.replace("dan midden", "dan hoog")))
    found = shared(old, new)
    definition = found.part.program.definitions["klasse"]
    assert set(definition.type.opties) == {"laag", "midden", "hoog"}  # type: ignore[attr-defined]
    assert definition.order is None


KEUZE = (
    "regel vroeg_geboren",
    """uitkomst klasse: keuze uit laag, midden
  gunstig van laag naar midden
regel klasse_midden bepaalt klasse
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is minder dan € 1.000
  dan midden
regel vroeg_geboren""",
)


# ---------------------------------------------------------------- what it does

Finds = dict[tuple[str, str], Case]


def means(finds: Finds, proves: Status | None = None) -> Means:
    """Return means that find given cases by outcome and way, and prove all else."""

    def way(claim: Claim) -> str:
        return getattr(claim.demand, "direction", None) or "anders"

    def search(claims: Sequence[Claim], seconds: float) -> Iterator[Verdict]:
        for claim in claims:
            assert isinstance(claim.change, Turned)
            found = finds.get((claim.outcome, way(claim)))
            cases = () if found is None else pair_of(found, str(claim.change.before))
            status: Status = "gemeten" if isinstance(claim.demand, Measured) else "weerlegd"
            yield Verdict(claim, status if cases else "niet_gevonden", "zoeken", cases)

    def prove(claim: Claim, seconds: float) -> Verdict:
        assert proves is not None
        return Verdict(claim, proves, "bewijs", reason="Zo is het.", seconds=0.1)

    return Means(search, prove if proves is not None else None)


def compared(new: Policy, tried: Means, seconds: float = 5.0) -> Comparison:
    both = shared(OLD_POLICY, new)
    return compare(both, tried, look_at(both, EXAMPLES), seconds)


def effect(found: Comparison) -> Change:
    (change,) = found.changes
    return change


def test_what_is_found_one_way_and_proved_the_other_way_is_bounded() -> None:
    found = effect(compared(WIDER, means({("toeslag", "meer"): MIDDLE}, "bewezen")))
    assert (found.effect, found.is_bounded) == ("gunstiger", True)
    assert found.is_largest("gunstiger")
    demands = {type(one.claim.demand) for _, one in (*found.verdicts, *found.bounds)}
    assert demands == {Measured, Never, Same, AtMost}


def test_what_is_found_both_ways_goes_up_and_down() -> None:
    lower = changed(("dan € 150", "dan € 140"), ("ten hoogste € 1.250", "ten hoogste € 1.300"))
    finds = {("toeslag", "meer"): MIDDLE, ("toeslag", "minder"): POOR}
    assert effect(compared(lower, means(finds))).effect == "wisselend"


def test_nothing_found_is_no_proof_and_a_proof_is() -> None:
    assert effect(compared(WIDER, means({}))).effect == "niet gevonden"
    equal = effect(compared(WIDER, means({}, "bewezen")))
    assert (equal.effect, equal.is_bounded) == ("gelijk", True)
    left = effect(compared(WIDER, means({}, "onbeslist")))
    assert {one.reason for _, one in left.verdicts} == {"Zo is het."}
    assert effect(compared(WIDER, Means())).effect == "niet gevonden"
    assert not effect(compared(WIDER, means({}, "bewezen"), 0.0)).is_bounded


def test_the_cases_of_toetsen_that_come_out_otherwise_are_named() -> None:
    lower = changed(("dan € 150", "dan € 140"))
    found = compared(lower, means({}))
    assert found.known.affected == {"arm": ("toeslag",)}
    assert found.known.by_clause == {"toeslag_kind": ("arm",)}
    assert [one.name for one in found.known.examples] == ["arm", "rijk"]
    assert compared(WIDER, means({})).known.affected == {}


def test_of_several_clauses_each_is_looked_at_by_itself() -> None:
    new = changed(("dan € 150", "dan € 140"), ("is minder dan 12", "is minder dan 3"))
    found = compared(new, means({("toeslag", "anders"): POOR}))
    by_name = {one.clause.name: one for one in found.clauses}
    assert by_name["jonge_kinderen"].affected == ("arm",)
    assert [name for name, _ in by_name["jonge_kinderen"].shifts] == ["toeslag"]
    # Where no child is young, what the rule gives makes no difference.
    assert by_name["toeslag_kind"].affected == by_name["toeslag_kind"].shifts == ()


def test_a_larger_loss_than_the_search_found_is_taken_from_the_proof() -> None:
    lower = changed(("dan € 150", "dan € 140"), ("ten hoogste € 1.250", "ten hoogste € 1.000"))
    small, large = POOR, case(4, inkomen=110_000)
    asked: list[Claim] = []

    def prove(claim: Claim, seconds: float) -> Verdict:
        asked.append(claim)
        if isinstance(claim.demand, AtMost) and claim.demand.loss < 15_000:
            return Verdict(claim, "weerlegd", "bewijs", pair_of(small))
        if isinstance(claim.demand, Measured):
            return Verdict(claim, "gemeten", "bewijs", pair_of(large), size=15_000)
        return Verdict(claim, "bewezen", "bewijs", reason="Zo is het.")

    tried = attrs.evolve(means({("toeslag", "minder"): small}), prove=prove)
    found = effect(compared(lower, tried))
    ((way, shift),) = found.shifts
    assert (way, shift.gap, found.is_largest("ongunstiger")) == ("ongunstiger", 15_000, True)


def test_a_proof_that_gives_no_larger_pair_leaves_what_was_found() -> None:
    lower = changed(("dan € 150", "dan € 140"))

    def prove(claim: Claim, seconds: float) -> Verdict:
        return Verdict(claim, "weerlegd", "bewijs", pair_of(POOR))

    tried = attrs.evolve(means({("toeslag", "minder"): POOR}), prove=prove)
    found = effect(compared(lower, tried))
    assert not found.is_largest("ongunstiger")
    gain = attrs.evolve(means({("toeslag", "meer"): MIDDLE}), prove=prove)
    assert not effect(compared(WIDER, gain)).is_largest("gunstiger")


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
        ("toeslag", "meer"): case(4, inkomen=127_000, team="noord"),
        ("toeslag", "minder"): case(4, 9),
        ("zoekdag", "minder"): case(inkomen=150_000),
        ("zoekdag", "anders"): case(inkomen=150_000),
    }
    found = compared(new, means(finds, "bewezen"))
    assert found.differs
    golden("willekeur/vergelijking.txt", lambda _: to_text(to_document(found), 100))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(to_json(found))), schema)


def test_two_equal_policies_do_not_differ() -> None:
    found = compared(OLD_POLICY, means({}))
    assert not found.differs
    assert "Niets." in to_text(to_document(found))


def test_search_and_proof_agree_on_the_largest_loss() -> None:
    pytest.importorskip("z3")
    new = changed(("dan € 150", "dan € 140"), ("is minder dan 12", "is minder dan 11"))
    both = shared(OLD_POLICY, new)
    known = look_at(both, EXAMPLES)
    with means_for(both.policy, both.part, known.examples, proof="auto", seed=0) as tried:
        found = effect(compare(both, tried, known, 12.0))
    assert found.effect == "ongunstiger"
    assert found.is_bounded
    assert (dict(found.shifts)["ongunstiger"].gap, found.is_largest("ongunstiger")) == (
        20_000,
        True,
    )


# ---------------------------------------------------------------- what cannot be shown


def test_of_a_case_each_outcome_that_comes_out_otherwise_is_named() -> None:
    new = changed(("dan € 150", "dan € 140"), ("meer dan € 2.000", "meer dan € 500"))
    both = shared(OLD_POLICY, new)
    assert look_at(both, EXAMPLES[:1]).affected == {"arm": ("toeslag", "zoekdag")}


def test_what_only_generated_code_sees_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    both = shared(OLD_POLICY, changed(("dan € 150", "dan € 140")))
    assert look_at(both, EXAMPLES).affected
    monkeypatch.setattr(comparing, "shown", lambda *_: None)
    assert not look_at(both, EXAMPLES).affected


def test_a_case_that_cannot_exist_shows_no_change() -> None:
    """Who is married has an income, by the policy."""
    never = case(4, inkomen=0, woonsituatie="gehuwd")
    lower = changed(("dan € 150", "dan € 140"))
    found = effect(compared(lower, means({("toeslag", "minder"): never})))
    assert (found.effect, found.shifts) == ("niet gevonden", ())


def test_what_refutes_a_bound_is_told_where_no_proof_gives_the_largest() -> None:
    lower = changed(("dan € 150", "dan € 140"), ("ten hoogste € 1.250", "ten hoogste € 1.000"))
    large = case(4, inkomen=110_000)

    def prove(claim: Claim, seconds: float) -> Verdict:
        if isinstance(claim.demand, AtMost) and claim.demand.loss < 15_000:
            return Verdict(claim, "weerlegd", "bewijs", pair_of(large))
        return Verdict(claim, "onbeslist", "bewijs", reason="Te veel.")

    tried = attrs.evolve(means({("toeslag", "minder"): POOR}), prove=prove)
    found = effect(compared(lower, tried))
    ((way, shift),) = found.shifts
    assert (way, shift.gap, found.is_largest("ongunstiger")) == ("ongunstiger", 15_000, False)


def test_out_of_time_a_pair_is_brought_no_nearer_to_an_example(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lower = changed(("dan € 150", "dan € 140"))
    far = case(3, 5, inkomen=12_345)
    tried = means({("toeslag", "minder"): far})

    def told() -> Case:
        ((_, shift),) = effect(compared(lower, tried)).shifts
        return shift.case

    assert told() != under(NEW, far)
    monkeypatch.setattr(comparing, "LONGEST_SHIFT", -1.0)
    assert told() == under(NEW, far)


# ---------------------------------------------------------------- an outcome that goes

LEVEL = (
    "regel vroeg_geboren",
    """begrip niveau: keuze uit laag, hoog
regel niveau_laag bepaalt niveau
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is ten hoogste € 2.000
  dan laag
regel niveau_hoog bepaalt niveau
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 2.000
  dan hoog
uitkomst bijdrage: bedrag per maand tussen € 0 en € 500
  gunstig is hoger
regel bijdrage_laag bepaalt bijdrage
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien niveau is laag
  dan € 100
regel bijdrage_hoog bepaalt bijdrage
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien niveau is hoog
  dan € 50
regel vroeg_geboren""",
)
WITH_LEVEL = changed(LEVEL)
BELOW, ITSELF = "inkomen is meer dan € 2.000", "indien niveau is hoog"


def without_rule(condition: str) -> Policy:
    """Return the policy in which a condition became one that leaves cases without a rule."""
    more = {
        BELOW: "inkomen is meer dan € 3.000",
        ITSELF: f"{ITSELF} en inkomen is meer dan € 3.000",
    }
    text = LEVEL[1].replace(condition, more[condition])
    return changed((LEVEL[0], text))


def all_at_once() -> Policy:
    """Return a policy in which outcomes are less, more, other, gone and without a rule."""
    level = LEVEL[1].replace(BELOW, "inkomen is meer dan € 3.000").replace("dan € 50", "dan € 40")
    return changed(
        (LEVEL[0], level),
        ("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"),
        ("dan € 150", "dan € 140"),
        ("indien team is zuid", "indien kanaal is balie"),
        ("indien inkomen is meer dan € 2.000", "indien inkomen is meer dan € 1.000"),
        ("uitkomst jong: ja/nee", "uitkomst jeugdig: ja/nee"),
        ("bepaalt jong", "bepaalt jeugdig"),
    )


@pytest.mark.parametrize("condition", [BELOW, ITSELF], ids=["begrip", "uitkomst"])
def test_an_outcome_that_is_lost_for_want_of_a_rule_is_found_without_a_table(
    condition: str,
) -> None:
    both = shared(WITH_LEVEL, without_rule(condition))
    known = look_at(both, (Example("arm", POOR),))
    with means_for(both.policy, both.part, known.examples, proof="uit", seed=0) as tried:
        found = effect(compare(both, tried, known, 1.0))

    assert (found.outcome, found.effect) == ("bijdrage", "anders")
    ((way, shift),) = found.shifts
    assert (way, shift.before.value, shift.after.value, shift.gap) == (
        "geen regel",
        5000,
        None,
        None,
    )
    assert (shift.after.no_rule, shift.after.lacking) == (
        condition == ITSELF,
        frozenset({"niveau (nieuw)"} if condition == BELOW else ()),
    )


@pytest.mark.parametrize("condition", [BELOW, ITSELF], ids=["begrip", "uitkomst"])
def test_a_lost_outcome_is_told_with_what_it_lacks(condition: str) -> None:
    both = shared(WITH_LEVEL, without_rule(condition))
    between = case(4, inkomen=250_000)
    known = look_at(both, (Example("arm", POOR), Example("midden", between)))
    finds = means({("bijdrage", "anders"): between}, "onbeslist")
    found = compare(both, finds, known, 1.0)
    text = to_text(to_document(found))
    told = json.loads(json.dumps(to_json(found)))
    jsonschema.validate(told, json.loads(SCHEMA.read_text("utf-8")))
    (shown,) = told["uitkomsten"][0]["voorbeelden"]
    (by_clause,) = told["wijzigingen"]

    assert known.affected == {"midden": ("bijdrage",)}
    assert "soms zonder uitkomst" in text
    assert "Zonder uitkomst kan: `bijdrage`" in text
    assert (shown["richting"], shown["nieuw"]) == ("geen_regel", "geen_regel")
    assert shown["oud"] == "€ 50 per maand"
    lacks = ["niveau"] if condition == BELOW else []
    assert (shown["zonder_uitkomst_oud"], shown["zonder_uitkomst_nieuw"]) == ([], lacks)
    assert ("er is geen uitkomst over `niveau`" in text) == (condition == BELOW)
    assert by_clause["voorbeelden"]


def test_less_and_lost_are_both_told() -> None:
    text = LEVEL[1].replace("dan € 50", "dan € 40").replace(BELOW, "inkomen is meer dan € 3.000")
    both = shared(WITH_LEVEL, changed((LEVEL[0], text)))
    less, lost = case(4, inkomen=350_000), case(4, inkomen=250_000)
    finds: Finds = {("bijdrage", "minder"): less, ("bijdrage", "anders"): lost}
    found = compare(both, means(finds), look_at(both, ()), 1.0)
    change = effect(found)

    assert [way for way, _ in change.shifts] == ["ongunstiger", "geen regel"]
    assert "soms ongunstiger, soms zonder uitkomst" in " ".join(to_text(to_document(found)).split())
    by_clause = {one.clause.name: [name for name, _ in one.shifts] for one in found.clauses}
    assert set(by_clause) == {"niveau_hoog", "bijdrage_hoog"}


def test_what_hangs_on_something_else_that_is_not_known_is_not_told_as_lost() -> None:
    unknown = attrs.evolve(case(4, inkomen=250_000), values={})
    both = shared(WITH_LEVEL, without_rule(BELOW))
    claim = Claim(P17, "bijdrage", BothDecide(), both.turned)

    assert shown(both.policy, both.part.program, claim, pair_of(case(4, inkomen=250_000)))
    assert shown(both.policy, both.part.program, claim, pair_of(POOR)) is False
    assert shown(both.policy, both.part.program, claim, pair_of(unknown)) is None


def test_two_versions_of_one_policy_have_one_title_and_two_policies_have_two() -> None:
    same = compared(WIDER, means({}))
    untitled = attrs.evolve(WIDER, name="ander", beleid=Beleid(()))
    other = attrs.evolve(same, shared=attrs.evolve(same.shared, new=untitled))

    assert to_document(same).title == "Vergeleken: twee versies van Bijstand, klein voorbeeld"
    assert to_document(other).title == "Vergeleken: Bijstand, klein voorbeeld en ander"

"""Putting a policy to the test from Python: chosen properties, own bounds and own properties."""

from collections.abc import Iterator
from datetime import date

import pytest

import maatwerk_rules.verification as verification
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification import (
    PROPERTIES,
    Claim,
    Holds,
    More,
    Other,
    Property,
    Report,
    Same,
    check_willekeur,
    limit,
    place_of,
    willekeur,
)
from maatwerk_rules.verification.told import headline
from tests.small import policy_of
from tests.verification.test_told import DAY
from tests.verification.town import TEXT

POLICY = policy_of(TEXT + DAY)
OWN = Property("E01", "kind", "Een kind scheelt iets", "Scheelt een kind?", "Dat telt.", ("eigen",))


def checked(*properties: object, seconds: float = 1.0, **rest: object) -> Report:
    return check_willekeur(POLICY, properties, seconds=seconds, proof="uit", **rest)  # type: ignore[arg-type]


def statuses(found: Report) -> dict[str, str]:
    return {one.claim.key: one.status for one in found.verdicts}


def test_properties_are_chosen_by_code_by_name_and_as_objects() -> None:
    p07 = next(one for one in PROPERTIES if one.code == "P07")
    found = checked("P03", "onbekend-schaadt-niet", p07)
    assert {one.claim.asks.code for one in found.verdicts} == {"P03", "P07", "P08"}


def test_outcomes_and_facts_narrow_what_is_asked() -> None:
    found = checked("P13", "P15", "P04", facts=["inkomen"], outcomes=["toeslag"])
    assert set(statuses(found)) == {"P13 toeslag inkomen hoogstens", "P13 toeslag inkomen"}
    found = checked("P13", "P04", "P02", facts=["kinderen"])
    assert {one.claim.outcome for one in found.verdicts} == {"toeslag"}
    found = checked("P14", facts=["oogkleur"])
    assert all("oogkleur" in key for key in statuses(found))


def test_an_own_bound_stands_in_the_place_of_that_of_the_policy() -> None:
    wide = limit(POLICY, "toeslag", "inkomen", step=100, loss=50_000)
    found = checked("P13", wide, facts=["inkomen"], outcomes=["toeslag"])
    assert statuses(found)["P13 toeslag inkomen hoogstens"] == "niet_gevonden"
    found = checked(limit(POLICY, "toeslag", "inkomen", step=100, loss=0))
    assert statuses(found) == {"P13 toeslag inkomen hoogstens": "weerlegd"}


def test_an_own_property_is_some_lines_of_python() -> None:
    def team_counts_nowhere(policy: Policy, program: Program) -> Iterator[Claim]:
        for name, one in program.definitions.items():
            if one.published:
                yield Claim(OWN, name, Same(), Other(place_of(policy, "team")))

    found = checked(team_counts_nowhere)
    assert statuses(found)["E01 vroeg team"] == "weerlegd"
    assert statuses(found)["E01 toeslag team"] == "bewezen"
    assert [asks.code for asks in found.counts] == ["E01"]


def test_what_python_says_of_a_pair_and_of_a_case_is_searched() -> None:
    pair = Holds("hoogstens_de_helft", lambda before, after: before is None or after * 2 >= before)
    claim = Claim(OWN, "toeslag", pair, More(place_of(POLICY, "inkomen")))
    bounded = Claim(OWN, "toeslag", Holds("niet_negatief", lambda value: value >= 0))
    odd = Claim(OWN, "toeslag", Holds("nooit_tweehonderd", lambda value: value != 20_000))
    answered = Claim(OWN, "vroeg", Holds("is_er", lambda value: value is not None))
    equal = Claim(
        OWN, "recht", Holds("altijd_anders", lambda a, b: a != b), Other(place_of(POLICY, "team"))
    )
    found = checked(claim, bounded, odd, answered, equal)
    assert statuses(found) == {
        "E01 toeslag inkomen hoogstens_de_helft": "weerlegd",
        "E01 toeslag niet_negatief": "niet_gevonden",
        "E01 toeslag nooit_tweehonderd": "weerlegd",
        "E01 vroeg is_er": "weerlegd",
        "E01 recht team altijd_anders": "weerlegd",
    }
    assert {headline(one, POLICY) for one in found.refuted} == {
        f"Een kind scheelt iets: `{name}`." for name in ("toeslag", "vroeg", "recht")
    }


def test_what_python_says_cannot_be_proved_and_says_so() -> None:
    pytest.importorskip("z3")
    pair = Holds("alles", lambda before, after: True)
    single = Holds("alles", lambda value: True)
    place = place_of(POLICY, "inkomen")
    claims = [Claim(OWN, "toeslag", pair, More(place)), Claim(OWN, "vroeg", single)]
    found = check_willekeur(POLICY, claims, seconds=4.0)
    told = {one.reason for one in found.verdicts}
    assert told == {"een eigenschap in Python is alleen te zoeken, niet te bewijzen"}


def test_what_is_meant_is_told_as_meant() -> None:
    found = checked("P01", outcomes=["vroeg"], meant={"P01 vroeg": "Zo is het."})
    assert statuses(found) == {"P01 vroeg": "bewust"}
    assert found.is_clean


@pytest.mark.parametrize("fact", ["inkomen", "kinderen.leeftijd_kind", "te_hard", "jonge_kinderen"])
def test_what_can_be_varied_is_named_as_the_policy_does(fact: str) -> None:
    assert str(place_of(POLICY, fact)) == fact


def test_what_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (
        lambda: checked("P99"),
        lambda: checked("P01", outcomes=["weg"]),
        lambda: checked(limit(POLICY, "weg", "inkomen", step=1, loss=1)),
        lambda: checked("P01", peildatum=date(1900, 1, 1)),
        lambda: place_of(POLICY, "kinderen"),
        lambda: place_of(POLICY, "kinderen.weg"),
    ):
        with pytest.raises(ValueError, match=r"weg|P99|1900|kinderen"):
            wrong()
    monkeypatch.setattr(willekeur, "can_prove", lambda: False)
    with pytest.raises(ImportError, match="bewijs"):
        check_willekeur(POLICY, proof="eis")


def test_the_names_of_the_package_are_there_and_no_others() -> None:
    for name in verification.__all__:
        assert getattr(verification, name).__name__ if name != "PROPERTIES" else True
    with pytest.raises(AttributeError, match="weg"):
        _ = verification.weg

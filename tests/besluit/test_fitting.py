"""The parts of a besluit fit one another, whoever made it: at recording and before it is sent."""

import copy
from time import process_time
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.fitting import misfits
from maatwerk_rules.besluit.record import Besluit, lacking, lacking_at, read_besluit, record, seal
from maatwerk_rules.besluit.weighing import Weighing, complete, with_weighing
from maatwerk_rules.runtime.facts import Facts, read_facts, write_case
from tests.besluit.cases import (
    AISHA,
    ANSWERS,
    DAY,
    GIVEN,
    OUTCOME,
    POLICY,
    aisha,
    besluit,
    form,
    weighing,
)
from tests.besluit.made import willem

LONGEST_WAIT = 30.0  # of the processor: a fraction of a second, but in a full process more
JUDGED = ANSWERS["oordelen"]["onevenredig_gevolg"]


def decided(facts: Facts) -> Any:
    return decide(POLICY, facts, peildatum=DAY, uitkomsten=(OUTCOME,))


def refused(facts: Facts, *weighings: Weighing, **given: Any) -> dict[str, str]:
    with pytest.raises(FactError) as raised:
        record(POLICY, decided(facts), {**GIVEN, **given}, weighings)
    assert {one.code for one in raised.value.diagnostics} == {"MW995"}
    return {str(one.path): one.headline for one in raised.value.diagnostics}


def that(waarde: bool, **other: Any) -> Weighing:
    return weighing(oordelen={"onevenredig_gevolg": {**JUDGED, "waarde": waarde}}, **other)


PLACE = "wegingen[0].oordelen.onevenredig_gevolg"


@pytest.mark.parametrize("waarde", [True, False])
def test_a_weighing_that_contradicts_the_judgement_is_not_recorded(waarde: bool) -> None:
    facts = with_weighing(aisha(), that(not waarde))
    told = refused(facts, that(waarde))
    assert told.keys() == {PLACE}
    assert "komt het oordeel `onevenredig_gevolg` anders uit dan in het besluit" in told[PLACE]


def test_a_weighing_whose_judgement_is_not_in_the_facts_is_not_recorded() -> None:
    told = refused(aisha(), that(True))
    assert "telt het oordeel `onevenredig_gevolg` niet mee" in told[PLACE]


@pytest.mark.parametrize("other", [{"omdat": "Iets anders."}, {"op": "2026-02-28"}])
def test_a_weighing_with_other_words_than_the_judgement_is_not_recorded(
    other: dict[str, Any],
) -> None:
    facts = with_weighing(aisha(), that(True))
    assert "anders dan in de feiten" in refused(facts, that(True, **other))[PLACE]


def test_a_weighing_that_was_overtaken_is_not_recorded() -> None:
    facts = with_weighing(aisha(), that(True))
    later = complete(form(), facts, {**ANSWERS, "op": "2026-03-02"})
    assert "anders dan in de feiten" in refused(with_weighing(facts, later), that(True))[PLACE]
    case = write_case(with_weighing(facts, later))
    turned = read_facts(POLICY, {**case, "oordelen": case["oordelen"][::-1]})
    assert "anders dan in de feiten" in refused(turned, that(True))[PLACE]
    assert not lacking(record(POLICY, decided(with_weighing(facts, later)), GIVEN, (later,)))


def test_a_weighing_counts_once() -> None:
    one = that(True)
    told = refused(with_weighing(aisha(), one), one, one)
    assert told["wegingen[1]"].endswith("staat er meer dan een keer.")
    assert "twee wegingen" in told["wegingen[1].oordelen.onevenredig_gevolg"]


def test_a_weighing_of_another_outcome_or_policy_is_not_recorded() -> None:
    one = that(True)
    facts = with_weighing(aisha(), one)
    elsewhere = attrs.evolve(one, form=attrs.evolve(form(), outcome="recht"))
    assert "daarover is niet beslist" in refused(facts, elsewhere)["wegingen[0]"]
    stranger = attrs.evolve(one, form=attrs.evolve(form(), policy_hash="0" * 64))
    assert "een andere tekst van het beleid" in refused(facts, stranger)["wegingen[0]"]


def test_a_weighing_of_which_a_weighed_fact_changed_does_not_count() -> None:
    facts = with_weighing(aisha(), that(True))
    one = record(POLICY, decided(facts), GIVEN, (that(True),))
    data = copy.deepcopy(dict(one.data))
    leaf = {"soort": "oordeel", "naam": "onevenredig_gevolg", "voor": None, "veld": None}
    data["uitkomst"]["signalen"] = [{"soort": "verouderd", "blad": leaf, "tekst": "x"}]
    assert [path for path, _ in misfits(data)] == [PLACE]


def test_a_judgement_about_a_record_is_found_by_its_name_or_its_list() -> None:
    data = copy.deepcopy(dict(willem().data))
    assert list(misfits(data)) == []
    (judged,) = data["uitkomst"]["feiten"]["oordelen"]
    judged["voor"] = f"bezittingen.{judged['voor']}"
    assert list(misfits(data)) == []
    judged["voor"] = "fiets"
    assert "niet mee" in next(misfits(data))[1]
    leaf = {"naam": judged["oordeel"], "voor": {"lijst": "bezittingen", "sleutel": "auto"}}
    judged["voor"] = "auto"
    data["uitkomst"]["signalen"] = [{"soort": "verouderd", "blad": leaf, "tekst": "x"}]
    assert "niet mee" in next(misfits(data))[1]


def forged(**other: Any) -> Besluit:
    return seal({**besluit().data, **other})


def test_what_was_forged_elsewhere_is_not_sent() -> None:
    (one,) = besluit().data["wegingen"]
    assert any("meer dan een keer" in told for told in lacking(forged(wegingen=[one, one])))
    empty = {**one, "oordelen": []}
    assert any("heeft geen oordeel" in told for told in lacking(forged(wegingen=[empty])))
    early = lacking(forged(tijdstip="2020-01-01T00:00:00Z"))
    assert any("dat is na het vastleggen (1 januari 2020)" in told for told in early)
    unsaid = {"op": "in februari", "zienswijze": "x", "gedaan": "y", "niet_nodig": None}
    assert lacking(forged(gehoord=unsaid)) == ()


def test_looking_at_ten_thousand_weighings_takes_no_square_of_that() -> None:
    data = copy.deepcopy(dict(willem().data))
    (one,), (judged,) = data["wegingen"], data["uitkomst"]["feiten"]["oordelen"]
    names = [f"auto_{n}" for n in range(10_000)]
    data["uitkomst"]["feiten"]["oordelen"] = [{**judged, "voor": each} for each in names]
    data["wegingen"] = [
        {**one, "voor": each, "oordelen": [{**one["oordelen"][0], "voor": each}]} for each in names
    ]
    begin = process_time()
    assert list(misfits(data)) == []
    assert process_time() - begin < LONGEST_WAIT


# ---------------------------------------------------------------- the days

MOMENT = "2026-03-02T10:15:00+01:00"


@given(st.dates().filter(lambda day: day.year > 2000), st.booleans())
def test_no_judgement_bears_a_day_after_the_record(day: Any, looked: bool) -> None:
    case: dict[str, Any] = copy.deepcopy(AISHA)
    case["oordelen"][0]["op"] = day.isoformat()
    if looked:
        case["bekeken"] = [{"door": "teammanager", "op": day.isoformat(), "omdat": "Geen nood."}]
    facts = read_facts(POLICY, case)
    if day.isoformat() <= MOMENT[:10]:
        record(POLICY, decided(facts), GIVEN)
    else:
        places = {"oordelen[0]", "bekeken[0]"} if looked else {"oordelen[0]"}
        assert refused(facts).keys() == places


def test_all_that_lies_after_the_record_is_told_at_once() -> None:
    facts = with_weighing(aisha(), that(True))
    heard = {"op": "2026-03-01", "zienswijze": "x", "gedaan": "y"}
    told = refused(facts, that(True), tijdstip="2020-03-01T00:00:00Z", gehoord=heard)
    assert told.keys() == {"ontvangen", "gehoord.op", "oordelen[0]", "oordelen[1]", PLACE}
    assert told["ontvangen"].endswith(
        "De aanvraag is van 16 februari 2026: dat is na het vastleggen (1 maart 2020)."
    )


def test_a_fact_that_was_seen_after_the_record_is_told_with_its_place() -> None:
    late = {"@op": "2026-04-01"}
    asked = {
        "@standing": "niet_aangetoond_na_verzoek",
        "@verzocht_op": "2026-03-20",
        "@termijn": "2 weken",
        "@verlopen_op": "2026-04-04",
    }
    auto = {"@naam": "auto", "waarde_in_euro": {"@waarde": 16000, **late}, "betwist": True}
    case = {
        **AISHA,
        "feiten": {
            **AISHA["feiten"],
            "schulden": {"@waarde": 5, **late},
            "woonkosten": {"@waarde": 750, "@op": "2026-02-01"},
            "in_detentie": asked,
            "bezittingen": {"@lijst": [auto], "@volledig": False},
        },
    }
    told = refused(read_facts(POLICY, case))
    assert told.keys() == {
        "feiten.schulden",
        "feiten.in_detentie",
        "feiten.bezittingen[0].waarde_in_euro",
    }


@pytest.mark.parametrize("waarde", [True, False])
@pytest.mark.parametrize("weighed", [True, False])
def test_who_decides_has_the_mandate_for_the_deviation(waarde: bool, weighed: bool) -> None:
    one = that(waarde)
    decision = decided(with_weighing(aisha(), one))
    given = {**GIVEN, "door": "consulent", "gehoord": {"niet_nodig": "Zij gaf alles zelf."}}
    weighings = (one,) if weighed else ()
    if not (waarde or weighed):
        assert record(POLICY, decision, given, weighings).data["door"] == "consulent"
        return
    with pytest.raises(FactError) as raised:
        record(POLICY, decision, given, weighings)
    (told,) = raised.value.diagnostics
    assert (told.code, told.path) == ("MW984", "door")
    assert told.headline == (
        "Dit oordeel kan alleen `college` of `teammanager` geven:"
        ' "consulent" heeft daarvoor geen mandaat.'
    )
    for may in ("college", "teammanager"):
        assert record(POLICY, decision, {**given, "door": may}, weighings)


def test_the_mandate_is_asked_of_each_month_of_a_period() -> None:
    decision = decided(with_weighing(aisha(), that(True)))
    given = {**GIVEN, "door": "consulent", "tijdvak": {"van": "2026-03-01", "tot": "2026-04-30"}}
    with pytest.raises(FactError) as raised:
        record(POLICY, decision, given)
    assert [(one.code, one.path) for one in raised.value.diagnostics] == [("MW984", "door")]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"ontvangen": "1026-02-16"}, "ontvangen"),
        ({"tijdstip": "9026-03-02T10:15:00+01:00"}, "tijdstip"),
        (
            {"gehoord": {"op": "1899-12-31", "zienswijze": "Nee.", "gedaan": "Gelezen."}},
            "gehoord.op",
        ),
    ],
)
def test_a_day_in_an_impossible_year_is_not_recorded(given: dict[str, Any], path: str) -> None:
    facts = with_weighing(aisha(), that(True))
    told = refused(facts, that(True), **given)
    assert told.keys() == {path}
    assert "zo'n jaar kan niet" in told[path]


def test_a_weighing_in_an_impossible_year_is_not_recorded() -> None:
    one = that(True, op="1026-03-01")
    told = refused(with_weighing(aisha(), one), one)
    assert "zo'n jaar kan niet" in told[PLACE]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (
            {"gehoord": {"zienswijze": "Nee.", "niet_nodig": "Gaf alles zelf."}},
            "gehoord.niet_nodig",
        ),
        (
            {"derden": [{"wie": "ex", "zienswijze": "Nee.", "niet_nodig": "Raakt hem niet."}]},
            "derden[0].niet_nodig",
        ),
        ({"geen_gewenst_effect": "Ambtshalve besluit."}, "geen_gewenst_effect"),
    ],
)
def test_what_was_said_and_why_it_was_not_asked_do_not_stand_together(
    given: dict[str, Any], path: str
) -> None:
    told = refused(with_weighing(aisha(), that(True)), that(True), **given)
    assert told.keys() == {path}
    assert told[path].endswith("Kies een van beide.")


# ---------------------------------------------------------------- a record made by hand


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"stap": "regel"}, "stap"),
        ({"afwijkingen": []}, "afwijkingen"),
        ({"horen": [{"artikel": "Awb 4:8", "wie": "niemand"}]}, "horen"),
        ({"door": "college"}, "bio2.actor"),
        ({"kenmerk": "2026-0002"}, "bio2.object"),
        ({"tijdstip": "2026-03-03T10:15:00+01:00"}, "bio2.tijdstempel"),
        ({"oorsprong": "post"}, "bio2.oorsprong"),
    ],
)
def test_a_record_that_says_two_things_is_not_sent(change: dict[str, Any], place: str) -> None:
    forged = read_besluit(seal({**besluit().data, **change}).text)
    assert place in [found for found, _ in lacking_at(forged)]
    assert lacking_at(besluit()) == ()

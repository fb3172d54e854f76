from datetime import date
from typing import Any

import pytest

from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.runtime.facts import Facts, Signal, read_facts
from tests.runtime.example_case import facts_from, policy

DAY = date(2026, 3, 1)
INKOMEN = Leaf("gegeven", "inkomen")
MEANS = Leaf("oordeel", "draagkracht")
WEIGHED = {"inkomen": "laag", "bezittingen": "geen", "woonsituatie": "samen"}


def judged(*judgements: dict[str, Any], **feiten: object) -> Facts:
    common = {
        "oordeel": "draagkracht",
        "waarde": 25,
        "door": "college",
        "op": "2026-02-01",
        "gewogen": WEIGHED,
    }
    data = {"feiten": feiten, "oordelen": [{**common, **each} for each in judgements]}
    return read_facts(policy(), data)


def texts(facts: Facts, day: date = DAY) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in facts.signals(day)]


def test_case_holds_values_lists_and_looks() -> None:
    facts = read_facts(
        policy(),
        {
            "feiten": {"inkomen": 900, "bezittingen": [{"betwist": True}]},
            "bekeken": [{"door": "college", "omdat": "Geen nood."}],
        },
    )

    case = facts.case(DAY)

    record = RecordId("bezittingen", "0")
    assert case.peildatum == DAY
    assert case.values[INKOMEN] == 90_000
    assert case.values[Leaf("gegeven", "bezittingen", record, "betwist")] is True
    assert case.values[Leaf("gegeven", "verzoek_gedaan")] is False
    assert case.lists == {"bezittingen": Records((record,))}
    assert case.looked
    assert not facts_from().case(DAY).looked


def test_fact_not_shown_is_an_event_from_the_day_after_the_term() -> None:
    event = Leaf("gegeven", "niet aangetoond inkomen")
    facts = facts_from(
        inkomen={
            "@standing": "niet_aangetoond_na_verzoek",
            "@verzocht_op": "2026-01-05",
            "@termijn": "2 weken",
            "@verlopen_op": "2026-01-20",
        }
    )

    assert facts.case(date(2026, 1, 20)).value(event) is True
    assert facts.case(date(2026, 1, 19)).value(event) is False
    assert facts_from(inkomen=1).case(DAY).values[event] is False
    assert INKOMEN not in facts.case(DAY).values


def test_judgement_counts() -> None:
    facts = judged({})

    assert facts.case(DAY).values[MEANS] == 2_500
    assert facts.judgement(MEANS) == facts.judgements[0]
    assert facts.judgement(Leaf("oordeel", "schrijnend")) is None
    assert texts(facts) == []


def test_later_judgement_supersedes_and_both_are_kept() -> None:
    facts = judged({"op": "2026-02-02", "waarde": 30}, {"waarde": 20}, {"op": None, "waarde": 10})

    assert facts.case(DAY).values[MEANS] == 3_000
    assert [each.waarde for each in facts.judgements] == [3_000, 2_000, 1_000]
    assert texts(facts) == [
        (
            "vervangen",
            (
                "Een later oordeel van 2 februari 2026 kwam in de plaats van "
                "het oordeel `draagkracht` van 1 februari 2026."
            ),
        ),
        ("zonder_datum", "Bij het oordeel `draagkracht` staat niet wanneer het is gegeven."),
        (
            "vervangen",
            (
                "Een later oordeel van 2 februari 2026 kwam in de plaats van "
                "het oordeel `draagkracht`."
            ),
        ),
    ]


def test_judgement_without_a_date_counts_and_is_signalled() -> None:
    facts = judged({"op": None})

    assert facts.case(DAY).values[MEANS] == 2_500
    assert facts.signals(DAY) == (
        Signal(
            *("zonder_datum", MEANS),
            "Bij het oordeel `draagkracht` staat niet wanneer het is gegeven.",
        ),
    )


def test_look_without_a_date_counts_and_is_signalled() -> None:
    look = {"door": "college", "omdat": "Geen nood."}
    facts = read_facts(policy(), {"bekeken": [look, {**look, "op": "2026-02-01"}]})

    assert facts.case(DAY).looked
    assert facts.signals(DAY) == (
        Signal(
            *("zonder_datum", None), "Bij `bekeken` door `college` staat niet wanneer is gekeken."
        ),
    )


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_judgements_of_one_day_one_that_still_holds_counts(order: int) -> None:
    given = [{"toen": {"inkomen": 900}}, {"toen": {"inkomen": 800}}][::order]

    facts = judged(*given, inkomen=900)

    assert facts.case(DAY).values[MEANS] == 2_500
    found = facts.judgement(MEANS)
    assert found is not None
    assert found.toen == {"inkomen": 90_000}
    assert texts(facts) == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_like_judgements_of_one_day_no_order_chooses(order: int) -> None:
    facts = judged(*[{"omdat": "Eerst."}, {"omdat": "Later."}, {}][::order])

    found = facts.judgement(MEANS)
    assert found is not None
    assert found.omdat == "Later."


def test_judgement_is_open_when_a_fact_it_weighed_has_another_value() -> None:
    facts = judged({"toen": {"inkomen": 800}}, inkomen=900)

    assert MEANS not in facts.case(DAY).values
    assert facts.judgement(MEANS) is None
    assert texts(facts) == [
        (
            "verouderd",
            (
                "Het oordeel `draagkracht` van 1 februari 2026 telt niet meer mee: "
                "`inkomen` was € 800,00 per maand en is nu € 900,00 per maand."
            ),
        )
    ]


def test_stale_judgement_does_not_give_way_to_an_earlier_one() -> None:
    facts = judged({"toen": {}}, {"op": "2026-02-02", "toen": {"inkomen": 800}}, inkomen=900)

    assert facts.judgement(MEANS) is None


def test_fact_that_became_known_leaves_the_judgement_standing() -> None:
    facts = judged({"toen": {}, "op": "2026-02-01"}, inkomen=900)

    assert facts.case(DAY).values[MEANS] == 2_500
    assert texts(facts) == [
        (
            "nieuw_feit",
            (
                "Nieuw feit sinds het oordeel `draagkracht` van 1 februari 2026: "
                "`inkomen` is nu bekend."
            ),
        )
    ]


def test_fact_that_is_no_longer_known_leaves_the_judgement_standing() -> None:
    facts = judged({"toen": {"inkomen": 900}})

    assert facts.case(DAY).values[MEANS] == 2_500
    assert texts(facts) == []


def test_expired_judgement_asks_for_a_review_and_keeps_standing() -> None:
    facts = judged({"op": "2026-02-01"})

    assert texts(facts, date(2027, 1, 31)) == []
    assert texts(facts, date(2027, 2, 1)) == [
        (
            "verlopen",
            (
                "Sinds 1 februari 2027 is het oordeel `draagkracht` van 1 februari 2026 "
                "toe aan herziening; het blijft gelden."
            ),
        )
    ]
    assert facts.case(date(2030, 1, 1)).values[MEANS] == 2_500


def test_mappings_of_facts_cannot_be_changed() -> None:
    facts = facts_from(inkomen=1)

    assert not hasattr(facts.values, "update")
    assert facts == facts_from(inkomen=1)
    assert facts != facts_from(inkomen=2)

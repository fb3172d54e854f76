from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.facts import Judgement, Look, read_facts
from tests.runtime.example_case import complaints_about, policy

FEITEN = {
    "inkomen": 900,
    "woonsituatie": "gehuwd",
    "bezittingen": {"auto": {"waarde_in_euro": 16000}, "bank": {}},
}
AUTO = RecordId("bezittingen", "auto")
ABOUT_THE_CAR: dict[str, Any] = {
    "oordeel": "beschikt_over",
    "voor": "auto",
    "waarde": False,
    "door": "consulent",
    "op": "2026-02-01",
    "omdat": "De auto is van vader.",
    "gewogen": {"waarde_in_euro": "hoog", "inkomen": "laag", "bewijs": "aankoopbon"},
}
MEANS: dict[str, Any] = {
    "oordeel": "draagkracht",
    "waarde": 25,
    "door": "college",
    "gewogen": {"inkomen": "laag", "bezittingen": "geen", "woonsituatie": "samen"},
}


def judged(**change: object) -> Judgement:
    data = {"feiten": FEITEN, "oordelen": [{**ABOUT_THE_CAR, **change}]}
    (found,) = read_facts(policy(), data).judgements
    return found


def refusals(judgement: object, feiten: object = FEITEN) -> list[tuple[str | None, str, str]]:
    return complaints_about({"feiten": feiten, "oordelen": [judgement]})


def test_judgement_keeps_all_that_was_recorded() -> None:
    found = judged(mandaat="Mandaatbesluit 2026, onder 4")

    assert found == Judgement(
        oordeel="beschikt_over",
        voor=AUTO,
        waarde=False,
        door="consulent",
        op=date(2026, 2, 1),
        omdat="De auto is van vader.",
        gewogen=ABOUT_THE_CAR["gewogen"],
        toen={"waarde_in_euro": 1_600_000, "inkomen": 90_000},
        mandaat="Mandaatbesluit 2026, onder 4",
    )
    assert found.leaf == Leaf("oordeel", "beschikt_over", AUTO)


def test_values_of_that_moment_are_read_when_they_were_recorded() -> None:
    assert judged(toen={"inkomen": "€ 800"}).toen == {"inkomen": 80_000}
    assert judged(toen={}).toen == {}


def test_judgement_without_duty_to_reason_needs_no_reason() -> None:
    (found,) = read_facts(policy(), {"feiten": FEITEN, "oordelen": [MEANS]}).judgements

    assert (found.omdat, found.op, found.voor, found.waarde) == (None, None, None, 2_500)
    assert found.toen == {"inkomen": 90_000, "woonsituatie": "gehuwd"}


def test_record_is_named_by_place_name_or_list() -> None:
    feiten = {
        "bezittingen": [{"@naam": "auto"}, {}],
        "bezittingen_partner": [{"@naam": "auto"}],
        "inkomen": 1,
    }

    for voor, expected in (
        ("1", RecordId("bezittingen", "1")),
        (1, RecordId("bezittingen", "1")),
        ("bezittingen_partner.auto", RecordId("bezittingen_partner", "auto")),
    ):
        data = {"feiten": feiten, "oordelen": [{**ABOUT_THE_CAR, "voor": voor}]}
        (found,) = read_facts(policy(), data).judgements
        assert found.voor == expected

    assert refusals(ABOUT_THE_CAR, feiten) == [
        (
            "oordelen[0].voor",
            "MW983",
            (
                'Het oordeel `beschikt_over` bestaat per bezitting, maar "auto" kan '
                "`bezittingen.auto` of `bezittingen_partner.auto` zijn."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("change", "path", "code", "sentence"),
    [
        ({"oordeel": "beschikt"}, "oordelen[0].oordeel", "MW973", "Ik ken geen oordeel met de naa"),
        ({"oordeel": " "}, "oordelen[0]", "MW982", "Bij dit oordeel ontbreekt welk oordeel het is"),
        ({"oordeel": 3}, "oordelen[0].oordeel", "MW979", "Hier staat 3, maar een gewone tekst"),
        ({"ordeel": 3}, "oordelen[0].ordeel", "MW973", "Ik ken geen sleutel met de naam `ordeel`."),
        (
            *({"voor": None}, "oordelen[0].voor", "MW983"),
            "Het oordeel `beschikt_over` bestaat per bezitting, maar hier staat niet voor welke",
        ),
        (
            *({"voor": "autoo"}, "oordelen[0].voor", "MW973"),
            "Ik ken geen bezitting met de naam `autoo`. Bedoelt u `auto`?",
        ),
        ({"voor": []}, "oordelen[0].voor", "MW979", "Hier staat een lijst, maar een gewone tekst"),
        ({"waarde": 3}, "oordelen[0].waarde", "MW974", "3 lees ik niet als ja/nee."),
        (
            *({"door": "teammanager"}, "oordelen[0].door", "MW984"),
            (
                "Dit oordeel kan alleen `college` of `consulent` geven: "
                '"teammanager" heeft daarvoor geen mandaat.'
            ),
        ),
        ({"door": 3}, "oordelen[0].door", "MW979", "Hier staat 3, maar een gewone tekst wordt"),
        ({"op": "gisteren"}, "oordelen[0].op", "MW974", '"gisteren" lees ik niet als datum.'),
        ({"mandaat": 3}, "oordelen[0].mandaat", "MW979", "Hier staat 3, maar een gewone tekst"),
        (
            *({"omdat": "", "waarde": None, "door": None}, "oordelen[0]", "MW982"),
            (
                "Bij het oordeel `beschikt_over` ontbreekt de uitkomst (`waarde`), "
                "wie het gaf (`door`) en de reden (`omdat`)."
            ),
        ),
        (
            *({"gewogen": {"inkomen": "laag", "bewijs": " "}}, "oordelen[0]", "MW982"),
            (
                "Bij het oordeel `beschikt_over` ontbreekt de weging van `waarde_in_euro` "
                "en de weging van `bewijs`."
            ),
        ),
        (
            *({"gewogen": None}, "oordelen[0]", "MW982"),
            "Bij het oordeel `beschikt_over` ontbreekt de weging van `waarde_in_euro`, de weging",
        ),
        (
            *({"gewogen": {**ABOUT_THE_CAR["gewogen"], "bewijzen": "x"}}, None, "MW973"),
            "Ik ken geen factor van `beschikt_over` met de naam `bewijzen`.",
        ),
        ({"toen": {"bewijs": "x"}}, "oordelen[0].toen.bewijs", "MW973", "Ik ken geen factor van"),
        ({"toen": {"inkomen": "x"}}, "oordelen[0].toen.inkomen", "MW974", '"x" lees ik niet als'),
        ({"toen": 3}, "oordelen[0].toen", "MW979", "Hier staat 3, maar een groep gegevens"),
    ],
)
def test_judgement_that_does_not_count_is_refused(
    change: dict[str, object], path: str | None, code: str, sentence: str
) -> None:
    found_path, found_code, found_sentence = refusals({**ABOUT_THE_CAR, **change})[0]

    assert found_code == code
    assert found_path == (path or "oordelen[0].gewogen.bewijzen")
    assert found_sentence.startswith(sentence)


def test_near_name_of_who_may_judge_is_offered() -> None:
    data = {"feiten": FEITEN, "oordelen": [{**ABOUT_THE_CAR, "door": "consulente"}]}

    with pytest.raises(Exception, match="consulente") as raised:
        read_facts(policy(), data)

    assert raised.value.diagnostics[0].help == ("bedoelt u `consulent`?",)  # type: ignore[attr-defined]


def test_judgement_that_exists_once_names_no_record() -> None:
    assert refusals({**MEANS, "voor": "auto"}) == [
        (
            "oordelen[0].voor",
            "MW983",
            'Het oordeel `draagkracht` bestaat één keer, maar hier staat voor "auto".',
        )
    ]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("beschikt", ("oordelen[0].oordeel", "MW973")),
        ("", ("oordelen[0]", "MW982")),
    ],
)
def test_who_and_when_are_checked_where_the_oordeel_is_unknown(
    name: str, complaint: tuple[str, str]
) -> None:
    wrong = {**ABOUT_THE_CAR, "oordeel": name, "door": "colege", "op": "gisteren"}

    found = refusals(wrong)

    assert {each[:2] for each in found} == {
        complaint,
        ("oordelen[0].door", "MW973"),
        ("oordelen[0].op", "MW974"),
    }
    assert "Ik ken geen orgaan of functie met de naam `colege`. Bedoelt u `college`?" in [
        each[2] for each in found
    ]


def test_only_the_name_is_wrong_where_who_and_when_are_known() -> None:
    (found,) = refusals({**ABOUT_THE_CAR, "oordeel": "beschikt"})
    (unsigned,) = refusals({**ABOUT_THE_CAR, "oordeel": "beschikt", "door": None, "op": None})

    assert found == unsigned
    assert found[2] == "Ik ken geen oordeel met de naam `beschikt`. Bedoelt u `beschikt_over`?"


@pytest.mark.parametrize(
    ("op", "when"), [(None, "zonder datum"), ("2026-02-01", "van 1 februari 2026")]
)
def test_judgements_of_one_day_that_differ_are_refused_at_both_places(
    op: str | None, when: str
) -> None:
    given = [{**MEANS, "op": op, "waarde": value} for value in (25, 30)]
    later = {**MEANS, "op": "2026-02-02"}

    found = complaints_about({"oordelen": [given[0], later, given[1]]})

    here = "Het oordeel `draagkracht` is hier"
    first, second = "€ 25,00 per maand", "€ 30,00 per maand"
    assert found == [
        (
            *("oordelen[0]", "MW987"),
            f"{here} {first} en op een andere plaats {second}, beide {when}.",
        ),
        (
            *("oordelen[2]", "MW987"),
            f"{here} {second} en op een andere plaats {first}, beide {when}.",
        ),
    ]


def test_judgements_of_one_day_about_several_records_may_differ() -> None:
    bank = {**ABOUT_THE_CAR, "voor": "bank", "waarde": True}
    data = {"feiten": FEITEN, "oordelen": [ABOUT_THE_CAR, bank, ABOUT_THE_CAR]}

    assert len(read_facts(policy(), data).judgements) == 3


def test_judgement_is_an_object_in_a_list() -> None:
    assert refusals(3)[0][:2] == ("oordelen[0]", "MW979")
    assert complaints_about({"oordelen": 3})[0][:2] == ("oordelen", "MW979")


def test_judged_percentage_or_fraction_is_exact() -> None:
    change = {**MEANS, "waarde": Fraction(51, 2)}

    (found,) = read_facts(policy(), {"feiten": FEITEN, "oordelen": [change]}).judgements

    assert found.waarde == 2_550


def test_look_is_read() -> None:
    look = {"door": "college", "op": "2026-02-02", "omdat": "Geen acute nood."}

    facts = read_facts(policy(), {"bekeken": [look, {"door": "college", "omdat": "Niets."}]})

    assert facts.looks == (
        Look("college", date(2026, 2, 2), "Geen acute nood."),
        Look("college", omdat="Niets."),
    )


@pytest.mark.parametrize(
    ("look", "path", "code", "sentence"),
    [
        (
            3,
            "bekeken[0]",
            "MW979",
            "Hier staat 3, maar een groep gegevens tussen { en } wordt verwacht.",
        ),
        (
            *({}, "bekeken[0]", "MW982"),
            "Bij `bekeken` ontbreekt wie het vastlegde (`door`) en de reden (`omdat`).",
        ),
        (
            *({"omdat": "Geen nood."}, "bekeken[0]", "MW982"),
            "Bij `bekeken` ontbreekt wie het vastlegde (`door`).",
        ),
        (
            *({"door": "college"}, "bekeken[0]", "MW982"),
            "Bij `bekeken` ontbreekt de reden (`omdat`).",
        ),
        (
            *({"door": "college", "omdat": " "}, "bekeken[0]", "MW982"),
            "Bij `bekeken` ontbreekt de reden (`omdat`).",
        ),
        (
            *({"door": "college", "omdat": 3}, "bekeken[0].omdat", "MW979"),
            "Hier staat 3, maar een gewone tekst wordt verwacht.",
        ),
        (
            *({"door": "consulent", "omdat": "Geen nood."}, "bekeken[0].door", "MW985"),
            (
                "Alleen `college` kan vastleggen dat ambtshalve is bekeken: "
                '"consulent" heeft daarvoor geen mandaat.'
            ),
        ),
    ],
)
def test_look_that_does_not_count_is_refused(
    look: object, path: str, code: str, sentence: str
) -> None:
    assert complaints_about({"bekeken": [look]}) == [(path, code, sentence)]

"""A dot is no answer, whoever fills it in and wherever: in the form, in the facts, in a record."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.record import Besluit, lacking_at, read_besluit, record, seal
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.besluit.weighing import complete
from tests.besluit.cases import AISHA, ANSWERS, DAY, GIVEN, OUTCOME, POLICY, aisha, besluit, form
from tests.besluit.made import HEARD, MADE, refused, without_ground

NOTHING = (".", "-", "…", "?!", "...  -")
GROUND = "beleidsregel_onevenredig"
DONE = {"bij_botsing": {OUTCOME: "Haar tante helpt haar nu."}}
EFFECT = {"gewenst_effect": "Ik wil de huur van deze twee maanden kunnen betalen."}


def at(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return the answers with another one at a place."""
    found = copy.deepcopy(data)
    inside = found
    *groups, last = path.split(".")
    for key in groups:
        inside = inside[key]
    inside[last] = value
    return found


FACTORS = "oordelen.onevenredig_gevolg.gewogen"
WRITTEN = (
    "gewenst_effect", "ethiek.korte_termijn", "evenredigheid.evenwichtig", "belangen_van_anderen",
    "feiten", "waarden", f"{FACTORS}.doel_van_de_regel", "omdat",
)  # fmt: skip


@pytest.mark.parametrize("path", WRITTEN)
@pytest.mark.parametrize("text", NOTHING)
def test_a_weighing_in_which_something_says_nothing_is_not_complete(path: str, text: str) -> None:
    with pytest.raises(FactError) as raised:
        complete(form(), aisha(), at(ANSWERS, path, text))

    assert [(one.code, one.path) for one in raised.value.diagnostics] == [("MW993", path)]


def test_one_word_is_an_answer_and_no_reason_and_a_figure_is_a_factor() -> None:
    assert complete(form(), aisha(), at(ANSWERS, f"{FACTORS}.gevolg_voor_bewoner", "€ 750"))
    assert complete(form(), aisha(), at(ANSWERS, "ethiek.zuivere_bedoelingen", "Ja."))
    with pytest.raises(FactError):
        complete(form(), aisha(), at(ANSWERS, "omdat", "Daarom."))


def judged(**other: Any) -> Besluit:
    """Return the besluit on Aïsha with another judgement in her facts, and all looked at."""
    case = {**AISHA, **EFFECT, "oordelen": [{**AISHA["oordelen"][0], **other}]}
    return looked(case)


def looked(case: dict[str, Any], **other: Any) -> Besluit:
    line = {"door": "teammanager", "op": "2026-03-01", "omdat": "Haar tante betaalt."}
    found = {key: one for key, one in {**line, **other}.items() if one is not None}
    decision = decide(POLICY, {**case, "bekeken": [found]}, peildatum=DAY, uitkomsten=(OUTCOME,))
    return record(POLICY, decision, {**GIVEN, "gehoord": HEARD, **DONE})


def besides(one: Besluit) -> tuple[tuple[str, str], ...]:
    """Return what is lacking besides the weighing that the law asks, whatever the look says."""
    (duty,) = (each for each in lacking_at(one) if each[0] == f"wegingen.{GROUND}")
    assert duty[1].endswith("bekijken alleen is niet genoeg.")
    return tuple(each for each in lacking_at(one) if each != duty)


@pytest.mark.parametrize("text", [*NOTHING, "Daarom.", "n.v.t.", "n v t", "a b", "ja ja"])
def test_a_reason_that_is_none_is_told_with_its_place(text: str) -> None:
    assert besides(judged()) == ()
    ((place, told),) = besides(judged(omdat=text))
    assert place == "oordelen[0].omdat"
    assert told == (
        "Het oordeel `noodzakelijk_en_bijzonder` heeft geen reden. Een reden heeft minstens twee"
        " woorden."
    )
    ((place, told),) = besides(looked({**AISHA, **EFFECT}, omdat=text))
    assert place == "bekeken[0].omdat"
    assert told.startswith("Dat afwijken niet nodig was, heeft geen reden.")


def test_a_factor_that_says_nothing_is_told() -> None:
    weighed = {**AISHA["oordelen"][0]["gewogen"], "omstandigheden": "-"}
    assert besides(judged(gewogen=weighed)) == (
        (
            "oordelen[0].gewogen.omstandigheden",
            "Bij `noodzakelijk_en_bijzonder` staat niets bij `omstandigheden`.",
        ),
    )


@pytest.mark.parametrize("day", ["2026-02-15", "2019-03-01"])
def test_a_look_before_the_application_saw_another_case(day: str) -> None:
    ((place, told),) = besides(looked({**AISHA, **EFFECT}, op=day))
    assert place == "bekeken[0].op"
    assert told.endswith("dat is voor de aanvraag (16 februari 2026).")


def test_a_look_of_years_ago_saw_another_case() -> None:
    found = forged(refused(), lambda data: look_of(data, "2025-01-01"))
    assert found["bekeken[0].op"].endswith("dat is meer dan een jaar voor het vastleggen.")
    assert "bekeken[0].op" not in forged(refused(), lambda data: look_of(data, "2025-06-01"))


def look_of(data: dict[str, Any], day: str) -> None:
    data["ontvangen"] = None
    data["uitkomst"]["feiten"]["bekeken"][0]["op"] = day


@pytest.mark.parametrize("text", ["Ja, ja, ja.", "Nee hoor.", "ja ja ja nee"])
def test_a_look_is_explained_in_a_sentence(text: str) -> None:
    ((place, told),) = besides(looked({**AISHA, **EFFECT}, omdat=text))
    assert place == "bekeken[0].omdat"
    assert "minstens drie" in told


def test_of_a_fixed_amount_that_fits_a_look_tells_and_of_a_refusal_never() -> None:
    one = MADE["alles_gevraagd_bedragen"][1]()
    assert not [place for place, _ in lacking_at(one) if place.startswith("wegingen.")]

    def refuse(data: dict[str, Any]) -> None:
        for outcome in data["uitkomst"]["uitkomsten"]:
            outcome["gunstig"] = False

    assert "wegingen.afstemmen_op_de_persoon" in forged(one, refuse)


def test_no_ground_here_says_who_looked_on_which_day_and_why() -> None:
    one = looked({**AISHA, **EFFECT})
    assert one.outcomes[0]["waarde"] is False
    assert besides(one) == ()
    assert besides(looked({**AISHA, **EFFECT}, op=None)) == (
        ("bekeken[0].op", "Er staat niet op welke dag is bekeken of afwijken nodig was."),
    )


def test_a_deviation_is_refused_after_a_weighing_or_by_a_look() -> None:
    given = {**AISHA, **EFFECT}
    no = {"oordeel": "onevenredig_gevolg", "waarde": False, "door": "teammanager",
          "op": "2026-03-01", "omdat": "Haar tante betaalt de huur.",
          "gewogen": ANSWERS["oordelen"]["onevenredig_gevolg"]["gewogen"]}  # fmt: skip
    case = {**given, "oordelen": [*AISHA["oordelen"], no]}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=(OUTCOME,))
    bare = record(POLICY, decision, {**GIVEN, "gehoord": HEARD, **DONE})
    told = f"De afwijking `{GROUND}` is geweigerd zonder vastgelegde weging."
    ((place, found),) = lacking_at(bare)
    assert (place, found.startswith(told)) == (f"wegingen.{GROUND}", True)
    assert lacking_at(without_ground()) == ()


def forged(one: Besluit, change: Callable[[dict[str, Any]], Any]) -> dict[str, str]:
    data = one.data
    change(data)
    return dict(lacking_at(read_besluit(seal(data).text)))


def test_a_record_made_by_hand_is_held_to_the_same() -> None:
    def empty(data: dict[str, Any]) -> None:
        data["wegingen"][0]["antwoorden"] = {"bedoeling": "ouders_eerst"}
        data["wegingen"][0]["oordelen"][0]["omdat"] = "."

    told = forged(besluit(), empty)
    assert "wegingen[0].gewenst_effect" in told
    assert "wegingen[0].evenredigheid.geschikt" in told
    assert "wegingen[0].oordelen.onevenredig_gevolg.omdat" in told
    nobody = forged(refused(), lambda data: room(data).update(door=None))
    assert nobody["wegingen.zeer_dringende_redenen"].endswith("er staat niet wie dat besloot.")
    other = forged(refused(), lambda data: room(data).update(door="college"))
    assert other["wegingen.zeer_dringende_redenen"].endswith("zonder vastgelegde weging.")


def room(data: dict[str, Any]) -> dict[str, Any]:
    every = data["uitkomst"]["uitkomsten"][0]["ruimte"]
    found: dict[str, Any] = next(one for one in every if one["stand"] == "afgewezen")
    return found


def test_what_needs_no_answer_may_be_left_out_but_not_filled_with_a_dot() -> None:
    one = MADE["willem"][1]()
    assert "wegingen[0].waarden" not in forged(
        one, lambda data: data["wegingen"][0]["antwoorden"].pop("waarden")
    )
    told = forged(one, lambda data: data["wegingen"][0]["antwoorden"].update(waarden="."))
    assert told == {
        "mandaat": "Het mandaat ontbreekt.",
        "wegingen[0].waarden": "De weging van `van_een_ander` zegt niets bij: Welke waarden wegen"
        " mee, en waarom zo zwaar?",
    }


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"kenmerk": "."}, "kenmerk"),
        ({"mandaat": "."}, "mandaat"),
        ({"contact": "."}, "contact"),
        ({"contact": None}, "contact"),
        ({"oorsprong": "-"}, "oorsprong"),
        ({"ondersteuning": ["."]}, "ondersteuning[0]"),
        ({"derden": [{"wie": ".", "niet_nodig": "Hij wist ervan."}]}, "derden[0].wie"),
        ({"bij_botsing": {OUTCOME: "."}}, f"bij_botsing.{OUTCOME}"),
        ({"bij_doenvermogen": {OUTCOME: "Nee."}}, f"bij_doenvermogen.{OUTCOME}"),
        ({"rechtsmiddel": "."}, "rechtsmiddel"),
        ({"gehoord": {"niet_nodig": "."}}, "gehoord.niet_nodig"),
        ({"oorsprong": None}, None),
    ],
)
def test_a_field_with_a_dot_is_told_at_its_place(given: dict[str, Any], place: str | None) -> None:
    assert [found for found, _ in lacking_at(besluit(**given))] == ([place] if place else [])


@pytest.mark.parametrize("name", MADE)
def test_who_wrote_in_words_hears_nothing_of_this(name: str) -> None:
    policy, made = MADE[name]
    one = made()
    assert replay(policy, one).same
    assert not [place for place, _ in lacking_at(one) if place.startswith(("oord", "beke", "weg"))]

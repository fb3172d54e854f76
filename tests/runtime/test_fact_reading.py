from datetime import date
from types import MappingProxyType

import attrs
import pytest

from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.runtime.fact_reading import MOST_RECORDS
from maatwerk_rules.runtime.facts import FactValue, NotShown, read_facts, write_case
from tests.runtime.example_case import complaint, complaints_about, facts_from, policy

INKOMEN = Leaf("gegeven", "inkomen")
LIJST = Leaf("gegeven", "bezittingen")


def keys(*names: str) -> tuple[RecordId, ...]:
    return tuple(RecordId("bezittingen", name) for name in names)


def field(key: str, name: str) -> Leaf:
    return Leaf("gegeven", "bezittingen", RecordId("bezittingen", key), name)


def test_fact_left_out_is_not_asked() -> None:
    facts = facts_from()

    assert INKOMEN not in facts.values
    assert facts.unknowable == frozenset()
    assert facts.lists == {}


def test_request_left_out_was_not_made() -> None:
    leaf = Leaf("gegeven", "verzoek_gedaan")

    assert facts_from().values == {leaf: FactValue(False, herkomst="geen verzoek geregistreerd")}
    assert facts_from(verzoek_gedaan=True).values == {leaf: FactValue(True)}


@pytest.mark.parametrize("why", [True, "het dossier is zoek"])
def test_request_that_cannot_be_known_was_not_made(why: object) -> None:
    facts = facts_from(verzoek_gedaan={"@onbekend": why})

    assert facts == facts_from()
    assert facts.unknowable == frozenset()


@pytest.mark.parametrize("said", [{}, {"@onbekend": True}])
def test_request_asked_for_and_not_shown_was_not_made(said: dict[str, object]) -> None:
    leaf = Leaf("gegeven", "verzoek_gedaan")

    facts = facts_from(verzoek_gedaan={**EVENT, **said})

    assert facts.not_shown == {leaf: HAPPENED}
    assert facts.values == {
        leaf: FactValue(
            False,
            herkomst="geen verzoek geregistreerd",
            standing="niet_aangetoond_na_verzoek",
        )
    }
    assert read_facts(policy(), write_case(facts)) == facts


def test_described_fact_keeps_moment_proof_origin_and_standing() -> None:
    facts = facts_from(
        inkomen={
            "@waarde": 900,
            "@op": "2026-02-01",
            "@bewijs": "loonstrook",
            "@herkomst": "aanvrager",
            "@standing": "aannemelijk",
        }
    )

    expected = FactValue(90_000, date(2026, 2, 1), "loonstrook", "aanvrager", "aannemelijk")
    assert facts.values[INKOMEN] == expected


def test_fact_that_cannot_be_known_keeps_the_reason() -> None:
    facts = facts_from(inkomen={"@onbekend": "het register is uitgevallen"})

    assert facts.unknowable == {INKOMEN}
    assert facts.reasons == {INKOMEN: "het register is uitgevallen"}
    assert INKOMEN not in facts.values


EVENT = {
    "@standing": "niet_aangetoond_na_verzoek",
    "@verzocht_op": "2026-01-05",
    "@termijn": "2 weken",
    "@verlopen_op": "2026-01-20",
}
HAPPENED = NotShown(date(2026, 1, 5), "2 weken", date(2026, 1, 20))


@pytest.mark.parametrize("said", [{}, {"@onbekend": True}, {"@waarde": 900}])
def test_fact_not_shown_is_an_event_beside_its_value(said: dict[str, object]) -> None:
    facts = facts_from(inkomen={**EVENT, **said})

    assert facts.not_shown == {INKOMEN: HAPPENED}
    assert (INKOMEN in facts.values) == ("@waarde" in said)


def test_list_reads_records_by_place_or_name() -> None:
    facts = facts_from(
        bezittingen=[
            {"waarde_in_euro": 16000},
            {"@naam": "bank", "betwist": {"@onbekend": True}, "sinds": {"@waarde": "2020-01-01"}},
        ]
    )

    assert facts.lists == {"bezittingen": Records(keys("0", "bank"))}
    assert facts.values[field("0", "waarde_in_euro")] == FactValue(1_600_000)
    assert facts.values[field("bank", "sinds")] == FactValue(date(2020, 1, 1))
    assert facts.unknowable == {field("bank", "betwist")}


def test_list_reads_as_an_object_of_records_by_name() -> None:
    facts = facts_from(bezittingen={"auto": {"@naam": "auto"}, "bank": MappingProxyType({})})

    assert facts.lists == {"bezittingen": Records(keys("auto", "bank"))}


def test_empty_list_is_known_and_complete() -> None:
    assert facts_from(bezittingen=[]).lists == {"bezittingen": Records(())}
    assert facts_from(bezittingen={}).lists == {"bezittingen": Records(())}


def test_list_may_be_open_not_shown_or_not_to_know() -> None:
    open_list = facts_from(bezittingen={"@lijst": [{}], "@volledig": False, **EVENT})

    assert open_list.lists == {"bezittingen": Records(keys("0"), complete=False)}
    assert open_list.not_shown == {LIJST: HAPPENED}
    assert facts_from(bezittingen={"@onbekend": "x"}).reasons == {LIJST: "x"}


def test_design_example_is_shaped_like_the_input() -> None:
    path, code, sentence = complaint(bezittingen=[{"waarde_in_euro": "1,250.00"}])

    assert f"{path}: {sentence}" == (
        'bezittingen[0].waarde_in_euro: "1,250.00" lees ik niet als bedrag. Bedoelt u € 1.250,00?'
    )
    assert code == "MW974"


@pytest.mark.parametrize(
    ("name", "value", "path", "code", "sentence"),
    [
        ("inkomn", 1, "inkomn", "MW973", "Ik ken geen gegeven met de naam `inkomn`. Bedoelt u"),
        ("q", 1, "q", "MW973", "Ik ken geen gegeven met de naam `q`."),
        ("recht", True, "recht", "MW977", "`recht` is geen feit maar een uitkomst."),
        ("vermogen", 1, "vermogen", "MW977", "`vermogen` is geen feit maar een begrip."),
        ("schrijnend", True, "schrijnend", "MW977", "`schrijnend` is geen feit maar een oordeel;"),
        ("grens", 1, "grens", "MW977", "`grens` is geen feit maar een bedrag dat in het beleid"),
        ("leeftijdsgrens", 1, "leeftijdsgrens", "MW977", "`leeftijdsgrens` is geen feit maar een"),
        ("vaste_kosten", 1, "vaste_kosten", "MW977", "`vaste_kosten` is geen feit maar een per"),
        ("tarief", 1, "tarief", "MW977", "`tarief` is geen feit maar een tabel."),
        ("inkomen", None, "inkomen", "MW979", "Hier staat niets (null), maar een bedrag per ma"),
        ("inkomen", {"waarde": 1}, "inkomen.waarde", "MW973", "Ik ken geen sleutel met de naam"),
        ("inkomen", {}, "inkomen", "MW980", "Dit feit is onduidelijk: `@waarde` ontbreekt."),
        ("inkomen", {3: 4}, "inkomen", "MW979", "Hier staat de sleutel 3, maar een tekst als sl"),
        ("inkomen", {"@waarde": "x"}, "inkomen.@waarde", "MW974", '"x" lees ik niet als bedrag p'),
        (
            *("inkomen", {"@waarde": 1, "@onbekend": True}, "inkomen", "MW980"),
            "Dit feit is onduidelijk: `@onbekend` en `@waarde` gaan niet samen.",
        ),
        (
            *("inkomen", {"@onbekend": True, "@op": "2026-01-01"}, "inkomen", "MW980"),
            "Dit feit is onduidelijk: `@op` staat er zonder `@waarde`.",
        ),
        ("inkomen", {"@onbekend": " "}, "inkomen", "MW980", "Dit feit is onduidelijk: `@onbekend`"),
        ("inkomen", {"@onbekend": None}, "inkomen", "MW980", "Dit feit is onduidelijk: `@onbeken"),
        ("inkomen", {"@onbekend": 0}, "inkomen.@onbekend", "MW979", "Hier staat 0, maar een gewo"),
        (
            *("inkomen", {"@waarde": 1, "@op": "gisteren"}, "inkomen.@op", "MW974"),
            '"gisteren" lees ik niet als datum.',
        ),
        (
            *("inkomen", {"@waarde": 1, "@bewijs": "\ud800"}, "inkomen.@bewijs", "MW979"),
            "Hier staat een tekst met een onzichtbaar stuurteken (U+D800), maar een gewone tekst",
        ),
        (
            *("inkomen", {"@waarde": 1, "@bewijs": "a" * 10_001}, "inkomen.@bewijs", "MW972"),
            "Deze zaak is te groot: een tekst van 10001 tekens; hoogstens 10000.",
        ),
        ("bezittingen", 3, "bezittingen", "MW979", "Hier staat 3, maar een lijst van bezitting w"),
        ("bezittingen", [3], "bezittingen[0]", "MW979", "Hier staat 3, maar een groep gegevens tu"),
        (
            *("bezittingen", [{"waarde": 1}], "bezittingen[0].waarde", "MW973"),
            "Ik ken geen veld van bezitting met de naam `waarde`.",
        ),
        (
            *("bezittingen", [{"telt_mee": True}], "bezittingen[0].telt_mee", "MW977"),
            "`telt_mee` is geen feit maar een begrip.",
        ),
        (
            *("bezittingen", [{"@naam": "1"}, {}], "bezittingen[1]", "MW971"),
            "`1` staat hier twee keer.",
        ),
        (
            *("bezittingen", [{}] * 21, "bezittingen", "MW978"),
            "Deze lijst telt 21 records; het beleid rekent met hoogstens 20.",
        ),
        (
            *("bezittingen", [{"@naam": "a" * 65}], "bezittingen[0]", "MW972"),
            "Deze zaak is te groot: de naam van een record heeft hoogstens 64 tekens.",
        ),
        (
            *("bezittingen", {"": {}}, "bezittingen.", "MW980"),
            "Dit feit is onduidelijk: de naam van een record is leeg.",
        ),
        (
            *("bezittingen", {"auto": {"@naam": "bank"}}, "bezittingen.auto", "MW980"),
            'Dit feit is onduidelijk: het record heet hier "auto" en bij `@naam` "bank".',
        ),
        ("bezittingen", {3: {}}, "bezittingen", "MW979", "Hier staat de sleutel 3, maar een tekst"),
        ("bezittingen", {"@lijts": []}, "bezittingen.@lijts", "MW973", "Ik ken geen sleutel met d"),
        ("bezittingen", {"@lijst": [], 3: 1}, "bezittingen", "MW979", "Hier staat de sleutel 3, m"),
        (
            "bezittingen",
            {"@volledig": True},
            "bezittingen",
            "MW980",
            "Dit feit is onduidelijk: `@l",
        ),
        (
            *("bezittingen", {"@lijst": [], "@volledig": 1}, "bezittingen.@volledig", "MW979"),
            "Hier staat 1, maar true of false wordt verwacht.",
        ),
        (
            *("bezittingen", {"@lijst": [], "@onbekend": True}, "bezittingen", "MW980"),
            "Dit feit is onduidelijk: `@onbekend` en `@lijst` gaan niet samen.",
        ),
    ],
)
def test_fact_that_does_not_read_is_refused_at_its_place(
    name: str, value: object, path: str, code: str, sentence: str
) -> None:
    found_path, found_code, found_sentence = complaint(**{name: value})

    assert (found_path, found_code) == (path, code)
    assert found_sentence.startswith(sentence)


def test_all_complaints_come_at_once() -> None:
    found = complaints_about(
        {"feiten": {"inkomen": "x", "in_detentie": "yes", "wijk": "c1", "bezittingen": [{"a": 1}]}}
    )

    assert [path for path, _, _ in found] == ["bezittingen[0].a", "in_detentie", "inkomen", "wijk"]


def test_key_that_is_no_text_is_refused() -> None:
    ((path, code, _),) = complaints_about({"feiten": {3: 4}})

    assert (path, code) == ("feiten", "MW979")


def test_all_lists_together_hold_at_most_ten_thousand_records() -> None:
    lijst = policy().types["bezittingen"]
    assert isinstance(lijst, Lijst)
    wide = attrs.evolve(lijst, maximum=1_000_000)
    roomy = attrs.evolve(
        policy(),
        types={**policy().types, "bezittingen": wide, "bezittingen_partner": wide},
    )
    half = [{}] * (MOST_RECORDS // 2)

    facts = read_facts(roomy, {"feiten": {"bezittingen": half, "bezittingen_partner": half}})
    found = complaints_about(
        {"feiten": {"bezittingen": half, "bezittingen_partner": [*half, {}]}}, roomy
    )

    assert len(facts.lists["bezittingen_partner"].records) == MOST_RECORDS // 2
    assert found == [
        (
            "bezittingen_partner",
            "MW972",
            "Deze zaak is te groot: alle lijsten samen tellen meer dan 10000 records.",
        )
    ]

"""A besluit leaves as ZGW only when it is whole, within its limits, and without what is private."""

import json
import re
from typing import Any

import jsonschema
import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.privacy import LEFT_OUT, SPECIAL
from maatwerk_rules.besluit.record import Besluit, record, seal
from maatwerk_rules.integrations.exports.zgw import LONGEST_NOTE, MORE, to_zgw
from maatwerk_rules.model.declarations import Bedoeling
from tests.besluit.cases import DAY, GIVEN, POLICY, WILLEM, besluit
from tests.small import policy_of

SENT: dict[str, Any] = {
    "verantwoordelijkeOrganisatie": "123456782",
    "besluittype": "https://catalogi.voorbeeldstad.nl/besluittypen/1",
    "ingangsdatum": "2026-03-01",
}
DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# The names that were chosen from the Besluiten API and the Zaken API, with their published limits.
ZGW = {
    "type": "object",
    "additionalProperties": False,
    "required": ["besluit", "zaakeigenschappen"],
    "properties": {
        "besluit": {
            "type": "object",
            "additionalProperties": False,
            "required": ["verantwoordelijkeOrganisatie", "besluittype", "datum", "ingangsdatum"],
            "properties": {
                "verantwoordelijkeOrganisatie": {"type": "string", "pattern": "^[0-9]{9}$"},
                "besluittype": {"type": "string", "minLength": 1, "maxLength": 200},
                "datum": DATE,
                "ingangsdatum": DATE,
                "toelichting": {"type": "string", "maxLength": 1000},
                "vervaldatum": DATE,
                "vervalreden": {
                    "enum": ["tijdelijk", "ingetrokken_overheid", "ingetrokken_belanghebbende"]
                },
            },
        },
        "zaakeigenschappen": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["naam", "waarde"],
                "properties": {
                    "naam": {"type": "string", "minLength": 1, "maxLength": 20},
                    "waarde": {"type": "string", "minLength": 1},
                },
            },
        },
    },
}


def codes(besluit: Besluit, policy: Any = POLICY, **given: Any) -> dict[str, str]:
    with pytest.raises(FactError) as raised:
        to_zgw(policy, besluit, {**SENT, **given})
    return {str(one.path): one.code for one in raised.value.diagnostics}


def private(data: Any, within: bool = False) -> set[str]:
    """Give all texts that people wrote about somebody, however deep they stand in a record."""
    if isinstance(data, dict):
        return set().union(*(private(v, within or k in SPECIAL) for k, v in data.items()))
    if isinstance(data, list):
        return set().union(*(private(each, within) for each in data))
    return {data} if within and isinstance(data, str) else set()


def test_a_besluit_has_the_fields_that_are_published() -> None:
    found = to_zgw(POLICY, besluit(), SENT)

    jsonschema.validate(found, ZGW)
    assert found["besluit"] == {
        "besluittype": "https://catalogi.voorbeeldstad.nl/besluittypen/1",
        "datum": "2026-03-02",
        "ingangsdatum": "2026-03-01",
        "toelichting": "Woonkostentoeslag: ja, ten hoogste 2 maanden.\n"
        "Afwijking: beleidsregel onevenredig, artikel 4:84 van de Algemene wet bestuursrecht.\n"
        f"Vastgelegd besluit: {besluit().hash}.",
        "verantwoordelijkeOrganisatie": "123456782",
    }
    assert found["zaakeigenschappen"] == [
        {"naam": "afwijking", "waarde": "ja"},
        {"naam": "afwijkingsgrond", "waarde": "beleidsregel_onevenredig"},
        {"naam": "bedoeling", "waarde": "tijd_om_passend_te_wonen"},
        {"naam": "beleidsversie", "waarde": f"bijstand_voorbeeld {POLICY.hash}"},
    ]


def test_the_same_besluit_leaves_with_the_same_bytes() -> None:
    once, again = (json.dumps(to_zgw(POLICY, besluit(), SENT)) for _ in range(2))

    assert once == again
    assert once == json.dumps(json.loads(once), sort_keys=True)


def test_a_besluit_that_ends_says_when_and_why() -> None:
    end = {"vervaldatum": "2026-05-01", "vervalreden": "tijdelijk"}

    found = to_zgw(POLICY, besluit(), SENT | end)

    jsonschema.validate(found, ZGW)
    assert found["besluit"] | end == found["besluit"]


def test_what_people_wrote_and_the_facts_never_leave() -> None:
    heard = {"op": "2026-02-20", "zienswijze": "Niemand kan mij helpen.", "gedaan": "Gewogen."}
    sent = besluit(gehoord=heard)
    written = json.dumps(to_zgw(POLICY, sent, SENT), ensure_ascii=False)

    texts = private(sent.data) - set(POLICY.types) - {one.name for one in POLICY.all(Bedoeling)}
    assert len(texts) > 20
    assert [text for text in texts if text in written] == []
    assert not re.search("2007-12-01|750|2026-0001|teammanager", written)
    assert LEFT_OUT not in written


def test_an_open_outcome_is_no_besluit() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    open_ = record(POLICY, decision, GIVEN)

    with pytest.raises(FactError, match="De uitkomst `recht` staat niet vast") as raised:
        to_zgw(POLICY, open_, SENT)

    assert {one.code for one in raised.value.diagnostics} == {"MW959"}


def test_a_deviation_without_weighing_does_not_leave() -> None:
    assert codes(besluit(weighed=False)) == {"None": "MW959"}


def test_a_besluit_of_another_policy_is_refused() -> None:
    assert codes(besluit(), policy_of("")) == {"None": "MW964"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verantwoordelijkeOrganisatie", "123456789"),
        ("verantwoordelijkeOrganisatie", None),
        ("besluittype", "http://catalogi.nl/1"),
        ("besluittype", "https:///1"),
        ("besluittype", "https://catalogi.nl/" + "1" * 200),
        ("besluittype", None),
        ("ingangsdatum", None),
        ("ingangsdatum", "1 maart"),
        ("vervaldatum", "2026-02-01"),
        ("vervalreden", "tijdelijk"),
    ],
)
def test_what_does_not_fit_zgw_is_told_with_its_place(key: str, value: object) -> None:
    assert codes(besluit(), **{key: value}).keys() == {key}


def test_a_reason_to_end_is_one_of_three() -> None:
    found = codes(besluit(), vervaldatum="2026-05-01", vervalreden="op")

    assert found == {"vervalreden": "MW979"}


def test_all_that_is_wrong_is_told_at_once_and_no_field_is_made_up() -> None:
    found = codes(besluit(), ingangsdatum=None, bestuursorgaan="college")

    assert found == {"ingangsdatum": "MW979", "bestuursorgaan": "MW973"}


def test_a_besluit_without_deviation_or_intention_has_fewer_properties() -> None:
    data = besluit().data
    changed = {"bedoelingen": [], "fase": "regulier"}
    outcomes = [one | changed for one in data["uitkomst"]["uitkomsten"]]
    decided = {**data["uitkomst"], "uitkomsten": outcomes}
    plain = seal({**data, "stap": "regel", "afwijkingen": [], "uitkomst": decided})

    found = to_zgw(POLICY, plain, SENT)

    jsonschema.validate(found, ZGW)
    assert [one["naam"] for one in found["zaakeigenschappen"]] == ["afwijking", "beleidsversie"]
    assert found["zaakeigenschappen"][0]["waarde"] == "nee"
    assert "Afwijking" not in found["besluit"]["toelichting"]


def test_a_long_note_is_cut_at_a_line_and_says_so() -> None:
    data = besluit().data
    outcomes = data["uitkomst"]["uitkomsten"] * 60
    long = seal({**data, "uitkomst": {**data["uitkomst"], "uitkomsten": outcomes}})

    note = to_zgw(POLICY, long, SENT)["besluit"]["toelichting"]

    assert len(note) <= LONGEST_NOTE
    assert note.splitlines()[-2:] == [MORE, f"Vastgelegd besluit: {long.hash}."]
    assert note.splitlines()[0] == "Woonkostentoeslag (1 van 60): ja, ten hoogste 2 maanden."


@pytest.mark.parametrize("when", ["2026-03-02t10:15:00z", "2026-03-02T23:59:30.25-05:00"])
def test_the_day_is_that_of_the_moment_however_it_is_written(when: str) -> None:
    found = to_zgw(POLICY, besluit(tijdstip=when), SENT)

    jsonschema.validate(found, ZGW)
    assert found["besluit"]["datum"] == "2026-03-02"


def test_records_have_a_place_and_never_their_own_name() -> None:
    auto = {"waarde_in_euro": 100, "betwist": False, "gewoon_of_nodig": False}
    case = {
        "feiten": {"bezittingen": [auto | {"@naam": "auto_van_jan"}, auto | {"@naam": "fiets"}]},
        "gewenst_effect": "Ik wil mijn auto houden.",
    }
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("telt_mee",))
    sent = record(POLICY, decision, {**GIVEN, "gehoord": {"niet_nodig": "Niets geweigerd."}})

    note = to_zgw(POLICY, sent, SENT)["besluit"]["toelichting"]

    assert note.splitlines()[:2] == ["Telt mee (1 van 2): ja.", "Telt mee (2 van 2): ja."]
    assert "jan" not in note


@pytest.mark.parametrize("value", [False, "abc", None, 7])
def test_an_outcome_that_does_not_follow_from_the_facts_does_not_leave(value: object) -> None:
    data = besluit().data
    data["uitkomst"]["uitkomsten"][0]["waarde"] = value

    with pytest.raises(FactError) as raised:
        to_zgw(POLICY, seal(data), SENT)

    (told,) = raised.value.diagnostics
    assert "De uitkomst `woonkostentoeslag` volgt niet uit de feiten" in told.headline

import pytest

from tests.runtime.example_case import complaint, complaints_about, facts_from

EVENT = {
    "@standing": "niet_aangetoond_na_verzoek",
    "@verzocht_op": "2026-01-05",
    "@termijn": "2 weken",
    "@verlopen_op": "2026-01-20",
}


@pytest.mark.parametrize("term", ["14 dagen", "2 weken", "1 week", "1 dag"])
def test_term_that_has_passed_is_accepted(term: str) -> None:
    (event,) = facts_from(inkomen={**EVENT, "@termijn": term}).not_shown.values()

    assert event.termijn == term


@pytest.mark.parametrize(
    ("change", "path", "code", "sentence"),
    [
        ({"@standing": "bewzen"}, "inkomen.@standing", "MW976", '"bewzen" is geen optie van de st'),
        (
            *({"@verlopen_op": "2026-01-19"}, "inkomen.@verlopen_op", "MW981"),
            "Dit feit geldt niet als niet aangetoond: de termijn liep tot en met 19 januari 2026.",
        ),
        (
            *({"@verzocht_op": None, "@termijn": " "}, "inkomen", "MW981"),
            "Dit feit geldt niet als niet aangetoond: `@verzocht_op` en `@termijn` ontbreekt.",
        ),
        (
            *({"@verlopen_op": None}, "inkomen", "MW981"),
            "Dit feit geldt niet als niet aangetoond: `@verlopen_op` ontbreekt.",
        ),
        ({"@termijn": "gauw"}, "inkomen.@termijn", "MW974", '"gauw" lees ik niet als termijn.'),
        ({"@termijn": "0 weken"}, "inkomen.@termijn", "MW974", '"0 weken" lees ik niet als term'),
        ({"@termijn": "1,5 weken"}, "inkomen.@termijn", "MW974", '"1,5 weken" lees ik niet als te'),
        ({"@termijn": "9999 jaar"}, "inkomen.@termijn", "MW974", '"9999 jaar" lees ik niet als te'),
        ({"@termijn": "2 uur"}, "inkomen.@termijn", "MW974", '"2 uur" lees ik niet als termijn.'),
    ],
)
def test_event_that_did_not_fully_happen_is_refused(
    change: dict[str, object], path: str, code: str, sentence: str
) -> None:
    found = complaints_about({"feiten": {"inkomen": {"@waarde": 1, **EVENT, **change}}})

    assert any(each[:2] == (path, code) and each[2].startswith(sentence) for each in found), found


def test_term_without_that_standing_is_refused() -> None:
    path, code, _ = complaint(inkomen={"@waarde": 1, "@standing": "gesteld", "@termijn": "2 weken"})

    assert (path, code) == ("inkomen.@termijn", "MW981")

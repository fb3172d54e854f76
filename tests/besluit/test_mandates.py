"""Who decided is held against the mandate from the record alone, without the policy at hand."""

from typing import Any

from maatwerk_rules.besluit.record import lacking_at, read_besluit, seal
from maatwerk_rules.besluit.replay import replay
from tests.besluit.cases import POLICY, besluit
from tests.besluit.made import MADE, over_a_year, without_ground

MAY = {"onevenredig_gevolg": ["college", "teammanager"]}
GROUND = "wegingen.beleidsregel_onevenredig"


def told(data: dict[str, Any]) -> dict[str, str]:
    return dict(lacking_at(read_besluit(seal(data).text)))


def test_a_besluit_keeps_who_may_give_the_judgements_of_its_deviations() -> None:
    assert besluit().data["mandaten"] == MAY
    assert without_ground().data["mandaten"] == MAY
    assert over_a_year().data["mandaten"] == {"onevenredig_gevolg": ["college", "teammanager"]}
    assert MADE["willem"][1]().data["mandaten"] == {}
    assert replay(POLICY, besluit()).same


def test_another_who_decides_is_told_without_the_policy() -> None:
    one = besluit().data
    found = told({**one, "door": "consulent", "bio2": {**one["bio2"], "actor": "consulent"}})
    assert found == {
        "door": "`consulent` heeft geen mandaat voor `onevenredig_gevolg`; dat heeft `college` of"
        " `teammanager`."
    }


def test_another_who_weighed_is_told_without_the_policy() -> None:
    data = besluit().data
    data["wegingen"][0]["oordelen"][0]["door"] = "consulent"
    data["uitkomst"]["feiten"]["oordelen"][1]["door"] = "consulent"
    assert list(told(data)) == [GROUND]


def test_a_record_that_does_not_keep_who_may_is_not_sent() -> None:
    found = told({**besluit().data, "mandaten": {}})
    assert found == {
        GROUND: "`teammanager` heeft geen mandaat voor `onevenredig_gevolg`; dat heeft niemand."
    }


def test_who_forges_the_mandate_is_found_by_reckoning_again() -> None:
    forged = seal({**besluit().data, "mandaten": {"onevenredig_gevolg": ["consulent"]}})
    assert not replay(POLICY, forged).same

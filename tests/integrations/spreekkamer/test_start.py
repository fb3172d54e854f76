"""The start offers the outcomes in groups, with those first that others wait for."""

from __future__ import annotations

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules import load
from maatwerk_rules.integrations.spreekkamer.start_page import (
    AFTER,
    ALONE,
    FEW,
    FIRST,
    outcomes_in_groups,
)
from maatwerk_rules.model.declarations import Uitkomst
from tests.integrations.spreekkamer.visitor import POLICY, Visitor


@pytest.mark.nachtelijk
def test_many_outcomes_stand_in_groups_and_what_others_wait_for_comes_first() -> None:
    policy = load("participatiewet")
    groups = dict(outcomes_in_groups(policy))
    names = {title: [name for name, _ in each] for title, each in groups.items()}

    assert list(groups) == [FIRST, ALONE, AFTER]
    assert "recht_op_algemene_bijstand" in names[FIRST]
    assert "bedrag_van_de_verlaging" in names[AFTER]
    assert len(names[FIRST]) < len(policy.all(Uitkomst)) / 3
    assert sum(map(len, names.values())) == len(policy.all(Uitkomst)) > FEW
    for each in groups.values():
        assert [told for _, told in each] == sorted(told for _, told in each)


def test_a_few_outcomes_need_no_groups() -> None:
    page = Visitor(POLICY).get("/").text

    assert "<optgroup" not in page
    assert page.index(">Recht<") < page.index(">Woonkostentoeslag<")

"""A policy as an HTML page, and the picture of what reads what: laid out the same every time."""

import re
from datetime import date
from itertools import pairwise

import pytest

from maatwerk_rules import load
from maatwerk_rules.explanation import policy_html as policy_html_module
from maatwerk_rules.explanation.document import Heading
from maatwerk_rules.explanation.layered import Layered, column_of, layered
from maatwerk_rules.explanation.policy_graph import Graph, graph_of, picture, to_mermaid
from maatwerk_rules.explanation.policy_html import policy_html
from maatwerk_rules.explanation.policy_page import policy_page
from tests.explanation.hostile import hostile_policy
from tests.explanation.reading import read

DAY = date(2026, 3, 1)
POLICY = load("bijstand_voorbeeld")


def test_a_page_is_whole_and_hostile_text_stays_text() -> None:
    found = read(policy_html(hostile_policy(), DAY))
    names = {name for name, _ in found.tags}

    assert not names & {"script", "img", "link", "iframe"}
    assert found.text.count("<script>alert('1')</script>") > 30
    assert "onerror" not in {name for _, attrs in found.tags for name in attrs}
    assert "default-src 'none'" in found.values("content")[0]


def test_each_rule_stands_beside_its_source_and_intention() -> None:
    page = policy_html(POLICY, DAY)
    rule = page.split("Vermogen boven grens</strong>")[1].split("</li>")[0]
    beside = rule.split('<div class="ernaast">')[1]

    assert "Bron: <a" in beside
    assert "Bedoeling: Bijstand is het vangnet" in beside


def test_headings_leave_no_level_out_and_ids_are_unique() -> None:
    for names in ((), ("recht",)):
        found = read(policy_html(POLICY, DAY, names))
        levels = [int(name[1]) for name, _ in found.tags if name[0] == "h" and name[1:].isdigit()]

        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert len(found.values("id")) == len(set(found.values("id")))
        described = found.values("aria-describedby") + found.values("aria-labelledby")
        assert set(described) <= set(found.values("id"))


def test_where_one_picture_is_too_small_each_outcome_has_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(policy_html_module, "MOST_DRAWN", 3)
    page = policy_html(POLICY, DAY)

    assert page.count("<svg") == 2
    assert "Wat ‘recht’ leest" in page


def test_a_long_policy_stands_by_chapter_and_only_what_was_asked_for_is_folded_out() -> None:
    page = policy_html(load("participatiewet"), DAY, ("recht_op_algemene_bijstand",))
    found = read(page)
    open_ones = re.findall(r'<details open class="bepaalt lang"><summary><h3>(.*?)</h3>', page)
    levels = [int(name[1]) for name, _ in found.tags if name[0] == "h" and name[1:].isdigit()]

    assert page.count("<svg") == 1
    assert "Wat ‘recht op algemene bijstand’ leest" in page
    assert " …</text>" in page
    assert open_ones == ["Uitkomst: recht op algemene bijstand"]
    assert page.count('class="bepaalt lang"') > 20
    assert '<a href="#deel-1">' in page
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(found.values("id")) == len(set(found.values("id")))


@pytest.mark.nachtelijk
def test_all_of_a_long_policy_is_on_its_page() -> None:
    policy = load("participatiewet")
    page = read(policy_html(policy, DAY)).text

    for block in policy_page(policy, DAY).blocks:
        if isinstance(block, Heading) and block.level == 2:
            assert block.text in page


def test_what_does_not_hold_has_no_page() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        policy_html(POLICY, date(1999, 1, 1))
    with pytest.raises(ValueError, match="has no rechten"):
        policy_html(POLICY, DAY, ("rechten",))


# ---------------------------------------------------------------- what reads what


def test_a_graph_holds_all_that_is_read_with_its_sort() -> None:
    graph = graph_of(POLICY, DAY)

    assert graph.sorts["recht"] == "uitkomst"
    assert graph.sorts["vermogen"] == "begrip"
    assert graph.sorts["beschikt_over"] == "oordeel"
    assert graph.sorts["geboortedatum"] == "gegeven"
    assert set(graph.reads) == set(POLICY.program_on(DAY).definitions)  # type: ignore[union-attr]
    assert {one for each in graph.reads.values() for one in each} <= set(graph.sorts)


def test_a_graph_of_one_outcome_holds_only_what_it_reads() -> None:
    graph = graph_of(POLICY, DAY, ("woonkostentoeslag",))

    assert "recht" not in graph.sorts
    assert "leeftijd" in graph.sorts


def test_around_a_name_near_comes_before_far_and_no_more_than_fits() -> None:
    graph = graph_of(POLICY, DAY)
    found = graph.around("recht", 4)

    assert found == ("recht", *graph.reads["recht"][:3])
    assert len(graph.around("recht")) > 4
    assert graph.around("niets") == ("niets",)


def test_mermaid_has_each_name_and_each_line_once() -> None:
    graph = graph_of(POLICY, DAY)
    lines = to_mermaid(graph).splitlines()

    assert lines[0] == "flowchart LR"
    assert (
        len(lines) == len(set(lines)) == 1 + len(graph.sorts) + sum(map(len, graph.reads.values()))
    )


def test_who_reads_stands_left_of_what_is_read() -> None:
    graph = graph_of(POLICY, DAY)
    found = layered(tuple(graph.sorts), graph.reads)
    column = {one: place for place, each in enumerate(found.columns) for one in each}

    assert found == layered(tuple(graph.sorts), graph.reads)
    assert all(column[after] == column[before] + 1 for way in found.ways
               for before, after in pairwise(way))  # fmt: skip
    assert len(found.ways) == sum(map(len, graph.reads.values()))


def test_a_circle_is_laid_out_too() -> None:
    found = layered(("a", "b", "c"), {"a": ("b",), "b": ("a", "b"), "c": ("a", "elders")})

    boxes = [one for column in found.columns for one in column if isinstance(one, str)]

    assert sorted(boxes) == ["a", "b", "c"]
    assert layered((), {}) == Layered((), ())
    assert column_of(("a", "b", 2), {}) == 2


def test_a_picture_without_anything_is_still_one() -> None:
    told = picture(Graph({}, {}), (), "Leeg", "k").text

    assert "<svg" in told
    assert "<rect" not in told

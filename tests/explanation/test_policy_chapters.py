"""A large policy is drawn in pieces that a person can follow, and no line is lost."""

import re
from collections import Counter
from datetime import date

import pytest

from maatwerk_rules import load
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.layered import layered
from maatwerk_rules.explanation.policy_chapters import (
    MOST_LINES,
    Chapter,
    chapters,
    drawn_as_mermaid,
    parts,
)
from maatwerk_rules.explanation.policy_graph import Graph, graph_of, in_words, picture
from tests.small import policy_of

DAY = date(2026, 3, 1)
LAW = load("participatiewet")
RIGHT = "recht_op_algemene_bijstand"
NODE = re.compile(r"^  (n\d+)\W+(.+?)\"\W*$", re.MULTILINE)
PICTURE = re.compile(
    r"^## ([^\n]+)\n(?:\n[^\n`]+\n)?\n```mermaid\n(.*?)```$", re.MULTILINE | re.DOTALL
)
LINE = re.compile(r"^  (n\d+) --> (n\d+)$", re.MULTILINE)


def pictures(text: str) -> dict[str, str]:
    found = re.findall(
        r"^## ([^\n]+)\n(?:\n[^\n`]+\n)?\n```mermaid\n(.*?)```$", text, re.MULTILINE | re.DOTALL
    )
    return dict(found)


def lines(picture: str) -> list[tuple[str, str]]:
    names = dict(NODE.findall(picture))
    return [(names[one], names[other]) for one, other in LINE.findall(picture)]


@pytest.mark.parametrize("names", [(), (RIGHT,)])
def test_every_line_of_a_large_policy_stands_in_one_picture(names: tuple[str, ...]) -> None:
    graph = graph_of(LAW, DAY, names)
    drawn = pictures(drawn_as_mermaid(LAW, DAY, names))

    found = Counter(line for one in drawn.values() for line in lines(one))

    assert sum(found.values()) == sum(map(len, graph.reads.values()))
    assert set(found.values()) == {1}


@pytest.mark.parametrize("names", [(), (RIGHT,)])
def test_every_picture_can_be_followed(names: tuple[str, ...]) -> None:
    drawn = pictures(drawn_as_mermaid(LAW, DAY, names))
    overview = drawn.pop("Overzicht")

    assert max(one.count("-->") for one in drawn.values()) <= MOST_LINES
    assert overview.count("-->") <= 2 * MOST_LINES


def test_every_name_is_drawn_also_when_nothing_reads_it() -> None:
    graph = graph_of(LAW, DAY)
    drawn = pictures(drawn_as_mermaid(LAW, DAY))

    shown = {name for one in drawn.values() for _, name in NODE.findall(one)}

    assert len(shown) == len(graph.sorts)


def test_what_another_picture_tells_is_dashed() -> None:
    drawn = pictures(drawn_as_mermaid(LAW, DAY, (RIGHT,)))["Recht"]
    names = dict(NODE.findall(drawn))
    (dashed,) = re.findall(r"^  class (\S+) elders$", drawn, re.MULTILINE)

    told = {names[one] for one in dashed.split(",")}

    assert "vermogen" in told
    assert "aanvrager heeft toegang" not in told
    assert not any(one.startswith(("▸", "?")) for one in told)


def test_the_page_says_how_to_ask_for_less() -> None:
    text = drawn_as_mermaid(LAW, DAY)

    assert "er is niets weggelaten" in text
    assert "`--uitkomst NAAM`" in text


def test_a_policy_of_one_file_is_drawn_in_parts_without_an_overview() -> None:
    many = {f"b{number}": ("a", "c") for number in range(MOST_LINES)}
    graph = Graph(dict.fromkeys(many, "begrip"), many)

    found = parts(Chapter("Alles", tuple(many)), graph)

    assert [one.title for one in found] == ["Alles (1 van 2)", "Alles (2 van 2)"]
    assert [name for one in found for name in one.names] == list(many)


def test_a_name_that_reads_very_much_has_a_picture_of_its_own() -> None:
    reads = {"veel": tuple(f"g{number}" for number in range(MOST_LINES + 1)), "weinig": ("g1",)}
    graph = Graph(dict.fromkeys(reads, "begrip"), reads)

    assert [one.names for one in parts(Chapter("Alles", ("veel", "weinig")), graph)] == [
        ("veel",),
        ("weinig",),
    ]


def test_chapters_are_the_files_of_a_policy() -> None:
    found = chapters(LAW, DAY, graph_of(LAW, DAY, (RIGHT,)))

    assert {"Recht", "Middelen", "Huishouden"} <= {one.title for one in found}


def test_one_large_file_is_a_page_of_parts() -> None:
    facts = [f'gegeven f{number}: ja/nee\n  vraag "Is dat zo?"\n  grondslag Pw artikel 17 lid 1'
             for number in range(7)]  # fmt: skip
    every = " of ".join(f"f{number}" for number in range(7))
    terms = [f"begrip b{number}: ja/nee\n  bron Pw artikel 11 lid 1\n  is {every}"
             for number in range(7)]  # fmt: skip
    text = drawn_as_mermaid(policy_of("\n".join((*facts, *terms))), DAY)

    assert "Daarom ziet u het in delen." in text
    assert "## Overzicht" not in text
    assert sum(len(lines(one)) for one in pictures(text).values()) >= 49


def test_a_picture_and_its_words_tell_the_same_lines() -> None:
    graph = graph_of(LAW, DAY)
    outcomes = [name for name, sort in graph.sorts.items() if sort == "uitkomst"]
    for outcome in outcomes:
        names = graph.around(outcome)
        inside = [(one, other) for one in names for other in graph.reads.get(one, ())
                  if other in names]  # fmt: skip
        shown = picture(graph, names, "Wat leest wat", "k").text

        assert shown.count('class="lijn"') == len(inside)
        assert len(layered(names, graph.reads).ways) == len(inside)


def test_words_below_a_picture_tell_apart_what_lies_outside_it() -> None:
    graph = graph_of(LAW, DAY)
    names = graph.around(RIGHT)
    readers = [one for one in names if graph.reads.get(one)]

    for name, told in zip(readers, in_words(graph, names), strict=True):
        here, _, outside = told.partition("uiten deze tekening")
        for other in graph.reads[name]:
            assert write_name(other) in (here if other in names else outside)

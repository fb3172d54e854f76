"""Grammar, classes, reference pages and passes are in step: a new production is in all of them."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from maatwerk_rules.analysis.desugar_expressions import desugar
from maatwerk_rules.analysis.typecheck_expressions import infer
from maatwerk_rules.explanation.describe import describe
from maatwerk_rules.model import core
from maatwerk_rules.model.node import Declaration, Expression, Node
from maatwerk_rules.resources import read_text
from maatwerk_rules.runtime.evaluate import evaluate
from maatwerk_rules.source import Source
from maatwerk_rules.syntax import formatter, lalr
from maatwerk_rules.syntax.automaton import ANSWERED, RESERVED
from maatwerk_rules.syntax.grammar import example_of, node_classes, productions
from maatwerk_rules.syntax.parser import parse, parse_production
from maatwerk_rules.syntax.table import TABLE
from maatwerk_rules.syntax.write import write

FOLDER = Path(__file__).parents[2] / "docs" / "naslag"
PAGES = sorted(FOLDER.glob("taal*.md"))
LONGEST_PAGE = 600

# Expressions that only stand in a toets, where their values are read as data.
ONLY_IN_TOETS = {"Lijstwaarde", "NietGetoond", "NietTeWeten", "Record", "Verloopwaarde"}


@attrs.frozen
class Section:
    """What a reference page says of one production."""

    page: str
    production: str
    text: str

    @property
    def examples(self) -> list[str]:
        return re.findall(r"^```beleid\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)


@cache
def sections() -> tuple[Section, ...]:
    found = []
    for page in PAGES:
        _, *parts = re.split(r"^### (.+)$", page.read_text("utf-8"), flags=re.MULTILINE)
        found += [
            Section(page.name, production, re.split(r"^## ", text, flags=re.MULTILINE)[0])
            for production, text in zip(parts[::2], parts[1::2], strict=True)
        ]
    return tuple(found)


def name_of(section: Section) -> str:
    return section.production


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def fields_of(cls: type[Node]) -> list[str]:
    machinery = {field.name for field in attrs.fields(Node)}
    return [field.name for field in attrs.fields(cls) if field.name not in machinery]


def core_classes() -> Iterator[type[core.Expr]]:
    for value in vars(core).values():
        if isinstance(value, type) and issubclass(value, core.Expr) and value is not core.Expr:
            yield value


def unknown_to(pass_: Callable[..., Any], classes: Iterator[type] | list[type]) -> list[str]:
    dispatch = pass_.dispatch  # type: ignore[attr-defined]
    return sorted(cls.__name__ for cls in classes if dispatch(cls) is dispatch(object))


def expression_classes() -> list[type]:
    return [
        cls
        for cls in node_classes().values()
        if issubclass(cls, Expression) and cls.__name__ not in ONLY_IN_TOETS
    ]


def test_every_production_has_a_class_and_every_class_a_production() -> None:
    assert set(node_classes()) == productions()


def test_every_production_has_exactly_one_heading() -> None:
    assert sorted(map(name_of, sections())) == sorted(productions())


def test_no_reference_page_is_too_long_to_read() -> None:
    sizes = {page.name: len(page.read_text("utf-8").splitlines()) for page in PAGES}

    assert {name: size for name, size in sizes.items() if size > LONGEST_PAGE} == {}


@pytest.mark.parametrize("section", sections(), ids=name_of)
def test_example_begins_as_the_grammar_does_and_parses_as_its_production(section: Section) -> None:
    (example,) = section.examples

    node = parse_production(section.production, example)

    assert type(node) is node_classes()[section.production]
    assert on_one_line(example).startswith(on_one_line(example_of(section.production)))


@pytest.mark.parametrize("section", sections(), ids=name_of)
def test_example_of_a_declaration_parses_as_a_block(section: Section) -> None:
    cls = node_classes()[section.production]
    if not issubclass(cls, Declaration):
        return
    (example,) = section.examples

    parsed = parse(Source("voorbeeld.beleid", example))

    assert parsed.diagnostics == ()
    assert [type(each) for each in parsed.declaraties] == [cls]


@pytest.mark.parametrize("section", sections(), ids=name_of)
def test_page_names_the_fields_of_the_class(section: Section) -> None:
    said = re.search(r"^Velden: (.+)\.$", section.text, re.MULTILINE)

    named = re.findall(r"`(\w+)`", said[1]) if said else []

    assert named == fields_of(node_classes()[section.production])


@pytest.mark.parametrize(
    "example",
    re.findall(
        r"^```beleid\n(.*?)^```$",
        (FOLDER / "taal.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    ),
)
def test_examples_of_what_holds_everywhere_parse(example: str) -> None:
    assert parse(Source("voorbeeld.beleid", example)).diagnostics == ()


def test_page_names_all_words_that_cannot_be_a_name() -> None:
    text = (FOLDER / "taal.md").read_text("utf-8")
    (part,) = re.findall(r"^## Namen\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)

    named = set(re.findall(r"`(\w+)`", part))

    assert (RESERVED | ANSWERED) - named == set()


def test_the_table_is_made_from_the_grammar() -> None:
    assert read_text(TABLE) == lalr.table_text(), (
        f"renew: python -m maatwerk_rules.syntax.lalr > {TABLE}"
    )


def test_formatter_knows_every_node() -> None:
    assert formatter.WRITERS
    assert unknown_to(write, list(node_classes().values())) == []


def test_translation_knows_every_expression() -> None:
    assert unknown_to(desugar, expression_classes()) == []


def test_type_check_knows_every_expression() -> None:
    assert unknown_to(infer, expression_classes()) == []


def test_expressions_that_only_stand_in_a_toets_have_no_translation() -> None:
    only = [cls for cls in node_classes().values() if cls.__name__ in ONLY_IN_TOETS]

    assert unknown_to(desugar, only) == sorted(ONLY_IN_TOETS)


def test_evaluator_knows_every_core_expression() -> None:
    assert unknown_to(evaluate, core_classes()) == []


def test_description_knows_every_core_expression() -> None:
    assert unknown_to(describe, core_classes()) == []

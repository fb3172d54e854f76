"""The glossary holds every term: those of the language, and those of the program."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs

from maatwerk_rules import model

PAGE = Path(__file__).parents[2] / "docs" / "woordenlijst.md"
PROGRAM = ("core", "kept", "lowered", "node", "policy", "postponed", "unknown")


@attrs.frozen
class Term:
    """One row: the word and the cells behind it."""

    word: str
    cells: tuple[str, ...]

    @property
    def classes(self) -> list[str]:
        return re.findall(r"`([\w.]+)`", self.cells[-1])


@cache
def rows(heading: str) -> tuple[Term, ...]:
    parts = re.split(r"^## (.+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    text = dict(zip(parts[1::2], parts[2::2], strict=True))[heading]
    cells = [
        tuple(cell.strip() for cell in line.strip("|").split(" | "))
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    return tuple(Term(first, tuple(rest)) for first, *rest in cells[1:])


def classes_of_model() -> Iterator[str]:
    """Yield module and name of each class in the model that others may use."""
    for found in pkgutil.iter_modules(model.__path__):
        module = importlib.import_module(f"{model.__name__}.{found.name}")
        for name, value in vars(module).items():
            is_own = isinstance(value, type) and value.__module__ == module.__name__
            if is_own and not name.startswith("_"):
                yield f"{found.name}.{name}"


def terms_of_the_language() -> tuple[Term, ...]:
    return (*rows("De woorden van de taal"), *rows("De soorten waarden"))


def is_of_the_program(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in PROGRAM


def test_every_dutch_class_of_the_model_is_in_the_glossary_once() -> None:
    expected = sorted(name for name in classes_of_model() if not is_of_the_program(name))

    assert sorted(name for term in terms_of_the_language() for name in term.classes) == expected


def test_every_dutch_term_has_a_gloss_and_a_meaning() -> None:
    assert [
        term.word for term in terms_of_the_language() if len(term.cells) != 3 or "" in term.cells
    ] == []


def test_every_program_class_of_the_model_is_in_the_glossary() -> None:
    named = {name for term in rows("Terms of the program") for name in term.classes}

    assert [
        name
        for name in classes_of_model()
        if is_of_the_program(name) and f"{model.__name__}.{name}" not in named
    ] == []


def test_every_program_term_names_a_class_that_exists() -> None:
    named = [name.rsplit(".", 1) for term in rows("Terms of the program") for name in term.classes]

    assert [
        f"{module}.{name}"
        for module, name in named
        if not hasattr(importlib.import_module(module), name)
    ] == []


def test_terms_stand_in_alphabetical_order() -> None:
    links = (re.match(r"\[(.+?)\]", term.word) for term in rows("De woorden van de taal"))
    words = [link[1] for link in links if link]

    assert words == sorted(words)

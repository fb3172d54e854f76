"""The documents keep their word: links lead somewhere, examples run, lists are complete."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = ROOT / "docs" / "ontwerp" / "besluiten"
FRAGMENTS = ROOT / "docs" / "wijzigingen"

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def place(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    prose = FENCED.sub("", page.read_text("utf-8"))

    targets = [link for link in LINK.findall(prose) if "://" not in link and ":" not in link]

    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_python_sessions_in_a_page_run(page: Path) -> None:
    blocks = [text for language, text in FENCED.findall(page.read_text("utf-8")) if ">>>" in text]
    session = doctest.DocTestParser().get_doctest(
        "\n".join(blocks), {}, place(page), str(page), lineno=None
    )
    told: list[str] = []

    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session, out=told.append)

    assert told == []


def test_every_decision_is_in_the_index() -> None:
    index = LINK.findall((DECISIONS / "README.md").read_text("utf-8"))
    written = sorted(page.name for page in DECISIONS.glob("*.md") if page.name != "README.md")

    assert sorted(index) == written
    assert [name for name in written if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)] == []


def test_every_decision_says_context_choice_rejected_consequence() -> None:
    headings = ["Context", "Choice", "Rejected", "Consequence"]

    found = {
        page.name: re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
        for page in DECISIONS.glob("[0-9]*.md")
    }

    assert {name: parts for name, parts in found.items() if parts != headings} == {}


def test_every_fragment_is_one_sentence_with_a_known_kind() -> None:
    fragments = [page for page in FRAGMENTS.iterdir() if page.name != "README.md"]
    name = re.compile(r"[a-z0-9-]+\.(nieuw|anders|hersteld|weg)\.md")

    wrong = [
        page.name
        for page in fragments
        if not name.fullmatch(page.name)
        or not re.fullmatch(r"[^\n]+[.!?]\n", page.read_text("utf-8"))
    ]

    assert wrong == []

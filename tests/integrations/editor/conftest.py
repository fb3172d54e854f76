"""A policy at a desk, with places in it marked with `|`, and one in the files of a folder."""

from pathlib import Path

import pytest

from maatwerk_rules.integrations.editor.desk import Desk
from tests.integrations.editor.desks import SMALL, At, Marked


@pytest.fixture
def marked() -> Marked:
    """Give `marked(text)`: an unsaved document with the place of its `|`."""

    def mark(text: str, document: str = "untitled:Naamloos-1") -> At:
        desk = Desk()
        desk.put(document, text.replace("|", "", 1))
        return At(desk, document, text.index("|"))

    return mark


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the small policy in three files."""
    head, acts, facts, rest = SMALL.split("\n\n", 3)
    for name, text in (("proef", f"{head}\n{acts}"), ("gegevens", facts), ("regels", rest)):
        (tmp_path / "proef").mkdir(exist_ok=True)
        (tmp_path / "proef" / f"{name}.beleid").write_text(f"{text.rstrip()}\n", encoding="utf-8")
    return tmp_path / "proef"

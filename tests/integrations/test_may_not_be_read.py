"""A folder or file that one may not read is told as such by every command, and never skipped."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.integrations import cli

REFUSED = "u hebt daar het recht niet voor"


@pytest.fixture
def closed(proef: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that is there, of which nothing may be read; `proef` lies beside it."""
    folder = proef.parent.parent / "dicht"
    shutil.copytree(proef.parent, folder)

    def refusing(name: str, *, itself: bool) -> None:
        whole = getattr(Path, name)

        def look(self: Path, *words: Any, **named: Any) -> Any:
            place = self.absolute()
            if folder in place.parents or (itself and place == folder):
                raise PermissionError(13, "Permission denied", str(self))
            return whole(self, *words, **named)

        monkeypatch.setattr(Path, name, look)

    refusing("stat", itself=False)
    refusing("open", itself=False)
    refusing("iterdir", itself=True)
    return folder


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("controleer dicht", cli.FINDINGS),
        ("controleer dicht/dicht.beleid", cli.FINDINGS),
        ("controleer dicht --geen-geheugen --vorm kort", cli.FINDINGS),
        ("controleer .", cli.FINDINGS),
        ("controleer dicht proef --alleen-gewijzigd HEAD", cli.FINDINGS),
        ("controleer proef --instellingen dicht/maatwerk.toml", cli.WRONG_USE),
        ("controleer proef --uitvoer dicht/a.txt", cli.WRONG_USE),
        ("controleer proef --maak-basislijn dicht/b.json", cli.WRONG_USE),
        ("toets dicht", cli.FINDINGS),
        ("toon dicht", cli.FINDINGS),
        ("opmaak dicht", cli.WRONG_USE),
        ("herstel dicht", cli.WRONG_USE),
    ],
)
def test_what_may_not_be_read_is_told(typed: str, code: int, maatwerk: Any, closed: Path) -> None:
    ran = maatwerk(typed)

    assert ran.code == code
    told = " ".join((ran.out + ran.err).split())
    assert REFUSED in told
    assert "ons programma" not in told


def test_a_folder_among_others_that_may_not_be_read_is_no_less_a_policy(
    maatwerk: Any, closed: Path
) -> None:
    ran = maatwerk("controleer . --vorm kort")

    assert (ran.code, ran.out.count("MW048")) == (cli.FINDINGS, 1)
    assert "2 plaatsen met beleid bekeken: 1 fout" in " ".join(maatwerk("controleer .").out.split())

"""Which files belong together, and that what is open goes before what is on disk."""

from pathlib import Path

import pytest

from maatwerk_rules.integrations.editor import findings
from maatwerk_rules.integrations.editor.desk import Desk, Where
from maatwerk_rules.pipeline import check
from maatwerk_rules.source import Source
from tests.integrations.editor.desks import SMALL

ROOT = Path(__file__).parents[3]
HEAD = 'beleid {naam} "B"\n  taalversie 1\n  status concept\n  geldt van 2026-01-01\n'


def codes(desk: Desk, document: str) -> list[str]:
    return [each.code for each in findings.of_all(desk.snapshot(document))]


def test_a_file_without_head_belongs_to_the_policy_of_its_folder(folder: Path) -> None:
    desk = Desk()

    assert desk.where(str(folder / "regels.beleid")) == Where(folder)
    assert codes(desk, str(folder / "regels.beleid")) == []


def test_a_file_in_a_folder_below_belongs_to_the_policy_above(folder: Path) -> None:
    (folder / "deel").mkdir()
    (folder / "regels.beleid").rename(folder / "deel" / "regels.beleid")

    desk = Desk()

    assert desk.where(str(folder / "deel" / "regels.beleid")) == Where(folder)
    assert codes(desk, str(folder / "deel" / "regels.beleid")) == []


def test_files_with_heads_of_their_own_are_policies_of_their_own(tmp_path: Path) -> None:
    for naam in ("een", "twee"):
        (tmp_path / f"{naam}.beleid").write_text(HEAD.format(naam=naam), encoding="utf-8")
    document = str(tmp_path / "een.beleid")

    assert Desk().where(document) == Where(tmp_path, document)


def test_unsaved_text_goes_before_the_file(folder: Path) -> None:
    desk = Desk()
    document = str(folder / "gegevens.beleid")

    desk.put(document, "gegeven leeftijd: ja/neen\n")

    assert "MW034" in codes(desk, document)
    desk.close(document)
    assert codes(desk, document) == []


def test_a_file_that_is_not_saved_yet_belongs_to_its_folder(folder: Path) -> None:
    desk = Desk()
    document = str(folder / "nieuw.beleid")

    desk.put(document, 'register brp "Personen"\n')

    assert document in desk.snapshot(document).own


@pytest.mark.parametrize("document", ["untitled:Naamloos-1", "/niet/hier/proef.beleid"])
def test_one_document_alone_is_a_policy(document: str) -> None:
    desk = Desk()

    desk.put(document, SMALL)

    assert codes(desk, document) == []


def test_a_file_that_is_gone_is_empty(tmp_path: Path) -> None:
    document = str(tmp_path / "weg.beleid")

    assert codes(Desk(), document) == ["MW042"]


def test_a_used_policy_beside_is_read_with_what_is_open_of_it(folder: Path) -> None:
    other = folder.parent / "ander" / "ander.beleid"
    other.parent.mkdir()
    other.write_text(
        HEAD.format(naam="ander") + "  gebruikt proef\n"
        "regel erbij bepaalt recht\n  bron Pw artikel 1\n  bedoeling vangnet\n  dan ja\n",
        encoding="utf-8",
    )
    desk = Desk()
    used = str(folder / "regels.beleid")

    assert used in desk.snapshot(str(other)).files
    text = (folder / "regels.beleid").read_text("utf-8")
    desk.put(used, text.replace("uitkomst recht", "uitkomst recht_op"))

    assert "MW002" in codes(desk, str(other))


def test_a_used_policy_in_one_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "een.beleid").write_text(HEAD.format(naam="een"), encoding="utf-8")
    (tmp_path / "twee").mkdir()
    (tmp_path / "twee" / "twee.beleid").write_text(
        HEAD.format(naam="twee") + "  gebruikt een\n", encoding="utf-8"
    )

    snapshot = Desk().snapshot(str(tmp_path / "twee" / "twee.beleid"))

    assert str(tmp_path / "een.beleid") in snapshot.files


def test_forgetting_sees_what_changed_on_disk(folder: Path) -> None:
    desk = Desk()
    document = str(folder / "regels.beleid")
    assert codes(desk, document) == []
    (folder / "gegevens.beleid").write_text("", encoding="utf-8")

    assert codes(desk, document) == []
    desk.forget()
    assert "MW002" in codes(desk, document)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("bijstand_voorbeeld", "bepaalt", "bepaald"),
        ("bijstand_voorbeeld", "dan ja", "dan € 5"),
        ("bijstand_voorbeeld", "beleid", "# erboven\nbeleid"),
        ("rotterdam_giften_2023", "indien", "als"),
    ],
)
def test_the_editor_finds_what_the_command_finds(name: str, old: str, new: str) -> None:
    folder = ROOT / "policies" / name
    document = str(folder / f"{name}.beleid")
    texts = {file: file.read_text("utf-8") for file in folder.glob("*.beleid")}
    broken = texts[Path(document)].replace(old, new, 1)
    texts[Path(document)] = broken
    desk = Desk()
    desk.put(document, broken)
    snapshot = desk.snapshot(document)

    found = [
        (each.code, each.facts, snapshot.place(each.spans[0].span))
        for each in findings.of_all(snapshot)
    ]

    told = check([Source(file.name, text) for file, text in texts.items()]).diagnostics
    assert [(code, facts, it.start, it.end) for code, facts, it in found if it] == [
        (each.code, each.facts, each.spans[0].span.start, each.spans[0].span.end) for each in told
    ]

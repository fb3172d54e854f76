"""What is kept, under which key, and that nothing is the matter when it cannot be."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from maatwerk_rules import memory
from maatwerk_rules.loading import read
from maatwerk_rules.memory import (
    Memory,
    ReadingTexts,
    code_digest,
    key_of,
    texts_of,
    usual_memory,
)
from maatwerk_rules.resources import shipped_policies

KEY = key_of("a")
HEAD = 'beleid {0} "Een"\n  taalversie 1\n'


@pytest.fixture
def kept(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "diep" / "geheugen")


def only_file(of: Memory) -> Path:
    (file,) = of.folder.iterdir()
    return file


def test_what_is_kept_comes_back(kept: Memory) -> None:
    assert kept.recall(KEY) is None

    kept.remember(KEY, lambda: "een é\n twee\n")

    assert kept.recall(KEY) == "een é\n twee\n"
    assert kept.recall(key_of("b")) is None
    assert only_file(kept).name == f"{KEY}.json"


def test_without_a_folder_nothing_is_kept() -> None:
    nothing = Memory()

    nothing.remember(KEY, lambda: "een")

    assert nothing.recall(KEY) is None


def test_a_folder_in_which_only_the_user_writes_is_private(kept: Memory, monkeypatch) -> None:
    assert not Memory().is_private
    assert kept.is_private

    kept.remember(KEY, lambda: "een")
    assert kept.is_private

    kept.folder.chmod(0o770)
    assert not kept.is_private

    kept.folder.chmod(0o700)
    monkeypatch.setattr(os, "getuid", lambda: kept.folder.stat().st_uid + 1)
    assert not kept.is_private


def test_a_folder_of_which_nothing_is_told_is_not_private(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "bestand"
    file.write_text("een")
    assert not Memory(file / "geheugen").is_private

    monkeypatch.delattr(os, "getuid")
    monkeypatch.delenv(memory.VARIABLE, raising=False)
    assert not Memory(tmp_path).is_private
    assert usual_memory().is_private


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data + b" ",
        lambda data: data.replace(b"een", b"eem"),
        lambda data: b"een",
        lambda data: bytes(reversed(data)),
    ],
)
def test_a_spoilt_file_counts_as_none(kept: Memory, spoil) -> None:
    kept.remember(KEY, lambda: "een twee")
    file = only_file(kept)

    file.write_bytes(spoil(file.read_bytes()))

    assert kept.recall(KEY) is None


def test_a_folder_that_cannot_be_made_is_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    blocked = Memory(tmp_path / "bestand" / "geheugen")

    blocked.remember(KEY, lambda: "een")

    assert blocked.recall(KEY) is None


def test_what_cannot_be_kept_is_not_written(kept: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: False)

    kept.remember(KEY, lambda: pytest.fail("for nothing"))

    assert list(kept.folder.iterdir()) == []


def test_what_other_code_may_have_made_is_not_kept(
    kept: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_digest()
    monkeypatch.setattr(memory, "__version__", "9.9.9")

    kept.remember(KEY, lambda: pytest.fail("under the wrong key"))

    assert kept.recall(KEY) is None


def test_of_outcomes_that_are_kept_together_the_code_is_looked_at_once(
    kept: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_digest()
    looks = []
    digest = code_digest.__wrapped__()
    monkeypatch.setattr(code_digest, "__wrapped__", lambda: looks.append(1) or digest)

    kept.remember_all((key_of(name), name.upper) for name in "abc")
    kept.remember_all(())

    assert [kept.recall(key_of(name)) for name in "abc"] == ["A", "B", "C"]
    assert len(looks) == 1


def test_who_reads_while_others_write_sees_a_whole_text(kept: Memory) -> None:
    texts = [str(number) * (10_000 * number) for number in range(1, 5)]

    def write(text: str) -> list[str | None]:
        found = []
        for _ in range(20):
            kept.remember(KEY, lambda: text)
            found.append(kept.recall(KEY))
        return found

    with ThreadPoolExecutor() as threads:
        seen = {one for listed in threads.map(write, texts) for one in listed}

    assert seen <= {*texts, None}
    assert len(list(kept.folder.iterdir())) == 1


def test_a_file_that_cannot_be_moved_leaves_nothing_behind(
    kept: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)

    kept.remember(KEY, lambda: "een")

    assert list(kept.folder.iterdir()) == []


def test_what_is_too_large_is_not_kept(kept: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LARGEST", 10)

    kept.remember(KEY, lambda: "e" * 11)

    assert kept.recall(KEY) is None


def test_what_was_used_longest_ago_goes_first(
    kept: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [key_of(str(number)) for number in range(4)]
    for age, key in zip((40, 30, 20), keys, strict=False):
        kept.remember(key, lambda: "x" * 100)
        os.utime(kept.folder / f"{key}.json", (time.time() - age,) * 2)
    assert kept.recall(keys[0]) is not None
    (kept.folder / "van een ander.txt").write_text("x" * 1000)
    monkeypatch.setattr(memory, "MOST_BYTES", 350)

    kept.remember(keys[3], lambda: "x" * 100)

    there = [key in {file.stem for file in kept.folder.iterdir()} for key in keys]
    assert there == [True, False, False, True]
    assert (kept.folder / "van een ander.txt").exists()


def test_what_another_process_left_half_done_is_taken_away(kept: Memory) -> None:
    kept.remember(KEY, lambda: "een")
    old, new = kept.folder / "oud.tmp", kept.folder / "nieuw.tmp"
    for file in (old, new):
        file.write_text("half")
    os.utime(old, (time.time() - 7200,) * 2)

    kept.remember(key_of("b"), lambda: "twee")

    assert (old.exists(), new.exists()) == (False, True)


def test_the_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(memory.VARIABLE, "")
    assert usual_memory().folder is None

    monkeypatch.setenv(memory.VARIABLE, str(tmp_path))
    assert usual_memory().folder == tmp_path

    monkeypatch.delenv(memory.VARIABLE)
    assert usual_memory().folder.is_absolute()


def test_who_has_no_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(memory.VARIABLE)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/x"))

    assert usual_memory().folder is None


def test_the_key_hangs_on_every_part_and_their_order() -> None:
    keys = [
        key_of(),
        key_of("a"),
        key_of("a", "b"),
        key_of("b", "a"),
        key_of("ab"),
        key_of("a", ""),
    ]

    assert len(set(keys)) == len(keys)


def test_the_code_has_one_digest_until_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    once = code_digest.__wrapped__()

    assert once == code_digest.__wrapped__()
    monkeypatch.setattr(memory, "__version__", "9.9.9")
    assert once != code_digest.__wrapped__()


def test_a_changed_file_of_the_code_gives_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deel").mkdir()
    (tmp_path / "deel" / "een.py").write_text("x = 1\n")
    (tmp_path / "__pycache__").mkdir()
    monkeypatch.setattr(memory, "code_folder", lambda: tmp_path)
    once = code_digest.__wrapped__()

    (tmp_path / "__pycache__" / "een.py").write_text("x = 1\n")
    (tmp_path / "deel" / "lees.txt").write_text("x")
    assert code_digest.__wrapped__() == once

    (tmp_path / "deel" / "een.py").write_text("x = 2\n")
    assert code_digest.__wrapped__() != once


@pytest.mark.parametrize("name", [each.removesuffix(".beleid") for each in shipped_policies()])
def test_all_texts_of_a_policy_count(name: str) -> None:
    found = texts_of(name)

    assert {source.text for source in read(name).sources.values()} <= set(found.texts)


def test_texts_that_are_used_count_and_their_names_too(tmp_path: Path) -> None:
    one, two = tmp_path / "een", tmp_path / "twee.beleid"
    one.mkdir()
    used = "  gebruikt  # van de buren\n\u00a0 # en\n twee\n"
    (one / "een.beleid").write_text(HEAD.format("een") + used, "utf-8")
    before = texts_of(one)
    (one / "twee.beleid").write_text(HEAD.format("twee"), "utf-8")
    digests = [before.digest, texts_of(one).digest]
    (one / "twee.beleid").unlink()
    two.write_text(HEAD.format("twee"), "utf-8")
    digests.append(texts_of(one).digest)
    two.write_text(HEAD.format("twee").replace("Een", "Twee"), "utf-8")
    digests.append(texts_of(one).digest)
    (one / "een.beleid").rename(one / "ander.beleid")
    digests.append(texts_of(str(one)).digest)

    assert len(set(digests)) >= 4
    assert digests[-1] != digests[-2]


def test_a_policy_that_several_use_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wet.beleid").write_text(HEAD.format("wet"), "utf-8")
    towns = [tmp_path / f"{name}.beleid" for name in "ab"]
    for town in towns:
        town.write_text(HEAD.format(town.stem) + "  gebruikt wet\n", "utf-8")
    found = []
    find = memory.find_policy
    monkeypatch.setattr(memory, "find_policy", lambda *of: found.append(of[0]) or find(*of))
    reading = ReadingTexts()

    assert [reading.texts_of(town) for town in towns] == [*map(texts_of, towns)]
    assert found == ["wet"] * 3  # one for both, and then each by itself


def test_of_what_cannot_be_read_there_are_no_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "een.beleid").write_text(HEAD.format("een") + "  gebruikt bijstand_voorbeeld\n")

    assert texts_of("") is None
    assert texts_of("bestaat_niet") is None
    assert texts_of(tmp_path / "leeg") is None
    assert texts_of(tmp_path / "een.beleid") is not None
    monkeypatch.setattr(memory, "MOST_POLICIES", 1)
    assert texts_of(tmp_path / "een.beleid") is None

"""Folders and files as they may lie on any disk: each gives findings, none an exception."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from maatwerk_rules import loading, resources
from maatwerk_rules.pipeline import check

HEAD = """beleid {naam} "Beleid"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."
"""
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


def codes(path: Path | str) -> list[str]:
    started = time.monotonic()
    found = [one.code for one in check(path).diagnostics]
    assert time.monotonic() - started < 20
    return found


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def head(naam: str, *uses: str) -> str:
    return HEAD.format(naam=naam) + "".join(f"  gebruikt {each}\n" for each in uses)


def test_empty_file_lacks_its_head(tmp_path: Path) -> None:
    assert codes(write(tmp_path / "a.beleid", "")) == ["MW042"]


def test_folder_without_policies_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["MW041"]


def test_folder_with_two_heads_is_told_once(tmp_path: Path) -> None:
    write(tmp_path / "a.beleid", head("een"))
    write(tmp_path / "b.beleid", head("twee"))

    assert codes(tmp_path) == ["MW043"]


@pytest.mark.parametrize("name", ["", "er_niet", "a\0b", "x" * 5000, "er/niet", "~niemand"])
def test_name_of_nothing_is_not_found(name: str) -> None:
    assert codes(name) == ["MW040"]


def test_path_of_nothing_is_not_found(tmp_path: Path) -> None:
    assert codes(tmp_path / "weg") == ["MW040"]


def test_file_of_a_folder_points_to_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "kop.beleid", head("klein"))
    rules = write(tmp_path / "regels.beleid", 'register brp "Basisregistratie"\n')

    (found,) = check(rules).diagnostics

    assert found.code == "MW042"
    assert found.help == (f"Dit bestand hoort bij een map. Noem de map: `{tmp_path}`.",)


@pytest.mark.parametrize(("right", "wrong"), [("status concept", "staat concept"), ('"\n', "\n")])
def test_file_whose_head_does_not_read_gives_the_faults_of_that_head(
    right: str, wrong: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "kop.beleid", head("klein").replace(right, wrong, 1))

    assert codes(file) == codes(tmp_path) != ["MW042"]


def test_folder_with_the_name_of_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "x.beleid" / "kop.beleid", head("x"))

    assert codes(tmp_path / "x.beleid") == []
    assert codes(tmp_path) == []


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "kop.beleid", head("x"))
    write(tmp_path / ".git" / "kop.beleid", head("y"))
    write(tmp_path / ".kop.beleid", head("z"))

    assert codes(tmp_path) == []


@links
def test_link_that_leads_round_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "kop.beleid", head("x"))
    (tmp_path / "rond").symlink_to(tmp_path)

    assert codes(tmp_path) == []


@links
@pytest.mark.parametrize("within", [False, True])
def test_link_out_of_the_folder_is_not_read(within: bool, tmp_path: Path) -> None:
    secret = write(tmp_path / ("a" if within else "b") / "geheim.txt", "wachtwoord hunter2\n")
    write(tmp_path / "a" / "a.beleid", head("x"))
    (tmp_path / "a" / "b.beleid").symlink_to(secret)

    found = check(tmp_path / "a").diagnostics

    read = any("wachtwoord" in text.text for text in check(tmp_path / "a").sources.values())
    assert read is within
    assert [one.headline for one in found if one.code == "MW048"] == (
        []
        if within
        else ["Ik kan `b.beleid` niet lezen: het is een koppeling naar een plaats buiten de map."]
    )


@links
def test_link_that_is_named_itself_is_read(tmp_path: Path) -> None:
    write(tmp_path / "echt" / "a.beleid", head("x"))
    (tmp_path / "map").symlink_to(tmp_path / "echt")
    (tmp_path / "los.beleid").symlink_to(tmp_path / "echt" / "a.beleid")

    assert codes(tmp_path / "map") == codes(tmp_path / "los.beleid") == []


@links
@pytest.mark.parametrize("name", ["b", "b.beleid"])
def test_policy_beside_that_is_a_link_to_elsewhere_is_not_read(name: str, tmp_path: Path) -> None:
    place = tmp_path / "elders" / name
    write(place if place.suffix else place / "b.beleid", head("b"))
    write(tmp_path / "hier" / "a.beleid", head("a", "b"))
    (tmp_path / "hier" / name).symlink_to(place)

    assert "MW048" in codes(tmp_path / "hier" / "a.beleid")


@links
def test_shipped_policies_may_be_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "bewaard" / "a.beleid", head("a", "b"))
    write(tmp_path / "bewaard" / "b.beleid", head("b"))
    shipped = tmp_path / "policies"
    (shipped / "a").mkdir(parents=True)
    (shipped / "a" / "a.beleid").symlink_to(tmp_path / "bewaard" / "a.beleid")
    (shipped / "b.beleid").symlink_to(tmp_path / "bewaard" / "b.beleid")
    monkeypatch.setattr("maatwerk_rules.resources.folder", lambda _: shipped)

    assert codes("a") == []


@links
def test_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path / "kop.beleid", head("x"))
    (tmp_path / "lus.beleid").symlink_to("lus.beleid")

    assert codes(tmp_path) == ["MW048"]
    assert codes(tmp_path / "lus.beleid") == ["MW040"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_named_pipe_in_a_folder_does_not_hold_the_reader(tmp_path: Path) -> None:
    write(tmp_path / "kop.beleid", head("x"))
    os.mkfifo(tmp_path / "pijp.beleid")

    assert codes(tmp_path) == ["MW048"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_named_pipe_that_is_asked_for_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(head("x"), "utf-8"))
    writer.start()

    assert codes(pipe) == []
    writer.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_named_pipe_with_the_name_of_a_policy_does_not_hold_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.beleid")

    (found,) = check(tmp_path / "pijp.beleid").diagnostics

    assert "het is geen gewoon bestand" in str(dict(found.facts))


def test_unreadable_file_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "kop.beleid", head("x"))

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr(resources, "_bytes", refuse)
    (found,) = check(tmp_path).diagnostics

    assert found.code == "MW048"
    assert dict(found.facts) == {"naam": "kop.beleid", "reden": "u hebt daar het recht niet voor"}


@pytest.mark.parametrize("step", ["iterdir", "exists"])
def test_unreadable_folder_is_told(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, step, refuse)

    assert codes(tmp_path) == ["MW048"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(), "het is er niet"),
        (IsADirectoryError(), "het is een map"),
        (NotADirectoryError(), "een deel van dit pad is geen map"),
        (OSError(), "het is niet te openen"),
        (ValueError(), "het is niet te openen"),
    ],
)
def test_reason_is_dutch(error: OSError | ValueError, told: str) -> None:
    assert resources.reason(error) == told


def test_deep_folders_are_read_to_a_depth(tmp_path: Path) -> None:
    write(tmp_path / "kop.beleid", head("x"))
    deep = tmp_path.joinpath(*["diep"] * 40)
    write(deep / "kop.beleid", head("y"))

    assert codes(tmp_path) == []


def test_very_many_files_are_not_read(tmp_path: Path) -> None:
    for number in range(600):
        write(tmp_path / f"b{number}.beleid", head("x") if number == 0 else "")

    assert codes(tmp_path) == ["MW046"]


def test_very_many_other_files_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "MOST_ENTRIES", 10)
    for number in range(20):
        write(tmp_path / "a" / f"{number}.txt", "")
        write(tmp_path / "b" / f"{number}.txt", "")
    write(tmp_path / "0.beleid", head("x"))

    assert codes(tmp_path) == []


def test_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    large = head("x") + "# vulling\n" * 300_000

    assert "MW025" in codes(write(tmp_path / "a.beleid", large))


@links
def test_endless_file_is_read_to_the_limit() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no endless file")

    assert "MW025" in codes("/dev/zero")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data.decode().encode("utf-16"), "MW028"),
        (lambda data: data + b"# caf\xe9\n", "MW028"),
        (lambda data: data + b"\x00", "MW029"),
        (lambda data: data.replace(b"\n", b"\r"), "MW029"),
        (lambda data: data + "# \u202edraai\n".encode(), "MW008"),
        (lambda data: data + b"# \x1b[2J\n", "MW029"),
    ],
    ids=["UTF-16", "Latijn", "NUL", "CR", "draai", "ANSI"],
)
def test_wrong_characters_are_told(
    change: Callable[[bytes], bytes], code: str, tmp_path: Path
) -> None:
    assert code in codes(write(tmp_path / "a.beleid", change(head("x").encode())))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.rstrip(b"\n"),
    ],
    ids=["CRLF", "BOM", "zonder slot"],
)
def test_what_editors_do_is_fine(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    assert codes(write(tmp_path / "a.beleid", change(head("x").encode()))) == []


# ---------------------------------------------------------------- gebruikt


def test_policy_beside_is_used(tmp_path: Path) -> None:
    write(tmp_path / "a.beleid", head("a", "b"))
    write(tmp_path / "b" / "kop.beleid", head("b"))

    assert codes(tmp_path / "a.beleid") == []


def test_circle_of_use_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a.beleid", head("a", "b"))
    write(tmp_path / "b.beleid", head("b", "c"))
    write(tmp_path / "c.beleid", head("c", "b"))

    (found,) = [one for one in check(tmp_path / "a.beleid").diagnostics if one.code == "MW044"]

    assert found.facts["pad"] == "b → c → b"


def test_policy_that_uses_itself_is_told(tmp_path: Path) -> None:
    assert codes(write(tmp_path / "a.beleid", head("a", "a"))) == ["MW044"]


def test_missing_policy_offers_a_near_name(tmp_path: Path) -> None:
    (found,) = check(write(tmp_path / "a.beleid", head("a", "participatiewt"))).diagnostics

    assert (found.code, found.help) == ("MW045", ("Bedoelt u `participatiewet`?",))


def test_missing_policy_without_a_near_name(tmp_path: Path) -> None:
    (found,) = check(write(tmp_path / "a.beleid", head("a", "zzzzzzzz"))).diagnostics

    assert (found.code, found.help) == ("MW045", ())


@pytest.mark.parametrize("trick", ["../x", "/etc/passwd", "a/b", '"../x"', "..", "C:x", "~x"])
def test_use_of_a_path_is_no_text_of_the_language(trick: str, tmp_path: Path) -> None:
    write(tmp_path / "x.beleid", head("x"))

    found = codes(write(tmp_path / "map" / "a.beleid", head("a", trick)))

    assert any(code.startswith("MW0") for code in found)
    assert not {"MW044", "MW045"} & set(found)


def test_what_is_used_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a.beleid", head("a", "b", "c"))
    write(tmp_path / "b.beleid", head("b", "d"))
    write(tmp_path / "c.beleid", head("c", "d"))
    write(tmp_path / "d.beleid", head("d", "weg"))

    assert codes(tmp_path / "a.beleid").count("MW045") == 1


def test_use_that_multiplies_is_cut_off(tmp_path: Path) -> None:
    for number in range(40):
        below = () if number == 39 else (f"l{number + 1}", f"r{number + 1}")
        for side in "lr":
            write(tmp_path / f"{side}{number}.beleid", head(f"{side}{number}", *below))

    assert codes(tmp_path / "l0.beleid").count("MW047") == 1


def test_long_chain_of_use_is_cut_off(tmp_path: Path) -> None:
    for number in range(150):
        write(tmp_path / f"p{number}.beleid", head(f"p{number}", f"p{number + 1}"))

    assert codes(tmp_path / "p0.beleid").count("MW047") == 1


def test_texts_of_used_policies_are_found_once() -> None:
    from maatwerk_rules.model.beleid import Beleid
    from maatwerk_rules.source import Source

    shared = Beleid((), (), {"d/d.beleid": Source("d/d.beleid", "")})
    loaded = loading.Loaded(Beleid((), (Beleid((), (shared,)), Beleid((), (shared,)))), ())

    assert list(loaded.sources) == ["d/d.beleid"]


def test_several_texts_are_one_policy() -> None:
    from maatwerk_rules.source import Source

    texts = (Source("a.beleid", head("x")), Source("b.beleid", 'register brp "Registratie"\n'))

    assert check(texts).diagnostics == ()
    assert [one.code for one in check(()).diagnostics] == ["MW042"]


def test_policy_inside_an_archive_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "pak.zip", "w") as archive:
        archive.writestr("policies/x/kop.beleid", head("x"))
        archive.writestr("policies/x/sub/regels.beleid", 'register brp "Registratie"\n')
    inside = zipfile.Path(tmp_path / "pak.zip", "policies/")
    monkeypatch.setattr(resources, "folder", lambda name: inside)

    assert codes("x") == []

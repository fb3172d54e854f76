"""Settings, baseline, changed lines and counts, as `maatwerk controleer` has them."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules import resources
from maatwerk_rules.integrations import changed_lines, cli, settings_file
from maatwerk_rules.resources import read_text

EXTRA = 'bedoeling {0} "Doel."\n  bron Pw artikel 7 lid 1 onderdeel a\n  dient {1}\n'
BASE = read_text("meldingen/basis.beleid")
MELDING = read_text("meldingen/MW014.md")
ONLY = "controleer proef --kies MW309 --vanaf hint"


def add(proef: Path, *names: str) -> None:
    text = proef.read_text("utf-8")
    waarde = text.partition("\nwaarde ")[2].split()[0]
    proef.write_text(text + "".join(EXTRA.format(name, waarde) for name in names), "utf-8")


def lines(ran: Any) -> list[str]:
    return [line.split("`")[1] for line in ran.out.splitlines() if "MW309" in line]


def git(*words: str) -> None:
    name = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *words], check=True, capture_output=True)


def test_empty_path_is_not_the_folder_at_hand(maatwerk: Any, proef: Path) -> None:
    ran = maatwerk("controleer", "")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert "Een leeg pad wijst niets aan" in ran.err


# ---------------------------------------------------------------- niet onderzocht

OPEN = MELDING.partition("## Fout\n\n```beleid\n")[2].partition("```")[0]


def test_how_often_nothing_could_be_decided_is_counted(maatwerk: Any, proef: Path) -> None:
    proef.write_text(BASE + OPEN, "utf-8")

    told = " ".join(maatwerk("controleer proef").out.split())
    (policy,) = json.loads(maatwerk("controleer proef --vorm json").out)["beleid"]
    asked = maatwerk("controleer proef --kies MW014 --vorm kort")

    assert "1 keer niet onderzocht: `--kies MW014`" in told
    assert policy["niet_onderzocht"] == 1
    assert asked.code == cli.CLEAN
    assert "dat de regels van `vergoeding`" in asked.out
    assert asked.out.endswith(" Reden: `som van r.kosten voor r uit reizen` is niet uitgerekend.\n")
    assert asked.out.count("\n") == 1


# ---------------------------------------------------------------- instellingen


def test_settings_are_found_upward_and_the_nearest_counts(maatwerk: Any, proef: Path) -> None:
    add(proef, "los")
    assert maatwerk("controleer proef --vanaf hint").code == cli.FINDINGS
    Path("pyproject.toml").write_text('[tool.maatwerk]\nnegeer = ["MW"]\n', "utf-8")
    assert maatwerk("controleer proef --vanaf hint").code == cli.CLEAN
    assert maatwerk("controleer proef/proef.beleid --vanaf hint").code == cli.CLEAN
    Path("proef/maatwerk.toml").write_text('kies = ["MW309"]\nernst.MW309 = "fout"\n', "utf-8")

    ran = maatwerk("controleer proef --vorm kort")

    assert (ran.code, lines(ran)) == (cli.FINDINGS, ["los"])
    assert " fout MW309 " in ran.out


@pytest.mark.parametrize("word", ["MW001", "typefout", "MW02", "MW042", "MW201"])
def test_what_keeps_a_policy_from_running_cannot_be_made_less(
    word: str, maatwerk: Any, proef: Path
) -> None:
    Path("maatwerk.toml").write_text(f'[ernst]\nMW0 = "hint"\n{word} = "hint"\n', "utf-8")

    ran = maatwerk("controleer proef")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    told = " ".join(ran.err.split())
    assert f"`{word}` lees ik niet: wat het beleid tegenhoudt, is altijd een fout." in told
    assert "maatwerk.toml:3:1" in told
    assert told.count("MW019") == 1


@pytest.mark.parametrize("line", ['MW001 = "fout"', 'MW0 = "hint"', 'MW301 = "hint"'])
def test_what_does_something_may_be_set(line: str, maatwerk: Any, proef: Path) -> None:
    Path("maatwerk.toml").write_text(f"[ernst]\n{line}\n", "utf-8")

    assert maatwerk("controleer proef").code == cli.CLEAN


def test_command_line_goes_before_settings(maatwerk: Any, proef: Path) -> None:
    add(proef, "los")
    Path("maatwerk.toml").write_text('negeer = ["MW309"]\n', "utf-8")

    assert lines(maatwerk(f"{ONLY} --vorm kort")) == ["los"]
    assert lines(maatwerk("controleer proef --vorm kort --negeer mw3,MW5")) == []
    assert lines(maatwerk("controleer proef --vorm kort --instellingen maatwerk.toml")) == []


def test_settings_of_a_path_count_there(maatwerk: Any, proef: Path) -> None:
    add(proef, "los")
    shutil.copytree("proef", "oud/proef")
    rules = 'kies = ["MW309"]\n[paden."oud/**"]\nnegeer = ["MW309"]\n'
    Path("maatwerk.toml").write_text(rules, "utf-8")

    ran = maatwerk("controleer proef oud --vorm kort")

    assert lines(ran) == ["los"]
    assert ran.out.startswith("proef/proef.beleid:")


def test_fault_that_is_left_out_by_its_code_is_told_to_stay(maatwerk: Any, proef: Path) -> None:
    proef.write_text(proef.read_text("utf-8") + "begrip q: ja/nee\n  is en\n" * 2, "utf-8")
    Path("maatwerk.toml").write_text('negeer = ["MW001"]\n', "utf-8")

    ran = maatwerk("controleer proef --vorm kort")
    whole = maatwerk("controleer proef --vorm kort --instellingen maatwerk.toml --negeer MW0")

    assert ran.code == cli.FINDINGS
    assert " fout MW001 " in ran.out
    assert ran.out.count("Het negeren van `MW001` doet niets: wat het beleid tegenhoudt") == 1
    assert " fout MW001 " in whole.out


@pytest.mark.parametrize("pattern", ["q/**", "proef/oud", "proof/*.beleid"])
def test_settings_of_a_path_that_is_not_there_are_refused(
    pattern: str, maatwerk: Any, proef: Path
) -> None:
    add(proef, "los")
    Path("maatwerk.toml").write_text(f'[paden."{pattern}"]\nnegeer = ["MW309"]\n', "utf-8")

    ran = maatwerk("controleer proef")

    assert ran.code == cli.WRONG_USE
    assert f"De instelling `{pattern}` lees ik niet: er is hier geen beleid dat" in " ".join(
        ran.err.split()
    )


def test_path_from_the_root_of_the_disk_is_not_looked_for(maatwerk: Any, proef: Path) -> None:
    Path("maatwerk.toml").write_text('[paden."/elders/**"]\nnegeer = ["MW309"]\n', "utf-8")

    assert maatwerk("controleer proef").code == cli.CLEAN


def test_in_a_very_large_folder_no_path_is_refused(
    maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "FEW_ENTRIES", 0)
    Path("maatwerk.toml").write_text('[paden."q/**"]\nnegeer = ["MW309"]\n', "utf-8")

    assert maatwerk("controleer proef").code == cli.CLEAN


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.toml", b"preset = 'strenk'", "Bedoelt u `streng`?"),
        ("a.toml", b"\xff", "het is geen tekst in UTF-8"),
        ("pyproject.toml", b"[project]", "staat geen tabel `[tool.maatwerk]`"),
        ("a.toml", b"#" * 1_000_001, "groter dan een miljoen"),
    ],
)
def test_settings_that_do_not_read_are_wrong_use(
    name: str, data: bytes, told: str, maatwerk: Any, proef: Path
) -> None:
    Path(name).write_bytes(data)

    ran = maatwerk(f"controleer proef --instellingen {name}")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert told in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--instellingen weg.toml", "het is er niet"),
        ("--instellingen .", "het is een map"),
        ("--kies MW9x", "Bij de optie `--kies`: er is geen melding `MW9x`"),
        ("--negeer zzz", "Bij de optie `--negeer`"),
        ("--preset x", "kies uit `basis`, `streng`"),
        ("--krimp-basislijn", "hoort `--basislijn BESTAND`"),
        ("--basislijn a --maak-basislijn b", "een basislijn groeit niet"),
        ("--statistiek --vorm sarif", "hoort bij `--vorm tekst`"),
        ("--basislijn weg.json", "het is er niet"),
    ],
)
def test_wrong_use_is_told(options: str, told: str, maatwerk: Any, proef: Path) -> None:
    ran = maatwerk(f"controleer proef {options}")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert told in ran.err


def test_settings_that_cannot_be_opened(
    maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("maatwerk.toml").write_text("", "utf-8")
    whole = Path.open

    def refuse(self: Path, *words: Any, **named: Any) -> Any:
        if self.name == "maatwerk.toml":
            raise PermissionError(13, "Permission denied")
        return whole(self, *words, **named)

    monkeypatch.setattr(Path, "open", refuse)

    assert maatwerk("controleer proef").code == cli.WRONG_USE


def test_settings_elsewhere_count_for_a_policy_outside_their_folder(
    maatwerk: Any, proef: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add(proef, "los")
    file = tmp_path_factory.mktemp("elders") / "maatwerk.toml"
    file.write_text('kies = ["MW309"]\n', "utf-8")

    assert lines(maatwerk(f"controleer proef --vorm kort --instellingen {file}")) == ["los"]
    assert settings_file.SettingsFiles().of("participatiewet").base == ""


# ---------------------------------------------------------------- basislijn


def test_baseline_hides_what_was_there_and_only_shrinks(maatwerk: Any, proef: Path) -> None:
    add(proef, "oud")
    assert maatwerk(f"{ONLY} --maak-basislijn b.json").out == "b.json: 1 melding\n"
    assert maatwerk(f"{ONLY} --maak-basislijn b.json").code == cli.WRONG_USE
    add(proef, "nieuw")

    assert lines(maatwerk(f"{ONLY} --basislijn b.json --vorm kort")) == ["nieuw"]

    proef.write_text(proef.read_text("utf-8").replace("bedoeling oud", "bedoeling ander"), "utf-8")
    ran = maatwerk(f"{ONLY} --basislijn b.json --vorm kort")
    assert "waarschuwing MW037 basislijn-verouderd" in ran.out
    ran = maatwerk(f"{ONLY} --basislijn b.json --krimp-basislijn --vorm kort")
    assert ran.err == "b.json: 1 melding weg, nog 0.\n"
    assert lines(ran) == ["ander", "nieuw"]
    assert json.loads(Path("b.json").read_text("utf-8"))["meldingen"] == []
    before = Path("b.json").stat().st_mtime_ns
    assert maatwerk(f"{ONLY} --basislijn b.json --krimp-basislijn").code == cli.FINDINGS
    assert Path("b.json").stat().st_mtime_ns == before


def test_fault_that_stops_a_policy_is_in_no_baseline(maatwerk: Any, proef: Path) -> None:
    proef.write_text(proef.read_text("utf-8").replace("dan ja", "dan jaa"), "utf-8")

    ran = maatwerk("controleer proef --kies MW002 --maak-basislijn b.json")

    assert (ran.code, ran.out) == (cli.FINDINGS, "b.json: 0 meldingen\n")
    assert "1 melding staat er niet in" in ran.err
    assert maatwerk("controleer proef --basislijn b.json").code == cli.FINDINGS


def test_what_was_not_looked_for_is_not_gone(maatwerk: Any, proef: Path) -> None:
    add(proef, "oud")
    maatwerk(f"{ONLY} --maak-basislijn b.json")

    assert maatwerk("controleer proef --kies MW301 --basislijn b.json").code == cli.CLEAN
    assert (
        maatwerk("controleer bijstand_voorbeeld --kies MW309 --basislijn b.json").code == cli.CLEAN
    )


@pytest.mark.parametrize(("data", "told"), [(b"{}", "de vorm is niet"), (b"\xff", "UTF-8")])
def test_other_file_is_no_baseline(data: bytes, told: str, maatwerk: Any, proef: Path) -> None:
    Path("b.json").write_bytes(data)

    ran = maatwerk("controleer proef --basislijn b.json")

    assert ran.code == cli.WRONG_USE
    assert told in ran.err


def test_baseline_that_cannot_be_written(maatwerk: Any, proef: Path) -> None:
    assert maatwerk("controleer proef --maak-basislijn weg/b.json").code == cli.WRONG_USE


# ---------------------------------------------------------------- alleen gewijzigd


@pytest.fixture
def committed(proef: Path) -> Path:
    """Give a policy with a finding, committed to git."""
    add(proef, "oud")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    return proef


def test_only_findings_in_changed_lines_are_told(maatwerk: Any, committed: Path) -> None:
    assert lines(maatwerk(f"{ONLY} --alleen-gewijzigd HEAD --vorm kort")) == []
    committed.write_text("\n\n" + committed.read_text("utf-8"), "utf-8")
    add(committed, "nieuw")

    assert lines(maatwerk(f"{ONLY} --alleen-gewijzigd HEAD --vorm kort")) == ["nieuw"]
    assert lines(maatwerk(f"{ONLY} --vorm kort")) == ["oud", "nieuw"]


def test_a_policy_may_be_the_whole_of_its_repository(
    maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(proef, "oud")
    monkeypatch.chdir(proef.parent)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    asked = f"controleer . {ONLY.partition('proef')[2]} --alleen-gewijzigd HEAD --vorm kort"
    assert lines(maatwerk(asked)) == []

    add(proef, "nieuw")

    assert lines(maatwerk(asked)) == ["nieuw"]


def test_new_file_is_changed_as_a_whole(maatwerk: Any, committed: Path) -> None:
    ander = committed.parent / "ander.beleid"
    ander.write_text(EXTRA.format("nieuw", "bestaanszekerheid"), "utf-8")

    told = maatwerk(f"{ONLY} --alleen-gewijzigd HEAD --vorm kort").out

    assert "`nieuw`" in told
    assert "`oud`" not in told


def test_what_a_change_brings_elsewhere_is_told(maatwerk: Any, committed: Path) -> None:
    rule = """
regel hoge_kosten bepaalt bijzondere_bijstand
  bron Pw artikel 35 lid 1
  bedoeling kosten_dragen
  indien kosten is meer dan € 9.000
  dan nee
"""
    committed.write_text(committed.read_text("utf-8") + rule, "utf-8")
    git("commit", "-q", "-a", "-m", "y")
    asked = "controleer proef --kies MW551 --alleen-gewijzigd HEAD --vorm kort"
    assert maatwerk(asked).out.strip() == ""
    committed.write_text(committed.read_text("utf-8").replace("€ 10.000", "€ 8.000"), "utf-8")

    told = maatwerk(asked).out

    assert "MW551" in told
    assert "kosten is meer dan € 9.000" in told


def test_lines_around_a_gap_are_changed(maatwerk: Any, committed: Path) -> None:
    text = committed.read_text("utf-8")
    head = text.index("\n", text.index("bedoeling oud")) + 1
    committed.write_text(text[:head] + text[text.index("\n", head) + 1 :], "utf-8")

    assert lines(maatwerk(f"{ONLY} --alleen-gewijzigd HEAD --vorm kort")) == ["oud"]


def test_fault_that_stops_the_policy_is_told_where_nothing_changed(
    maatwerk: Any, committed: Path
) -> None:
    committed.write_text(committed.read_text("utf-8").replace("dan ja", "dan jaa"), "utf-8")
    git("commit", "-q", "-a", "-m", "y")

    assert maatwerk("controleer proef --alleen-gewijzigd HEAD").code == cli.FINDINGS
    assert maatwerk("controleer er_niet --alleen-gewijzigd HEAD").code == cli.FINDINGS
    assert maatwerk("controleer bijstand_voorbeeld --alleen-gewijzigd HEAD").code == cli.CLEAN


@pytest.mark.parametrize("ref", ["weg", "--output=x", "HEAD:proef", ""])
def test_unknown_ref_is_told(ref: str, maatwerk: Any, committed: Path) -> None:
    ran = maatwerk(f"{ONLY} --alleen-gewijzigd='{ref}'")

    assert ran.code == cli.WRONG_USE
    assert "git kent" in ran.err
    assert not Path("x").exists()


def test_folder_outside_git_is_told(maatwerk: Any, proef: Path) -> None:
    add(proef, "oud")

    ran = maatwerk(f"{ONLY} --alleen-gewijzigd HEAD")

    assert ran.code == cli.WRONG_USE
    assert "staat niet in een map van git" in ran.err


def test_absent_git_is_told(
    maatwerk: Any, committed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program, told in ((lambda: None, "is er niet"), (lambda: "/dev/null", "geen antwoord")):
        monkeypatch.setattr(changed_lines, "_program", program)

        assert told in maatwerk(f"{ONLY} --alleen-gewijzigd HEAD").err


# ---------------------------------------------------------------- tellen en meten


def test_statistics_count_each_code(maatwerk: Any, proef: Path) -> None:
    add(proef, "a", "b")

    told = maatwerk(f"{ONLY} --statistiek").out
    assert told.startswith("    2  MW309 verweesde-bedoeling (hint)\n\n1 beleid bekeken: 2 hints.")
    assert maatwerk(f"{ONLY} --statistiek --vorm kort").out == "2 MW309 verweesde-bedoeling hint\n"
    assert "MW3" not in maatwerk("controleer bijstand_voorbeeld --kies MW309 --statistiek").out


@pytest.mark.parametrize("form", ["tekst", "kort", "sarif", "html"])
def test_findings_can_be_written_in_a_file(
    form: str, maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(proef, "los")
    told = maatwerk(f"{ONLY} --vorm {form}").out
    monkeypatch.setattr("maatwerk_rules.integrations.terminal.has_colour", lambda: True)

    ran = maatwerk(f"{ONLY} --vorm {form} --uitvoer a.txt")

    assert (ran.code, ran.out) == (cli.FINDINGS, "a.txt: 1 beleid bekeken: 1 hint.\n")
    assert Path("a.txt").read_text("utf-8") == told
    assert maatwerk(f"{ONLY} --uitvoer weg/a.txt").code == cli.WRONG_USE


def test_time_of_each_check_is_told(maatwerk: Any, proef: Path) -> None:
    told = maatwerk(f"{ONLY} --meet").out.splitlines()

    assert told[0].endswith(" ms  MW309")
    assert told[1].endswith(" ms  alle controles samen")
    ran = maatwerk(f"{ONLY} --meet --vorm kort")
    assert (ran.out, ran.err.count(" ms ")) == ("", 2)


def test_what_was_set_aside_is_listed_with_its_reason(maatwerk: Any, proef: Path) -> None:
    add(proef, "oud")
    maatwerk(f"{ONLY} --maak-basislijn b.json")
    add(proef, "nieuw")
    text = proef.read_text("utf-8")
    because = 'bedoeling nieuw "Doel." # negeer MW309 omdat "Komt nog." tot 2999-01-01'
    proef.write_text(text.replace('bedoeling nieuw "Doel."', because), "utf-8")
    shown = f"{ONLY} --basislijn b.json --terzijde"

    told = maatwerk(shown).out
    assert told.startswith("Terzijde gelegd:\n  proef/proef.beleid:")
    assert "\n    = staat in de basislijn\n" in told
    assert "\n    = Komt nog. (tot 1 januari 2999)\n" in told
    short = maatwerk(f"{shown} --vorm kort").out.splitlines()
    assert [line.split(": ", 1)[1] for line in short] == [
        "terzijde MW309 verweesde-bedoeling: staat in de basislijn",
        "terzijde MW309 verweesde-bedoeling: Komt nog. (tot 1 januari 2999)",
    ]
    assert maatwerk("controleer bijstand_voorbeeld --kies MW309 --terzijde").out.count("\n") == 1

"""What each command does with good, broken and absent policies, cases and paths."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.integrations import cli, command_leguit, command_nieuw, command_toon, shared
from maatwerk_rules.linter import registry
from maatwerk_rules.linter.registry import Check
from tests.integrations.files import replace

DAY = "--peildatum 2026-03-01"


# ---------------------------------------------------------------- beslis


def test_without_a_day_today_is_offered_and_not_taken(maatwerk: Any) -> None:
    ran = maatwerk("beslis bijstand_voorbeeld")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert "geef bijvoorbeeld `--peildatum 2" in ran.err


@pytest.mark.parametrize(
    ("vorm", "begin"),
    [("tekst", "Bijstand, voorbeeld\n==="), ("markdown", "# Bijstand"), ("kort", "Bijstand")],
)
def test_outcome_has_the_form_that_is_asked(vorm: str, begin: str, maatwerk: Any) -> None:
    ran = maatwerk(f"beslis bijstand_voorbeeld {DAY} --vorm {vorm}")

    assert ran.code == 0
    assert ran.out.startswith(begin)
    assert "Dit is geen besluit; het college beslist." in ran.out


def test_outcome_as_json_is_one_object(maatwerk: Any) -> None:
    data = json.loads(maatwerk(f"beslis bijstand_voorbeeld {DAY} --vorm json").out)

    assert data["status"] == "onbepaald"


def test_layers_make_the_explanation_longer(maatwerk: Any) -> None:
    lengths = [
        len(maatwerk(f"beslis bijstand_voorbeeld {DAY} --lagen {number}").out)
        for number in (1, 2, 3)
    ]

    assert lengths == sorted(set(lengths))


def test_case_comes_from_a_file_or_the_input(maatwerk: Any, here: Path) -> None:
    case = '{"feiten": {"in_detentie": true, "nederlander_of_gelijkgesteld": true}}'
    (here / "zaak.json").write_text(case, "utf-8")
    command = f"beslis bijstand_voorbeeld {DAY} --uitkomst recht --feiten"

    assert maatwerk(f"{command} zaak.json") == maatwerk(f"{command} -", entered=case)


@pytest.mark.parametrize(
    ("facts", "code"), [({}, cli.UNDECIDED), ({"woont_in_nederland": False}, cli.CLEAN)]
)
def test_demanded_certainty_shows_in_the_exit_code(
    facts: dict[str, object], code: int, maatwerk: Any, proef: Path
) -> None:
    replace(proef, "oordeel noodzakelijk_en_bijzonder\n  dan", "kosten is meer dan € 1\n  dan")
    known = {"kosten": 100} if facts else {}
    case = json.dumps({"feiten": known})

    ran = maatwerk(f"beslis proef {DAY} --eis vast --feiten -", entered=case)

    assert ran.code == code, ran.err


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("{", "Dit is geen goede JSON"),
        ("", "Dit is geen goede JSON"),
        ('{"feiten": {"in_detentei": true}}', "in_detentie"),
        ('{"feiten": {"schulden": "1,250.00"}}', "Bedoelt u € 1.250,00?"),
        ('{"feiten": {"schulden": 1, "schulden": 2}}', "staat hier twee keer"),
    ],
)
def test_wrong_case_is_answered_at_its_place(case: str, told: str, maatwerk: Any) -> None:
    ran = maatwerk(f"beslis bijstand_voorbeeld {DAY} --feiten -", entered=case)

    assert (ran.code, ran.out) == (cli.FINDINGS, "")
    assert told in ran.err


@pytest.mark.parametrize(
    ("path", "why"),
    [("weg.json", "het is er niet"), (".", "het is een map"), ("a.json/b", "is geen map")],
)
def test_case_file_that_cannot_be_opened(path: str, why: str, maatwerk: Any, here: Path) -> None:
    (here / "a.json").write_text("{}", "utf-8")

    ran = maatwerk(f"beslis bijstand_voorbeeld {DAY} --feiten {path}")

    assert ran.code == cli.WRONG_USE
    assert why in ran.err


# ---------------------------------------------------------------- controleer


def test_clean_policy_gives_no_findings(maatwerk: Any, proef: Path) -> None:
    assert maatwerk("controleer proef").out == "1 beleid bekeken: geen meldingen.\n"
    assert maatwerk("controleer proef --vorm kort").out == ""


def test_folder_of_policies_is_checked_one_by_one(maatwerk: Any, proef: Path) -> None:
    shutil.copytree(proef.parent, proef.parents[1] / "map" / "ander")
    replace(proef.parents[1] / "map" / "ander" / "proef.beleid", "dan ja", "dan jaa")
    (proef.parents[1] / "map" / ".verborgen").mkdir()

    ran = maatwerk("controleer proef map")

    assert ran.code == cli.FINDINGS
    assert ran.out.startswith(f"{Path('map', 'ander')}\n\nfout[MW002]")
    assert ran.out.endswith(
        "2 plaatsen met beleid bekeken: 1 fout. Uitleg: `maatwerk leguit MW002`.\n"
    )


def test_short_findings_bear_a_path_from_here(maatwerk: Any, proef: Path) -> None:
    replace(proef, "dan ja", "dan jaa")

    for path in ("proef", "proef/proef.beleid"):
        ran = maatwerk(f"controleer {path} --vorm kort")

        assert ran.out.startswith(f"{Path('proef', 'proef.beleid')}:")
        assert ran.out.count("\n") == 1


def test_what_is_set_aside_is_counted(maatwerk: Any, proef: Path) -> None:
    proef.write_text(
        proef.read_text("utf-8")
        + 'bedoeling los "Niemand staat er alleen."'
        + '  # negeer MW309, MW313 omdat "Komt nog." tot 2999-01-01\n'
        + "  bron Pw artikel 7 lid 1 onderdeel a\n"
    )

    ran = maatwerk("controleer proef --vanaf hint")

    assert (ran.code, ran.out) == (
        cli.CLEAN,
        "1 beleid bekeken: geen meldingen (2 meldingen onderdrukt met een reden).\n",
    )


def test_finding_without_a_file_stays_as_it_is(maatwerk: Any, here: Path) -> None:
    ran = maatwerk("controleer er_niet --vorm kort")

    assert ran.out.startswith("er_niet: fout MW040")


def test_findings_as_json_hold_place_and_code(maatwerk: Any, proef: Path) -> None:
    replace(proef, "dan ja", "dan jaa")

    data = json.loads(maatwerk("controleer proef --vorm json").out)

    assert data["schema"] == "maatwerk/meldingen/2"
    assert data["beleid"][0]["pad"] == "proef"
    assert data["beleid"][0]["meldingen"][0]["code"] == "MW002"


@pytest.mark.parametrize(("vanaf", "code"), [("hint", 1), ("waarschuwing", 1), ("fout", 0)])
def test_exit_code_follows_the_level_that_counts(
    vanaf: str, code: int, maatwerk: Any, proef: Path
) -> None:
    replace(proef, "Niemand zakt", "Niemand\u202e zakt")

    assert maatwerk(f"controleer proef --vanaf {vanaf}").code == code


def test_several_findings_are_counted_by_level(maatwerk: Any, proef: Path) -> None:
    replace(proef, "Niemand zakt", "Niemand\u202e zakt")
    replace(proef, "dan ja", "dan jaa")
    replace(proef, "dient bestaanszekerheid", "dient bestaanszekerhied")

    ran = maatwerk("controleer proef")

    assert "1 beleid bekeken: 2 fouten, 1 waarschuwing." in ran.out
    assert "\u202e" not in ran.out


# ---------------------------------------------------------------- toon


@pytest.mark.parametrize(
    ("vorm", "begin"), [("tekst", "Proef\n=====\n"), ("markdown", "# Proef\n"), ("json", "{")]
)
def test_page_has_the_form_that_is_asked(vorm: str, begin: str, maatwerk: Any, proef: Path) -> None:
    ran = maatwerk(f"toon proef --vorm {vorm} {DAY}")

    assert ran.code == 0
    assert ran.out.startswith(begin)
    assert "Noodzakelijke kosten" in ran.out
    if vorm == "json":
        assert json.loads(ran.out)["titel"] == "Proef"


@pytest.mark.parametrize(("now", "shown"), [("2026-02-03", "3 februari"), ("2020-01-01", "1 jan")])
def test_page_is_that_of_today_or_of_the_last_rules(
    now: str, shown: str, maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_toon, "today", lambda: date.fromisoformat(now))

    assert f"Zoals het luidt op {shown}" in maatwerk("toon proef").out


def test_page_of_a_day_without_rules_is_refused(maatwerk: Any, proef: Path) -> None:
    ran = maatwerk("toon proef --peildatum 2020-01-01")

    assert (ran.code, ran.err) == (1, "fout: op 1 januari 2020 geldt dit beleid niet.\n")


def test_page_of_a_broken_policy_is_its_findings(maatwerk: Any, proef: Path) -> None:
    replace(proef, "dan ja", "dan jaa")

    assert "fout[MW002]" in maatwerk("toon proef").err


@pytest.mark.parametrize(
    ("vorm", "begin"), [("tekst", "Proef: hoe ver de"), ("markdown", "# Proef: hoe"), ("json", "{")]
)
def test_page_of_the_law_has_the_form_that_is_asked(
    vorm: str, begin: str, maatwerk: Any, proef: Path
) -> None:
    ran = maatwerk(f"toon proef --wet --vorm {vorm} {DAY}")

    assert ran.code == 0
    assert ran.out.startswith(begin)
    if vorm == "json":
        assert json.loads(ran.out)["schema"] == "maatwerk/wet/1"


# ---------------------------------------------------------------- leguit


@pytest.mark.parametrize(
    "asked", ["MW042", "mw042", "42", "fout[MW042]", "kop-ontbreekt", "Kop_Ontbreekt"]
)
def test_message_is_found_by_code_or_name(asked: str, maatwerk: Any) -> None:
    assert maatwerk("leguit", asked).out.startswith("# MW042 kop-ontbreekt\n")


@pytest.mark.parametrize(
    ("asked", "offer"),
    [
        ("kop-ontbrekt", "Bedoelt u `kop-ontbreekt`?"),
        ("MWO42", "Bedoelt u `MW042`?"),
        ("zzzzzzzz", "`maatwerk leguit` noemt ze alle."),
        ("", "`maatwerk leguit` noemt ze alle."),
        ("1234", "`maatwerk leguit` noemt ze alle."),
    ],
)
def test_unknown_message_offers_the_nearest(asked: str, offer: str, maatwerk: Any) -> None:
    ran = maatwerk("leguit", asked)

    assert ran.code == cli.WRONG_USE
    assert offer in ran.err


def test_page_of_an_added_check_is_shown_and_listed(
    maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = Kind("GEM001", "eigen-regel", Severity.HINT, "Zo niet bij ons.", "Afspraak.")
    own = (Check(kind, in_file=lambda _: ()),)
    monkeypatch.setattr(registry, "added", lambda: (own, []))
    monkeypatch.setattr(command_leguit, "entry_points", lambda group: group == registry.GROUP)

    assert maatwerk("leguit gem001").out.startswith("# GEM001 eigen-regel\n")
    assert maatwerk("leguit eigen-regel").out.startswith("# GEM001 eigen-regel\n")
    assert "GEM001  eigen-regel" in maatwerk("leguit").out


@pytest.mark.parametrize("asked", ["MW5", "mw5", "MW50"])
def test_begin_of_a_code_lists_its_group(asked: str, maatwerk: Any) -> None:
    lines = maatwerk("leguit", asked).out.splitlines()

    assert "MW501  overlap-andere-uitkomst" in lines
    assert {line[: len(asked)] for line in lines} == {asked.upper()}
    assert lines == sorted(lines)


def test_all_messages_are_listed_by_code(maatwerk: Any) -> None:
    lines = maatwerk("leguit").out.splitlines()

    assert lines == sorted(lines)
    assert "MW042  kop-ontbreekt" in lines


# ---------------------------------------------------------------- nieuw


@pytest.mark.parametrize("naam", ["mijn_beleid", "naam", "titel", "pw", "kosten", "regel", "één"])
def test_new_policy_is_clean_and_passes_its_toetsen(naam: str, maatwerk: Any, here: Path) -> None:
    assert maatwerk("nieuw", naam).code == 0

    assert maatwerk("controleer", naam, "--vanaf", "hint").code == 0
    assert maatwerk("toets", naam, "--dekking", "100").code == 0
    assert maatwerk("toon", naam).code == 0
    assert maatwerk("opmaak", naam, "--controleer").code == 0
    assert maatwerk("beslis", naam, "--peildatum", "2030-01-01").code == 0


@pytest.mark.parametrize(
    ("naam", "told"),
    [
        ("ja", "geen woord van de taal zelf."),
        ("Mijn beleid", "Bedoelt u `mijn_beleid`?"),
        ("Huurhulp", "Bedoelt u `huurhulp`?"),
        ("../weg", "kan geen naam"),
        ("a/b", "kan geen naam"),
        ("", "kan geen naam"),
        ("1x", "kan geen naam"),
        ("кот", "kan geen naam"),
        ("a" * 200, "kan geen naam"),
        ("participatiewet", "al de naam van meegeleverd beleid"),
        ("er_al", "`er_al` bestaat al"),
    ],
)
def test_name_that_cannot_be_is_refused(naam: str, told: str, maatwerk: Any, here: Path) -> None:
    (here / "er_al").write_text("", "utf-8")

    ran = maatwerk("nieuw", naam)

    assert ran.code == cli.WRONG_USE
    assert told in ran.err
    assert [each.name for each in here.iterdir()] == ["er_al"]


def test_folder_that_cannot_be_made_is_told(
    maatwerk: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(command_nieuw.Path, "mkdir", refuse)

    ran = maatwerk("nieuw proef")

    assert ran.code == cli.WRONG_USE
    assert "niet maken: u hebt daar het recht niet voor." in ran.err


# ---------------------------------------------------------------- finding policies


def test_very_many_folders_are_not_searched(
    maatwerk: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "MOST_FOLDERS", 3)
    for number in range(5):
        (here / f"map{number}").mkdir()

    ran = maatwerk("controleer .")

    assert ran.code == cli.WRONG_USE
    assert "te veel mappen" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_to_folders_are_not_followed(maatwerk: Any, here: Path, proef: Path) -> None:
    (here / "map" / "sub").mkdir(parents=True)
    (here / "map" / "rond").symlink_to(here)
    shutil.copytree(proef.parent, here / "map" / "sub" / "ander")

    assert "1 beleid bekeken" in maatwerk("controleer map").out


def test_colour_is_there_on_a_terminal(
    maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maatwerk_rules.integrations import terminal

    monkeypatch.setattr(terminal, "has_colour", lambda: True)
    monkeypatch.setattr(terminal.click, "echo", _unstripped)

    ran = maatwerk(f"beslis proef {DAY} --vorm kort")

    assert "\x1b[1mProef\x1b[0m" in ran.out
    assert maatwerk("toets proef").out.count("\x1b[32m") == 1


def _unstripped(text: str, *, err: bool) -> None:
    import sys

    print(text, file=sys.stderr if err else sys.stdout)


def test_a_policy_is_shown_as_python(maatwerk: Any) -> None:
    ran = maatwerk("toon bijstand_voorbeeld --python --peildatum 2026-03-01")
    one = maatwerk("toon bijstand_voorbeeld --python --peildatum 2026-03-01 --uitkomst recht")

    assert ran.code == one.code == 0
    assert "# uitkomst recht (bijstand_voorbeeld.beleid regel " in ran.out
    assert compile(ran.out, "gedrukt", "exec")
    assert len(one.out) < len(ran.out)

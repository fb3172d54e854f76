"""Presets, steps and paths: which findings count, and how much."""

from typing import Any

import attrs
import pytest

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.manners import Manners
from maatwerk_rules.linter.registry import Check, shipped
from maatwerk_rules.linter.settings import PRESETS, Choice, Rules, Settings, fits
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source, Span

FOUT, WAARSCHUWING, HINT = Severity
BASE = Source("basis.beleid", read_text("meldingen/basis.beleid"))
FOUND_EARLIER = """
bedrag grens per maand
  bron Pw artikel 34 lid 3
  met ingang van 2026-07-01: € 100
  bekend tot 2027-01-01
"""


@pytest.mark.parametrize(
    ("preset", "code", "own", "expected"),
    [
        ("basis", "MW309", WAARSCHUWING, WAARSCHUWING),
        ("streng", "MW309", WAARSCHUWING, FOUT),
        ("streng", "MW309", HINT, HINT),
        ("concept", "MW309", WAARSCHUWING, HINT),
        ("concept", "MW401", WAARSCHUWING, HINT),
        ("concept", "MW501", WAARSCHUWING, WAARSCHUWING),
        ("vastgesteld", "MW111", WAARSCHUWING, FOUT),
        ("vastgesteld", "MW205", WAARSCHUWING, FOUT),
        ("vastgesteld", "MW805", WAARSCHUWING, FOUT),
        ("vastgesteld", "MW805", HINT, HINT),
        ("vastgesteld", "MW309", WAARSCHUWING, WAARSCHUWING),
    ],
)
def test_preset_sets_the_severity(
    preset: str, code: str, own: Severity, expected: Severity
) -> None:
    assert Choice(preset).severity(code, own) is expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(), [("MW216", FOUT), ("MW803", FOUT)]),
        (Rules(ernst={"MW2": HINT}), [("MW216", HINT), ("MW803", FOUT)]),
        (Rules(ernst={"MW803": WAARSCHUWING}), [("MW216", FOUT), ("MW803", WAARSCHUWING)]),
        (Rules(preset="basis"), [("MW216", WAARSCHUWING), ("MW803", WAARSCHUWING)]),
        (Rules(preset="streng"), [("MW216", FOUT), ("MW803", FOUT)]),
    ],
)
def test_settings_hold_for_what_is_found_before_the_linter(
    rules: Rules, expected: list[tuple[str, Severity]]
) -> None:
    text = BASE.text.replace("status concept", "status vastgesteld") + FOUND_EARLIER

    found = lint(Source("basis.beleid", text), (), settings=Settings(rules))

    assert sorted({(one.code, one.severity) for one in found.diagnostics}) == expected
    assert found.faults == ()


@pytest.mark.parametrize(
    ("preset", "strict", "plain"),
    [
        ("basis", False, True),
        ("streng", True, True),
        ("concept", False, True),
        ("vastgesteld", False, True),
        ("taal", False, False),
    ],
)
def test_preset_chooses_the_checks(preset: str, *, strict: bool, plain: bool) -> None:
    choice = Choice(preset)

    assert choice.takes("MW501", strict=True) is strict
    assert choice.takes("MW501") is plain
    assert choice.takes("MW151")
    assert choice.takes("MW158", strict=True) is (preset in {"streng", "taal"})
    assert not choice.takes("MW151", counted=True)
    assert preset in PRESETS


def test_the_preset_for_language_takes_all_checks_of_language_and_no_other() -> None:
    asked = Manners(Beleid(()), Settings(typed=Rules(preset="taal")), shipped()).chosen()

    codes = [check.kind.code for check in shipped()]
    assert [check.kind.code for check in asked] == [
        code for code in codes if code.startswith(("MW15", "MW16"))
    ]
    assert {"MW151", "MW152", "MW153", "MW157", "MW158"} <= set(codes)


@pytest.mark.parametrize(
    ("steps", "taken"),
    [
        ((Rules(kies=("MW3",)),), True),
        ((Rules(kies=("MW5",)),), False),
        ((Rules(kies=()),), False),
        ((Rules(negeer=("MW3",)),), False),
        ((Rules(kies=("MW309",), negeer=("MW3",)),), True),
        ((Rules(kies=("MW3",), negeer=("MW309",)),), False),
        ((Rules(kies=("MW309",), negeer=("MW309",)),), False),
        ((Rules(negeer=("MW309",)), Rules(ook=("MW3",))), True),
        ((Rules(ook=("MW309",)), Rules(negeer=("MW",))), False),
        ((Rules(kies=("MW5",)), Rules(ook=("MW309",))), True),
    ],
)
def test_later_step_wins_and_within_one_the_longest_code(
    steps: tuple[Rules, ...], *, taken: bool
) -> None:
    assert Choice("basis", steps).takes("MW309") is taken


def test_strict_check_can_be_asked_for() -> None:
    asked = Choice("basis", (Rules(ook=("MW309",)),))

    assert asked.takes("MW309", strict=True)
    assert asked.takes("MW309", counted=True)


def test_severity_of_the_longest_code_in_the_last_step_counts() -> None:
    first = Rules(ernst={"MW3": HINT, "MW309": FOUT})
    last = Rules(ernst={"MW": WAARSCHUWING})

    assert Choice("basis", (first,)).severity("MW309", HINT) is FOUT
    assert Choice("basis", (first,)).severity("MW301", FOUT) is HINT
    assert Choice("basis", (first, last)).severity("MW309", HINT) is WAARSCHUWING


def test_what_is_only_suspected_is_never_a_fault() -> None:
    kind = Kind("MW309", "x", WAARSCHUWING, "Zin.", "")
    found = Diagnostic(kind, (), {}, certainty=Certainty.VERMOEDEN)

    assert Choice("streng").graded(found).severity is WAARSCHUWING


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("policies/x/**", "policies/x/a.beleid", True),
        ("policies/x/**", "policies/xy/a.beleid", False),
        ("policies/x", "policies/x/a.beleid", True),
        ("./policies/x/", "policies/x/a.beleid", True),
        ("**/oud", "a/b/oud/c.beleid", True),
        ("**/oud", "oud/c.beleid", True),
        ("a?.beleid", "ab.beleid", True),
        ("a?.beleid", "a/.beleid", False),
        ("[a].beleid", "a.beleid", False),
        ("**", "", True),
    ],
)
def test_pattern_fits_paths(pattern: str, path: str, *, expected: bool) -> None:
    assert fits(pattern, path) is expected


def test_settings_of_a_path_come_after_the_general_ones() -> None:
    settings = Settings(
        Rules(preset="streng"), (("a/b.beleid", Rules(preset="basis")),), "a", Rules()
    )

    assert settings.of("concept", "b.beleid").preset == "basis"
    assert settings.of("concept", "c.beleid").preset == "streng"
    assert Settings(typed=Rules(preset="taal")).of("concept").preset == "taal"
    assert Settings().of(None).preset == "basis"


KIND = Kind("MW309", "te-lang", WAARSCHUWING, "Dit is langer dan {grens}.", "")
OTHER = Kind("MW312", "streng", WAARSCHUWING, "Streng.", "")


def check_of_limit(limit: int | None = 5, *, strict: bool = False) -> Check:
    def find(file: object, most: int = 0) -> list[Diagnostic]:
        return [diagnostic(KIND, Span(file.source.name, 0, 1), grens=str(most))]

    return Check(KIND, in_file=find, strict=strict, limit=limit)


def test_limit_of_a_check_can_be_set() -> None:
    checks = (check_of_limit(),)
    set_ = Settings(Rules(grenzen={"MW309": 9}))

    assert lint(BASE, checks).diagnostics[0].headline == "Dit is langer dan 5."
    assert lint(BASE, checks, settings=set_).diagnostics[0].headline == "Dit is langer dan 9."
    assert lint(BASE, (check_of_limit(None),)).diagnostics[0].headline == "Dit is langer dan 0."


def test_sentence_may_be_longer_where_a_team_says_so() -> None:
    (check,) = (each for each in shipped() if each.kind.code == "MW151")
    long = " ".join(["Woord", *["woord"] * 22]) + "."
    source = Source("basis.beleid", BASE.text.replace("Zit u vast?", long))

    assert [one.code for one in lint(source, (check,)).diagnostics] == ["MW151"]
    for most, found in ((22, 1), (23, 0)):
        settings = Settings(Rules(grenzen={"MW151": most}))
        assert len(lint(source, (check,), settings=settings).diagnostics) == found


def test_status_of_the_policy_picks_the_preset() -> None:
    enacted = Source("basis.beleid", BASE.text.replace("status concept", "status vastgesteld"))

    for source, preset, severity in (
        (BASE, "concept", HINT),
        (enacted, "vastgesteld", WAARSCHUWING),
    ):
        found = lint(source, (check_of_limit(),))
        assert found.manners.preset == preset
        assert found.diagnostics[0].severity is severity


def test_strict_check_runs_only_when_asked() -> None:
    checks = (check_of_limit(strict=True),)

    assert lint(BASE, checks).seconds == {}
    assert list(lint(BASE, checks, settings=Settings(Rules(preset="streng"))).seconds) == ["MW309"]


def test_preset_that_is_asked_goes_before_the_settings() -> None:
    settings = Settings(Rules(preset="taal", grenzen={"MW309": 9}))
    found = lint(BASE, (check_of_limit(),), preset="streng", settings=settings)

    assert found.manners.preset == "streng"
    (one,) = found.diagnostics
    assert (one.severity, one.headline) == (FOUT, "Dit is langer dan 9.")


def test_what_a_counted_check_finds_is_counted_where_it_is_not_shown() -> None:
    check = attrs.evolve(check_of_limit(strict=True), counted=True)

    def asked(**rules: Any) -> tuple[int, int]:
        found = lint(BASE, (check,), settings=Settings(typed=Rules(**rules)))
        return len(found.diagnostics), found.unexamined

    assert asked() == (0, 1)
    assert asked(preset="vastgesteld") == (0, 1)
    assert asked(preset="streng") == (0, 1)
    assert asked(preset="streng", ook=("MW309",)) == (1, 0)
    assert asked(kies=("MW309",)) == (1, 0)
    assert asked(kies=("MW401",)) == asked(negeer=("MW3",)) == asked(preset="taal") == (0, 0)


def test_what_is_set_aside_is_not_counted_as_not_examined() -> None:
    check = attrs.evolve(check_of_limit(strict=True), counted=True)
    text = '# negeer MW309 omdat "Zo bedoeld."\n' + BASE.text.split("\n", 1)[1]

    found = lint(Source("basis.beleid", text), (check,))

    assert found.unexamined == 0
    assert [one.diagnostic.code for one in found.suppressed] == ["MW309"]


def test_file_of_a_policy_can_be_left_out() -> None:
    other = Source("los.beleid", 'register x "X"\n')
    settings = Settings(paden=(("los.beleid", Rules(negeer=("MW309",))),))

    found = lint([BASE, other], (check_of_limit(),), settings=settings)

    assert [one.spans[0].span.source for one in found.diagnostics] == ["basis.beleid"]


def test_fault_that_stops_the_policy_is_neither_lowered_nor_left_out() -> None:
    wrong = Source("b.beleid", "begrip hoog: ja/nee\n  is onbekend_iets\n")
    rules = Rules(negeer=("MW",), ernst={"MW": HINT})

    found = lint([BASE, wrong], (), settings=Settings(rules))

    assert [(one.code, one.severity) for one in found.diagnostics] == [("MW002", FOUT)]
    assert found.faults == found.diagnostics

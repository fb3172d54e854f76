"""What rests on amounts is decided on the days on which they are known; of other days that is told.

A policy without an end whose amounts are known until a day is the ordinary one.
"""

import pytest

from maatwerk_rules.linter import known_days
from maatwerk_rules.linter.settings import Rules, Settings
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source

LOW = "€ 1.000"
BEGIN = """gegeven loon: bedrag per maand tussen € 0 en € 10.000
  vraag "Wat is uw loon?"
  grondslag Pw artikel 17 lid 1
bedrag grens_laag per maand
  bron Pw artikel 20
  met ingang van 2020-01-01: {low}
  {end}
bedrag grens_hoog per maand
  bron Pw artikel 21
  met ingang van 2020-01-01: € 1.500
  {end}
begrip arm: ja/nee
  is loon is minder dan grens_laag
uitkomst hulp: bedrag per maand
  gunstig is hoger
  anders € 0 per maand
"""
RULE = """{kind}
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien {condition}
  dan {value} per maand
"""
HIGH = RULE.format(
    kind="regel hoog bepaalt hulp", condition="loon is meer dan grens_hoog", value="€ 5"
)
UNTIL = "bekend tot 2030-01-01"


def rule(condition: str, kind: str = "regel een bepaalt hulp", value: str = "€ 7") -> str:
    return RULE.format(kind=kind, condition=condition, value=value)


def found(text: str, *codes: str, end: str = UNTIL, low: str = LOW) -> list[tuple[str, str]]:
    """Return of what was found the code and what it says, with the reason."""
    begin = BEGIN.format(end=end, low=low)
    source = Source("basis.beleid", read_text("meldingen/basis.beleid") + begin + text)
    linted = lint(source, settings=Settings(typed=Rules(kies=codes)))
    assert linted.policy is not None, [one.headline for one in linted.diagnostics]
    return [(one.code, one.spans[0].text or one.headline) for one in linted.diagnostics]


@pytest.mark.parametrize("end", [UNTIL, "laatst bekend"])
def test_an_exception_that_amounts_exclude_is_dead_whether_they_end_or_not(end: str) -> None:
    text = HIGH + rule("arm", "uitzondering een op hoog")

    [(code, told)] = found(text, "MW559", end=end)

    assert (code, told) == ("MW559", "De uitzondering `een` geldt nooit waar `hoog` geldt.")


@pytest.mark.parametrize(
    "later",
    ["arm en peildatum is meer dan 2029-12-31", "arm en peildatum is ten minste 2031-01-01"],
)
def test_an_exception_for_days_of_which_no_amount_is_known_is_not_called_dead(later: str) -> None:
    assert found(HIGH + rule(later, "uitzondering een op hoog"), "MW559") == []


def test_an_exception_that_can_apply_is_not_called_dead() -> None:
    assert found(HIGH + rule("niet arm", "uitzondering een op hoog"), "MW559") == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("loon is minder dan grens_laag en loon is meer dan grens_hoog", "MW551"),
        ("loon is meer dan grens_laag en loon is meer dan grens_hoog", "MW571"),
    ],
)
def test_a_condition_that_says_nothing_by_its_amounts_is_told(condition: str, code: str) -> None:
    assert [one for one, _ in found(rule(condition), "MW551", "MW552", "MW571")] == [code]


def test_one_comparison_that_its_amount_makes_impossible_is_told() -> None:
    never = found(rule("loon is minder dan grens_laag"), "MW551", low="€ 0")

    told = "Er is geen geval waarin `loon is minder dan grens_laag` waar is."
    assert set(never) == {("MW551", told)}


@pytest.mark.parametrize(
    "condition",
    [
        "peildatum is meer dan 2029-12-31 en loon is minder dan grens_laag",
        "peildatum is meer dan 2030-06-01 en loon is meer dan grens_laag",
        "peildatum is meer dan 2029-12-31",
        "loon is minder dan grens_laag",
        "arm",
    ],
)
def test_a_condition_for_later_days_or_that_can_hold_is_not_told(condition: str) -> None:
    assert found(rule(condition), "MW551", "MW552", "MW571") == []


def test_rules_apart_by_their_amounts_are_open_only_from_the_day_these_are_not_known() -> None:
    [(_, why)] = found(HIGH + rule("arm"), "MW014")

    assert why == "vanaf 1 januari 2030 zijn `grens_hoog` en `grens_laag` niet bekend"
    assert found(HIGH + rule("arm"), "MW014", end="laatst bekend") == []


def test_an_amount_with_days_between_of_which_nothing_is_known_is_told_as_such() -> None:
    gap = 'niet bekend vanaf 2028-01-01 "Nog niet."\n  met ingang van 2029-01-01: € 1.200'

    told = found(HIGH + rule("arm"), "MW014", end="laatst bekend", low=f"€ 1.000\n  {gap}")

    assert told == [("MW014", "niet op elke dag is `grens_laag` bekend")]


def test_rules_that_contradict_each_other_now_come_with_a_case_of_today() -> None:
    both = HIGH + rule("loon is meer dan grens_laag")

    [(code, _)] = found(both, "MW501", "MW014")

    assert code == "MW501"


def test_a_region_that_is_large_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_days, "LARGEST", 0)

    [(code, _)] = found(HIGH + rule("loon is meer dan grens_laag"), "MW501")

    assert code == "MW501"


def test_a_comparison_that_no_amount_can_make_true_is_told_too() -> None:
    [(code, _)] = found(rule("loon is meer dan € 10.000 per maand"), "MW551")

    assert code == "MW551"


def test_the_words_of_a_line_with_many_findings_are_looked_up_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tidied: list[str] = []

    def note(text: str) -> str:
        tidied.append(text)
        return " ".join(text.split())

    monkeypatch.setattr("maatwerk_rules.linter.fingerprint.tidy", note)
    condition = " en ".join(f"loon is meer dan € {each} per maand" for each in range(1, 50))

    told = found(rule(condition), "MW851")

    assert len(told) >= 49
    assert sum(condition in text for text in tidied) <= 1


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("loon is minder dan grens_hoog of loon is meer dan grens_laag", ["MW552"]),
        ("loon is minder dan grens_laag of loon is meer dan grens_hoog", []),
    ],
)
@pytest.mark.parametrize("end", [UNTIL, "laatst bekend"])
def test_a_condition_that_amounts_always_make_true_is_told(
    condition: str, codes: list[str], end: str
) -> None:
    assert [one for one, _ in found(rule(condition), "MW552", end=end)] == codes


def test_one_comparison_that_its_amount_always_makes_true_is_told() -> None:
    told = found(rule("loon is ten minste grens_laag"), "MW552", low="€ 0")

    assert [one for one, _ in told] == ["MW552"]
    assert found(rule("loon is ten minste grens_laag"), "MW552") == []


COVERED = rule("loon is minder dan grens_laag", "regel een bepaalt hulp") + rule(
    "{above}", "uitzondering twee op een", "€ 9"
)


@pytest.mark.parametrize("end", [UNTIL, "laatst bekend"])
def test_a_rule_that_exceptions_take_away_by_their_amounts_is_shadowed(end: str) -> None:
    always = COVERED.format(above="loon is minder dan grens_hoog")

    assert [one for one, _ in found(always, "MW553", end=end)] == ["MW553"]


@pytest.mark.parametrize(
    "above",
    [
        "loon is minder dan grens_hoog en peildatum is minder dan 2029-12-31",
        "loon is minder dan grens_hoog en loon is meer dan € 1 per maand",
    ],
)
def test_a_rule_that_counts_on_a_day_with_known_amounts_is_not_shadowed(above: str) -> None:
    assert found(COVERED.format(above=above), "MW553") == []


REPEATS = (
    rule("in_detentie", "regel zeven bepaalt hulp")
    + rule("loon is minder dan grens_hoog", "uitzondering nul_een op zeven", "€ 0")
    + rule("loon is minder dan {grens}", "uitzondering nul_twee op zeven", "€ 0")
)


@pytest.mark.parametrize("end", [UNTIL, "laatst bekend"])
def test_a_rule_that_by_its_amounts_only_repeats_the_default_is_told(end: str) -> None:
    told = found(REPEATS.format(grens="grens_laag"), "MW510", end=end)

    assert told == [("MW510", "`nul_twee` geeft alleen wat `anders` ook geeft.")]


def test_a_rule_that_repeats_the_default_for_more_than_others_is_not_told() -> None:
    text = REPEATS.format(grens="grens_laag of peildatum is ten minste 2031-01-01")

    assert found(text, "MW510") == []


TABLE = """begrip niet_rijk: ja/nee
  is loon is minder dan {border}
tabel bijdrage: bedrag per maand over arm, niet_rijk
  bron Pw artikel 18 lid 2
  rij ja, ja: € 5 per maand
  rij nee, elk: € 6 per maand
  anders € 7 per maand
regel een bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  dan bijdrage
"""


@pytest.mark.parametrize("end", [UNTIL, "laatst bekend"])
@pytest.mark.parametrize(("border", "count"), [("grens_hoog", 1), ("€ 500 per maand", 0)])
def test_a_column_that_by_its_amounts_never_counts_is_told(
    border: str, count: int, end: str
) -> None:
    assert len(found(TABLE.format(border=border), "MW557", end=end)) == count

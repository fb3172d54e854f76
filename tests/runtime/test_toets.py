"""What a toets expects and finds, how that is told, and which rules it touches."""

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from maatwerk_rules.explanation.toets_report import MOST_LINES, describe_result
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import check
from maatwerk_rules.runtime.toets import Coverage, coverage, literal_value, run_all
from maatwerk_rules.source import Source

POLICY = """beleid klein "Klein"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
functie consulent "Consulent" namens college voor oordeel nodig
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
soort ding heeft
  prijs: bedrag tussen € 0 en € 1.000
gegeven dingen: lijst van hoogstens 5 ding
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
gegeven woont_hier: ja/nee
  vraag "Woont u hier?"
  grondslag Pw artikel 17 lid 1
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
gegeven wijk: keuze uit noord, zuid
  vraag "Waar woont u?"
  grondslag Pw artikel 17 lid 1
oordeel nodig: ja/nee
  vraag "Is het nodig?"
  maatstaf Pw artikel 35 lid 1
  door college
  weegt omstandigheden "Wat is er gebeurd?"
  bedoeling vangnet
  motivering verplicht
begrip duur per ding: ja/nee
  is ding.prijs is meer dan € 500
begrip bezit: bedrag
  is som van d.prijs voor d uit dingen
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel inwoner bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien woont_hier en inkomen + € 100 per maand is minder dan € 1.000 per maand
  dan ja
uitzondering rijk op inwoner
  bron Pw artikel 34 lid 1
  bedoeling vangnet
  indien bezit is meer dan € 800
  dan nee
afwijkingsgrond nood bij rijk
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling vangnet
  ten gunste
  toetsen altijd
  indien oordeel nodig
  dan buiten toepassing
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  anders € 0 per maand
  gunstig is hoger
  stappen eraf
regel norm bepaalt hoogte
  bron Pw artikel 21
  bedoeling vangnet
  indien recht
  dan tarief
aanpassing inkomen_eraf van hoogte in stap eraf
  bron Pw artikel 19
  bedoeling vangnet
  indien inkomen is meer dan € 0 per maand
  dan vorige - inkomen maar ten minste € 0 per maand
tabel tarief: bedrag per maand over wijk
  bron Pw artikel 21
  rij noord: € 900 per maand
  rij zuid: € 950 per maand
"""
SUM = "(inkomen plus € 100 per maand)"
DAY = "  op 2026-03-01\n"
HERE = "  gegeven woont_hier is ja\n  gegeven inkomen is € 100 per maand\n"
POOR = "  gegeven dingen is []\n"
RICH = "  gegeven dingen is [a: ding(prijs € 900), b: ding(prijs € 10)]\n"


@cache
def load(text: str) -> Policy:
    findings = check(Source("klein.beleid", text))
    assert findings.policy is not None, findings.diagnostics
    return findings.policy


def toets(*lines: str) -> str:
    """Give a policy with one toets of these lines."""
    return f'{POLICY}toets proef "Proef"\n{DAY}{"".join(lines)}'


def told(*lines: str) -> list[str]:
    """Give what is said of one toets that should fail, without the leading spaces."""
    policy = load(toets(*lines))
    (result,) = run_all(policy)
    assert not result.passed
    return [line.strip() for line in describe_result(policy, result)]


def passes(*lines: str) -> bool:
    (result,) = run_all(load(toets(*lines)))
    return result.passed


@pytest.mark.parametrize(
    "lines",
    [
        (HERE, POOR, "  verwacht recht is ja op grond van inwoner\n"),
        (HERE, POOR, "  verwacht recht is ja\n  verwacht bezit is € 0\n"),
        (HERE, RICH, "  verwacht duur voor a is ja\n  verwacht duur voor b is nee\n"),
        (HERE, RICH, "  verwacht recht is voorlopig nee, ontbreekt nodig\n"),
        (HERE, "  verwacht recht is onbepaald, ontbreekt dingen, nodig\n",),
        ("  verwacht bezit is onbepaald\n",),
        (
            *(HERE, POOR, "  gegeven wijk is zuid\n"),
            "  verwacht hoogte is € 850 per maand op grond van norm, inkomen_eraf\n",
        ),
    ],
    ids=["vast", "twee", "records", "voorlopig", "ontbreekt", "onbepaald", "tabel en stap"],
)  # fmt: skip
def test_toets_that_holds_passes(lines: tuple[str, ...]) -> None:
    assert passes(*lines)


def test_wrong_outcome_shows_the_condition_that_failed() -> None:
    elsewhere = HERE.replace("ja", "nee")

    assert told(elsewhere, POOR, "  verwacht recht is ja\n") == [
        "recht: verwacht ja, gevonden nee",
        f"✗ inwoner: als woont hier, en {SUM} is minder dan € 1.000 per maand, dan ja",
        "✗ woont hier",
        "dichtstbij: met woont hier ja in plaats van nee is de uitkomst ja",
    ]


def test_sum_in_a_condition_is_told_with_what_it_came_to() -> None:
    lines = told(HERE.replace("€ 100", "€ 4.000"), POOR, "  verwacht recht is ja\n")

    assert lines[2].endswith("(inkomen plus € 100 per maand is € 4.100 per maand)")


def test_rule_that_is_set_aside_is_told_with_what_sets_it_aside() -> None:
    judged = (
        '  oordeel nodig is ja door consulent omdat "Zij kan nergens heen."\n'
        '    gewogen omstandigheden "brand"\n'
    )

    lines = told(HERE, RICH, judged, "  verwacht recht is nee\n")

    assert lines[0] == "recht: verwacht nee, gevonden ja"
    assert "terzijde gesteld door nood" in lines


def test_missing_and_surplus_are_told_apart() -> None:
    lines = told(HERE, "  verwacht recht is onbepaald, ontbreekt wijk, nodig\n")

    assert lines[0].startswith("recht: verwacht onbepaald, gevonden onbepaald (nog mogelijk: ja")
    assert "ontbreekt niet, maar was verwacht: wijk" in lines
    assert "ontbreekt, maar was niet verwacht: dingen" in lines


def test_rule_that_took_no_part_is_told() -> None:
    assert "deed niet mee: rijk" in told(HERE, POOR, "  verwacht recht is ja op grond van rijk\n")


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("geen_regel", "verwacht geen_regel, gevonden ja"),
        ("strijdig", "verwacht strijdig, gevonden ja"),
        ("voorlopig nee", "verwacht voorlopig nee, gevonden ja"),
        ("onbepaald", "verwacht onbepaald, gevonden ja"),
    ],
)
def test_every_expectation_has_its_words(expected: str, said: str) -> None:
    assert told(HERE, POOR, f"  verwacht recht is {expected}\n")[0] == f"recht: {said}"


def test_provisional_outcome_is_told_as_such() -> None:
    assert told(HERE, RICH, "  verwacht recht is ja\n")[0] == (
        "recht: verwacht ja, gevonden voorlopig nee"
    )


def test_record_is_named() -> None:
    lines = told(RICH, "  verwacht duur voor a is nee\n")

    assert lines[0] == "duur voor a: verwacht nee, gevonden ja"
    assert any("prijs" in line for line in lines[1:])


@pytest.mark.parametrize(
    ("values", "status"), [(("ja", "nee"), "strijdig"), (("ja",), "geen_regel")]
)
def test_outcome_without_a_value_is_told_by_its_status(
    values: tuple[str, ...], status: str
) -> None:
    condition = "woont_hier" if status == "strijdig" else "niet woont_hier"
    more = "uitkomst kans: ja/nee\n  gunstig is ja\n" + "".join(
        f"""regel kans_{value} bepaalt kans
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien {condition}
  dan {value}
"""
        for value in values
    )
    policy = load(f'{POLICY}{more}toets proef "P"\n{DAY}{HERE}  verwacht kans is ja\n')
    (result,) = run_all(policy)

    assert describe_result(policy, result)[0] == f"kans: verwacht ja, gevonden {status}"


def test_steps_of_an_outcome_are_told() -> None:
    lines = told(HERE, POOR, "  gegeven wijk is noord\n", "  verwacht hoogte is € 0 per maand\n")

    assert lines[0].endswith("gevonden € 800 per maand")
    assert any(line.startswith("✓ inkomen_eraf: ") for line in lines)


def test_case_that_cannot_exist_is_told() -> None:
    rule = 'toelaatbaar arm "Wie hier woont verdient weinig"\n  alleen als inkomen is minder dan'
    text = f"{POLICY}{rule} € 50 per maand\n"
    policy = load(f'{text}toets proef "P"\n{DAY}{HERE}{POOR}  verwacht recht is ja\n')
    (result,) = run_all(policy)

    assert result.touched == frozenset()
    assert describe_result(policy, result) == (
        "feiten: Deze feiten kunnen niet samen waar zijn: Wie hier woont verdient weinig",
    )


def test_long_tree_is_cut_off() -> None:
    many = "".join(
        f"""uitzondering u{number} op inwoner
  bron Pw artikel 34 lid 1
  bedoeling vangnet
  indien inkomen is € {number} per maand
  dan nee
"""
        for number in range(200, 260)
    )
    lines = POLICY + many + f'toets proef "P"\n{DAY}{HERE}{POOR}  verwacht recht is nee\n'
    policy = load(lines)
    (result,) = run_all(policy)

    described = describe_result(policy, result)

    assert any(line.startswith("… en nog ") for line in described)
    assert len(described) < MOST_LINES + 5


def test_toets_that_passes_has_nothing_to_tell() -> None:
    policy = load(toets(HERE, POOR, "  verwacht recht is ja\n"))
    (result,) = run_all(policy)

    assert describe_result(policy, result) == ()
    assert result.touched == {"inwoner"}


def test_coverage_counts_rules_and_rows() -> None:
    lines = (HERE, POOR, "  gegeven wijk is zuid\n", "  verwacht hoogte is € 850 per maand\n")
    policy = load(toets(*lines))

    found = coverage(policy, run_all(policy))

    assert found.touched == ("inwoner", "norm", "inkomen_eraf", "tarief rij 2")
    assert found.untouched == ("rijk", "nood", "tarief rij 1")
    assert round(float(found.share), 2) == 0.57


def test_nothing_to_touch_is_all_touched() -> None:
    assert Coverage((), ()).share == 1


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (e.Tegengestelde(e.Bedragliteraal(500)), -500),
        (e.Janee(True), True),
        (e.Naam("noord"), "noord"),
        (e.Datumliteraal(date(2026, 3, 1)), date(2026, 3, 1)),
        (e.Percentageliteraal(Fraction(4, 5)), Fraction(4, 5)),
        (e.Percentageliteraal(Fraction(1)), 1),
        (e.Getalliteraal(Fraction(3), None), 3),
    ],
)
def test_literal_is_worth_what_it_says(literal: Expression, value: object) -> None:
    assert literal_value(literal) == value

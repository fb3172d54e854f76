"""What takes too much to work out is told by MW014, and so is what a step or a lower rule does."""

from collections.abc import Callable
from typing import NoReturn

import pytest

from maatwerk_rules.analysis.boxes import TooLargeError
from maatwerk_rules.linter.parts import TOO_MANY
from maatwerk_rules.resources import read_text
from tests.linter.test_not_examined import GROUP, LOCAL, RANGE, UP, of, told


def much(*_: object, **__: object) -> NoReturn:
    raise TooLargeError


RULES = """uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel eerst bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is minder dan € 500 per maand
  dan ja
regel daarna bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is minder dan € 900 per maand
  dan ja
uitzondering niet_hier op daarna
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan nee
"""


@pytest.mark.parametrize(
    ("where", "claim"),
    [
        ("conditions._judged", "dat elke voorwaarde van `hulp` iets toetst"),
        ("without._may_be_missed", "dat elke regel van `hulp` verschil maakt"),
        ("dead._never_decides", "dat `eerst` ooit iets bepaalt"),
    ],
)
def test_work_that_is_too_much_is_told(
    where: str, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(RULES) == []

    monkeypatch.setattr(f"maatwerk_rules.linter.{where}", much)

    assert (claim, TOO_MANY) in told(RULES)


def test_a_definition_without_some_rule_that_is_too_large_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("maatwerk_rules.linter.without.study_again", lambda *_: None)

    assert ("dat elke regel van `hulp` verschil maakt", TOO_MANY) in told(RULES)


STEPPED = """uitkomst bijstand: bedrag per maand
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  anders € 0 per maand
  gunstig is hoger
  stappen verlagen
  ruimte voor verordening bron Pw artikel 35 lid 1
regel volle_bijstand bepaalt bijstand
  bron Pw artikel 19 lid 2
  bedoeling eigen_middelen_eerst
  dan € 1.000 per maand
regel zelfde_bijstand bepaalt bijstand
  bron Pw artikel 19 lid 2
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan € 1.000 per maand
aanpassing korting van bijstand in stap verlagen
  bron Verordening artikel 4
  buitenwettelijk
  bedoeling eigen_middelen_eerst
  indien loon is meer dan € 900 per maand
  dan vorige - € 100 per maand
afwijkingsgrond geen_korting bij korting
  bron Pw artikel 18 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen altijd
  indien in_detentie
  dan vorige
"""
FIRM = STEPPED[: STEPPED.index("afwijkingsgrond")]


def test_what_a_step_does_is_told_as_not_examined() -> None:
    found = told(FIRM)

    assert ("dat `korting` geen harde grens heeft", "`loon` is niet uitgerekend") in found
    later = "wat de regels geven, verandert daarna nog"
    assert ("dat elke regel van `bijstand` verschil maakt", later) in found
    nil = "er is geen voorbeeld gevonden"
    assert ("dat van `bijstand` iets overblijft", nil) in found


def test_a_deviation_of_a_step_is_told_as_not_examined() -> None:
    found = told(STEPPED)

    claim = "dat de afwijking `geen_korting` iets verandert"
    assert (claim, "zij werkt op een stap") in found
    assert of("harde grens", found) == []


def test_lowerings_that_are_too_many_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maatwerk_rules.linter.lowered_to_nil._together", much)

    assert ("dat van `bijstand` iets overblijft", TOO_MANY) in told(FIRM)


def test_a_deviation_that_is_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read_text("meldingen/MW572.md").partition("```beleid\n")[2].partition("```")[0]
    assert told(page) == []

    monkeypatch.setattr("maatwerk_rules.linter.without._is_idle", much)

    assert told(page) == [("dat elke afwijking van `toeslag` iets verandert", TOO_MANY)]


TABLE = """tabel norm: bedrag per maand over woonsituatie, in_detentie
  bron Pw artikel 21
  rij alleenstaande, ja: € 1.400
  rij alleenstaande, nee: € 1.400
  rij alleenstaande_ouder, elk: € 1.450
  rij gehuwd, elk: € 2.000
"""


@pytest.mark.parametrize(
    ("where", "claim"),
    [
        ("same_outcomes", "dat elke kolom van `norm` telt"),
        ("_is_one_cell", "dat elke rij van `norm` nodig is"),
    ],
)
def test_a_table_that_is_too_large_is_told(
    where: str, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(TABLE) == []

    monkeypatch.setattr(f"maatwerk_rules.linter.tables.{where}", much)

    assert told(TABLE) == [(claim, TOO_MANY)]


def test_a_table_without_some_column_that_is_too_large_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("maatwerk_rules.linter.tables.study_again", lambda *_: None)

    assert told(TABLE) == [("dat elke kolom van `norm` telt", TOO_MANY)]


LOWER = """begrip telt_mee: ja/nee
  bron Pw artikel 35 lid 1
  anders nee
regel inkomen_telt bepaalt telt_mee
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 1.500 per maand
  dan ja
regel detentie_telt bepaalt telt_mee
  bron Verordening artikel 4
  binnenwettelijk
  bedoeling eigen_middelen_eerst
  indien {0}
  dan ja
uitkomst toeslag: ja/nee
  bron Pw artikel 35 lid 1
  anders nee
  gunstig is ja
regel toeslag_zonder_middelen bepaalt toeslag
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien niet telt_mee
  dan ja
"""
LOWERS = "dat `detentie_telt` niet doorwerkt in `toeslag`"


def test_a_lower_rule_on_what_is_not_followed_is_told_as_not_examined() -> None:
    condition = "in_detentie en loon * deel is meer dan € 900 per maand"

    assert of("doorwerkt", told(LOWER.format(condition))) == [
        (LOWERS, "`loon * deel` is niet uitgerekend")
    ]


def test_a_lower_rule_that_surely_works_through_is_not_told() -> None:
    assert told(LOWER.format("in_detentie")) == []


@pytest.mark.parametrize("where", ["_regions", "study"])
def test_a_lower_rule_that_is_too_much_is_told(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"maatwerk_rules.linter.lower_rules.{where}", nothing(where))

    assert told(LOWER.format("in_detentie")) == [(LOWERS, TOO_MANY)]


def nothing(where: str) -> Callable[..., None]:
    return much if where == "_regions" else lambda *_: None


# ---------------------------------------------------------------- gaps and contradictions


SLOPE = """uitkomst bijdrage: bedrag per maand
  gunstig is hoger
regel laag bepaalt bijdrage
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is minder dan € 500 per maand
  dan € 50 per maand
regel hoog bepaalt bijdrage
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is meer dan € {0} per maand
  dan € 20 per maand
"""


@pytest.mark.parametrize(
    ("where", "value"), [("MOST_BETWEEN", 0), ("_is_between", much), ("_gap_of", much)]
)
def test_a_gap_that_is_too_much_to_work_out_is_told(
    where: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(SLOPE.format("900")) == []

    monkeypatch.setattr(f"maatwerk_rules.linter.proofs.{where}", value)

    claim = "dat de regels van `bijdrage` in elk geval iets bepalen"
    assert (claim, TOO_MANY) in told(SLOPE.format("900"))


@pytest.mark.parametrize(("where", "value"), [("MOST_CLASHES", 0), ("_clashes_of", much)])
def test_contradictions_that_are_too_many_are_told(
    where: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(SLOPE.format("400"), ("MW014", "MW501")) == []

    monkeypatch.setattr(f"maatwerk_rules.linter.proofs.{where}", value)

    claim = "dat de regels van `bijdrage` elkaar niet tegenspreken"
    assert (claim, TOO_MANY) in told(SLOPE.format("400"))


# ---------------------------------------------------------------- too many cases for limits


@pytest.mark.parametrize("tries", [0, 1])
def test_limits_that_are_too_many_are_told(tries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    where = "maatwerk_rules.linter.thresholds"
    monkeypatch.setattr(f"{where}.MOST_TRIES", 0)
    if tries:
        monkeypatch.setattr(f"{where}._first", much)

    found = told(LOCAL.format("loon is minder dan € 900 per maand"))

    assert found == [("dat `wel_arm` geen harde grens heeft", TOO_MANY)]


@pytest.mark.parametrize("where", ["MOST_TRIES", "_jumps", "_worked_out"])
def test_steps_that_cannot_be_tried_are_told(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"MOST_TRIES": 0, "_jumps": much, "_worked_out": lambda *_: None}
    monkeypatch.setattr(f"maatwerk_rules.linter.thresholds.{where}", values[where])
    condition = "loon is meer dan € 900 per maand"
    text = UP.format(default="€ 0 per maand", condition=condition, value="€ 50 per maand")

    (found,) = of("klopt", told(text))

    reason = "`loon` is niet uitgerekend" if where == "_worked_out" else TOO_MANY
    assert found == ("dat `meer loon geeft nooit meer bijdrage` klopt", reason)


def test_a_limit_of_the_law_is_told_where_its_check_takes_part() -> None:
    text = LOCAL.format("loon * deel is minder dan € 900 per maand")
    text = text.replace("Verordening artikel 4\n  buitenwettelijk", "Pw artikel 35 lid 1")

    assert of("harde grens", told(text)) == []
    found = told(text, ("MW014", "MW731"))
    assert of("harde grens", found) == [
        ("dat `wel_arm` geen harde grens heeft", "`loon * deel` is niet uitgerekend")
    ]


def test_what_is_too_large_as_a_whole_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maatwerk_rules.linter.parts.study", lambda *_: None)
    up = UP.format(default="€ 0 per maand", condition="in_detentie", value="huur")
    group = GROUP.format(group="in_detentie", condition="in_detentie")

    found = told(up + group)

    assert ("alles over `bijdrage`", TOO_MANY) in found
    assert ("dat `meer loon geeft nooit meer bijdrage` klopt", TOO_MANY) in found
    claim = "dat de bedoeling `hulp_voor_wie_weinig_verdient` iemand bereikt"
    assert (claim, TOO_MANY) in found


def test_regions_that_are_too_large_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maatwerk_rules.analysis.tracing.Study.region", much)
    group = GROUP.format(group="in_detentie", condition="niet in_detentie")

    found = told(group + RANGE.format("bijdrage", "loon"))

    assert ("dat `bijdrage` binnen de grenzen blijft", TOO_MANY) in found
    claim = "dat de bedoeling `hulp_voor_wie_weinig_verdient` iemand bereikt"
    assert (claim, TOO_MANY) in found

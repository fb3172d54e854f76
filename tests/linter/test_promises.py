"""What a policy promises of itself: intentions, properties, room for a person."""

import pytest

from tests.linter.test_checks import JUDGEMENT, found

INTENTION = """bedoeling hulp_voor_wie_vastzit "Wie vastzit, begint daarna niet met een schuld."
  bron Pw artikel 35 lid 1
  dient bestaanszekerheid
  geschonden als VIOLATED
"""
HELP = """uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_bij_laag_inkomen bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling hulp_voor_wie_vastzit
  indien inkomen is minder dan € 1.500 per maand
  dan ja
uitzondering niet_bij_detentie op hulp_bij_laag_inkomen
  bron Pw artikel 13 lid 1 onderdeel a
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan nee
"""
DEVIATION = """afwijkingsgrond toch_hulp bij niet_bij_detentie
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling hulp_voor_wie_vastzit
  ten gunste
  toetsen altijd
  indien oordeel nodig
  dan ja
"""
AMOUNT = """uitkomst bijdrage: bedrag per maand
  anders € 0 per maand
  gunstig is DIRECTION
regel bijdrage_bij_inkomen bepaalt bijdrage
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 500 per maand
  dan € 50 per maand
gelijkheid
  meer inkomen geeft nooit MORE bijdrage
"""
LOWERED = """gegeven niet_verschenen: ja/nee
  vraag "Kwam u niet op de afspraak?"
  grondslag Pw artikel 17 lid 1
uitkomst bijstand: bedrag per maand
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  anders € 0 per maand
  gunstig is hoger
  stappen verlagen
regel volle_bijstand bepaalt bijstand
  bron Pw artikel 19 lid 2
  bedoeling eigen_middelen_eerst
  dan € 1.000 per maand
aanpassing maatregel van bijstand in stap verlagen
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  indien CONDITION
  dan VALUE
"""


def lowered(condition: str, value: str) -> str:
    return LOWERED.replace("CONDITION", condition).replace("VALUE", value)


@pytest.mark.parametrize(
    "violated",
    ["hulp is nee en in_detentie", "niet hulp en in_detentie", "in_detentie en niet hulp"],
)
def test_group_that_every_rule_refuses_is_found_however_it_is_written(violated: str) -> None:
    text = INTENTION.replace("VIOLATED", violated) + HELP

    (one,) = found("MW310", text)

    assert one.facts["uitkomst"] == "hulp"


@pytest.mark.parametrize(
    "violated",
    [
        "hulp is nee en inkomen is minder dan € 100 per maand",
        "hulp is nee",
        "hulp is ja en in_detentie",
        "recht is nee en inkomen is minder dan € 100 per maand",
    ],
)
def test_group_of_which_somebody_is_helped_is_left_alone(violated: str) -> None:
    assert found("MW310", INTENTION.replace("VIOLATED", violated) + HELP) == []


def test_group_that_a_deviation_can_help_is_left_alone() -> None:
    text = INTENTION.replace("VIOLATED", "hulp is nee en in_detentie") + HELP

    assert found("MW310", text + JUDGEMENT + DEVIATION) == []


@pytest.mark.parametrize(
    ("direction", "more", "wrong"),
    [("hoger", "meer", True), ("hoger", "minder", False), ("lager", "meer", False)],
)
def test_more_is_what_is_favourable(direction: str, more: str, wrong: bool) -> None:
    text = AMOUNT.replace("DIRECTION", direction).replace("MORE", more)

    assert bool(found("MW305", text)) is wrong


def test_two_cases_show_that_a_property_does_not_hold() -> None:
    (one,) = found("MW305", AMOUNT.replace("DIRECTION", "hoger").replace("MORE", "meer"))

    assert one.facts["hoe"].endswith("van € 0,00 per maand naar € 50,00 per maand")
    assert one.witness is not None
    assert one.witness["inkomen"] == "€ 500,00 per maand"


def test_of_a_begrip_more_is_not_worked_out() -> None:
    text = "begrip alles: bedrag per maand\n  bron Pw artikel 31 lid 1\n  is inkomen\n"

    assert found("MW305", text + "gelijkheid\n  meer alles geeft nooit meer recht\n") == []


def test_fact_that_may_not_matter_is_found_where_a_rule_reads_it() -> None:
    (one,) = found("MW305", "gelijkheid\n  ongeacht in_detentie\n")

    assert one.facts["hoe"] == "`detentie` leest `in_detentie` op weg naar `recht`"


def test_fact_that_a_declared_limit_reads_may_matter() -> None:
    text = (
        'gelijkheid\n  ongeacht in_detentie\n  grens detentie is bewust omdat "De wet zegt het."\n'
    )

    assert found("MW305", text) == []


def test_one_lowering_of_everything_is_found() -> None:
    (one,) = found("MW714", lowered("niet_verschenen", "€ 0 per maand"))

    assert one.facts["regels"] == "`maatregel`"
    assert one.witness == {"peildatum": "2026-01-01", "niet_verschenen": "ja"}


@pytest.mark.parametrize(
    "value",
    [
        "vorige - € 200 per maand",
        "vorige - inkomen maar ten minste € 0 per maand",
        "vorige - alles maar ten minste € 0 per maand",
    ],
)
def test_what_leaves_something_or_settles_income_is_left_alone(value: str) -> None:
    text = "begrip alles: bedrag per maand\n  bron Pw artikel 31 lid 1\n  is inkomen\n"

    assert found("MW714", text + lowered("niet_verschenen", value)) == []


def test_lowering_that_a_person_judges_is_left_alone() -> None:
    text = lowered("niet_verschenen", "€ 0 per maand")
    looked = text.replace(
        "  dan € 1.000", "  karakter moet\n  toetsen altijd\n  indien oordeel nodig\n  dan € 1.000"
    )

    assert found("MW714", JUDGEMENT + looked) == []


def test_lowering_that_never_holds_is_left_alone() -> None:
    text = lowered("niet_verschenen en niet niet_verschenen", "€ 0 per maand")

    assert found("MW714", text) == []


TESTED = """uitzondering te_veel_inkomen op basisrecht
  bron Pw artikel 19 lid 1 onderdeel a
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 1.400 per maand
  dan nee
toets vast "Vast, zonder inkomen"
  op 2026-03-01
  gegeven in_detentie is ja
  gegeven inkomen is € 0 per maand
  verwacht recht is nee GROUND
"""


def test_every_unnamed_rule_is_told_once_for_the_answer() -> None:
    (one,) = found("MW955", TESTED.replace("GROUND", "op grond van detentie"))

    assert one.facts["regels"] == "`te_veel_inkomen`"


@pytest.mark.parametrize(
    "expected",
    [
        "verwacht recht is ja",
        "verwacht recht is onbepaald",
        "verwacht recht is nee op grond van detentie, te_veel_inkomen",
    ],
)
def test_answer_of_one_rule_or_of_named_rules_is_left_alone(expected: str) -> None:
    text = TESTED.replace("verwacht recht is nee GROUND", expected)

    assert found("MW955", text) == []


@pytest.mark.parametrize(
    ("question", "more", "times"),
    [
        ("Zijn er dringende redenen?", "", 1),
        ("Valt het de inwoner te verwijten?", "", 1),
        ("Staan deze kosten in de bijlage?", "", 0),
        (
            "Zijn er dringende redenen?",
            '  let op "Dit artikel noemt niets." bron Pw artikel 7\n',
            0,
        ),
        ("Zijn er dringende redenen?", '  weegt gevolg "Wat gebeurt er dan?"\n', 0),
    ],
)
def test_open_norm_needs_something_to_weigh(question: str, more: str, times: int) -> None:
    text = JUDGEMENT.replace("Is hulp nodig?", question).replace("  door", f"{more}  door")

    assert len(found("MW640", text)) == times


FORM = """uitkomst vorm: keuze uit geen, lening, gift
  anders geen
  gunstig van geen naar lening naar gift
regel lening_bij_inkomen bepaalt vorm
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 500 per maand
  dan lening
uitzondering lening_bij_detentie op lening_bij_inkomen
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan lening
begrip schuld: bedrag per maand
  bron Pw artikel 35 lid 1
  is inkomen
toets met_inkomen "Met inkomen"
  op 2026-03-01
  gegeven in_detentie is nee
  gegeven inkomen is € 600 per maand
  verwacht vorm is lening op grond van lening_bij_inkomen
  verwacht schuld is € 600 per maand
"""


def test_option_that_more_rules_can_give_needs_its_grounds() -> None:
    (one,) = found("MW955", FORM)

    assert one.facts["regels"] == "`lening_bij_detentie`"
    assert one.facts["waarde"] == "`lening`"


def test_more_of_an_option_is_further_along_its_order() -> None:
    assert len(found("MW305", f"{FORM}gelijkheid\n  meer inkomen geeft nooit meer vorm\n")) == 1
    assert found("MW305", f"{FORM}gelijkheid\n  meer inkomen geeft nooit minder vorm\n") == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("MW310", INTENTION.replace("VIOLATED", "hulp is nee en in_detentie") + HELP),
        ("MW714", lowered("niet_verschenen", "€ 0 per maand")),
        ("MW305", AMOUNT.replace("DIRECTION", "hoger").replace("MORE", "meer")),
        (
            "MW208",
            (
                "uitkomst rest: bedrag per maand tussen € 0 en € 9\n  anders € 0 per maand\n"
                "  gunstig is hoger\nregel rest_bij_detentie bepaalt rest\n  bron Pw artikel 3\n"
                "  bedoeling eigen_middelen_eerst\n  indien in_detentie\n  dan inkomen\n"
            ),
        ),
    ],
)
@pytest.mark.parametrize(
    "module", ["maatwerk_rules.analysis.tracing", "maatwerk_rules.linter.parts"]
)
def test_what_is_too_much_to_work_out_is_not_claimed(
    module: str, code: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(found(code, text)) == 1

    monkeypatch.setattr(f"{module}.MOST_STEPS", 0)
    monkeypatch.setattr("maatwerk_rules.linter.thresholds.MOST_STEPS", 0)

    assert found(code, text) == []

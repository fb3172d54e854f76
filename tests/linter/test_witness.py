"""An example that a check shows is a case, and the evaluator finds in it what is claimed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, event, given, settings

from maatwerk_rules.analysis.axes import Box, Stretch
from maatwerk_rules.analysis.boxes import NOTHING
from maatwerk_rules.diagnostics import Certainty, Diagnostic
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.filling import Filling, NotFoundError
from maatwerk_rules.linter.parts import Part, Views
from maatwerk_rules.model import core
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import EARLIEST, Bedrag, Datum
from maatwerk_rules.pipeline import lint
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.source import Source
from maatwerk_rules.verification.strategies import programs

HEAD = """beleid klein "Klein"
  taalversie 1
  status concept
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
waarde zekerheid "Zekerheid."
bedoeling rust "Rust."
  bron Pw artikel 1
  dient zekerheid
soort persoon heeft
  geboortedatum: datum tussen 1900-01-01 en 2100-01-01
    uit register brp
register brp "Basisregistratie"
gegeven aanvrager: een persoon
  vraag "Wie bent u?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  vraag "Wie is uw partner?"
  grondslag Pw artikel 17 lid 1
gegeven inkomen: bedrag per maand tussen € 0 en € 10.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
huishouden gezin bevat aanvrager, partner
begrip jong per persoon: ja/nee
  is leeftijd van persoon.geboortedatum op peildatum is minder dan 21 jaar
"""


def found(text: str, code: str) -> list[Diagnostic]:
    linted = lint([Source("klein.beleid", HEAD + text)])
    assert linted.policy is not None
    return [one for one in linted.diagnostics if one.code == code]


def regel(name: str, condition: str, value: str) -> str:
    return f"""regel {name} bepaalt recht
  bron Pw artikel 11
  bedoeling rust
  indien {condition}
  dan {value}
"""


def test_a_gap_comes_with_a_case_in_the_words_of_the_author() -> None:
    text = "uitkomst recht: ja/nee\n  gunstig is ja\n" + regel("jongere", "aanvrager.jong", "ja")

    (one,) = found(text, "MW401")

    assert one.certainty is Certainty.GEVONDEN_MET_VOORBEELD
    assert one.witness == {
        "peildatum": "2026-01-01",
        "aanvrager": "persoon(geboortedatum 1990-01-01)",
    }


def test_one_partner_is_not_young_and_old_at_once() -> None:
    text = "uitkomst recht: ja/nee\n  anders nee\n  gunstig is ja\n"
    text += regel("jong_samen", "er is een p uit partner waarvoor p.jong", "ja")
    text += regel("oud_samen", "er is een p uit partner waarvoor niet p.jong", "nee")

    assert found(text, "MW501") == []


def test_two_of_a_household_may_differ() -> None:
    text = "uitkomst recht: ja/nee\n  anders nee\n  gunstig is ja\n"
    text += regel("iemand_jong", "er is een p uit gezin waarvoor p.jong", "ja")
    text += regel("iemand_oud", "er is een p uit gezin waarvoor niet p.jong", "nee")

    (one,) = found(text, "MW501")

    assert one.witness is not None
    assert set(one.witness) == {"peildatum", "aanvrager", "partner"}


def test_a_begrip_of_an_amount_may_be_absent_but_has_no_hole() -> None:
    text = "begrip recht: bedrag\n  gunstig is hoger\n"
    text += regel("laag", "inkomen is minder dan € 1.000 per maand", "€ 100")

    assert found(text, "MW401") == []
    text += regel("hoog", "inkomen is meer dan € 1.000 per maand", "€ 50")
    (one,) = found(text, "MW401")
    assert one.witness == {"peildatum": "2026-01-01", "inkomen": "€ 1.000,00 per maand"}


def test_what_holds_in_several_slices_is_told_once_with_its_first_day() -> None:
    text = "uitkomst recht: ja/nee\n  gunstig is ja\n" + regel("jongere", "aanvrager.jong", "ja")
    text += regel("ouder", "niet aanvrager.jong", "nee") + "  geldt van 2026-01-01 tot 2027-01-01\n"

    (one,) = found(text, "MW401")

    assert one.spans[0].text == "vanaf 1 januari 2027"


def filling() -> Filling:
    program = Program({}, {}, {})
    return Filling(program, EARLIEST, None, date(2026, 1, 1))


def test_an_age_and_a_first_day_are_met_together() -> None:
    birth = core.Fact("geboren", Datum(date(1900, 1, 1), date(2100, 1, 1)))
    made = filling()

    made.number(core.Age(birth, core.ReferenceDate()), Stretch(18, 20))
    made.number(birth, Stretch(date(2007, 1, 1), None))

    ((_, value),) = made.case().values.items()
    assert isinstance(value, date)
    assert date(2007, 1, 1) <= value <= date(2008, 1, 1)


def test_what_cannot_be_is_not_made() -> None:
    amount = core.Fact("inkomen", Bedrag("maand", 0, 100))
    made = filling()
    made.number(amount, Stretch(50, 60))

    with pytest.raises(NotFoundError):
        made.number(amount, Stretch(61, None))


# ---------------------------------------------------------------- random programs


def policy_of(program: Program) -> Policy:
    part = Slice(EARLIEST, None, program)
    return Policy("klein", Beleid(()), (part,), {}, {}, frozenset(), {}, (), "", written=Beleid(()))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs())
def test_each_example_is_what_the_evaluator_finds(program: Program) -> None:
    policy, views = policy_of(program), Views()
    for definition in program.definitions.values():
        part = Part(definition, program, EARLIEST, None, views)
        if part.study is None:
            continue
        gap = part.study.gap()
        case = None if gap == NOTHING else witness.find(policy, part, gap, lambda r: r.no_rule)
        if gap != NOTHING:
            event(f"example {case is not None}")
        if case is not None:
            record = case.result.record
            assert Reckoning(program, case.case).result(definition.name, record).no_rule


def test_a_box_that_contradicts_itself_gives_no_case() -> None:
    definition = core.Definition("recht", Bedrag())
    part = Part(definition, Program({"recht": definition}, {}, {}), EARLIEST, None, Views())
    study = part.study
    assert study is not None
    low = study.view.line(core.Fact("inkomen", Bedrag("maand", 0, 100)))
    box = Box(((low, Stretch(0, 10)), (low, Stretch(20, 30))))

    with pytest.raises(NotFoundError):
        filling().fill(box)

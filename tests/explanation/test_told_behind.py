"""A refusal through a begrip tells what the exception that decides there says."""

from datetime import date

import pytest

from maatwerk_rules.explanation.describe import tells
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee
from maatwerk_rules.model.unknown import JA_OF_NEE, Interval
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.source import Source

POLICY = """beleid klein "Klein"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
waarde bestaan "Bestaan."
bedoeling vangnet "Vangnet."
  bron Pw artikel 11
  dient bestaan
gegeven woont_hier: ja/nee
  vraag "Woont u hier?"
  grondslag Pw artikel 17
gegeven zit_vast: ja/nee
  vraag "Zit u vast?"
  grondslag Pw artikel 17
begrip toegang: ja/nee
  anders nee
  gunstig is ja
regel inwoner bepaalt toegang
  bron Pw artikel 11
  bedoeling vangnet
  indien woont_hier
  dan ja
uitzondering detentie op inwoner
  bron Pw artikel 13
  bedoeling vangnet
  indien zit_vast
  dan nee
  uitleg "U zit vast."
begrip open_deur: ja/nee
  is toegang
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel wie_mag bepaalt recht
  bron Pw artikel 19
  bedoeling vangnet
  indien open_deur
  dan ja
"""


@pytest.mark.parametrize(
    ("zit_vast", "woont_hier", "said"),
    [
        (True, True, "Dit staat vast op deze feiten. U zit vast."),
        (False, False, "want open deur is nee"),
    ],
)
def test_refusal_tells_the_exception_behind_it(zit_vast, woont_hier, said) -> None:
    policy = load([Source("klein.beleid", POLICY)])
    case = {"feiten": {"zit_vast": zit_vast, "woont_hier": woont_hier}}
    decision = decide(policy, case, peildatum=date(2026, 3, 1))

    assert said in to_text(explain(policy, decision, layers=1), width=300)


def test_refusal_for_want_of_a_request_says_that_nobody_asked() -> None:
    text = POLICY.replace(
        "  indien open_deur", "  toetsen op verzoek gevraagd\n  karakter kan\n  indien oordeel goed"
    )
    text += """orgaan college "College"
gegeven gevraagd: ja/nee
  vraag "Vraagt u dit?"
  grondslag Pw artikel 17
oordeel goed: ja/nee
  vraag "Past het?"
  maatstaf Pw artikel 19
  door college
  weegt wat "Wat?"
  bedoeling vangnet
  motivering verplicht
"""
    policy = load([Source("klein.beleid", text)])
    decision = decide(policy, {}, peildatum=date(2026, 3, 1))

    said = to_text(explain(policy, decision, layers=1), width=300)

    assert "want er is geen verzoek geregistreerd (gevraagd)" in said


def test_range_of_millions_or_centuries_says_nothing() -> None:
    centuries = Interval(date(1900, 1, 1), date(2100, 1, 1))

    assert tells(Interval(0, 10_000_000), Bedrag())
    assert not tells(Interval(0, 10_000_001), Bedrag())
    assert tells(Interval(0, 100_000), Aantal())
    assert not tells(Interval(0, 100_001), Aantal())
    assert not tells(centuries, Datum())
    assert tells(JA_OF_NEE, JaNee())

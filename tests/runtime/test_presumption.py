"""A presumption works only after a request that was not met, and falls when the fact is shown."""

from datetime import date

import pytest

from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.source import Source

POLICY = """beleid klein "Klein"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
register brp "Basisregistratie personen"
waarde bestaan "Bestaan."
bedoeling delen "Delen."
  bron Pw artikel 22a
  dient bestaan
gegeven deelt: ja/nee
  vraag "Deelt u de woning?"
  grondslag Pw artikel 17
  vermoeden ingeschreven
gegeven ingeschreven: ja/nee
  verloopt
  uit register brp
uitkomst korting: ja/nee
  anders nee
  gunstig is nee
regel deler bepaalt korting
  bron Pw artikel 22a
  bedoeling delen
  indien deelt
  dan ja
"""
ASKED = {
    "@standing": "niet_aangetoond_na_verzoek",
    "@verzocht_op": "2026-01-05",
    "@termijn": "2 weken",
    "@verlopen_op": "2026-01-20",
}
MOVED = {"@verloop": [{"van": "2026-01-01", "tot": "2026-02-01", "waarde": True}]}


@pytest.fixture(scope="module")
def policy():
    return load([Source("klein.beleid", POLICY)])


@pytest.mark.parametrize(
    ("feiten", "day", "expected"),
    [
        ({"ingeschreven": True}, date(2026, 3, 1), ("onbepaald", None)),
        ({"ingeschreven": True, "deelt": ASKED}, date(2026, 1, 19), ("onbepaald", None)),
        ({"ingeschreven": True, "deelt": ASKED}, date(2026, 1, 20), ("vast", True)),
        ({"ingeschreven": False, "deelt": ASKED}, date(2026, 1, 20), ("vast", False)),
        ({"deelt": ASKED}, date(2026, 3, 1), ("onbepaald", None)),
        ({"ingeschreven": MOVED, "deelt": ASKED}, date(2026, 1, 31), ("vast", True)),
        ({"ingeschreven": MOVED, "deelt": ASKED}, date(2026, 2, 1), ("onbepaald", None)),
        ({"ingeschreven": True, "deelt": False}, date(2026, 3, 1), ("vast", False)),
    ],
)
def test_presumption_needs_a_request_that_was_not_met(policy, feiten, day, expected) -> None:
    result = decide(policy, {"feiten": feiten}, peildatum=day)["korting"]

    assert (result.status, result.value) == expected


def test_explanation_tells_what_is_presumed_and_how_it_falls(policy) -> None:
    case = {"feiten": {"ingeschreven": True, "deelt": ASKED}}
    decision = decide(policy, case, peildatum=date(2026, 3, 1))

    text = to_text(explain(policy, decision, layers=2), width=300)

    assert "Daarom wordt vermoed: ja, net als ingeschreven." in text
    assert "Wie iets anders laat zien, neemt dat vermoeden weg." in text

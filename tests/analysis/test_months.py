"""Expressions over months: their types, their bounds, and what the checker says of them."""

import pytest

from maatwerk_rules.analysis.check import find
from maatwerk_rules.model.types import Aantal, Bedrag
from tests.analysis.marked import assert_marked, read
from tests.small import policy_of

FACTS = """
gegeven giften: bedrag per maand tussen € 0 en € 1.000
  verloopt
gegeven uren: aantal uren tussen 0 en 200
  verloopt
gegeven werkt: ja/nee
  verloopt
gegeven vermogen: bedrag tussen € 0 en € 1.000
  verloopt
gegeven dag: datum tussen 2020-01-01 en 2030-01-01
gegeven adres_bekend: ja/nee
  alleen indien werkt
"""


def test_bodies_windows_and_types_are_checked() -> None:
    assert_marked(
        FACTS
        + """
begrip a: bedrag
  is som over maanden van giften in het kalenderjaar tot en met dag
begrip b: aantal uren
  is som over maanden van uren binnen 3 maanden voor peildatum
begrip c: aantal maanden
  is aantal maanden waarin (werkt en giften is meer dan € 3) binnen 1 maand voor dag
begrip d: bedrag per maand
  is som over maanden van giften binnen 2 maanden voor dag # fout: MW853
begrip e: bedrag
  is som over maanden van vermogen binnen 2 maanden voor dag # fout: MW003
begrip f: aantal maanden
  is aaneengesloten maanden waarin giften binnen 2 maanden voor dag # fout: MW003
begrip g: aantal maanden
  is aantal maanden waarin werkt binnen 2 maanden voor giften # fout: MW003
begrip h: aantal maanden
  is aantal maanden waarin werkt binnen 0 maanden voor dag # fout: MW084
begrip i: aantal maanden
  is aantal maanden waarin onbekend binnen 2 maanden voor dag # fout: MW002
begrip k: ja/nee
  is werkt en 1 maand is
    aantal maanden waarin adres_bekend binnen 2 maanden voor dag # fout: MW077
"""
    )


@pytest.mark.parametrize(
    ("text", "type_", "bounds"),
    [
        ("som over maanden van giften binnen 3 maanden voor dag", Bedrag(), (0, 300_000)),
        ("som over maanden van uren binnen 3 maanden voor dag", Aantal("uur"), (0, 600)),
        ("som over maanden van (giften * 2) binnen 3 maanden voor dag", Bedrag(), (None, None)),
        (
            "aantal maanden waarin werkt in het kalenderjaar tot en met dag",
            Aantal("maand"),
            (0, 12),
        ),
    ],
)
def test_value_lies_within_its_bounds(text, type_, bounds) -> None:
    asked = FACTS.replace("  verloopt", '  vraag "?"\n  grondslag Pw artikel 17 lid 1\n  verloopt')
    asked = asked.replace("2030-01-01\n", '2030-01-01\n  vraag "?"\n  grondslag Pw artikel 17\n')
    asked = asked.partition("gegeven adres_bekend")[0]
    word = {Bedrag(): "bedrag", Aantal("uur"): "aantal uren"}.get(type_, "aantal maanden")
    policy = policy_of(f"{asked}begrip x: {word}\n  is {text}\n")

    found = policy.slices[0].program.definitions["x"].expression.type

    assert (found, (found.van, found.tot)) == (type_, bounds)


def test_circle_leaves_the_depth_unsaid() -> None:
    found = find(
        read(
            "begrip a: aantal maanden\n  is aantal maanden waarin (a is meer dan 1)"
            " binnen 2 maanden voor peildatum\n"
        )
    )

    assert [each.code for each in found if each.code in ("MW005", "MW085")] == ["MW005"]

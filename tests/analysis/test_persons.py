"""What is said of fields, of one record, and of households."""

import pytest

from maatwerk_rules.analysis.check import find
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from tests.small import BASE

PERSOON = """
soort persoon heeft
  nederlander: ja/nee
    vraag "Bent u Nederlander?"
soort ding heeft
  kapot: ja/nee
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
gegeven partner: hoogstens een persoon
  vraag "Hebt u een partner?"
gegeven dingen: lijst van hoogstens 2 ding
  vraag "Wat hebt u?"
"""
TOETS = """
toets t "T"
  op 2026-03-01
  verwacht recht is ja
"""


def codes(text: str) -> list[str]:
    beleid, found = parse_beleid([Source("basis", BASE), Source("proef", PERSOON + text)])
    return [each.code for each in (*found, *find(beleid))]


def test_a_field_may_have_a_question_and_others_follow_their_fact() -> None:
    assert codes("") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("begrip b: ja/nee\n  is partner.nederlander", "MW095"),
        ("begrip b: ja/nee\n  is dingen.kapot", "MW095"),
        ("huishouden g bevat aanvrager, partner\nbegrip b: ja/nee\n  is g.nederlander", "MW095"),
        ("begrip b: ja/nee\n  is aanvrager.nederlandr", "MW002"),
        ("begrip b: ja/nee\n  is aanvrager", "MW003"),
        ("begrip b: een persoon", "MW061"),
        ("gegeven kind: een person\n  vraag \"Wie?\"", "MW002"),
        ("soort gezin heeft\n  hoofd: een persoon", "MW061"),
        ("soort s heeft\n  x: ja/nee\n    vraag \"A?\"\n    vraag \"B?\"", "MW065"),
        ("soort s heeft\n  x: ja/nee\n    uit register kvk", "MW002"),
        ("huishouden g bevat aanvrager, ding", "MW063"),
        ("huishouden g bevat aanvrager\nhuishouden h bevat partner, g", "MW063"),
        ("huishouden g bevat aanvrager\nbegrip b: ja/nee\n  is g", "MW063"),
        ("huishouden aanvrager bevat partner", "MW004"),
        ("huishouden g bevat aanvrager, vreemd", "MW002"),
        ("huishouden g bevat aanvrager, aanvrager", "MW098"),
        ("huishouden g bevat aanvrager, dingen", "MW097"),
        ("gelijkheid volgorde van partner is irrelevant", ""),
        (f"{TOETS}  gegeven aanvrager is []", "MW951"),
        (f"{TOETS}  gegeven partner is []", ""),
        (f"{TOETS}  gegeven aanvrager is [p: persoon(nederlander ja)]", ""),
        (f"{TOETS}  gegeven aanvrager is ding(kapot ja)", "MW002"),
        (f"{TOETS}  gegeven aanvrager is persoon(nederlander 3)", "MW003"),
        (f"{TOETS}  gegeven dingen is ding(kapot ja)", "MW003"),
        (f"{TOETS}  gegeven in_detentie is ding(kapot ja)", "MW003"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_found_once(text: str, code: str) -> None:
    assert codes(text) == ([code] if code else [])

"""Who is heard under which article stands in the record, and nobody is passed over unsaid."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maatwerk_rules import FactError
from maatwerk_rules.besluit.hearing import OTHER
from maatwerk_rules.besluit.privacy import redacted
from maatwerk_rules.besluit.record import Besluit, lacking, lacking_at, seal
from maatwerk_rules.besluit.replay import replay
from tests.besluit.cases import POLICY, besluit
from tests.besluit.made import over_a_year, refused

FOLDER = Path(__file__).parents[2] / "docs/naslag/schemas"
HEARD = {"op": "2026-02-20", "zienswijze": "Ik wil dit niet.", "gedaan": "Meegewogen."}
EX = {"wie": "ex-partner", **HEARD}


def under(one: Besluit) -> list[tuple[str, str]]:
    return [(each["artikel"], each["wie"]) for each in one.data["horen"]]


def test_a_refusal_falls_under_the_article_of_who_applied_or_did_not() -> None:
    assert under(refused()) == [("Awb 4:7", "aanvrager")]
    assert under(over_a_year()) == [("Awb 4:7", "aanvrager")]
    unasked = seal({**refused().data, "ontvangen": None})
    (difference,) = {*under(replay(POLICY, unasked).besluit)}
    assert difference == ("Awb 4:8", "geadresseerde")


def test_what_is_favourable_asks_nobody_but_may_burden_another() -> None:
    assert under(besluit()) == []
    assert under(besluit(derden=[EX])) == [("Awb 4:8", "ex-partner")]
    assert lacking(besluit(derden=[EX])) == ()
    assert lacking(besluit(derden=[{"wie": "ex-partner", "niet_nodig": "Raakt hem niet."}])) == ()


@pytest.mark.parametrize(
    ("left_out", "place", "text"),
    [
        ("zienswijze", "derden[0].zienswijze", OTHER),
        ("op", "derden[0].op", "op welke dag"),
        ("gedaan", "derden[0].gedaan", "wat `ex-partner` vond"),
    ],
)
def test_another_who_was_not_heard_holds_it_up(left_out: str, place: str, text: str) -> None:
    one = besluit(derden=[{key: each for key, each in EX.items() if key != left_out}])
    ((found, sentence),) = lacking_at(one)
    assert found == place
    assert text in sentence


@pytest.mark.parametrize(
    ("derden", "place"),
    [
        ([HEARD], "derden[0].wie"),
        ([{**EX, "wie": "\u200b"}], "derden[0].wie"),
        ([{**EX, "naam": "Jan"}], "derden[0].naam"),
        ([3], "derden[0]"),
        (3, "derden"),
        ([{**EX, "op": "gisteren"}], "derden[0].op"),
        ([{**EX, "op": "2026-03-05"}], "derden[0].op"),
        ([{**EX, "op": "2019-02-20"}], "derden[0].op"),
    ],
)
def test_what_does_not_read_of_another_is_told_with_its_place(derden: Any, place: str) -> None:
    with pytest.raises(FactError) as raised:
        besluit(derden=derden)
    assert place in {str(one.path) for one in raised.value.diagnostics}


def test_what_another_said_stands_in_no_list() -> None:
    told = json.dumps(redacted(besluit(derden=[EX]).data))
    assert "Ik wil dit niet" not in told
    assert "ex-partner" not in told
    assert "Awb 4:8" in told


def test_a_besluit_with_others_fits_its_schema() -> None:
    schema = json.loads((FOLDER / "besluit-3.schema.json").read_text("utf-8"))
    jsonschema.validate(besluit(derden=[EX]).data, schema)
    jsonschema.validate(refused().data, schema)


@pytest.mark.parametrize("empty", ["-", ".", "n.v.t.", "1 2", "nvt"])
def test_a_dash_is_no_reason_why_nobody_was_heard(empty: str) -> None:
    ((place, _),) = lacking_at(besluit(derden=[{"wie": "ex-partner", "niet_nodig": empty}]))
    assert place == "derden[0].zienswijze"


@pytest.mark.parametrize(("key", "place"), [("zienswijze", "zienswijze"), ("gedaan", "gedaan")])
def test_a_dash_is_nothing_that_was_said_or_done(key: str, place: str) -> None:
    ((found, _),) = lacking_at(besluit(derden=[{**EX, key: "-"}]))
    assert found == f"derden[0].{place}"


def test_a_dash_is_no_mandate_and_no_reason_not_to_ask_the_effect() -> None:
    assert [place for place, _ in lacking_at(besluit(mandaat="-"))] == ["mandaat"]
    data = dict(besluit().data)
    case = {**data["uitkomst"]["feiten"], "gewenst_effect": None}
    bare = {**data, "uitkomst": {**data["uitkomst"], "feiten": case}}
    for empty in ("-", "n.v.t."):
        one = seal({**bare, "geen_gewenst_effect": empty})
        assert [place for place, _ in lacking_at(one)] == ["gewenst_effect"]
    assert lacking(seal({**bare, "geen_gewenst_effect": "Ambtshalve besluit."})) == ()


def test_what_the_resident_said_gets_an_answer_also_when_the_besluit_is_favourable() -> None:
    assert lacking(besluit(gehoord=HEARD)) == ()
    only = {"zienswijze": HEARD["zienswijze"]}
    assert [place for place, _ in lacking_at(besluit(gehoord=only))] == [
        "gehoord.op",
        "gehoord.gedaan",
    ]
    for missing in ("op", "gedaan"):
        one = besluit(gehoord={key: each for key, each in HEARD.items() if key != missing})
        ((place, _),) = lacking_at(one)
        assert place == f"gehoord.{missing}"


def test_nobody_is_heard_before_there_is_an_application() -> None:
    with pytest.raises(FactError) as raised:
        besluit(gehoord={**HEARD, "op": "2019-02-20"})
    (told,) = raised.value.diagnostics
    assert told.path == "gehoord.op"
    assert "voor de dag van de aanvraag (16 februari 2026)" in str(told)
    assert lacking(besluit(gehoord={**HEARD, "op": "2026-02-16"})) == ()
    assert lacking(besluit(gehoord={**HEARD, "op": "2019-02-20"}, ontvangen=None)) == ()

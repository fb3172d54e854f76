"""A besluit in an older form is read, held to the gates and reckoned to the same bytes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maatwerk_rules import FactError, to_text
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.record import Besluit, lacking, read_besluit, seal
from maatwerk_rules.besluit.replay import replay
from tests.besluit.cases import POLICY, besluit
from tests.besluit.made import over_a_year, refused, without_ground

FOLDER = Path(__file__).parents[2] / "docs/naslag/schemas"
LATER = {1: ("derden", "horen", "contact", "mandaten"), 2: ("contact", "mandaten")}
OLDER = [
    {"dient": ["eigen_middelen_eerst"], "tegen": ["naar_werk"], "uitkomst": "recht", "voor": None}
]
"""What the older forms keep of a conflict: none where a person refused a ground."""
PULLS = {besluit: [], refused: OLDER, over_a_year: [], without_ground: []}


def in_form(number: int, one: Besluit, pulls: list[dict[str, Any]]) -> Besluit:
    """Return a besluit as that form has it."""
    data = {key: each for key, each in one.data.items() if key not in LATER[number]}
    return seal({**data, "botsingen": pulls, "schema": f"maatwerk/besluit/{number}"})


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("made", PULLS)
def test_an_older_form_is_read_and_reckoned_to_the_same_bytes(made: Any, number: int) -> None:
    older = in_form(number, made(), PULLS[made])
    schema = json.loads((FOLDER / f"besluit-{number}.schema.json").read_text("utf-8"))
    jsonschema.validate(older.data, schema)
    assert read_besluit(older.text) == older
    assert replay(POLICY, older).same
    assert lacking(older) == lacking(made()) == ()
    assert "Bel 14 010." in to_text(motivation(POLICY, older, contact="Bel 14 010."))
    with pytest.raises(FactError):
        read_besluit(seal({**older.data, "schema": f"maatwerk/besluit/{number + 1}"}).text)


def test_the_letter_asks_whom_the_besluit_names_and_no_other() -> None:
    one = besluit(contact="Bel 14 020 en vraag naar Inkomen.")
    assert one.data["contact"] == "Bel 14 020 en vraag naar Inkomen."
    told = to_text(motivation(POLICY, one, contact="Bel iemand anders."))
    assert "Bel 14 020 en vraag naar Inkomen." in told
    assert "iemand anders" not in told
    assert "Teammanager inkomen." in to_text(motivation(POLICY, besluit(contact=None)))


def test_an_older_form_is_held_to_the_mandate_as_far_as_its_room_tells() -> None:
    data = in_form(2, without_ground(), []).data
    data["wegingen"][0]["oordelen"][0]["door"] = "consulent"
    data["uitkomst"]["feiten"]["oordelen"][1]["door"] = "consulent"
    told = " ".join(lacking(read_besluit(seal(data).text)))
    assert "`consulent` heeft geen mandaat voor `onevenredig_gevolg`" in told
    granted = in_form(2, besluit(), []).data
    granted["wegingen"][0]["oordelen"][0]["door"] = "consulent"
    granted["uitkomst"]["feiten"]["oordelen"][1]["door"] = "consulent"
    assert lacking(read_besluit(seal(granted).text)) == ()

"""Whole cases of the small town, and pairs of them."""

from datetime import date

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records

PLAIN: dict[str, Scalar] = {
    "in_detentie": False,
    "inkomen": 100_000,
    "geboortedatum": date(1990, 5, 3),
    "woonsituatie": "alleenstaande",
    "geslacht": "x",
    "team": "zuid",
    "kanaal": "balie",
    "datum_melding": date(2026, 1, 5),
}


def case(*ages: int, judged: bool = False, day: date = date(2026, 3, 1), **facts: Scalar) -> Case:
    """Return a whole case with children of these ages."""
    records = tuple(RecordId("kinderen", f"kind_{number}") for number in range(len(ages)))
    values = {Leaf("gegeven", name): value for name, value in {**PLAIN, **facts}.items()}
    for record, age in zip(records, ages, strict=True):
        values[Leaf("gegeven", "kinderen", record, "leeftijd_kind")] = age
        values[Leaf("gegeven", "kinderen", record, "oogkleur")] = "blauw"
    for name in ("te_hard", "onevenredig_gevolg_van_beleid"):
        values[Leaf("oordeel", name)] = judged
    return Case(day, values, {"kinderen": Records(records)})


def without(whole: Case, name: str) -> Case:
    """Return the case in which a fact is not known."""
    left = {leaf: value for leaf, value in whole.values.items() if leaf.name != name}
    return attrs.evolve(whole, values=left)

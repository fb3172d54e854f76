"""Whatever comes out of a table is what `decide` gives for each row by itself."""

import random
import sys
from datetime import date

import pytest

from maatwerk_rules import load
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.columnar import decide_batches
from maatwerk_rules.runtime.toets_case import facts_of
from tests.runtime.columns.tables import Drawer, differences, fits

DAYS = (date(2025, 2, 1), date(2025, 12, 31), date(2026, 3, 1), date(2026, 8, 1))


def named(request, name):
    path = request.config.rootpath / name
    return load(path if path.exists() else name)


@pytest.mark.parametrize(
    ("name", "gaps", "number"),
    [
        ("tests/benchmarks/tijdtaak_12.beleid", 0, 300),
        ("tests/benchmarks/tijdtaak_12.beleid", 5, 100),
        ("bijstand_voorbeeld", 0, 100),
        ("bijstand_voorbeeld", 10, 50),
        ("participatiewet", 0, 1),
        pytest.param("inkomenstoeslag_voorbeeldstad", 0, 5, marks=pytest.mark.nachtelijk),
        pytest.param("participatiewet", 0, 200, marks=pytest.mark.nachtelijk),
        pytest.param("participatiewet", 10, 100, marks=pytest.mark.nachtelijk),
    ],
)
def test_random_rows_are_decided_as_cases(request, name, gaps, number):
    policy = named(request, name)
    drawer = Drawer(policy, random.Random(number + gaps), gaps)
    days = [day for day in DAYS if policy.on(day)]
    cases = [(drawer.facts(), drawer.random.choice(days)) for _ in range(number)]

    assert differences(policy, cases) == []


def shipped():
    return sorted({name.split("/")[0].removesuffix(".beleid") for name in shipped_policies()})


def toetsen(policy):
    """Return the facts and the day of each toets that a table can hold."""
    found = []
    for toets in policy.beleid.own(Toets):
        day = toets.one(Toetsdatum)
        if day is None or toets.one(MetOntwerp) or policy.on(day.datum) is None:
            continue
        try:
            facts = facts_of(policy, toets)
        except FactError:
            continue
        if fits(facts):
            found.append((facts, day.datum))
    return found


@pytest.mark.parametrize(
    "name",
    [
        "bijstand_voorbeeld",
        *(
            pytest.param(one, marks=pytest.mark.nachtelijk)
            for one in shipped()
            if one != "bijstand_voorbeeld"
        ),
    ],
)
def test_toetsen_as_rows_are_decided_as_cases(name, capsys):
    policy = load(name)
    cases = toetsen(policy)
    decider = decide_batches(policy)

    assert differences(policy, cases, decider=decider) == []
    tally = decider.columns.tally
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {tally.native} of {tally.outcomes} native\n")

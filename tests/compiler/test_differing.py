"""The evaluator is the meaning: generated Python never gives anything else.

Random programs and cases, complete and with gaps; every toets that is shipped; and the boundary
of every constant and dated amount, at both sides of it.
"""

import sys
from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.analysis.build import drafted
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.errors import FactError
from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum, Verwachting
from maatwerk_rules.model.types import Datum, JaNee, Keuze, Lijst, bounds
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.differing import Tally, compared

EXAMPLES = 15
NIGHTLY = 1_000
CASES = 2
"""How many cases each random program gets; each is compared as it is and completed."""


def drawn(data):
    """Return the tally of some cases of one random program."""
    program = data.draw(programs())
    tally, ways = Tally(), (Compiled(program), Compiled(program, patient=True))
    for _ in range(CASES):
        case = data.draw(cases(program))
        for each in (case, data.draw(completions(program, case))):
            for compiled in ways:
                tally.add(compared(program, each, compiled))
    return tally


@settings(settings.get_profile("vertaald"), max_examples=EXAMPLES)
@given(st.data())
def test_random_programs_give_what_the_evaluator_settles_on(data):
    assert drawn(data).differing == []


@pytest.mark.nachtelijk
def test_very_many_random_cases_give_what_the_evaluator_settles_on(capsys):
    tally = Tally()

    @settings(
        settings.get_profile("vertaald"), max_examples=NIGHTLY, derandomize=False, database=None
    )
    @given(st.data())
    def all_of_them(data):
        found = drawn(data)
        assert found.differing == []
        tally.add(found)

    all_of_them()
    told(capsys, "random programs", tally)
    assert tally.compared > 10_000
    assert tally.native > tally.settled // 2


def told(capsys, what, tally):
    line = f"\n{what}: {tally.compared} compared, {tally.native} of {tally.settled} native\n"
    with capsys.disabled():
        sys.stdout.write(line)


# ---------------------------------------------------------------- what is shipped


def shipped():
    return sorted({name.split("/")[0].removesuffix(".beleid") for name in shipped_policies()})


def toetsen(policy):
    """Yield the program, the case and the outcomes of each toets that can be decided."""
    for toets in policy.beleid.own(Toets):
        day, asked = toets.one(Toetsdatum), {one.uitkomst for one in toets.all(Verwachting)}
        decided = drafted(policy) if toets.one(MetOntwerp) else policy
        part = decided.on(day.datum) if day is not None else None
        if part is None or not asked:
            continue
        try:
            yield decided, part.program, facts_of(decided, toets).case(day.datum), asked
        except FactError:
            continue


def tally_of(name, *, whole):
    """Return the tally of all toetsen of a policy; patient code and that in a hurry count apart."""
    tally, compiled = Tally(), {}
    for policy, program, case, asked in toetsen(load(name)):
        ways = compiled.setdefault(
            id(program), (Compiled(program, patient=True), Compiled(program), program)
        )
        names = None if whole else asked
        tally.add(compared(program, case, ways[0], names=names, timeline=policy.program_on))
        hurried = compared(program, case, ways[1], names=names, timeline=policy.program_on)
        tally.differing += hurried.differing
    return tally


def test_toetsen_give_what_the_evaluator_settles_on():
    tally = tally_of("bijstand_voorbeeld", whole=True)

    assert tally.differing == []
    assert tally.native > 4 * tally.settled // 5


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", shipped())
def test_every_definition_in_every_toets_gives_what_the_evaluator_settles_on(name, capsys):
    tally = tally_of(name, whole=True)

    told(capsys, name, tally)
    assert tally.differing == []


# ---------------------------------------------------------------- boundaries


def boundaries(program, type_):
    """Return values of a type around everything that the program compares with, and its ends."""
    if isinstance(type_, JaNee):
        return [True, False]
    if isinstance(type_, Keuze):
        return [*type_.opties]
    low, high = bounds(type_)
    found = {low, high}
    for part in (one for each in program.definitions.values() for one in each.parts):
        amounts = ()
        if isinstance(part, core.Constant):
            amounts = (part.value,)
        elif isinstance(part, core.Dated):
            starts = tuple(start for start, _ in part.entries)
            amounts = (
                starts if isinstance(type_, Datum) else tuple(each for _, each in part.entries)
            )
        found |= {value for each in amounts for value in _around(each, type_)}
    return sorted(value for value in found if low <= value <= high)


def _around(value, type_):
    if isinstance(type_, Datum):
        if not isinstance(value, date):
            return ()
        return tuple(value + timedelta(days=days) for days in (-1, 0, 1))
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return ()
    return tuple(int(value) + each for each in (-1, 0, 1))


def around(program, day, most):
    """Yield cases that differ from a plain one in a single fact, at each boundary of it."""
    plain = {name: boundaries(program, type_)[0] for name, type_ in scalars(program)}
    lists = {
        name: Records((RecordId(name, name),) if type_.minimum else ())
        for name, type_ in program.facts.items()
        if isinstance(type_, Lijst)
    }
    values = {Leaf("gegeven", name): value for name, value in plain.items()}
    for name, type_ in scalars(program):
        for value in boundaries(program, type_)[:most]:
            yield Case(day, {**values, Leaf("gegeven", name): value}, lists)


def scalars(program):
    return [(name, type_) for name, type_ in program.facts.items() if not isinstance(type_, Lijst)]


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ("tests/benchmarks/tijdtaak_12.beleid", date(2025, 1, 1)),
        ("bijstand_voorbeeld", date(2026, 3, 1)),
        pytest.param("rotterdam_giften_2023", date(2026, 3, 1), marks=pytest.mark.nachtelijk),
    ],
)
def test_boundaries_give_what_the_evaluator_settles_on(named, day, request):
    path = request.config.rootpath / named
    program = load(path if path.exists() else named).program_on(day)
    compiled, tally = Compiled(program), Tally()
    names = {name for name, one in program.definitions.items() if one.published}
    for case in around(program, day, 12):
        tally.add(compared(program, case, compiled, names=names))

    assert tally.differing == []
    assert tally.native


@pytest.mark.parametrize("size", [0, 1, 2, 400])
def test_empty_and_long_lists_give_what_the_evaluator_settles_on(size):
    program = load("bijstand_voorbeeld").program_on(date(2026, 3, 1))
    (name, type_), *_ = ((n, t) for n, t in program.facts.items() if isinstance(t, Lijst))
    records = tuple(RecordId(name, f"nr{number}") for number in range(size))
    values = {
        Leaf("gegeven", name, record, veld.naam): boundaries(program, veld.type)[place % 2]
        for place, record in enumerate(records)
        for veld in type_.soort.velden
    }
    case = next(around(program, date(2026, 3, 1), 1))
    case = attrs.evolve(case, values={**case.values, **values}, lists={name: Records(records)})

    assert compared(program, case).differing == []

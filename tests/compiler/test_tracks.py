"""Cases of which the conditions came out the same have traces of one shape.

So what follows from a trace may be taken over from one case to another: grounds, stage, intentions.
Random programs, complete and with gaps; every outcome of a policy, around every boundary.
"""

from datetime import date
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import ONBEKEND, UnsettledError
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, JaNee, Keuze, SoortType
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.runtime.grounds import grounds, stage_of
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.prepared import prepared
from maatwerk_rules.runtime.steps import deciding_round, node_steps, steps
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.benchmarks import tijdtaak_12
from tests.compiler.test_differing import around
from tests.compiler.test_python import DAY, facts, node, number, ruled
from tests.runtime.test_again import varied

JANEE, GETAL = JaNee(), Aantal()
CASES = 3


def shape(step):
    """Return all that follows from the shape of a trace, whatever its amounts are."""
    decided = deciding_round(step)
    reached = decided.reached
    return (
        grounds(step, reached, str),
        stage_of(step),
        [(one.definition.name, one.settled) for one in reached],
        [
            [(each.node.name, each.fired, each.settled) for each in node_steps(deciding_round(one))]
            for one in (step, *reached)
        ],
        [
            part.expr.name
            for one in (step, *reached)
            for part in steps(deciding_round(one))
            if isinstance(part.expr, core.Judged)
        ],
    )


@attrs.define
class Seen:
    """The shape that was seen first with each track of each outcome, and how many came back."""

    program: core.Program
    shapes: dict = attrs.field(factory=dict)
    compared: int = 0
    tracks: object = None
    compiled: Compiled = None

    def __attrs_post_init__(self):
        definitions = self.program.definitions
        single = tuple(name for name, one in definitions.items() if one.record is None)
        self.compiled = Compiled(self.program)
        self.tracks = self.compiled.tracks(single)

    def add(self, case):
        """Compare the shapes of a case with those that were seen with the same track."""
        laid_out = prepared(self.program, case)
        if laid_out is None or self.tracks is None:
            return
        zaak = self.compiled.case(
            case.peildatum, laid_out.facts, laid_out.lists, looked=laid_out.looked
        )
        made = self.tracks.function
        amounts = made.amounts_of(self.compiled.amounts_on(case.peildatum))
        found = made.values(zaak, made.facts_of(laid_out.facts), amounts)
        reckoning = Reckoning(self.program, case)
        for name, pick in self.tracks.pickers().items():
            if self.compiled.value(name, zaak) is None:
                continue
            track, step = pick(found), reckoning.result(name)
            unsure = self.tracks.unsure(name, track)
            reached = deciding_round(step).reached
            if unsure & {name, *(one.definition.name for one in reached)}:
                continue
            first = self.shapes.setdefault((name, track), shape(step))
            self.compared += 1
            assert first == shape(step), (name, track)


def drawn(data):
    """Return what was seen of one random program, with cases that differ in one fact."""
    program = data.draw(programs())
    seen = Seen(program)
    for _ in range(CASES):
        case = data.draw(cases(program))
        for each in (case, data.draw(completions(program, case))):
            seen.add(each)
            for _, _, values in list(varied(program, each))[:12]:
                seen.add(attrs.evolve(each, values=values))
    return seen


@settings(settings.get_profile("vertaald"), max_examples=20)
@given(st.data())
def test_equal_tracks_of_random_programs_have_traces_of_one_shape(data):
    drawn(data)


@pytest.mark.nachtelijk
def test_equal_tracks_of_very_many_random_programs_have_traces_of_one_shape(capsys):
    found = {"compared": 0, "again": 0}

    @settings(settings.get_profile("vertaald"), max_examples=800, derandomize=False, database=None)
    @given(st.data())
    def all_of_them(data):
        seen = drawn(data)
        found["compared"] += seen.compared
        found["again"] += seen.compared - len(seen.shapes)

    all_of_them()
    with capsys.disabled():
        print(found)  # noqa: T201  # how much it says hangs on it
    assert found["again"] > 2_000


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ("tests/benchmarks/tijdtaak_12.beleid", date(2025, 1, 1)),
        ("bijstand_voorbeeld", date(2026, 3, 1)),
        pytest.param(
            "inkomenstoeslag_voorbeeldstad", date(2026, 3, 1), marks=pytest.mark.nachtelijk
        ),
        pytest.param("rotterdam_giften_2023", date(2026, 3, 1), marks=pytest.mark.nachtelijk),
        pytest.param("participatiewet", date(2026, 3, 1), marks=pytest.mark.nachtelijk),
    ],
)
def test_equal_tracks_around_boundaries_have_traces_of_one_shape(named, day, request):
    path = request.config.rootpath / named
    seen = Seen(load(path if path.exists() else named).program_on(day))
    for case in around(seen.program, day, 8):
        seen.add(case)
    assert seen.tracks is None or seen.compared > len(seen.shapes)


def test_tracks_of_a_whole_task_are_far_fewer_than_its_cases(request):
    policy = load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")
    seen, random, day = Seen(policy.program_on(DAY)), Random(5), date(2026, 3, 1)
    for _ in range(120):
        seen.add(read_facts(policy, tijdtaak_12.as_case(tijdtaak_12.random_case(random))).case(day))

    assert seen.compared == 120 * len(seen.tracks.places)
    assert len(seen.shapes) < seen.compared // 2


# ---------------------------------------------------------------- what a track holds


def feit(name, type_=JANEE):
    return core.Fact(name, type_)


def lees(name, type_=GETAL):
    return core.Read(name, None, type_)


def track_of(definitions, known, asked="uit"):
    """Return the track of an outcome in a case, or None where it has none."""
    program = program_of([*definitions])
    compiled = Compiled(program)
    made = compiled.tracks((asked,))
    if made is None:
        return None
    case = Case(DAY, facts(**known))
    Seen(program).add(case)
    laid_out = prepared(program, case)
    zaak = compiled.case(DAY, laid_out.facts)
    function = made.function
    amounts = function.amounts_of(compiled.amounts_on(DAY))
    found = function.values(zaak, function.facts_of(laid_out.facts), amounts)
    return made.pickers()[asked](found)


def of_rules(*nodes, name="uit", **more):
    return attrs.evolve(ruled(*nodes), name=name, **more)


def test_amounts_that_no_condition_looks_at_leave_a_track_as_it_is():
    value = core.Arithmetic("add", feit("bedrag", GETAL), number(1))
    definitions = [of_rules(node("een", feit("a"), value))]

    assert track_of(definitions, {"a": True, "bedrag": 3}) == track_of(
        definitions, {"a": True, "bedrag": 9}
    )
    assert track_of(definitions, {"a": True}) == (None,)
    assert track_of(definitions, {"a": False}) == (None,)  # no rule decides


def test_what_is_not_looked_at_need_not_be_known():
    gate = core.Gate(feit("a"), feit("b"))
    choice = core.Choose(((feit("a"), feit("c")),), feit("d"))
    definitions = [
        core.Definition("poort", JANEE, expression=gate),
        core.Definition("uit", JANEE, expression=core.Or((lees("poort", JANEE), choice))),
    ]

    near = track_of(definitions, {"a": False, "d": True})
    assert None not in near
    assert near != track_of(definitions, {"a": False, "d": False})
    assert near == track_of(definitions, {"a": False, "d": True, "b": True})
    assert None in track_of(definitions, {"a": True, "c": True})


def test_exceptions_count_where_their_rule_works():
    exception = node("uitz", feit("b"), number(2))
    definitions = [of_rules(node("een", feit("a"), number(1), exception), default=number(0))]

    assert track_of(definitions, {"a": False}) == track_of(definitions, {"a": False, "b": True})
    assert track_of(definitions, {"a": True, "b": True}) != track_of(
        definitions, {"a": True, "b": False}
    )
    assert track_of(definitions, {"a": True}) == (None,)


def test_a_rule_that_a_look_may_close_hangs_on_the_look():
    judged = core.Judged("redelijk", None, JANEE)
    closed = attrs.evolve(node("een", judged, number(1)), judgements=(judged,), closed_by_look=True)
    definitions = [of_rules(closed, default=number(0))]

    program = attrs.evolve(program_of(definitions), judgements={"redelijk": (JANEE, None)})
    made = Compiled(program).tracks(("uit",))
    assert made is not None
    assert "zaak.bekeken" in made.function.source


def test_a_key_is_there_where_all_outcomes_have_a_track():
    looks_on = core.Deviation(node("hard", feit("a"), number(2)), 2, True)
    definitions = [
        of_rules(node("een", feit("a"), number(1)), default=number(0)),
        of_rules(node("twee", feit("a"), number(1)), name="af", deviations=(looks_on,)),
    ]
    compiled = Compiled(program_of(definitions))

    assert compiled.keyed(("uit",), print) is not None
    assert compiled.keyed(("uit", "af"), print) is None


def test_a_rule_that_never_works_asks_nothing():
    never = core.Constant(False, JANEE)
    definitions = [
        of_rules(
            node("een", feit("a"), number(1)),
            node("nooit", never, number(2), node("uitz", feit("b"), number(3))),
            default=number(0),
        )
    ]

    assert None not in track_of(definitions, {"a": True})
    assert track_of(definitions, {"a": True}) == track_of(definitions, {"a": True, "b": True})


def test_a_key_of_options_is_what_was_chosen():
    soort = Keuze(("an", "bo", "co"))

    def chosen(option):
        return core.Compare("eq", feit("keuze", soort), core.Constant(option, soort))

    either = core.Or((chosen("an"), chosen("bo")))
    definitions = [core.Definition("uit", JANEE, expression=either)]
    program = attrs.evolve(program_of(definitions), facts={"keuze": soort})
    compiled = Compiled(program)
    made = compiled.keyed(("uit",), lambda case, value, key: (value, key))
    assert made is not None

    def given(*known):
        return made.values(None, known, ())

    assert [given(one)[1][0] for one in soort.opties] == [*soort.opties]
    with pytest.raises(UnsettledError):
        hash(given(ONBEKEND)[1])


@pytest.mark.parametrize(
    "definition",
    [
        core.Definition("uit", GETAL, "soort", expression=number(1)),
        core.Definition("uit", JANEE, expression=core.Judged("o", "soort", JANEE)),
        core.Definition("uit", JANEE, expression=core.Field("soort", "veld", JANEE)),
        of_rules(
            node("een", core.Constant(True, JANEE), number(1)),
            stages=(
                core.Stage(
                    "stap",
                    (node("meer", core.Compare("gt", core.Previous(GETAL), number(0)), number(2)),),
                ),
            ),
        ),
        of_rules(
            node("een", core.Constant(True, JANEE), number(1)),
            deviations=(core.Deviation(node("hard", feit("a"), number(2)), 2, True),),
        ),
    ],
)
def test_records_steps_and_deviations_are_left_to_the_evaluator(definition):
    program = core.Program({"uit": definition}, {"a": JANEE}, {"o": (JANEE, "soort")})

    assert SoortType("soort", ()).naam == "soort"
    assert Compiled(program).tracks(("uit",)) is None

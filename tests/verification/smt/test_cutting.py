"""A proof in parts says what the whole proof says, and names where it does not hold."""

from collections import Counter
from contextlib import suppress
from datetime import date
from functools import cache
from random import Random

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, JaNee, Keuze, Lijst, Scalar, Type
from maatwerk_rules.verification.claims import (
    Change,
    Claim,
    Demand,
    Direction,
    Later,
    More,
    Never,
    Other,
    Place,
    Same,
)
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.expression_strategies import GETAL, JANEE, KEUZE
from maatwerk_rules.verification.properties import P12
from maatwerk_rules.verification.smt import many
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.cutting import Asks, Cut, Relation
from maatwerk_rules.verification.smt.cutting import Place as CutPlace
from maatwerk_rules.verification.smt.product import Asking
from maatwerk_rules.verification.smt.proving import Prover
from maatwerk_rules.verification.smt.quantities import Quantities, UnsupportedError
from maatwerk_rules.verification.smt.rules import Encoder
from maatwerk_rules.verification.smt.situation import free_in
from maatwerk_rules.verification.smt.smtlib import Question, question
from maatwerk_rules.verification.smt.solving import Answer, Limit, Solver
from maatwerk_rules.verification.smt.terms import Pool, Term
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.smt.drawn import _put, _value, draw, worked_out, world
from tests.verification.smt.test_against_evaluator import aimed, some_programs

pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")

SAID = """
  bron Beleid artikel 4
  bedoeling eigen_middelen_eerst
"""


@cache
def woven(count: int, turned: int | None = None) -> Policy:
    """Return a policy of so many supplements that read each other; one may be turned around."""
    said = ["gegeven loon: bedrag per maand tussen € 0 en € 10.000\n", _ASKED]
    for k in range(count):
        before = " en ".join(
            f"toeslag_{one} is ten minste € 3" for one in dict.fromkeys((k - 1, k // 2)) if k > 1
        )
        way = "meer" if k == turned else "minder"
        said.append(
            f"uitkomst toeslag_{k}: bedrag per maand tussen € 0 en € 500\n"
            f"  anders € {5 if k != turned else 0}\n  gunstig is hoger\n"
            f"regel klein_{k} bepaalt toeslag_{k}{SAID}"
            f"  indien loon is {way} dan € {1000 + 7 * k}{' en ' if before else ''}{before}\n"
            f"  dan € {100 + k}\n"
        )
    said.append(f"gelijkheid\n  meer loon geeft nooit meer toeslag_{count - 1}\n")
    return policy_of("".join(said))


_ASKED = """  vraag "Wat is uw loon?"
  grondslag Pw artikel 17 lid 1
"""


def claims_of(policy: Policy, *codes: str) -> dict[str, Claim]:
    found = derive(policy, policy.slices[-1].program)
    return {one.key: one for one in found if one.asks.code in codes}


def in_parts(policy: Policy, claims: dict[str, Claim]) -> dict[str, Verdict]:
    """Return what small proofs alone make of claims: those that they do not prove are open."""
    with pytest.MonkeyPatch.context() as patch, Prover(policy, policy.slices[-1]) as prover:
        patch.setattr(many.Many, "_asked", lambda *_: iter(()))
        return {one.claim.key: one for one in prover.prove_all([*claims.values()], 60)}


@cache
def at_once(policy: Policy, key: str) -> Verdict:
    with Prover(policy, policy.slices[-1], Limit(20), strict=True) as prover:
        return prover.prove(claims_of(policy, "P12", "P13", "P16")[key])


def test_more_never_gives_more_is_proved_definition_by_definition() -> None:
    policy = woven(40)
    claims = claims_of(policy, "P12")
    found = in_parts(policy, claims)

    assert {one.status for one in found.values()} == {"bewezen"}
    assert "hoogstens 3 in een lijst" in next(iter(found.values())).reason


@pytest.mark.parametrize("turned", [7, 8])
def test_one_that_is_turned_around_is_named_and_then_refuted(turned: int) -> None:
    policy = woven(9, turned=turned)
    claims = claims_of(policy, "P12")
    (key,) = claims
    open_ = in_parts(policy, claims)[key]

    assert open_.status == "onbeslist"
    assert open_.reason.endswith(f"in delen lukt het niet bij toeslag_{turned}")
    assert at_once(policy, key).status == "weerlegd"


# ---------------------------------------------------------------- held against what was not cut


def changes_in(program: Program) -> list[Change]:
    """Return a change of a fact of each type, and a day later."""
    found: dict[type, Change] = {}
    for name, type_ in sorted(program.facts.items()):
        place = Place("gegeven", name)
        if name == "loon":
            found[type(type_)] = More(place)  # what a woven program hangs on
        elif isinstance(type_, Lijst):
            for veld in type_.soort.velden:
                found.setdefault(Lijst, Other(Place("gegeven", veld.naam, name)))
        else:
            change = Other(place) if isinstance(type_, JaNee | Keuze) else More(place)
            found.setdefault(type(type_), change)
    return [*found.values(), Later()]


def told(parts: Asks, pool: Pool, solver: Solver) -> bool:
    """Return what comes of small proofs."""
    try:
        holding = next(parts)
        while True:
            answer = solver.ask(question(pool, holding), steps=200_000)
            holding = parts.send(answer.found is False)
    except StopIteration as done:
        return bool(done.value)


def hold(program: Program, solver: Solver, random: Random, pairs: int) -> Counter[str]:
    """Hold what is proved in parts against pairs of cases; return how often each was held."""
    one, counted = world(program), Counter[str]()
    asking = Asking(one.free, ())
    for change in changes_in(program):
        for situation, sides in asking._seconds(change):
            second = Encoder(situation, asking.first)
            cut = Cut(asking.first, second, sides)
            proved: list[Term] = []
            for name in program.definitions:
                for demand in (Never("meer"), Same(grounds=True)):
                    claim = Claim(P12, name, demand, change)
                    record = next(iter(asking.first.records(name)), None)
                    if told(cut.proved(claim, record, asking._demanded), one.pool, solver):
                        each = [one.definition(name, record) for one in (asking.first, second)]
                        proved.append(asking._demanded(demand, *each))
            related = [*cut.relations.items()]
            broken = [_broken(cut, place, relation) for place, relation in related]
            work = worked_out(one.pool, [*sides, *proved, *broken])
            for _ in range(pairs):
                worth, _case = draw(one, random)
                for leaf, value in situation.changed.items():
                    _put(worth, value, _value(random, one.free.types[leaf], one), one)
                found = work(worth)
                if all(found[side] for side in sides):
                    assert not any(found[each] for each in (*proved, *broken)), (change, program)
                    counted["proved"] += len(proved)
                    counted.update(relation for _, relation in related)
    return counted


def _broken(cut: Cut, place: CutPlace, relation: Relation) -> Term:
    """Return when a definition is not as was proved."""
    first, second = (one.definition(*place).result for one in cut.cases)
    encoder, pool = cut.cases[0], cut.cases[0].pool
    if relation == "any":
        return pool.false
    if relation == "same":
        return pool.negate(encoder.same(first, second))
    low, high = (first, second) if relation == "more" else (second, first)
    decided = pool.both(
        *(pool.negate(each) for one in (low, high) for each in (one.none, one.conflict))
    )
    return pool.both(decided, pool.negate(cut.at_most(low.value, high.value)))


def held(count: int, pairs: int) -> Counter[str]:
    counted, random = Counter[str](), Random(1)
    with Solver(Limit(5)) as solver:
        mine = woven(6, turned=4).slices[-1].program
        for program in (mine, *some_programs(count), *([aimed()] if count > 10 else [])):
            with suppress(UnsupportedError):
                counted += hold(program, solver, random, pairs)
    return counted


def test_what_is_proved_in_parts_holds_in_random_pairs() -> None:
    counted = held(4, 20)

    assert counted["proved"] > 100
    assert counted["same"] > 20
    assert counted["more"]
    assert counted["less"]


@pytest.mark.nachtelijk
def test_what_is_proved_in_parts_holds_in_many_programs() -> None:
    assert held(150, 60)["proved"] > 20_000


# ---------------------------------------------------------------- what stands for what is read


FACT = core.Fact("feit", GETAL)
KEPT = core.Fact("vast", JANEE)
DAY = Datum(date(2024, 1, 1), date(2024, 12, 31))


def at_least(number: int) -> core.Expr:
    return core.Compare("ge", FACT, core.Constant(number, GETAL))


def defined(name: str, expression: core.Expr, type_: Type = JANEE) -> core.Definition:
    return core.Definition(name, type_, expression=expression)


def cut_of(demand: Demand, change: Change, *definitions: core.Definition) -> tuple[bool, Cut]:
    """Return whether the claim on the last definition is proved in parts, and the cut."""
    free = free_in(Quantities(Pool()), program_of(definitions), (date(2024, 1, 1), None))
    asking = Asking(free, ())
    claim = Claim(P12, definitions[-1].name, demand, change)
    ((situation, sides),) = asking._seconds(change)
    cut = Cut(asking.first, Encoder(situation, asking.first), sides)
    with Solver(Limit(5)) as solver:
        return told(cut.proved(claim, None, asking._demanded), free.quantities.pool, solver), cut


def varied(fact: str) -> Place:
    return Place("gegeven", fact)


def test_what_reads_only_what_stays_is_read_as_it_is() -> None:
    kept = defined("blijft", KEPT)
    top = defined("uit", core.Or((core.Read("blijft", None, JANEE), at_least(-20))))
    proved, cut = cut_of(Same(), More(varied("feit")), kept, top)
    first, second = cut.read(("blijft", None, 0)).values

    assert proved
    assert first is second
    assert first == cut.cases[0].definition("blijft").result.value


def test_what_cannot_differ_is_the_same_by_a_small_proof() -> None:
    always = defined("altijd", core.Or((at_least(3), core.Not(at_least(5)))))
    top = defined("uit", core.And((core.Read("altijd", None, JANEE), KEPT)))
    proved, cut = cut_of(Same(), More(varied("feit")), always, top)

    assert proved
    assert cut.relations == {("altijd", None, 0): "same"}
    assert cut.failed == {}


def test_what_must_stay_the_same_is_not_ordered_and_the_lowest_is_named() -> None:
    low = defined("laag", at_least(3))
    middle = defined("midden", core.Not(core.Read("laag", None, JANEE)))
    top = defined("uit", core.Not(core.Read("midden", None, JANEE)))
    proved, cut = cut_of(Same(), More(varied("feit")), low, middle, top)

    assert not proved
    assert {*cut.relations.values()} == {"any"}
    assert next(iter(cut.failed)) == "laag"
    assert "midden" not in cut.failed


@pytest.mark.parametrize(
    ("type_", "value"), [(KEUZE, "a"), (DAY, date(2024, 5, 1))], ids=["option", "day"]
)
def test_an_option_or_a_day_that_may_differ_is_any_in_both_cases(
    type_: Type, value: Scalar
) -> None:
    low = defined("laag", core.Fact("keus", type_), type_)
    read = core.Compare("eq", core.Read("laag", None, type_), core.Constant(value, type_))
    proved, cut = cut_of(Same(), Other(varied("keus")), low, defined("uit", read))
    first, second = cut.read(("laag", None, 0)).values

    assert not proved
    assert cut.relations == {("laag", None, 0): "any"}
    assert type(first) is type(second)
    assert first != second


def later_day(way: Direction, type_: Datum) -> tuple[bool, Cut]:
    """Return whether being on or after a day is never more, or less, when another is later."""
    low = defined("laag", core.Fact("dag", type_), type_)
    since = core.Constant(date(2024, 5, 1), type_)
    read = core.Compare("ge", core.Read("laag", None, type_), since)
    return cut_of(Never(way), More(varied("dag")), low, defined("uit", read))


@pytest.mark.parametrize(("way", "holds"), [("minder", True), ("meer", False)])
def test_a_later_day_is_never_less_so_what_begins_on_a_day_does_not_end(
    way: Direction, holds: bool
) -> None:
    proved, cut = later_day(way, Datum(date(2023, 1, 1), date(2025, 12, 31)))

    assert proved is holds
    assert cut.relations == {("laag", None, 0): "more"}


def test_of_days_in_one_year_only_what_may_differ_is_held_to_their_order() -> None:
    _, cut = later_day("minder", DAY)
    first, second = cut.read(("laag", None, 0)).values

    assert isinstance(first, Day)
    assert isinstance(second, Day)
    assert first.year is second.year
    assert first.year not in cut.cases[0].pool.sides
    order = cut.at_most(first, second)
    parts = (part for one in (first, second) for part in (one.month, one.day))
    assert all(order in cut.cases[0].pool.sides[part] for part in parts)


def test_of_days_in_one_year_the_order_holds_where_only_their_month_is_read() -> None:
    low = defined("laag", core.Fact("dag", DAY), DAY)
    month = core.MonthStart(core.Read("laag", None, DAY))
    since = core.Constant(date(2024, 5, 1), DAY)
    top = defined("uit", core.Compare("ge", month, since))

    assert cut_of(Never("minder"), More(varied("dag")), low, top)[0]
    assert not cut_of(Never("meer"), More(varied("dag")), low, top)[0]


def test_what_holds_always_or_never_needs_no_solver() -> None:
    _, cut = cut_of(Same(), More(varied("feit")), defined("uit", at_least(3)))
    pool, never = cut.cases[0].pool, Solver(Limit(5))

    assert told(cut._never(pool.false), pool, never)
    assert not told(cut._never(pool.true), pool, never)
    assert never._process is None


SHARED = f"""gegeven loon: bedrag per maand tussen € 0 en € 10.000
{_ASKED}""" + "".join(
    f"""uitkomst {name}: bedrag per maand tussen € 0 en € 500
  anders € 5
  gunstig is hoger
regel klein_{name} bepaalt {name}{SAID}  indien loon is minder dan € 1000
  dan € 100
gelijkheid
  meer loon geeft nooit meer {name}
"""
    for name in ("een", "twee")
)


def test_what_was_proved_in_parts_for_one_is_not_asked_for_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy = policy_of(SHARED)
    ask, texts = Solver.ask, list[str]()

    def noted(self: Solver, posed: Question, *rest: float) -> Answer:
        texts.append(posed.text)
        return ask(self, posed, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Solver, "ask", noted)
    found = in_parts(policy, claims_of(policy, "P12"))

    assert [one.status for one in found.values()] == ["bewezen", "bewezen"]
    assert len(texts) == 1


@pytest.mark.nachtelijk
def test_a_thousand_that_read_each_other_are_proved_in_a_minute() -> None:
    policy = woven(1000)
    claims = claims_of(policy, "P12", "P16")

    assert {one.status for one in in_parts(policy, claims).values()} == {"bewezen"}

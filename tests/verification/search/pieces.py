"""A small program and a terrain on it, to test the pieces of a search with."""

from datetime import date
from random import Random

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    SoortType,
    Veldtype,
)
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import Env
from maatwerk_rules.verification.search.terrain import Terrain
from tests.small import policy_of
from tests.verification.search.village import TEXT

POLICY = policy_of(TEXT)
PART = POLICY.slices[0]
TERRAIN = Terrain(POLICY, PART, PART.program)
DAY_ONE = date(2026, 3, 1)

YES_OR_NO = JaNee()
PERSON = SoortType(
    "mens", (Veldtype("werkt", JaNee()), Veldtype("loon", Bedrag("maand", 0, 900_000)))
)
PEOPLE = Lijst(PERSON, 9)
LISTED = (core.Listed("mensen", PEOPLE),)
ALONE = Lijst(PERSON, 1, 1, single=True)
WORKS = core.Field("m", "werkt", JaNee())
WAGE = core.Field("m", "loon", Bedrag("maand"))
HELP = core.Fact("hulp", JaNee())
PAY = core.Fact("pay", Bedrag("maand", 0, 900_000))
KIND = core.Fact("kind", Keuze(("a", "b")))
BORN = core.Fact("geboren", Datum(date(1900, 1, 1), date(2100, 1, 1)))
SHARE = core.Judged("deel", None, Percentage(0, 1))
OPEN = core.Unfilled("hoeveel", "verordening", Aantal(None, 0, 9))
HIDDEN = core.Fact("niet aangetoond pay", JaNee())
JUDGED = core.Judged("goed", "m", JaNee())


def amount(cents: int) -> core.Constant:
    return core.Constant(cents, Bedrag("maand"))


def expression(
    name: str, expr: core.Expr, type_: object = JaNee(), record: str | None = None
) -> Definition:
    return Definition(name, type_, record, expression=expr)  # type: ignore[arg-type]  # a type


def program(*definitions: Definition) -> Program:
    plain = [
        expression(
            "leest", core.And((HIDDEN, core.Compare("ge", OPEN, core.Constant(5, Aantal()))))
        ),
        expression("mens_werkt", core.And((WORKS, JUDGED)), record="m"),
    ]
    everything = {one.name: one for one in (*plain, *definitions)}
    facts = {
        "hulp": JaNee(),
        "pay": PAY.type,
        "kind": KIND.type,
        "geboren": BORN.type,
        "mensen": PEOPLE,
        "ik": ALONE,
    }
    judgements = {"deel": (SHARE.type, None), "goed": (JaNee(), "mens")}
    return Program(everything, facts, judgements)


def terrain(*definitions: Definition) -> Terrain:
    changed = program(*definitions)
    part = Slice(PART.vanaf, PART.tot, changed)
    return Terrain(POLICY, part, changed)


def pushed(expr: core.Expr, wanted: bool, *definitions: Definition) -> bool:
    """Tell whether some of a few pushes reach what is wanted."""
    where = terrain(expression("uit", expr), *definitions)
    return any(_push(where, expr, wanted, seed) for seed in range(12))


def _push(where: Terrain, expr: core.Expr, wanted: bool, seed: int) -> bool:
    draft = where.drafts.plain(DAY_ONE)
    row = where.drafts.add_record(draft, "mensen")
    Pusher(where, draft, Random(seed)).push(expr, wanted, Env({"m": row}))
    return where.reader.worth(expr, where.reader.case(draft), Env({"m": row})) is wanted


SUM = core.Aggregate("sum", "mensen", LISTED, "m", WORKS, WAGE, None)
ANY = core.Aggregate("any", "mensen", LISTED, "m", WORKS, None, None)
THERE = core.Aggregate("any", "mensen", LISTED, "m", None, None, None)
ONLY = core.Aggregate("only", "ik", (core.Listed("ik", ALONE),), "m", None, WORKS, None)
CHOSEN = core.Choose(((HELP, core.Constant("a", KIND.type)),), KIND)
FIXED = core.Choose(((HELP, core.Constant("a", KIND.type)),), core.Constant("b", KIND.type))
NUMBER = core.Choose(((HELP, amount(500)),), PAY)
PARTS = (HELP, core.Compare("eq", KIND, core.Constant("b", KIND.type)), WORKS)


def option(name: str) -> core.Constant:
    return core.Constant(name, KIND.type)

"""Ranges of expressions: what every complete case keeps to."""

from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.analysis.ranges import Range, range_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Lijst, Percentage, SoortType

INKOMEN = core.Fact("inkomen", Bedrag(van=0, tot=500))
SCHULD = core.Fact("schuld", Bedrag(van=-20, tot=100))
UREN = core.Fact("uren", Aantal("uur", 1, 40))
ANDERS = core.Read("anders", None, Bedrag())
TIEN, HALF = core.Constant(10, Bedrag()), core.Constant(Fraction(1, 2), Percentage())
LIJST = Lijst(SoortType("bezit", ()), 20)


def listed(kind: str, body: core.Expr | None) -> core.Expr:
    lists = (core.Listed("bezittingen", LIJST),)
    return core.Aggregate(kind, "bezittingen", lists, "b", None, body, None)  # type: ignore[arg-type]


def field(low: int | None) -> core.Expr:
    return core.Field("b", "waarde", Bedrag(van=low))


def sum_of(operator: str, left: core.Expr, right: core.Expr) -> core.Expr:
    return core.Arithmetic(operator, left, right)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (TIEN, Range(10, 10, True)),
        (HALF, Range(Fraction(1, 2), Fraction(1, 2))),
        (INKOMEN, Range(0, 500, True)),
        (core.Fact("deel", Bedrag(exact=True)), Range()),
        (UREN, Range(1, 40)),
        (core.Judged("deel", None, Percentage(0, 1)), Range(0, 1)),
        (core.Fact("ja", JaNee()), Range()),
        (core.Fact("dag", Datum(date(1, 1, 2), date(1, 1, 5))), Range(2, 5, True)),
        (ANDERS, Range()),
        (core.DaysBetween(core.ReferenceDate(), core.ReferenceDate()), Range(whole=True)),
        (core.Round(ANDERS, "half", 1), Range(whole=True)),
        (core.Round(ANDERS, "half", Fraction(1, 100)), Range()),
        (core.Bound(ANDERS, TIEN, None), Range(10)),
        (core.Bound(INKOMEN, TIEN, None), Range(10, 500, True)),
        (core.Bound(INKOMEN, None, TIEN), Range(0, 10, True)),
        (core.Bound(ANDERS, None, TIEN), Range(None, 10)),
        (core.Bound(ANDERS, core.Constant(99, Bedrag()), TIEN), Range(10, 10)),
        (sum_of("add", INKOMEN, SCHULD), Range(-20, 600, True)),
        (sum_of("add", INKOMEN, ANDERS), Range()),
        (sum_of("sub", INKOMEN, SCHULD), Range(-100, 520, True)),
        (sum_of("sub", INKOMEN, ANDERS), Range()),
        (core.Round(INKOMEN, "half", 300), Range(0, 600, True)),
        (sum_of("mul", INKOMEN, TIEN), Range(0, 5000, True)),
        (sum_of("mul", INKOMEN, HALF), Range(0, 250)),
        (sum_of("mul", ANDERS, TIEN), Range()),
        (sum_of("mul", ANDERS, core.Constant(0, Percentage())), Range(0, 0)),
        (sum_of("div", INKOMEN, TIEN), Range(0, 50)),
        (sum_of("div", INKOMEN, SCHULD), Range()),
        (listed("count", None), Range(0, 20, True)),
        (listed("sum", field(0)), Range(0, None, True)),
        (listed("sum", field(-5)), Range(None, None, True)),
        (listed("sum", field(None)), Range(None, None, True)),
        (listed("highest", field(0)), Range()),
    ],
)
def test_range(expr: core.Expr, expected: Range) -> None:
    assert range_of(expr) == expected

from datetime import date
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules.explanation.describe import (
    describe,
    describe_node,
    write_possible,
    write_range,
    write_value,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    LARGEST,
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Scalar,
    SoortType,
    Type,
)
from maatwerk_rules.model.unknown import Choices, Interval, Possible, anything

BEDRAG, JANEE, GETAL = Bedrag("maand"), JaNee(), Aantal()
INKOMEN = core.Fact("inkomen", BEDRAG)
VAST, WOONT = core.Fact("in_detentie", JANEE), core.Fact("woont_hier", JANEE)
TIEN = core.Constant(1000, Bedrag())
VORM = core.Fact("vorm", Keuze(("alleen", "samen")))
BEZIT = Lijst(SoortType("bezitting", ()), 20)
WAARDE = core.Field("b", "waarde_in_euro", BEDRAG)
BETWIST = core.Field("b", "betwist", JANEE)
GEBOREN = core.Fact("geboren", Datum())
PEIL = core.ReferenceDate()
OORDEEL = core.Judged("echt_nodig", None, JANEE)


def vorm_is(option: str) -> core.Compare:
    return core.Compare("eq", VORM, core.Constant(option, VORM.type))


@pytest.mark.parametrize(
    ("value", "type_", "written"),
    [
        (True, JANEE, "ja"),
        (False, JANEE, "nee"),
        ("alleenstaande_ouder", Keuze(("alleenstaande_ouder",)), "alleenstaande ouder"),
        (125050, BEDRAG, "€ 1.250,50 per maand"),
        (Fraction(4, 5), Percentage(), "80%"),
        (3, Aantal("maand"), "3 maanden"),
        (3, Type(), "3"),
        (date(2026, 3, 1), Datum(), "1 maart 2026"),
    ],
)
def test_a_value_reads_as_people_write_it(value: Scalar, type_: Type, written: str) -> None:
    assert write_value(value, type_) == written


@pytest.mark.parametrize(
    ("possible", "type_", "told", "listed"),
    [
        (Interval(5, 5), GETAL, "5", "5"),
        (Interval(0, 100), BEDRAG, "ten minste € 0 per maand en ten hoogste € 1 per maand",
         "van € 0 per maand tot en met € 1 per maand"),
        (Interval(-LARGEST, 5), GETAL, "ten hoogste 5", "ten hoogste 5"),
        (Interval(5, LARGEST), GETAL, "ten minste 5", "ten minste 5"),
        (anything(GETAL), GETAL, "nog niet bekend", "nog niet bekend"),
        (anything(Datum()), Datum(), "nog niet bekend", "nog niet bekend"),
        (anything(VORM.type), VORM.type, "alleen of samen", "alleen, samen"),
        (Choices(frozenset({"alleen", "anders_dan"})), VORM.type, "alleen of anders dan",
         "alleen, anders dan"),
    ],
)  # fmt: skip
def test_what_is_possible_is_told(possible: Possible, type_: Type, told: str, listed: str) -> None:
    assert write_possible(possible, type_) == told
    assert write_range(possible, type_) == listed


def aggregate(kind: str, **parts: core.Expr) -> core.Aggregate:
    whole = {"where": None, "body": None, "empty": None, **parts}
    return core.Aggregate(kind, "bezittingen", (core.Listed("bezittingen", BEZIT),), "b", **whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expr", "written"),
    [
        (core.Dated("norm", PEIL, (), None, BEDRAG), "norm"),
        (core.Dated("norm", GEBOREN, (), None, BEDRAG), "norm zoals die gold op geboren"),
        (core.Unfilled("verlaging", "verordening", GETAL),
         "verlaging (in te vullen door verordening)"),
        (PEIL, "de peildatum"),
        (core.Previous(BEDRAG), "de uitkomst tot nu toe"),
        (WAARDE, "waarde in euro van auto"),
        (BETWIST, "betwist (auto)"),
        (core.Read("telt_mee", "b", JANEE), "telt mee (auto)"),
        (core.Read("recht", None, JANEE), "recht"),
        (OORDEEL, "het oordeel ‘echt nodig’ is ja"),
        (core.Judged("echt_nodig", "b", JANEE), "het oordeel ‘echt nodig’ (auto) is ja"),
        (core.Judged("draagkracht", None, BEDRAG), "het oordeel ‘draagkracht’"),
        (core.Not(OORDEEL), "het oordeel ‘echt nodig’ is nee"),
        (core.Not(VAST), "niet in detentie"),
        (core.Not(core.And((VAST, WOONT))), "niet (in detentie, en woont hier)"),
        (core.And((VAST, core.Or((WOONT, OORDEEL)))),
         "in detentie, en (woont hier, of het oordeel ‘echt nodig’ is ja)"),
        (core.Or((vorm_is("alleen"), vorm_is("samen"))), "vorm is alleen of samen"),
        (core.And((VAST, core.Or((vorm_is("alleen"), vorm_is("samen"))))),
         "in detentie, en vorm is alleen of samen"),
        (core.Or((vorm_is("alleen"), core.Compare("eq", VAST, WOONT))),
         "vorm is alleen, of in detentie is woont hier"),
        (core.Or(()), ""),
        (core.AtLeast(2, None, (VAST, WOONT)), "ten minste 2 van deze: in detentie; woont hier"),
        (core.AtLeast(1, 1, (VAST, WOONT)), "precies 1 van deze: in detentie; woont hier"),
        (core.AtLeast(0, 1, (VAST, WOONT)), "0 tot en met 1 van deze: in detentie; woont hier"),
        (core.Gate(VAST, core.Not(OORDEEL)), "in detentie, en het oordeel ‘echt nodig’ is nee"),
        (core.Compare("ge", core.Judged("draagkracht", None, BEDRAG), TIEN),
         "het oordeel ‘draagkracht’ is ten minste € 10"),
        (core.Arithmetic("mul", core.Arithmetic("add", INKOMEN, TIEN), TIEN),
         "(inkomen plus € 10) keer € 10"),
        (core.Bound(INKOMEN, TIEN, INKOMEN),
         "inkomen, maar ten minste € 10 en ten hoogste inkomen"),
        (core.Bound(INKOMEN, None, TIEN), "inkomen, maar ten hoogste € 10"),
        (core.Round(INKOMEN, "half", 1), "inkomen, rekenkundig afgerond op centen"),
        (core.Round(core.Fact("kamers", GETAL), "up", 1),
         "kamers, naar boven afgerond op hele getallen"),
        (core.Round(INKOMEN, "down", 100), "inkomen, naar beneden afgerond op hele euro's"),
        (core.Round(INKOMEN, "half", Fraction(1, 100)),
         "inkomen, rekenkundig afgerond op hele procenten"),
        (core.Choose(((VAST, TIEN),), INKOMEN), "€ 10 als in detentie, anders inkomen"),
        (aggregate("sum", body=WAARDE), "de som van waarde in euro van auto over bezittingen"),
        (aggregate("count", where=BETWIST),
         "het aantal bezittingen waarvoor geldt: betwist (auto)"),
        (aggregate("highest", body=WAARDE),
         "de hoogste waarde van waarde in euro van auto over bezittingen"),
        (aggregate("lowest", body=WAARDE),
         "de laagste waarde van waarde in euro van auto over bezittingen"),
        (aggregate("all", where=BETWIST), "voor alle bezittingen geldt: betwist (auto)"),
        (aggregate("any", where=BETWIST),
         "voor ten minste één van bezittingen geldt: betwist (auto)"),
        (core.Age(GEBOREN, PEIL), "de leeftijd volgens geboren op de peildatum"),
        (core.Shift(GEBOREN, core.Constant(4, Aantal("week")), "week", None, 1),
         "geboren plus 4 weken"),
        (core.Shift(GEBOREN, core.Fact("termijn", GETAL), "dag", None, -1),
         "geboren min termijn in dagen"),
        (core.MonthStart(PEIL), "de eerste dag van de maand van de peildatum"),
        (core.DaysBetween(PEIL, GEBOREN), "het aantal dagen van geboren tot de peildatum"),
    ],
)  # fmt: skip
def test_an_expression_reads_as_dutch(expr: core.Expr, written: str) -> None:
    assert describe(expr, {"b": "auto"}) == written


def test_every_core_expression_has_words() -> None:
    classes = [
        value
        for value in vars(core).values()
        if isinstance(value, type) and issubclass(value, core.Expr) and value is not core.Expr
    ]

    wordless = [each for each in classes if describe.dispatch(each) is describe.dispatch(object)]

    assert len(classes) > 20
    assert wordless == []


def test_an_expression_of_an_unknown_class_is_refused() -> None:
    @attrs.frozen
    class Odd(core.Expr):
        pass

    with pytest.raises(TypeError):
        describe(Odd())


def test_a_rule_tells_when_it_works_and_what_it_gives() -> None:
    altijd = core.Constant(True, JANEE)

    assert describe_node(core.Node("altijd_recht", altijd, altijd)) == "altijd recht: altijd ja"
    assert (
        describe_node(core.Node("weg", VAST, None)) == "weg: als in detentie, dan buiten toepassing"
    )

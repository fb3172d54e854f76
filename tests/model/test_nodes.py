from datetime import date

from maatwerk_rules.model import core
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Bron, Dan, Status
from maatwerk_rules.model.declarations import Beleidskop, Gelijkheid, Regel, Register
from maatwerk_rules.model.expressions import En, Janee, Naam, Niet
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.source import Span
from tests.small import policy_of

BRON = Bron(Artikelverwijzing("Pw", "11"))
RULE = Regel("r", "u", (BRON, Dan(Janee(True))))


def test_nodes_compare_by_what_they_say_and_not_by_where():
    assert Naam("a", span=Span("x", 0, 1)) == Naam("a", span=Span("y", 5, 6))


def test_walking_gives_parents_first_and_in_order():
    tree = En((Niet(Naam("a")), Naam("b")))

    assert [type(node).__name__ for node in tree.walk()] == ["En", "Niet", "Naam", "Naam"]


def test_a_declaration_finds_its_clauses():
    assert RULE.one(Bron) is BRON
    assert RULE.one(Status) is None
    assert RULE.all(Dan) == (Dan(Janee(True)),)
    assert (RULE.name, Gelijkheid(()).name) == ("r", "")
    assert Register("brp", "Basisregistratie").one(Bron) is None


def test_declarations_of_used_policies_come_first_and_once():
    lowest = Beleid((Register("a", "A"),))
    left, right = Beleid((), (lowest,)), Beleid((Register("b", "B"),), (lowest,))
    whole = Beleid((Beleidskop("top", "Top"), Register("c", "C")), (left, right))

    assert [one.naam for one in whole.all(Register)] == ["a", "b", "c"]
    assert [one.naam for one in whole.own(Register)] == ["c"]
    assert whole.kop == Beleidskop("top", "Top")
    assert lowest.kop is None


def test_a_slice_holds_from_its_first_day_up_to_its_end():
    part = Slice(date(2026, 1, 1), date(2026, 7, 1), core.Program({}, {}, {}))

    assert [part.holds_on(date(2026, *day)) for day in ((1, 1), (6, 30), (7, 1))] == [
        True,
        True,
        False,
    ]
    assert not part.holds_on(date(2025, 12, 31))
    assert Slice(date(2026, 1, 1), None, core.Program({}, {}, {})).holds_on(date(2030, 1, 1))


def test_a_policy_finds_what_it_declares():
    policy = policy_of("")

    assert policy.find(Regel, "basisrecht") is not None
    assert policy.find(Regel, "geen_regel_met_deze_naam") is None
    assert [one.naam for one in policy.all(Register)] == ["brp"]
    assert policy.on(date(1990, 1, 1)) is None


def test_walking_an_expression_reaches_parts_in_tuples():
    ja = core.Constant(True, JaNee())
    expr = core.Choose(((ja, core.Not(ja)),), ja)

    assert [type(part).__name__ for part in core.walk(expr)] == [
        "Choose",
        "Constant",
        "Not",
        "Constant",
        "Constant",
    ]

import pytest

from maatwerk_rules.analysis.favour import Order, may_lower, may_raise, order_of
from tests.analysis.marked import symbols_of
from tests.analysis.small_policy import DRINGEND, GROND, HEAD, RECHT, swap


def turns(text: str, name: str = "detentie") -> tuple[bool, bool]:
    symbols = symbols_of(HEAD + text)
    regel = symbols.regels[name]
    return may_lower(regel, symbols), may_raise(regel, symbols)


@pytest.mark.parametrize(
    ("way", "order"),
    [
        ("gunstig is ja", Order(False, True)),
        ("gunstig is nee", Order(True, False)),
        ("gunstig is hoger", Order(None, None)),
        ("gunstig van geen naar lening naar gift", Order("geen", "gift")),
        ("bedoeling vangnet", None),
    ],
)
def test_order_has_a_best_where_there_is_one(way: str, order: Order | None) -> None:
    assert order_of("recht", symbols_of(swap(RECHT, "gunstig is ja", way))) == order


def test_fact_has_no_favourable_way() -> None:
    assert order_of("vast", symbols_of(HEAD)) is None


def test_refusal_lowers_and_grant_raises() -> None:
    assert turns(RECHT) == (True, False)
    assert turns(RECHT, "basis") == (False, True)


def test_value_that_depends_can_do_both() -> None:
    assert turns(swap(RECHT, "dan nee", "dan (nee indien vast, anders ja)")) == (True, True)
    assert turns(swap(RECHT, "dan nee", "dan niet vast")) == (True, True)
    assert turns(swap(RECHT, "dan nee", "dan vast")) == (True, True)


def test_options_of_a_chain_are_known_by_name() -> None:
    text = swap(RECHT, "gunstig is ja", "gunstig van geen naar lening naar gift")

    assert turns(swap(text, "dan nee", "dan geen")) == (True, False)
    assert turns(swap(text, "dan nee", "dan lening")) == (True, True)
    assert turns(swap(text, "dan nee", "dan gift")) == (False, True)


def test_setting_aside_turns_the_other_way() -> None:
    text = RECHT + "uitzondering toch op detentie\n  dan buiten toepassing\n"

    assert turns(text, "toch") == (False, True)
    assert turns(swap(text, "toch op detentie", "toch op basis"), "toch") == (True, False)
    assert turns(RECHT + DRINGEND + GROND, "nood") == (False, True)


def test_rule_without_a_way_or_a_consequence_turns_nothing() -> None:
    assert turns(swap(RECHT, "gunstig is ja", "bedoeling vangnet")) == (False, False)
    assert turns(swap(RECHT, "  dan nee\n", "")) == (False, False)
    assert turns(swap(RECHT, "dan nee", "dan buiten toepassing"), "detentie") == (True, False)
    assert turns(swap(RECHT, "dan ja", "dan buiten toepassing"), "basis") == (False, False)


def test_exceptions_that_hang_in_a_circle_turn_nothing() -> None:
    assert turns(swap(RECHT, "detentie op basis", "detentie op detentie")) == (False, False)


def test_exception_to_what_sets_it_aside_turns_nothing() -> None:
    grond = swap(GROND, "bij detentie", "bij toch")
    text = RECHT + grond + "uitzondering toch op nood\n  dan buiten toepassing\n"

    assert turns(text, "toch") == (False, False)

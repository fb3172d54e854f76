"""Signals as a page: what waits stands first, what is late says so, and nobody is named."""

from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.page.signals import LATE, NONE, NONE_WAIT, signals_page
from maatwerk_rules.besluit.signals import Signal, read_signal
from tests.besluit.cases import POLICY
from tests.explanation.reading import read

GIVEN: dict[str, Any] = {
    "besluit": "0123456789abcdef" * 4,
    "regel": "te_jong_voor_toeslag",
    "bedoeling": "ouders_eerst",
    "wat": "De leeftijdsgrens rekent op ouders die er niet meer zijn. <b>",
    "oorzaak": "beleidsregel",
    "eigenaar": "team beleid",
    "antwoord_voor": "2026-06-01",
}
HEARD = {
    "wat": "De toeslag stopt voor er een kamer is.",
    "antwoord": "Wij passen de regel aan.",
    "antwoord_op": "2026-05-01",
    "gehoord_door": "consulent",
}
BEFORE, AFTER = date(2026, 5, 20), date(2026, 6, 2)


def signal(**other: Any) -> Signal:
    return read_signal(POLICY, {**GIVEN, **other})


def test_what_waits_for_an_answer_stands_before_what_has_one() -> None:
    text = read(signals_page(POLICY, (signal(**HEARD), signal()), BEFORE)).text

    assert "Wacht op antwoord (1)" in text
    assert text.index("rekent op ouders") < text.rindex("Beantwoord (1)")
    assert text.rindex("Beantwoord (1)") < text.index("Wij passen de regel aan.")
    assert "Consulent inkomen" in text


def test_a_promised_day_that_has_passed_is_told_in_words() -> None:
    assert LATE not in signals_page(POLICY, (signal(),), BEFORE)
    assert LATE in signals_page(POLICY, (signal(),), AFTER)
    assert LATE not in signals_page(POLICY, (signal(**HEARD),), AFTER)


def test_a_signal_tells_its_rule_source_intention_cause_and_owner() -> None:
    found = read(signals_page(POLICY, (signal(),), BEFORE))

    for told in (
        "Te jong voor toeslag",
        "Jongeren kunnen vaak op hun ouders terugvallen.",
        "Beleidsregel",
        "Team beleid",
        "1 juni 2026",
        "er niet meer zijn. <b>",
    ):
        assert told in found.text
    assert "b" not in {name for name, _ in found.tags}


def test_counts_are_per_intention_and_the_besluit_is_not_told() -> None:
    page = signals_page(POLICY, (signal(), signal(**HEARD)), BEFORE)

    assert "<td>2</td><td>1</td>" in page
    assert GIVEN["besluit"] not in page


def test_where_nothing_waits_that_is_told() -> None:
    assert NONE_WAIT in signals_page(POLICY, (signal(**HEARD),), AFTER)
    assert NONE in signals_page(POLICY, (), AFTER)


def test_an_answer_without_a_day_or_an_intention_of_another_version_is_told_as_it_is() -> None:
    one = attrs.evolve(signal(), regel="gewijzigd", bedoeling="vervallen_doel", antwoord="Gezien.")
    text = read(signals_page(POLICY, (one,), BEFORE)).text

    assert "Vervallen doel" in text
    assert "Gehoord door" not in text

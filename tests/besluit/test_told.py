"""Signals, comparable cases and two weighings are told so that nobody is measured."""

from datetime import date

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.record import record, seal
from maatwerk_rules.besluit.signals import Signal, read_signal
from maatwerk_rules.besluit.told import (
    LOOK,
    NOBODY,
    NONE_OPEN,
    NOTHING_TO_SEEK,
    STILL_OPEN,
    TALK,
    tell_apart,
    tell_signals,
    tell_who_else,
)
from maatwerk_rules.besluit.weighing import side_by_side
from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.markdown import to_markdown
from tests.besluit.cases import AISHA, ANSWERS, DAY, OUTCOME, POLICY, besluit, form
from tests.besluit.cases import GIVEN as RECORDED

GIVEN = {
    "besluit": "0123456789abcdef" * 4,
    "regel": "te_jong_voor_toeslag",
    "bedoeling": "ouders_eerst",
    "wat": "De leeftijdsgrens rekent op ouders.",
    "oorzaak": "beleidsregel",
    "eigenaar": "team beleid",
    "antwoord_voor": "2026-06-01",
}
ANSWER = {"antwoord": "Wij passen haar aan.", "antwoord_op": "2026-05-01",
          "gehoord_door": "consulent"}  # fmt: skip


def signal(**other: str) -> Signal:
    return read_signal(POLICY, {**GIVEN, **other})


def words(document: Document) -> str:
    return " ".join(to_text(document).split())


def test_what_waits_is_told_first_and_counted_per_intention() -> None:
    answered = signal(wat="Dit is opgelost.", **ANSWER)
    late = signal(wat="Dit wacht te lang.", antwoord_voor="2026-04-01")
    told = words(tell_signals((answered, signal(), late), date(2026, 5, 1)))
    places = [told.index(one) for one in ("te lang", "rekent op ouders", "opgelost", "Per bed")]
    assert places == sorted(places)
    assert told.count("Die dag is voorbij.") == 1
    assert "Ouders eerst: 3 signalen, 2 zonder antwoord." in told
    assert "Antwoord: Wij passen haar aan. (1 mei 2026, gehoord door consulent)." in told


def test_one_signal_and_none_read_well() -> None:
    assert "1 signaal, 1 zonder antwoord." in words(tell_signals((signal(),), date(2026, 5, 1)))
    assert "Beantwoord" not in words(tell_signals((signal(),), date(2026, 5, 1)))
    answered = words(tell_signals((signal(**ANSWER),), date(2026, 5, 1)))
    assert "Wacht op antwoord" not in answered
    assert "Er zijn geen signalen." in words(tell_signals((), date(2026, 5, 1)))
    assert to_markdown(tell_signals((signal(),), date(2026, 5, 1))).startswith("# Signalen")


def test_comparable_cases_are_named_to_look_at() -> None:
    one = besluit()
    assert words(tell_who_else(one, ("a", "b"))).endswith(f"{LOOK} - a - b")
    assert words(tell_who_else(one, ())).endswith(NOBODY)


def test_where_nothing_was_deviated_from_no_deviation_is_spoken_of() -> None:
    bare = record(POLICY, decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,)), RECORDED)
    assert words(tell_who_else(bare, ())).endswith(NOTHING_TO_SEEK)
    look = {"door": "teammanager", "omdat": "Geen grond gevonden."}
    for when, day in (({"op": "2026-03-01"}, " op 1 maart 2026"), ({}, "")):
        case = {**AISHA, "bekeken": [{**look, **when}]}
        looked = record(
            POLICY, decide(POLICY, case, peildatum=DAY, uitkomsten=(OUTCOME,)), RECORDED
        )
        said = words(tell_who_else(looked, ()))
        assert f"Teammanager keek{day} naar ‘beleidsregel onevenredig’, en zag geen" in said
        assert said.endswith(NONE_OPEN)
        assert words(tell_who_else(looked, ("a",))).endswith(f"{STILL_OPEN} - a")
        assert "Geen grond gevonden" not in said
    data = looked.data
    data["uitkomst"]["feiten"]["bekeken"][0]["omdat"] = "Bij een andere vraag gekeken."
    looked = seal(data)
    assert "niets open om naar te kijken" in words(tell_who_else(looked, ()))
    data = besluit().data
    weighed = seal({**data, "afwijkingen": []})
    told = words(tell_who_else(weighed, ("a",)))
    assert "In dit besluit is niet afgeweken. Gewogen is: ‘beleidsregel onevenredig’." in told
    assert told.endswith("- a")
    assert "geen zaken waarin dit nog open is" in words(tell_who_else(weighed, ()))


def test_what_neither_answered_is_no_agreement() -> None:
    blank = {**ANSWERS, "belangen_van_anderen": " "}
    told = words(tell_apart(side_by_side(form(), blank, {**blank, "belangen_van_anderen": ""})))
    same, left = told.split("Dit beantwoordde geen van beiden")
    assert "Hier zeggen zij hetzelfde" in same
    assert "Welke belangen van anderen" not in same
    assert "Welke belangen van anderen" in left
    nothing = words(tell_apart(side_by_side(form(), {}, {})))
    assert "Hier zeggen zij hetzelfde" not in nothing
    assert "Hier verschillen zij" not in nothing


def test_two_people_see_where_they_differ_first() -> None:
    other = {**ANSWERS, "belangen_van_anderen": ""}
    told = words(tell_apart(side_by_side(form(), ANSWERS, other)))
    assert TALK in told
    differ, same = told.split("Hier zeggen zij hetzelfde")
    assert "De een: De verhuurder krijgt zijn huur. - De ander: (niet beantwoord)" in differ
    assert "Dit raakt rendement en legitimiteit." in differ
    assert "Wat wil de inwoner bereiken" in same
    equal = words(tell_apart(side_by_side(form(), ANSWERS, ANSWERS)))
    assert "Hier verschillen zij" not in equal
    assert "Hier zeggen zij hetzelfde" not in words(tell_apart(side_by_side(form(), ANSWERS, {})))

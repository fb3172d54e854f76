"""A text of which nothing can be seen is no answer, and what misleads a reader is refused."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules import FactError, load
from maatwerk_rules.besluit.order import order
from maatwerk_rules.besluit.record import record
from maatwerk_rules.besluit.signals import read_signal
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.runtime.shapes import is_blank, read_text
from maatwerk_rules.runtime.written_text import BLANK, TURNING, misleading, written
from tests.besluit.cases import AISHA, ANSWERS, DAY, GIVEN, OUTCOME, POLICY, besluit, form

UNSEEN = st.characters(categories=["Cf", "Mn", "Me", "Zs", "Zl", "Zp"]) | st.sampled_from(
    [*BLANK, "\n", "\t", "\r"]
)
SEEN = st.characters(categories=["L", "N", "P", "S"], exclude_characters="".join(BLANK))
CONTROLS = [*TURNING, "\x00", "\x07", "\x1b", "\x7f", "\x80", "\ud800"]
NOTHING = ["", " ", "\u200b", "\u2060 \u200d", "\u00a0", "\u2800", "\u3164", "\u0301", "\ufeff"]


def is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in BLANK


@given(st.text(UNSEEN))
def test_what_cannot_be_seen_is_no_text(text: str) -> None:
    assert written(text) == ""
    assert read_text(text, "x", Complaints()) is None


@given(st.text(UNSEEN | SEEN), SEEN, st.text(UNSEEN | SEEN))
def test_a_text_in_which_something_is_seen_keeps_all_of_it(
    before: str, sign: str, after: str
) -> None:
    found = written(before + sign + after)
    assert [one for one in found if is_seen(one)] == [
        one for one in before + sign + after if is_seen(one)
    ]
    assert written(found) == found
    assert found in before + sign + after


def test_an_accent_and_a_joined_sign_stay_whole() -> None:
    for text in ("Zoe\u0308", "❤\ufe0f", "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"):
        assert written(f" {text}\u200b ") == text
        assert misleading(text) is None


@given(st.text(SEEN), st.sampled_from(CONTROLS), st.text(SEEN, min_size=1))
def test_a_control_character_is_refused_by_its_number(before: str, one: str, after: str) -> None:
    assert misleading(before + one + after) == f"U+{ord(one):04X}"


@pytest.mark.parametrize("text", ["niet\u202eja", "a\x00b", "\x00", "\ud800"])
def test_the_refusal_says_which_character_and_what_to_do(text: str) -> None:
    complaints = Complaints()
    assert read_text(text, "omdat", complaints) is None
    (told,) = complaints.found
    assert told.path == "omdat"
    assert "stuurteken (U+" in told.headline
    assert told.help == ("typ de tekst opnieuw in plaats van haar te plakken",)
    assert not is_blank(text)


# ---------------------------------------------------------------- every gate asks the same


def paths(found: FactError) -> set[str]:
    return {str(one.path) for one in found.diagnostics}


def set_at(data: dict[str, Any], path: str, text: str) -> dict[str, Any]:
    key, _, rest = path.partition("/")
    return {**data, key: set_at(data.get(key, {}), rest, text) if rest else text}


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize(
    "path",
    ["gewenst_effect", "ethiek/korte_termijn", "evenredigheid/geschikt", "belangen_van_anderen",
     "omdat", "door", "oordelen/onevenredig_gevolg/gewogen/andere_oplossing"],
)  # fmt: skip
def test_the_form_of_a_weighing_takes_no_unseen_answer(path: str, text: str) -> None:
    assert form().missing(set_at(ANSWERS, path, text))


@pytest.mark.parametrize("text", NOTHING)
def test_a_judgement_takes_no_unseen_reason(text: str) -> None:
    judged = {**AISHA["oordelen"][0], "omdat": text}
    with pytest.raises(FactError) as raised:
        read_facts(POLICY, {**AISHA, "oordelen": [judged]})
    assert paths(raised.value) == {"oordelen[0]"}


@pytest.mark.parametrize("text", NOTHING)
def test_a_record_takes_no_unseen_kenmerk(text: str) -> None:
    decision = order(POLICY, AISHA | {"gewenst_effect": "Rust."}, peildatum=DAY).decision
    assert decision is not None
    with pytest.raises(FactError) as raised:
        record(POLICY, decision, {**GIVEN, "kenmerk": text})
    assert paths(raised.value) == {"kenmerk"}
    assert besluit(mandaat=text).data["mandaat"] is None
    assert besluit(gehoord={"niet_nodig": text}).data["gehoord"]["niet_nodig"] is None


@pytest.mark.parametrize("text", NOTHING)
def test_what_the_resident_wants_is_asked_until_something_is_written(text: str) -> None:
    first = order(POLICY, {**AISHA, "gewenst_effect": text}, peildatum=DAY, uitkomsten=(OUTCOME,))
    assert first.decision is None
    with pytest.raises(FactError):
        order(POLICY, AISHA, peildatum=DAY, niet_gevraagd=text)


@pytest.mark.parametrize("key", ["regel", "bedoeling", "wat", "oorzaak", "eigenaar"])
@pytest.mark.parametrize("text", NOTHING)
def test_a_signal_takes_no_unseen_text(key: str, text: str) -> None:
    given = {
        "regel": "te_jong_voor_toeslag",
        "bedoeling": "ouders_eerst",
        "wat": "De grens.",
        "oorzaak": "beleidsregel",
        "eigenaar": "team",
        "antwoord_voor": "2026-06-01",
    }
    with pytest.raises(FactError) as raised:
        read_signal(load("bijstand_voorbeeld"), {**given, key: text})
    assert key in paths(raised.value)

from datetime import date

import attrs
import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import GewenstEffect, Toetsoordeel
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse
from tests.runtime.example_case import policy

WHOLE = """toets t "Alles wat een toets kan zeggen"
  verhaal "Er was eens."
  op 2026-03-01
  gewenst effect "Rust."
  gegeven inkomen is € 1.250,50 per maand
  gegeven verlies is -€ 0,05
  gegeven deeltijd is 12,5%
  gegeven jaren_hier is 18 jaar
  gegeven kamers is 3
  gegeven in_detentie is nee
  gegeven woonsituatie is gehuwd
  gegeven geboortedatum is 1997-05-03
  gegeven wijk is niet te weten
  gegeven bezittingen is [auto: bezitting(waarde_in_euro € 16.000, betwist niet te weten),
    bezitting()]
  gegeven bezittingen_partner is [en mogelijk meer]
  oordeel beschikt_over voor auto is nee door consulent op 2026-02-01 omdat "Van vader."
    gewogen waarde_in_euro "hoog", inkomen "laag", bewijs "bon"
  oordeel draagkracht is € 25 door college
    gewogen inkomen "laag", bezittingen "geen", woonsituatie "samen"
  ambtshalve bekeken door college op 2026-02-02 omdat "Geen nood."
  verwacht recht is ja
"""


def toets_of(text: str) -> Toets:
    (found,) = parse(Source("toets.beleid", text)).declaraties
    assert isinstance(found, Toets)
    return found


def facts_from_lines(*lines: str) -> Facts:
    text = "\n".join(['toets t "Proef"', "  op 2026-03-01", *(f"  {line}" for line in lines)])
    return facts_of(policy(), toets_of(f"{text}\n"))


def complaints(*lines: str) -> list[tuple[str, str]]:
    """Give the code of each complaint and the text it points at."""
    text = "\n".join(['toets t "Proef"', "  op 2026-03-01", *(f"  {line}" for line in lines)])
    with pytest.raises(FactError) as raised:
        facts_of(policy(), toets_of(f"{text}\n"))
    found = raised.value.diagnostics
    assert all(each.path is None for each in found)
    return [(each.code, text[each.spans[0].span.start : each.spans[0].span.end]) for each in found]


def test_toets_states_the_same_facts_as_a_case() -> None:
    car = {"waarde_in_euro": 16000, "betwist": {"@onbekend": True}}
    case = {
        "feiten": {
            "inkomen": "€ 1.250,50",
            "verlies": "-€ 0,05",
            "deeltijd": "12,5%",
            "jaren_hier": 18,
            "kamers": 3,
            "in_detentie": False,
            "woonsituatie": "gehuwd",
            "geboortedatum": "1997-05-03",
            "wijk": {"@onbekend": True},
            "bezittingen": [{"@naam": "auto", **car}, {}],
            "bezittingen_partner": {"@lijst": [], "@volledig": False},
        },
        "oordelen": [
            {
                "oordeel": "beschikt_over",
                "voor": "auto",
                "waarde": False,
                "door": "consulent",
                "op": "2026-02-01",
                "omdat": "Van vader.",
                "gewogen": {"waarde_in_euro": "hoog", "inkomen": "laag", "bewijs": "bon"},
            },
            {
                "oordeel": "draagkracht",
                "waarde": 25,
                "door": "college",
                "op": "2026-03-01",
                "gewogen": {"inkomen": "laag", "bezittingen": "geen", "woonsituatie": "samen"},
            },
        ],
        "bekeken": [{"door": "college", "op": "2026-02-02", "omdat": "Geen nood."}],
        "gewenst_effect": "Rust.",
    }

    assert facts_of(policy(), toets_of(WHOLE)) == read_facts(policy(), case)


def test_empty_toets_states_only_that_nothing_was_requested() -> None:
    assert facts_from_lines() == read_facts(policy(), {})


def test_record_without_a_name_has_its_place_as_key() -> None:
    facts = facts_from_lines("gegeven bezittingen is [bezitting(betwist ja)]")

    record = RecordId("bezittingen", "0")
    assert facts.lists == {"bezittingen": Records((record,))}
    assert facts.values[Leaf("gegeven", "bezittingen", record, "betwist")].value is True


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("gegeven inkomen is € 20.001 per maand", "MW975", None),
        ("gegeven inkomen is € 10 per jaar", "MW974", None),
        ("gegeven inkomn is € 10", "MW973", None),
        ("gegeven woonsituatie is gehuwde", "MW976", None),
        (
            "gegeven bezittingen is [bezitting(betwist ja, sinds 1800-01-01)]",
            *("MW975", "sinds 1800-01-01"),
        ),
        ("gegeven bezittingen is [bezitting(betwist ja, betwist nee)]", "MW971", "betwist nee"),
        ('ambtshalve bekeken door consulent omdat "x"', "MW985", None),
        ("ambtshalve bekeken door college", "MW982", None),
        ('ambtshalve bekeken door college omdat ""', "MW982", None),
        (
            'oordeel schrijnend is ja door college omdat "x" gewogen gevolg "y", gevolgen "z"',
            *("MW973", 'gevolgen "z"'),
        ),
        ('oordeel schrijnend is ja door consulent omdat "x" gewogen gevolg "y"', "MW984", None),
    ],
)
def test_complaint_points_at_its_place_in_the_toets(
    line: str, code: str, place: str | None
) -> None:
    assert complaints(line) == [(code, place or line)]


def test_fact_stated_twice_is_refused_at_the_second_place() -> None:
    found = complaints("gegeven kamers is 1", "gegeven kamers is 2", "gegeven kamers is 3")

    assert found == [("MW971", "gegeven kamers is 2"), ("MW971", "gegeven kamers is 3")]


def test_judgement_and_look_without_date_are_of_the_day_of_the_toets() -> None:
    lines = (
        'oordeel schrijnend is ja door college omdat "x" gewogen gevolg "y"',
        'ambtshalve bekeken door college omdat "Geen nood."',
    )
    facts = facts_from_lines(*lines)

    assert [each.op for each in (*facts.judgements, *facts.looks)] == [date(2026, 3, 1)] * 2
    assert facts.signals(date(2026, 3, 1)) == ()

    undated = attrs.evolve(toets_of(WHOLE), clausules=toets_of(WHOLE).all(Toetsoordeel)[1:])
    (judgement,) = facts_of(policy(), undated).judgements
    assert judgement.op is None


def test_judgements_that_differ_are_refused_at_both_places() -> None:
    said = [
        f'oordeel schrijnend is {value} door college{day} omdat "x" gewogen gevolg "y"'
        for value, day in (("ja", ""), ("nee", " op 2026-03-01"), ("nee", " op 2026-03-02"))
    ]

    assert complaints(*said) == [("MW987", said[0]), ("MW987", said[1])]


def test_complaint_without_a_line_of_its_own_points_at_the_toets() -> None:
    toets = toets_of(WHOLE)
    effect = GewenstEffect("a" * 10_001)

    with pytest.raises(FactError) as raised:
        facts_of(policy(), attrs.evolve(toets, clausules=(effect,)))

    (found,) = raised.value.diagnostics
    assert (found.code, found.spans[0].span) == ("MW972", toets.span)


def test_very_many_complaints_point_at_their_places_too() -> None:
    assert len(complaints(*(f"gegeven q{number} is ja" for number in range(300)))) == 200


def test_fact_not_shown_is_the_event_of_a_case_from_the_day_after_the_term() -> None:
    facts = facts_from_lines(
        "gegeven inkomen is niet aangetoond, gevraagd op 2026-02-01 met termijn 2 weken"
    )

    (event,) = facts.not_shown.values()
    assert (event.verzocht_op, event.termijn) == (date(2026, 2, 1), "2 weken")
    assert event.verlopen_op == date(2026, 2, 16)
    assert Leaf("gegeven", "inkomen") not in facts.values


@pytest.mark.parametrize("term", ["3 uur", "0 dagen", "2.000 weken"])
def test_term_that_is_no_term_is_refused_at_its_line(term: str) -> None:
    said = f"gegeven inkomen is niet aangetoond, gevraagd op 2026-02-01 met termijn {term}"

    assert {text for _, text in complaints(said)} == {said}

from datetime import date

import attrs

from maatwerk_rules.model.declarations import Oordeel
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.fact_reading import read_fact_section
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.judgement_reading import read_judgements
from maatwerk_rules.runtime.weighing import factors, review_day, weighed_facts
from tests.runtime.example_case import policy


def oordeel(name: str) -> Oordeel:
    found = policy().find(Oordeel, name)
    assert found is not None
    return found


def test_free_factor_and_whole_list_are_no_facts() -> None:
    assert factors(oordeel("schrijnend")) == ("gevolg",)
    assert weighed_facts(oordeel("schrijnend"), None, policy()) == {}
    assert [*weighed_facts(oordeel("draagkracht"), None, policy())] == ["inkomen", "woonsituatie"]


def test_field_without_a_record_at_hand_is_no_fact() -> None:
    assert [*weighed_facts(oordeel("beschikt_over"), None, policy())] == ["inkomen"]


def test_review_is_counted_from_the_day_of_the_judgement() -> None:
    given = date(2026, 2, 1)

    assert review_day(oordeel("draagkracht"), given) == date(2027, 2, 1)
    assert review_day(oordeel("draagkracht"), None) is None
    assert review_day(oordeel("schrijnend"), given) is None


def test_oordeel_nobody_may_give_says_so() -> None:
    nobody = attrs.evolve(policy(), mandates={})
    read = read_fact_section({}, nobody, Complaints())
    judgement = {
        "oordeel": "schrijnend",
        "waarde": True,
        "door": "x",
        "omdat": "y",
        "gewogen": {"gevolg": "z"},
    }

    assert read_judgements([judgement], read) == ()
    assert "kan alleen niemand geven" in read.complaints.found[0].headline
    assert Facts(policy()).judgements == ()

"""Why something is asked: the article it counts for, and what that is for."""

from maatwerk_rules import load
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.reasons import what_for
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.declarations import Uitzondering
from maatwerk_rules.model.unknown import Leaf, RecordId
from tests.explanation.told import DAY

POLICY = load("participatiewet")
RIGHT = ("recht_op_algemene_bijstand",)
WORDS = Vocabulary(POLICY, DAY)


def of(field: str) -> str:
    record = RecordId("aanvrager", "aanvrager")
    return what_for(Leaf("gegeven", "aanvrager", record, field), RIGHT, WORDS)


def test_a_reason_tells_the_article_and_what_it_is_for() -> None:
    assert of("andere_regeling_mogelijk") == (
        "Dit telt mee bij artikel 15, eerste lid, van de Participatiewet. De bedoeling daarvan: "
        "“Bijstand is het sluitstuk: een andere regeling die past en genoeg is, gaat voor.”"
    )


def test_a_begrip_between_a_fact_and_a_rule_is_looked_through() -> None:
    assert "artikel 11, eerste lid" in of("nederlander")
    assert "artikel 13, tweede lid" in of("geboortedatum")


def test_a_list_has_its_reason_too() -> None:
    assert "artikel 34" in what_for(Leaf("gegeven", "bezittingen"), RIGHT, WORDS)


def test_what_no_rule_reads_has_no_reason() -> None:
    assert what_for(Leaf("gegeven", "afdeling"), RIGHT, WORDS) == ""


def test_no_reason_names_a_rule_for_its_name_often_says_how_it_ends() -> None:
    told = " ".join(what_for(Leaf("gegeven", name), RIGHT, WORDS) for name in POLICY.types)
    names = (write_name(one.naam) for one in POLICY.all(Uitzondering))
    assert [name for name in names if " " in name and name in told] == []

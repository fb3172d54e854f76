"""Linked data is the same as JSON-LD and as Turtle, and uses no word that nobody published."""

import json
from datetime import date
from typing import Any

import pytest

from maatwerk_rules import FactError, load
from maatwerk_rules.integrations.exports.concepts import concepts
from maatwerk_rules.integrations.exports.linked import (
    PREFIXES,
    Node,
    check_base,
    dutch,
    to_jsonld,
    to_turtle,
)
from maatwerk_rules.integrations.exports.rules import decided, rules
from tests.besluit.cases import ANSWERS, DAY, POLICY, besluit
from tests.integrations.exports.words import CHOSEN, NEEDED, OWN, links_in, words_of
from tests.small import policy_of

POLICIES = (
    "bijstand_voorbeeld",
    pytest.param("participatiewet", marks=pytest.mark.nachtelijk),
    pytest.param("rotterdam_giften_2023", marks=pytest.mark.nachtelijk),
)
TOWN = "https://regels.voorbeeldstad.nl/"


def all_of(base: str = TOWN) -> tuple[Node, ...]:
    """Give all that is said of a policy and of a besluit, as one graph."""
    return (
        *concepts(POLICY, DAY, base),
        *rules(POLICY, DAY, base),
        *decided(POLICY, besluit(), base),
    )


def by_name(nodes: tuple[Node, ...]) -> dict[str, Node]:
    return {node["@id"].removeprefix(f"{TOWN}{POLICY.hash}/"): node for node in nodes}


def test_no_word_is_used_that_nobody_published() -> None:
    used = words_of(all_of())

    assert used - CHOSEN - NEEDED - OWN == set()
    assert {word.partition(":")[0] for word in used} == PREFIXES.keys()


def test_what_the_law_says_is_not_quoted_as_a_policy_does_not_hold_it() -> None:
    assert CHOSEN - words_of(all_of()) == {"cprmv:sourceQuote", "cprmv:TestCase"}


def test_each_name_is_of_one_thing_and_leads_to_something() -> None:
    nodes = all_of()
    names = [node["@id"] for node in nodes]

    linked = set().union(*(links_in(list(node.values())) for node in nodes))

    assert len(names) == len(set(names))
    assert {each for each in linked if each.startswith(TOWN)} <= set(names)
    assert {each for each in linked - set(names) if not each.startswith("https://")} == set()


def test_the_same_policy_gives_the_same_bytes() -> None:
    once, again = (json.dumps(to_jsonld(all_of())) for _ in range(2))
    other_way = to_turtle(reversed(all_of()))

    assert once == again == json.dumps(json.loads(once), sort_keys=True)
    assert to_turtle(all_of()) == other_way


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_jsonld_and_turtle_say_the_same() -> None:
    rdflib = pytest.importorskip("rdflib")
    compare = pytest.importorskip("rdflib.compare")
    hard: Node = {"@id": "urn:a:1", "@type": ["skos:Concept"]}
    hard["dct:title"] = dutch('Zij zei: "nee\\ja"\n\tén weg\r\x1b\u202e\u00a0€ \U0001f600')
    nodes = (*all_of(), hard)

    turtle = rdflib.Graph().parse(data=to_turtle(nodes), format="turtle")
    jsonld = rdflib.Graph().parse(data=json.dumps(to_jsonld(nodes)), format="json-ld")

    assert len(turtle) > 250
    assert compare.isomorphic(turtle, jsonld)


def test_a_text_with_quotes_and_lines_stays_one_text_in_turtle() -> None:
    node: Node = {"@id": "urn:a:1", "@type": ["skos:Concept"], "dct:title": 'a "b"\\\n\t\r'}

    assert r'dct:title "a \"b\"\\\n\t\r" .' in to_turtle([node])


@pytest.mark.parametrize("base", [TOWN, "http://a.nl/b/", "urn:voorbeeldstad:"])
def test_names_begin_with_the_address_that_was_given(base: str) -> None:
    assert check_base(base) == base
    assert all(node["@id"].startswith(base) for node in all_of(base))


@pytest.mark.parametrize("base", ["", "regels", "https://a.nl", "https:///", "urn:a", "urn:a b:"])
def test_what_is_no_address_begins_no_name(base: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        concepts(POLICY, DAY, base)


@pytest.mark.parametrize("export", [concepts, rules])
def test_a_day_on_which_the_policy_does_not_hold_gives_nothing(export: Any) -> None:
    with pytest.raises(ValueError, match="does not hold on 2020-01-01"):
        export(POLICY, date(2020, 1, 1))


def test_what_nobody_sees_is_written_out_in_turtle() -> None:
    node: Node = {"@id": "urn:a:1", "@type": ["skos:Concept"], "dct:title": "a\x1b\u202e€"}

    assert r'dct:title "a\U0000001B\U0000202E€" .' in to_turtle([node])


# ---------------------------------------------------------------- concepts


def test_an_intention_is_a_concept_with_its_source_and_the_value_it_serves() -> None:
    assert by_name(concepts(POLICY, DAY, TOWN))["begrip/naar_werk"] == {
        "@id": f"{TOWN}{POLICY.hash}/begrip/naar_werk",
        "@type": ["skos:Concept", "maatwerk:Bedoeling"],
        "skos:inScheme": {"@id": f"{TOWN}{POLICY.hash}/begrippen"},
        "skos:prefLabel": dutch("naar werk"),
        "skos:definition": dutch("De stap naar werk mag niet stranden op de uitkering zelf."),
        "dct:source": [
            {"@id": "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=7&g=2026-03-01"}
        ],
        "maatwerk:dient": [{"@id": f"{TOWN}{POLICY.hash}/begrip/meedoen"}],
    }


def test_a_source_without_an_address_is_told_as_text() -> None:
    found = by_name(concepts(POLICY, DAY, TOWN))["begrip/ouders_eerst"]

    assert found["dct:source"] == [
        "artikel 4, tweede lid, van de Beleidsregels van een niet-bestaande gemeente"
    ]


def test_a_term_has_a_definition_only_where_the_policy_gives_one() -> None:
    found = by_name(concepts(POLICY, DAY, TOWN))

    assert "skos:definition" not in found["begrip/recht"]
    assert "skos:definition" not in found["begrip/in_detentie"]
    assert found["begrip/in_detentie"]["skos:scopeNote"] == [dutch("Zit u vast?")]
    assert found["begrip/leeftijd"]["skos:definition"] == dutch(
        "de leeftijd volgens geboortedatum op de peildatum"
    )


@pytest.mark.parametrize("name", POLICIES)
def test_no_two_concepts_of_a_scheme_have_one_label(name: str) -> None:
    nodes = concepts(load(name), DAY)
    labels = [node["skos:prefLabel"]["@value"] for node in nodes if "skos:prefLabel" in node]

    assert len(labels) == len(set(labels)) > 10


@pytest.mark.parametrize("name", POLICIES)
def test_all_that_a_policy_links_to_is_there(name: str) -> None:
    policy = load(name)
    nodes = (*concepts(policy, DAY), *rules(policy, DAY))

    linked = set().union(*(links_in(list(node.values())) for node in nodes))

    assert {each for each in linked if each.startswith("urn:")} <= {n["@id"] for n in nodes}
    assert words_of(nodes) - CHOSEN - NEEDED - OWN == set()


def test_a_table_and_a_term_of_law_are_concepts_too() -> None:
    policy = policy_of(
        """
begrip leeftijd: aantal jaren
  is leeftijd van geboortedatum op peildatum
tabel verlaging: percentage over leeftijd
  bron Verordening artikel 9 lid 1
  rij 18 jaar tot 27 jaar: 5%
  anders 100%
termijn zoektermijn
  bron Pw artikel 41 lid 4
  begint op geboortedatum
  duurt 4 weken
"""
    )
    nodes = (*concepts(policy, DAY), *rules(policy, DAY))
    found = {node["@id"].rpartition(f"{policy.hash}/")[2]: node for node in nodes}

    linked = set().union(*(links_in(list(node.values())) for node in nodes))

    assert {each for each in linked if each.startswith("urn:")} <= {n["@id"] for n in nodes}
    assert found["begrip/verlaging"]["@type"] == ["skos:Concept", "maatwerk:Tabel"]
    assert found["regel/verlaging%20rij%201"]["cprmv:id"] == "verlaging rij 1"
    assert found["begrip/zoektermijn"]["skos:definition"] == dutch(
        "laatste dag van een termijn: begint op geboortedatum, duurt 4 weken"
    )


# ---------------------------------------------------------------- rules


def test_a_rule_has_its_words_its_source_and_its_intention() -> None:
    found = by_name(rules(POLICY, DAY, TOWN))

    assert found["regel/detentie"] == {
        "@id": f"{TOWN}{POLICY.hash}/regel/detentie",
        "@type": ["cprmv:Rule"],
        "cprmv:id": "detentie",
        "cprmv:definition": dutch("als in detentie, dan nee"),
        "cprmv:isBasedOn": [
            {"@id": "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=13&g=2026-03-01"}
        ],
        "maatwerk:bepaalt": {"@id": f"{TOWN}{POLICY.hash}/begrip/recht"},
        "maatwerk:bedoeling": [{"@id": f"{TOWN}{POLICY.hash}/begrip/staat_zorgt_al"}],
    }
    assert found["uitleg/detentie"]["maatwerk:over"] == {"@id": found["regel/detentie"]["@id"]}
    assert "maatwerk:Afwijkingsgrond" in found["regel/beleidsregel_onevenredig"]["@type"]


def test_a_rule_set_holds_every_rule_once_from_its_first_day() -> None:
    nodes = rules(POLICY, DAY, TOWN)
    (whole,) = [node for node in nodes if "cprmv:RuleSet" in node["@type"]]
    parts = [each["@id"] for each in whole["cprmv:hasPart"]["@list"]]

    assert sorted(parts) == sorted(n["@id"] for n in nodes if "cprmv:Rule" in n["@type"])
    assert whole["cprmv:validFrom"] == {"@value": "2026-01-01", "@type": "xsd:date"}


# ---------------------------------------------------------------- a besluit


def test_a_besluit_says_who_decided_on_what_and_never_about_whom() -> None:
    sent = besluit()
    written = to_turtle(decided(POLICY, sent, TOWN))

    assert f"<{TOWN}besluit/{sent.hash}>" in written
    assert "regel/beleidsregel_onevenredig>" in written
    assert "Teammanager inkomen" in written
    assert "maatwerk:gunstig true" in written
    for private in ("2026-0001", "2007", "750", "Mandaat", ANSWERS["gewenst_effect"], "schuld"):
        assert private not in written


def test_an_organ_that_decides_itself_is_on_behalf_of_nobody() -> None:
    nodes = decided(POLICY, besluit(door="college", vorige="ab" * 32), TOWN)

    (agent,) = [node for node in nodes if "prov:Agent" in node["@type"]]
    (decision,) = [node for node in nodes if "cprmv:Decision" in node["@type"]]
    assert "prov:actedOnBehalfOf" not in agent
    assert decision["prov:wasRevisionOf"] == [{"@id": f"{TOWN}besluit/{'ab' * 32}"}]


def test_a_besluit_that_is_not_ready_does_not_leave() -> None:
    with pytest.raises(FactError, match="zonder vastgelegde weging"):
        decided(POLICY, besluit(weighed=False))

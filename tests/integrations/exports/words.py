"""The words of others that an export may use, with who published them, and linked data read back.

`CHOSEN` are those the design of this library names; `NEEDED` are published words without which what
was chosen cannot be read: a concept without its label, a part without its whole.
"""

from collections.abc import Iterable
from typing import Any

CHOSEN = {
    *("cprmv:RuleSet", "cprmv:Rule", "cprmv:Decision", "cprmv:Case", "cprmv:TestCase"),
    *("cprmv:Explanation", "cprmv:isBasedOn", "cprmv:sourceQuote", "cprmv:validFrom"),
    *("prov:Entity", "prov:Activity", "prov:Agent", "prov:Plan"),
    *("skos:Concept", "skos:definition", "dct:source"),
}
NEEDED = {
    # CPRMV 0.4.1, vocabulary
    *("cprmv:id", "cprmv:hasPart", "cprmv:definition"),
    # PROV-O, W3C Recommendation 2013-04-30
    *("prov:used", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "prov:qualifiedAssociation"),
    *("prov:Association", "prov:agent", "prov:hadPlan", "prov:actedOnBehalfOf"),
    *("prov:endedAtTime", "prov:wasRevisionOf"),
    # SKOS, W3C Recommendation 2009-08-18, as NL-SBB asks of a begrip
    *("skos:ConceptScheme", "skos:inScheme", "skos:prefLabel", "skos:scopeNote"),
    # DCMI Metadata Terms, RDF Schema, XML Schema
    *("dct:identifier", "dct:title", "rdfs:label", "rdfs:comment", "xsd:date", "xsd:dateTime"),
}
OWN = {
    f"maatwerk:{name}"
    for name in (
        *("Waarde", "Bedoeling", "Gegeven", "Bedrag", "Aantal", "Percentage", "Begrip", "Oordeel"),
        *("Uitkomst", "Tabel", "Afwijkingsgrond", "Hardheidsclausule"),
        *("dient", "bedoeling", "bepaalt", "over", "afwijking", "uitkomst", "van", "rust_op"),
        "gunstig",
    )
}


def words_of(nodes: Iterable[Any]) -> set[str]:
    """Give every class, property and type that nodes use."""
    found: set[str] = set()
    for node in nodes:
        found |= {key for key in node if not key.startswith("@")}
        found |= types_in(node)
    return found


def types_in(value: Any) -> set[str]:
    """Give every class and type of a value, however deep."""
    if isinstance(value, dict):
        own = value.get("@type", [])
        named = {own} if isinstance(own, str) else set(own)
        return named.union(*(types_in(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(types_in(each) for each in value))
    return set()


def links_in(value: Any) -> set[str]:
    """Give every name of a thing that a value leads to, however deep."""
    if isinstance(value, dict):
        own = {value["@id"]} if set(value) == {"@id"} else set()
        return own.union(*(links_in(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(links_in(each) for each in value))
    return set()

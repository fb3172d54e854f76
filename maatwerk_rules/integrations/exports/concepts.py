"""The terms, intentions and base values of a policy as a SKOS concept scheme (NL-SBB)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.describe import describe
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary
from maatwerk_rules.explanation.words_of_law import words_of
from maatwerk_rules.integrations.exports.linked import (
    BASE,
    Node,
    check_base,
    dutch,
    filled,
    links,
    named,
)
from maatwerk_rules.model.clauses import Bron, Dient, Maatstaf, Vraag
from maatwerk_rules.model.declarations import (
    Aantal,
    Bedoeling,
    Bedrag,
    Begrip,
    Gegeven,
    Oordeel,
    Percentage,
    Tabel,
    Uitkomst,
    Waarde,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy

TERMS: tuple[type[Declaration], ...] = (
    *(Waarde, Bedoeling, Gegeven, Bedrag, Aantal, Percentage, Begrip, Tabel, Oordeel, Uitkomst),
)


def concepts(policy: Policy, peildatum: date, base: str = BASE) -> tuple[Node, ...]:
    """Return the concept scheme of a policy and its concepts, as the policy reads on a date.

    A definition stands there where the policy gives one; how something is asked is a note.

    Args:
        base: What all names begin with: an address of the municipality that ends with a slash.

    Raises:
        ValueError: the policy does not hold on the date, or `base` is no address.
    """
    check_base(base)
    words = Vocabulary(policy, peildatum)
    if policy.on(peildatum) is None:
        raise ValueError(f"{policy.name} does not hold on {peildatum}")
    return _scheme(policy, base), *_concepts(policy, words, base)


def scheme_name(policy: Policy, base: str) -> str:
    """Return the name of the concept scheme of a policy."""
    return named(base, policy.hash, "begrippen")


def concept_name(policy: Policy, name: str, base: str) -> str:
    """Return the name of a concept."""
    return named(base, policy.hash, "begrip", name)


def written(sources: Iterable[Source]) -> list[Any]:
    """Return sources as a value: links to those with an address, behind them the others as text."""
    listed = tuple(sources)
    told = dict.fromkeys(one.text for one in listed if one.url is None)
    return [*links(one.url for one in listed if one.url is not None), *told]


def _scheme(policy: Policy, base: str) -> Node:
    return {
        "@id": scheme_name(policy, base),
        "@type": ["skos:ConceptScheme"],
        "dct:identifier": policy.hash,
        "dct:title": dutch(policy.title),
    }


def _concepts(policy: Policy, words: Vocabulary, base: str) -> Iterator[Node]:
    for kind in TERMS:
        for one in policy.all(kind):
            yield _concept(one, policy, words, base)


def _concept(one: Declaration, policy: Policy, words: Vocabulary, base: str) -> Node:
    cited = [each.verwijzing for each in one.all(Bron)]
    cited += [each.verwijzing for each in one.all(Maatstaf)]
    served = [name for each in one.all(Dient) for name in each.waarden]
    definition = _definition(one, policy, words.peildatum)
    return filled(
        {
            "@id": concept_name(policy, one.name, base),
            "@type": ["skos:Concept", f"maatwerk:{_kind(one)}"],
            "skos:inScheme": {"@id": scheme_name(policy, base)},
            "skos:prefLabel": dutch(write_name(one.name)),
            "skos:definition": dutch(definition) if definition else None,
            "skos:scopeNote": [dutch(each.tekst) for each in one.all(Vraag)],
            "dct:source": written(words.source(each) for each in cited),
            "maatwerk:dient": links(concept_name(policy, name, base) for name in served),
        }
    )


def _kind(one: Declaration) -> str:
    return next(kind.__name__ for kind in TERMS if isinstance(one, kind))


def _definition(one: Declaration, policy: Policy, peildatum: date) -> str | None:
    """Return what a policy says that something is, or None where only rules tell."""
    if isinstance(one, Bedoeling | Waarde):
        return one.tekst
    program = policy.program_on(peildatum)
    found = program.definitions.get(one.name) if program is not None else None
    if found is None or found.expression is None:
        return None
    return words_of(found.origin) or describe(found.expression)

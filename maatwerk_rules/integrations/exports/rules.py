"""The rules of a policy, and a besluit that rests on them, in CPRMV 0.4.1 and PROV-O.

What a rule says is told in our words as `cprmv:definition`. There is never a `cprmv:sourceQuote`:
a policy does not hold the words of the law. Intention and deviation have words of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.explanation.describe import describe_node
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.integrations.exports.concepts import concept_name, written
from maatwerk_rules.integrations.exports.linked import (
    BASE,
    Node,
    check_base,
    day,
    dutch,
    filled,
    links,
    moment,
    named,
)
from maatwerk_rules.integrations.exports.ready import check_ready
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Bedoelingclausule, Bron, Uitleg
from maatwerk_rules.model.declarations import Afwijkingsgrond, Functie, Hardheidsclausule
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.decision import DECIDING

OWN: tuple[type[Declaration], ...] = (Afwijkingsgrond, Hardheidsclausule)


def rules(policy: Policy, peildatum: date, base: str = BASE) -> tuple[Node, ...]:
    """Return the rules that hold on a date: the rule set, each rule, and how it is explained.

    Args:
        base: What all names begin with: an address of the municipality that ends with a slash.

    Raises:
        ValueError: the policy does not hold on the date, or `base` is no address.
    """
    check_base(base)
    part = policy.on(peildatum)
    if part is None:
        raise ValueError(f"{policy.name} does not hold on {peildatum}")
    words = Vocabulary(policy, peildatum)
    found: dict[str, tuple[core.Node, str]] = {}
    for definition in part.program.definitions.values():
        for node in core.nodes(definition):
            found.setdefault(node.name, (node, definition.name))
    made = [_rule(node, of, words, base) for node, of in found.values()]
    explained = [_explanation(node, policy, base) for node, _ in found.values()]
    return (
        {
            "@id": _set_name(policy, part, base),
            "@type": ["cprmv:RuleSet", "prov:Entity", "prov:Plan"],
            "cprmv:id": policy.hash,
            "cprmv:validFrom": day(part.vanaf),
            "cprmv:hasPart": {"@list": links(str(one["@id"]) for one in made)},
            "dct:title": dutch(policy.title),
        },
        *made,
        *(one for one in explained if one is not None),
    )


def _set_name(policy: Policy, part: Slice, base: str) -> str:
    return named(base, policy.hash, "regels", part.vanaf.isoformat())


def _rule_name(policy: Policy, name: str, base: str) -> str:
    return named(base, policy.hash, "regel", name)


def _rule(node: core.Node, of: str, words: Vocabulary, base: str) -> Node:
    policy, origin = words.policy, node.origin
    assert origin is not None, "every rule of a policy was written by someone"
    served = [name for one in origin.all(Bedoelingclausule) for name in one.bedoelingen]
    sources = written(words.source(one.verwijzing) for one in origin.all(Bron))
    return filled(
        {
            "@id": _rule_name(policy, node.name, base),
            "@type": ["cprmv:Rule", *(f"maatwerk:{k.__name__}" for k in OWN if type(origin) is k)],
            "cprmv:id": node.name,
            "cprmv:definition": dutch(describe_node(node).partition(": ")[2]),
            "cprmv:isBasedOn": [one for one in sources if not isinstance(one, str)],
            "dct:source": [one for one in sources if isinstance(one, str)],
            "maatwerk:bepaalt": {"@id": concept_name(policy, of, base)},
            "maatwerk:bedoeling": links(concept_name(policy, name, base) for name in served),
        }
    )


def _explanation(node: core.Node, policy: Policy, base: str) -> Node | None:
    said = node.origin.one(Uitleg) if node.origin is not None else None
    if said is None:
        return None
    return {
        "@id": named(base, policy.hash, "uitleg", node.name),
        "@type": ["cprmv:Explanation"],
        "maatwerk:over": {"@id": _rule_name(policy, node.name, base)},
        "rdfs:comment": dutch(said.tekst),
    }


# ---------------------------------------------------------------- a besluit


def decided(policy: Policy, besluit: Besluit, base: str = BASE) -> tuple[Node, ...]:
    """Return a besluit: what it rests on and who decided, without facts, values or texts.

    The case is named after the hash of the besluit; its own number does not leave.

    Raises:
        FactError: the besluit may not be sent yet, or is of another policy.
        ValueError: `base` is no address.
    """
    check_base(base)
    check_ready(policy, besluit)
    part = policy.on(besluit.peildatum)
    assert part is not None, "it was reckoned on this day"
    data = besluit.data
    here = named(base, "besluit", besluit.hash)
    rule_set = {"@id": _set_name(policy, part, base)}
    agent = {"@id": _agent_name(policy, data["door"], base)}
    return (
        filled(
            {
                "@id": here,
                "@type": ["cprmv:Decision", "prov:Entity"],
                "dct:identifier": besluit.hash,
                "prov:wasGeneratedBy": {"@id": f"{here}/beslissen"},
                "prov:wasRevisionOf": links([named(base, "besluit", data["vorige"])])
                if data["vorige"]
                else None,
                "maatwerk:afwijking": links(
                    _rule_name(policy, name, base) for name in data["afwijkingen"]
                ),
                "maatwerk:uitkomst": links(f"{here}/uitkomst/{n}" for n, _ in _outcomes(besluit)),
            }
        ),
        {"@id": f"{here}/zaak", "@type": ["cprmv:Case", "prov:Entity"]},
        {
            "@id": f"{here}/beslissen",
            "@type": ["prov:Activity"],
            "prov:used": [{"@id": f"{here}/zaak"}, rule_set],
            "prov:wasAssociatedWith": agent,
            "prov:qualifiedAssociation": {"@id": f"{here}/bevoegdheid"},
            "prov:endedAtTime": moment(data["tijdstip"]),
        },
        {
            "@id": f"{here}/bevoegdheid",
            "@type": ["prov:Association"],
            "prov:agent": agent,
            "prov:hadPlan": rule_set,
        },
        *(_outcome(one, f"{here}/uitkomst/{n}", policy, base) for n, one in _outcomes(besluit)),
        *_agents(policy, data["door"], base),
    )


def _outcomes(besluit: Besluit) -> Iterator[tuple[int, Node]]:
    yield from enumerate((dict(one) for one in besluit.outcomes), 1)


def _outcome(one: Node, name: str, policy: Policy, base: str) -> Node:
    """Return which outcome it is and what it rests on; whether it is favourable where known."""
    rests_on = [each["regel"] for each in one["gronden"] if each["rol"] in DECIDING]
    return filled(
        {
            "@id": name,
            "@type": ["maatwerk:Uitkomst", "prov:Entity"],
            "maatwerk:van": {"@id": concept_name(policy, one["naam"], base)},
            "maatwerk:rust_op": links(_rule_name(policy, each, base) for each in rests_on),
            "maatwerk:gunstig": one["gunstig"],
            "maatwerk:bedoeling": links(
                concept_name(policy, each, base) for each in one["bedoelingen"]
            ),
        }
    )


def _agent_name(policy: Policy, name: str, base: str) -> str:
    return named(base, policy.hash, "orgaan", name)


def _agents(policy: Policy, name: str, base: str) -> Iterator[Node]:
    """Yield the function that decided and the organ it decided for; never a person."""
    words = Vocabulary(policy, policy.slices[0].vanaf)
    functie = policy.find(Functie, name)
    organ = functie.namens if functie is not None else name
    for one in dict.fromkeys((name, organ)):
        yield filled(
            {
                "@id": _agent_name(policy, one, base),
                "@type": ["prov:Agent"],
                "rdfs:label": dutch(words.title(one)),
                "prov:actedOnBehalfOf": {"@id": _agent_name(policy, organ, base)}
                if one != organ
                else None,
            }
        )

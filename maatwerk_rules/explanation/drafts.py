"""What a policy holds that is not in force yet: shown apart, so that nobody takes it for law."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.build import drafted
from maatwerk_rules.dutch import write_date, write_name
from maatwerk_rules.explanation.describe import describe, describe_node
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Geldigheid, NogNietInWerking
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy


def write_drafts(policy: Policy, words: Vocabulary) -> Iterator[Block]:
    """Yield each draft with what it would say, from when, and why it is not in force."""
    if not policy.drafts:
        return
    said = _in_words(drafted(policy))
    yield Heading(2, "Nog niet in werking")
    yield paragraph(Words("Dit geldt nog niet en doet in geen beslissing mee.", "let op"))
    yield listing(_item(each, said.get(each.name, ""), words) for each in policy.drafts)


def _in_words(policy: Policy) -> dict[str, str]:
    """Return in words each rule and each derived value of a policy, by name."""
    found: dict[str, str] = {}
    for part in policy.slices:
        for name, definition in part.program.definitions.items():
            if definition.expression is not None:
                found[name] = describe(definition.expression)
            for node in nodes(definition):
                found[node.name] = describe_node(node).partition(": ")[2]
    return found


def _item(declaration: Declaration, said: str, words: Vocabulary) -> Item:
    kind = type(declaration).__name__.lower()
    clausule = declaration.one(NogNietInWerking)
    assert clausule is not None, "a draft says that it is one"
    blocks: list[Block] = [paragraph(Words("Nog niet in werking: ", "let op"), clausule.tekst)]
    geldigheid = declaration.one(Geldigheid)
    if geldigheid is not None:
        until = f" tot {write_date(geldigheid.tot)}" if geldigheid.tot else ""
        blocks.append(paragraph(f"Geldt van {write_date(geldigheid.vanaf)}{until}."))
    source = words.source_of(declaration)
    if source is not None:
        blocks.append(paragraph("Bron: ", source.words, "."))
    name = Words(capital(write_name(declaration.name)), "sterk")
    return Item(line(name, f" ({kind})", f": {said}" if said else ""), tuple(blocks))

"""A policy as an HTML page: each rule beside its intention and article, and what reads what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.document import Block, Heading, Item, Listing, Paragraph
from maatwerk_rules.explanation.html import blocks_to_html, line_to_html, whole
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.policy_graph import MOST_DRAWN, Graph, graph_of, picture
from maatwerk_rules.explanation.policy_page import BESIDE, Page, page_of
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decision import NO_BESLUIT


def policy_html(policy: Policy, peildatum: date, uitkomsten: Iterable[str] = ()) -> str:
    """Return a policy as it reads on a date, as a whole page that stands alone.

    Args:
        uitkomsten: Show only these outcomes or begrippen and all that they read; all without any.

    Raises:
        ValueError: the policy does not hold on the date, or has no such outcome on it.

    >>> from maatwerk_rules import load
    >>> page = policy_html(load("bijstand_voorbeeld"), date(2026, 3, 1))
    >>> "<svg" in page, "<script" in page
    (True, False)
    """
    names = tuple(uitkomsten)
    page = page_of(policy, peildatum, names)
    pieces = [*_pieces(page, graph_of(policy, peildatum, names))]
    return whole(policy.title, pieces, below=tag("footer", tag("p", NO_BESLUIT)))


def _pieces(page: Page, graph: Graph) -> Iterator[Block | Markup]:
    _, *above = page.before()
    yield from above
    every = tuple(graph.sorts)
    if len(every) <= MOST_DRAWN:
        yield Heading(2, "Wat leest wat?")
        yield picture(graph, every, "Wat leest wat in dit beleid", "graaf")
    for number, (definition, blocks) in enumerate(page.rules()):
        for block in blocks:
            yield rules_to_html(block) if isinstance(block, Listing) else block
        if definition.published and len(every) > MOST_DRAWN:
            yield _around(definition, graph, number)
    yield from page.after()


def _around(definition: core.Definition, graph: Graph, number: int) -> Markup:
    title = f"Wat ‘{write_name(definition.name)}’ leest"
    drawn = picture(graph, graph.around(definition.name), title, f"graaf-{number}")
    return tag("details", tag("summary", title), drawn, class_="lang")


def rules_to_html(listing: Listing) -> Markup:
    """Return rules, each with its source and what it is for beside it.

    >>> from maatwerk_rules.explanation.document import line, paragraph
    >>> item = Item(line("Basis"), (paragraph("Bron: ", "artikel 11"), paragraph("Kan anders.")))
    >>> rules_to_html(Listing((item,))).text.count("<div")
    2
    """
    return tag("ul", *(_rule(item) for item in listing.items), class_="regels")


def _rule(item: Item) -> Markup:
    beside = [one for one in item.blocks if isinstance(one, Paragraph) and _is_beside(one)]
    inner = [one for one in item.blocks if isinstance(one, Listing)]
    others = [one for one in item.blocks if one not in beside and one not in inner]
    left = tag("div", tag("p", line_to_html(item.words)), blocks_to_html(others))
    right = tag("div", blocks_to_html(beside), class_="ernaast")
    return tag("li", left, right, *map(rules_to_html, inner), class_="regel")


def _is_beside(block: Paragraph) -> bool:
    return block.words[0].text in BESIDE

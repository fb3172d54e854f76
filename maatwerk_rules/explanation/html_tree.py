"""A listing as a tree that folds: a reader opens what they want to know, without any script."""

from __future__ import annotations

import attrs

from maatwerk_rules.explanation.document import Item, Listing, Words
from maatwerk_rules.explanation.html import MAY_LINK, html_of, line_to_html
from maatwerk_rules.explanation.markup import Markup, tag


def tree(listing: Listing, opened: int = 0) -> Markup:
    """Return a listing in which each item that holds more can be folded out.

    A link stands below the words that fold out, not in them: a click has one meaning.

    Args:
        opened: So many levels are folded out from the start.

    >>> from maatwerk_rules.explanation.document import listing, Item, line
    >>> tree(listing([Item(line("Recht: ja"), (listing(["Leeftijd: 20"]),))])).text
    '<ul class="boom"><li><details class="lang"><summary>Recht: ja</summary>\
<ul class="boom"><li>Leeftijd: 20</li></ul></details></li></ul>'
    """
    return tag("ul", *(_branch(item, opened) for item in listing.items), class_="boom")


def _branch(item: Item, opened: int) -> Markup:
    if not item.blocks:
        return tag("li", line_to_html(item.words))
    plain = tuple(attrs.evolve(word, url=None) for word in item.words)
    below = (
        tree(block, opened - 1) if isinstance(block, Listing) else html_of(block)
        for block in item.blocks
    )
    inner = (tag("summary", line_to_html(plain)), *_links(item), *below)
    return tag("li", tag("details", *inner, open=opened > 0, class_="lang"))


def _links(item: Item) -> list[Markup]:
    linked = [word for word in item.words if word.url is not None and word.url.startswith(MAY_LINK)]
    return [tag("p", "Bron: ", line_to_html((Words(one.text, url=one.url),))) for one in linked]

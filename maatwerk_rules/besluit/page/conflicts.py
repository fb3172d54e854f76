"""Intentions that pull apart, as HTML: both by name, before anyone says nee."""

from __future__ import annotations

from maatwerk_rules.besluit.conflicts import Conflict, Conflicts
from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.html import line_to_html
from maatwerk_rules.explanation.markup import Child, Markup, tag, together

PULL_APART = "Welke bedoelingen trekken hier uit elkaar?"
WEIGH = "Dit is berekend, niet gewogen. Een mens weegt."
UNSEEN = "Dit is nog niet te zeggen van: {namen}."


def conflicts_to_html(found: Conflicts) -> Markup:
    """Return what pulls apart with its sources, and of which outcomes it is not known yet."""
    shown = tag("ul", *map(_one, found.found), class_="ruimte") if found.found else None
    unseen = write_list(map(write_name, found.unseen))
    below = tag("p", UNSEEN.format(namen=unseen), class_="stil") if unseen else None
    return together((tag("p", WEIGH), shown, below))


def _one(found: Conflict) -> Markup:
    poles = (*found.serves, *found.against)
    sources = dict.fromkeys(one.source for one in poles if one.source is not None)
    links: list[Child] = [tag("li", line_to_html((one.words,))) for one in sources]
    listed = (tag("p", "Bronnen:"), tag("ul", *links)) if links else ()
    return tag("li", tag("p", found.text), *listed, class_="kaart")

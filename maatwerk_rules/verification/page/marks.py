"""The status of a claim as a word with a shape: colour adds nothing that is not said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from maatwerk_rules.explanation.html import table
from maatwerk_rules.explanation.markup import Markup, tag, together
from maatwerk_rules.verification.verdicts import STATUSES, Method, Status

SHAPES: Mapping[Status, str] = {
    "weerlegd": "✗",
    "dood": "†",
    "onbeslist": "?",
    "niet_gevonden": "○",
    "bewust": "◆",
    "gemeten": "↕",
    "levend": "●",
    "bewezen": "✓",
}
_KINDS: Mapping[Status, str] = {
    "weerlegd": "mis",
    "dood": "mis",
    "onbeslist": "open",
    "niet_gevonden": "open",
    "levend": "goed",
    "bewezen": "goed",
}
MEANINGS: Mapping[Status, str] = {
    "weerlegd": "Er is een geval, of een paar gevallen, waarin het niet klopt.",
    "dood": "Deze regel kan nooit meebeslissen.",
    "onbeslist": "Niet uitgezocht; de reden staat erbij.",
    "niet_gevonden": "Gezocht en niets gevonden. Dat is geen bewijs.",
    "bewust": "Het klopt niet, en het beleid zegt waarom dat de bedoeling is.",
    "gemeten": "Hier hoeft niets te kloppen; het grootste verschil dat is gevonden staat erbij.",
    "levend": "Er is een geval waarin deze regel meebeslist.",
    "bewezen": "Het klopt in alle gevallen die kunnen bestaan.",
}
METHODS: Mapping[Method, str] = {
    "taal": "volgt uit de taal",
    "kegel": "volgt uit wat de uitkomst leest",
    "gebieden": "nagerekend over alle gevallen",
    "voorbeelden": "een toets laat het zien",
    "zoeken": "gezocht",
    "bewijs": "bewezen met een rekenprogramma",
}


def written(status: Status) -> str:
    """Return a status as people read it.

    >>> written("niet_gevonden")
    'niet gevonden'
    """
    return status.replace("_", " ")


def mark(status: Status, number: int | None = None) -> Markup:
    """Return a status with its shape, and how often it occurs.

    >>> mark("bewezen", 3).text
    '<span class="uitslag goed"><span aria-hidden="true">✓</span> 3 bewezen</span>'
    """
    told = written(status) if number is None else f"{number} {written(status)}"
    kind = f"uitslag {_KINDS.get(status, '')}".strip()
    return tag("span", tag("span", SHAPES[status], aria_hidden="true"), f" {told}", class_=kind)


def counted(counts: Counter[Status]) -> Markup:
    """Return how many claims have each status."""
    items = [tag("li", mark(each, counts[each])) for each in STATUSES if counts[each]]
    return tag("ul", *items, class_="uitslagen")


def legend() -> Markup:
    """Return what each status means."""
    rows = [(mark(each), MEANINGS[each]) for each in STATUSES]
    return together([table("Wat de uitslagen betekenen", ("uitslag", "betekenis"), rows)])

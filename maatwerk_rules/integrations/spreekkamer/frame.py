"""The frame of every page of the spreekkamer: what it may load, its steps, and what was told."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from maatwerk_rules.dutch import write_date
from maatwerk_rules.explanation.html import page
from maatwerk_rules.explanation.html_style import STYLE
from maatwerk_rules.explanation.markup import Child, Markup, tag, together
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.runtime.decision import NO_BESLUIT

_OWN = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_OWN}'; form-action 'self'; base-uri 'none'"
"""What a browser may load and where a form may go: only this style, and only back here."""

STEPS = (
    ("wens", "Wat wilt u bereiken?"),
    ("vragen", "Vragen"),
    ("uitkomst", "Uitkomst en ruimte"),
    ("besluit", "Vastleggen"),
)
PRACTICE = (
    ("wens", "Wat wilt u bereiken?"),
    ("vragen", "Vragen"),
    ("eigen", "Eerst uw eigen oordeel"),
    ("uitkomst", "Uitkomst en ruimte"),
)
PRACTISED = "Dit is een oefening. Er wordt niets vastgelegd."
KEPT = "Deze zaak staat alleen in het geheugen van deze computer. Sluit u af, dan is zij weg."


def shell(title: str, body: Iterable[Child], above: Markup | None = None) -> str:
    """Return a page of the spreekkamer."""
    foot = tag("footer", tag("p", NO_BESLUIT), tag("p", KEPT, class_="stil"))
    return page(title, above, together(body), foot, may_load=POLICY)


def in_case(name: str, walk: Walk, step: str, title: str, body: Iterable[Child]) -> str:
    """Return a page of a case, with its steps above it."""
    steps = PRACTICE if walk.practice else STEPS
    items = [
        tag(
            "li",
            tag(
                "a",
                told,
                href=f"/zaak/{name}/{each}",
                aria_current="step" if each == step else None,
            ),
        )
        for each, told in steps
    ]
    practised = tag("p", tag("strong", PRACTISED), class_="oefening") if walk.practice else None
    said = f"{walk.policy.title}, op {write_date(walk.peildatum)}"
    above = together(
        (
            tag("p", said, " ", _turn(name, walk), class_="stil"),
            practised,
            tag("nav", tag("ol", *items), aria_label="Stappen", class_="stappen"),
        )
    )
    end = fields.form(f"/zaak/{name}/weg", walk.token, fields.button("Stop en vergeet deze zaak"))
    last = tag("div", end, class_="einde niet-op-papier")
    return shell(title, (told_of(walk), *body, last), above)


def _turn(name: str, walk: Walk) -> Markup | None:
    """Return the way to another day or outcome; not before the wish is known."""
    if walk.order.decision is None:
        return None
    hidden = tag("span", " de dag of waarover het gaat", class_="alleen-voor")
    return tag("a", "Wijzig", hidden, href=f"/zaak/{name}/begin")


def told_of(walk: Walk) -> Markup | None:
    """Return what a change took back, above the page that comes after it."""
    if not walk.told:
        return None
    items = (tag("li", one) for one in walk.told)
    title = tag("h2", "Door uw wijziging")
    return tag("div", title, tag("ul", *items), class_="melding", role="status")

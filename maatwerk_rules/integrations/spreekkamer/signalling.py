"""A signal to the owner of a rule, from a deviation or from "no ground here" that was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from maatwerk_rules.besluit.form import NOTICE
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.signals import (
    CAUSES,
    intentions_at_issue,
    read_signal,
    rules_at_issue,
    write_signal,
)
from maatwerk_rules.dutch import write_date, write_name
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.integrations.spreekkamer import fields, frame
from maatwerk_rules.integrations.spreekkamer.visits import (
    Response,
    Visit,
    handed_out,
    refused,
    sentence,
)
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.runtime.decision import Decision

FIRST_RECORD = "Leg eerst het besluit vast. Een signaal hoort bij een besluit."
NOTHING_TO_SIGNAL = "In dit besluit is niet afgeweken, niets gewogen en niets bekeken."
NO_SIGNAL = "Dit signaal is er niet."
OFFER = "Werkte een regel hier tegen zijn bedoeling in? Geef het door aan wie die kan veranderen."
ABOUT = "Een signaal gaat over een regel, nooit over een persoon. Noem geen namen en geen feiten."
IN_THE_WAY = "Hiervan is afgeweken, of dit stond in de weg"
OTHER = "Ook hierom draaide het"
MADE = "Signalen bij dit besluit"
FIELDS = ("regel", "bedoeling", "wat", "oorzaak", "eigenaar", "antwoord_voor")


def signal(visit: Visit, decision: Decision) -> Response:
    """Show the form of a signal, or keep one; it is handed out and kept nowhere else."""
    del decision
    walk = visit.walk
    if walk.practice:
        return refused(403, frame.PRACTISED)
    if walk.besluit is None:
        return refused(404, FIRST_RECORD)
    if not any(rules_at_issue(walk.besluit)):
        return refused(404, NOTHING_TO_SIGNAL)
    if not visit.is_sent:
        return visit.page(_page(visit.name, walk, walk.besluit, walk.typed.get("signaal", {}), {}))
    typed = visit.typed
    given = {key: typed.get(key, "") for key in FIELDS}
    try:
        found = read_signal(walk.policy, given, walk.besluit)
    except FactError as error:
        walk.typed["signaal"] = typed
        wrong: dict[str, str] = {}
        for one in error.diagnostics:
            wrong.setdefault(one.path or FIELDS[0], sentence(one))
        return visit.page(_page(visit.name, walk, walk.besluit, typed, wrong), 422)
    walk.typed.pop("signaal", None)
    walk.signals = (*walk.signals, found)
    return visit.to("signaal")


def signal_json(visit: Visit, decision: Decision) -> Response:
    """Hand out a signal."""
    del decision
    number = visit.request.args.get("nr", "")
    every = {str(place): one for place, one in enumerate(visit.walk.signals, 1)}
    found = every.get(number)
    if found is None:
        return refused(404, NO_SIGNAL)
    text = json.dumps(write_signal(found), ensure_ascii=False, indent=2)
    return handed_out(text.encode(), f"signaal-{number}.json", "application/json")


def offered(name: str, walk: Walk) -> Iterator[Markup]:
    """Yield the way to a signal, where was deviated, weighed or looked."""
    if walk.besluit is None or not any(rules_at_issue(walk.besluit)):
        return
    yield tag("h2", "Een signaal geven")
    link = tag("a", "Geef een signaal", href=f"/zaak/{name}/signaal")
    yield tag("p", OFFER, " ", link, ".")
    yield from _made(name, walk)


def _made(name: str, walk: Walk) -> Iterator[Markup]:
    """Yield the signals that were made, what is promised first."""
    if not walk.signals:
        return
    yield tag("h3", MADE)
    items = []
    for number, one in sorted(enumerate(walk.signals, 1), key=lambda pair: pair[1].antwoord_voor):
        hidden = tag("span", f": {write_name(one.regel)} ({number})", class_="alleen-voor")
        address = f"/zaak/{name}/signaal.json?nr={number}"
        link = tag("a", "Neem mee, als JSON", hidden, href=address, download=True)
        told = f"{capital(write_name(one.regel))}: antwoord voor {write_date(one.antwoord_voor)}. "
        items.append(tag("li", told, link))
    yield tag("ul", *items)


def _options(names: Iterable[str]) -> list[fields.Option]:
    return [(one, capital(write_name(one))) for one in names]


def _page(
    name: str, walk: Walk, besluit: Besluit, typed: Mapping[str, str], wrong: dict[str, str]
) -> str:
    def said(key: str, hint: str = "") -> fields.Said:
        return fields.Said(typed.get(key, ""), wrong.get(key, ""), hint)

    first, rest = rules_at_issue(besluit)
    rules = [(title, _options(some)) for title, some in ((IN_THE_WAY, first), (OTHER, rest))]
    meant = intentions_at_issue(walk.policy, besluit, (*first, *rest))
    causes = [(one, one) for one in CAUSES]
    sent = fields.form(
        f"/zaak/{name}/signaal",
        walk.token,
        fields.one_of_groups("regel", "Om welke regel gaat het?", rules, said("regel")),
        fields.one_of("bedoeling", "Welke bedoeling werd niet gehaald?", _options(meant),
                      said("bedoeling")),
        fields.text_field("wat", "Wat ging er mis?", said("wat", "In een zin."), kind="lang"),
        fields.one_of("oorzaak", "Waar ligt de oorzaak?", causes, said("oorzaak")),
        fields.text_field("eigenaar", "Welk team of welke functie kan dit veranderen?",
                          said("eigenaar")),
        fields.text_field("antwoord_voor", "Voor welke dag komt er een antwoord?",
                          said("antwoord_voor"), kind="date"),
        fields.button("Maak het signaal"),
    )  # fmt: skip
    ordered = {key: wrong[key] for key in FIELDS if key in wrong} | wrong
    body: list[Child] = [
        fields.errors(ordered),
        *_made(name, walk),
        tag("p", tag("strong", ABOUT), f" {NOTICE}"),
        sent,
        tag("p", tag("a", "Terug naar het besluit", href=f"/zaak/{name}/besluit")),
    ]
    return frame.in_case(name, walk, "besluit", "Een signaal geven", body)

"""Signals to the owners of rules as a page: first what waits for an answer, never per officer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from maatwerk_rules.besluit.page.room import Term, terms
from maatwerk_rules.besluit.signals import Signal, in_order, per_intention
from maatwerk_rules.dutch import write_date, write_name
from maatwerk_rules.explanation.document import Block, Heading, paragraph
from maatwerk_rules.explanation.html import line_to_html, table, whole
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Bedoeling
from maatwerk_rules.model.policy import Policy

TITLE = "Signalen bij de regels"
WAITING = "Wacht op antwoord"
ANSWERED = "Beantwoord"
COUNTED = "Per bedoeling"
ABOUT = "Een signaal gaat over een regel, en noemt geen inwoner en geen medewerker."
NONE = "Er zijn geen signalen."
NONE_WAIT = "Op elk signaal is een antwoord."
LATE = "De beloofde dag is voorbij."


def signals_page(policy: Policy, signals: Iterable[Signal], today: date) -> str:
    """Return signals as a whole page in HTML that stands alone.

    Args:
        today: By which it is told what is late; the caller says which, there is no clock here.

    >>> from maatwerk_rules import load
    >>> NONE in signals_page(load("bijstand_voorbeeld"), (), date(2026, 3, 1))
    True
    """
    return whole(f"{TITLE}: {policy.title}", _pieces(policy, in_order(signals), today))


def _pieces(policy: Policy, signals: tuple[Signal, ...], today: date) -> Iterator[Block | Markup]:
    yield paragraph(f"Zo was het op {write_date(today)}. {ABOUT}")
    if not signals:
        yield paragraph(NONE)
        return
    words = Vocabulary(policy, today)
    waiting = [one for one in signals if one.antwoord is None]
    answered = [one for one in signals if one.antwoord is not None]
    yield Heading(2, f"{WAITING} ({len(waiting)})")
    if waiting:
        yield _cards(waiting, words, today)
    else:
        yield paragraph(NONE_WAIT)
    if answered:
        yield Heading(2, f"{ANSWERED} ({len(answered)})")
        yield _cards(answered, words, today)
    yield Heading(2, COUNTED)
    rows = (
        [_intention(name, words), str(counts["signalen"]), str(counts["zonder antwoord"])]
        for name, counts in per_intention(signals).items()
    )
    yield table("", ("bedoeling", "signalen", "zonder antwoord"), rows, "getallen")


def _cards(signals: Iterable[Signal], words: Vocabulary, today: date) -> Markup:
    return tag("ul", *(_card(one, words, today) for one in signals), class_="uitslagen signalen")


def _card(one: Signal, words: Vocabulary, today: date) -> Markup:
    late = one.is_late(today)
    return tag(
        "li",
        tag("h3", capital(write_name(one.regel))),
        tag("p", tag("strong", LATE), class_="let-op") if late else None,
        tag("p", one.wat),
        terms(_told(one, words)),
        class_="kaart signaal mis" if late else "kaart signaal",
    )


def _told(one: Signal, words: Vocabulary) -> Iterator[Term]:
    rule = words.rule(one.regel)
    source = words.source_of(rule) if rule is not None else None
    if source is not None:
        yield "Bron", line_to_html((source.words,))
    yield "Waarvoor", _intention(one.bedoeling, words)
    yield "Oorzaak", capital(one.oorzaak)
    yield "Wie kan het veranderen", capital(one.eigenaar)
    yield "Antwoord beloofd op", write_date(one.antwoord_voor)
    if one.antwoord is not None:
        yield "Antwoord", one.antwoord
        if one.antwoord_op is not None:
            yield "Gegeven op", write_date(one.antwoord_op)
        if one.gehoord_door is not None:
            yield "Gehoord door", capital(words.title(one.gehoord_door))


def _intention(name: str, words: Vocabulary) -> str:
    found = words.policy.find(Bedoeling, name)
    return found.tekst if found is not None else capital(write_name(name))

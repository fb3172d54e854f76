"""The page with the outcome: what pulls apart, the answer, why, and the room with its weighings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from maatwerk_rules.besluit.conflicts import conflicts
from maatwerk_rules.besluit.form import is_weighed
from maatwerk_rules.besluit.order import Order
from maatwerk_rules.besluit.page.attention import attention
from maatwerk_rules.besluit.page.conflicts import PULL_APART, conflicts_to_html
from maatwerk_rules.besluit.page.room import Piece, room_to_html
from maatwerk_rules.besluit.possibilities import Possibility, possibilities
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.document import Block, Heading
from maatwerk_rules.explanation.html import blocks_to_html, html_of
from maatwerk_rules.explanation.markup import Child, Markup, tag, together
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.one_month import write_one_month
from maatwerk_rules.explanation.room import TITLE
from maatwerk_rules.explanation.summary import heading, summarize
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.spreekkamer.addresses import judgement_address, weighing_address
from maatwerk_rules.integrations.spreekkamer.answer_pages import answered_to_html, judged_to_html
from maatwerk_rules.integrations.spreekkamer.changes import place_of
from maatwerk_rules.integrations.spreekkamer.frame import in_case
from maatwerk_rules.integrations.spreekkamer.practice_pages import lines_to_html, own_to_html
from maatwerk_rules.integrations.spreekkamer.walk import Walk, key_of
from maatwerk_rules.runtime.decision import Decision, Room

LOOK_AGAIN = "Deze weging is gemaakt voor een wijziging. Kijk of zij nog klopt."


def outcome(name: str, walk: Walk, found: Order) -> str:
    """Return the outcome, why it is so, and all the room, with what can be weighed."""
    decision = found.decision
    assert decision is not None, "the outcome is held back until it may be seen"
    words = walk.words(decision)
    body: list[Child] = []
    if found.effect:
        body.append(tag("blockquote", tag("p", found.effect)))
    if walk.practice:
        body.append(own_to_html(walk, decision, words))
    pulled = conflicts(walk.policy, decision)
    if pulled.found:
        body += [tag("h2", PULL_APART), conflicts_to_html(pulled)]
    told = [summarize(result, decision, words) for result in decision]
    answer = blocks_to_html([*told, *write_one_month(decision, words)])
    body += [tag("h2", "Wat zeggen de regels?"), tag("div", answer, class_="antwoord")]
    if walk.question(decision) is not None:
        again = tag("a", "Ga verder met de vragen", href=f"/zaak/{name}/vragen")
        body.append(tag("p", "Er zijn nog vragen open. ", again, "."))
    body += _weighed(name, walk, words)
    body += judged_to_html(name, walk, decision)
    body += _why_and_room(name, walk, decision, words)
    body += _other_judgements(name, walk, decision, words)
    body.append(together(map(html_of, attention(walk.policy, decision))))
    body.append(answered_to_html(name, walk, decision))
    if not walk.practice:
        body.append(tag("p", tag("a", "Leg vast", href=f"/zaak/{name}/besluit", class_="knop")))
    return in_case(name, walk, "uitkomst", "Uitkomst en ruimte", body)


def _why_and_room(name: str, walk: Walk, decision: Decision, words: Vocabulary) -> Iterator[Child]:
    sections = {(one.name, one.about): one for one in explain(walk.policy, decision).sections}
    shown: dict[tuple[Room, ...], str] = {}
    for result in decision:
        yield from _why(sections["waarom", heading(result, words)].blocks)
        pieces = [
            Piece(result.name, one, _weigh(name, walk, result.name, one))
            for one in possibilities(walk.policy, decision, key_of(result))
            if one.room.kind != "opschaling"
        ]
        if result.room:
            yield tag("h3", TITLE)
            before = shown.setdefault(result.room, heading(result, words))
            yield _once(before, room_to_html(pieces, words), before != heading(result, words))
        if walk.practice:
            yield lines_to_html(walk, result, [one.possibility for one in pieces], words)
    yield together(map(html_of, sections["ladder", ""].blocks))


def _once(before: str, room: Markup, again: bool) -> Markup:
    """Return room; folded where it is the same as that of an outcome above."""
    if not again:
        return room
    return tag(
        "details", tag("summary", f"Dezelfde ruimte als bij ‘{before}’"), room, class_="lang"
    )


def _why(blocks: Iterable[Block]) -> list[Child]:
    room = Heading(3, TITLE)
    first, *rest = takewhile(lambda block: block != room, blocks)
    folded = tag("details", tag("summary", "Waarom? De regels en wat nog open is"),
                 together(map(html_of, rest)))  # fmt: skip
    return [html_of(first), folded]


def _weigh(name: str, walk: Walk, outcome: str, one: Possibility) -> Markup | None:
    if walk.practice or not is_weighed(one):
        return None
    address = weighing_address(name, (outcome, one.room.name, one.room.record))
    return tag("p", tag("a", f"Weeg ‘{write_name(one.room.name)}’", href=address, class_="knop"))


def _weighed(name: str, walk: Walk, words: Vocabulary) -> Iterator[Child]:
    """Yield the weighings that were made, each with a way to change it."""
    if not walk.weighings:
        return
    items = []
    for one in walk.weighings:
        place = place_of(one)
        about = one.form.record
        of = f" ({words.record(about)})" if about is not None else ""
        hidden = tag("span", f": {write_name(one.form.ground)}{of}", class_="alleen-voor")
        link = tag("a", "Wijzig", hidden, href=weighing_address(name, place))
        again = tag("p", LOOK_AGAIN, class_="let-op") if place in walk.again else None
        who = words.signed(one.door)
        title = tag("strong", f"{capital(write_name(one.form.ground))}{of}")
        items.append(tag("li", title, f", door {who}. ", link, again))
    yield tag("h2", "Wat al is gewogen")
    yield tag("ul", *items, class_="lijst-wijzig")


def _other_judgements(
    name: str, walk: Walk, decision: Decision, words: Vocabulary
) -> Iterator[Child]:
    """Yield the judgements that are open and belong to no piece of the room."""
    within = {asked.leaf for _, one in walk.open_room(decision) for asked in one.asked}
    left = [leaf for leaf in decision.missing if leaf.kind == "oordeel" and leaf not in within]
    if not left:
        return
    yield tag("h2", "Ook hierover oordeelt een mens")
    items = []
    for leaf in left:
        asked = words.question(leaf) or capital(words.leaf(leaf))
        link = tag("a", "Geef dit oordeel", href=judgement_address(name, leaf))
        items.append(tag("li", asked, " ", None if walk.practice else link))
    yield tag("ul", *items)

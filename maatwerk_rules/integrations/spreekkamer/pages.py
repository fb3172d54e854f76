"""The pages of the spreekkamer: one step of a case each, as plain HTML with forms."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import takewhile

import attrs

from maatwerk_rules.besluit.conflicts import conflicts
from maatwerk_rules.besluit.order import Order
from maatwerk_rules.besluit.page.attention import attention
from maatwerk_rules.besluit.page.conflicts import PULL_APART, conflicts_to_html
from maatwerk_rules.besluit.page.room import Piece, room_to_html
from maatwerk_rules.besluit.possibilities import Possibility, possibilities
from maatwerk_rules.dutch import write_date
from maatwerk_rules.explanation.describe import STATUS_WORDS, write_value
from maatwerk_rules.explanation.document import Block, Heading
from maatwerk_rules.explanation.html import blocks_to_html, html_of, page
from maatwerk_rules.explanation.html_style import STYLE
from maatwerk_rules.explanation.markup import Child, Markup, tag, together
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.questions import in_words, write_next_question
from maatwerk_rules.explanation.room import TITLE
from maatwerk_rules.explanation.summary import heading, summarize
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.walk import Walk, key_of
from maatwerk_rules.runtime.decision import NO_BESLUIT, Decision, Question, Result

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
LEAST = "Schrijf alleen op wat voor het besluit nodig is."


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
            tag("p", said, class_="stil"),
            practised,
            tag("nav", tag("ol", *items), aria_label="Stappen", class_="stappen"),
        )
    )
    end = fields.form(f"/zaak/{name}/weg", walk.token, fields.button("Stop en vergeet deze zaak"))
    return shell(title, (*body, tag("div", end, class_="einde niet-op-papier")), above)


# ---------------------------------------------------------------- the steps


def wish(name: str, walk: Walk, wrong: Mapping[str, str]) -> str:
    """Return the first step: what the resident wants to reach, or why that is not asked."""
    known = walk.case.get("gewenst_effect") or ""
    typed = walk.typed.get("wens", {})
    effect = fields.text_field(
        "gewenst_effect",
        "Wat wil de inwoner bereiken, in eigen woorden?",
        fields.Said(
            typed.get("gewenst_effect", known),
            wrong.get("gewenst_effect", ""),
            "Vraag dit eerst. De uitkomst komt daarna: ‘nee’ stuurt wie het leest.",
        ),
        kind="lang",
    )
    reason = fields.text_field(
        "niet_gevraagd",
        "Waarom vraagt u dit niet?",
        fields.Said(
            typed.get("niet_gevraagd", walk.not_asked or ""),
            hint="Alleen als uw gemeente dit niet vraagt. De reden komt in het besluit.",
        ),
        kind="lang",
    )
    other = tag("details", tag("summary", "Dit wordt hier niet gevraagd"), reason)
    sent = fields.form(f"/zaak/{name}/wens", walk.token, effect, other, fields.button("Verder"))
    return in_case(name, walk, "wens", STEPS[0][1], (fields.errors(wrong), sent))


def question(
    name: str, walk: Walk, decision: Decision, asked: Question, wrong: Mapping[str, str]
) -> str:
    """Return the next question with its reason, and the answer so far."""
    words = walk.words(decision)
    type_ = words.type_of(asked.leaf)
    assert type_ is not None, "a fact has a type"
    text, about = in_words(asked.leaf, words)
    value = walk.typed.get("vragen", {}).get("antwoord", "")
    said = fields.Said(value, wrong.get("antwoord", ""))
    field = fields.of_type("antwoord", f"{text}{about}", type_, said)
    first = attrs.evolve(decision, questions=(asked,))
    why = [one for one in write_next_question(first, words) if not isinstance(one, Heading)][1:]
    sent = fields.form(
        f"/zaak/{name}/vragen",
        walk.token,
        fields.hidden("over", str(asked.leaf)),
        field,
        blocks_to_html(why),
        tag(
            "p",
            fields.button("Verder"),
            " ",
            fields.button("Nu niet te zeggen", "sla_over", "ja"),
        ),
    )
    so_far = None if walk.practice else _so_far(decision, words)
    return in_case(name, walk, "vragen", "De volgende vraag", (fields.errors(wrong), sent, so_far))


def _so_far(decision: Decision, words: Vocabulary) -> Markup:
    told = blocks_to_html(summarize(result, decision, words) for result in decision)
    return tag("section", tag("h2", "Tot nu toe"), tag("div", told, class_="antwoord"))


def own(name: str, walk: Walk, decision: Decision) -> str:
    """Return the step of practising in which one's own judgement comes first."""
    words = walk.words(decision)
    parts: list[Child] = [
        tag("p", "Geef eerst uw eigen oordeel. Daarna ziet u wat de regels zeggen.")
    ]
    for number, result in enumerate(decision):
        type_ = walk.policy.types[result.name]
        parts.append(fields.of_type(f"uitkomst-{number}", heading(result, words), type_))
    parts.append(fields.text_field("waarom", "Waarom?", kind="lang"))
    parts.append(fields.text_field("waarde", "Wat geeft voor u de doorslag?", kind="lang"))
    sent = fields.form(f"/zaak/{name}/eigen", walk.token, *parts, fields.button("Laat zien"))
    return in_case(name, walk, "eigen", "Eerst uw eigen oordeel", (sent,))


def outcome(name: str, walk: Walk, found: Order) -> str:
    """Return the outcome: what pulls apart, the answer, why, and the room with its weighings."""
    decision = found.decision
    assert decision is not None, "the outcome is held back until it may be seen"
    words = walk.words(decision)
    body: list[Child] = []
    if found.effect:
        body.append(tag("blockquote", tag("p", found.effect)))
    if walk.practice:
        body.append(_own(walk, decision, words))
    pulled = conflicts(walk.policy, decision)
    if pulled.found:
        body += [tag("h2", PULL_APART), conflicts_to_html(pulled)]
    told = blocks_to_html(summarize(result, decision, words) for result in decision)
    body += [tag("h2", "Wat zeggen de regels?"), tag("div", told, class_="antwoord")]
    body.append(together(map(html_of, attention(walk.policy, decision))))
    if walk.question(decision) is not None:
        again = tag("a", "Ga verder met de vragen", href=f"/zaak/{name}/vragen")
        body.append(tag("p", "Er zijn nog vragen open. ", again, "."))
    number = 0
    sections = {(one.name, one.about): one for one in explain(walk.policy, decision).sections}
    for result in decision:
        title = heading(result, words)
        why = sections["waarom", title].blocks
        body += _why(why)
        pieces = []
        for one in possibilities(walk.policy, decision, key_of(result)):
            below, number = _weigh(name, walk, one, number)
            if one.room.kind != "opschaling":
                pieces.append(Piece(result.name, one, below))
        if result.room:
            body += [tag("h3", TITLE), room_to_html(pieces, words)]
        if walk.practice:
            body.append(_lines(result, [one.possibility for one in pieces], words))
    body.append(together(map(html_of, sections["ladder", ""].blocks)))
    body += _other_judgements(name, walk, decision, words)
    if not walk.practice:
        body.append(tag("p", tag("a", "Leg vast", href=f"/zaak/{name}/besluit", class_="knop")))
    return in_case(name, walk, "uitkomst", "Uitkomst en ruimte", body)


def _why(blocks: Iterable[Block]) -> list[Child]:
    room = Heading(3, TITLE)
    first, *rest = takewhile(lambda block: block != room, blocks)
    folded = tag("details", tag("summary", "Waarom? De regels en wat nog open is"),
                 together(map(html_of, rest)))  # fmt: skip
    return [html_of(first), folded]


def _weigh(name: str, walk: Walk, one: Possibility, number: int) -> tuple[Markup | None, int]:
    from maatwerk_rules.besluit.form import is_weighed

    if not is_weighed(one):
        return None, number
    if walk.practice:
        return None, number + 1
    address = f"/zaak/{name}/weging?n={number}&grond={one.room.name}"
    link = tag("a", f"Weeg ‘{one.room.name.replace('_', ' ')}’", href=address, class_="knop")
    return tag("p", link), number + 1


def _other_judgements(
    name: str, walk: Walk, decision: Decision, words: Vocabulary
) -> Iterable[Child]:
    """Yield the judgements that are open and belong to no piece of the room."""
    within = {asked.leaf for _, one in walk.open_room(decision) for asked in one.asked}
    left = [leaf for leaf in decision.missing if leaf.kind == "oordeel" and leaf not in within]
    if not left:
        return
    yield tag("h2", "Ook hierover oordeelt een mens")
    items = []
    for leaf in left:
        asked = words.question(leaf) or capital(words.leaf(leaf))
        link = tag("a", "Geef dit oordeel", href=f"/zaak/{name}/oordeel?over={leaf.name}")
        items.append(tag("li", asked, " ", None if walk.practice else link))
    yield tag("ul", *items)


# ---------------------------------------------------------------- practising


def _own(walk: Walk, decision: Decision, words: Vocabulary) -> Markup:
    given = walk.own or {}
    told = [
        (heading(result, words), given.get(f"uitkomst-{number}", ""))
        for number, result in enumerate(decision)
    ]
    told += [("Waarom", given.get("waarom", "")), ("Doorslag", given.get("waarde", ""))]
    items = (tag("div", tag("dt", one), tag("dd", said or "–")) for one, said in told)
    return tag("section", tag("h2", "Uw eigen oordeel"), tag("dl", *items, class_="gegevens"))


def _lines(result: Result, found: Iterable[Possibility], words: Vocabulary) -> Markup | None:
    """Return each line that can be defended, with what it serves, in the order of the policy."""
    type_ = words.policy.types[result.name]
    items = []
    for one in found:
        for then in one.then:
            answers = ", ".join(
                f"{words.leaf(leaf)} is {write_value(value, words.policy.types[leaf.name])}"
                for leaf, value in then.answers
            )
            value = "open" if then.value is None else write_value(then.value, type_)
            serves = f" Waarvoor: {' '.join(one.intentions)}" if one.intentions else ""
            told = (
                f"{capital(answers)}: dan is de uitkomst {value}; dit {STATUS_WORDS[then.status]}."
            )
            items.append(tag("li", told, serves))
    if not items:
        return None
    title = tag("h3", "Welke lijnen zijn te verdedigen?")
    order = tag("p", "Dit staat in de volgorde van het beleid. Geen lijn gaat voor.")
    return tag("section", title, order, tag("ul", *items))

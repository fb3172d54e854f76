"""The first pages of a case: what the resident wants to reach, and the questions."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from maatwerk_rules.explanation.document import Heading, Words
from maatwerk_rules.explanation.html import blocks_to_html, line_to_html
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.questions import in_words, write_next_question
from maatwerk_rules.explanation.summary import heading, lead_of
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.addresses import mark_of
from maatwerk_rules.integrations.spreekkamer.answer_pages import answered_to_html
from maatwerk_rules.integrations.spreekkamer.frame import STEPS, in_case
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.runtime.decision import Decision, Question


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
    """Return the next question with its reason, what was answered, and the answer so far."""
    words = walk.words(decision)
    type_ = words.type_of(asked.leaf)
    assert type_ is not None, "a fact has a type"
    text, about = in_words(asked.leaf, words)
    typed = walk.typed.get("vragen", {})
    value = typed.get("antwoord", "") if typed.get("over") == mark_of(asked.leaf) else ""
    said = fields.Said(value, wrong.get("antwoord", ""))
    first = attrs.evolve(decision, questions=(asked,))
    why = [one for one in write_next_question(first, words) if not isinstance(one, Heading)][1:]
    options = fields.options_of(type_)
    last = fields.button("Nu niet te zeggen", "sla_over", "ja")
    if options:
        field = fields.answers("antwoord", f"{text}{about}", options, said)
        buttons: tuple[Child, ...] = (last,)
    else:
        field = fields.of_type("antwoord", f"{text}{about}", type_, said)
        buttons = (fields.button("Verder"), " ", last)
    sent = fields.form(
        f"/zaak/{name}/vragen",
        walk.token,
        fields.hidden("over", mark_of(asked.leaf)),
        field,
        tag("p", *buttons),
        blocks_to_html(why),
    )
    left = walk.to_ask(decision)
    count = (
        "Dit is de laatste vraag." if left == 1 else f"Nog hoogstens {left} vragen; vaak minder."
    )
    so_far = None if walk.practice else _so_far(decision, words)
    body = (
        fields.errors(wrong),
        sent,
        tag("p", count, class_="stil"),
        so_far,
        answered_to_html(name, walk, decision),
    )
    return in_case(name, walk, "vragen", "De volgende vraag", body)


def _so_far(decision: Decision, words: Vocabulary) -> Markup:
    """Return how each outcome stands, in a few words: the question is what is to be read."""
    told = []
    for result in decision:
        lead, tone = lead_of(result, words)
        told.append(
            tag("li", f"{heading(result, words)}: ", line_to_html((Words(f"{lead}.", tone),)))
        )
    return tag("section", tag("h2", "Tot nu toe"), tag("ul", *told))

"""The first pages of a case: what the resident wants to reach, and the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maatwerk_rules.explanation.document import Words
from maatwerk_rules.explanation.html import line_to_html
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.questions import in_words, told_of
from maatwerk_rules.explanation.summary import heading, lead_of
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.addresses import mark_of
from maatwerk_rules.integrations.spreekkamer.answer_pages import answered_to_html
from maatwerk_rules.integrations.spreekkamer.frame import STEPS, in_case
from maatwerk_rules.integrations.spreekkamer.walk import MOST_TOGETHER, Walk
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision, Question

WHY = "Waarom deze vraag?"
REST = "Wat ik openlaat, is nu niet te zeggen"


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
            wrong.get("niet_gevraagd", ""),
            hint="Alleen als uw gemeente dit niet vraagt. De reden komt in het besluit.",
        ),
        kind="lang",
    )
    touched = "niet_gevraagd" in wrong
    other = tag("details", tag("summary", "Dit wordt hier niet gevraagd"), reason, open=touched)
    sent = fields.form(f"/zaak/{name}/wens", walk.token, effect, other, fields.button("Verder"))
    return in_case(name, walk, "wens", STEPS[0][1], (fields.errors(wrong), sent))


def field_of(number: int) -> str:
    """Return the field in which a question on the page is answered.

    Without a dash: the answers to choose from are called after their field, with one.

    >>> field_of(0), field_of(2)
    ('antwoord', 'antwoord3')
    """
    return f"antwoord{number + 1}" if number else "antwoord"


def about_field_of(number: int) -> str:
    """Return the field that tells which question it is.

    >>> about_field_of(0), about_field_of(2)
    ('over', 'over3')
    """
    return f"over{number + 1}" if number else "over"


def questions(
    name: str,
    walk: Walk,
    decision: Decision,
    asked: Sequence[Question],
    wrong: Mapping[str, str],
) -> str:
    """Return the next questions with their reasons, what was answered, and the answer so far."""
    words = walk.words(decision)
    one = len(asked) == 1
    title = "De volgende vraag" if one else "De volgende vragen"
    form = _one(name, walk, decision, asked[0], wrong) if one else _several(
        name, walk, decision, asked, wrong
    )  # fmt: skip
    left = walk.to_ask(decision)
    last = "Dit is de laatste vraag." if left == 1 else "Dit zijn de laatste vragen."
    more = f"Nog hoogstens {left} vragen; vaak minder."
    so_far = None if walk.practice else _so_far(decision, words)
    body = (
        fields.errors(wrong),
        form,
        tag("p", last if left <= len(asked) else more, class_="stil"),
        so_far,
        answered_to_html(name, walk, decision),
    )
    return in_case(name, walk, "vragen", title, body)


def _typed(walk: Walk, leaf: Leaf, wrong: str) -> fields.Said:
    """Return what was typed in answer to a question in a form that was not right."""
    typed = walk.typed.get("vragen", {})
    for number in range(MOST_TOGETHER):
        if typed.get(about_field_of(number)) == mark_of(leaf):
            return fields.Said(typed.get(field_of(number), ""), wrong)
    return fields.Said("", wrong)


def _one(
    name: str, walk: Walk, decision: Decision, asked: Question, wrong: Mapping[str, str]
) -> Markup:
    """Return a question by itself: one click answers it where its answers are few."""
    words = walk.words(decision)
    text, about = in_words(asked.leaf, words)
    said = _typed(walk, asked.leaf, wrong.get("antwoord", ""))
    type_ = words.some_type(asked.leaf)
    options = fields.options_of(type_)
    last = fields.button("Nu niet te zeggen", "sla_over", "ja")
    if options:
        field = fields.answers("antwoord", f"{text}{about}", options, said)
        buttons: tuple[Child, ...] = (last,)
    else:
        field = fields.of_type("antwoord", f"{text}{about}", type_, said)
        buttons = (fields.button("Verder"), " ", last)
    return fields.form(
        f"/zaak/{name}/vragen",
        walk.token,
        fields.hidden("over", mark_of(asked.leaf)),
        field,
        tag("p", *buttons),
        tag("p", told_of(asked, decision, words)),
    )


def _several(
    name: str,
    walk: Walk,
    decision: Decision,
    asked: Sequence[Question],
    wrong: Mapping[str, str],
) -> Markup:
    """Return questions that belong together; what is left open may come again."""
    words = walk.words(decision)
    parts: list[Child] = []
    for number, one in enumerate(asked):
        field = field_of(number)
        text, about = in_words(one.leaf, words)
        said = _typed(walk, one.leaf, wrong.get(field, ""))
        hidden = tag("span", f" {text}", class_="alleen-voor")
        why = tag("summary", WHY, hidden)
        parts += [
            fields.hidden(about_field_of(number), mark_of(one.leaf)),
            fields.of_type(field, f"{text}{about}", words.some_type(one.leaf), said),
            tag("details", why, tag("p", told_of(one, decision, words)), class_="waarom"),
        ]
    return fields.form(
        f"/zaak/{name}/vragen",
        walk.token,
        *parts,
        tag("p", fields.button("Verder"), " ", fields.button(REST, "sla_over", "ja")),
    )


def _so_far(decision: Decision, words: Vocabulary) -> Markup:
    """Return how each outcome stands, in a few words: the question is what is to be read."""
    told = []
    for result in decision:
        lead, tone = lead_of(result, words)
        told.append(
            tag("li", f"{heading(result, words)}: ", line_to_html((Words(f"{lead}.", tone),)))
        )
    return tag("section", tag("h2", "Tot nu toe"), tag("ul", *told))

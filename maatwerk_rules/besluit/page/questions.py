"""What a weighing asks, step by step, as a page shows it before anyone answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from maatwerk_rules.besluit.form import SIGNED, Form, Vraag
from maatwerk_rules.besluit.page.room import factor_in_words
from maatwerk_rules.besluit.possibilities import Asked
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.follows import answers_of
from maatwerk_rules.explanation.html import words
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Bedoeling, Waarde
from maatwerk_rules.model.types import JaNee, Keuze

STEPS: Mapping[str, str] = {
    "effect": "Wat de inwoner wil bereiken",
    "bedoeling": "Waar de regel voor is",
    "ethiek": "Wat dit doet met mensen",
    "evenredigheid": "Is het in verhouding?",
    "anderen": "Belangen van anderen",
    "wet": "Feiten en waarden",
}
JUDGED = "Het oordeel"
SIGN = "Wie dit beoordeelt"
LEAST = "Schrijf alleen op wat voor dit besluit nodig is."
BOX = "☐"


def questions_to_html(form: Form, vocabulary: Vocabulary) -> Markup:
    """Return the form as it must be filled in: every question, and room to write on paper.

    Nothing is chosen beforehand.
    """
    number = len(form.missing({}))
    parts = [
        tag("summary", f"Dit moet u beantwoorden om dit te wegen ({number})"),
        tag("p", tag("strong", form.notice), f" {LEAST}"),
        *_steps(form, vocabulary),
        tag("h5", JUDGED),
        tag("ul", *(_judged(one, vocabulary) for one in form.judged), class_="formulier"),
        tag("h5", SIGN),
        tag("ul", *(tag("li", text, _line()) for _, text in SIGNED), class_="formulier"),
    ]
    if form.not_checked:
        parts.append(tag("p", "Dit staat niet in de regels. Kijk het zelf na:"))
        parts.append(tag("ul", *(tag("li", words(one)) for one in form.not_checked)))
    return tag("details", *parts, class_="weging lang")


def _steps(form: Form, vocabulary: Vocabulary) -> Iterator[Markup]:
    for step, asked in groupby(form.questions, key=lambda one: one.step):
        yield tag("h5", STEPS.get(step, capital(write_name(step))))
        yield tag("ul", *(_question(one, vocabulary) for one in asked), class_="formulier")


def _question(one: Vraag, vocabulary: Vocabulary) -> Markup:
    text = one.text if one.needed else f"{one.text} (mag leeg)"
    if not one.options:
        return tag("li", text, _line())
    offered = (f"{BOX} {option_in_words(name, vocabulary)}" for name in one.options)
    return tag("li", text, tag("ul", *(tag("li", each) for each in offered), class_="keuzes"))


def option_in_words(name: str, vocabulary: Vocabulary) -> str:
    """Return an intention or value that may be chosen, with its text."""
    for kind in (Bedoeling, Waarde):
        found = vocabulary.policy.find(kind, name)
        if isinstance(found, Bedoeling | Waarde):
            return f"{capital(write_name(name))}: {found.tekst}"
    raise KeyError(name)


def _judged(asked: Asked, vocabulary: Vocabulary) -> Markup:
    factors = (tag("li", factor_in_words(*one), _line()) for one in asked.factors)
    return tag(
        "li",
        words(asked.question),
        _choices(asked, vocabulary),
        tag("ul", *factors, class_="formulier") if asked.factors else None,
    )


def _choices(asked: Asked, vocabulary: Vocabulary) -> Markup:
    type_ = vocabulary.policy.types[asked.leaf.name]
    if not isinstance(type_, JaNee | Keuze):
        return _line()
    offered = (f"{BOX} {write_value(one, type_)}" for one in answers_of(type_))
    return tag("ul", *(tag("li", one) for one in offered), class_="keuzes")


def _line() -> Markup:
    """Return where a pen may write; a screen reader is told nothing of it."""
    return tag("span", class_="schrijf", aria_hidden="true")

"""The pages of the spreekkamer on which a person judges, and on which the besluit is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import attrs

from maatwerk_rules.besluit.form import SIGNED, Form, Vraag
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.page.questions import STEPS, option_in_words
from maatwerk_rules.besluit.page.room import factor_in_words
from maatwerk_rules.besluit.possibilities import Asked
from maatwerk_rules.besluit.privacy import NOTICE
from maatwerk_rules.besluit.record import lacking
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.document import Heading
from maatwerk_rules.explanation.html import html_of, words
from maatwerk_rules.explanation.markup import Child, Markup, tag, together
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.pages import in_case
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.model.declarations import Functie, Orgaan
from maatwerk_rules.model.policy import Policy

SIGNATURE = (*(key for key, _ in SIGNED), "mandaat")


@attrs.frozen
class Filled:
    """What was typed in a form, and what is wrong with it, by the name of the field."""

    typed: Mapping[str, str]
    wrong: dict[str, str]

    def of(self, name: str) -> fields.Said:
        """Return what stands with a field."""
        return fields.Said(self.typed.get(name, ""), self.wrong.get(name, ""))

    def in_order(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what is wrong in the order of the fields on the page, and what is elsewhere."""
        return {name: self.wrong[name] for name in names if name in self.wrong} | self.wrong


def weighing(name: str, walk: Walk, form: Form, address: str, filled: Filled) -> str:
    """Return the form of a weighing; nothing in it is chosen beforehand."""
    vocabulary = Vocabulary(walk.policy, walk.peildatum)
    asked: list[Child] = []
    for step, each in groupby(form.questions, key=lambda one: one.step):
        asked.append(tag("h2", STEPS.get(step, capital(write_name(step)))))
        asked += [_question(one, filled, vocabulary) for one in each]
    sent = fields.form(
        address,
        walk.token,
        *asked,
        tag("h2", "Het oordeel"),
        *_judged(form.judged, filled, walk.policy),
        *signed(_who(form.judged, walk.policy), filled, walk.policy),
        fields.button("Leg de weging vast"),
    )
    left = [tag("li", words(one)) for one in form.not_checked]
    unchecked = tag(
        "details", tag("summary", f"Niet in de regels; kijk dit zelf na ({len(left)})"),
        tag("ul", *left),
    ) if left else None  # fmt: skip
    names = [*(one.key for one in form.questions), *_fields_of(form.judged)]
    body = (
        fields.errors(filled.in_order((*names, *SIGNATURE))),
        tag("p", tag("strong", form.notice), f" {NOTICE}"),
        unchecked,
        sent,
    )
    title = f"Weeg ‘{write_name(form.ground)}’"
    return in_case(name, walk, "uitkomst", title, body)


def judgement(name: str, walk: Walk, asked: Asked, address: str, filled: Filled) -> str:
    """Return the form of a judgement that belongs to no piece of the room."""
    sent = fields.form(
        address,
        walk.token,
        *_judged((asked,), filled, walk.policy),
        *signed(asked.by, filled, walk.policy),
        fields.button("Leg het oordeel vast"),
    )
    body = (fields.errors(filled.wrong), tag("p", NOTICE), sent)
    return in_case(name, walk, "uitkomst", "Geef een oordeel", body)


def _question(one: Vraag, filled: Filled, vocabulary: Vocabulary) -> Markup:
    if one.options:
        offered = [(each, option_in_words(each, vocabulary)) for each in one.options]
        return fields.choice(one.key, one.text, offered, filled.of(one.key))
    return fields.text_field(one.key, one.text, filled.of(one.key), kind="lang")


def _judged(judged: tuple[Asked, ...], filled: Filled, policy: Policy) -> Iterator[Markup]:
    for number, asked in enumerate(judged):
        key = f"oordeel-{number}"
        for factor, text in asked.factors:
            field = f"{key}-{factor}"
            label = factor_in_words(factor, text)
            yield fields.text_field(field, label, filled.of(field), kind="lang")
        type_ = policy.types[asked.leaf.name]
        yield fields.of_type(key, asked.question, type_, filled.of(key))


def _fields_of(judged: tuple[Asked, ...]) -> Iterator[str]:
    for number, asked in enumerate(judged):
        yield from (f"oordeel-{number}-{factor}" for factor, _ in asked.factors)
        yield f"oordeel-{number}"


def _who(judged: tuple[Asked, ...], policy: Policy) -> tuple[str, ...]:
    """Return who may give all these judgements."""
    may = [set(policy.mandates.get(one.leaf.name, ())) for one in judged]
    first = policy.mandates.get(judged[0].leaf.name, ())
    return tuple(one for one in first if all(one in each for each in may))


def signed(who: tuple[str, ...], filled: Filled, policy: Policy) -> Iterator[Markup]:
    """Yield the fields of who judges, when and why."""
    vocabulary = Vocabulary(policy, policy.slices[0].vanaf)
    offered = [(one, vocabulary.signed(one)) for one in who]
    for key, text in SIGNED:
        if key == "door":
            yield fields.one_of(key, text, offered, filled.of(key))
        else:
            kind = "date" if key == "op" else "lang"
            yield fields.text_field(key, text, filled.of(key), kind=kind)
    yield fields.text_field("mandaat", "Welk mandaat? (mag leeg)", filled.of("mandaat"))


# ---------------------------------------------------------------- the besluit

RECORD: tuple[tuple[str, str, str], ...] = (
    ("kenmerk", "Kenmerk van het besluit", "text"),
    ("mandaat", "Welk mandaat?", "text"),
    ("tijdstip", "Op welk moment, met tijdzone?", "text"),
    ("ontvangen", "Wanneer kwam de aanvraag binnen? (mag leeg)", "date"),
    ("gehoord.zienswijze", "Wat vond de inwoner?", "lang"),
    ("gehoord.op", "Op welke dag zei de inwoner dat?", "date"),
    ("gehoord.gedaan", "Wat is daarmee gedaan?", "lang"),
    ("gehoord.niet_nodig", "Of: waarom was horen niet nodig?", "lang"),
    ("contact", "Wie kan de inwoner vragen? (voor de motivering)", "text"),
)


def record_form(name: str, walk: Walk, filled: Filled) -> str:
    """Return the form with which the besluit is recorded."""
    policy = walk.policy
    vocabulary = Vocabulary(policy, walk.peildatum)
    deciders = [one.name for kind in (Orgaan, Functie) for one in policy.all(kind)]
    first, *others = (
        fields.text_field(key, text, filled.of(key), kind=kind) for key, text, kind in RECORD
    )
    who = fields.one_of(
        "door",
        "Wie beslist?",
        [(one, vocabulary.signed(one)) for one in deciders],
        filled.of("door"),
    )
    button = fields.button("Leg vast en maak de motivering")
    sent = fields.form(f"/zaak/{name}/besluit", walk.token, first, who, *others, button)
    weighed = [write_name(one.form.ground) for one in walk.weighings]
    told = f"Gewogen: {', '.join(weighed)}." if weighed else "Er is niets gewogen."
    body = (fields.errors(filled.wrong), tag("p", told), sent)
    return in_case(name, walk, "besluit", "Vastleggen", body)


def recorded(name: str, walk: Walk, contact: str | None) -> str:
    """Return the besluit that was recorded: what is still needed, the motivation, the exports."""
    besluit = walk.besluit
    assert besluit is not None, "this is shown after it was recorded"
    needed = lacking(besluit)
    listed = tag("ul", *(tag("li", words(one)) for one in needed))
    before = together((tag("p", "Voordat het besluit wordt verstuurd:"), listed))
    _, *letter = motivation(walk.policy, besluit, contact=contact).blocks
    shown = (
        html_of(attrs.evolve(one, level=3)) if isinstance(one, Heading) else html_of(one)
        for one in letter
    )
    links = (
        ("besluit.json", "Het besluit, als JSON"),
        ("zaak.json", "De zaak, als JSON"),
        ("toets.beleid", "De zaak als toets voor in het beleid"),
    )
    files = (
        tag("li", tag("a", text, href=f"/zaak/{name}/{file}", download=True))
        for file, text in links
    )
    body: tuple[Child, ...] = (
        before if needed else tag("p", tag("strong", "Er ontbreekt niets.")),
        tag("section", tag("h2", "De motivering"), *shown),
        tag("h2", "Meenemen"),
        tag("p", "Hierin staat alles wat over de inwoner is vastgelegd. Ga er zorgvuldig mee om."),
        tag("ul", *files),
    )
    return in_case(name, walk, "besluit", "Vastgelegd", body)


def nested(typed: Mapping[str, str], judged: tuple[Asked, ...]) -> dict[str, Any]:
    """Return what was typed as `complete` reads it: groups within, judgements by their name."""
    found: dict[str, Any] = {}
    for key, text in typed.items():
        if not text.strip() or key.startswith(("_", "oordeel-")):
            continue
        group, dot, inner = key.partition(".")
        if dot:
            found.setdefault(group, {})[inner] = text
        else:
            found[key] = text
    answers = {
        str(asked.leaf): one
        for number, asked in enumerate(judged)
        if (one := _answer(f"oordeel-{number}", asked, typed))
    }
    return {**found, "oordelen": answers} if answers else found


def _answer(key: str, asked: Asked, typed: Mapping[str, str]) -> dict[str, Any]:
    weighed = {name: text for name, _ in asked.factors if (text := typed.get(f"{key}-{name}"))}
    found: dict[str, Any] = {"gewogen": weighed} if weighed else {}
    value = typed.get(key, "").strip()
    return {**found, "waarde": value} if value else found


def field_of(path: str, judged: tuple[Asked, ...]) -> str:
    """Return the name of the field that a place among the answers was typed in."""
    for number, asked in enumerate(judged):
        place = f"oordelen.{asked.leaf}"
        if path == place or path.startswith(f"{place}."):
            rest = path[len(place) + 1 :].removeprefix("gewogen.")
            known = {name for name, _ in asked.factors}
            return f"oordeel-{number}-{rest}" if rest in known else f"oordeel-{number}"
    return path

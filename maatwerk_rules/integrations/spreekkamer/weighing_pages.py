"""The pages of the spreekkamer on which a person weighs and judges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import attrs

from maatwerk_rules.besluit.form import FIXED, SIGNED, Form, Vraag
from maatwerk_rules.besluit.page.questions import STEPS, option_in_words
from maatwerk_rules.besluit.page.room import factor_in_words
from maatwerk_rules.besluit.possibilities import Asked
from maatwerk_rules.besluit.privacy import NOTICE
from maatwerk_rules.besluit.weighing import Weighing
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.html import words
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.addresses import apart_address, judgement_address
from maatwerk_rules.integrations.spreekkamer.frame import in_case
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Type
from maatwerk_rules.runtime.facts import Judgement
from maatwerk_rules.runtime.scalars import write_scalar
from maatwerk_rules.runtime.written_text import misleading, written

SIGNATURE = (*(key for key, _ in SIGNED), "mandaat")


@attrs.frozen
class Filled:
    """What was typed in a form, and what is wrong with it, by the name of the field.

    Args:
        seen: The version of what stood there when the form was made.
        note: What is told above the form.
        apart: It is one of two that are filled in without seeing the other; nobody signs it.
    """

    typed: Mapping[str, str]
    wrong: dict[str, str] = attrs.field(factory=dict)
    seen: str = ""
    note: str = ""
    apart: bool = False

    def of(self, name: str) -> fields.Said:
        """Return what stands with a field."""
        return fields.Said(self.typed.get(name, ""), self.wrong.get(name, ""))

    def in_order(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what is wrong in the order of the fields on the page, and what is elsewhere."""
        return {name: self.wrong[name] for name in names if name in self.wrong} | self.wrong

    def head(self, names: Iterable[str]) -> Iterator[Markup | None]:
        """Yield what stands above the form: what is to be told, and what is wrong."""
        yield tag("p", self.note, class_="melding", role="status") if self.note else None
        yield fields.errors(self.in_order(names))


def weighing(name: str, walk: Walk, form: Form, address: str, filled: Filled) -> str:
    """Return the form of a weighing; no answer to it is chosen beforehand."""
    vocabulary = Vocabulary(walk.policy, walk.peildatum)
    needed = [one for one in form.questions if one.needed]
    sent = fields.form(
        address,
        walk.token,
        fields.hidden("_gezien", filled.seen),
        *_asked(needed, filled, vocabulary),
        tag("h2", "Het oordeel"),
        *_judged(form.judged, filled, walk.policy),
        *(() if filled.apart else signed(_who(form.judged, walk.policy), filled, walk.policy)),
        _not_needed(form, filled, vocabulary),
        fields.button("Bewaar mijn oordeel" if filled.apart else "Leg de weging vast"),
    )
    left = [tag("li", words(one)) for one in form.not_checked]
    unchecked = tag(
        "details", tag("summary", f"Niet in de regels; kijk dit zelf na ({len(left)})"),
        tag("ul", *left),
    ) if left else None  # fmt: skip
    names = [*(one.key for one in needed), *_fields_of(form.judged), *SIGNATURE]
    notice = tag("p", tag("strong", form.notice), f" {NOTICE}")
    about = f" ({_about(form, walk)})" if form.record is not None else ""
    title = f"{'Weeg apart: ' if filled.apart else 'Weeg '}‘{write_name(form.ground)}’{about}"
    other = None if filled.apart else _with_two(name, form)
    body = (*filled.head(names), notice, sent, unchecked, other)
    return in_case(name, walk, "uitkomst", title, body)


def _with_two(name: str, form: Form) -> Markup:
    """Return the way to judging with two, apart."""
    place = (form.outcome, form.ground, form.record)
    return tag(
        "p", tag("a", "Oordeel met zijn tweeën, eerst apart", href=apart_address(name, place))
    )


def _about(form: Form, walk: Walk) -> str:
    assert form.record is not None, "this is asked where there is one"
    return Vocabulary(walk.policy, walk.peildatum, walk.facts).record(form.record)


def _asked(questions: Iterable[Vraag], filled: Filled, vocabulary: Vocabulary) -> Iterator[Child]:
    for step, each in groupby(questions, key=lambda one: one.step):
        yield tag("h2", STEPS.get(step, capital(write_name(step))))
        yield from (_question(one, filled, vocabulary) for one in each)


def _not_needed(form: Form, filled: Filled, vocabulary: Vocabulary) -> Markup | None:
    """Return the questions that may be left open, folded unless something is wrong in them."""
    left = [one for one in form.questions if not one.needed]
    if not left:
        return None
    touched = any(filled.wrong.get(one.key) or filled.typed.get(one.key) for one in left)
    title = tag("summary", f"Meer om over na te denken (mag leeg, {len(left)} vragen)")
    return tag("details", title, *_asked(left, filled, vocabulary), open=touched)


def judgement(name: str, walk: Walk, asked: Asked, filled: Filled, *, given: bool = False) -> str:
    """Return the form of a judgement that belongs to no piece of the room, or is changed."""
    back = fields.button("Neem dit oordeel terug", "terug", "ja") if given else None
    sent = fields.form(
        judgement_address(name, asked.leaf),
        walk.token,
        fields.hidden("_gezien", filled.seen),
        *_judged((asked,), filled, walk.policy),
        *signed(asked.by, filled, walk.policy),
        tag("p", fields.button("Leg het oordeel vast"), " ", back),
    )
    names = [*_fields_of((asked,)), *SIGNATURE]
    title = "Wijzig een oordeel" if given else "Geef een oordeel"
    return in_case(name, walk, "uitkomst", title, (*filled.head(names), tag("p", NOTICE), sent))


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


def nested(typed: Mapping[str, str], judged: tuple[Asked, ...]) -> dict[str, Any]:
    """Return what was typed as `complete` reads it: groups within, judgements by their name."""
    found: dict[str, Any] = {}
    for key, text in typed.items():
        if (not written(text) and not misleading(text)) or key.startswith("oordeel-"):
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


def typed_of(weighing: Weighing) -> dict[str, str]:
    """Return a weighing as its form has it, to change it or to make it again."""
    types = weighing.form.types
    typed = dict(weighing.answers)
    for number, judged in enumerate(weighing.judgements):
        typed |= judged_as_typed(judged, types[judged.oordeel], number)
    return typed


def judged_as_typed(judged: Judgement, type_: Type, number: int = 0) -> dict[str, str]:
    """Return a judgement as a form has it, with who gave it, when and why."""
    key = f"oordeel-{number}"
    value = write_scalar(judged.waarde, type_)
    shown = {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)
    return {
        key: shown,
        **{f"{key}-{name}": text for name, text in judged.gewogen.items()},
        "door": judged.door,
        "op": judged.op.isoformat() if judged.op is not None else "",
        "omdat": judged.omdat or "",
        "mandaat": judged.mandaat or "",
    }


def in_words(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed with the question it answers, as far as it is known without its form.

    >>> in_words({"belangen_van_anderen": "Geen.", "oordeel-0": "ja"})
    {'Welke belangen van anderen spelen mee, en hoe?': 'Geen.', 'Oordeel': 'ja'}
    """
    known = {one.key: one.text for one in FIXED} | dict(SIGNED)
    return {
        known.get(key) or capital(write_name(re.sub(r"-\d+-?", " ", key).strip())): text
        for key, text in typed.items()
    }


def field_of(path: str, judged: tuple[Asked, ...]) -> str:
    """Return the name of the field that a place among the answers was typed in."""
    for number, asked in enumerate(judged):
        place = f"oordelen.{asked.leaf}"
        if path == place or path.startswith(f"{place}."):
            rest = path[len(place) + 1 :].removeprefix("gewogen.")
            known = {name for name, _ in asked.factors}
            return f"oordeel-{number}-{rest}" if rest in known else f"oordeel-{number}"
    return path

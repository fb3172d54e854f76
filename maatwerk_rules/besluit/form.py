"""What a weighing asks: the steps of the reverse test, evenredigheid, and the factors of the law.

Nothing is scored and nothing is filled in beforehand. `waarden` names which of the three values a
question belongs to (betrokkenheid, legitimiteit, rendement): another view of the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from maatwerk_rules.besluit.possibilities import Asked, Possibility, possibilities
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.clauses import Dient
from maatwerk_rules.model.declarations import Bedoeling
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.shapes import is_blank
from maatwerk_rules.runtime.written_text import REASON, is_filled, is_said, written
from maatwerk_rules.values import frozen

Step = Literal["effect", "bedoeling", "ethiek", "evenredigheid", "anderen", "wet"]
View = Literal["betrokkenheid", "legitimiteit", "rendement"]
GROUPS = ("ethiek", "evenredigheid")
"""The keys under which more answers stand together."""
NOTICE = "Schrijf alleen op wat voor het besluit nodig is."
"""Stands above each field in which somebody writes about a person."""
VIEWS: tuple[View, ...] = ("betrokkenheid", "legitimiteit", "rendement")


@frozen
class Vraag:
    """One thing a person answers in words of their own.

    Args:
        key: Where the answer stands, with a dot where it stands in a group.
        views: To which of the three values it belongs.
        options: What may be answered; in words of one's own where there are none.
        needed: Without an answer the weighing is not complete.
    """

    key: str
    text: str
    step: Step
    views: tuple[View, ...]
    options: tuple[str, ...] = ()
    needed: bool = True


FIXED: tuple[Vraag, ...] = (
    Vraag("gewenst_effect", "Wat wil de inwoner bereiken, in eigen woorden?", "effect",
          ("betrokkenheid",)),
    Vraag("ethiek.korte_termijn", "Wat doet dit besluit op korte termijn?", "ethiek",
          ("betrokkenheid", "rendement")),
    Vraag("ethiek.lange_termijn", "Wat doet dit besluit op lange termijn?", "ethiek",
          ("betrokkenheid", "rendement")),
    Vraag("ethiek.past_bij_inwoner", "Past dit bij wat deze inwoner wil en kan?", "ethiek",
          ("betrokkenheid",)),
    Vraag("ethiek.zuivere_bedoelingen", "Zijn de bedoelingen van alle betrokkenen zuiver?",
          "ethiek", ("legitimiteit",)),
    Vraag("ethiek.past_bij_uitgangspunten", "Past dit bij de uitgangspunten van de gemeente?",
          "ethiek", ("legitimiteit", "rendement")),
    Vraag("evenredigheid.geschikt", "Is dit geschikt om het doel te bereiken?", "evenredigheid",
          ("legitimiteit",)),
    Vraag("evenredigheid.noodzakelijk", "Is dit nodig, of kan het met minder?", "evenredigheid",
          ("legitimiteit",)),
    Vraag("evenredigheid.evenwichtig", "Zijn de gevolgen in balans met het doel?",
          "evenredigheid", ("legitimiteit", "betrokkenheid")),
    Vraag("belangen_van_anderen", "Welke belangen van anderen spelen mee, en hoe?", "anderen",
          ("rendement", "legitimiteit")),
    Vraag("feiten", "Welke feiten wegen mee? Alleen wat vaststaat.", "wet", ("legitimiteit",)),
    Vraag("waarden", "Welke waarden wegen mee, en waarom zo zwaar?", "wet", ("betrokkenheid",)),
)  # fmt: skip


@frozen
class Form:
    """What must be answered before a deviation, or its refusal, can be recorded.

    Args:
        policy_hash: The text of the policy it was made with.
        ground: The rule that gives the power: a deviation, hardship clause or exception.
        notice: What a reader must know first: that it is no deviation, or who decides.
        judged: The judgements it ends in.
        not_checked: What is not encoded, and a person must check.
        types: What each judgement may be.
    """

    policy_hash: str
    outcome: str
    ground: str
    record: RecordId | None
    possibility: Possibility
    notice: str
    questions: tuple[Vraag, ...]
    judged: tuple[Asked, ...]
    not_checked: tuple[str, ...]
    types: Mapping[str, Type]

    @property
    def reminder(self) -> str:
        """What stands above each answer in words of one's own: only what the decision needs."""
        return NOTICE

    def missing(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        """Return what is not answered yet, each as a Dutch sentence; empty when all is."""
        return tuple(text for _, text in self.gaps(answers))

    def gaps(self, answers: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """Yield what is not answered yet: its place among the answers, and a Dutch sentence."""
        for vraag in self.questions:
            found = answer_of(answers, vraag.key)
            if vraag.options and found not in (*vraag.options, ""):
                offered = write_list((f"`{one}`" for one in vraag.options), "of")
                yield vraag.key, f"Kies uit: {offered}."
            elif not vraag.options and found and not is_said(found):
                yield vraag.key, f"Schrijf een antwoord in woorden: {vraag.text}"
            elif vraag.needed and not found:
                yield vraag.key, f"Nog te beantwoorden: {vraag.text}"
        given = answers.get("oordelen")
        for one in self.judged:
            path = f"oordelen.{one.leaf}"
            found_one = given.get(str(one.leaf)) if isinstance(given, Mapping) else None
            if not isinstance(found_one, Mapping) or found_one.get("waarde") is None:
                yield path, f"Nog te beoordelen: {one.question}"
            weighed = found_one.get("gewogen") if isinstance(found_one, Mapping) else None
            for name, text in one.factors:
                if not isinstance(weighed, Mapping) or not is_filled(answer_of(weighed, name)):
                    yield f"{path}.gewogen.{name}", f"Nog te wegen: {text}"
        for key, text in SIGNED:
            if is_blank(answers.get(key)):
                yield key, f"Nog in te vullen: {text}"
        reason = answer_of(answers, "omdat")
        if reason and not is_said(reason, REASON):
            yield "omdat", NO_REASON

    def seen_by(self, answers: Mapping[str, object]) -> Mapping[View, tuple[tuple[str, str], ...]]:
        """Return the same answers under each of the three values; one may stand under more."""
        return {
            view: tuple(
                (vraag.text, answer_of(answers, vraag.key))
                for vraag in self.questions
                if view in vraag.views
            )
            for view in VIEWS
        }


NO_REASON = "Dit is geen reden. Een reden heeft minstens twee woorden."
SIGNED = (
    ("door", "Wie beoordeelt dit?"),
    ("op", "Op welke dag?"),
    ("omdat", "Waarom is dit het oordeel?"),
)


def answer_of(answers: Mapping[str, object], key: str) -> str:
    """Return an answer as text; empty where there is none, or nothing to see.

    >>> answer_of({"ethiek": {"korte_termijn": " Rust. "}}, "ethiek.korte_termijn")
    'Rust.'
    """
    found: object = answers
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return written(found) if isinstance(found, str) else ""


def weigh(
    policy: Policy,
    decision: Decision,
    outcome: str | tuple[str, str],
    ground: str,
    voor: str | None = None,
) -> Form:
    """Return the form of weighing one piece of the room in an outcome.

    Args:
        ground: The deviation, hardship clause, exception or rule that asks a judgement.
        voor: The name of the record it is about, where more than one has it.

    Raises:
        KeyError: no such outcome was decided, or it has no such room with an open judgement.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}}
    >>> decision = decide(policy, case, peildatum=date(2026, 3, 1))
    >>> form = weigh(policy, decision, "woonkostentoeslag", "beleidsregel_onevenredig")
    >>> form.missing({})[0]
    'Nog te beantwoorden: Wat wil de inwoner bereiken, in eigen woorden?'
    """
    every = [one for one in possibilities(policy, decision, outcome) if is_weighed(one)]
    found = [
        one
        for one in every
        if one.room.name == ground and voor in (None, one.room.record and one.room.record.key)
    ]
    if len(found) != 1:
        of = (f"{one.room.name} {one.room.record.key if one.room.record else ''}" for one in every)
        raise KeyError(f"{ground!r}, voor {voor!r}; open are: {write_list(map(str.strip, of))}")
    return form_of(policy, decision, decision[outcome].name, found[0])


def is_weighed(one: Possibility) -> bool:
    """Tell whether a piece of the room has a judgement that is open."""
    return any(asked.leaf.kind == "oordeel" for asked in one.asked)


def form_of(policy: Policy, decision: Decision, outcome: str, found: Possibility) -> Form:
    """Return the form of weighing a piece of the room that was found already.

    Of a deviation all is asked that an objection would ask for, whatever the answer: a refusal
    that took less would steer. So the intentions of both sides can be named: of the rules that it
    would set aside, and of its own ground. What is no deviation needs no more than the wanted
    effect, and what the rule itself lets be judged; the other questions may be left open.
    """
    room = found.room
    touched = tuple(dict.fromkeys((*_set_aside(decision, outcome, found), *room.bedoelingen)))
    named = [policy.find(Bedoeling, name) for name in touched]
    served = (each for one in named if one is not None for each in one.all(Dient))
    waarden = tuple(dict.fromkeys(name for each in served for name in each.waarden))
    chosen = (
        Vraag("bedoeling", INTENTION, "bedoeling", ("legitimiteit",), touched),
        Vraag("waarde", VALUE, "bedoeling", ("legitimiteit",), waarden),
    )
    effect, *others = FIXED
    weighed = (*(one for one in chosen if one.options), *others)
    return Form(
        decision.policy_hash,
        outcome,
        room.name,
        room.record,
        found,
        DEVIATES
        if found.is_deviation
        else NO_DEVIATION.format(wat=found.nature.removesuffix(", geen afwijking")),
        (effect, *(attrs.evolve(one, needed=found.is_deviation) for one in weighed)),
        tuple(one for one in found.asked if one.leaf.kind == "oordeel"),
        decision.not_assessed,
        {
            one.leaf.name: policy.types[one.leaf.name]
            for one in found.asked
            if one.leaf.kind == "oordeel"
        },
    )


def _set_aside(decision: Decision, outcome: str, found: Possibility) -> Iterator[str]:
    """Yield the intentions that the outcome rests on, which a deviation would set aside."""
    if not found.is_deviation:
        return
    results = [one for one in decision if one.name == outcome]
    about = [one for one in results if one.record == found.room.record]
    for one in about or results:
        yield from one.bedoelingen


INTENTION = "Om welke bedoeling van de regel gaat het?"
VALUE = "Welke waarde staat op het spel?"
DEVIATES = "Dit is een afwijking van de regel. Zij vraagt een grond en een motivering."
NO_DEVIATION = "Dit is geen afwijking: het is {wat}."

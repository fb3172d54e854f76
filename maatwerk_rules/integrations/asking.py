"""Asking on the terminal for what is missing, one question at a time.

Only facts are asked; where a judgement is open, a person decides and the terminal says who. An
empty answer skips a question, `stop` ends. What is asked never changes what the rules say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.terminal import complain, style
from maatwerk_rules.model.clauses import Vraag
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Lijst, Percentage, Type
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.decision import Decision, Question
from maatwerk_rules.runtime.facts import read_facts, write_case

STOP = "stop"


class Stopped(Exception):  # noqa: N818 - the user is done, nothing went wrong
    """The user wants no more questions."""


@attrs.define
class Dialogue:
    """The case as far as it was told, and what the user skipped."""

    policy: Policy
    peildatum: date
    uitkomsten: tuple[str, ...] | None
    case: dict[str, Any]
    skipped: set[str]

    def decide(self) -> Decision:
        """Return the decision on what is known now."""
        return decide(self.policy, self.case, peildatum=self.peildatum, uitkomsten=self.uitkomsten)

    def next(self, decision: Decision) -> Question | None:
        """Return the next fact to ask, or None when only judgements are left."""
        for question in decision.questions:
            leaf = question.leaf
            if leaf.kind == "gegeven" and leaf.name not in self.skipped:
                return question
        return None


def ask(
    policy: Policy,
    data: bytes,
    peildatum: date,
    uitkomsten: tuple[str, ...] | None,
    bewaar: str | None,
) -> Decision:
    """Return the decision after asking; the case is kept in a file when one is named.

    Raises:
        FactError: the facts given at the start do not read.
    """
    case = write_case(read_facts(policy, data))
    case.setdefault("feiten", {})
    dialogue = Dialogue(policy, peildatum, uitkomsten, dict(case), set())
    decision = dialogue.decide()
    try:
        while (question := dialogue.next(decision)) is not None:
            _ask_one(dialogue, question)
            decision = dialogue.decide()
    except Stopped:
        decision = dialogue.decide()
    if bewaar is not None:
        text = json.dumps(dialogue.case, ensure_ascii=False, indent=2)
        Path(bewaar).write_text(text + "\n", encoding="utf-8")
        complain(f"De zaak staat in {bewaar}.")
    return decision


def _ask_one(dialogue: Dialogue, question: Question) -> None:
    name = question.leaf.name
    gegeven = dialogue.policy.find(Gegeven, name)
    vraag = gegeven.one(Vraag) if gegeven else None
    text = vraag.tekst if vraag else f"{write_name(name).capitalize()}?"
    if question.to == "register":
        text += f" (uit: {', '.join(question.by)})"
    type_ = dialogue.policy.types[name]
    click.echo(style(text, "kop"))
    while True:
        try:
            value = _ask_list(type_) if isinstance(type_, Lijst) else _ask_value(type_)
        except click.Abort:
            raise Stopped from None
        if value is None:
            dialogue.skipped.add(name)
            return
        if _accept(dialogue, name, value):
            return


def _accept(dialogue: Dialogue, name: str, value: object) -> bool:
    """Keep an answer that reads; else say what is wrong with it."""
    feiten: Mapping[str, Any] = dialogue.case["feiten"]
    case = {**dialogue.case, "feiten": {**feiten, name: value}}
    try:
        read_facts(dialogue.policy, case)
        decide(dialogue.policy, case, peildatum=dialogue.peildatum)
    except FactError as error:
        for one in error.diagnostics:
            complain(f"  {one.headline} {' '.join(one.help)}")
        return False
    dialogue.case = case
    return True


def _ask_value(type_: Type) -> object | None:
    answer = _prompt(_form(type_))
    return answer or None


def _prompt(form: str) -> str:
    answer = str(click.prompt(f"  ({form})", default="", show_default=False)).strip()
    if answer.lower() == STOP:
        raise Stopped
    return answer


def _form(type_: Type) -> str:
    match type_:
        case JaNee():
            return "ja of nee; leeg: overslaan; stop"
        case Keuze(opties=opties):
            return write_list(opties, "of")
        case Bedrag(periode=periode):
            return "bedrag, bijvoorbeeld 1.250,00" + (f", per {periode}" if periode else "")
        case Datum():
            return "datum, bijvoorbeeld 2026-03-01"
        case Percentage():
            return "percentage, bijvoorbeeld 80%"
        case Aantal(eenheid=eenheid):
            return "aantal" + (f", in {eenheid}" if eenheid else "")
    return "antwoord"


def _ask_list(type_: Lijst) -> object | None:
    """Return the records that are told one by one; None when the question is skipped."""
    answer = _prompt(f"hoeveel? 0 tot en met {type_.maximum}; leeg: overslaan; stop")
    if not answer:
        return None
    if not answer.isdecimal() or int(answer) > type_.maximum:
        complain(f"  Geef een getal van 0 tot en met {type_.maximum}.")
        return _ask_list(type_)
    records = []
    for number in range(1, int(answer) + 1):
        click.echo(f"  {type_.soort.naam} {number}:")
        fields = {}
        for veld in type_.soort.velden:
            click.echo(f"    {write_name(veld.naam)}")
            value = _ask_value(veld.type)
            if value is not None:
                fields[veld.naam] = value
        records.append(fields)
    return records

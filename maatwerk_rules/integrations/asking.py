"""Asking on the terminal for what is missing, one question at a time.

Only facts are asked; where a judgement is open, a person decides and the terminal says who. An
empty answer skips a question, `stop` ends. The questions go to standard error, so that standard
output holds the outcome and nothing else.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.questions import ask as ask_in_words
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.terminal import complain, style
from maatwerk_rules.model.clauses import UitRegister
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.pipeline import decide
from maatwerk_rules.resources import reason
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
    skipped: set[Leaf]

    def decide(self, case: dict[str, Any] | None = None) -> Decision:
        """Return the decision on what is known now, or on another case."""
        known = self.case if case is None else case
        return decide(self.policy, known, peildatum=self.peildatum, uitkomsten=self.uitkomsten)

    def next(self, decision: Decision) -> Question | None:
        """Return the next fact to ask, or None when nothing is left that a question can settle."""
        return next(self.open(decision), None)

    def open(self, decision: Decision) -> Iterator[Question]:
        """Yield the facts that can be asked, in their order.

        What only matters where something is so that was skipped, is skipped with it.
        """
        never = {*self.skipped, *decision.facts.unknowable}
        for question in decision.questions:
            leaf = question.leaf
            told = leaf.record is None and leaf.name in self.case["feiten"]
            past = bool(question.after) and question.after <= never
            if leaf.kind == "gegeven" and leaf not in never and not told and not past:
                yield question

    def with_value(self, leaf: Leaf, value: object) -> dict[str, Any]:
        """Return the case with one fact, or one field of a record that it has, filled in."""
        case, holder = self._copied(leaf)
        holder[leaf.field or leaf.name] = value
        return case

    def without(self, leaf: Leaf) -> dict[str, Any]:
        """Return the case without one fact, or one field of a record that it has."""
        case, holder = self._copied(leaf)
        holder.pop(leaf.field or leaf.name, None)
        return case

    def _copied(self, leaf: Leaf) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a copy of the case, and what in it holds a fact."""
        case = copy.deepcopy(self.case)
        if leaf.record is None:
            return case, case["feiten"]
        return case, _record_of(leaf.record, self.policy, case["feiten"])

    def accept(self, leaf: Leaf, value: object) -> bool:
        """Keep an answer that reads; else say what is wrong with it."""
        case = self.with_value(leaf, value)
        try:
            self.decide(case)
        except FactError as error:
            for one in error.diagnostics:
                complain(f"  {one.headline}")
            return False
        self.case = case
        return True


def _record_of(record: RecordId, policy: Policy, feiten: dict[str, Any]) -> dict[str, Any]:
    """Return the record in the data; that of an `een` fact comes into being here."""
    type_ = policy.types[record.list]
    listed: Any = feiten.setdefault(record.list, {})
    assert isinstance(type_, Lijst)
    if isinstance(listed, dict) and "@lijst" not in listed:
        return listed
    records = listed["@lijst"] if isinstance(listed, dict) else listed
    by_key = {
        each.get("@naam", record.list if type_.single else str(index)): each
        for index, each in enumerate(records)
    }
    found: dict[str, Any] = by_key[record.key]
    return found


def ask(
    policy: Policy,
    data: bytes,
    peildatum: date,
    uitkomsten: tuple[str, ...] | None,
    bewaar: str | None,
) -> Decision:
    """Return the decision after asking; the case is kept in a file when one is named.

    What was told is kept also when the user breaks off.

    Raises:
        FactError: the facts given at the start do not read.
        click.FileError: the case cannot be kept.
    """
    case = {"feiten": {}, **write_case(read_facts(policy, data))}
    dialogue = Dialogue(policy, peildatum, uitkomsten, case, set())
    decision = dialogue.decide()
    if dialogue.next(decision) is not None:
        complain("Enter slaat een vraag over, `stop` eindigt het vragen.")
    try:
        while (question := dialogue.next(decision)) is not None:
            _ask_one(dialogue, question, decision)
            decision = dialogue.decide()
    except Stopped:
        decision = dialogue.decide()
    finally:
        if bewaar is not None:
            _keep(write_case(read_facts(policy, dialogue.case)), bewaar)
    return decision


def _keep(case: dict[str, Any], path: str) -> None:
    text = json.dumps(case, ensure_ascii=False, indent=2) + "\n"
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        complain(text)
        raise click.FileError(path, reason(error)) from error
    complain(f"De zaak staat in {path}.")


def _ask_one(dialogue: Dialogue, question: Question, decision: Decision) -> None:
    leaf = question.leaf
    words = Vocabulary(dialogue.policy, dialogue.peildatum, decision.facts)
    text = words.question(leaf) or ask_in_words(leaf, words)
    complain("")
    complain(style(text, "kop"), styled=True)
    if question.to == "register":
        complain(f"  Dit staat in: {write_list(words.title(name) for name in question.by)}.")
    type_ = words.some_type(leaf)
    if isinstance(type_, Lijst) and type_.single:
        _ask_single(dialogue, leaf)
    elif isinstance(type_, Lijst):
        _ask_list(dialogue, leaf, type_, words)
    else:
        _ask_value(dialogue, leaf, type_)


def _ask_value(dialogue: Dialogue, leaf: Leaf, type_: Type) -> None:
    """Ask until the answer reads, or is none."""
    while (answer := _prompt(_form(type_))) and not dialogue.accept(leaf, _meant(answer, type_)):
        pass
    if not answer:
        dialogue.skipped.add(leaf)


def _ask_single(dialogue: Dialogue, leaf: Leaf) -> None:
    """Ask whether there is such a record; its fields are asked as far as they matter."""
    while (answer := _prompt("ja of nee")) and _meant(answer, JaNee()) not in ("ja", "nee"):
        complain("  Geef ja of nee.")
    if not answer:
        dialogue.skipped.add(leaf)
        return
    present = _meant(answer, JaNee()) == "ja"
    dialogue.case = dialogue.with_value(leaf, {} if present else [])


def _ask_list(dialogue: Dialogue, leaf: Leaf, type_: Lijst, words: Vocabulary) -> None:
    """Ask how many records there are, and then each field of each that no register holds."""
    form = f"hoeveel? een getal van 0 tot en met {type_.maximum}"
    while answer := _prompt(form):
        if answer.isascii() and answer.isdigit() and int(answer[:9]) <= type_.maximum:
            break
        complain(f"  Geef een getal van 0 tot en met {type_.maximum}.")
    if not answer:
        dialogue.skipped.add(leaf)
        return
    dialogue.case = dialogue.with_value(leaf, [{} for _ in range(int(answer))])
    for index in range(int(answer)):
        for veld in type_.soort.velden:
            field = Leaf("gegeven", leaf.name, RecordId(leaf.name, str(index)), veld.naam)
            declared = dialogue.policy.field_of(field)
            if declared is not None and declared.one(UitRegister):
                continue
            complain(f"  {words.question(field) or capital(words.leaf(field))}")
            _ask_value(dialogue, field, veld.type)


def _prompt(form: str) -> str:
    """Return what the user types after a line that says in which form."""
    click.echo(f"  ({form}): ", nl=False, err=True)
    try:
        answer = input().strip()
    except EOFError:
        complain("")
        raise Stopped from None
    if answer.lower() == STOP:
        raise Stopped
    return answer


def _meant(answer: str, type_: Type) -> str:
    """Return an answer as the data of a case would have it: people write freely."""
    if isinstance(type_, Keuze):
        return "_".join(answer.lower().split())
    if isinstance(type_, JaNee):
        return {"j": "ja", "n": "nee"}.get(answer.lower(), answer.lower())
    return answer


def _form(type_: Type) -> str:
    match type_:
        case JaNee():
            return "ja of nee"
        case Keuze(opties=opties):
            return write_list(map(write_name, opties), "of")
        case Bedrag(periode=periode):
            return "bedrag, bijvoorbeeld 1.250,00" + (f", per {periode}" if periode else "")
        case Datum():
            return "datum, bijvoorbeeld 2026-03-01"
        case Aantal(eenheid=eenheid):
            return "aantal" + (f", in {eenheid}" if eenheid else "")
    return "percentage, bijvoorbeeld 80%"

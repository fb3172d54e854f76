"""Answering and changing answers: what is shown, and what is kept of what was sent."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.questions import in_words
from maatwerk_rules.integrations.spreekkamer import answer_pages, fields, judging, pages
from maatwerk_rules.integrations.spreekkamer.addresses import mark_of
from maatwerk_rules.integrations.spreekkamer.visits import Response, Visit, sentence
from maatwerk_rules.integrations.spreekkamer.walk import MOST_TOGETHER
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision, Question
from maatwerk_rules.runtime.written_text import written

NO_ANSWER = "Geef een antwoord, of kies ‘Nu niet te zeggen’."
NOT_ASKED = "Deze vraag is niet meer aan de orde"
NOT_ASKED_WHY = "De zaak is intussen gewijzigd, misschien in een ander tabblad."


@attrs.frozen
class Sent:
    """What was sent of a question that is open: its field, and the answer."""

    field: str
    question: Question
    text: str


def ask(visit: Visit, decision: Decision) -> Response:
    """Show the next questions, or keep answers."""
    walk = visit.walk
    if visit.is_sent:
        return _answer(visit, decision)
    asked = walk.together(decision)
    if not asked:
        return visit.to("eigen" if walk.practice and not walk.own else "uitkomst")
    return visit.page(pages.questions(visit.name, walk, decision, asked, {}))


def _answer(visit: Visit, decision: Decision) -> Response:
    """Keep what was answered; an answer to what has another answer by now is shown beside it."""
    walk, typed = visit.walk, visit.typed
    there, late = _sent(visit, decision)
    given = [one for one in there if one.text]
    written_late = {mark: text for mark, text in late.items() if text}
    if not there or (written_late and not given):
        return _beside(visit, decision, written_late or late)
    wrong = _kept(visit, decision, given)
    if typed.get("sla_over") and not wrong:
        walk.skipped.update(one.question.leaf for one in there if not one.text)
    elif not given:
        wrong[there[0].field] = NO_ANSWER
    if wrong:
        walk.typed["vragen"] = typed
        asked = [one.question for one in there]
        return visit.page(pages.questions(visit.name, walk, decision, asked, wrong), 422)
    walk.typed.pop("vragen", None)
    return _beside(visit, decision, written_late) if written_late else visit.to("vragen")


def _sent(visit: Visit, decision: Decision) -> tuple[list[Sent], dict[str, str]]:
    """Return what was sent of the questions that are open, and of those that are not (any more)."""
    typed = visit.typed
    open_ = {mark_of(one.leaf): one for one in decision.questions if one.leaf.kind == "gegeven"}
    there, late = [], {}
    for number in range(MOST_TOGETHER):
        field = pages.field_of(number)
        mark = typed.get(pages.about_field_of(number), "")
        text = written(typed.get(field, ""))
        if mark in open_:
            there.append(Sent(field, open_[mark], text))
        elif mark or not number:
            late[mark] = text
    return there, late


def _kept(visit: Visit, decision: Decision, given: list[Sent]) -> dict[str, str]:
    """Keep answers and return what is wrong, by the field; those that are right are kept."""
    walk, words = visit.walk, visit.walk.words(decision)
    read = {}
    for one in given:
        leaf = one.question.leaf
        read[one.field] = leaf, fields.read_answer(words.some_type(leaf), one.text)
    wrong = {}
    try:
        walk.answer(dict(read.values()))
    except FactError:
        for field, (leaf, value) in read.items():
            try:
                walk.answer({leaf: value})
            except FactError as error:
                wrong[field] = sentence(error.diagnostics[0])
    return wrong


def _beside(visit: Visit, decision: Decision, late: Mapping[str, str]) -> Response:
    """Return what came too late: beside the answer that stands, or as it was written."""
    walk, words = visit.walk, visit.walk.words(decision)
    found = [(_found(mark, visit, decision), text) for mark, text in late.items()]
    leaf, text = found[0]
    if len(found) == 1 and leaf is not None and leaf not in walk.skipped:
        told = answer_pages.Told(text, answer_pages.CHANGED_ELSEWHERE)
        return visit.page(answer_pages.change(visit.name, walk, decision, leaf, told), 409)
    typed = {
        "Antwoord" if leaf is None else "".join(in_words(leaf, words)): text for leaf, text in found
    }
    return _late(visit, typed)


def _late(visit: Visit, typed: Mapping[str, str]) -> Response:
    page = answer_pages.late(visit.name, visit.walk, NOT_ASKED, NOT_ASKED_WHY, typed)
    return visit.page(page, 409)


def _found(mark: str, visit: Visit, decision: Decision) -> Leaf | None:
    """Return the answer, or the question that was left, that a form is about."""
    every = (*answer_pages.leaves_of(decision.facts), *visit.walk.skipped)
    return next((one for one in every if mark_of(one) == mark), None)


# ---------------------------------------------------------------- changing


def change(visit: Visit, decision: Decision) -> Response:
    """Show or keep another answer to a question that was answered, or left."""
    walk, typed = visit.walk, visit.typed
    mark = typed.get("over", "") if visit.is_sent else visit.request.args.get("over", "")
    leaf = _found(mark, visit, decision)
    text = typed.get("antwoord", "")
    if leaf is None:
        return _late(visit, {"Antwoord": text}) if visit.is_sent else visit.to("vragen")
    if not visit.is_sent:
        return visit.page(answer_pages.change(visit.name, walk, decision, leaf))
    told = answer_pages.Told(text)
    if visit.seen != answer_pages.version_at(leaf, walk):
        told = attrs.evolve(told, note=answer_pages.CHANGED_ELSEWHERE)
        page = answer_pages.change(visit.name, walk, decision, leaf, told)
        return visit.page(page, 409)
    wrong = _changed(visit, leaf, walk.words(decision).some_type(leaf))
    if wrong:
        told = attrs.evolve(told, wrong=wrong)
        return visit.page(answer_pages.change(visit.name, walk, decision, leaf, told), 422)
    return visit.to("")


def _changed(visit: Visit, leaf: Leaf, type_: Type) -> str:
    """Keep or take back an answer and return what is wrong; empty when nothing is."""
    text = written(visit.typed.get("antwoord", ""))
    back = bool(visit.typed.get("terug"))
    if not text and not back:
        return NO_ANSWER
    try:
        value = None if back else fields.read_answer(type_, text)
        judging.keep_typed(visit, visit.walk.change(leaf, value))
    except FactError as error:
        return sentence(error.diagnostics[0])
    return ""

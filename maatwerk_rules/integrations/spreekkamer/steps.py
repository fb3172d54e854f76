"""The steps of a case in the spreekkamer: what each shows, and what it keeps of what was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.spreekkamer import (
    answer_pages,
    fields,
    judging,
    outcome_page,
    pages,
    practice_pages,
    recording,
    start_page,
)
from maatwerk_rules.integrations.spreekkamer.addresses import mark_of
from maatwerk_rules.integrations.spreekkamer.visits import (
    Response,
    Visit,
    onward,
    refused,
    sentence,
    unreadable,
)
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.written_text import written

NO_ANSWER = "Geef een antwoord, of kies ‘Nu niet te zeggen’."
NO_WISH = "Schrijf op wat de inwoner wil bereiken, of waarom u dit niet vraagt."
NOT_ASKED = "Deze vraag is niet meer aan de orde"
NOT_ASKED_WHY = "De zaak is intussen gewijzigd, misschien in een ander tabblad."


@attrs.frozen
class Step(Visit):
    """One request about a case: what is shown, and what is kept of what was sent."""

    def answer(self, step: str) -> Response:
        """Return the answer of a step; before the wish is known all others lead to it."""
        steps: Mapping[str, Callable[[], Response]] = {
            "": self._now,
            "wens": self._wish,
            "weg": self._away,
        }
        if step in steps:
            return steps[step]()
        found = self.walk.order
        if found.decision is None:
            return self.to("wens")
        later: Mapping[str, Callable[[Visit, Decision], Response]] = {
            "begin": _about,
            "vragen": _question,
            "wijzig": _change,
            "eigen": _own,
            "uitkomst": _outcome,
            "weging": judging.weigh,
            "oordeel": judging.judge,
            "besluit": recording.besluit,
            "besluit.json": recording.besluit_json,
            "motivering.md": recording.letter,
            "zaak.json": recording.case_json,
            "toets.beleid": recording.toets,
        }
        if step not in later:
            return refused(404, "Deze bladzijde is er niet.")
        return later[step](self, found.decision)

    def _now(self) -> Response:
        decision = self.walk.order.decision
        if decision is None:
            return self.to("wens")
        return self.to("vragen" if self.walk.question(decision) else "uitkomst")

    def _away(self) -> Response:
        if self.is_sent:
            self.walks.end(self.name)
        return onward("/")

    def _wish(self) -> Response:
        walk = self.walk
        if not self.is_sent:
            return self.page(pages.wish(self.name, walk, {}))
        typed = self.typed
        effect = written(typed.get("gewenst_effect", ""))
        reason = written(typed.get("niet_gevraagd", ""))
        wrong = unreadable({"niet_gevraagd": typed.get("niet_gevraagd", "")})
        if not effect and not reason:
            wrong["gewenst_effect"] = NO_WISH
        case = {key: one for key, one in walk.case.items() if key != "gewenst_effect"}
        if typed.get("gewenst_effect", "").strip():
            case["gewenst_effect"] = typed["gewenst_effect"]
        try:
            walk.check(case)
        except FactError as error:
            wrong["gewenst_effect"] = sentence(error.diagnostics[0])
        if wrong:
            walk.typed["wens"] = typed
            return self.page(pages.wish(self.name, walk, wrong), 422)
        walk.typed.pop("wens", None)
        first = walk.order.decision is None
        walk.wish(case, reason or None)
        return self.to("vragen" if first else "")


def _question(visit: Visit, decision: Decision) -> Response:
    walk = visit.walk
    asked = walk.question(decision)
    if visit.is_sent:
        return _answer(visit, decision)
    if asked is None:
        return visit.to("eigen" if walk.practice and not walk.own else "uitkomst")
    return visit.page(pages.question(visit.name, walk, decision, asked, {}))


def _answer(visit: Visit, decision: Decision) -> Response:
    """Keep an answer; one to a question that has another answer by now is shown beside it."""
    walk, typed = visit.walk, visit.typed
    mark = typed.get("over", "")
    open_ = [one for one in decision.questions if mark_of(one.leaf) == mark]
    given = _found(mark, visit, decision)
    if given is not None and given not in walk.skipped:
        note = answer_pages.CHANGED_ELSEWHERE
        text = typed.get("antwoord", "")
        page = answer_pages.change(visit.name, walk, decision, given, answer_pages.Told(text, note))
        return visit.page(page, 409)
    if not open_ or open_[0].leaf.kind != "gegeven":
        return _late(visit)
    leaf = open_[0].leaf
    if typed.get("sla_over"):
        walk.skipped.add(leaf)
        return visit.to("vragen")
    wrong = _kept(visit, leaf, _type_of(visit, leaf, decision), walk.answer)
    if wrong:
        walk.typed["vragen"] = typed
        told = pages.question(visit.name, walk, decision, open_[0], {"antwoord": wrong})
        return visit.page(told, 422)
    walk.typed.pop("vragen", None)
    return visit.to("vragen")


def _kept(visit: Visit, leaf: Leaf, type_: Type, keep: Callable[[Leaf, object], object]) -> str:
    """Keep what was answered and return what is wrong with it; empty when nothing is."""
    text = written(visit.typed.get("antwoord", ""))
    if not text:
        return NO_ANSWER
    try:
        keep(leaf, fields.read_answer(type_, text))
    except FactError as error:
        return sentence(error.diagnostics[0])
    return ""


def _type_of(visit: Visit, leaf: Leaf, decision: Decision) -> Type:
    type_ = visit.walk.words(decision).type_of(leaf)
    assert type_ is not None, "a fact has a type"
    return type_


def _found(mark: str, visit: Visit, decision: Decision) -> Leaf | None:
    """Return the answer, or the question that was left, that a form is about."""
    every = (*answer_pages.leaves_of(decision.facts), *visit.walk.skipped)
    return next((one for one in every if mark_of(one) == mark), None)


def _late(visit: Visit) -> Response:
    told = {"Antwoord": visit.typed.get("antwoord", "")}
    page = answer_pages.late(visit.name, visit.walk, NOT_ASKED, NOT_ASKED_WHY, told)
    return visit.page(page, 409)


def _change(visit: Visit, decision: Decision) -> Response:
    """Show or keep another answer to a question that was answered, or left."""
    walk, typed = visit.walk, visit.typed
    mark = typed.get("over", "") if visit.is_sent else visit.request.args.get("over", "")
    leaf = _found(mark, visit, decision)
    if leaf is None:
        return _late(visit) if visit.is_sent else visit.to("vragen")
    if not visit.is_sent:
        return visit.page(answer_pages.change(visit.name, walk, decision, leaf))
    told = answer_pages.Told(typed.get("antwoord", ""))
    if visit.seen != answer_pages.version_at(leaf, walk):
        told = attrs.evolve(told, note=answer_pages.CHANGED_ELSEWHERE)
        page = answer_pages.change(visit.name, walk, decision, leaf, told)
        return visit.page(page, 409)
    if typed.get("terug"):
        wrong = _taken_back(visit, leaf)
    else:
        type_ = _type_of(visit, leaf, decision)
        wrong = _kept(visit, leaf, type_, lambda one, value: _changed(visit, one, value))
    if wrong:
        told = attrs.evolve(told, wrong=wrong)
        return visit.page(answer_pages.change(visit.name, walk, decision, leaf, told), 422)
    return visit.to("")


def _taken_back(visit: Visit, leaf: Leaf) -> str:
    try:
        _changed(visit, leaf, None)
    except FactError as error:
        return sentence(error.diagnostics[0])
    return ""


def _changed(visit: Visit, leaf: Leaf, value: object) -> None:
    judging.keep_typed(visit, visit.walk.change(leaf, value))


def _about(visit: Visit, decision: Decision) -> Response:
    """Show or keep on which day and about what the case is decided."""
    del decision
    walk, typed = visit.walk, visit.typed
    if not visit.is_sent:
        return visit.page(start_page.about_page(visit.name, walk, {}, {}))
    wrong: dict[str, str] = {}
    day = start_page.read_day_of(walk.policy, typed.get("peildatum", ""), wrong)
    chosen = typed.get("uitkomst", "")
    known = walk.policy.find(Uitkomst, chosen) is not None
    if chosen and not known:
        wrong["uitkomst"] = "Kies waarover het gaat."
    if day is not None and not wrong:
        try:
            settled = walk.turn_to(day, (chosen,) if known else walk.outcomes)
        except FactError as error:
            wrong["peildatum"] = sentence(error.diagnostics[0])
        else:
            judging.keep_typed(visit, settled)
            return visit.to("")
    return visit.page(start_page.about_page(visit.name, walk, typed, wrong), 422)


def _own(visit: Visit, decision: Decision) -> Response:
    walk = visit.walk
    if not walk.practice:
        return visit.to("uitkomst")
    typed = visit.typed if visit.is_sent else dict(walk.own or {})
    lacks = practice_pages.lacks_own(typed, decision) if visit.is_sent else {}
    wrong = unreadable(typed) | lacks
    if not visit.is_sent or wrong:
        page = practice_pages.own(visit.name, walk, decision, typed, wrong)
        return visit.page(page, 422 if wrong else 200)
    walk.own = typed
    return visit.to("uitkomst")


def _outcome(visit: Visit, decision: Decision) -> Response:
    del decision
    if visit.walk.practice and visit.walk.own is None:
        return visit.to("eigen")
    return visit.page(outcome_page.outcome(visit.name, visit.walk, visit.walk.order))

"""The steps of a case in the spreekkamer: what each shows, and what it keeps of what was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.spreekkamer import (
    answering,
    apart,
    judging,
    outcome_page,
    pages,
    practice_pages,
    recording,
    signalling,
    start_page,
)
from maatwerk_rules.integrations.spreekkamer.visits import (
    Response,
    Visit,
    onward,
    refused,
    sentence,
    unreadable,
)
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.written_text import REASON, is_said, written

NO_WISH = "Schrijf op wat de inwoner wil bereiken, of waarom u dit niet vraagt."
NO_WORDS = "Hier staan geen woorden. Schrijf op wat de inwoner wil bereiken, zoals die het zegt."
NO_REASON = (
    "Dit is geen reden. Schrijf in minstens twee woorden waarom u dit niet vraagt, zoals"
    " ‘ambtshalve besluit’."
)
BOTH = (
    "Er staat wat de inwoner wil bereiken, en ook waarom u dat niet vraagt. Kies een van beide en"
    " maak het andere leeg."
)


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
            "vragen": answering.ask,
            "wijzig": answering.change,
            "eigen": _own,
            "uitkomst": _outcome,
            "weging": judging.weigh,
            "apart": apart.apart,
            "oordeel": judging.judge,
            "besluit": recording.besluit,
            "besluit.json": recording.besluit_json,
            "motivering.md": recording.letter,
            "zaak.json": recording.case_json,
            "signaal": signalling.signal,
            "signaal.json": signalling.signal_json,
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
        wrong = _wrong_wish(effect, reason)
        wrong |= unreadable({"niet_gevraagd": typed.get("niet_gevraagd", "")})
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


def _wrong_wish(effect: str, reason: str) -> dict[str, str]:
    """Return what is wrong with a wish or with the reason not to ask it: one of them is said."""
    wrong = {}
    if not effect and not reason:
        wrong["gewenst_effect"] = NO_WISH
    elif effect and not is_said(effect):
        wrong["gewenst_effect"] = NO_WORDS
    if reason and not is_said(reason, REASON):
        wrong["niet_gevraagd"] = NO_REASON
    elif effect and reason:
        wrong["niet_gevraagd"] = BOTH
    return wrong


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

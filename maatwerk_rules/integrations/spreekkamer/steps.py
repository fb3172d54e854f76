"""The steps of a case in the spreekkamer: what each shows, and what it keeps of what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import attrs
from werkzeug.wrappers import Request, Response

from maatwerk_rules.besluit.form import form_of
from maatwerk_rules.besluit.given import UNREADABLE
from maatwerk_rules.besluit.possibilities import Asked, factors_of
from maatwerk_rules.besluit.record import record
from maatwerk_rules.besluit.weighing import INCOMPLETE, complete
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.markup import tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.integrations.spreekkamer import fields, pages, weighing_pages
from maatwerk_rules.integrations.spreekkamer.toets import named, toets_of
from maatwerk_rules.integrations.spreekkamer.walk import Walk, Walks
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled
from maatwerk_rules.model.declarations import Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import write_case

LARGEST_BODY = 1_000_000
MOST_PARTS = 400
START = "Begin een zaak"


class Asking(Request):
    """A request of which no more is read than a case can need."""

    max_content_length = LARGEST_BODY
    max_form_memory_size = LARGEST_BODY
    max_form_parts = MOST_PARTS


@attrs.frozen
class Room:
    """What a spreekkamer is opened with.

    Args:
        peildatum: The day that the start page offers.
        case: A case to begin with.
        not_asked: Why the municipality does not ask the wanted effect.
        moment: The moment that the form of the besluit offers.
    """

    policy: Policy
    peildatum: date
    case: Mapping[str, Any]
    outcomes: tuple[str, ...] = ()
    not_asked: str | None = None
    moment: Callable[[], datetime] = lambda: datetime.now().astimezone().replace(microsecond=0)


@attrs.frozen
class Step:
    """One request about a case: what is shown, and what is kept of what was sent."""

    room: Room
    walks: Walks
    name: str
    walk: Walk
    request: Asking

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
            return self._to("wens")
        later: Mapping[str, Callable[[Decision], Response]] = {
            "vragen": self._question,
            "eigen": self._own,
            "uitkomst": self._outcome,
            "weging": self._weigh,
            "oordeel": self._judge,
            "besluit": self._record,
            "besluit.json": self._besluit_json,
            "zaak.json": self._case_json,
            "toets.beleid": self._toets,
        }
        if step not in later:
            return refused(404, "Deze bladzijde is er niet.")
        return later[step](found.decision)

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    @property
    def typed(self) -> dict[str, str]:
        return {key: one for key, one in self.request.form.items() if not key.startswith("_")}

    def _to(self, step: str) -> Response:
        return onward(f"/zaak/{self.name}/{step}")

    def _now(self) -> Response:
        decision = self.walk.order.decision
        if decision is None:
            return self._to("wens")
        return self._to("vragen" if self.walk.question(decision) else "uitkomst")

    def _away(self) -> Response:
        if self.is_sent:
            self.walks.end(self.name)
        return onward("/")

    def _wish(self) -> Response:
        if not self.is_sent:
            return shown(pages.wish(self.name, self.walk, {}))
        typed = self.typed
        effect = typed.get("gewenst_effect", "").strip()
        reason = typed.get("niet_gevraagd", "").strip()
        wrong = {}
        if not effect and not reason:
            wrong["gewenst_effect"] = (
                "Schrijf op wat de inwoner wil bereiken, of waarom u dit niet vraagt."
            )
        case = {**self.walk.case, "gewenst_effect": effect or None}
        try:
            self.walk.check(case)
        except FactError as error:
            wrong["gewenst_effect"] = sentence(error.diagnostics[0])
        if wrong:
            self.walk.typed["wens"] = typed
            return shown(pages.wish(self.name, self.walk, wrong), 422)
        self.walk.typed.pop("wens", None)
        self.walk.not_asked = reason or None
        self.walk.take({key: one for key, one in case.items() if one is not None})
        return self._to("vragen")

    def _question(self, decision: Decision) -> Response:
        asked = self.walk.question(decision)
        if asked is None:
            return self._to("eigen" if self.walk.practice and not self.walk.own else "uitkomst")
        if not self.is_sent:
            return shown(pages.question(self.name, self.walk, decision, asked, {}))
        typed = self.typed
        if typed.get("over") != str(asked.leaf):  # an old page was sent: ask again
            return self._to("vragen")
        if typed.get("sla_over"):
            self.walk.skipped.add(asked.leaf)
            return self._to("vragen")
        type_ = self.walk.words(decision).type_of(asked.leaf)
        assert type_ is not None, "a fact has a type"
        answer = typed.get("antwoord", "").strip()
        wrong = "" if answer else "Geef een antwoord, of kies ‘Nu niet te zeggen’."
        if answer:
            try:
                self.walk.answer(asked.leaf, fields.read_answer(type_, answer))
            except FactError as error:
                wrong = sentence(error.diagnostics[0])
        if wrong:
            self.walk.typed["vragen"] = typed
            told = pages.question(self.name, self.walk, decision, asked, {"antwoord": wrong})
            return shown(told, 422)
        self.walk.typed.pop("vragen", None)
        return self._to("vragen")

    def _own(self, decision: Decision) -> Response:
        if not self.walk.practice:
            return self._to("uitkomst")
        if not self.is_sent:
            return shown(pages.own(self.name, self.walk, decision))
        self.walk.own = self.typed
        return self._to("uitkomst")

    def _outcome(self, decision: Decision) -> Response:
        if self.walk.practice and self.walk.own is None:
            return self._to("eigen")
        del decision
        return shown(pages.outcome(self.name, self.walk, self.walk.order))

    # ------------------------------------------------------------ judging

    def _weigh(self, decision: Decision) -> Response:
        number, ground = self.request.args.get("n", ""), self.request.args.get("grond", "")
        room = self.walk.open_room(decision)
        place = int(number) if number.isdecimal() and len(number) < 5 else len(room)
        if self.walk.practice or place >= len(room) or room[place][1].room.name != ground:
            return self._to("uitkomst")
        result, found = room[place]
        form = form_of(self.walk.policy, decision, result.name, found)
        address = f"/zaak/{self.name}/weging?n={place}&grond={ground}"
        given = {"gewenst_effect": decision.facts.gewenst_effect or ""}
        if not self.is_sent:
            typed = {**given, **self.walk.typed.get(address, {})}
            return shown(
                weighing_pages.weighing(self.name, self.walk, form, address, Filled(typed, {}))
            )
        typed = self.typed
        self.walk.typed[address] = typed
        try:
            answers = weighing_pages.nested(typed, form.judged)
            done = complete(form, decision.facts, answers)
            self.walk.weighed(done, decision)
        except FactError as error:
            wrong = _by_field(error, form.judged)
            told = weighing_pages.weighing(
                self.name, self.walk, form, address, Filled(typed, wrong)
            )
            return shown(told, 422)
        self.walk.typed.pop(address)
        return self._to("uitkomst")

    def _judge(self, decision: Decision) -> Response:
        name = self.request.args.get("over", "")
        leaf = next((one for one in decision.missing if _is_about(one, name)), None)
        if self.walk.practice or leaf is None:
            return self._to("uitkomst")
        asked = self._asked(leaf, decision)
        address = f"/zaak/{self.name}/oordeel?over={name}"
        if not self.is_sent:
            told = weighing_pages.judgement(self.name, self.walk, asked, address, Filled({}, {}))
            return shown(told)
        typed = self.typed
        given = weighing_pages.nested(typed, (asked,))
        judged = given.pop("oordelen", {}).get(str(leaf), {})
        about = {"voor": leaf.record.key} if leaf.record is not None else {}
        one = {"oordeel": leaf.name, **about, **judged, **given}
        case = write_case(decision.facts)
        before = case.get("oordelen", [])
        case["oordelen"] = [*before, one]
        try:
            facts = self.walk.check(case)
        except FactError as error:
            wrong = _by_field(error, (asked,), f"oordelen[{len(before)}]")
            told = weighing_pages.judgement(
                self.name, self.walk, asked, address, Filled(typed, wrong)
            )
            return shown(told, 422)
        self.walk.take(write_case(facts))
        return self._to("uitkomst")

    def _asked(self, leaf: Leaf, decision: Decision) -> Asked:
        policy = self.walk.policy
        oordeel = policy.find(Oordeel, leaf.name)
        assert oordeel is not None, "what is judged was declared"
        question = self.walk.words(decision).question(leaf) or str(leaf)
        by = policy.mandates.get(leaf.name, ())
        return Asked(leaf, question, by, tuple(factors_of(oordeel)))

    # ------------------------------------------------------------ the besluit

    def _record(self, decision: Decision) -> Response:
        if self.walk.practice:
            return refused(403, pages.PRACTISED)
        if not self.is_sent:
            if self.walk.besluit is not None:
                contact = self.walk.typed.get("besluit", {}).get("contact") or None
                return shown(weighing_pages.recorded(self.name, self.walk, contact))
            typed = {
                "tijdstip": self.room.moment().isoformat(),
                **self.walk.typed.get("besluit", {}),
            }
            return shown(weighing_pages.record_form(self.name, self.walk, Filled(typed, {})))
        typed = self.typed
        self.walk.typed["besluit"] = typed
        given = weighing_pages.nested(typed, ())
        given.pop("contact", None)
        given |= self.walk.order.to_record
        try:
            self.walk.besluit = record(self.walk.policy, decision, given, self.walk.weighings)
        except FactError as error:
            filled = Filled(typed, _by_field(error, ()))
            return shown(weighing_pages.record_form(self.name, self.walk, filled), 422)
        return self._to("besluit")

    def _besluit_json(self, decision: Decision) -> Response:
        del decision
        besluit = self.walk.besluit
        if besluit is None or self.walk.practice:
            return refused(404, "Er is nog niets vastgelegd.")
        return handed_out(besluit.text, "besluit.json", "application/json")

    def _case_json(self, decision: Decision) -> Response:
        if self.walk.practice:
            return refused(403, pages.PRACTISED)
        text = json.dumps(write_case(decision.facts), ensure_ascii=False, indent=2)
        return handed_out(text.encode(), "zaak.json", "application/json")

    def _toets(self, decision: Decision) -> Response:
        if self.walk.practice:
            return refused(403, pages.PRACTISED)
        besluit = self.walk.besluit
        name = named(besluit.data["kenmerk"]) if besluit is not None else "zaak"
        text = toets_of(self.walk.policy, decision, name)
        return handed_out(text.encode(), "toets.beleid", "text/plain; charset=utf-8")


def _is_about(leaf: Leaf, name: str) -> bool:
    return leaf.kind == "oordeel" and leaf.name == name


def _by_field(error: FactError, judged: tuple[Asked, ...], place: str = "") -> dict[str, str]:
    """Return what is wrong by the field it was typed in; of two things the first."""
    wrong: dict[str, str] = {}
    for one in error.diagnostics:
        path = one.path or ""
        if place and path.startswith(place):
            rest = path[len(place) :].lstrip(".")
            signed = rest in ("door", "op", "omdat", "mandaat")
            path = rest if signed else f"oordelen.{judged[0].leaf}.{rest}".rstrip(".")
        wrong.setdefault(weighing_pages.field_of(path, judged), sentence(one))
    return wrong


def sentence(one: Diagnostic) -> str:
    """Return a complaint as one sentence, with what to do."""
    if one.kind in (INCOMPLETE, UNREADABLE):  # that a form is not complete is seen
        return str(one.facts["wat"])
    advice = f" {capital(one.help[0])}." if one.help else ""
    return f"{one.headline}{advice}"


def shown(text: str, status: int = 200) -> Response:
    """Return a page as an answer."""
    return Response(text, status, content_type="text/html; charset=utf-8")


def refused(status: int, sentence: str) -> Response:
    """Return why something is refused, with the way back to the start."""
    back = tag("p", tag("a", START, href="/"))
    return shown(pages.shell("Dit lukt niet", (tag("p", sentence), back)), status)


def onward(address: str) -> Response:
    """Return that a browser must go on elsewhere."""
    return Response(status=303, headers={"Location": address})


def handed_out(text: bytes, name: str, kind: str) -> Response:
    """Return a file that is taken along."""
    named_so = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=kind, headers=named_so)

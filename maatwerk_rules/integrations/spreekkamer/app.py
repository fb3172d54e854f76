"""The spreekkamer as an application that answers requests; it trusts none of them.

Only a host of this machine is answered, a form must carry the token of its case and come from
here, and what is sent is bounded. Nothing of a case is logged.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from hmac import compare_digest
from secrets import token_urlsafe
from threading import RLock
from typing import Any

import attrs
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from maatwerk_rules.besluit.form import form_of
from maatwerk_rules.besluit.possibilities import Asked, factors_of
from maatwerk_rules.besluit.record import UNREADABLE, record
from maatwerk_rules.besluit.weighing import INCOMPLETE, complete
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.dutch import UnreadableError, read_date, write_name
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.markup import Child, tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.integrations.spreekkamer import fields, pages, weighing_pages
from maatwerk_rules.integrations.spreekkamer.toets import named, toets_of
from maatwerk_rules.integrations.spreekkamer.walk import Walk, Walks
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled
from maatwerk_rules.model.declarations import Oordeel, Uitkomst
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import read_facts, write_case

LARGEST_BODY = 1_000_000
MOST_PARTS = 400
LOG = logging.getLogger("maatwerk_rules.spreekkamer")
HEADERS = {
    "Content-Security-Policy": f"{pages.POLICY}; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
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


Environ = dict[str, Any]


class Spreekkamer:
    """A WSGI application for one policy."""

    def __init__(self, room: Room, hosts: Iterable[str]) -> None:
        self._room = room
        self._hosts = frozenset(hosts)
        self._token = token_urlsafe(24)
        self._lock = RLock()
        self.walks = Walks()

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        """Answer a request; one at a time, as each changes what is in memory."""
        request = Asking(environ)
        with self._lock, request:  # what was brought as a file is closed after it
            response = self._safely(request)
        response.headers.update(HEADERS)
        return response(environ, start)

    def _safely(self, request: Asking) -> Response:
        try:
            return self._guarded(request)
        except RequestEntityTooLarge:
            return _told(413, "Dit is te groot. Een zaak is hier hoogstens 1 MB.")
        except HTTPException as error:
            return _told(error.code or 400, "Dit verzoek klopt niet.")
        except Exception as error:
            LOG.error("a request failed: %s", type(error).__name__)
            return _told(500, "Dit is een fout van ons programma, niet van u.")

    def _guarded(self, request: Asking) -> Response:
        if request.host not in self._hosts:
            return _told(421, "Deze bladzijde is alleen op deze computer te openen.")
        if request.method not in ("GET", "POST"):
            return _told(405, "Dit kan hier niet.")
        if request.method == "POST" and not _is_from_here(request):
            return _told(403, "Dit formulier komt niet van deze bladzijde.")
        parts = request.path.strip("/").split("/")
        if parts == [""]:
            return self._begin(request)
        if len(parts) not in (2, 3) or parts[0] != "zaak":
            return _told(404, "Deze bladzijde is er niet.")
        walk = self.walks.find(parts[1])
        if walk is None:
            return _told(404, "Deze zaak is er niet (meer). Begin opnieuw.")
        if request.method == "POST" and not _carries(request, walk.token):
            return _told(403, "Dit formulier is niet van deze zaak.")
        step = parts[2] if len(parts) == 3 else ""
        return _Step(self._room, self.walks, parts[1], walk, request).answer(step)

    # ------------------------------------------------------------ the start

    def _begin(self, request: Asking) -> Response:
        if request.method == "GET":
            return _page(self._start({}, {}))
        typed = request.form.to_dict()
        if not _carries(request, self._token):
            return _told(403, "Dit formulier is niet van deze bladzijde.")
        wrong: dict[str, str] = {}
        day = self._day(typed.get("peildatum", ""), wrong)
        case = self._case(request, wrong)
        chosen = typed.get("uitkomst", "")
        known = [one.naam for one in self._room.policy.all(Uitkomst)]
        outcomes = (chosen,) if chosen in known else tuple(case.get("gevraagd", ()))
        if not outcomes and not wrong:
            wrong["uitkomst"] = "Kies waarover het gaat."
        if wrong:
            return _page(self._start(typed, wrong), 422)
        walk = Walk(
            self._room.policy,
            day,
            outcomes,
            case,
            practice=typed.get("oefenen") == "ja",
            not_asked=self._room.not_asked,
        )
        return _to(f"/zaak/{self.walks.add(walk)}/wens")

    def _day(self, typed: str, wrong: dict[str, str]) -> date:
        policy = self._room.policy
        try:
            day = read_date(typed)
        except UnreadableError as error:
            wrong["peildatum"] = str(error)
            return self._room.peildatum
        if policy.on(day) is None:
            wrong["peildatum"] = "Op die dag geldt dit beleid niet."
        return day

    def _case(self, request: Asking, wrong: dict[str, str]) -> dict[str, Any]:
        sent = request.files.get("zaak")
        text = sent.read() if sent is not None else b""
        try:
            facts = read_facts(self._room.policy, text or self._room.case)
        except FactError as error:
            wrong["zaak"] = " ".join(_sentence(one) for one in error.diagnostics[:3])
            return {}
        return write_case(facts)

    def _start(self, typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
        room = self._room
        chosen = typed.get("uitkomst", room.outcomes[0] if len(room.outcomes) == 1 else "")
        outcomes = [(one.naam, capital(write_name(one.naam))) for one in room.policy.all(Uitkomst)]
        has_case = bool(room.case.get("feiten"))
        about = "Waarover gaat het?"
        if has_case or room.case.get("gevraagd"):
            about += " (zonder keuze: wat de zaak vraagt)"
        upload = tag(
            "div",
            tag("label", "Een zaak om mee te beginnen, als JSON (mag leeg)", for_="zaak"),
            tag("input", type="file", id="zaak", name="zaak", accept=".json,application/json"),
            tag("p", wrong["zaak"], class_="let-op") if "zaak" in wrong else None,
            class_="veld",
        )
        practice = tag(
            "div",
            tag("input", type="checkbox", id="oefenen", name="oefenen", value="ja"),
            tag("label", "Oefenen: eerst mijn eigen oordeel; er wordt niets vastgelegd",
                for_="oefenen"),
            class_="mogelijkheid",
        )  # fmt: skip
        day = typed.get("peildatum", room.peildatum.isoformat())
        body: tuple[Child, ...] = (
            fields.errors(wrong),
            tag("p", f"Beleid: {room.policy.title}."),
            fields.form(
                "/",
                self._token,
                fields.one_of("uitkomst", about, outcomes,
                              fields.Said(chosen, wrong.get("uitkomst", ""))),
                fields.text_field("peildatum", "Op welke dag?",
                                  fields.Said(day, wrong.get("peildatum", "")), kind="date"),
                tag("p", "U begint met de zaak uit het bestand.") if has_case else None,
                upload,
                practice,
                fields.button("Begin"),
                upload=True,
            ),
        )  # fmt: skip
        return pages.shell("Spreekkamer", body)


# ---------------------------------------------------------------- a step of a case


@attrs.frozen
class _Step:
    room: Room
    walks: Walks
    name: str
    walk: Walk
    request: Asking

    def answer(self, step: str) -> Response:
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
            return _told(404, "Deze bladzijde is er niet.")
        return later[step](found.decision)

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    @property
    def typed(self) -> dict[str, str]:
        return {key: one for key, one in self.request.form.items() if not key.startswith("_")}

    def _to(self, step: str) -> Response:
        return _to(f"/zaak/{self.name}/{step}")

    def _now(self) -> Response:
        decision = self.walk.order.decision
        if decision is None:
            return self._to("wens")
        return self._to("vragen" if self.walk.question(decision) else "uitkomst")

    def _away(self) -> Response:
        if self.is_sent:
            self.walks.end(self.name)
        return _to("/")

    def _wish(self) -> Response:
        if not self.is_sent:
            return _page(pages.wish(self.name, self.walk, {}))
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
            read_facts(self.walk.policy, case)
        except FactError as error:
            wrong["gewenst_effect"] = _sentence(error.diagnostics[0])
        if wrong:
            self.walk.typed["wens"] = typed
            return _page(pages.wish(self.name, self.walk, wrong), 422)
        self.walk.typed.pop("wens", None)
        self.walk.not_asked = reason or None
        self.walk.take({key: one for key, one in case.items() if one is not None})
        return self._to("vragen")

    def _question(self, decision: Decision) -> Response:
        asked = self.walk.question(decision)
        if asked is None:
            return self._to("eigen" if self.walk.practice and not self.walk.own else "uitkomst")
        if not self.is_sent:
            return _page(pages.question(self.name, self.walk, decision, asked, {}))
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
                wrong = _sentence(error.diagnostics[0])
        if wrong:
            self.walk.typed["vragen"] = typed
            told = pages.question(self.name, self.walk, decision, asked, {"antwoord": wrong})
            return _page(told, 422)
        self.walk.typed.pop("vragen", None)
        return self._to("vragen")

    def _own(self, decision: Decision) -> Response:
        if not self.walk.practice:
            return self._to("uitkomst")
        if not self.is_sent:
            return _page(pages.own(self.name, self.walk, decision))
        self.walk.own = self.typed
        return self._to("uitkomst")

    def _outcome(self, decision: Decision) -> Response:
        if self.walk.practice and self.walk.own is None:
            return self._to("eigen")
        del decision
        return _page(pages.outcome(self.name, self.walk, self.walk.order))

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
            return _page(
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
            return _page(told, 422)
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
            return _page(told)
        typed = self.typed
        given = weighing_pages.nested(typed, (asked,))
        judged = given.pop("oordelen", {}).get(str(leaf), {})
        about = {"voor": leaf.record.key} if leaf.record is not None else {}
        one = {"oordeel": leaf.name, **about, **judged, **given}
        case = write_case(decision.facts)
        before = case.get("oordelen", [])
        case["oordelen"] = [*before, one]
        try:
            facts = read_facts(self.walk.policy, case)
        except FactError as error:
            wrong = _by_field(error, (asked,), f"oordelen[{len(before)}]")
            told = weighing_pages.judgement(
                self.name, self.walk, asked, address, Filled(typed, wrong)
            )
            return _page(told, 422)
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
            return _told(403, pages.PRACTISED)
        if not self.is_sent:
            if self.walk.besluit is not None:
                contact = self.walk.typed.get("besluit", {}).get("contact") or None
                return _page(weighing_pages.recorded(self.name, self.walk, contact))
            typed = {
                "tijdstip": self.room.moment().isoformat(),
                **self.walk.typed.get("besluit", {}),
            }
            return _page(weighing_pages.record_form(self.name, self.walk, Filled(typed, {})))
        typed = self.typed
        self.walk.typed["besluit"] = typed
        given = weighing_pages.nested(typed, ())
        given.pop("contact", None)
        given |= self.walk.order.to_record
        try:
            self.walk.besluit = record(self.walk.policy, decision, given, self.walk.weighings)
        except FactError as error:
            filled = Filled(typed, _by_field(error, ()))
            return _page(weighing_pages.record_form(self.name, self.walk, filled), 422)
        return self._to("besluit")

    def _besluit_json(self, decision: Decision) -> Response:
        del decision
        besluit = self.walk.besluit
        if besluit is None or self.walk.practice:
            return _told(404, "Er is nog niets vastgelegd.")
        return _file(besluit.text, "besluit.json", "application/json")

    def _case_json(self, decision: Decision) -> Response:
        if self.walk.practice:
            return _told(403, pages.PRACTISED)
        text = json.dumps(write_case(decision.facts), ensure_ascii=False, indent=2)
        return _file(text.encode(), "zaak.json", "application/json")

    def _toets(self, decision: Decision) -> Response:
        if self.walk.practice:
            return _told(403, pages.PRACTISED)
        besluit = self.walk.besluit
        name = named(besluit.data["kenmerk"]) if besluit is not None else "zaak"
        text = toets_of(self.walk.policy, decision, name)
        return _file(text.encode(), "toets.beleid", "text/plain; charset=utf-8")


# ---------------------------------------------------------------- requests and responses


def _is_from_here(request: Asking) -> bool:
    """Tell whether a form was sent by a page of this host, as far as a browser says so."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    return origin in (None, f"http://{request.host}") and site in (None, "same-origin", "none")


def _carries(request: Asking, token: str) -> bool:
    return compare_digest(request.form.get("_token", "").encode(), token.encode())


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
        wrong.setdefault(weighing_pages.field_of(path, judged), _sentence(one))
    return wrong


def _sentence(one: Diagnostic) -> str:
    if one.kind in (INCOMPLETE, UNREADABLE):  # that a form is not complete is seen
        return str(one.facts["wat"])
    advice = f" {capital(one.help[0])}." if one.help else ""
    return f"{one.headline}{advice}"


def _page(text: str, status: int = 200) -> Response:
    return Response(text, status, content_type="text/html; charset=utf-8")


def _told(status: int, sentence: str) -> Response:
    back = tag("p", tag("a", START, href="/"))
    return _page(pages.shell("Dit lukt niet", (tag("p", sentence), back)), status)


def _to(address: str) -> Response:
    return Response(status=303, headers={"Location": address})


def _file(text: bytes, name: str, kind: str) -> Response:
    named_so = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=kind, headers=named_so)

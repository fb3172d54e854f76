"""The spreekkamer as an application that answers requests; it trusts none of them.

Only a host of this machine is answered, a form must carry the token of its case and come from
here, and what is sent is bounded. Nothing of a case is logged.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hmac import compare_digest
from secrets import token_urlsafe
from threading import RLock
from typing import Any

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.spreekkamer import frame
from maatwerk_rules.integrations.spreekkamer.start_page import read_day_of, start
from maatwerk_rules.integrations.spreekkamer.steps import Step
from maatwerk_rules.integrations.spreekkamer.visits import (
    TOO_LARGE,
    Asking,
    Room,
    onward,
    refused,
    sentence,
    shown,
)
from maatwerk_rules.integrations.spreekkamer.walk import Walk, Walks
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.runtime.facts import read_facts, write_case

EMPTY_FILE = "Dit bestand is leeg. Kies een ander bestand, of begin zonder bestand."
LOG = logging.getLogger("maatwerk_rules.spreekkamer")
HEADERS = {
    "Content-Security-Policy": f"{frame.POLICY}; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


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
        with self._lock, _undisturbed(), request:  # what was brought as a file is closed after it
            response = self._safely(request)
        response.headers.update(HEADERS)
        return response(environ, start)

    def _safely(self, request: Asking) -> Response:
        try:
            return self._guarded(request)
        except RequestEntityTooLarge:
            return refused(413, TOO_LARGE)
        except HTTPException as error:
            return refused(error.code or 400, "Dit verzoek klopt niet.")
        except Exception as error:
            LOG.error("a request failed: %s", type(error).__name__)
            return refused(500, "Dit is een fout van ons programma, niet van u.")

    def _guarded(self, request: Asking) -> Response:
        if request.host not in self._hosts:
            return refused(421, "Deze bladzijde is alleen op deze computer te openen.")
        if request.method not in ("GET", "POST"):
            return refused(405, "Dit kan hier niet.")
        if request.method == "POST" and not _is_from_here(request):
            return refused(403, "Dit formulier komt niet van deze bladzijde.")
        parts = request.path.strip("/").split("/")
        if parts == [""]:
            return self._begin(request)
        if len(parts) not in (2, 3) or parts[0] != "zaak":
            return refused(404, "Deze bladzijde is er niet.")
        walk = self.walks.find(parts[1])
        if walk is None:
            return refused(404, "Deze zaak is er niet (meer). Begin opnieuw.")
        if request.method == "POST" and not _carries(request, walk.token):
            return refused(403, "Dit formulier is niet van deze zaak.")
        step = parts[2] if len(parts) == 3 else ""
        return Step(self._room, self.walks, parts[1], walk, request).answer(step)

    # ------------------------------------------------------------ the start

    def _begin(self, request: Asking) -> Response:
        if request.method == "GET":
            return shown(start(self._room, self._token, {}, {}))
        typed = request.form.to_dict()
        if not _carries(request, self._token):
            return refused(403, "Dit formulier is niet van deze bladzijde.")
        wrong: dict[str, str] = {}
        found = read_day_of(self._room.policy, typed.get("peildatum", ""), wrong)
        day = found or self._room.peildatum
        case = self._case(request, wrong)
        chosen = typed.get("uitkomst", "")
        known = [one.naam for one in self._room.policy.all(Uitkomst)]
        outcomes = (chosen,) if chosen in known else tuple(case.get("gevraagd", ()))
        if not outcomes and not wrong:
            wrong["uitkomst"] = "Kies waarover het gaat."
        practice = typed.get("oefenen") == "ja"
        walk = Walk(
            self._room.policy, day, outcomes, case, practice, not_asked=self._room.not_asked
        )
        if not wrong:
            try:
                walk.brought = walk.check(case).judgements
            except FactError as error:
                wrong["zaak"] = " ".join(sentence(one) for one in error.diagnostics[:3])
        if wrong:
            return shown(start(self._room, self._token, typed, wrong), 422)
        return onward(f"/zaak/{self.walks.add(walk)}/wens")

    def _case(self, request: Asking, wrong: dict[str, str]) -> dict[str, Any]:
        sent = request.files.get("zaak")
        text = sent.read() if sent is not None else b""
        if sent is not None and sent.filename and not text.strip():
            wrong["zaak"] = EMPTY_FILE
            return {}
        try:
            facts = read_facts(self._room.policy, text or self._room.case)
        except FactError as error:
            wrong["zaak"] = " ".join(sentence(one) for one in error.diagnostics[:3])
            return {}
        return write_case(facts)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let the search for circles among objects wait until a request is answered.

    To find the next question many small objects are made, each time as many as there are in a
    policy; looking at all of them again and again took half of the time (measured).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _is_from_here(request: Asking) -> bool:
    """Tell whether a form was sent by a page of this host, as far as a browser says so."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    return origin in (None, f"http://{request.host}") and site in (None, "same-origin", "none")


def _carries(request: Asking, token: str) -> bool:
    return compare_digest(request.form.get("_token", "").encode(), token.encode())

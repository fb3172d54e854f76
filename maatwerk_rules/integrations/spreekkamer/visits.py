"""One request about a case: what every step can ask of it, and the ways in which it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import attrs
from werkzeug.wrappers import Request, Response

from maatwerk_rules.besluit.given import UNREADABLE
from maatwerk_rules.besluit.weighing import INCOMPLETE
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.explanation.markup import Child, tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.integrations.spreekkamer import frame
from maatwerk_rules.integrations.spreekkamer.walk import Walk, Walks
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.shapes import read_text

__all__ = ["Asking", "Response", "Room", "Visit", "handed_out", "onward", "refused", "sentence",
           "shown", "unreadable"]  # fmt: skip

LARGEST_BODY = 1_000_000
MOST_PARTS = 400
START = "Begin een zaak"
TOO_LARGE = "Dit is te groot. Een zaak is hier hoogstens 1 MB."


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
class Visit:
    """One request about a case."""

    room: Room
    walks: Walks
    name: str
    walk: Walk
    request: Asking

    @property
    def is_sent(self) -> bool:
        """Whether a form was sent."""
        return self.request.method == "POST"

    @property
    def typed(self) -> dict[str, str]:
        """What was typed in the form; what begins with an underscore is ours."""
        return {key: one for key, one in self.request.form.items() if not key.startswith("_")}

    @property
    def seen(self) -> str:
        """The version of what stood there when the form was shown."""
        return self.request.form.get("_gezien", "")

    def to(self, step: str) -> Response:
        """Return that the browser must go on to another step of this case."""
        return onward(f"/zaak/{self.name}/{step}")

    def page(self, body: str, status: int = 200) -> Response:
        """Return a page; what a change took back was told on it."""
        if status == 200:
            self.walk.told = ()
        return shown(body, status)


def unreadable(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with texts that are kept as they are, by the name of the field."""
    complaints = Complaints()
    for name, text in typed.items():
        read_text(text, name, complaints)
    return {str(one.path): sentence(one) for one in complaints.found}


def sentence(one: Diagnostic) -> str:
    """Return a complaint as one sentence, with what to do."""
    if one.kind in (INCOMPLETE, UNREADABLE):  # that a form is not complete is seen
        return str(one.facts["wat"])
    advice = f" {capital(one.help[0])}." if one.help else ""
    return f"{one.headline}{advice}"


def shown(text: str, status: int = 200) -> Response:
    """Return a page as an answer."""
    return Response(text, status, content_type="text/html; charset=utf-8")


def refused(status: int, sentence: str, more: Child = None) -> Response:
    """Return why something is refused, with the way back to the start."""
    back = tag("p", tag("a", START, href="/"))
    return shown(frame.shell("Dit lukt niet", (tag("p", sentence), more, back)), status)


def onward(address: str) -> Response:
    """Return that a browser must go on elsewhere."""
    return Response(status=303, headers={"Location": address})


def handed_out(text: bytes, name: str, kind: str) -> Response:
    """Return a file that is taken along."""
    named_so = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=kind, headers=named_so)

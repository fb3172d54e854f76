"""Recording in a case: the besluit and what is handed out of it."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Response

from maatwerk_rules.besluit.record import record
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.spreekkamer import frame, record_pages, weighing_pages
from maatwerk_rules.integrations.spreekkamer.judging import by_field
from maatwerk_rules.integrations.spreekkamer.toets import named, toets_of
from maatwerk_rules.integrations.spreekkamer.visits import (
    Visit,
    handed_out,
    refused,
    unreadable,
)
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import write_case

OF_THE_PERIOD = "tijdvak.van"
"""Where a complaint stands that is about no field: only the months can give one here."""


def besluit(visit: Visit, decision: Decision) -> Response:
    """Show or record the besluit; what was recorded is replaced while the case is walked."""
    walk = visit.walk
    if walk.practice:
        return refused(403, frame.PRACTISED)
    if not visit.is_sent:
        moment = {"tijdstip": visit.room.moment().isoformat()}
        filled = Filled({**moment, **walk.typed.get("besluit", {})})
        return visit.page(record_pages.besluit_page(visit.name, walk, decision, filled))
    typed = visit.typed
    walk.typed["besluit"] = typed
    wrong = unreadable({"contact": typed.get("contact", "")})
    try:
        recorded = record(walk.policy, decision, _given(visit), walk.weighings)
    except FactError as error:
        found = by_field(error, ()).items()
        wrong |= {place or OF_THE_PERIOD: told for place, told in found}
    if wrong:
        filled = Filled(typed, wrong)
        page = record_pages.besluit_page(visit.name, walk, decision, filled)
        return visit.page(page, 422)
    walk.besluit = recorded
    return visit.to("besluit")


def _given(visit: Visit) -> dict[str, Any]:
    given = weighing_pages.nested(visit.typed, ())
    given.pop("contact", None)
    support = given.pop("ondersteuning", "").splitlines()
    return {
        **given,
        "ondersteuning": [one for one in support if one.strip()],
        **visit.walk.order.to_record,
    }


def besluit_json(visit: Visit, decision: Decision) -> Response:
    """Hand out the besluit."""
    del decision
    found = visit.walk.besluit
    if found is None or visit.walk.practice:
        return refused(404, "Er is nog niets vastgelegd.")
    return handed_out(found.text, "besluit.json", "application/json")


def case_json(visit: Visit, decision: Decision) -> Response:
    """Hand out the case."""
    if visit.walk.practice:
        return refused(403, frame.PRACTISED)
    text = json.dumps(write_case(decision.facts), ensure_ascii=False, indent=2)
    return handed_out(text.encode(), "zaak.json", "application/json")


def toets(visit: Visit, decision: Decision) -> Response:
    """Hand out the case as a toets, without what people wrote about somebody."""
    if visit.walk.practice:
        return refused(403, frame.PRACTISED)
    found = visit.walk.besluit
    name = named(found.data["kenmerk"]) if found is not None else "zaak"
    text = toets_of(visit.walk.policy, decision, name)
    return handed_out(text.encode(), "toets.beleid", "text/plain; charset=utf-8")

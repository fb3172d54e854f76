"""Recording in a case: the besluit and what is handed out of it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import datetime
from typing import Any

from maatwerk_rules.besluit.given import is_moment
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.record import record
from maatwerk_rules.dutch import UnreadableError, read_date, write_date
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.integrations.spreekkamer import frame, record_pages, weighing_pages
from maatwerk_rules.integrations.spreekkamer.addresses import (
    change_address,
    judgement_address,
    weighing_address,
)
from maatwerk_rules.integrations.spreekkamer.changes import place_of
from maatwerk_rules.integrations.spreekkamer.judging import by_field
from maatwerk_rules.integrations.spreekkamer.toets import toets_of
from maatwerk_rules.integrations.spreekkamer.visits import (
    Response,
    Visit,
    handed_out,
    refused,
)
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import write_case
from maatwerk_rules.runtime.period import end_of_month

MOMENT = "tijdstip"
NOTHING_RECORDED = "Er is nog niets vastgelegd."
TOO_LATE = "Dit moment komt nog. Geef het moment waarop u vastlegt, hoogstens nu ({nu})."
LAST_DAY = "tijdvak.tot"
HALF_MONTH = "Een tijdvak eindigt op de laatste dag van een maand. Geef hier bijvoorbeeld {wel}."
TOETS = "zaak"
"""What a toets is called: a kenmerk would lead from the policy to the resident."""
PLACED = re.compile(
    r"(?P<part>wegingen|oordelen|feiten|bekeken)(\[(?P<number>\d+)\])?\.?(?P<name>\w+)?"
)
"""A place that is on another page than the form, or on none."""
OF_MONTHS = ("van", "tot")
"""How reckoning month by month calls its two days; on the form they stand under `tijdvak`."""
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
    late = _too_late(visit) | _half_month(visit)
    try:
        recorded = record(walk.policy, decision, _given(visit), walk.weighings)
    except FactError as error:
        found = by_field(error, ()).items()
        late |= {_where(place, visit): told for place, told in found}
    if late:
        filled = Filled(typed, late)
        page = record_pages.besluit_page(visit.name, walk, decision, filled)
        return visit.page(page, 422)
    walk.besluit = recorded
    return visit.to("besluit")


def _too_late(visit: Visit) -> dict[str, str]:
    """Return that nothing is recorded on a moment that is still to come."""
    text, now = visit.typed.get(MOMENT, "").strip().upper(), visit.room.moment()
    whole = f"{text[:17]}59{text[19:]}" if text[17:19] == "60" else text  # a leap second
    if is_moment(text) and datetime.fromisoformat(whole) > now:
        return {MOMENT: TOO_LATE.format(nu=now.isoformat())}
    return {}


def _half_month(visit: Visit) -> dict[str, str]:
    """Return that a period ends within a month: that month would be decided as a whole."""
    with suppress(UnreadableError):
        last = read_date(visit.typed.get(LAST_DAY, ""))
        whole = end_of_month(last)
        if last != whole:
            return {LAST_DAY: HALF_MONTH.format(wel=write_date(whole))}
    return {}


def _given(visit: Visit) -> dict[str, Any]:
    given = weighing_pages.nested(visit.typed, ())
    support = given.pop("ondersteuning", "").splitlines()
    return {
        **given,
        "ondersteuning": [one for one in support if one.strip()],
        **visit.walk.order.to_record,
    }


def _where(place: str, visit: Visit) -> str:
    """Return the field or the page on which something that is wrong can be mended."""
    walk = visit.walk
    found = PLACED.match(place)
    if place in OF_MONTHS:
        return f"tijdvak.{place}"
    if found is None:
        return place or OF_THE_PERIOD
    number = int(found["number"] or 0)
    match found["part"]:
        case "wegingen":
            return weighing_address(visit.name, place_of(walk.weighings[number]))
        case "oordelen":
            return judgement_address(visit.name, walk.facts.judgements[number].leaf)
        case "feiten":
            name = found["name"]
            return change_address(visit.name, Leaf("gegeven", name))
    return MOMENT


def besluit_json(visit: Visit, decision: Decision) -> Response:
    """Hand out the besluit."""
    del decision
    found = visit.walk.besluit
    if found is None or visit.walk.practice:
        return refused(404, NOTHING_RECORDED)
    return handed_out(found.text, "besluit.json", "application/json")


def letter(visit: Visit, decision: Decision) -> Response:
    """Hand out the motivation."""
    del decision
    found = visit.walk.besluit
    if found is None or visit.walk.practice:
        return refused(404, NOTHING_RECORDED)
    text = to_markdown(motivation(visit.walk.policy, found))
    return handed_out(text.encode(), "motivering.md", "text/markdown; charset=utf-8")


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
    text = toets_of(visit.walk.policy, decision, TOETS)
    return handed_out(text.encode(), "toets.beleid", "text/plain; charset=utf-8")

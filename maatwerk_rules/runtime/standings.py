"""How strong a fact stands, and the event that it was not shown after a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from maatwerk_rules.dutch import UnreadableError, read_aantal, singular, write_date, write_list
from maatwerk_rules.model.exact import shift
from maatwerk_rules.nearest import nearest
from maatwerk_rules.runtime.complaints import (
    STANDING_INCOMPLETE,
    UNKNOWN_OPTION,
    UNREADABLE,
    Complaints,
    ask,
    join,
    quote,
)
from maatwerk_rules.runtime.fact_values import NOT_SHOWN, STANDINGS, NotShown
from maatwerk_rules.runtime.shapes import is_blank, read_day, read_text

REQUESTED, TERM, EXPIRED = "@verzocht_op", "@termijn", "@verlopen_op"
EVENT_KEYS = (REQUESTED, TERM, EXPIRED)
STANDING_KEYS = ("@standing", *EVENT_KEYS)

_UNITS = ("dag", "week", "maand", "jaar")


def read_standing(found: Mapping[str, object], path: str, complaints: Complaints) -> str | None:
    """Return the standing of a described fact, or None when it says none."""
    given = read_text(found.get("@standing"), join(path, "@standing"), complaints)
    if given is None or given in STANDINGS:
        return given
    vraag = ask(f"`{each}`" for each in nearest(given, STANDINGS))
    advice = f"kies uit {write_list(STANDINGS, 'of')}"
    where = join(path, "@standing")
    complaints.add(
        UNKNOWN_OPTION, where, (advice,), waarde=quote(given), keuze="de standen", vraag=vraag
    )
    return None


def read_not_shown(
    found: Mapping[str, object], path: str, standing: str | None, complaints: Complaints
) -> NotShown | None:
    """Return the event that a fact was not shown; the term must be over before it can be."""
    requested = read_day(found.get(REQUESTED), join(path, REQUESTED), complaints)
    term = read_text(found.get(TERM), join(path, TERM), complaints)
    expired = read_day(found.get(EXPIRED), join(path, EXPIRED), complaints)
    if standing != NOT_SHOWN:
        for key in EVENT_KEYS:
            if found.get(key) is not None:
                wat = f"`{key}` hoort bij de stand `{NOT_SHOWN}`"
                complaints.add(STANDING_INCOMPLETE, join(path, key), wat=wat)
        return None
    absent = [f"`{key}`" for key in EVENT_KEYS if is_blank(found.get(key))]
    if absent:
        complaints.add(STANDING_INCOMPLETE, path, wat=f"{write_list(absent)} ontbreekt")
    if requested is None or term is None or expired is None:
        return None
    last = _last_day(requested, term, join(path, TERM), complaints)
    if last is not None and expired <= last:
        wat = f"de termijn liep tot en met {write_date(last)}"
        complaints.add(STANDING_INCOMPLETE, join(path, EXPIRED), wat=wat)
    return NotShown(requested, term, expired)


def _last_day(start: date, term: str, path: str, complaints: Complaints) -> date | None:
    """Return the last day of a term such as `2 weken` that begins the day after the request."""
    number, _, word = term.partition(" ")
    unit = singular(word.strip())
    try:
        amount = read_aantal(number)
    except UnreadableError:
        amount = 0
    if amount < 1 or amount > 1_000 or amount.denominator != 1 or unit not in _UNITS:
        advice = "schrijf bijvoorbeeld `2 weken`"
        complaints.add(UNREADABLE, path, (advice,), waarde=quote(term), soort="termijn", vraag="")
        return None
    return shift(start, amount.numerator, unit, "later")

"""A date without its day, or as people write one: `2026`, `juli 2026`, `1-7-26`."""

import re
from datetime import date

from maatwerk_rules.dutch import MONTHS
from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.slip import Slip

_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join((*MONTHS, *_SHORT))})\.?"
_YEAR = r"(?P<year>[12]\d{3})"
_END = r"(?![\w/])(?![-.]\d)"
_FORMS = tuple(
    re.compile(rf"{form}{_END}", re.IGNORECASE)
    for form in (
        rf"(?:het[ \t]+jaar[ \t]+)?{_YEAR}",
        rf"{_YEAR}-(?P<number>\d{{1,2}})",
        rf"(?P<number>\d{{1,2}})[-/]{_YEAR}",
        rf"{_MONTH}[ \t]+{_YEAR}",
        rf"(?P<day>\d{{1,2}})[-./ ](?P<number>\d{{1,2}})[-./ ](?:{_YEAR}|'?(?P<late>\d\d))",
        r"(?P<year>[12]\d{3})(?P<number>[01]\d)(?P<day>[0-3]\d)",
        rf"(?P<day>\d{{1,2}})[ \t]+{_MONTH}[ \t]+'?(?P<late>\d\d)",
        rf"(?P<day>\d{{1,2}})-{_MONTH}-{_YEAR}",
    )
)
_NO_YEAR = re.compile(
    rf"\d{{1,2}}(?:[ \t]+(?:{'|'.join((*MONTHS, *_SHORT))})|[-/]\d{{1,2}}){_END}(?![ \t]+\d)"
)
_EXAMPLE = "een datum is jaar-maand-dag, zoals `2026-07-01`"


def half_date(slip: Slip) -> Change | None:
    """Recognise `geldt van 2026` and `met ingang van 1-7-26`, where a day is expected."""
    for start in (slip.place, slip.last()[0]):
        if "DATUM" not in slip.accepted_at(start):
            continue
        for form in _FORMS:
            found = form.match(slip.text, start, slip.block.end)
            change = None if found is None else _whole(slip, found)
            if change is not None:
                return change
        bare = _NO_YEAR.match(slip.text, start, slip.block.end)
        if bare is not None:
            advice = f"zet het jaar erbij: {_EXAMPLE}"
            return Change(*bare.span(), bare[0], advice, expected="een datum", whole=False)
    return None


def _whole(slip: Slip, found: re.Match[str]) -> Change | None:
    """Return the change to the first day that is meant; None where that is on no calendar."""
    parts = found.groupdict()
    year = int(parts.get("year") or f"20{parts.get('late')}")
    name = (parts.get("month") or "").lower()
    number = int(parts.get("number") or 1)
    if name:
        number = (MONTHS if name in MONTHS else _SHORT).index(name) + 1
    day = int(parts.get("day") or 1)
    try:
        better = date(year, number, day).isoformat()
    except ValueError:
        return None
    if not slip.fits(better, *found.span()):
        return None
    why = "" if parts.get("day") else ": een datum is een dag"
    return Change(*found.span(), better, f"schrijf `{better}`{why}", expected="een datum")

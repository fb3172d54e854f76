"""Whether the words on objection say what someone may do, and within which term.

Only these words are looked at: bezwaar or beroep, its denial, a term in dagen, weken or maanden, a
last day. Not looked at is whether it is the right remedy, with whom it is lodged, from when the
term runs, and whether another law sets another term: that a person reads. Odd wording may be
refused although it is right; it is then written plainer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from maatwerk_rules.dutch import MONTHS, write_date

NO_REMEDY = "Er staat niet wat iemand tegen dit besluit kan doen, en binnen welke termijn."
NO_TERM = "Er staat niet binnen welke termijn iemand iets tegen dit besluit kan doen."
NO_OFFER = "Er staat niet dat iemand bezwaar kan maken of in beroep kan gaan."
DENIED = "Er staat dat bezwaar of beroep niet kan. Schrijf wat iemand wel kan doen, en tot wanneer."
TOO_SHORT = "De termijn voor bezwaar of beroep is korter dan zes weken."
PASSED = "De dag tot wanneer iemand iets kan doen, ligt niet na het vastleggen ({})."
SHORTEST = timedelta(weeks=6)
"""The term that policies here name themselves; a shorter one is not sent."""

REMEDY = r"\b(?:bezwaar|bezwaarschrift|beroep|beroepschrift)\b"
OFFER = re.compile(REMEDY, re.IGNORECASE)
DISAGREES = re.compile(r"\bniet\s+(?:mee\s+)?(?:eens|akkoord|tevreden)\b", re.IGNORECASE)
"""With whom this begins is told what he may do."""
DENIAL = re.compile(
    rf"\b(?:geen|niet|nooit|niemand)\b.*{REMEDY}"
    rf"|{REMEDY}(?:\s+(?:maken|gaan))?\s+(?:kan|is|staat|mag)\s+(?:\w+\s+)?(?:niet|nooit)\b",
    re.IGNORECASE | re.DOTALL,
)
AFTERWARDS = re.compile(r"\bmeer\b", re.IGNORECASE)
"""`Daarna kunt u geen bezwaar meer maken` denies nothing, and offers nothing."""
ANOTHER = re.compile(r"\b(?:krijgt|ontvangt|wij|we|antwoord)\b", re.IGNORECASE)
"""A sentence about a term of somebody else."""
COUNTED = (
    *("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien"),
)
LASTS = re.compile(
    rf"\b(?P<binnen>binnen\s+)?(?P<count>\d{{1,4}}|één|{'|'.join(COUNTED)})\s+"
    r"(?P<unit>dag|week|weken|maand)(?:en)?\b",
    re.IGNORECASE,
)
DAYS = {"dag": 1, "week": 7, "weken": 7, "maand": 30}
"""No month is taken for longer than the shortest month but one."""
LAST_DAY = re.compile(
    r"\b(?:tot|met|t/m|voor|vóór|uiterlijk|op)\s+(?:[a-z]+dag\s+)?(?:"
    rf"(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})"
    r"|(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2}))\b",
    re.IGNORECASE,
)


def remedy_gap(text: str | None, moment: date | None) -> str | None:
    """Return the first thing that the words on objection lack, as a Dutch sentence, or None.

    Args:
        moment: The day of recording; without it a last day is only looked for.

    >>> remedy_gap("U kunt binnen zes weken bezwaar maken.", date(2026, 3, 2))
    >>> remedy_gap("U kunt binnen 3 dagen bezwaar maken.", date(2026, 3, 2))
    'De termijn voor bezwaar of beroep is korter dan zes weken.'
    """
    if not text:
        return NO_REMEDY
    sentences = [DISAGREES.sub(" ", one) for one in re.split(r"[.!?;]+(?:\s+|$)|\n", text)]
    offering = [one for one in sentences if any(_offers(part) for part in _clauses(one))]
    if any(_denies(part) for one in sentences for part in _clauses(one)):
        return DENIED
    if not offering:
        return NO_OFFER
    after = sentences[sentences.index(offering[0]) :]
    told = [one for one in after if one in offering or not ANOTHER.search(one)]
    return _short_of(list(_terms(told)), list(_last_days(told)), moment)


def _clauses(sentence: str) -> list[str]:
    return sentence.split(",")


def _denies(clause: str) -> bool:
    return DENIAL.search(clause) is not None and AFTERWARDS.search(clause) is None


def _offers(clause: str) -> bool:
    return OFFER.search(clause) is not None and DENIAL.search(clause) is None


def _short_of(terms: list[timedelta], days: list[date], moment: date | None) -> str | None:
    if not terms and not days:
        return NO_TERM
    if moment is not None and any(day <= moment for day in days):
        return PASSED.format(write_date(moment))
    ends = [day - moment for day in days] if moment is not None else []
    return TOO_SHORT if any(one < SHORTEST for one in (*terms, *ends)) else None


def _terms(sentences: Iterable[str]) -> Iterator[timedelta]:
    for found in (each for one in sentences for each in LASTS.finditer(one)):
        word = found["count"].lower().replace("é", "e")
        if word == "een" and not found["binnen"]:
            continue  # `een dag na de verzending` is when it begins
        count = int(word) if word.isdecimal() else COUNTED.index(word) + 1
        yield timedelta(days=count * DAYS[found["unit"].lower()])


def _last_days(sentences: Iterable[str]) -> Iterator[date]:
    for found in (each for one in sentences for each in LAST_DAY.finditer(one)):
        month = found["month"]
        number = MONTHS.index(month.lower()) + 1 if month else found["m"]
        parts = (found["year"] or found["y"], number, found["day"] or found["d"])
        try:
            yield date.fromisoformat(found["iso"]) if found["iso"] else date(*map(int, parts))
        except ValueError:
            continue  # no day of the calendar is no last day

"""Whether the words on objection say what someone may do, and within which term.

Only these words are looked at: bezwaar or beroep, its denial, a term in dagen, weken or maanden, a
last day. The term stands where the objection is offered, or in a sentence that goes on about it.
Not looked at is whether it is the right remedy, with whom it is lodged, from when the term runs,
and whether another law sets another term: that a person reads. Odd wording may be refused although
it is right; it is then written plainer.
"""

from __future__ import annotations

import re
import unicodedata
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

REMEDY = (
    r"\b(?:bezwaar|bezwaren|bezwaarschrift|beroepschrift"
    r"|beroep(?!\s+(?:te\s+)?(?:doen|doet)\b|\s+op\b|\s+uit))\b"
)
"""Who does `een beroep op` something, or has a `beroep`, objects to nothing."""
NAMED = re.compile(REMEDY, re.IGNORECASE)
ABOUT = r"\b(?:bezwaar|bezwaren|beroep)\w*"
"""Also of `bezwaartermijn` and `beroepsmogelijkheid` it may be said that there is none."""
OFFER = re.compile(
    r"\b(?:kunt|kan|kunnen|mag|mogen|mogelijk|mogelijkheid|open|openstaat|heeft|hebt|recht"
    r"|maak|maakt|dien|dient|stuur|stuurt|wilt|ga|gaat|teken)\b",
    re.IGNORECASE,
)
DISAGREES = re.compile(r"\bniet\s+(?:mee\s+)?(?:eens|akkoord|tevreden)\b", re.IGNORECASE)
"""With whom this begins is told what he may do."""
NOT_OPEN = (
    r"(?:uitgesloten|onmogelijk|verboden|ontzegd|vervallen|verlopen|voorbij|gesloten|afgesneden"
    r"|niet[ -]ontvankelijk"
    r"|niet(?:\s+(?:meer\s+)?(?:\w+\s+)?(?:mogelijk|toegestaan|toegelaten|open|aan\s+de\s+orde"
    r"|gemaakt|ingediend|ingesteld|in\s+behandeling)\b|\s*$)|nooit|nergens)"
)
GAP = ".{0,120}"
"""So near stand two words that are about each other; it also bounds the looking."""
DENIAL = re.compile(
    rf"\b(?:geen|niemand|zonder|noch)\s+(?:\w+\s+){{0,2}}{ABOUT}"
    rf"|\b(?:niet|nooit|niemand|nergens|evenmin)\s+(?:\S+\s+){{0,6}}{ABOUT}"
    rf"|{ABOUT}{GAP}\b{NOT_OPEN}"
    rf"|\b(?:uitgesloten|onmogelijk|verboden|vervallen)\b{GAP}{ABOUT}"
    rf"|\b(?:sluit|sluiten)\b{GAP}{ABOUT}{GAP}\buit\b|\b(?:weiger|weigeren)\b{GAP}{ABOUT}"
    rf"|\bafstand\b{GAP}{ABOUT}|{ABOUT}{GAP}\b(?:behandel|behandelen|nemen|lezen)\b{GAP}\bniet\b"
    rf"|\b(?:behandelen|nemen|lezen)\b{GAP}{ABOUT}{GAP}\bniet\b"
    rf"|{ABOUT}{GAP}\b(?:heeft|maakt)\s+geen\s+(?:zin|kans|nut)\b",
    re.IGNORECASE | re.DOTALL,
)
CANNOT = re.compile(
    r"\b(?:dat|dit|het|er)\s+(?:kan|mag|is)\s+(?:niet|nooit|geen|uitgesloten|onmogelijk)\b"
    r"|\b(?:kan|mag|is)\s+(?:dat|dit|het)\s+(?:niet|nooit|uitgesloten|onmogelijk)\b"
    rf"|\b(?:mogelijkheid|weg|recht)\b{GAP}\b(?:niet|uitgesloten|onmogelijk|vervallen)\b",
    re.IGNORECASE,
)
"""Says it of what stood before."""
NOT = re.compile(
    r"\b(?:niet|nooit|geen|niemand|noch|uitgesloten|onmogelijk|verboden|afstand)\b", re.IGNORECASE
)
"""What has such a word offers nothing, denial or not."""
SUPPOSED = re.compile(
    r"^\W*(?:ook\s+|alleen\s+|maar\s+)?(?:als|indien|wanneer|zodra|zolang|mocht|tenzij|maakt\s+u"
    r"|dient\s+u|gaat\s+u|doet\s+u|bent\s+u|wilt\s+u|kunt\s+u\s+niet)\b",
    re.IGNORECASE,
)
"""What is only supposed denies nothing: `Maakt u geen bezwaar, dan staat dit besluit vast`."""
LATER = re.compile(
    r"\bmeer\b|\bdaarna\b|\bte\s+laat\b|\blater\b|\bna\s+(?:die|deze)\s+(?:dag|termijn|datum)\b",
    re.IGNORECASE,
)
"""`Daarna kunt u geen bezwaar meer maken` denies nothing, and offers nothing."""
ASIDE = re.compile(
    r"\bschors\w*|\bopschort\w*|\bopgeschort\b|\b(?:per|via)\s+(?:de\s+)?(?:e-?mail|mail|fax|app"
    r"|whatsapp|sms)\b|\btelefonisch\b|\bmondeling\b|\bmet\s+e-?mail\b",
    re.IGNORECASE,
)
"""That it does not suspend the besluit, or how it cannot be lodged, denies nothing either."""
ANOTHER = re.compile(
    r"\b(?:krijgt|ontvangt|hoort)\s+u\b|\bantwoord\w*|\bbeslissen\b|\bbeslist\b|\breageren\b"
    r"|\breactie\b|\b(?:terug)?beta(?:al|alt|len|ald|alde)\b|\bbetaal\w+|\baflos\w*|\baf\s+te\s+lossen"
    r"|\binlever\w*|\bmelden\b|\bmeldt\b|\bbeslissing\s+op\b|\bhoorzitting\b|\buitspraak\b",
    re.IGNORECASE,
)
"""Words about what somebody else does, or another duty: a term beside them is not that of this."""
GOES_ON = re.compile(
    rf"{REMEDY}|\bdoe(?:t)?\s+(?:u\s+)?(?:dat|dit)\b|\b(?:dat|dit)\s+(?:kan|moet|mag|doet)\b"
    r"|\b(?:moet|kunt)\s+u\s+(?:dat|dit)\b|\b(?:daar|hier)(?:voor|toe)\b|\btermijn\w*|\bbezwaartermijn"
    r"|\bbrief\b|\bstuur\w*|\bdien\w*|\bindienen\b|\bde\s+tijd\b|\buiterste\b|\buiterlijk\b",
    re.IGNORECASE,
)
"""A sentence after the offer that is still about it."""
COUNTED = (
    *("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien"),
)
LASTS = re.compile(
    rf"\b(?P<binnen>binnen\s+)?(?P<count>\d{{1,4}}|{'|'.join(COUNTED)})\s+"
    r"(?P<unit>dag|week|weken|maand)(?:en)?\b",
    re.IGNORECASE,
)
DAYS = {"dag": 1, "week": 7, "weken": 7, "maand": 30}
"""No month is taken for longer than the shortest month but one."""
LAST_DAY = re.compile(
    r"\b(?:tot|met|t/m|voor|uiterlijk|op)\s+(?:[a-z]+dag\s+)?(?:"
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
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if one.isascii())
    sentences = [DISAGREES.sub(" ", one) for one in re.split(r"[.!?;]+(?:\s+|$)|\n", plain)]
    if any(map(_denies, sentences)):
        return DENIED
    offering = [one for one in sentences if any(map(_offers, _clauses(one)))]
    if not offering:
        return NO_OFFER
    after = sentences[sentences.index(offering[0]) :]
    told = [one for one in after if one in offering or GOES_ON.search(one)]
    parts = [part for one in told for part in _clauses(one) if ANOTHER.search(part) is None]
    return _short_of(list(_terms(parts)), list(_last_days(parts)), moment)


def _clauses(sentence: str) -> list[str]:
    return re.split(r",|\s(?:en|maar)\s", sentence)


def _denies(sentence: str) -> bool:
    """Tell whether a sentence about bezwaar or beroep says outright that there is none."""
    if not re.search(ABOUT, sentence, re.IGNORECASE) or LATER.search(sentence):
        return False
    said = [one for one in _clauses(sentence) if not SUPPOSED.search(one)]
    return any(
        ASIDE.search(one) is None and (DENIAL.search(one.strip()) or CANNOT.search(one))
        for one in said
    )


def _offers(clause: str) -> bool:
    if NAMED.search(clause) is None or NOT.search(clause) or ANOTHER.search(clause):
        return False
    counted = LASTS.search(clause) or LAST_DAY.search(clause)
    return OFFER.search(clause) is not None or counted is not None


def _short_of(terms: list[timedelta], days: list[date], moment: date | None) -> str | None:
    if not terms and not days:
        return NO_TERM
    if moment is not None and any(day <= moment for day in days):
        return PASSED.format(write_date(moment))
    ends = [day - moment for day in days] if moment is not None else []
    return TOO_SHORT if any(one < SHORTEST for one in (*terms, *ends)) else None


def _terms(sentences: Iterable[str]) -> Iterator[timedelta]:
    for found in (each for one in sentences for each in LASTS.finditer(one)):
        word = found["count"].lower()
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

"""How values are written and read in Dutch, and which known name a wrong one resembles.

Money is a number of cents, a percentage is a fraction of one (80% is 4/5); both are exact.
Names of laws and their articles live in `references`.
"""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache

Number = int | Fraction

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)
LONGEST_TEXT = 64  # characters; room for every number of 40 digits, with its dots and its sign
MOST_DIGITS = 40

_PLURALS = {"maand": "maanden", "week": "weken", "dag": "dagen", "jaar": "jaar", "uur": "uur"}
_SINGULARS = {
    **{plural: singular for singular, plural in _PLURALS.items()},
    "jaren": "jaar",
    "uren": "uur",
}
# Names in a policy have no capitals; these words have them in a sentence.
_PROPER_NAMES = {
    **{word.lower(): word for word in ("Nederland", "Nederlander", "Nederlanders", "Nederlands")},
    **{word.lower(): word for word in ("Nederlandse", "Europa", "Europees", "Europese")},
    **{word.lower(): word for word in ("Awb", "Wmo", "AOW", "BRP", "BSN", "SVB", "UWV")},
}
_WHOLE = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)"
_BEDRAG = re.compile(rf"(-?)(?:€ ?)?({_WHOLE})(?:,([0-9]{{2}}))?")
_NUMBER = re.compile(rf"(-?)({_WHOLE})(?:,([0-9]+))?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# What people write instead, each with the whole euros and the cents they mean.
_OTHER_BEDRAGEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?",
        r"([0-9]+)\.([0-9]{1,2})",
        r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)\.([0-9]{2})",
        rf"({_WHOLE}),([0-9])",
        rf"({_WHOLE})(?:,-{{1,2}})?()",
        rf"({_WHOLE}),([0-9]{{2}})",
        r"([1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,([0-9]{2}))?",
    )
)
_CURRENCY = re.compile(r"€|\beuro\b|\beur\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}|,[0-9]{2}0)")
_POINT = re.compile(r"(-?[0-9]+)\.([0-9]{1,2}|[0-9]{4,})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_IN_WORDS = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})", re.IGNORECASE)


class UnreadableError(ValueError):
    """A text is not a value of the sort asked for.

    Args:
        text: What was read, shortened when it was far too long.
        sort: The Dutch name of what was expected: bedrag, percentage, aantal, datum.
        offer: The right spelling of what was probably meant, if that is clear.

    >>> print(UnreadableError("1000.50", "bedrag", "€ 1.000,50"))
    "1000.50" lees ik niet als bedrag. Bedoelt u € 1.000,50?
    """

    def __init__(self, text: str, sort: str, offer: str | None = None) -> None:
        self.text = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
        self.sort = sort
        self.offer = offer
        super().__init__(text, sort, offer)

    def __str__(self) -> str:
        """Return the Dutch sentence."""
        sentence = f'"{self.text}" lees ik niet als {self.sort}.'
        return f"{sentence} Bedoelt u {self.offer}?" if self.offer else sentence


def write_bedrag(cents: Number, periode: str | None = None, *, compact: bool = False) -> str:
    """Return an amount of money, as in an explanation or, when compact, as in a policy.

    An amount that is not in whole cents has up to four decimals, and `…` where more were cut.

    >>> write_bedrag(100000, "maand"), write_bedrag(100000, compact=True)
    ('€ 1.000,00 per maand', '€ 1.000')
    >>> write_bedrag(Fraction(-100, 3))
    '-€ 0,3333…'
    """
    whole, decimals = _digits(cents, 100)
    if decimals or not compact:
        decimals = f",{decimals:0<2}"
    sign = "-" if cents < 0 else ""
    period = f" per {periode}" if periode else ""
    return f"{sign}€ {whole}{decimals}{period}"


def write_percentage(ratio: Number) -> str:
    """Return a ratio as a percentage, with up to four decimals.

    >>> write_percentage(Fraction(4, 5)), write_percentage(Fraction(1, 8))
    ('80%', '12,5%')
    """
    return f"{_write_number(Fraction(ratio) * 100)}%"


def write_aantal(number: Number, eenheid: str | None = None) -> str:
    """Return a number with up to four decimals, and its unit in the singular or plural.

    >>> write_aantal(18, "jaren"), write_aantal(3, "maand"), write_aantal(1, "maanden")
    ('18 jaar', '3 maanden', '1 maand')
    >>> write_aantal(Fraction(3, 2))
    '1,5'
    """
    written = _write_number(number)
    if eenheid is None:
        return written
    return f"{written} {singular(eenheid) if abs(number) == 1 else plural(eenheid)}"


def plural(eenheid: str) -> str:
    """Return what several of a unit of time are called; other units stay as they are.

    >>> plural("maand"), plural("jaren"), plural("kinderen")
    ('maanden', 'jaar', 'kinderen')
    """
    return _PLURALS.get(singular(eenheid), eenheid)


def singular(eenheid: str) -> str:
    """Return the one name by which a unit of time is known; other units stay as they are.

    >>> singular("maanden"), singular("jaren"), singular("kinderen")
    ('maand', 'jaar', 'kinderen')
    """
    return _SINGULARS.get(eenheid, eenheid)


def write_date(day: date, *, compact: bool = False) -> str:
    """Return a date, as in an explanation or, when compact, as in a policy.

    >>> write_date(date(2026, 3, 1)), write_date(date(2026, 3, 1), compact=True)
    ('1 maart 2026', '2026-03-01')
    """
    return day.isoformat() if compact else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_month(day: date) -> str:
    """Return the calendar month of a date.

    >>> write_month(date(2026, 3, 31))
    'maart 2026'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def write_list(words: Iterable[str], last: str = "en") -> str:
    """Return the words as one enumeration.

    >>> write_list(["a", "b", "c"]), write_list(["a", "b"], "of")
    ('a, b en c', 'a of b')
    """
    *others, final = [*words] or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


@lru_cache(maxsize=10_000)
def write_name(name: str) -> str:
    """Return a name of a policy as words; proper names get the capitals that people write.

    >>> write_name("te_jong_voor_toeslag"), write_name("woont_in_nederland")
    ('te jong voor toeslag', 'woont in Nederland')
    """
    return " ".join(_PROPER_NAMES.get(word, word) for word in name.replace("_", " ").split(" "))


def _write_number(number: Number) -> str:
    whole, decimals = _digits(number, 1)
    return f"{'-' if number < 0 else ''}{whole}{',' if decimals else ''}{decimals}"


def _digits(number: Number, per: int) -> tuple[str, str]:
    """Return the whole part with dots, and at most four decimals, without sign or needless zeros.

    Args:
        per: How many of the number go in one.
    """
    over, under = number.as_integer_ratio()
    whole, rest = divmod(abs(over), under * per)
    ten_thousandths, cut = divmod(rest * 10_000, under * per)
    decimals = f"{ten_thousandths:04d}"
    return f"{whole:,}".replace(",", "."), f"{decimals}…" if cut else decimals.rstrip("0")


def read_bedrag(text: str) -> int:
    """Return the cents of an amount in Dutch notation; the euro sign may be left out.

    Not for numbers from JSON: there a point stands before decimals, here before thousands.

    Raises:
        UnreadableError: It is no amount, or in another notation; then it offers the Dutch one.

    >>> read_bedrag("€ 7.770"), read_bedrag("-€ 1.000,50")
    (777000, -100050)
    >>> read_bedrag("1,250.00")
    Traceback (most recent call last):
    maatwerk_rules.dutch.UnreadableError: "1,250.00" lees ik niet als bedrag. Bedoelt u € 1.250,00?
    """
    tidy = _tidy(text, "bedrag")
    found = _BEDRAG.fullmatch(tidy)
    if not found:
        raise UnreadableError(text, "bedrag", _offer_bedrag(tidy))
    sign, whole, cents = found.groups("00")
    return int(f"{sign}{whole.replace('.', '')}{cents}")


def _offer_bedrag(text: str) -> str | None:
    words = " ".join(_CURRENCY.sub(" ", text).split())
    sign = -1 if words.startswith("-") else 1
    body = words.removeprefix("-").lstrip()
    found = next(filter(None, (other.fullmatch(body) for other in _OTHER_BEDRAGEN)), None)
    if not found:
        return None
    whole, cents = re.sub(r"[., ]", "", found[1]), found[2] or ""
    written = write_bedrag(sign * int(f"{whole}{cents:0<2}"), compact=True)
    return written if "," in written or not cents else f"{written},00"


def read_percentage(text: str) -> Fraction:
    """Return the ratio that a percentage stands for.

    Raises:
        UnreadableError: It is no percentage; it offers the right spelling where that is clear.

    >>> read_percentage("12,5%")
    Fraction(1, 8)
    """
    tidy = _tidy(text, "percentage")
    number = re.sub(r" ?(%|\bprocent)$", "", tidy)
    found = _NUMBER.fullmatch(number)
    if found and tidy.endswith("%"):
        return _to_fraction(*found.groups("")) / 100
    raise UnreadableError(text, "percentage", _offer_percentage(number, marked=number != tidy))


def _offer_percentage(number: str, *, marked: bool) -> str | None:
    pointed = _POINT.fullmatch(number)
    if pointed and marked:
        return f"{pointed[1]},{pointed[2]}%"
    # A bare `0,8` may mean 0,8% or 80%: nothing is offered.
    is_clear = _NUMBER.fullmatch(number) and (marked or "," not in number)
    return f"{number}%" if is_clear else None


def read_aantal(text: str, eenheid: str | None = None) -> Number:
    """Return a number; where a unit is expected the text may write it or leave it out.

    Raises:
        UnreadableError: It is no number, or of another unit.

    >>> read_aantal("1.000"), read_aantal("1,5"), read_aantal("3 maanden", "maand")
    (1000, Fraction(3, 2), 3)
    """
    tidy = _tidy(text, "aantal")
    number, _, word = tidy.partition(" ")
    sort = f"aantal {eenheid}" if eenheid else "aantal"
    if word and (eenheid is None or singular(word) != singular(eenheid)):
        raise UnreadableError(text, sort)
    tail = f" {word}" if word else ""
    thousands, pointed = _THOUSANDS.fullmatch(number), _POINT.fullmatch(number)
    if thousands:
        raise UnreadableError(text, sort, f"{number.replace(',', '.')}{tail}")
    if pointed:
        raise UnreadableError(text, sort, f"{pointed[1]},{pointed[2]}{tail}")
    found = _NUMBER.fullmatch(number)
    if not found:
        raise UnreadableError(text, sort)
    value = _to_fraction(*found.groups(""))
    return value.numerator if value.denominator == 1 else value


def _to_fraction(sign: str, whole: str, decimals: str) -> Fraction:
    return Fraction(f"{sign}{whole.replace('.', '')}.{decimals or '0'}")


def read_date(text: str) -> date:
    """Return a date written year first, as in `2026-07-01`.

    Raises:
        UnreadableError: It is in another notation, or no day of the calendar.

    >>> read_date("2026-07-01")
    datetime.date(2026, 7, 1)
    >>> read_date("01-07-2026")
    Traceback (most recent call last):
    maatwerk_rules.dutch.UnreadableError: "01-07-2026" lees ik niet als datum. Bedoelt u 2026-07-01?
    """
    tidy = _tidy(text, "datum")
    day = _to_date(*tidy.split("-")) if _ISO.fullmatch(tidy) else None
    if day is None:
        raise UnreadableError(text, "datum", _offer_date(tidy))
    return day


def _offer_date(text: str) -> str | None:
    day = None
    if found := _DAY_FIRST.fullmatch(text):
        day = _to_date(found[3], found[2], found[1])
    elif found := _YEAR_FIRST.fullmatch(text):
        day = _to_date(*found.groups())
    elif found := _IN_WORDS.fullmatch(text):
        day = _to_date(found[3], MONTHS.index(found[2].lower()) + 1, found[1])
    return day.isoformat() if day else None


def _to_date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def has_too_many_digits(text: str) -> bool:
    """Tell whether a text has more digits than a number may have; most texts are shorter.

    >>> has_too_many_digits("€ 1.000"), has_too_many_digits("1" * 41)
    (False, True)
    """
    return len(text) > MOST_DIGITS and sum(char.isdigit() for char in text) > MOST_DIGITS


def _tidy(text: str, sort: str) -> str:
    """Return the text with plain spaces and a plain minus; refuse what is too long to be meant."""
    if len(text) > LONGEST_TEXT or has_too_many_digits(text):
        raise UnreadableError(text, sort)
    return " ".join(text.replace("−", "-").split())

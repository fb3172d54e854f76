"""What a literal stands for: from the word in the text to its value, or what is wrong with it."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.dutch import (
    MONTHS,
    UnreadableError,
    has_too_many_digits,
    read_aantal,
    read_bedrag,
    read_date,
    read_percentage,
    singular,
)
from maatwerk_rules.source import Span

LONGEST_TEXT = 10_000
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})")

WRONG_NOTATION = Kind(
    "MW020",
    "schrijfwijze-van-waarde",
    Severity.FOUT,
    "`{waarde}` lees ik niet als {soort}.",
    "Bedragen, getallen en datums hebben in een beleid één vaste Nederlandse schrijfwijze.",
)
IMPOSSIBLE_DATE = Kind(
    "MW021",
    "onmogelijke-datum",
    Severity.FOUT,
    "`{waarde}` staat niet op de kalender.",
    "Een datum is jaar, maand, dag, en moet bestaan.",
)
NUMBER_TOO_LONG = Kind(
    "MW022",
    "getal-te-lang",
    Severity.FOUT,
    "Dit getal heeft {aantal} cijfers; een getal heeft er hoogstens 40.",
    "Zo lange getallen zijn bijna altijd een typefout.",
)
TEXT_TOO_LONG = Kind(
    "MW023",
    "tekst-te-lang",
    Severity.FOUT,
    "Deze tekst heeft {aantal} tekens; een tekst heeft er hoogstens 10.000.",
    "Verdeel een lang verhaal over meer teksten onder elkaar.",
)


@attrs.define
class Context:
    """What a block is read in: the name of its source, and what was wrong in it so far."""

    source: str
    found: list[Diagnostic] = attrs.field(factory=list)

    def span(self, start: int, end: int) -> Span:
        """Return a place in the source."""
        return Span(self.source, start, end)


def _reader(
    read: Callable[[str], Any], sort: str, instead: Any
) -> Callable[[str, int, Context], Any]:
    """Return a converter that reports what `read` refuses and goes on with `instead`."""

    def convert(word: str, place: int, context: Context) -> Any:
        if not has_too_many_digits(word):
            try:
                return read(word)
            except UnreadableError as error:
                context.found.append(
                    _unreadable(error, sort, context.span(place, place + len(word)))
                )
        else:
            digits = str(sum(char.isdigit() for char in word))
            span = context.span(place, place + len(word))
            context.found.append(diagnostic(NUMBER_TOO_LONG, span, aantal=digits))
        return instead

    return convert


def _unreadable(error: UnreadableError, sort: str, span: Span) -> Diagnostic:
    advice = not_on_calendar(error.text) if sort == "datum" and error.offer is None else None
    kind = WRONG_NOTATION if advice is None else IMPOSSIBLE_DATE
    if error.offer is not None:
        advice = f"bedoelt u `{error.offer}`?"
    return attrs.evolve(
        diagnostic(kind, span, waarde=error.text, soort=sort),
        help=() if advice is None else (advice,),
        edits=() if error.offer is None else (Edit(span, error.offer, "suggestie"),),
    )


def not_on_calendar(text: str) -> str | None:
    """Return why a day does not exist, or None for what is no day, month and year."""
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"])
    if not 1 <= month <= 12:
        return f"maand {month} bestaat niet"
    if not year:
        return "het jaar 0 bestaat niet"
    last = monthrange(year, month)[1]
    day = f"{int(found['day'])} {MONTHS[month - 1]} {year}"
    return f"{day} bestaat niet: {MONTHS[month - 1]} heeft dan {last} dagen"


def _text(word: str, place: int, context: Context) -> str:
    if len(word) > LONGEST_TEXT + 2:
        span = context.span(place, place + len(word))
        context.found.append(diagnostic(TEXT_TOO_LONG, span, aantal=_dotted(len(word) - 2)))
        return ""
    return word[1:-1]


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _words(word: str, place: int, context: Context) -> str:
    """Return the words with single spaces between them."""
    del place, context
    return " ".join(word.split())


_SYMBOLS = {
    ">=": "is ten minste",
    "≥": "is ten minste",
    "<=": "is ten hoogste",
    "≤": "is ten hoogste",
    "≠": "is niet",
    "!=": "is niet",
    "<>": "is niet",
    ">": "is meer dan",
    "<": "is minder dan",
    "=": "is",
}


def _comparison(word: str, place: int, context: Context) -> str:
    plain = _words(word, place, context)
    return _SYMBOLS.get(plain, plain)


def _fixed(value: Any) -> Callable[[str, int, Context], Any]:
    return lambda word, place, context: value


CONVERTERS: Mapping[str, Callable[[str, int, Context], Any]] = MappingProxyType(
    {
        "TEKST": _text,
        "GELD": _reader(read_bedrag, "bedrag", 0),
        "PROCENT": _reader(read_percentage, "percentage", Fraction(0)),
        "DATUM": _reader(read_date, "datum", date(2000, 1, 1)),
        "GETAL": _reader(read_aantal, "aantal", 0),
        "GEHEEL": _reader(read_aantal, "aantal", 0),
        "EENHEID": lambda word, place, context: singular(word),
        "VERGELIJKER": _comparison,
        "AFRONDING": lambda word, place, context: " ".join(word.split()[:-2]),
        "EENHEID_VAN_AFRONDING": _words,
        "KARAKTER": _words,
        "HERKOMST": _words,
        "STREKKING": _words,
        "DEKKINGSGRAAD": _words,
        "_NOG_NIET_IN_WERKING": _words,
        "EN_MOGELIJK_MEER": _fixed(True),
        "JA": _fixed(True),
        "NEE": _fixed(False),
    }
)

"""Numbers in words: `dertig`, `vijfentwintig`, `8 duizend`; each with its digits."""

import re
from functools import cache

_SMALL = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien"),
    "negentien",
)
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_TIMES = {"honderd": 100, "duizend": 1_000, "miljoen": 1_000_000}

NUMBER_WORD = r"[^\W\d_]+"
"""What may be a number in words."""


@cache
def _known() -> dict[str, int]:
    known = {word: number for number, word in enumerate(_SMALL) if word != "een"}
    for place, ten in enumerate(_TENS, start=2):
        known[ten] = place * 10
        for number, word in enumerate(_SMALL[1:10], start=1):
            joint = "ën" if word in ("twee", "drie") else "en"
            known[f"{word}{joint}{ten}"] = place * 10 + number
            known[f"{word}en{ten}"] = place * 10 + number
    for word, times in _TIMES.items():
        known[word] = times
        known |= {f"{_SMALL[count]}{word}": count * times for count in range(2, 20)}
        known |= {f"{ten}{word}": count * 10 * times for count, ten in enumerate(_TENS, start=2)}
    return known


def number_of(words: str) -> int | None:
    """Return the number that a word stands for, or digits with `duizend`; None for another word.

    >>> number_of("dertig"), number_of("vijfentwintig"), number_of("8 duizend"), number_of("een")
    (30, 25, 8000, None)
    """
    thousands = words.removesuffix("k")
    if thousands != words and thousands.isdecimal():
        return int(thousands) * 1_000
    digits, _, times = words.lower().partition(" ")
    if digits.isdecimal() and len(digits) < 4 and times.strip() in _TIMES:
        return int(digits) * _TIMES[times.strip()]
    return _known().get(f"{digits}{times.strip()}")


def in_digits(words: str) -> str | None:
    """Return a number in words as digits with points; None for other words.

    >>> in_digits("achtduizend"), in_digits("zomaar")
    ('8.000', None)
    """
    number = number_of(re.sub(r"[ \t]+", " ", words))
    return None if number is None else f"{number:,}".replace(",", ".")

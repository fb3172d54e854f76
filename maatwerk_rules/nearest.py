"""Which known names resemble a name that is not known."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice

LONGEST_NAME = 64
MOST_CANDIDATES = 5_000

_DIGITS = 3
_ALMOST_A_CODE = re.compile(r"[A-Z]{1,3}?([0-9OIL]{3,4})")
_LIKE_DIGITS = str.maketrans("OIL", "011")

# Letters of other scripts that look like ours.
_LOOK_ALIKES = str.maketrans(
    "асеорхуіјѕһԁԛԝАВЕКМНОРСТХУІЈЅαικνορτυχεγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyijshdqwABEKMHOPCTXYIJSaikvoptuxeyABEZHIKMNOPTYX",
)

# Words of other languages, and other words, for a type.
OTHER_TYPES = {
    "getal": "aantal",
    "nummer": "aantal",
    "integer": "aantal",
    "number": "aantal",
    "euro": "bedrag",
    "geld": "bedrag",
    "geldbedrag": "bedrag",
    "bedragen": "bedrag",
    "date": "datum",
    "boolean": "ja/nee",
    "bool": "ja/nee",
    "janee": "ja/nee",
    "ja-nee": "ja/nee",
    "ja_nee": "ja/nee",
}


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the names that look most like `name`, nearest first, then by alphabet.

    Near is: one slip for a name up to four letters, two up to eight, else a third of its length.
    A slip is a letter more, less or other, or two neighbours swapped. Names of more than 64
    letters resemble nothing, and of very many candidates the first 5000 are looked at.

    >>> nearest("vermorgen", ["vermogen", "inkomen", "vermogensgrens"])
    ('vermogen',)
    """
    most = _most_slips(len(name))
    letters = Counter(name)
    found: list[tuple[int, str]] = []
    for candidate in islice(sorted(set(candidates)), MOST_CANDIDATES):
        if candidate == name or abs(len(candidate) - len(name)) > most:
            continue
        # Each slip mends at most one letter that the other name lacks.
        if most < (letters - Counter(candidate)).total():
            continue
        slips = _count_slips(name, candidate, most)
        if slips <= most:
            found = sorted([*found, (slips, candidate)])[:limit]
            if len(found) == limit:
                most = found[-1][0] - 1
    return tuple(candidate for _, candidate in found)


def meant(name: str, candidates: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Return names that one that is not known may stand for: the nearest, else those that hold it.

    Else those of which a word is near. Nothing where none of those is there.

    >>> meant("recht", ["recht_op_bijstand", "hoogte", "bedrag"])
    ('recht_op_bijstand',)
    >>> meant("rechtt", ["hoogte", "recht_op_bijstand"]), meant("iets", ["hoogte"])
    (('recht_op_bijstand',), ())
    """
    names = tuple(dict.fromkeys(candidates))
    holding = tuple(one for one in names if name and (name in one or one in name))
    return (nearest(name, names) or holding or _with_word(name, names))[:limit]


def _with_word(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of which a word is near to another, the nearest word first."""
    by_word: dict[str, list[str]] = {}
    for one in names:
        for word in one.split("_"):
            by_word.setdefault(word, []).append(one)
    found = (one for word in nearest(name, by_word) for one in by_word[word])
    return tuple(dict.fromkeys(found))


def offers(name: str, candidates: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Return names to offer for one that is not known: what may be meant, else the first few.

    >>> offers("iets", ["hoogte", "bedrag"])
    ('hoogte', 'bedrag')
    """
    names = tuple(dict.fromkeys(candidates))
    return meant(name, names) or names[:limit]


def in_our_letters(word: str) -> str:
    """Return a word with our letters and digits for those of other scripts that look like them.

    >>> in_our_letters("ink\u043emen"), in_our_letters("ink\uff4fmen"), in_our_letters("inkomen")
    ('inkomen', 'inkomen', 'inkomen')
    """
    if word.isascii():
        return word
    return unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKES)


def plain_letters(name: str) -> str:
    """Return a name without capitals and accents.

    >>> plain_letters("Inkom\u00e9n")
    'inkomen'
    """
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(each for each in apart if not unicodedata.combining(each))


def nearest_codes(word: str, slugs: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes or slugs of findings that a word may have been meant to be.

    Another digit makes another code, so of a code only those slips count that a hand makes: a
    digit twice, two digits swapped, a letter that looks like a digit, other letters before them.

    Args:
        slugs: The slug of each finding by its code.

    >>> slugs = {"MW301": "doel", "MW969": "kolommen", "MW012": "ongebruikt"}
    >>> nearest_codes("MW3O1", slugs), nearest_codes("WM301", slugs), nearest_codes("mw031", slugs)
    (('MW301',), ('MW301',), ('MW301',))
    >>> nearest_codes("MW999", slugs), nearest_codes("kolomen", slugs)
    ((), ('kolommen',))
    """
    upper = word.upper()
    code = _ALMOST_A_CODE.fullmatch(upper)
    if code is None:
        return nearest(upper, slugs) or nearest(word.lower(), slugs.values())
    digits = code[1].translate(_LIKE_DIGITS)
    places = range(len(digits))
    if len(digits) > _DIGITS:
        meant = {digits[:i] + digits[i + 1 :] for i in places}
    else:
        swapped = (digits[:i] + digits[i : i + 2][::-1] + digits[i + 2 :] for i in places)
        meant = {digits} if f"MW{digits}" in slugs else {*swapped}
    return tuple(sorted(f"MW{each}" for each in meant if f"MW{each}" in slugs))


def _most_slips(length: int) -> int:
    if not 1 < length <= LONGEST_NAME:
        return 0
    return 1 if length <= 4 else max(2, length // 3)


def _count_slips(one: str, other: str, most: int) -> int:
    """Return the distance by optimal string alignment, or more than `most` as soon as it is."""
    one, other = _without_shared_ends(one, other)
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        here = [row]
        for column, its in enumerate(other, start=1):
            same = above[column - 1] + (char != its)
            slips = min(same, above[column] + 1, here[-1] + 1)
            swapped = row > 1 < column and char == other[column - 2] and one[row - 2] == its
            here.append(min(slips, before[column - 2] + 1) if swapped else slips)
        if min(here) > most:
            return most + 1
        before, above = above, here
    return above[-1]


def _without_shared_ends(one: str, other: str) -> tuple[str, str]:
    """Return two names without what they begin and end with alike: that holds no slip."""
    short = min(len(one), len(other))
    begin = 0
    while begin < short and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < short - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[begin : len(one) - end], other[begin : len(other) - end]

"""One word more, less or other, with which a line that does not read does read.

Nothing is guessed: each change is tried, and only one with which the line reads to its end, and the
next begins, is given.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from maatwerk_rules.dutch import MONTHS
from maatwerk_rules.nearest import OTHER_TYPES, nearest
from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.grammar import NAME, RESERVED
from maatwerk_rules.syntax.joined import ANY, VALUE
from maatwerk_rules.syntax.misread import COMPARED, meant_comparison
from maatwerk_rules.syntax.phrases import block_words, clause_words, spellings_of, words_of
from maatwerk_rules.syntax.slip import Slip
from maatwerk_rules.syntax.table import END

# Words that stand between two others: forgotten, or another one written in their place.
_BETWEEN = ("is", "op", "bij", "bepaalt", "heeft", "uit", "over", "op grond van", "van", "bevat")
_ARTICLES = ("de", "het", "een")
_COMPARED = "een vergelijking met `is`"
_COMPARISON = re.compile(
    r"(?<!\w)(?P<is>is[ \t]+)?(?P<not>niet[ \t]+)?(?P<words>meer(?:[ \t]+dan)?"
    r"|minder(?:[ \t]+dan)?|ten[ \t]+minste|ten[ \t]+hoogste|een[ \t]+van)(?!\w)"
)
_PERCENTAGE = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,40}(?:,\d{1,40})?)"
    r"(?:[ \t]*(?:%|pct\.?|procent))(?!\w)(?:[ \t]+van(?:[ \t]+(?:de|het))?(?!\w))?"
)
_OR_EQUAL = re.compile(
    r"(?<!\w)(?:is[ \t]+)?(?P<how>minder|meer)[ \t]+(?:dan[ \t]+)?of[ \t]+gelijk"
    r"(?:[ \t]+aan)?(?!\w)"
)
_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DATE = re.compile(
    rf"(?P<day>[0-3]?\d)[ \t]+(?:(?P<month>{'|'.join(MONTHS)})|(?P<short>{'|'.join(_SHORT)})t?\.?)"
    r"[ \t]+(?P<year>[12]\d{3})(?!\d)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,4})/(\d{1,2})/(\d{1,4})(?![\d/])")
_VALUE = r"-?(?:€[ \t]*)?[^\s#()*/+,]+(?:,\d+)?"
_BETWEEN_TWO = re.compile(
    r"(?<!\w)(?:is[ \t]+)?tussen[ \t]+(?P<low>[^\n#]{1,60}?)[ \t]+en[ \t]+"
    rf"(?P<high>{_VALUE}(?:(?:[ \t]+[-+][ \t]+|[ \t]*[*/][ \t]*){_VALUE})*)"
)
_ELSE = re.compile(r",?[ \t]*anders(?!\w)[^\n#]*")
# Other words for the first of a line, and for a type.
_OTHER_FIRST = {
    "toelichting": "uitleg",
    "bronnen": "bron",
    "bedoelingen": "bedoeling",
    "voorwaarden": "indien",
    "voordelig": "gunstig",
    "ten voordele": "ten gunste",
    "ingangsdatum": "geldt van",
    "peildatum": "op",
    **dict.fromkeys(("indien", "dan"), "is"),  # of a begrip
    "motivatie": "uitleg",
    "doel": "bedoeling",
    "per": "met ingang van",
    "vanaf": "met ingang van",
    "geldig vanaf": "geldt van",
    "geldt vanaf": "geldt van",
    "vragen": "vraag",
    "voorwaarde": "indien",
    "resultaat": "dan",
    "definitie": "begrip",
    "rule": "regel",
    "fact": "gegeven",
    "test": "toets",
    "verplicht": "moet",
    "moeten": "moet",
    "mag": "kan",
    "kunnen": "kan",
}
_SPACED = re.compile(r"€[ \t]*(\d{1,3}(?:[ \t]\d{3})+(?:,\d{2})?)(?![\d.])")
_THROUGH = re.compile(
    r"(?:t/m|tot en met)[ \t]+(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4})(?!\d)"
)
_FIRST_WORDS = re.compile(r"[^\W\d_]+(?:[ \t]+[^\W\d_]+)?")
_TYPE = re.compile(r"ja-nee|\w+")
_LIST = re.compile(
    r"lijst[ \t]+van[ \t]+(?:(?:maximaal|max\.?|ten[ \t]+hoogste|minder[ \t]+dan)[ \t]+)?"
    r"(?:(?P<most>\d+)[ \t]+)?(?P<what>\w+)"
)
_OPTIONS = re.compile(r"keuze(?:[ \t]+\w+)?[ \t]+uit[ \t]+(?:\w+[ \t]*,[ \t]*)*\Z")
_WORDS = re.compile(r"[^\W\d]\w*(?:[ \t]+[^\W\d]\w*)+")
_TEXT_OR_COMMENT = re.compile(r'"[^"\n]*"?|#[^\n]*')
_FAVOURED = {
    **dict.fromkeys(("meer", "hoog", "hogere", "groter", "veel"), "hoger"),
    **dict.fromkeys(("minder", "laag", "lagere", "kleiner", "weinig"), "lager"),
    **dict.fromkeys(("vroeger", "vroeg", "eerst"), "eerder"),
    **dict.fromkeys(("laat", "latere"), "later"),
}
_FIRST_OF_LINE = ("dan", "is", "indien", "gegeven")


def small_change(slip: Slip) -> Change | None:
    """Return the change with which the line reads, or None when there is none or a choice."""
    changes = _SURE if slip.first else _CHANGES
    return next(filter(None, (each(slip) for each in changes)), None)


def wanted_as(slip: Slip, start: int, end: int) -> str | None:
    """Return as what words may be one name: empty for a new name, None where they may not be."""
    before = slip.text[slip.block.head : start]
    if " ".join(before.split()) in block_words() or re.match(r'[ \t]*(?::|")', slip.text[end:]):
        return ""
    line = slip.text[slip.text.rfind("\n", 0, start) + 1 : start]
    if _OPTIONS.search(line):
        return None if RESERVED.intersection(re.findall(r"\w+", slip.text[start:end])) else ""
    if "LPAR" in slip.accepted_at(start):
        return VALUE
    last = "".join(line.split()[-1:])
    return last if last in block_words() else ANY


def options_without_comma(slip: Slip) -> tuple[re.Match[str], bool] | None:
    """Return the words after one another where an option stands, and whether they must be more.

    One option alone is no choice, and words that each stand elsewhere too have their own meaning.
    """
    start, _ = slip.last()
    begin = slip.text.rfind("\n", 0, start) + 1
    before = _OPTIONS.search(slip.text[begin:start])
    words = _WORDS.match(slip.text, start, slip.block.end)
    if before is None or words is None or RESERVED.intersection(words[0].split()):
        return None
    alone = "," not in before[0] and not slip.text[words.end() :].lstrip(" \t").startswith(",")
    rest = slip.text[: words.start()] + slip.text[words.end() :]
    if _stands_in("_".join(words[0].split()), rest):
        return None
    return words, alone or all(_stands_in(each, rest) for each in words[0].split())


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){name}(?!\w)", _TEXT_OR_COMMENT.sub("", text)) is not None


def _forgotten_is(slip: Slip) -> Change | None:
    """Recognise `inkomen meer dan norm`: a comparison without `is`."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    for found in _COMPARISON.finditer(slip.text, begin, begin + len(slip.line())):
        before = slip.text[begin : found.start()].rstrip()
        if not before:
            continue
        words = " ".join(found["words"].split())
        words += " dan" if words in ("meer", "minder") else ""
        if found["not"]:
            words = {"meer dan": "ten hoogste", "minder dan": "ten minste"}.get(words, words)
        better = f"is {words}"
        written = " ".join(found[0].split())
        near = found.start() <= slip.place <= found.end() + 2
        if near and written != better and slip.fits(better, *found.span()):
            expected = f"`{better}`" if found["is"] else "`is`"
            return Change(*found.span(), better, f"schrijf `{better}`", expected=expected)
    return None


def _or_equal(slip: Slip) -> Change | None:
    """Recognise `is minder dan of gelijk aan`."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    tried = (
        (found.span(), "is ten hoogste" if found["how"] == "minder" else "is ten minste")
        for found in _OR_EQUAL.finditer(slip.text, begin, begin + len(slip.line()))
        if found.start() <= slip.place <= found.end()
    )
    fitting = (
        Change(*span, better, f"schrijf `{better}`", expected="een waarde")
        for span, better in tried
        if slip.fits(better, *span)
    )
    return next(fitting, None)


def other_date(slip: Slip) -> tuple[tuple[int, int], tuple[int, int, int]] | None:
    """Return where `1 januari 2026`, `2026/01/01` or `1/7/2026` stands; the year, month and day."""
    # Where a number may stand too, only what is behind the year does not fit.
    start = slip.last()[0] if slip.word == "/" else slip.place
    found = _SLASHED.match(slip.text, start)
    if found is not None and "DATUM" in slip.accepted_at(start):
        parts = found.groups() if len(found[1]) == 4 else found.groups()[::-1]
        year, month, day = map(int, parts)
        return found.span(), (year, month, day)
    found = _DATE.match(slip.text, slip.place) or _DATE.match(slip.text, slip.last()[0])
    if found is None or "DATUM" not in slip.accepted_at(found.start()):
        return None
    months, word = (MONTHS, found["month"]) if found["month"] else (_SHORT, found["short"])
    month = months.index(word.lower()) + 1
    return found.span(), (int(found["year"]), month, int(found["day"]))


def _other_date(slip: Slip) -> Change | None:
    """Recognise a date in words or with slashes; one that is not on the calendar is told before."""
    found = other_date(slip)
    if found is None:
        return None
    span, parts = found
    try:
        better = date(*parts).isoformat()
    except ValueError:
        return None
    if not slip.fits(better, *span):
        return None
    return Change(*span, better, f"schrijf `{better}`", expected="een datum")


def _spaced_amount(slip: Slip) -> Change | None:
    """Recognise `€ 8 000`, with a space where a point belongs."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    for found in _SPACED.finditer(slip.text, begin, begin + len(slip.line())):
        better = f"€ {'.'.join(found[1].split())}"
        if found.start() <= slip.place < found.end() and slip.fits(better, *found.span()):
            return Change(*found.span(), better, f"schrijf `{better}`")
    return None


def _through(slip: Slip) -> Change | None:
    """Recognise `bekend t/m 30-06-2026`: `tot` names the first day that is not in it."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    found = _THROUGH.search(slip.text, begin, begin + len(slip.line()))
    if found is None:
        return None
    parts = [int(each) for each in re.findall(r"\d+", found[1])]
    year, month, day = parts if len(found[1].split("-")[0]) == 4 else parts[::-1]
    try:
        better = f"tot {date(year, month, day) + timedelta(days=1)}"
    except (ValueError, OverflowError):
        return None
    if not slip.fits(better, *found.span()):
        return None
    advice = f"schrijf `{better}`: die dag zelf hoort er niet meer bij"
    return Change(*found.span(), better, advice)


def _near_comparison(slip: Slip) -> Change | None:
    """Recognise `is mer dan`, `is meerdan`, `is ten miste` and `is boven`."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    for found in COMPARED.finditer(slip.text, begin, begin + len(slip.line())):
        better = meant_comparison(found["words"])
        place = found.span("words")
        if better and found.start() <= slip.place and slip.fits(better, *place):
            return Change(*place, better, f"bedoelt u `{better}`?", found["words"])
    return None


def _else_of_a_rule(slip: Slip) -> Change | None:
    """Recognise `dan ja, anders nee`: what holds otherwise is said by the outcome."""
    found = _ELSE.match(slip.text, slip.place, slip.block.end)
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    if found is None or not re.search(r"(?<!\w)dan(?!\w)", slip.text[begin : slip.place]):
        return None
    said = found[0].rstrip()
    stop = slip.place + len(said)
    if not slip.fits("", slip.before, stop):
        return None
    advice = f"laat `{said}` weg; wat anders geldt, staat bij de uitkomst of het begrip"
    return Change(slip.before, stop, "", advice)


def _sum_in_words(slip: Slip) -> Change | None:
    """Recognise `110% van de norm`, and `35 procent`."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    tried = (
        (found.span(), better)
        for found in _PERCENTAGE.finditer(slip.text, begin, begin + len(slip.line()))
        if found.start() <= slip.place <= found.end() + 1
        for better in (f"{found['number']}% *", f"{found['number']}%")
        if better != found[0]
    )
    fitting = (
        Change(*span, better, f"schrijf `{better}`")
        for span, better in tried
        if slip.fits(better, *span)
    )
    return next(fitting, None)


def _between(slip: Slip) -> Change | None:
    """Recognise `leeftijd tussen 18 en 21` in a condition."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    found = _BETWEEN_TWO.search(slip.text, begin, begin + len(slip.line()))
    if found is None or not found.start() <= slip.place <= found.end():
        return None
    name = slip.text[begin : found.start()].split()[-1:]
    if not name or not re.fullmatch(r"[^\W\d][\w.]*", name[0]):
        return None
    better = f"is ten minste {found['low']} en {name[0]} is ten hoogste {found['high']}"
    if not slip.fits(better, *found.span()):
        # Beside `of` it has brackets of its own.
        start = slip.text.rindex(name[0], begin, found.start())
        better = f"({name[0]} {better})"
        if not slip.fits(better, start, found.end()):
            return None
        return Change(start, found.end(), better, f"schrijf `{better}`", expected=_COMPARED)
    return Change(*found.span(), better, f"schrijf `{better}`", expected=_COMPARED)


def _article(slip: Slip) -> Change | None:
    """Recognise `het inkomen`: names bear no article."""
    start, end = slip.last()
    if slip.text[start:end] not in _ARTICLES or slip.begins_line:
        return None
    stop = end + len(slip.text[end:]) - len(slip.text[end:].lstrip(" \t"))
    if not slip.fits("", start, stop):
        return None
    return Change(start, stop, "", f"laat `{slip.text[start:end]}` weg")


def _too_many(slip: Slip) -> Change | None:
    """Recognise a colon behind the first word, a comma before `en`, or an article before a name."""
    word = slip.word
    if word in (":", ",") and slip.fits("", slip.place, slip.place + 1):
        return Change(slip.place, slip.place + 1, "", f"laat `{word}` weg")
    known = word.lower() in _OTHER_FIRST or nearest(word.lower(), clause_words())
    if slip.begins_line and _is_free(word) and not known:
        stop = slip.place + len(word)
        stop += len(slip.text[stop:]) - len(slip.text[stop:].lstrip(" \t"))
        if _phrase(slip.text[stop : stop + 40]) and slip.fits("", slip.place, stop):
            return Change(slip.place, stop, "", f"laat `{word}` weg", word)
    return None


@cache
def marks() -> frozenset[str]:
    """Return the lines that are one of a choice of words."""
    names = ("RANG", "ROL", "STREKKING")
    return frozenset(each for name in names for each in spellings_of(name))


def _phrase(text: str) -> bool:
    return any(re.match(rf"{each}(?!\w)", text) for each in clause_words() | marks())


def _small_word(slip: Slip) -> Change | None:
    """Recognise a word between two others that is missing, or stands as another or as a colon."""
    if slip.begins_line:
        place, end = slip.before, slip.before
    else:
        place, end = slip.place, slip.place + len(slip.word)
    words = {words_of(name) for name in slip.accepted()}
    if "PLUS" in slip.accepted() or (slip.begins_line and END in slip.accepted()):
        return None  # behind a value, or a line that is whole, much can stand
    between = [each for each in _BETWEEN if each in words]
    if nearest(slip.word.lower(), between):
        return None  # a slip of the pen is told as that
    inserted = [*([":"] if "COLON" in slip.accepted() else []), *between]
    others = [] if slip.begins_line else between
    for candidates, stop in ((inserted, place), (others, end)):
        tried = [(f"{each} " if stop == place != slip.before else each) for each in candidates]
        if stop == slip.before:
            tried = [f" {each}" if each != ":" else each for each in candidates]
        fitting = [
            (each, written)
            for each, written in zip(candidates, tried, strict=True)
            if slip.fits(_spaced(slip, written, place, stop), place, stop)
        ]
        if len(fitting) == 1:
            each, written = fitting[0]
            return _said(slip, each, _spaced(slip, written, place, stop), place, stop)
    return None


def _spaced(slip: Slip, written: str, start: int, stop: int) -> str:
    """Return a word with the space before it that the colon it replaces did not need."""
    glued = start < stop and start > 0 and not slip.text[start - 1].isspace()
    return f" {written}" if glued else written


def _said(slip: Slip, word: str, written: str, start: int, stop: int) -> Change:
    if word == ":" and start == stop:
        place = slip.last()[1]
        return Change(place, place, ":", f"zet `:` achter `{slip.text[slice(*slip.last())]}`")
    before = slip.text[slice(*slip.last())]
    shown = (
        f"`{before} {word}`"
        if start < stop or not slip.word
        else (f"`{before} {word}`" if slip.begins_line else f"`{before} {word} {slip.word}`")
    )
    return Change(start, stop, written, f"schrijf {shown}")


def _half_phrase(slip: Slip) -> Change | None:
    """Recognise part of a phrase: `keuze` for `keuze uit`, `ingang van` for `met ingang van`."""
    for start in (slip.place, slip.last()[0]):
        found = _FIRST_WORDS.match(slip.text, start, slip.block.end)
        if found is None:
            continue
        accepted = {each for name in slip.accepted_at(start) for each in spellings_of(name)}
        for written in (" ".join(found[0].split()), found[0].split()[0]):
            stop = start + (len(found[0]) if " " in written else len(written))
            longer = sorted(
                each
                for each in accepted
                if each != written
                and (each.startswith(f"{written} ") or each.endswith(f" {written}"))
                and slip.fits(each, start, stop)
            )
            if len(longer) == 1:
                return Change(start, stop, longer[0], f"bedoelt u `{longer[0]}`?", written)
    return None


def _other_first(slip: Slip) -> Change | None:
    """Recognise another word for the first of a line or block, as `toelichting` for `uitleg`."""
    found = _FIRST_WORDS.match(slip.text, slip.place, slip.block.end)
    if found is None:
        return None
    for written in (" ".join(found[0].split()), found[0].split()[0]):
        stop = slip.place + (len(found[0]) if " " in written else len(written))
        better = _OTHER_FIRST.get(written.lower())
        if better == "is" and not slip.begins_line:
            return None
        if better and slip.fits(better, slip.place, stop):
            return Change(slip.place, stop, better, f"bedoelt u `{better}`?", written)
    if slip.place == slip.block.head and len(slip.word) > 5:
        longer = [each for each in sorted(block_words()) if each.startswith(slip.word)]
        stop = slip.place + len(slip.word)
        if len(longer) == 1 and slip.fits(longer[0], slip.place, stop):
            return Change(slip.place, stop, longer[0], f"bedoelt u `{longer[0]}`?", slip.word)
    return None


def _forgotten_first(slip: Slip) -> Change | None:
    """Recognise a line without its first word: `ja` for `dan ja`."""
    if not slip.begins_line or slip.place == slip.block.head:
        return None
    if _is_free(slip.word) and nearest(slip.word.lower(), clause_words()):
        return None  # a slip of the pen is told as that
    written = slip.text[slip.block.head : slip.block.end]
    accepted = {words_of(name) for name in slip.accepted()}
    lacking = [
        each
        for each in _FIRST_OF_LINE
        if each in accepted
        and (each == "gegeven" or not re.search(rf"^[ \t]+{each}(?!\w)", written, re.MULTILINE))
    ]
    fitting = [each for each in lacking if slip.fits(f"{each} ", slip.place, slip.place)]
    if len(fitting) != 1:
        return None
    advice = f"schrijf `{fitting[0]} {slip.word}{' …' if slip.line().split()[1:] else ''}`"
    return Change(slip.place, slip.place, f"{fitting[0]} ", advice, slip.word)


def _type_word(slip: Slip) -> Change | None:
    """Recognise the word of another language for a type, and a list without how many."""
    for start in (slip.place, slip.last()[0]):
        if "_JANEE" not in slip.accepted_at(start):
            continue
        listed = _LIST.match(slip.text, start, slip.block.end)
        if listed is not None:
            better = f"lijst van hoogstens {listed['most'] or 20} {listed['what']}"
            known = listed["most"] is not None and slip.fits(better, *listed.span())
            why = f"schrijf `{better}`" + ("" if known else ", met hoeveel het er hoogstens zijn")
            return Change(*listed.span(), better, why, expected="een type", whole=known)
        found = _TYPE.match(slip.text, start, slip.block.end)
        meant = OTHER_TYPES.get(found[0].lower()) if found else None
        if found and meant and slip.fits(meant, *found.span()):
            return Change(*found.span(), meant, f"bedoelt u `{meant}`?", found[0])
    return None


def _favoured(slip: Slip) -> Change | None:
    """Recognise `gunstig is meer`, where an amount is better when it is `hoger`."""
    better = _FAVOURED.get(slip.word)
    if better is None or slip.line().split()[0] != "gunstig":
        return None
    stop = slip.place + len(slip.word)
    for written in (better, f"is {better}"):
        if slip.fits(written, slip.place, stop):
            return Change(slip.place, stop, written, f"bedoelt u `{written}`?", slip.word)
    return None


def _unit(slip: Slip) -> Change | None:
    """Recognise `aantal km` and `8 km`: of distances and the like only the number is written."""
    start, _ = slip.last()
    before, word = slip.text[start : slip.before], slip.word
    is_type = before == "aantal" and "TUSSEN" in slip.accepted()
    stop = slip.place + len(word)
    if slip.begins_line or not _is_free(word) or not (is_type or before[-1:].isdigit()):
        return None
    if not slip.fits("", slip.before, stop):
        return None
    if is_type:
        advice = (
            f"schrijf alleen `aantal`, en zeg in de naam wat het telt, zoals `afstand_in_{word}`"
        )
    else:
        advice = f"schrijf alleen `{before}`: tijd heeft een eenheid, een ander getal niet"
    return Change(slip.before, stop, "", advice)


def _options(slip: Slip) -> Change | None:
    """Recognise `keuze uit a of b` and `keuze uit (a, b)`."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    found = re.compile(r"uit[ \t]+(\(?)([^()\n#]+)(\)?)").search(
        slip.text, begin, begin + len(slip.line())
    )
    if found is None or "keuze" not in slip.text[begin : found.start()]:
        return None
    options = [" ".join(each.split()) for each in re.split(r",|\bof\b|\ben\b", found[2])]
    if len(options) < 2 or not all(options):
        return None
    better = f"uit {', '.join(options)}"
    if not slip.fits(better, *found.span()):
        return None
    return Change(*found.span(), better, f"schrijf `keuze {better}`")


def _loose_text(slip: Slip) -> Change | None:
    """Recognise a text without quotes, or a name with them."""
    accepted = slip.accepted()
    if "TEKST" in accepted and slip.word[:1].isalpha() and not slip.begins_line:
        line = slip.text.rfind("\n", 0, slip.place) + 1
        rest = slip.text[slip.place : line + len(slip.line())].rstrip()
        stop = slip.place + len(rest)
        if not set('"#') & set(rest) and slip.fits(f'"{rest}"', slip.place, stop):
            return Change(slip.place, stop, f'"{rest}"', 'zet de tekst tussen `"` en `"`')
    name = slip.word.strip('"')
    if NAME in accepted and slip.word != name and re.fullmatch(r"[^\W\d][\w :.]*", name):
        stop = slip.place + len(slip.word)
        if slip.fits(name, slip.place, stop):
            return Change(slip.place, stop, name, f"schrijf `{name}`, zonder aanhalingstekens")
    return None


def _swapped(slip: Slip) -> Change | None:
    """Recognise the two words of a line in the wrong order, as `altijd toetsen`."""
    words = slip.line().split()
    if not slip.begins_line or len(words) != 2:
        return None
    better = f"{words[1]} {words[0]}"
    stop = slip.place + len(slip.line().strip())
    if (better not in clause_words() and words[1] not in clause_words()) or not slip.fits(
        better, slip.place, stop
    ):
        return None
    return Change(slip.place, stop, better, f"schrijf `{better}`", slip.line().strip())


def _is_free(word: str) -> bool:
    return word[:1].isalpha() and word not in RESERVED


def _rule_named(slip: Slip) -> Change | None:
    """Recognise `op regel a`: the kind of a name is not said where it can be but one."""
    start, end = slip.last()
    if slip.text[start:end] not in block_words() or not _is_free(slip.word):
        return None
    if NAME not in slip.accepted_at(start) or not slip.fits("", start, slip.place):
        return None
    return Change(
        start, slip.place, "", f"schrijf alleen `{slip.word}`, zonder `{slip.text[start:end]}`"
    )


_SURE: tuple[Callable[[Slip], Change | None], ...] = (
    _other_first,
    _or_equal,
    _forgotten_is,
    _near_comparison,
    _other_date,
    _spaced_amount,
    _through,
    _sum_in_words,
    _between,
    _article,
)
"""Those that know the words themselves, so that not the whole line has to read."""
_CHANGES: tuple[Callable[[Slip], Change | None], ...] = (
    *_SURE,
    _else_of_a_rule,
    _favoured,
    _options,
    _type_word,
    _too_many,
    _unit,
    _rule_named,
    _half_phrase,
    _forgotten_first,
    _swapped,
    _loose_text,
    _small_word,
)

"""Conditions as people say them: `18 jaar of ouder`, `er is sprake van schulden`."""

import re
from collections.abc import Iterator

from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.grammar import RESERVED
from maatwerk_rules.syntax.number_words import NUMBER_WORD, in_digits
from maatwerk_rules.syntax.slip import Slip

_MOST_TRIED = 4
_NAME = r"[^\W\d_]\w*(?:\.[^\W\d_]\w*)?"
_WORDS = r"[^\W\d_]\w*(?:[ \t]+[^\W\d_]\w*){0,5}?"
_ARTICLE = r"(?:(?:de|het|een)[ \t]+)?"
_STOP = r"(?=[ \t\r]*(?:$|[\n#),]|(?:en|of|dan)(?!\w)))"
_PERSON = (
    r"(?:(?:de|het|een|iemand|die)[ \t]+)?(?:aanvrager|belanghebbende|betrokkene|persoon|klant"
    r"|cliënt|client|inwoner|burger|bewoner|jongere|student|partner|gezin|iemand|hij|zij|ze|men|u|wie)"
)
_HAS = r"(?:heeft|hebt|is|bent|krijgt|ontvangt)"
_NOT = r"(?P<no>niet[ \t]+|geen[ \t]+)?"
_NOT_BEHIND = re.compile(
    rf"(?<![\w.])(?<!niet )(?P<name>{_NAME})[ \t]+(?:is[ \t]+)?niet(?!\w){_STOP}"
)
_THERE_IS = re.compile(
    rf"(?<!\w)(?:er[ \t]+)?(?:is[ \t]+)?(?:er[ \t]+)?(?P<no>geen[ \t]+)?sprake[ \t]+(?:is[ \t]+)?"
    rf"van[ \t]+{_ARTICLE}(?P<name>{_WORDS}){_STOP}"
)
_THERE_IT_IS = re.compile(
    rf"(?<!\w)er[ \t]+(?P<no>geen[ \t]+)?{_ARTICLE}(?P<name>{_WORDS})[ \t]+(?:is|zijn){_STOP}"
)
_WHO_HAS = re.compile(
    rf"(?<!\w){_PERSON}[ \t]+(?:{_HAS}[ \t]+{_NOT}{_ARTICLE}(?P<name>{_WORDS})"
    rf"|(?P<no_2>geen[ \t]+)?{_ARTICLE}(?P<name_2>{_WORDS})[ \t]+{_HAS}){_STOP}"
)
_NUMBER = (
    r"(?:€[ \t\u00a0]*)?\d[\d.,]*(?:[ \t]*%)?"
    rf"|(?:\d{{1,3}}[ \t]+duizend|(?!nog|geen|dan|de|het){NUMBER_WORD})"
)
_UNIT = (
    r"(?P<unit>(?:[ \t]+(?:jaren|jaar|maanden|maand|weken|week|dagen|dag|uren|uur|euro))?"
    r"(?:[ \t]+per[ \t]+(?:maand|jaar|week|dag))?)"
)
_MORE, _LESS = r"(?:ouder|meer|hoger|langer|groter)", r"(?:jonger|minder|lager|korter|kleiner)"
_LEFT = (
    rf"(?<![\w.])(?P<left>(?:{_PERSON}|(?!is(?!\w)|niet(?!\w)){_NAME})[ \t]+)??"
    r"(?:is[ \t]+|zijn[ \t]+)?"
)
_VALUE = rf"(?P<value>{_NUMBER}){_UNIT}"
_FORMS = tuple(
    (re.compile(f"{_LEFT}{form}"), better)
    for form, better in (
        (rf"{_VALUE}[ \t]+(?:of|en)[ \t]+{_MORE}(?!\w)", "is ten minste"),
        (rf"{_VALUE}[ \t]+(?:of|en)[ \t]+{_LESS}(?!\w)", "is ten hoogste"),
        (rf"(?P<value>\d+)\+(?P<unit>){_STOP}", "is ten minste"),
        (rf"vanaf[ \t]+{_VALUE}(?!\w)", "is ten minste"),
        (rf"(?:t/m|tot[ \t]+en[ \t]+met)[ \t]+{_VALUE}(?!\w)", "is ten hoogste"),
        (rf"(?:tot|nog[ \t]+geen|nog[ \t]+niet)[ \t]+{_VALUE}(?!\w)", "is minder dan"),
        (rf"onder[ \t]+de[ \t]+{_VALUE}(?!\w)", "is minder dan"),
        (rf"boven[ \t]+de[ \t]+{_VALUE}(?!\w)", "is meer dan"),
        (rf"{_LESS}[ \t]+dan[ \t]+(?:de[ \t]+)?{_VALUE}(?!\w)", "is minder dan"),
        (rf"{_MORE}[ \t]+dan[ \t]+(?:de[ \t]+)?{_VALUE}(?!\w)", "is meer dan"),
    )
)
_THAN = re.compile(r"\bdan\b")
_COUNTED = re.compile(
    rf"(?<!\w)(?P<words>(?:\d{{1,3}}|{NUMBER_WORD})[ \t]+(?:honderd|duizend|miljoen)"
    rf"|\d{{1,3}}k|{NUMBER_WORD})"
    r"(?P<euro>[ \t]+euro)?(?!\w)"
)
_IN_CONDITION = re.compile(
    r"[ \t]*(?:indien|alleen[ \t]+(?:indien|als)|is|dat|geschonden[ \t]+als)(?!\w)"
)


_HOW = (
    r"(?P<not>(?:niet|geen)[ \t]+)?"
    rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<same>gelijk))"
)
_IS = r"(?:is|zijn|bedraagt|ligt|was|moet[ \t]+zijn)"
_TURNED = tuple(
    re.compile(rf"(?<!\w){form}(?!\w)")
    for form in (
        rf"{_HOW}[ \t]+{_IS}[ \t]+(?:dan|aan)",
        rf"{_IS}[ \t]+{_HOW}[ \t]+(?:dan|aan)",
        rf"{_HOW}[ \t]+(?:dan|aan)",
        r"(?:niet[ \t]+)?(?:bedraagt|ligt|heeft|telt)",
    )
)
_FROM_TO = re.compile(
    rf"(?<![\w.])(?P<left>{_NAME})[ \t]+(?:is[ \t]+|ligt[ \t]+)?"
    rf"(?P<from>(?:van|vanaf|tussen(?:[ \t]+de)?)[ \t]+)?(?P<low>{_NUMBER})"
    rf"(?:[ \t]+(?:jaar|euro))?[ \t]+(?P<to>tot[ \t]+en[ \t]+met|t/m|tot|en)[ \t]+{_VALUE}(?!\w)"
)
_PLAIN = re.compile(r"(?:is[ \t]+)?\w+[ \t]+(?:dan|aan)")  # told as another spelling
_JOINED = (
    (re.compile(r"(?<!\w)zowel[ \t]+(?P<a>[^\n#,]+?)[ \t]+als[ \t]+(?P<b>[^\n#,]+)"), "{a} en {b}"),
    (
        re.compile(rf"(?<!\w)noch[ \t]+(?P<a>{_NAME})[ \t]+noch[ \t]+(?P<b>{_NAME})"),
        "niet {a} en niet {b}",
    ),
    (re.compile(rf"(?<!\w)(?:of|ofwel)[ \t]+(?P<a>{_NAME})[ \t]+(?:of|ofwel)(?!\w)"), "{a} of"),
    (re.compile(r",?[ \t]*\b(?:tenzij|behalve(?:[ \t]+als)?|zonder)(?!\w)"), " en niet"),
    (
        re.compile(r",?[ \t]*\b(?:alsook|alsmede|evenals|maar|en[ \t]+ook|en[ \t]+tevens)(?!\w)"),
        " en",
    ),
    (re.compile(r",?[ \t]*\b(?:ofwel|danwel|dan[ \t]+wel)(?!\w)"), " of"),
    (
        re.compile(
            rf"(?<!\w)(?P<a>{_NAME})[ \t]+(?:geldt|van[ \t]+toepassing[ \t]+is|aanwezig[ \t]+is"
            r"|het[ \t]+geval[ \t]+is|waar[ \t]+is)(?!\w)"
        ),
        "{a}",
    ),
)


def in_plain_words(slip: Slip) -> Change | None:
    """Recognise a condition in the words of every day, by the change with which its line reads."""
    line = slip.line()
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    if _IN_CONDITION.match(line):
        tried = (_told, _compared, _from_to, _turned, _joined, _option)
        for changes in (each(slip, begin) for each in tried):
            for change in changes:
                if slip.fits(change.replacement, change.start, change.end):
                    return change
    return _in_digits(slip, begin)


def _near(slip: Slip, begin: int, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches around the place that does not fit."""
    for found in pattern.finditer(slip.text, begin, begin + len(slip.line())):
        if found.start() <= slip.place <= found.end() + 2:
            yield found
        if found.start() > slip.place:
            return


def _told(slip: Slip, begin: int) -> Iterator[Change]:
    """Yield a fact that is told in a sentence, as its name."""
    for pattern in (_NOT_BEHIND, _THERE_IS, _THERE_IT_IS, _WHO_HAS):
        for found in _near(slip, begin, pattern):
            parts = found.groupdict()
            words = (parts["name"] or parts["name_2"]).split()
            if RESERVED.intersection(words):
                continue
            no = pattern is _NOT_BEHIND or parts["no"] or parts.get("no_2")
            better = f"{'niet ' if no else ''}{'_'.join(words)}"
            yield _as_name(slip, found, better, "_".join(words))


def _as_name(slip: Slip, found: re.Match[str], better: str, name: str) -> Change:
    rest = f"{slip.text[: found.start()]} {slip.text[found.end() :]}"
    known = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", rest) is not None
    advice = f"schrijf `{better}`"
    if not known:
        advice = f"een voorwaarde bestaat uit namen van gegevens en begrippen: {advice}"
    return Change(*found.span(), better, advice, expected="een waarde of voorwaarde", whole=known)


def _compared(slip: Slip, begin: int) -> Iterator[Change]:
    """Yield a comparison in other words than those of the language."""
    for pattern, how in _FORMS:
        for found in _near(slip, begin, pattern):
            value = found["value"]
            if not value.startswith("€") and not value[0].isdigit():
                value = in_digits(value) or ""
            if not value or (found["left"] or "").strip() in RESERVED:
                continue
            left = (found["left"] or "").strip()
            if left and _THAN.search(found[0]):
                continue  # `leeftijd groter dan 18` is told as another spelling
            unit = found["unit"]
            if unit.startswith((" euro", "\teuro")):
                value, unit = f"€ {value}", unit.strip().removeprefix("euro")
            if not left or re.fullmatch(_PERSON, left):
                left = "leeftijd" if re.search(r"(?<![\w.])leeftijd(?!\w)", slip.text) else ""
            whole = bool(left)
            better = f"{left or 'leeftijd'} {how} {value}{unit}"
            advice = (
                f"schrijf `{better}`" if whole else f"noem ook wat u vergelijkt, zoals `{better}`"
            )
            yield Change(*found.span(), better, advice, expected="een vergelijking", whole=whole)


def _from_to(slip: Slip, begin: int) -> Iterator[Change]:
    """Yield `leeftijd van 18 tot 27 jaar` as two comparisons."""
    for found in _near(slip, begin, _FROM_TO):
        left, unit, to = found["left"], found["unit"], found["to"]
        is_range = found["from"] or to not in ("tot", "en")
        digits = found["low"][0].isdigit() and found["value"][0].isdigit()
        if not is_range or not digits:
            continue
        upto = "minder dan" if to == "tot" else "ten hoogste"
        better = (
            f"{left} is ten minste {found['low']}{unit} en {left} is {upto} {found['value']}{unit}"
        )
        yield Change(*found.span(), better, f"schrijf `{better}`", expected="een vergelijking")


def _turned(slip: Slip, begin: int) -> Iterator[Change]:
    """Yield `lager is dan` and `bedraagt` as the comparison that they are."""
    for pattern in _TURNED:
        for found in _near(slip, begin, pattern):
            if _PLAIN.fullmatch(found[0]):
                continue
            better = _comparison(found.groupdict())
            advice = f"schrijf `{better}`"
            yield Change(*found.span(), better, advice, expected="een vergelijking met `is`")


def _comparison(parts: dict[str, str | None]) -> str:
    if parts.get("same"):
        return "is niet" if parts["not"] else "is"
    if parts.get("more"):
        return "is ten hoogste" if parts["not"] else "is meer dan"
    if parts.get("less"):
        return "is ten minste" if parts["not"] else "is minder dan"
    return "is"


def _joined(slip: Slip, begin: int) -> Iterator[Change]:
    """Yield conditions that are joined by other words than `en` and `of`."""
    for pattern, how in _JOINED:
        for found in _near(slip, begin, pattern):
            parts = {name: words.strip() for name, words in found.groupdict().items() if words}
            better = how.format(**parts)
            advice = f"schrijf `{better.strip()}`"
            yield Change(*found.span(), better, advice, expected="`en` of `of`")


def _option(slip: Slip, begin: int) -> Iterator[Change]:
    """Yield the `is` that is left out before an option: `leefvorm gehuwd`."""
    start, end = slip.last()
    is_option = re.search(
        rf"(?<!\w)uit[ \t]+(?:\w+[ \t]*,[ \t]*)*{re.escape(slip.word)}(?!\w)", slip.text
    )
    if is_option and begin <= start and re.fullmatch(_NAME, slip.text[start:end]):
        advice = f"schrijf `{slip.text[start:end]} is {slip.word}`"
        yield Change(slip.place, slip.place, "is ", advice)


def _in_digits(slip: Slip, begin: int) -> Change | None:
    """Recognise a number in words, with what stands behind it."""
    for found in _near(slip, begin, _COUNTED):
        digits = in_digits(found["words"])
        if digits is None:
            continue
        better = f"€ {digits}" if found["euro"] else digits
        if slip.fits(better, *found.span()):
            return Change(*found.span(), better, f"schrijf `{better}`", expected="een getal")
    return None

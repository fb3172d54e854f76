"""Spellings of other languages and of ordinary Dutch, with what is written here instead."""

import re
from collections.abc import Iterable

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.slip import Slip, offer

OTHER_SPELLING = Kind(
    "MW035",
    "andere-schrijfwijze",
    Severity.FOUT,
    "`{woord}` hoort niet bij deze taal; {beter}.",
    "",
)

# What people write, from other languages or from ordinary Dutch, and what to write here. Where
# `is` stands there already (`is groter dan`) or does not fit (`minimaal 2 van`), it is left out.
_OTHER_WORDS = {
    "==": "is",
    "===": "is",
    "=>": "is ten minste",
    "=<": "is ten hoogste",
    "&&": "en",
    "&": "en",
    "||": "of",
    "|": "of",
    "!": "niet",
    "and": "en",
    "or": "of",
    "not": "niet",
    "als": "indien",
    **dict.fromkeys(("wanneer", "when", "zodra", "ingeval"), "indien"),
    "mits": "indien",
    "if": "indien",
    "then": "dan",
    "else": "anders",
    "tenzij": "indien niet",
    "true": "ja",
    "waar": "ja",
    "false": "nee",
    "onwaar": "nee",
    "groter dan": "is meer dan",
    "hoger dan": "is meer dan",
    "xor": "hetzij",
    "kleiner dan": "is minder dan",
    "lager dan": "is minder dan",
    "minimaal": "is ten minste",
    "maximaal": "is ten hoogste",
    "gelijk aan": "is",
    "ongelijk aan": "is niet",
    "“": '"',
    "”": '"',
    "„": '"',
    "'": '"',
    "‘": '"',
    "’": '"',
    ";": "",
    "art.": "artikel",
    "art": "artikel",
    "minstens": "is ten minste",
    "hoogstens": "is ten hoogste",
    "EUR": "€",
    "eur": "€",
    "euro": "€",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "en/of": "of",
    "//": "#",
    "/*": "#",
    "--": "#",
    "{": "(",
    "}": ")",
}
# Words that may be meant as a name, and signs that are right elsewhere: only where the line reads
# with what is written here.
_PERHAPS = {
    **dict.fromkeys(
        (
            *("kleiner dan of gelijk aan", "lager dan of gelijk aan", "minder dan of gelijk aan"),
            *("kleiner of gelijk aan", "kleiner dan of gelijk", "<=", "≤", "=<", "max", "max."),
            *("ten hoogst", "tenhoogste", "hoogstens", "maximaal", "hooguit"),
        ),
        "is ten hoogste",
    ),
    **dict.fromkeys(
        (
            *("groter dan of gelijk aan", "hoger dan of gelijk aan", "meer dan of gelijk aan"),
            *("groter of gelijk aan", "groter dan of gelijk", ">=", "≥", "=>", "minimaal"),
            *("ten minst", "tenminste", "minstens"),
        ),
        "is ten minste",
    ),
    **dict.fromkeys(("jonger dan", "minder als", "lager als", "onder", "<"), "is minder dan"),
    **dict.fromkeys(("ouder dan", "meer als", "hoger als", "boven", ">"), "is meer dan"),
    **dict.fromkeys(("x", "keer", "maal"), "*"),
    "plus": "+",
    "min": "-",
    "gedeeld door": "/",
    **dict.fromkeys(("p/m", "p.m.", "per mnd"), "per maand"),
    "jaar oud": "jaar",
    **dict.fromkeys(("jr", "jr."), "jaar"),
    **dict.fromkeys(("mnd", "mnd.", "mnden"), "maanden"),
    **dict.fromkeys(("wk", "wkn"), "weken"),
    "dgn": "dagen",
    "geen": "niet",
    "want": "omdat",
    "yes": "ja",
    "no": "nee",
}


def _any_of(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            rf"(?<!\w){re.escape(word)}(?!\w)" if word[-1].isalpha() else re.escape(word)
            for word in sorted(words, key=len, reverse=True)
        ).replace(r"\ ", r"[ \t]+"),
        flags,
    )


# What a semicolon may be meant as.
_SIGNS = (("COLON", ":"), ("COMMA", ","))
_OTHER = _any_of(_OTHER_WORDS, re.IGNORECASE)
_MAYBE = _any_of(_PERHAPS)
_QUOTED = re.compile(r"[“”„'‘’](?P<text>[^“”„\"\n]*)[“”„'‘’\"]")
_NUMBER = r"\d+(?:[.,]\d+)*"
_VALUE = r"[-€\d][^\n#]*?"
_RANGE = re.compile(
    rf"(?:(?:van|vanaf|tussen)[ \t]+)?(?P<low>{_VALUE})"
    rf"[ \t]+(?:tot[ \t]+en[ \t]+met|t/m|tot|en)[ \t]+(?P<high>{_VALUE})[ \t\r]*(?=#|\n|\Z)"
)
_EURO_WORD = r"(?:[Ee]uro['’]s|[Ee]uro|EURO|EUR|eur)"
_EURO = rf"(?:{_EURO_WORD}|€)"
_NO_CENTS = r"[.,][ ]?(?:--?|[–—=])(?![ ]?\d)"
_MONEY = re.compile(
    rf"€[ \u00a0]*-[ \u00a0]*(?P<minus>{_NUMBER})"
    rf"|(?<!\w)(?:€|(?P<unit>{_EURO}))[ \t\u00a0]*(?P<before>{_NUMBER})(?P<cents>{_NO_CENTS})?"
    rf"(?P<twice>[ \t]+{_EURO_WORD}(?!\w))?"
    rf"|(?<![\w.,-])(?P<behind>{_NUMBER})(?:(?:{_NO_CENTS})?[ \t]*{_EURO}(?!\w)|{_NO_CENTS})"
)


def other_spelling(slip: Slip) -> Diagnostic | None:
    """Recognise a word of another language, where the text stops or just before it."""
    perhaps = _perhaps(slip, slip.last()[0]) or _perhaps(slip, slip.place)
    if perhaps is not None:
        return perhaps
    for start in (slip.place, slip.last()[0]):
        found = _OTHER.match(slip.text, start, slip.block.end)
        if found is None or (start != slip.place and not _is_foreign(found[0])):
            continue
        written = " ".join(found[0].split())
        written = written if written in _OTHER_WORDS else written.lower()
        quoted = _QUOTED.match(slip.text, start, slip.block.end)
        if quoted is not None and "TEKST" not in slip.accepted_at(start):
            return _say(slip, quoted[0], quoted.span(), (quoted["text"].strip(),))
        if quoted is not None:
            return _say(slip, written, quoted.span(), (f'"{quoted["text"]}"',))
        better = _OTHER_WORDS[written]
        changes: tuple[str, ...] = (better, better.removeprefix("is").strip())
        if written == "!" and slip.text[start + 1 : start + 2].strip():
            changes = (f"{better} ",)
        if written == ";":
            accepted = slip.accepted_at(start)
            changes = *(each for name, each in _SIGNS if name in accepted), ""
        return _say(slip, written, found.span(), changes)
    return None


def _perhaps(slip: Slip, start: int) -> Diagnostic | None:
    found = _MAYBE.match(slip.text, start, slip.block.end)
    if found is None:
        return None
    written = " ".join(found[0].split())
    better = _PERHAPS[written]
    reads = slip.fits if written[0].isalpha() else slip.mended_by
    for each in (better, better.removeprefix("is ")):
        if reads(each, *found.span()):
            return _say(slip, written, found.span(), (each,))
    return None


def money_spelling(slip: Slip) -> Diagnostic | None:
    """Recognise `€ -500`, `500 euro`, `EUR 500`, `€ 500,-` and `€ 5 euro`."""
    line = slip.text.rfind("\n", 0, slip.place) + 1
    for found in _MONEY.finditer(slip.text, line, line + len(slip.line())):
        minus, before, behind = found["minus"], found["before"], found["behind"]
        is_right = before and not (found["unit"] or found["cents"] or found["twice"])
        if is_right or not found.start() <= slip.place < found.end():
            continue
        better = f"-€ {minus}" if minus else f"€ {before or behind}"
        return _say(slip, found[0], found.span(), (better,))
    return None


def range_spelling(slip: Slip) -> Diagnostic | None:
    """Recognise `bedrag van € 0 tot € 5` in a type."""
    found = _RANGE.match(slip.text, slip.place, slip.block.end)
    if found is None or "TUSSEN" not in slip.accepted():
        return None
    better = f"tussen {found['low']} en {found['high']}"
    place = (found.start(), found.end("high"))
    return _say(slip, slip.text[slice(*place)], place, (better,))


def _say(slip: Slip, written: str, place: tuple[int, int], changes: tuple[str, ...]) -> Diagnostic:
    """Say what to write; only a change with which the block reads on is offered as an edit."""
    fitting = next((each for each in changes if slip.mended_by(each, *place)), None)
    better = changes[0] if fitting is None else fitting
    shown = better[0] if better.startswith('"') else better.strip()
    span = slip.span(*place)
    advice = f"schrijf `{shown}`" if shown else "laat dit weg"
    said = diagnostic(OTHER_SPELLING, span, woord=written, beter=advice)
    return offer(said, advice, *(() if fitting is None else [Edit(span, fitting, "suggestie")]))


def say_other(source: Source, place: tuple[int, int], written: str, better: str) -> Diagnostic:
    """Say what to write in a place of a text."""
    span = Span(source.name, *place)
    advice = f"schrijf `{better}`"
    said = diagnostic(OTHER_SPELLING, span, woord=written, beter=advice)
    return offer(said, advice, Edit(span, better, "suggestie"))


def _is_foreign(word: str) -> bool:
    """Tell whether a word that was read as a name was surely not meant as one."""
    return word in {
        "and",
        "or",
        "not",
        "if",
        "als",
        "then",
        "else",
        "tenzij",
        "minstens",
        "en/of",
        "!",
    }

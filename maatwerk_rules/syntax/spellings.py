"""Spellings of other languages and of ordinary Dutch, with what is written here instead."""

import re

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.syntax.slip import Slip, offer

OTHER_SPELLING = Kind(
    "MW035",
    "andere-schrijfwijze",
    Severity.FOUT,
    "`{woord}` hoort niet bij deze taal; schrijf {beter}.",
    "",
)

# What people write, from other languages or from ordinary Dutch, and what to write here.
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
    "wanneer": "indien",
    "mits": "indien",
    "if": "indien",
    "then": "dan",
    "else": "anders",
    "tenzij": "indien niet",
    "true": "ja",
    "waar": "ja",
    "false": "nee",
    "onwaar": "nee",
    "groter dan": "meer dan",
    "hoger dan": "meer dan",
    "xor": "hetzij",
    "kleiner dan": "minder dan",
    "lager dan": "minder dan",
    "minimaal": "ten minste",
    "maximaal": "ten hoogste",
    "gelijk aan": "",
    "“": '"',
    "”": '"',
    "„": '"',
    "'": '"',
    "‘": '"',
    "’": '"',
    ";": "",
    "art.": "artikel",
    "art": "artikel",
    "minstens": "ten minste",
    "hoogstens": "ten hoogste",
    "EUR": "€",
    "eur": "€",
    "euro": "€",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "//": "#",
    "/*": "#",
    "--": "#",
    "{": "(",
    "}": ")",
}
_OTHER = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(word)}(?!\w)" if word[-1].isalpha() else re.escape(word)
        for word in sorted(_OTHER_WORDS, key=len, reverse=True)
    ).replace(r"\ ", r"[ \t]+")
)
_NUMBER = r"\d[\d.,]*"
_MONEY = re.compile(
    rf"€[ \u00a0]*-[ \u00a0]*(?P<minus>{_NUMBER})|(?P<euro>{_NUMBER})[ \t]*(?:euro|EUR)\b"
)


def other_spelling(slip: Slip) -> Diagnostic | None:
    """Recognise a word of another language, where the text stops or just before it."""
    for start in (slip.place, slip.last()[0]):
        found = _OTHER.match(slip.text, start, slip.block.end)
        if found is None or (start != slip.place and not _is_foreign(found[0])):
            continue
        written = " ".join(found[0].split())
        better = _OTHER_WORDS[written]
        span = slip.span(*found.span())
        shown = f"`{better}`" if better else "niets"
        said = diagnostic(OTHER_SPELLING, span, woord=written, beter=shown)
        advice = f"schrijf `{better}`" if better else "laat dit weg"
        return offer(said, advice, Edit(span, better, "suggestie"))
    return None


def money_spelling(slip: Slip) -> Diagnostic | None:
    """Recognise `€ -500` and `500 euro`."""
    for start in (slip.place, slip.last()[0]):
        found = _MONEY.match(slip.text, start, slip.block.end)
        if found is not None:
            better = f"-€ {found['minus']}" if found["minus"] else f"€ {found['euro']}"
            span = slip.span(*found.span())
            said = diagnostic(OTHER_SPELLING, span, woord=found[0], beter=f"`{better}`")
            return offer(said, f"schrijf `{better}`", Edit(span, better, "suggestie"))
    return None


def _is_foreign(word: str) -> bool:
    """Tell whether a word that was read as a name was surely not meant as one."""
    return word in {"and", "or", "not", "if", "als", "then", "else", "tenzij", "minstens", "!"}

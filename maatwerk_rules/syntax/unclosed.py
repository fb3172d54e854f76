"""What is opened and not closed: a text without its other quote, a bracket without the other."""

import re

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.syntax.slip import Slip, offer

OPEN_QUOTE = Kind(
    "MW031",
    "tekst-niet-gesloten",
    Severity.FOUT,
    'Deze tekst begint met `"`, maar het sluitende `"` ontbreekt op deze regel.',
    "Een tekst staat op één regel.",
)
OPEN_BRACKET = Kind(
    "MW032",
    "haakje-niet-gesloten",
    Severity.FOUT,
    "Bij dit haakje `{haakje}` ontbreekt het andere haakje `{ander}`.",
    "",
)

_PAIRS = {"(": ")", "[": "]"}


def open_quote(slip: Slip) -> Diagnostic | None:
    """Recognise a text that is not closed on its line."""
    word = slip.word
    if not word.startswith('"') or (word.endswith('"') and len(word) > 1):
        return None
    found = diagnostic(OPEN_QUOTE, slip.here())
    return offer(found, 'sluit de tekst met `"`; een langer verhaal is meer teksten onder elkaar')


def open_bracket(slip: Slip) -> Diagnostic | None:
    """Recognise a bracket that is never closed, or one that was never opened."""
    opened: list[tuple[str, int]] = []
    for piece in re.finditer(
        r'"[^"\n]*"|#[^\n]*|[()\[\]]', slip.text[slip.block.head : slip.place]
    ):
        if piece[0] in _PAIRS:
            opened.append((piece[0], slip.block.head + piece.start()))
        elif piece[0] in _PAIRS.values() and opened:
            opened.pop()
    word = slip.word
    if word in _PAIRS.values() and not opened:
        other = next(one for one, two in _PAIRS.items() if two == word)
        found = diagnostic(OPEN_BRACKET, slip.here(), haakje=word, ander=other)
        return offer(found, "haal dit haakje weg", Edit(slip.here(), "", "suggestie"))
    if not opened:
        return None
    bracket, place = opened[-1]
    if word and not slip.begins_line and (word not in _PAIRS.values() or word == _PAIRS[bracket]):
        return None
    if {"(": "RPAR", "[": "RSQB"}[bracket] not in slip.accepted():
        return None
    close = _PAIRS[bracket]
    found = diagnostic(OPEN_BRACKET, slip.span(place, place + 1), haakje=bracket, ander=close)
    edit = Edit(slip.span(slip.before, slip.before), close, "suggestie")
    return offer(found, f"sluit af met `{close}`", edit)

"""The head of a block in another order or with other signs: `uitkomst: recht ja/nee`."""

import re

from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.phrases import block_words
from maatwerk_rules.syntax.slip import Slip

_TYPED = ("gegeven", "begrip", "uitkomst", "oordeel", "tabel", "schijven")
_DATED = ("bedrag", "aantal", "percentage")
_NAME = r"[^\W\d_]\w*"
_COLON_FIRST = re.compile(rf"[ \t]*:[ \t]*(?P<name>{_NAME})[ \t]*(?P<sign>:|=|is(?!\w))?[ \t]*")
_SIGN = re.compile(r"[ \t]*(?:=|is(?!\w)|als(?!\w)|->|=>|\()?[ \t]*")
_YES_OR_NO = re.compile(r"ja[ \t]*(?:/|of|-|,|\|)?[ \t]*nee(?!\w)", re.IGNORECASE)
_VALUE = re.compile(
    r"[ \t]*(?:[:=]|is(?!\w))?[ \t]*(?P<value>€?[ \t]*\d[\d.,]*(?:[ \t]*%)?"
    r"(?:[ \t]+(?:jaar|jaren|maanden|weken|dagen))?)"
    r"(?P<per>[ \t]+per[ \t]+(?:maand|jaar|week|dag))?"
)


def other_head(slip: Slip) -> Change | None:
    """Recognise a head of which the signs are wrong, by the change with which it reads."""
    head = slip.block.head
    if "\n" in slip.text[head : slip.place]:
        return None
    stop = slip.text.find("\n", head, slip.block.end)
    line = slip.text[head : slip.block.end if stop < 0 else stop]
    found = re.match(_NAME, line)
    word = found[0] if found else ""
    if word not in block_words() or slip.place > head + len(line):
        return None
    return _colon_first(slip, line, word) or _type(slip, line, word) or _dated(slip, line, word)


def _colon_first(slip: Slip, line: str, word: str) -> Change | None:
    """Recognise `uitkomst: recht ja/nee`."""
    found = _COLON_FIRST.match(line, len(word))
    if found is None:
        return None
    start, rest = slip.block.head + len(word), line[found.end() :]
    typed = word in _TYPED
    better = f" {found['name']}{':' if typed else ''}{' ' if rest else ''}"
    shown = f"{word}{better}{_text(rest)}"
    for written, stop in ((better, found.end()), *_answers(better, line, found.end())):
        if slip.fits(written, start, slip.block.head + stop):
            shown = f"{word}{written}{_text(line[stop:])}"
            return Change(start, slip.block.head + stop, written, f"schrijf `{shown}`")
    if not typed:
        return None
    advice = f"schrijf `{shown.strip()}`, met wat voor waarde het is"
    return Change(start, start, "", advice, whole=False)


def _answers(better: str, line: str, start: int) -> list[tuple[str, int]]:
    found = _YES_OR_NO.match(line, start)
    return [] if found is None else [(f"{better.rstrip()} ja/nee", found.end())]


def _text(rest: str) -> str:
    return rest.strip()[:60]


def _type(slip: Slip, line: str, word: str) -> Change | None:
    """Recognise `uitkomst recht = ja/nee` and `uitkomst recht ja of nee`."""
    name = re.compile(rf"{word}[ \t]+{_NAME}").match(line)
    if name is None or word not in _TYPED:
        return None
    sign = _SIGN.match(line, name.end())
    assert sign is not None
    start = slip.block.head + name.end()
    tried = [(": ", sign.end()), *_answers(": ", line, sign.end())]
    if sign[0].strip() == "(" and line.rstrip().endswith(")"):
        tried = [(f": {line[sign.end() :].rstrip()[:-1]}", len(line.rstrip())), *tried]
    for written, stop in tried:
        if slip.fits(written, start, slip.block.head + stop):
            shown = f"{name[0]}{written}{_text(line[stop:])}"
            return Change(start, slip.block.head + stop, written, f"schrijf `{shown}`")
    return None


def _dated(slip: Slip, line: str, word: str) -> Change | None:
    """Recognise `bedrag norm: € 1.401,50`: what has a date stands below."""
    name = re.compile(rf"{word}[ \t]+{_NAME}").match(line)
    found = None if name is None else _VALUE.match(line, name.end())
    if name is None or found is None or word not in _DATED:
        return None
    head = f"{name[0]}{found['per'] or ''}"
    value = f"{found['value'].strip()}"
    advice = f"schrijf `{head}` en daaronder, ingesprongen, `met ingang van 2026-01-01: {value}`"
    start = slip.block.head + name.end()
    stop = slip.block.head + found.end()
    return Change(start, stop, "", advice, expected="een nieuwe regel", whole=False)

"""A rounding that does not say how or to what, or without parentheses around its sum."""

import re

from maatwerk_rules.diagnostics import Diagnostic, Edit
from maatwerk_rules.syntax.expected import plain
from maatwerk_rules.syntax.slip import Slip, offer

_WAY = r"rekenkundig|naar\s+boven|naar\s+beneden"
_ROUNDING = re.compile(rf"(?:{_WAY})\s+afgerond\s+op\b")
_LOOSE_ROUNDING = re.compile(
    rf"(?<!\w)(?:(?P<way>{_WAY})[ \t]+)?afgerond(?:[ \t]+(?P<late>{_WAY}))?[ \t]+op[ \t]+"
    r"(?P<unit>(?:hele[ \t]+)?(?:euro['\u2019]?s?|procent(?:en)?)|hele[ \t]+getallen"
    r"|(?:ge)?helen?|centen|cent)(?!\w)"
)
_UNITS = {"e": "hele euro's", "p": "hele procenten", "c": "centen"}


def loose_rounding(slip: Slip) -> Diagnostic | None:
    """Recognise `afgerond op euro's`: a rounding that does not say how, or to what."""
    line = slip.text.rfind("\n", 0, slip.before) + 1
    found = next(
        (
            each
            for each in _LOOSE_ROUNDING.finditer(slip.text, line, slip.block.end)
            if each.start() <= slip.place <= each.end()
        ),
        None,
    )
    if found is None:
        return None
    unit = found["unit"]
    way = " ".join((found["way"] or found["late"] or "rekenkundig").split())
    last = _UNITS.get(unit.split()[-1][0], "helen")
    better = f"{way} afgerond op {last}"
    if " ".join(found[0].split()) == better:
        return None
    begin = _sum_before(slip, found.start())
    whole = f"({slip.text[begin : found.start()].rstrip()}) {better}"
    for start, written in ((found.start(), better), (begin, whole)):
        if slip.mended_by(written, start, found.end()):
            edit = Edit(slip.span(start, found.end()), written, "suggestie")
            return offer(plain(slip), f"schrijf `{written}`", edit)
    return offer(plain(slip), f"schrijf `(a * b) {better}`")


def _sum_before(slip: Slip, end: int) -> int:
    """Return where the sum begins that stands before a place on its line."""
    line = slip.text.rfind("\n", 0, end) + 1
    begin = re.compile(r"[ \t]*(?:dan|is|anders)[ \t]+").match(slip.text, line, end)
    return begin.end() if begin else end


def rounding(slip: Slip) -> Diagnostic | None:
    """Recognise a sum that is rounded without parentheses around it."""
    found = _ROUNDING.match(slip.text, slip.place, slip.block.end)
    if found is None:
        return None
    rounded = " ".join(found[0].split())
    start = _sum_before(slip, slip.before)
    whole = f"({slip.text[start : slip.before]})"
    if not slip.mended_by(whole, start, slip.before):
        return offer(plain(slip), f"zet de som tussen haakjes: `(a * b) {rounded} centen`")
    edit = Edit(slip.span(start, slip.before), whole, "suggestie")
    return offer(plain(slip), f"zet de som tussen haakjes: `{whole} {rounded} …`", edit)

"""Lines that hold one of a few fixed words, in other words: `karakter kan-bepaling`.

Also the word that ends a block in other languages, which has no meaning here.
"""

import re
from collections.abc import Mapping

from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.slip import Slip

_REST = r"(?P<rest>[^\n#\"]+?)(?=[ \t\r]*(?:$|[\n#\"]))"
_LINE = re.compile(rf"[ \t]*(?P<word>karakter|status|toetsen|dan|anders)(?:[ \t]*:)?[ \t]+{_REST}")
# For the first word of a line: what stands behind it, and what is written here instead.
_MEANT = {
    "karakter": (
        (r".*(?:beoorde|afweg|maatwerk).*", "moet beoordelen"),
        (r".*(?:kan|mag|bevoegd|discretionair|facultatief|vrij).*", "kan"),
        (r".*(?:moet|verplicht|dwingend|imperatief|gebonden).*", "moet"),
    ),
    "status": (
        (r".*(?:concept|ontwerp|voorlopig).*", "concept"),
        (r".*(?:vastgesteld|definitief|geldend).*", "vastgesteld"),
    ),
    "toetsen": ((r"(?:steeds|elke keer|ambtshalve|in elk geval).*", "altijd"),),
}
_ANSWERS = (
    (r"(?:geen|afwijz\w*|afgewezen|weiger\w*|geweigerd)(?: .*)?", "nee"),
    (r"(?:(?:wel )?recht op|wel|toekennen|toegekend|toewijzen|toegewezen)(?: .*)?", "ja"),
)
_OWN_WORDS = re.compile(r"\b(?:ja|nee|indien)\b")
_END_OF_BLOCK = re.compile(
    r"[ \t]*(?:einde?|end|endif|eindif|fi|slot)(?:[ \t]+\w+){0,2}[ \t\r.;]*\n?", re.IGNORECASE
)


def other_answer(slip: Slip) -> Change | None:
    """Recognise `dan geen recht` and `anders recht op bijstand`: there only the value stands."""
    return _other(slip, {"dan": _ANSWERS, "anders": _ANSWERS})


def other_fixed_word(slip: Slip) -> Change | None:
    """Recognise a line that holds other words than the few it can hold."""
    return _other(slip, _MEANT)


def _other(slip: Slip, meant: Mapping[str, tuple[tuple[str, str], ...]]) -> Change | None:
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    found = _LINE.match(slip.text, begin, slip.block.end)
    if slip.begins_line or found is None:
        return None
    said = " ".join(found["rest"].lower().split())
    start, end = found.span("rest")
    if not start <= slip.place <= end + 1 or _OWN_WORDS.search(said):
        return None
    for pattern, better in meant.get(found["word"], ()):
        if re.fullmatch(pattern, said) and slip.fits(better, start, end):
            advice = f"schrijf `{found['word']} {better}`"
            return Change(start, end, better, advice, expected=f"`{better}`")
    return None


def end_of_block(slip: Slip) -> Change | None:
    """Recognise `einde` or `end regel` on a line of its own: a block ends where the next begins."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    found = _END_OF_BLOCK.match(slip.text, begin, slip.block.end)
    if found is None or not slip.begins_line or slip.word.lower() != found[0].split()[0].lower():
        return None
    advice = f"laat `{found[0].strip()}` weg: een blok eindigt waar het volgende begint"
    return Change(slip.place, slip.place + len(found[0].strip()), "", advice, slip.word)

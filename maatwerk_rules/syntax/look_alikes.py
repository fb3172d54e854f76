"""A letter of another script in a word of the language, on the line where the text stops."""

import re
from itertools import islice

from maatwerk_rules.nearest import in_our_letters
from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.slip import Slip

_WORD = re.compile(r'"[^"\n]*"?|#[^\n]*|\w*[^\x00-\x7f\W]\w*')
_MOST_TRIED = 5


def look_alike(slip: Slip) -> Change | None:
    r"""Recognise `b\u0435paalt` with a Cyrillic letter, by what fits in our letters."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    strange = _WORD.finditer(slip.text, begin, begin + len(slip.line()))
    for found in islice((each for each in strange if each[0][0] not in '"#'), _MOST_TRIED):
        ours = in_our_letters(found[0])
        if ours == found[0]:
            continue
        if slip.mended_by(ours, *found.span()):
            advice = f"typ `{ours}` opnieuw, met gewone letters: er staat een vreemde letter in"
            return Change(*found.span(), ours, advice, found[0])
    return None

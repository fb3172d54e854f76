"""MW601: an open norm that is asked as if it were a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import questions
from maatwerk_rules.linter.words import OPEN_NORMS, pattern
from maatwerk_rules.model.declarations import Gegeven, Veld
from maatwerk_rules.model.typenodes import Janeetype

KIND = Kind(
    "MW601",
    "open-norm-niet-gemarkeerd",
    Severity.WAARSCHUWING,
    "`{naam}` vraagt als feit wat een oordeel is: `{woorden}`.",
    "Een open norm moet een mens invullen, met redenen; een aangekruist feit is niet gemotiveerd.",
)

_OPEN = pattern(OPEN_NORMS)
# Whoever asks somebody to look at an open norm does not fill it in.
_ASKS_TO = re.compile(r"(?i)\W*(vraagt|wilt|verzoekt|vroeg) ")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the ja/nee facts whose question holds the words of an open norm."""
    for text in questions(file):
        asker = file.nodes.parent(text.clause)
        if isinstance(asker, Gegeven | Veld) and isinstance(asker.type, Janeetype):
            match = _OPEN.search(text.prose)
            if match is not None and not _ASKS_TO.match(text.prose):
                place = text.span(*match.span())
                advice = "maak er een `oordeel` van, met maatstaf en factoren"
                found = diagnostic(KIND, place, help=(advice,), naam=asker.naam, woorden=match[0])
                yield suspected(found)

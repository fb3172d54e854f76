"""MW154: a sentence for residents in nouns, where verbs would do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts, sentences
from maatwerk_rules.linter.words import EVERYDAY_NOUNS

KIND = Kind(
    "MW154",
    "naamwoordstijl",
    Severity.HINT,
    "Deze zin zegt `{woorden}`, waar een werkwoord korter is.",
    "Zelfstandige naamwoorden die van een werkwoord komen, maken een zin zwaar en onpersoonlijk.",
)

_MADE_A_NOUN = re.compile(
    r"(?i)\b(?:het|door|bij) (?!(?:einde|leven|eten|teken|heden|verleden|vermogen|inkomen|bewijzen|"
    r"gegeven|kunnen|niveau)\b)\w{3,}en van\b"
)
_HEAVY = re.compile(r"(?i)\b\w{4,}(?:ing|atie|itie|isering)\b")
_MOST_HEAVY = 2


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield where a verb was made a noun with `het … van`, or where three such nouns stand."""
    for text in resident_texts(file):
        prose = text.prose
        for start, end in sentences(text.words):
            found = _MADE_A_NOUN.search(prose, start, end)
            heavy = [
                match
                for match in _HEAVY.finditer(prose, start, end)
                if match[0].lower() not in EVERYDAY_NOUNS
            ]
            if found:
                place = text.span(*found.span())
                yield suspected(diagnostic(KIND, place, woorden=found[0]))
            elif len(heavy) > _MOST_HEAVY:
                place = text.span(heavy[0].start(), heavy[-1].end())
                said = ", ".join(match[0] for match in heavy)
                yield suspected(diagnostic(KIND, place, woorden=said))

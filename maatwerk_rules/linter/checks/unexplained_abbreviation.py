"""MW157: an abbreviation in a text for residents that is written out nowhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected, with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import Text, resident_texts
from maatwerk_rules.linter.words import KNOWN_ABBREVIATIONS

KIND = Kind(
    "MW157",
    "onverklaarde-afkorting",
    Severity.WAARSCHUWING,
    "Wat `{afkorting}` betekent, staat niet in deze tekst.",
    "Wie de afkorting niet kent, begrijpt de tekst niet en zoekt niet verder.",
)

_LETTERS = re.compile(r"\b(?:[A-Z]{2,5}|[A-Z][a-z]{0,2}[bcdfghjklmnpqrstvwxz]b|Pw|Abw|Bw|Sr|Sv)\b")
_DOTTED = re.compile(
    r"(?i)(?<![\w.])(?:(?:[a-z]\.){2,}[a-z]?|t/m|(?:bijv|evt|incl|excl|resp|nr|max|min|jl)\.)"
)
_WRITTEN_OUT = {
    "i.v.m.": "omdat … of: over",
    "m.b.t.": "over",
    "t.a.v.": "over",
    "d.m.v.": "met",
    "o.a.": "onder andere",
    "d.w.z.": "dat wil zeggen",
    "bijv.": "bijvoorbeeld",
    "bv.": "bijvoorbeeld",
    "t/m": "tot en met",
    "i.p.v.": "in plaats van",
    "incl.": "met",
    "excl.": "zonder",
    "nr.": "nummer",
    "max.": "hoogstens",
    "min.": "minstens",
}
_FITS = frozenset({"o.a.", "d.w.z.", "bijv.", "t/m", "i.p.v.", "nr."})


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the abbreviations; a plain one that fits as it stands is proposed."""
    for text in resident_texts(file):
        prose = text.prose
        for match in _LETTERS.finditer(prose):
            if match[0].upper() not in KNOWN_ABBREVIATIONS and not _is_explained(match[0], prose):
                yield suspected(diagnostic(KIND, text.span(*match.span()), afkorting=match[0]))
        for match in _DOTTED.finditer(prose):
            yield _dotted(text, match)


def _is_explained(short: str, prose: str) -> bool:
    """Tell whether the text says what it stands for, before or behind it between brackets."""
    return f"({short})" in prose or f"{short} (" in prose


def _dotted(text: Text, match: re.Match[str]) -> Diagnostic:
    place, short = text.span(*match.span()), match[0]
    full = _WRITTEN_OUT.get(short.lower())
    advice = (f"schrijf het uit: {full}",) if full else ("schrijf het uit",)
    found = suspected(diagnostic(KIND, place, help=advice, afkorting=short))
    if full and short in _FITS:
        return with_edits(found, Edit(place, full, "suggestie"))
    return found

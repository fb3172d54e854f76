"""MW159: a text for residents that does not say `u`, or mixes `u` and `je`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import Text, resident_texts

KIND = Kind(
    "MW159",
    "aanspreekvorm",
    Severity.HINT,
    "Deze tekst zegt `{woord}`; zeg overal {anders}.",
    "Wie de tekst leest, moet merken dat het over hem gaat, en steeds op dezelfde manier.",
)

_ABOUT = re.compile(
    r"(?i)\b(?:de |een )?(?:belanghebbende[n]?|aanvrager[s]?|uitkeringsgerechtigde[n]?|"
    r"bijstandsgerechtigde[n]?|rechthebbende[n]?|cliënt(?:en)?|verzoeker[s]?)\b"
)
_FORMAL = re.compile(r"(?i)\b(?:u|uw|uzelf)\b")
_FAMILIAR = re.compile(r"(?i)\b(?:je|jij|jou|jouw|jezelf|jullie)\b")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the texts that speak about the reader, and those with the rarer form of address."""
    texts = resident_texts(file)
    formal = _said(_FORMAL, texts)
    familiar = _said(_FAMILIAR, texts)
    for text in texts:
        if match := _ABOUT.search(text.prose):
            yield _found(text, match, "u")
    if formal and familiar:
        rarer_is_familiar = len(familiar) <= len(formal)
        for text, match in familiar if rarer_is_familiar else formal:
            yield _found(text, match, "u" if rarer_is_familiar else "je")


def _said(form: re.Pattern[str], texts: tuple[Text, ...]) -> list[tuple[Text, re.Match[str]]]:
    """Return the texts with a form of address, and where it first stands."""
    return [(text, match) for text in texts if (match := form.search(text.prose))]


def _found(text: Text, match: re.Match[str], other: str) -> Diagnostic:
    place = text.span(*match.span())
    return suspected(diagnostic(KIND, place, woord=match[0], anders=f"`{other}`"))

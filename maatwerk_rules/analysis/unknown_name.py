"""A name that nobody declared, with the nearest names of the right kind."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.nearest import OTHER_TYPES, nearest
from maatwerk_rules.source import Span

_PLURALS = ("en", "eren", "s", "ren")
UNKNOWN_NAME = Kind(
    "MW002",
    "onbekende-naam",
    Severity.FOUT,
    "Ik ken geen {soort} met de naam `{naam}`.",
    "Elke naam wordt ergens in het beleid beschreven, zodat ieder hetzelfde eronder verstaat.",
)


# What stands for a name of that kind in other languages, and is a word of the language here.
_MEANT = {
    "waarde": {"ja": "ja", "yes": "ja", "nee": "nee", "no": "nee"},
    "keuze": OTHER_TYPES,
}


def _other_number(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names of which this is the plural or the singular: `kinderen` of `kind`."""
    return tuple(
        sorted(
            each
            for each in known
            if (name.removeprefix(each) in _PLURALS or each.removeprefix(name) in _PLURALS)
        )
    )


def report_unknown(
    name: str, what: str, span: Span, candidates: Iterable[str], advice: str = ""
) -> Diagnostic:
    """Return the finding for an unknown name, with a change for the nearest known one.

    Args:
        what: The Dutch word for what was expected, without article.
        candidates: The known names of that kind in scope.
        advice: What to do when no name is near.

    >>> report_unknown("colege", "orgaan", Span("a.beleid", 0, 6), ["college"]).help
    ('bedoelt u `college`?',)
    """
    known = tuple(candidates)
    meant = _MEANT.get(what, {}).get(name.lower())
    near = (meant,) if meant else nearest(name, known) or _other_number(name, known)
    found = diagnostic(UNKNOWN_NAME, span, naam=name, soort=what, help=(advice,) if advice else ())
    return offer_names(found, near) if near else found


def offer_names(found: Diagnostic, names: tuple[str, ...]) -> Diagnostic:
    """Return the finding with names that may have been meant, and a change for the first."""
    help_ = f"bedoelt u {write_list((f'`{each}`' for each in names), 'of')}?"
    edit = Edit(found.spans[0].span, names[0], "suggestie")
    return attrs.evolve(found, help=(help_,), edits=(edit,))

"""What the rules do not hold of the law, as far as it touches what is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from maatwerk_rules.model.declarations import Dekking
from maatwerk_rules.model.node import Reference
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.references import Artikelverwijzing

NOTHING_LEFT = ("gecodeerd", "nog niet in werking")
"""Of what is encoded nothing is left to people, nor of what is no law yet."""


def not_assessed(policy: Policy, peildatum: date, names: Iterable[str]) -> tuple[Dekking, ...]:
    """Return the parts of the law that the rules do not (wholly) hold and that touch these names.

    Without `raakt` a part touches everything; else the outcomes and begrippen it names, and all
    that reads one of those. Linear in the program, and only where some part says `raakt`.

    Args:
        names: The outcomes and begrippen that are decided.
    """
    left = [one for one in policy.all(Dekking) if one.graad not in NOTHING_LEFT]
    if all(one.raakt is None for one in left):
        return tuple(left)
    reached = frozenset(reached_by(policy, peildatum, names))
    return tuple(one for one in left if one.raakt is None or not reached.isdisjoint(one.raakt))


def reached_by(policy: Policy, peildatum: date, names: Iterable[str]) -> Iterator[str]:
    """Yield outcomes or begrippen and all that they read, through others too."""
    part = policy.on(peildatum)
    assert part is not None, "this is asked of a day on which the policy holds"
    definitions = part.program.definitions
    waiting, seen = [*names], set(names)
    while waiting:
        name = waiting.pop()
        yield name
        new = definitions[name].reads - seen if name in definitions else frozenset()
        seen |= new
        waiting.extend(new)


def in_words(dekking: Dekking) -> str:
    """Return a part that was not assessed as it stands in a decision.

    >>> in_words(Dekking(Artikelverwijzing("Pw", "18a"), "gedeeltelijk", "De boete."))
    'Pw artikel 18a: De boete.'
    """
    return f"{place_of(dekking.verwijzing)}: {dekking.tekst}"


def place_of(verwijzing: Reference) -> str:
    """Return a reference as an author writes it, on one line.

    >>> place_of(Artikelverwijzing("Pw", "18", "1"))
    'Pw artikel 18 lid 1'
    """
    if not isinstance(verwijzing, Artikelverwijzing):
        return str(getattr(verwijzing, "ecli", None) or getattr(verwijzing, "nummer", ""))
    parts = [f"{verwijzing.regeling} artikel {verwijzing.artikel}"]
    for word in ("lid", "onderdeel", "onder"):
        value = getattr(verwijzing, word)
        if value is not None:
            parts.append(f"{word} {value}")
    return " ".join(parts)

"""What counts as text that somebody really wrote: something can be seen, and nothing misleads."""

from __future__ import annotations

import unicodedata

UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"))
"""Categories of characters that show nothing when they stand alone."""
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a sign that are drawn as nothing: fillers of Hangul, and the empty Braille cell."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the order in which others are read (Unicode Standard Annex 9)."""
LAYOUT = frozenset("\t\n\r")
REASON = 2
"""So many words a reason has at least: `n.v.t.` says nothing."""


def written(text: str) -> str:
    r"""Return a text without the unseen characters around it; empty where nothing can be seen.

    Everything that asks a person for words asks it of this: a lone blank of no width is no answer.

    >>> written(" Rust. ")
    'Rust.'
    >>> written("\u200b\u2060"), written("\x00"), written("\u2800")
    ('', '', '')
    """
    stripped = text.strip()
    if stripped.isascii() and stripped.isprintable():
        return stripped
    seen = [place for place, char in enumerate(stripped) if _is_seen(char)]
    if not seen:
        return ""
    end = seen[-1] + 1
    while end < len(stripped) and unicodedata.category(stripped[end]) in ("Mn", "Me", "Cf"):
        end += 1  # an accent, or what joins signs to one, belongs to the sign before it
    return stripped[seen[0] : end].rstrip("\u200b\u2060\ufeff")


def is_said(text: str | None, words: int = 1) -> bool:
    """Tell whether a text has words: so many of them with a letter in it; `-` and `.` are none.

    Where more than one is asked, a letter alone is no word, and a word counts once.

    >>> is_said("Gaf alles zelf.", 2), is_said("n.v.t.", 2), is_said("-"), is_said(None)
    (True, False, False, False)
    >>> is_said("n v t", 2), is_said("a b", 2)
    (False, False)
    >>> is_said("ja ja", 2), is_said("Ja, ja!", 2)
    (False, False)
    """
    least = min(words, 2)
    spoken = ("".join(filter(str.isalnum, one)) for one in (text or "").casefold().split())
    return len({one for one in spoken if sum(map(str.isalpha, one)) >= least}) >= words


def is_filled(text: str | None) -> bool:
    """Tell whether a text has a letter or a figure: `€ 750` says something, `-` and `.` do not.

    >>> is_filled("€ 750"), is_filled("."), is_filled(None)
    (True, False, False)
    """
    return any(map(str.isalnum, text or ""))


def misleading(text: str) -> str | None:
    r"""Return the first character that a text may not hold, as `U+202E`, or None.

    Control characters, and those that turn the order of reading: what is read would not be what
    stands there. Halves of characters too, which cannot be written as UTF-8.

    >>> misleading("niet\u202eja"), misleading("een\ntwee"), misleading("Zoë")
    ('U+202E', None, None)
    """
    if text.isprintable():
        return None
    found = (char for char in text if _misleads(char))
    return next((f"U+{ord(char):04X}" for char in found), None)


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in UNSEEN and char not in BLANK


def _misleads(char: str) -> bool:
    if char in LAYOUT:
        return False
    return char in TURNING or unicodedata.category(char) in ("Cc", "Cs")

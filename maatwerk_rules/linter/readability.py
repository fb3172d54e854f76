"""The reading ease of a Dutch text as a number: a measure, never a proof of a language level."""

from __future__ import annotations

import re
from fractions import Fraction

from maatwerk_rules.linter.texts import sentences, words_in

# Two or three vowels that are said as one; any other vowel begins a syllable of its own.
_NUCLEUS = re.compile(
    r"aai|ooi|oei|eeuw|ieuw|uw\b|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyàáâäèéêìíîòóôùúû]"
)
# A trema says that the vowel does not belong to the one before it.
_TREMA = str.maketrans({"ë": "-e", "ï": "-i", "ö": "-o", "ü": "-u"})


def syllables(word: str) -> int:
    """Return how many syllables a Dutch word has, counted by its groups of vowels.

    A trema or accent begins a syllable; a word without vowels, such as a number, counts as one.

    >>> [syllables(word) for word in ("bijstand", "leeuw", "beëindigen", "uitkering", "500")]
    [2, 1, 4, 3, 1]
    """
    return max(1, len(_NUCLEUS.findall(word.lower().translate(_TREMA))))


def flesch_douma(text: str) -> Fraction:
    """Return the Flesch reading ease by Douma's figures for Dutch; higher is easier.

    206.84 less 0.77 for each syllable in a hundred words and 0.93 for each word in a sentence.
    A text without words is as easy as can be.

    Source: W.H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960.

    >>> float(round(flesch_douma("De kat zit op de mat."), 2))
    124.26
    """
    words = words_in(text)
    if not words:
        return Fraction(20684, 100)
    per_hundred = Fraction(100 * sum(map(syllables, words)), len(words))
    per_sentence = Fraction(len(words), max(1, len(sentences(text))))
    return Fraction(20684, 100) - Fraction(77, 100) * per_hundred - Fraction(93, 100) * per_sentence

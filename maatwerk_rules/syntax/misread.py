"""What reads without a fault and still says something else than the author sees.

A line end means nothing to the grammar, so in `indien x is jonger dan 18` the last two words are
the result of the rule: `dan 18`. It is told before anything follows from it.
"""

import re

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.blocks import Block

_BETTER = {
    "niet meer": "is ten hoogste",
    "niet minder": "is ten minste",
    "jonger": "is minder dan",
    "ouder": "is meer dan",
}
_THAN = re.compile(
    r"(?<!\w)is[ \t]+(?P<how>niet[ \t]+meer|niet[ \t]+minder|[^\W\d_]+)[ \t]+dan(?!\w)"
)
_UNDER, _ABOVE = ("jonger", "minder", "lager", "korter"), ("ouder", "meer", "hoger", "langer")
_NOTHING_COMPARED = re.compile(
    r"(?<!\w)(?:indien|en|of|niet)[ \t]+"
    rf"(?P<words>(?P<how>{'|'.join((*_UNDER, *_ABOVE))})[ \t]+dan)(?=[ \t]+[\d€])"
)
_RESULT = re.compile(r"^[ \t]+dan(?!\w)", re.MULTILINE)
_OVER = {"boven": "meer dan", "onder": "minder dan"}

COMPARED = re.compile(
    r"(?<!\w)is[ \t]+(?P<words>(?:boven|onder)(?:[ \t]+(?:de|het))?|te[nm]?[ \t]+[^\W\d_]+"
    r"|[^\W\d_]+dan|[^\W\d_]+[ \t]+dan)(?!\w)"
)
"""A comparison in words that may be misspelt."""


def meant_comparison(words: str) -> str | None:
    """Return the comparison that misspelt words resemble; None for a right one too.

    >>> meant_comparison("mer dan"), meant_comparison("te hoogste"), meant_comparison("boven de")
    ('meer dan', 'ten hoogste', 'meer dan')
    >>> meant_comparison("meer dan"), meant_comparison("ander dan")
    (None, None)
    """
    written = " ".join(words.lower().split())
    first, _, last = written.partition(" ")
    if first in _OVER:
        return _OVER[first]
    if last == "dan" or not last:
        better = f"{_resembled(first.removesuffix('dan'), 'meer', 'minder')} dan"
    else:
        better = f"ten {_resembled(last, 'minste', 'hoogste')}"
    return better if better != words and " dan" != better != "ten " else None


def _resembled(word: str, *known: str) -> str:
    """Return the known word of the same first letter that a word is or resembles, or nothing."""
    alike = [each for each in known if each[0] == word[:1]]
    return word if word in alike else next(iter(nearest(word, alike, 1)), "")


def misread(source: Source, block: Block) -> Diagnostic | None:
    """Return the finding for a comparison of which `dan` was read as the result of the rule."""
    text = source.text
    if text.find("dan", block.head, block.end) < 0:  # a pattern over many lines takes far longer
        return None
    if not _RESULT.search(text, block.head, block.end):
        return None
    for found in _THAN.finditer(source.text, block.head, block.end):
        line = source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        how = " ".join(found["how"].split())
        if line.count('"') % 2 or "#" in line:
            continue
        if how in _BETTER:
            from maatwerk_rules.syntax.spellings import say_other

            return say_other(source, found.span(), " ".join(found[0].split()), _BETTER[how])
        better = meant_comparison(f"{how} dan")
        if better is not None:
            from maatwerk_rules.syntax.mistakes import say_meant

            return say_meant(source, (found.start("how"), found.end()), better)
    return _nothing_compared(source, block)


def _nothing_compared(source: Source, block: Block) -> Diagnostic | None:
    """Return the finding for `indien jonger dan 18`, which does not say what is compared."""
    for found in _NOTHING_COMPARED.finditer(source.text, block.head, block.end):
        line = source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if line.count('"') % 2 or "#" in line:
            continue
        from maatwerk_rules.syntax.spellings import say_other

        words = " ".join(found["words"].split())
        better = f"leeftijd is {'minder' if found['how'] in _UNDER else 'meer'} dan"
        said = say_other(source, found.span("words"), words, better)
        if found["how"] in ("jonger", "ouder") and re.search(r"\bleeftijd\b", source.text):
            return said
        advice = f"noem ook wat u vergelijkt, zoals in `{better} 18`"
        return attrs.evolve(said, facts={**said.facts, "beter": advice}, help=(advice,), edits=())
    return None

"""What reads without a fault and still says something else than the author sees.

A line end means nothing to the grammar, so in `indien x is jonger dan 18` the last two words are
the result of the rule: `dan 18`. It is told before anything follows from it.
"""

import re

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.blocks import Block

_BETTER = {
    "niet meer": "is ten hoogste",
    "niet minder": "is ten minste",
    "jonger": "is minder dan",
    "ouder": "is meer dan",
}
_THAN = re.compile(
    r"(?<!\w)is[ \t]+(?P<how>niet[ \t]+meer|niet[ \t]+minder|jonger|ouder)[ \t]+dan(?!\w)"
)
_RESULT = re.compile(r"^[ \t]+dan(?!\w)", re.MULTILINE)


def misread(source: Source, block: Block) -> Diagnostic | None:
    """Return the finding for a comparison of which `dan` was read as the result of the rule."""
    found = _THAN.search(source.text, block.head, block.end)
    if found is None or not _RESULT.search(source.text, block.head, block.end):
        return None
    line = source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()]
    how = " ".join(found["how"].split())
    if line.count('"') % 2 or "#" in line:
        return None
    from maatwerk_rules.syntax.spellings import say_other

    return say_other(source, found.span(), " ".join(found[0].split()), _BETTER[how])

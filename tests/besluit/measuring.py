"""How long a motivation is, and how long its sentences are: `python -m tests.besluit.measuring`.

Counted is all that a resident reads, headings and facts too: what stands above the layer for who
checks it.
"""

import re
import sys
from itertools import takewhile
from statistics import median

from maatwerk_rules import to_text
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.explanation.document import Block, Document, Heading
from tests.besluit.made import MADE

LAW_LAYER = "Voor wie het wil nagaan"


WORD = r"\w+(?:[.,:]\w+)*"
"""An amount and an article are one word: `1.401,50`, `4:84`."""


def for_the_resident(whole: Document) -> str:
    """Return the text above the legal layer."""
    above: tuple[Block, ...] = tuple(
        takewhile(lambda one: one != Heading(2, LAW_LAYER), whole.blocks)
    )
    return to_text(Document(above))


def sentences(text: str) -> list[int]:
    """Return the number of words of each sentence.

    >>> sentences("Recht: ja. Dat is zo, want u woont hier. “Echt waar.”")
    [2, 7, 2]
    """
    lines = re.sub(r"\n[=-]+\n", "\n\n", f"{text}\n")
    flat = (" ".join(one.split()) for one in re.split(r"\n\n|\n- ", lines))
    parts = [part for one in flat for part in re.split(r"(?<=[.?!”])\s+", one)]
    return [len(re.findall(WORD, part)) for part in parts if re.search(WORD, part)]


def main() -> None:
    """Print words, median and longest sentence of each motivation."""
    write = sys.stdout.write
    write(f"{'motivering':26}{'woorden':>9}{'zinnen':>8}{'mediaan':>9}{'langste':>9}\n")
    for name, (policy, made) in MADE.items():
        found = sentences(for_the_resident(motivation(policy, made())))
        row = (sum(found), len(found), median(found), max(found))
        write(f"{name:26}{row[0]:>9}{row[1]:>8}{row[2]:>9}{row[3]:>9}\n")


if __name__ == "__main__":
    main()

"""How long a motivation is, and how long its sentences are: `python -m tests.besluit.measuring`.

Counted is what a resident reads: without what stands below for who checks it, and without the
list of facts, which is as long as the case.
"""

import re
import sys
from statistics import median

from maatwerk_rules import to_text
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.explanation.document import Block, Document, Heading
from tests.besluit.made import MADE

LAW_LAYER = "Voor wie het wil nagaan"
FACTS = "Welke feiten zijn gebruikt?"


def for_the_resident(whole: Document) -> str:
    """Return the text above the legal layer, without headings and facts."""
    kept: list[Block] = []
    heading = ""
    for block in whole.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif heading not in (LAW_LAYER, FACTS, "Bronnen"):
            kept.append(block)
    return " ".join(to_text(Document(tuple(kept))).split())


def sentences(text: str) -> list[int]:
    """Return the number of words of each sentence.

    >>> sentences("Recht: ja. Dat is zo, want u woont hier. “Echt waar.”")
    [2, 7, 2]
    """
    parts = re.split(r"(?<=[.?!”])\s+|\s-\s", text)
    return [len(re.findall(r"\w+", part)) for part in parts if re.search(r"\w", part)]


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

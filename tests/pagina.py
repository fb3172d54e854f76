"""Write pages to hold against what is accessible: `python -m tests.pagina FOLDER`.

That of a shipped policy as `maatwerk beproef` makes it, and that of a small one in which every
status occurs and names are hostile.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from maatwerk_rules import load
from maatwerk_rules.explanation.html import to_html
from maatwerk_rules.verification.checking import Means, climb
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.executors import plain_cases
from maatwerk_rules.verification.page.page import to_page
from maatwerk_rules.verification.report import Run, report, to_document
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.verdicts import Verdict
from tests.verification.page.wholly import EXAMPLES, wholly

EFFORT = Effort(seed=7, most=20_000)
"""So many cases, not seconds: the pages are the same on every machine."""


def write(folder: Path) -> None:
    """Write all pages into a folder."""
    policy = load("bijstand_voorbeeld")
    part = policy.slices[-1]
    examples = plain_cases(policy, part)

    def search(claims: Sequence[Claim], _: float) -> Iterator[Verdict]:
        yield from searched(policy, part, claims, EFFORT, examples=[one.case for one in examples])

    found = report(policy, part, climb(policy, part, Means(search)), examples, Run(12.4, 7))
    pages = {
        "voorbeeld": to_page(found, examples),
        "alles": to_page(wholly(), EXAMPLES),
        "document": to_html(to_document(found)),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

"""Write pages to hold against what is accessible: `python -m tests.pagina FOLDER`.

That of a shipped policy by its toetsen, and that of a small one in which every status occurs and
names are hostile.
"""

import sys
from pathlib import Path

from maatwerk_rules import load
from maatwerk_rules.explanation.html import to_html
from maatwerk_rules.verification.page.page import to_page
from maatwerk_rules.verification.report import to_document
from tests.verification.page.trying import examples_of, tried
from tests.verification.page.wholly import EXAMPLES, wholly


def write(folder: Path) -> None:
    """Write all pages into a folder."""
    policy = load("bijstand_voorbeeld")
    part = policy.slices[-1]
    found = tried(policy, part)
    pages = {
        "voorbeeld": to_page(found, examples_of(policy, part)),
        "alles": to_page(wholly(), EXAMPLES),
        "document": to_html(to_document(found)),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

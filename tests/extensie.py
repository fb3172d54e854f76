"""Write each word of the shipped policies with the sort the parser reads it as, line by line.

`python -m tests.extensie FILE`: material for the test of the TextMate grammar, which runs in the
engine of editors and so in Node. Columns count units of UTF-16, as there.
"""

import json
import sys
from pathlib import Path
from typing import Any

from maatwerk_rules.integrations.editor.incremental import FileReader
from maatwerk_rules.integrations.editor.positions import units
from maatwerk_rules.integrations.highlighting import class_of

ROOT = Path(__file__).parents[1]


def main() -> None:
    files = sorted((ROOT / "policies").rglob("*.beleid"))
    words = [words_of(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files]
    Path(sys.argv[1]).write_text(json.dumps(words), encoding="utf-8")


def words_of(name: str, text: str) -> dict[str, Any]:
    """Return a text by its lines, with the begin, end and sort of each word on them."""
    lines = text.split("\n")
    expected: list[list[tuple[int, int, str]]] = [[] for _ in lines]
    for token in FileReader(name).read(text).tokens():
        start = token.start
        for part in text[start : token.end].split("\n"):
            line = text.count("\n", 0, start)
            begin = text.rfind("\n", 0, start) + 1
            said = part.lstrip(" \t,")  # `, ontbreekt` is one word to the parser
            first = start + len(part) - len(said)
            place = units(text[begin:first])
            if said.strip():
                expected[line].append(
                    (place, place + units(said.rstrip()), class_of(token.terminal))
                )
            start += len(part) + 1
    return {"name": name, "lines": lines, "expected": expected}


if __name__ == "__main__":
    main()
